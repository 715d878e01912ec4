"""The files of documents."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction

from apps.documents.models import Document, document_storage
from apps.documents.rendering import pdf_of
from apps.outbox import services as outbox

MAIL_TOPIC = "documents.send"


def keep_file(*, document_id: int) -> Document:
    """Make a document's file and keep it; then its mail goes out. Safe to repeat: the bytes are the same."""
    document = Document.objects.get(pk=document_id)
    if document.file:
        return document
    made = pdf_of(document.data, at=document.issued_at)
    sha256 = hashlib.sha256(made).hexdigest()
    # The name cannot be guessed, and a second attempt writes the same file.
    name = f"{document.issued_at:%Y}/{document.number}-{sha256[:32]}.pdf"
    storage = document_storage()
    if not storage.exists(name):
        name = storage.save(name, ContentFile(made))
    with transaction.atomic():
        first = Document.objects.filter(pk=document_id, file="").update(file=name, sha256=sha256)
        if first and document.is_for_the_customer:
            outbox.publish(topic=MAIL_TOPIC, key=f"{MAIL_TOPIC}:{document_id}", document_id=document_id)
    document.refresh_from_db()
    return document
