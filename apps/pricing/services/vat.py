"""Asking registers about VAT ids, and keeping what they said."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from apps.pricing import selectors, vat_ids
from apps.pricing.gateways import vies
from apps.pricing.models import VatCheck


def check_vat_id(*, vat_id: str, country: str = "", now: datetime | None = None) -> VatCheck:
    """Check a VAT id and store the answer. A "valid" of the last VAT_CHECK_DAYS days is not asked for again.

    Call it outside a transaction: the register may take seconds. A bare number needs its ISO `country`. Only
    the EU's register is asked; other numbers are checked by their digits. Raises InvalidVatId.
    """
    at = now or timezone.now()
    parsed = vat_ids.parse(vat_id, country=country)
    known = selectors.newest_check(str(parsed), now=at)
    if known is not None and known.result in (VatCheck.Result.VALID, VatCheck.Result.FORMAT_ONLY):
        return known
    return _asked(parsed, at)


def _asked(parsed: vat_ids.VatId, at: datetime) -> VatCheck:
    if not parsed.is_in_union:
        return VatCheck.objects.create(number=str(parsed), result=VatCheck.Result.FORMAT_ONLY, at=at)
    answer = vies.check(parsed.prefix, parsed.number)
    return VatCheck.objects.create(
        number=str(parsed),
        result=answer.result,
        name=answer.name,
        consultation_number=answer.consultation_number,
        reason=answer.reason,
        at=at,
    )


def check_again(*, now: datetime | None = None, limit: int = 20) -> int:
    """Ask again about numbers whose register could not be reached; return how many have an answer now.

    Stops at the third number in a row without an answer: the register is still away.
    """
    at = now or timezone.now()
    answered = misses = 0
    for number in selectors.unanswered(now=at, limit=limit):
        check = _asked(vat_ids.parse(number), at)
        missed = check.result == VatCheck.Result.UNREACHABLE
        misses = misses + 1 if missed else 0
        answered += not missed
        if misses == 3:
            break
    return answered


def forget_vat_checks(*, now: datetime | None = None) -> int:
    """Delete checks older than settings.VAT_CHECK_DAYS and return how many; orders keep their own copy."""
    before = (now or timezone.now()) - timedelta(days=settings.VAT_CHECK_DAYS)
    deleted, _ = VatCheck.objects.filter(at__lte=before).delete()
    return deleted
