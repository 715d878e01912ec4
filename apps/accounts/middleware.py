from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject

from apps.accounts.visitor import visitor_of


class VisitorMiddleware:
    """Puts the visitor's choices on the request; they are worked out when a page asks for them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.visitor = SimpleLazyObject(lambda: visitor_of(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        patch_vary_headers(response, ["Accept-Language"])  # it may suggest the currency
        return response
