"""Comparing the books, remembering what did not balance, and repairing what can be repaired safely."""

import logging
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.books import selectors
from apps.books.errors import NoRepair
from apps.books.models import Discrepancy, Run
from apps.books.selectors import Finding
from apps.orders import services as orders
from apps.outbox import services as outbox
from apps.outbox.models import Message
from apps.payments import services as payments
from apps.payments.errors import ProviderSilent

log = logging.getLogger(__name__)

KEEP_RUNS = timedelta(days=30)
LOOK_BACK = timedelta(days=2)


def check_books(*, actor: str = "system", now: datetime | None = None) -> Run:
    """Compare the books, and remember what does not balance and what balances again.

    Each new discrepancy is logged as an error, once. Two checks at once leave one row for each.
    """
    now = now or timezone.now()
    started = time.monotonic()
    findings = [*selectors.check(now=now), *_at_stripe(now)]
    found = {(finding.invariant, finding.subject): finding.text for finding in findings}
    took_ms = round((time.monotonic() - started) * 1000)
    with transaction.atomic():
        known = _known()
        for key, text in found.items():
            if key not in known:
                log.error("The books do not balance: %s %s: %s", *key, text)
            _remember(*key, text, now)
        gone = [row.pk for key, row in known.items() if key not in found]
        Discrepancy.objects.filter(pk__in=gone).update(gone_at=now)
        Run.objects.filter(at__lt=now - KEEP_RUNS).delete()
        return Run.objects.create(at=now, took_ms=took_ms, found=len(found), actor=actor)


def _at_stripe(now: datetime) -> Iterator[Finding]:
    """I4, for the provider that keeps its books elsewhere: our payments of two days against its own list.

    While it does not answer, what was known of it before counts on.
    """
    if "stripe" not in settings.PAYMENT_PROVIDERS:
        return
    try:
        differences = payments.provider_differences(now - LOOK_BACK, now=now)
    except ProviderSilent:
        log.warning("Stripe does not answer; its list is compared another time")
        rows = Discrepancy.objects.filter(invariant="I4", subject__startswith="stripe ", gone_at=None)
        yield from (Finding(row.invariant, row.subject, row.text) for row in rows)
        return
    for row in differences:
        name = row.payment_key or row.reference
        theirs, ours = row.theirs or "nothing", row.ours or "nothing"
        yield Finding("I4", f"stripe {name}", f"{row.what}: Stripe has {theirs}, we have {ours}.")


def _known() -> dict[tuple[str, str], Discrepancy]:
    rows = Discrepancy.objects.filter(gone_at=None).order_by("pk").select_for_update()
    return {(row.invariant, row.subject): row for row in rows}


def _remember(invariant: str, subject: str, text: str, now: datetime) -> None:
    Discrepancy.objects.bulk_create(
        [
            Discrepancy(
                invariant=invariant,
                subject=subject[:100],
                text=text[:400],
                first_seen_at=now,
                last_seen_at=now,
            )
        ],
        ignore_conflicts=True,
    )
    Discrepancy.objects.filter(invariant=invariant, subject=subject[:100], gone_at=None).update(
        text=text[:400], last_seen_at=now
    )


# ---- repairs ------------------------------------------------------------------------------------------
# Each asks, adds up again or sends again: none invents anything, and each may run twice.


def _ask_provider(subject: str) -> str:
    _, _, name = subject.partition(" ")
    asked = payments.ask_again(name=name)
    return f"Asked the provider about {asked} payment{'' if asked == 1 else 's'}."


def _add_up(subject: str) -> str:
    payments.add_up_again(code=subject.removeprefix("order "))
    return "Added up the order's payment events again."


def _confirm(subject: str) -> str:
    orders.confirm_again(code=subject.removeprefix("order "))
    return "Asked for the confirmation mail again."


def _retry(subject: str) -> str:
    waiting = Message.objects.filter(topic=subject, done_at=None).values_list("pk", flat=True)
    return f"Made {outbox.retry(message_ids=list(waiting))} messages due again."


_REPAIRS: dict[str, tuple[str, Callable[[str], str]]] = {
    "I4": ("Ask the provider", _ask_provider),
    "I5": ("Add up again", _add_up),
    "I9": ("Send the confirmation", _confirm),
    "I12": ("Try again", _retry),
}


def repair_name(discrepancy: Discrepancy) -> str:
    """Return what the safe repair of a discrepancy is called; empty if there is none."""
    name, _ = _REPAIRS.get(discrepancy.invariant, ("", None))
    return name if discrepancy.is_open else ""


def repair(*, discrepancy_id: int, actor: str, now: datetime | None = None) -> Discrepancy:
    """Do what can safely be done about a discrepancy, note it, and compare the books again.

    Raises NoRepair where only a person can decide, ProviderSilent if its provider does not answer.
    """
    now = now or timezone.now()
    discrepancy = Discrepancy.objects.get(pk=discrepancy_id)
    if not repair_name(discrepancy):
        raise NoRepair
    said = _REPAIRS[discrepancy.invariant][1](discrepancy.subject)
    note = f"{said} ({actor}, {timezone.localtime(now):%-d %B %Y %H:%M})"
    Discrepancy.objects.filter(pk=discrepancy_id).update(repair_note=note[:300])
    check_books(actor=actor)
    discrepancy.refresh_from_db()
    return discrepancy
