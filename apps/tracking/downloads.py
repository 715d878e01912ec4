"""Labels as answers."""

from django.http import HttpResponse

from apps.core.downloads import private_file
from apps.tracking import selectors
from apps.tracking.models import Label


def as_download(label: Label) -> HttpResponse:
    """Answer with a label's file, which no cache may keep: it names people and streets."""
    return private_file(selectors.label_file(label), content_type=label.content_type, name=label.file_name)
