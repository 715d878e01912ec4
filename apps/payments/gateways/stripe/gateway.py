"""The provider itself."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

import stripe
from django.conf import settings

from apps.currency.money import Money
from apps.payments.gateways.base import Choice, Outcome, ProviderRefused, ProviderTimeout, Report
from apps.payments.gateways.stripe import charges, sessions
from apps.payments.gateways.stripe.amounts import from_stripe, to_stripe
from apps.payments.gateways.stripe.client import client, our_words
from apps.payments.gateways.stripe.intents import (
    CODE,
    cancelled,
    capture_method,
    find,
    metadata_of,
    report_of,
    words_of,
)
from apps.payments.models import Payment, PaymentEvent

log = logging.getLogger(__name__)

CHOICES = [Choice(CODE, "card", "Card, wallet or bank", "On the next page, with our payment partner Stripe.")]
_NOT_TAKEN = "This payment could not be started. Nothing was charged. Choose another way to pay."
FAILED_REFUND = ("failed", "canceled")


@contextmanager
def _asking() -> Iterator[None]:
    """Ask how something stands: an answer that is no answer leaves it as it is, whatever the reason."""
    try:
        with our_words():
            yield
    except ProviderRefused as refusal:
        log.exception("Stripe did not say how a payment stands")
        raise ProviderTimeout(str(refusal)) from refusal


def payment_of(key: UUID) -> Payment:
    """Return our row of a payment."""
    return Payment.objects.select_related("order").get(key=key)


class Stripe:
    """Payments through Stripe. An intent takes no money by itself: the shopper's browser confirms it."""

    code = CODE

    def choices(self) -> list[Choice]:
        return CHOICES

    def pay(self, *, key: UUID, amount: Money, token: str, return_url: str) -> Report:
        payment = payment_of(key)
        try:
            units = to_stripe(amount)
        except ProviderRefused as refusal:
            return Report(Outcome.DECLINED, "", amount, message=str(refusal))
        try:
            with our_words():
                intent = client().v1.payment_intents.create(
                    {
                        "amount": units,
                        "currency": amount.currency.lower(),
                        "automatic_payment_methods": {"enabled": True},
                        "capture_method": "manual" if capture_method() == "manual" else "automatic",
                        "metadata": metadata_of(payment),
                        "description": f"Order {payment.order.code}",
                    },
                    {"idempotency_key": str(key)},
                )
        except ProviderRefused as refusal:
            log.exception("Stripe refused to start payment %s", key)
            return Report(Outcome.DECLINED, "", amount, message=_NOT_TAKEN if refusal else "")
        return report_of(intent, payment)

    def fetch(self, *, key: UUID) -> Report | None:
        payment = payment_of(key)
        with _asking():
            if payment.is_hosted:
                return sessions.report_session(payment)
            intent = find(payment)
            return report_of(intent, payment) if intent is not None else None

    def cancel(self, *, key: UUID) -> Report | None:
        payment = payment_of(key)
        with _asking():
            if payment.is_hosted:
                return sessions.close_session(payment)
            intent = find(payment)
            return report_of(cancelled(intent), payment) if intent is not None else None

    def capture(self, *, key: UUID, amount: Money) -> Report:
        """Take an amount of what was authorised and let the rest go. Raises ProviderTimeout.

        An authorisation that is gone is reported as it stands.
        """
        payment = payment_of(key)
        with _asking():
            try:
                intent = client().v1.payment_intents.capture(
                    payment.reference,
                    {"amount_to_capture": to_stripe(amount)},
                    {"idempotency_key": f"{key}:capture"},
                )
            except stripe.InvalidRequestError:
                intent = client().v1.payment_intents.retrieve(payment.reference)
            return report_of(intent, payment)

    def refund(self, *, key: UUID, refund_key: UUID, amount: Money) -> str:
        """Give money back, once per refund key, and return Stripe's name for it.

        Raises ProviderTimeout, and ProviderRefused when Stripe says no. Stripe forgets idempotency keys after
        a day, so what it already gave back is looked at first.
        """
        payment = payment_of(key)
        with our_words():
            known = next(
                (one for one in self.refunds(payment) if refund_key_of(one) == str(refund_key)), None
            )
            made = known or client().v1.refunds.create(
                {
                    "payment_intent": _charged(payment),
                    "amount": to_stripe(amount),
                    "metadata": {**metadata_of(payment), "refund_key": str(refund_key)},
                },
                {"idempotency_key": str(refund_key)},
            )
        if made.status in FAILED_REFUND:
            raise ProviderRefused(
                f"The refund failed: {getattr(made, 'failure_reason', None) or made.status}."
            )
        return made.id

    def refunds(self, payment: Payment) -> list[stripe.Refund]:
        """Return everything that Stripe gave back of a payment, newest first.

        What was authorised and not captured stands there too, as the oldest; it never moved.
        """
        with our_words():
            found = client().v1.refunds.list({"payment_intent": _charged(payment), "limit": 100})
            given = list(found.auto_paging_iter())
        let_go = payment.amount - payment.expected
        if let_go and given and amount_of(given[-1]) == let_go and not refund_key_of(given[-1]):
            given.pop()
        return given

    def list_charges(self, since: datetime) -> list[charges.Charge]:
        """Return what Stripe says was paid since a moment. Raises ProviderTimeout."""
        with _asking():
            return list(charges.list_charges(since))

    def secret_for_the_page(self, payment: Payment) -> str:
        """Return what the browser needs to pay an intent of ours. Raises ProviderTimeout."""
        with _asking():
            return client().v1.payment_intents.retrieve(payment.reference).client_secret or ""

    def hosted_page(self, payment: Payment, *, return_url: str) -> sessions.HostedPage:
        """Open Stripe's own page for a payment. Raises ProviderTimeout."""
        with _asking():
            return sessions.open_session(payment, return_url=return_url)

    @property
    def is_live(self) -> bool:
        """Whether the shop's keys move real money."""
        return bool(settings.STRIPE_IS_LIVE)

    def money_taken_by(self, reference: str) -> Money | None:
        """Return what any intent charged or authorised, or None. Raises ProviderTimeout."""
        with _asking():
            found = client().v1.payment_intents.retrieve(reference)
            taken = found.amount_received or found.amount_capturable
            return from_stripe(taken, found.currency) if taken else None

    def dispute(self, reference: str) -> stripe.Dispute:
        """Return a dispute. Raises ProviderTimeout."""
        with _asking():
            return client().v1.disputes.retrieve(reference)


def _charged(payment: Payment) -> str:
    """The intent that took the money; a payment that was given up may have been charged through another name."""
    charge = payment.events.filter(type=PaymentEvent.Type.CHARGE).order_by("pk").last()
    return charge.reference if charge is not None else payment.reference


def refund_key_of(refund: stripe.Refund) -> str:
    """Return the key of the refund that we asked for, or nothing if somebody else did."""
    return words_of(refund).get("refund_key", "")


def amount_of(thing: stripe.Refund | stripe.Dispute) -> Money:
    """Return the amount of a refund or dispute."""
    return from_stripe(thing.amount, thing.currency)
