"""Error pages: what happened, what is kept, and where to go on."""

import sys
from functools import lru_cache

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from apps.core.errors import ShopError
from apps.core.limits import TooManyTries

RETRY_AFTER_SECONDS = 10


def refused(request: HttpRequest, refusal: ShopError) -> HttpResponse:
    """Say no as the refusal words it; partial updates get the words alone."""
    template = "errors/_refused.html" if getattr(request, "htmx", False) else "errors/refused.html"
    response = render(request, template, {"refusal": refusal}, status=refusal.status)
    if refusal.status == 503:
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token: an old page, or another site. Nothing was changed."""
    return render(request, "errors/csrf.html", status=403)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    return refused(request, TooManyTries())


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a bug with 500, and a database that is away or locked with 503 and a time to come back."""
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError | InterfaceError):
        response = HttpResponse(_plain("errors/503.html"), status=503)
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response
    return HttpResponse(_plain("errors/500.html"), status=500)


@lru_cache(maxsize=2)
def _plain(template: str) -> str:
    """Render a page that needs neither database nor request, once."""
    return render_to_string(template)
