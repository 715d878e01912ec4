"""Files that are somebody's own, as answers."""

from django.http import HttpResponse


def private_file(
    content: bytes, *, content_type: str, name: str = "", is_inline: bool = False
) -> HttpResponse:
    """Answer with a file which no cache may keep, no search engine may list and no browser takes for anything else.

    It is saved under `name`, or with `is_inline` shown. The name has to be safe for a header.
    """
    response = HttpResponse(content, content_type=content_type)
    way = "inline" if is_inline else "attachment"
    response["Content-Disposition"] = f'{way}; filename="{name}"' if name else way
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store, private"
    return response
