"""Documents by e-mail."""

from django.conf import settings

from apps.documents.models import Document
from apps.mail import services as mail
from apps.orders.selectors import link_path


def send_document(document: Document) -> None:
    """Send an invoice or a credit note to the customer, once. The file goes along by the mail's kind."""
    order = document.order
    mail.send(
        kind="invoice" if document.is_invoice else "credit_note",
        reference=document.number,
        to=order.email,
        context={"document": document, "order": order, "order_url": settings.SHOP_URL + link_path(order)},
        language=order.language,
    )
