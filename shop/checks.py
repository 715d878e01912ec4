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


@register
def documents_are_possible(**_context: Any) -> list[CheckMessage]:
    """An invoice names its seller (Directive 2006/112/EC art. 226), and lies where every process finds it."""
    if not settings.IN_PRODUCTION:
        return []
    wanted = ("SELLER_NAME", "SELLER_STREET", "SELLER_POSTCODE", "SELLER_CITY", "SELLER_VAT_ID")
    missing = [name for name in wanted if not getattr(settings, name)]
    found: list[CheckMessage] = []
    if missing:
        hint = f"Set {', '.join(missing)}."
        found.append(Error("Invoices could not name the seller.", hint=hint, id="shop.E003"))
    if settings.MEDIA_BUCKET and not settings.DOCUMENTS_BUCKET:
        hint = "Set DOCUMENTS_BUCKET to a private bucket; the media bucket is public."
        found.append(Error("Invoices would stay on one machine.", hint=hint, id="shop.E004"))
    return found


@register
def carriers_are_real(**_context: Any) -> list[CheckMessage]:
    """A connection has its key, and a production shop has none that only plays."""
    found: list[CheckMessage] = []
    if settings.IN_PRODUCTION and "demo" in settings.CARRIERS:
        hint = "Take `demo` out of CARRIERS."
        found.append(Error("The demo carrier delivers nothing.", hint=hint, id="shop.E005"))
    if settings.IN_PRODUCTION and settings.DEMO_SHIPS_AFTER_SECONDS:
        hint = "Take DEMO_SHIPS_AFTER_SECONDS away."
        found.append(Error("The demo warehouse ships what nobody packed.", hint=hint, id="shop.E006"))
    if "easypost" in settings.CARRIERS and not settings.EASYPOST_API_KEY:
        hint = "Set EASYPOST_API_KEY, or take `easypost` out of CARRIERS."
        found.append(Error("EasyPost knows the shop by its key.", hint=hint, id="shop.E007"))
    for unknown in sorted(set(settings.CARRIERS) - {"easypost", "demo"}):
        hint = "CARRIERS may name easypost and demo."
        found.append(Error(f"The shop knows no carrier {unknown}.", hint=hint, id="shop.E008"))
    return found
