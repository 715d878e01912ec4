"""What is noted about every request: its id in the log."""

import re
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from structlog.contextvars import bind_contextvars, clear_contextvars

GetResponse = Callable[[HttpRequest], HttpResponse]

_ROOT = re.compile(r"\bRoot=([0-9a-f-]{8,50})(?:;|$)")


class RequestIdMiddleware:
    """Gives every request an id. It stands in each line of the log, also of the tasks that the request asks for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        clear_contextvars()
        request_id = _id_of(request)
        bind_contextvars(request_id=request_id)
        try:
            response = self.get_response(request)
        finally:
            clear_contextvars()
        response.headers["X-Request-ID"] = request_id
        return response


def _id_of(request: HttpRequest) -> str:
    """The id that the load balancer wrote into its own log, where one stands in front; else a new one."""
    if settings.TRUSTED_PROXIES:
        given = _ROOT.search(request.headers.get("X-Amzn-Trace-Id", ""))
        if given:
            return given[1]
    return uuid.uuid4().hex
