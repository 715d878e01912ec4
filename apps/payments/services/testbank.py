from uuid import UUID

from django.db import transaction

from apps.outbox import services as outbox
from apps.payments.gateways.testbank import decide
from apps.payments.models import Payment, TestCharge
from apps.payments.services.ledger import RESOLVE_TOPIC


@transaction.atomic
def answer_confirmation(*, secret: UUID, approve: bool) -> TestCharge | None:
    """Answer the test bank's confirmation page, and tell the shop about it as a webhook would."""
    charge = decide(secret=secret, approve=approve)
    if charge is None:
        return None
    payment_id = Payment.objects.filter(key=charge.key).values_list("pk", flat=True).first()
    if payment_id is not None:
        outbox.publish(
            topic=RESOLVE_TOPIC, key=f"{RESOLVE_TOPIC}:{payment_id}:answered", payment_id=payment_id
        )
    return charge
