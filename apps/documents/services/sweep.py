"""Documents that should be there and are not."""

from django.db import transaction

from apps.documents import selectors
from apps.outbox import services as outbox

INVOICE_TOPIC = "documents.issue_invoice"
SLIP_TOPIC = "documents.issue_packing_slip"


@transaction.atomic
def issue_missing() -> int:
    """Ask again for invoices and packing slips of which nobody heard, and return how many.

    A process that dies right after an order's commit announces nothing; this finds the order all the same.
    """
    orders, shipments = selectors.orders_without_invoice(), selectors.shipments_without_slip()
    for order_id in orders:
        outbox.publish(topic=INVOICE_TOPIC, key=f"{INVOICE_TOPIC}:{order_id}", order_id=order_id)
    for shipment_id in shipments:
        outbox.publish(topic=SLIP_TOPIC, key=f"{SLIP_TOPIC}:{shipment_id}", shipment_id=shipment_id)
    return len(orders) + len(shipments)
