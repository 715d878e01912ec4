"""Our payments against Stripe's own list. Only reported: nothing is repaired by charging or paying."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, Sum
from django.utils import timezone

from apps.currency.money import Money
from apps.payments.errors import ProviderSilent
from apps.payments.gateways import ProviderTimeout, stripe_gateway
from apps.payments.gateways.stripe import CODE, Charge
from apps.payments.models import Payment, PaymentEvent

# What happened within the last minutes may have reached only one of the two sides.
SETTLING = timedelta(minutes=5)
_CLOCKS_DIFFER = timedelta(minutes=10)
Type = PaymentEvent.Type


@dataclass(frozen=True, slots=True)
class Difference:
    """One amount about which Stripe and the shop disagree. None: that side does not know the payment."""

    reference: str
    payment_key: str
    what: str
    theirs: Money | None
    ours: Money | None


def provider_differences(since: datetime, *, now: datetime | None = None) -> list[Difference]:
    """Return every disagreement about payments made since a moment. Raises ProviderSilent."""
    until = (now or timezone.now()) - SETTLING
    try:
        listed = stripe_gateway().list_charges(since)
    except ProviderTimeout as silence:
        raise ProviderSilent from silence
    theirs = [charge for charge in listed if charge.created_at <= until]
    ours = {str(payment.key): payment for payment in _payments(since - _CLOCKS_DIFFER)}
    by_key: dict[str, list[Charge]] = {}
    for charge in theirs:
        by_key.setdefault(charge.payment_key, []).append(charge)
    found = [row for charge in theirs for row in _foreign(charge, ours)]
    for key, payment in ours.items():
        if payment.created_at >= since and payment.updated_at <= until:
            found.extend(_compared(payment, by_key.get(key, [])))
    return found


def _payments(since: datetime) -> list[Payment]:
    sums = {
        name: Sum("events__amount_minor", filter=Q(events__type=kind), default=0)
        for name, kind in (("took", Type.CHARGE), ("gave", Type.REFUND), ("bounced", Type.BOUNCE))
    }
    return list(Payment.objects.filter(provider=CODE, created_at__gte=since).annotate(**sums).order_by("pk"))


def _foreign(charge: Charge, ours: dict[str, Payment]) -> Iterator[Difference]:
    """Money at Stripe that no payment of ours knows."""
    if charge.payment_key not in ours and (charge.charged or charge.authorised):
        taken = charge.charged or charge.authorised
        yield Difference(charge.reference, charge.payment_key, "unknown to the shop", taken, None)


def _compared(payment: Payment, charges: list[Charge]) -> Iterator[Difference]:
    took, gave, bounced = (getattr(payment, name) for name in ("took", "gave", "bounced"))
    held = payment.amount_minor if payment.is_authorised else 0
    for what, ours, field in (
        ("charged", took, "charged"),
        ("refunded", gave - bounced, "refunded"),
        ("authorised", held, "authorised"),
    ):
        amounts: list[Money] = [getattr(charge, field) for charge in charges]
        mine = Money(ours, payment.currency)
        theirs = _total([amount for amount in amounts if amount])
        if (theirs or Money.zero(payment.currency)) != mine:
            known = theirs or (Money.zero(payment.currency) if charges else None)
            yield Difference(payment.reference, str(payment.key), what, known, mine)


def _total(amounts: list[Money]) -> Money | None:
    """Add up; amounts of two currencies stay the first, which is a difference in any case."""
    if not amounts:
        return None
    first = amounts[0]
    return sum((one for one in amounts[1:] if one.currency == first.currency), first)
