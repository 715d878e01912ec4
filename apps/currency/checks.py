"""Start-up checks of the settings about money."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from apps.currency.errors import UnknownCurrency
from apps.currency.money import exponent


def _is_known(code: str) -> bool:
    try:
        exponent(code)
    except UnknownCurrency:
        return False
    return True


@register
def settings_make_sense(**_context: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    unknown = [code for code in (settings.BASE_CURRENCY, *settings.CURRENCIES) if not _is_known(code)]
    if unknown:
        hint = "Use ISO 4217 codes, separated by commas without spaces."
        codes = ", ".join(map(repr, dict.fromkeys(unknown)))
        found.append(Error(f"No such currency: {codes}.", hint=hint, id="currency.E001"))
    if settings.RATE_MAX_AGE_DAYS < 1:
        found.append(Error("RATE_MAX_AGE_DAYS must be 1 or more.", id="currency.E002"))
    if settings.IN_PRODUCTION and settings.ECB_URL and not settings.ECB_URL.startswith("https://"):
        found.append(Error("ECB_URL must start with https:// in production.", id="currency.E003"))
    return found
