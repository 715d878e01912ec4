"""Start-up checks: settings that would sell without taking money, or that only tests may have."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from stdnum import bic, iban


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


@register
def bank_account_is_whole(**_context: Any) -> list[CheckMessage]:
    """A wrong digit here sends the money of every transfer to somebody else, or back."""
    if "transfer" not in settings.PAYMENT_PROVIDERS:
        return []
    wrong = []
    if not iban.is_valid(settings.BANK_ACCOUNT_IBAN):
        wrong.append("BANK_ACCOUNT_IBAN")
    if settings.BANK_ACCOUNT_BIC and not bic.is_valid(settings.BANK_ACCOUNT_BIC):
        wrong.append("BANK_ACCOUNT_BIC")
    hint = "Copy it from the bank's own papers."
    return [Error(f"{name} has a mistake in it.", hint=hint, id="shop.E002") for name in wrong]
