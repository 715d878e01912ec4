"""Documents as answers: for customers and for staff alike."""

from django.http import HttpResponse

from apps.core.downloads import private_file
from apps.documents import selectors
from apps.documents.models import Document


def as_download(document: Document) -> HttpResponse:
    """Answer with a document's file, which no cache may keep."""
    content = selectors.file_of(document)
    return private_file(content, content_type="application/pdf", name=document.file_name)
