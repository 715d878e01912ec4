from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from apps.accounts.visitor import visitor_of


class VisitorMiddleware:
    """Puts the visitor's choices on the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.visitor = visitor_of(request)  # type: ignore[attr-defined]
        return self.get_response(request)
