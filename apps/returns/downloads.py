"""Photographs of returned goods as answers: for their owner and for staff alike."""

from django.http import HttpResponse

from apps.core.downloads import private_file
from apps.returns.models import ReturnLine


def as_picture(line: ReturnLine) -> HttpResponse:
    """Answer with a line's photograph, which no cache may keep and no browser takes for anything else."""
    with line.photo.open() as file:
        return private_file(file.read(), content_type="image/webp", is_inline=True)
