"""The page on which a card is entered, and its way out to Stripe's own page."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from apps.payments.errors import ProviderSilent
from apps.payments.gateways import ProviderTimeout, stripe_gateway
from apps.payments.models import Payment
from apps.payments.services.ledger import locked
from apps.payments.services.outcomes import apply


def secret_for_the_page(*, payment: Payment) -> str:
    """Return what the browser needs to pay; empty when this payment is made on Stripe's page.

    Raises ProviderSilent.
    """
    if payment.is_hosted:
        return ""
    try:
        return stripe_gateway().secret_for_the_page(payment)
    except ProviderTimeout as silence:
        raise ProviderSilent from silence


def open_hosted_page(*, payment_id: int) -> str:
    """Move a payment to Stripe's own page and return its address; empty when it waits for the shopper no more.

    The name of the page is kept before the address is given away, and the intent of our page is closed
    between the two, so there is never more than one place to pay. Raises ProviderSilent.
    """
    payment = Payment.objects.select_related("order").get(pk=payment_id)
    back = f"{settings.SHOP_URL}{reverse('payments:processing', kwargs={'key': payment.key})}"
    if not payment.waits_for_shopper:
        return ""
    try:
        page = stripe_gateway().hosted_page(payment, return_url=back)
        _keep(payment_id, page.reference)
        report = stripe_gateway().fetch(key=payment.key)
    except ProviderTimeout as silence:
        raise ProviderSilent from silence
    if report is not None:
        payment = apply(payment_id=payment_id, report=report)
    return page.url if payment.waits_for_shopper and payment.is_hosted else ""


@transaction.atomic
def _keep(payment_id: int, reference: str) -> None:
    payment = locked(payment_id)
    if payment.waits_for_shopper:
        payment.reference = reference
        payment.save(update_fields=["reference", "updated_at"])
