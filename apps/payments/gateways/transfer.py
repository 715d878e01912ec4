"""Bank transfers: the order is placed at once, the money comes days later, and staff find it on the account."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from apps.currency.money import Money
from apps.payments.gateways.base import Choice, Outcome, Report
from apps.payments.models import TRANSFER, Payment


class BankTransfer:
    """A provider without a machine: what came in is written down by apps.payments.services.transfer."""

    code = TRANSFER

    def choices(self) -> list[Choice]:
        days = settings.TRANSFER_TERM_DAYS
        hint = (
            f"You get our account number with the confirmation and pay within {days} days. "
            "We keep the goods for you and send them when the money is here."
        )
        return [Choice(self.code, "bank", "Bank transfer", hint, currencies=(settings.BASE_CURRENCY,))]

    def pay(self, *, key: UUID, amount: Money, token: str, return_url: str) -> Report:
        return self._waits(key)

    def fetch(self, *, key: UUID) -> Report | None:
        """Say that it still waits: whoever finds the money writes it down, nobody has to ask."""
        return self._waits(key)

    def cancel(self, *, key: UUID) -> Report | None:
        waits = self._waits(key)
        return Report(Outcome.CANCELLED, waits.reference, waits.amount, message="The transfer did not come.")

    def refund(self, *, key: UUID, refund_key: UUID, amount: Money) -> str:
        raise NotImplementedError("Staff send money back themselves and mark the refund as done.")

    @staticmethod
    def _waits(key: UUID) -> Report:
        payment = Payment.objects.select_related("order").get(key=key)
        pay_by = end_of_term(payment.created_at)
        return Report(Outcome.PENDING, payment.order.code, payment.amount, pay_by=pay_by)


def end_of_term(ordered_at: datetime) -> datetime:
    """Return the last second in which a transfer is in time: of the warehouse's day TRANSFER_TERM_DAYS later."""
    last_day = timezone.localdate(ordered_at) + timedelta(days=settings.TRANSFER_TERM_DAYS)
    return datetime.combine(last_day, time(23, 59, 59), tzinfo=timezone.get_current_timezone())
