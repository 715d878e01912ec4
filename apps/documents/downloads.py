"""Documents as answers: for customers and for staff alike."""

from django.http import HttpResponse

from apps.documents import selectors
from apps.documents.models import Document


def as_download(document: Document) -> HttpResponse:
    """Answer with a document's file, which no cache may keep."""
    response = HttpResponse(selectors.file_of(document), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{document.file_name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store, private"
    return response
