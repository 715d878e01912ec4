"""Start-up checks: settings that would sell without taking money, or that only tests may have."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register
def payment_is_configured(**_context: Any) -> list[CheckMessage]:
    if settings.IN_PRODUCTION and not settings.PAYMENT_PROVIDERS:
        return [
            Error(
                "No payment provider is configured.",
                hint="Set PAYMENT_PROVIDERS. The built-in provider `test` takes no money: for trials only.",
                id="shop.E001",
            )
        ]
    return []
