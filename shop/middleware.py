"""The project's own middleware: health, security headers, refusals as pages, visitor parts."""

from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from apps.core.errors import ShopError
from apps.core.policies import as_header
from shop import health, visitor_parts
from shop.error_views import refused

GetResponse = Callable[[HttpRequest], HttpResponse]


class HealthMiddleware:
    """Answers /livez and /readyz before anything looks at the Host header or redirects to https."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/livez":
            return HttpResponse("ok", content_type="text/plain")
        if request.path_info == "/readyz":
            return health.readiness()
        return self.get_response(request)


@cache
def _policy(*, is_admin: bool) -> str:
    directives = settings.ADMIN_CONTENT_SECURITY_POLICY if is_admin else settings.CONTENT_SECURITY_POLICY
    return as_header(directives)


_PRIVATE_TYPES = ("text/html", "application/json")


class HeadersMiddleware:
    """Sets the headers that are the same on every page: content security, permissions, caching.

    Pages are private unless a view says otherwise: nothing personal ever lies in a shared cache.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault(
            "Content-Security-Policy", _policy(is_admin=request.path_info.startswith("/admin/"))
        )
        headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        if "Cache-Control" not in headers and headers.get("Content-Type", "").startswith(_PRIVATE_TYPES):
            headers["Cache-Control"] = "private, no-cache"
        return response


_COMPRESSIBLE = ("text/", "application/json", "image/svg+xml")


class CompressionMiddleware(GZipMiddleware):
    """Compresses texts and drawings for browsers that take it; photographs are small already.

    Django adds a random length against attacks that guess secrets from sizes (BREACH).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.headers.get("Content-Type", "").startswith(_COMPRESSIBLE):
            return super().process_response(request, response)
        return response


class VisitorPartsMiddleware:
    """Puts what belongs to the visitor into shared pages."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
            response.content = visitor_parts.fill_in(request, response.content)
        return response


class RefusalMiddleware:
    """Turns an expected refusal that a view lets through into a page that says what to do next."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, ShopError):
            return refused(request, exception)
        return None
