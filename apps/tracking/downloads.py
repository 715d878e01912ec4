"""Labels as answers."""

from django.http import HttpResponse

from apps.tracking import selectors
from apps.tracking.models import Label


def as_download(label: Label) -> HttpResponse:
    """Answer with a label's file, which no cache may keep: it names people and streets."""
    response = HttpResponse(selectors.label_file(label), content_type=label.content_type)
    response["Content-Disposition"] = f'attachment; filename="{label.file_name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store, private"
    return response
