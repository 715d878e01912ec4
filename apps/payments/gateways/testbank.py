"""The built-in test provider: takes no money, keeps its own books, and misbehaves on request."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from apps.core.compiled import CompiledInsert
from apps.currency.money import Money
from apps.payments.gateways.base import Choice, Outcome, ProviderRefused, ProviderTimeout, Report
from apps.payments.models import TestCharge, TestRefund

LATE_ANSWER = timedelta(seconds=6)
Status = TestCharge.Status
_NEW = CompiledInsert(TestCharge, unless=["key"])

CHOICES = [
    Choice("test", "approve", "Test card that works", "The bank says yes at once. No real money moves."),
    Choice(
        "test",
        "confirm",
        "Test card that asks you to confirm",
        "You confirm on the test bank’s page, then come back.",
    ),
    Choice("test", "decline", "Test card that is declined", "The bank says no. Your basket stays as it is."),
    Choice("test", "late", "Test transfer that answers late", "The bank takes a few seconds to say yes."),
    Choice(
        "test",
        "timeout",
        "Test card whose answer gets lost",
        "The bank says yes, but we do not hear it at first.",
    ),
]
_FIRST_STATUS = {
    "approve": Status.CHARGED,
    "timeout": Status.CHARGED,
    "decline": Status.DECLINED,
    "confirm": Status.REQUIRES_ACTION,
    "late": Status.PENDING,
}
_DECLINED = "Your bank declined the card. Nothing was charged."


class TestBank:
    """A provider with the same interface as a real one."""

    __test__ = False
    code = "test"

    def choices(self) -> list[Choice]:
        return CHOICES

    def pay(self, *, key: UUID, amount: Money, token: str, return_url: str) -> Report:
        charge = TestCharge(
            key=key,
            reference=f"tc_{secrets.token_hex(12)}",
            amount_minor=amount.minor,
            currency=amount.currency,
            status=_FIRST_STATUS.get(token, Status.DECLINED),
            answers_at=timezone.now() + LATE_ANSWER if token == "late" else None,
            return_url=return_url,
        )
        is_new = _NEW.save(charge)
        if not is_new:
            # The key was used before: the answer is that of the first time, whatever is asked now.
            charge = TestCharge.objects.get(key=key)
        if is_new and token == "timeout":
            raise ProviderTimeout("The test provider swallowed its answer.")
        return _report(charge)

    def fetch(self, *, key: UUID) -> Report | None:
        charge = TestCharge.objects.filter(key=key).first()
        if charge is None:
            return None
        if charge.status == Status.PENDING and charge.answers_at and charge.answers_at <= timezone.now():
            TestCharge.objects.filter(pk=charge.pk, status=Status.PENDING).update(status=Status.CHARGED)
            charge.refresh_from_db()
        return _report(charge)

    def cancel(self, *, key: UUID) -> Report | None:
        open_ = TestCharge.objects.filter(key=key, status__in=[Status.REQUIRES_ACTION, Status.PENDING])
        open_.update(status=Status.CANCELLED)
        return self.fetch(key=key)

    def refund(self, *, key: UUID, refund_key: UUID, amount: Money) -> str:
        with transaction.atomic():
            charge = TestCharge.objects.select_for_update().get(key=key)
            refund, is_new = TestRefund.objects.get_or_create(
                key=refund_key, defaults={"charge": charge, "amount_minor": amount.minor}
            )
            if is_new and charge.refunded_minor + amount.minor > charge.amount_minor:
                raise ProviderRefused("More than was charged cannot go back.")
            if is_new:
                TestCharge.objects.filter(pk=charge.pk).update(
                    refunded_minor=F("refunded_minor") + amount.minor
                )
        return f"tr_{refund.pk}"


def decide(*, secret: UUID, approve: bool) -> TestCharge | None:
    """Answer a confirmation page: the shopper approved or refused. Return the charge, or None if unknown."""
    new = Status.CHARGED if approve else Status.DECLINED
    TestCharge.objects.filter(secret=secret, status=Status.REQUIRES_ACTION).update(status=new)
    return TestCharge.objects.filter(secret=secret).first()


def _report(charge: TestCharge) -> Report:
    waits = charge.status == Status.REQUIRES_ACTION
    path = reverse("payments:testbank", kwargs={"secret": charge.secret}) if waits else ""
    return Report(
        outcome=Outcome(charge.status),
        reference=charge.reference,
        amount=Money(charge.amount_minor, charge.currency),
        action_url=f"{settings.SHOP_URL}{path}" if path else "",
        message=_DECLINED if charge.status == Status.DECLINED else "",
    )
