from django.apps import AppConfig


class ShopConfig(AppConfig):
    """The project itself, so that it can have management commands and start Celery's application."""

    name = "shop"

    def ready(self) -> None:
        from shop import (
            celery,  # noqa: F401 - makes it the current Celery application
            checks,  # noqa: F401 - registers the start-up checks
        )
