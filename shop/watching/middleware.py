"""What is noted about every request: its id in the log, how long it took, and which step to the order it was."""

import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from structlog.contextvars import bind_contextvars, clear_contextvars

from apps.core import metrics

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


class MetricsMiddleware:
    """Times requests, counts steps to the order, and answers Prometheus on the port that is kept for it.

    Nothing else is answered on that port, and nothing of this on the shop's own.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.METRICS_PORT and request.META["SERVER_PORT"] == str(settings.METRICS_PORT):
            return _answer(request.path_info)
        started = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        view = (match.view_name or "unnamed") if match else "none"
        status = f"{response.status_code // 100}xx"
        metrics.observe(metrics.REQUEST_SECONDS, time.perf_counter() - started, view=view, status=status)
        if request.method == "POST" and view in STEPS and _went_on(view, response):
            metrics.count(metrics.STEPS, step=STEPS[view])
        return response


def _answer(path: str) -> HttpResponse:
    from shop.watching import exporter

    if path == "/metrics":
        return HttpResponse(exporter.exposition(), content_type=exporter.CONTENT_TYPE_LATEST)
    if path == "/metrics/shop":
        from shop.watching import facts

        return HttpResponse(facts.exposition(), content_type=exporter.CONTENT_TYPE_LATEST)
    return HttpResponse("Ask for /metrics or /metrics/shop.\n", status=404, content_type="text/plain")


STEPS = {
    "cart:add": "added",
    "orders:start": "checkout",
    "orders:address": "address",
    "orders:delivery": "delivery",
    "payments:payment": "payment",
}


def _went_on(view: str, response: HttpResponse) -> bool:
    """Whether a form was taken: not shown again, and not sent back to the basket."""
    if view == "cart:add":
        return response.status_code < 400
    is_redirect = 300 <= response.status_code < 400
    return is_redirect and response.headers["Location"].partition("?")[0] != reverse("cart:basket")
