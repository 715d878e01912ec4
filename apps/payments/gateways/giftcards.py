"""Gift cards, where money goes back to them. They take money through apps.payments.services.giftcards."""

from uuid import UUID

from apps.currency.money import Money
from apps.giftcards import services as giftcards
from apps.giftcards.errors import RefundTooHigh
from apps.payments.gateways.base import Choice, Outcome, ProviderRefused, Report
from apps.payments.models import GIFT_CARD, Payment


class GiftCards:
    """The provider of payments that gift cards made. Its books are in this database, so it never times out."""

    code = GIFT_CARD

    def choices(self) -> list[Choice]:
        return []

    def pay(self, *, key: UUID, amount: Money, token: str, return_url: str) -> Report:
        raise NotImplementedError("Gift cards pay while the order is prepared.")

    def fetch(self, *, key: UUID) -> Report | None:
        payment = Payment.objects.get(key=key)
        return Report(Outcome.CHARGED, payment.reference, payment.amount)

    def cancel(self, *, key: UUID) -> Report | None:
        return None

    def refund(self, *, key: UUID, refund_key: UUID, amount: Money) -> str:
        """Put an amount back on the card that paid; the same refund twice is one."""
        payment = Payment.objects.select_related("order").get(key=key)
        reference = f"refund:{refund_key}"
        try:
            giftcards.give_back(
                reference=payment.order.reference,
                actor=f"order {payment.order.code}",
                amount=amount,
                refund_reference=reference,
            )
        except RefundTooHigh as refusal:
            raise ProviderRefused(refusal.message) from refusal
        return reference
