"""Mails that documents leave for after the commit."""

from apps.documents import emails
from apps.documents.models import Document
from apps.outbox.services import handles


@handles("documents.send")
def send(*, document_id: int) -> None:
    emails.send_document(Document.objects.select_related("order").get(pk=document_id))
