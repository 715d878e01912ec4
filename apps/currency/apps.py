from typing import Any

from django.apps import AppConfig
from django.apps.registry import Apps
from django.db.models.signals import post_migrate


class CurrencyConfig(AppConfig):
    name = "apps.currency"

    def ready(self) -> None:
        from apps.currency import checks  # noqa: F401 - registers the start-up checks

        post_migrate.connect(_follow_settings, sender=self)


def _follow_settings(*, apps: Apps | None = None, **_signal: Any) -> None:
    """Bring the table of currencies into step after every `migrate`, unless it was just taken away."""
    from apps.currency import services

    if apps is None or "currency" in apps.all_models["currency"]:
        services.sync_currencies()
