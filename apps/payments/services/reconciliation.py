"""What staff and the books may do when our records and a provider's differ: ask again, and add up again."""

from django.db import transaction
from django.db.models import Q

from apps.orders import services as orders
from apps.orders.models import Order
from apps.payments.errors import ProviderSilent
from apps.payments.gateways import ProviderTimeout, gateway
from apps.payments.models import GIFT_CARD, Payment
from apps.payments.services.ledger import charged_for, refunded_for
from apps.payments.services.outcomes import apply


def ask_again(*, name: str) -> int:
    """Ask the provider about payments, settled or not, and record what is news; return how many were asked.

    `name` is a payment's key, the provider's reference or an order's code. Nothing is ever charged by it.
    Raises ProviderSilent if the provider does not answer.
    """
    named = Q(key__iexact=name) if _is_key(name) else Q(reference=name) | Q(order__code=name)
    found = list(Payment.objects.filter(named).exclude(provider=GIFT_CARD).order_by("pk"))
    for payment in found:
        try:
            report = gateway(payment.provider).fetch(key=payment.key)
        except ProviderTimeout as silence:
            raise ProviderSilent from silence
        if report is not None:
            apply(payment_id=payment.pk, report=report)
    return len(found)


def _is_key(name: str) -> bool:
    return len(name) == 36 and name.count("-") == 4


@transaction.atomic
def add_up_again(*, code: str) -> Order:
    """Work out an order's payment sums and status from its payment events again.

    Raises Order.DoesNotExist, and IllegalTransition if the sums lead to a status that cannot follow.
    """
    order = orders.lock_order(order_id=Order.objects.values_list("pk", flat=True).get(code=code))
    orders.record_payment(
        order=order,
        charged_minor=charged_for(order),
        refunded_minor=refunded_for(order),
        is_pending=order.payments.filter(status__in=["PENDING", "UNKNOWN", "REQUIRES_ACTION"]).exists(),
        actor="books",
        reason="Added up again",
    )
    return order
