"""What is known of VAT ids."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from apps.pricing import vat_ids
from apps.pricing.models import VatCheck
from apps.pricing.rules import BusinessBuyer

_ANSWERED = (VatCheck.Result.VALID, VatCheck.Result.INVALID)


def newest_check(number: str, *, now: datetime | None = None) -> VatCheck | None:
    """Return the newest check of a compact VAT id that still counts (settings.VAT_CHECK_DAYS).

    An answer of the register goes before a later question that it left open.
    """
    since = (now or timezone.now()) - timedelta(days=settings.VAT_CHECK_DAYS)
    checks = VatCheck.objects.filter(number=number, at__gt=since)
    return checks.filter(result__in=_ANSWERED).first() or checks.first()


def business_buyer(vat_id: str, *, country: str = "", now: datetime | None = None) -> BusinessBuyer:
    """Return the buyer behind a VAT id as far as it was checked, for `tax_for` and `price_basket`.

    An id that was never checked is not valid. One whose register could not be reached is by
    settings.VAT_UNREACHABLE: "accept" or "refuse". Raises InvalidVatId.
    """
    parsed = vat_ids.parse(vat_id, country=country)
    check = newest_check(str(parsed), now=now)
    return BusinessBuyer(parsed.country, str(parsed), check is not None and counts_as_valid(check.result))


def counts_as_valid(result: str) -> bool:
    """Tell whether a result lets a business buy without tax."""
    if result == VatCheck.Result.UNREACHABLE:
        return bool(settings.VAT_UNREACHABLE == "accept")
    return result == VatCheck.Result.VALID


def unanswered(*, now: datetime, limit: int = 100) -> list[str]:
    """Return VAT ids whose register could not be reached lately and has not answered since, the oldest first."""
    since = now - timedelta(days=settings.VAT_CHECK_DAYS)
    answered = VatCheck.objects.filter(number=OuterRef("number"), result__in=_ANSWERED, at__gt=since)
    open_checks = VatCheck.objects.filter(result=VatCheck.Result.UNREACHABLE, at__gt=since)
    waiting = open_checks.exclude(Exists(answered)).order_by("number", "-at").distinct("number")
    return [check.number for check in sorted(waiting, key=lambda check: check.at)[:limit]]


def compact_vat_id(text: str, *, country: str) -> str:
    """Return a VAT id as it is kept, without spaces and with its prefix. Raises InvalidVatId."""
    return str(vat_ids.parse(text, country=country))
