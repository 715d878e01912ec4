"""Photographs of returned goods as answers: for their owner and for staff alike."""

from django.http import HttpResponse

from apps.returns.models import ReturnLine


def as_picture(line: ReturnLine) -> HttpResponse:
    """Answer with a line's photograph, which no cache may keep and no browser takes for anything else."""
    with line.photo.open() as file:
        response = HttpResponse(file.read(), content_type="image/webp")
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store, private"
    return response
