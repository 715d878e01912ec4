"""Which orders this browser placed, or proved to know the e-mail address of. A signed cookie, nothing more."""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

_SALT = "orders.seen"
_MAX_AGE = 30 * 24 * 3600
_KEEP = 10


def _name() -> str:
    return settings.CART_COOKIE_NAME.replace("cart", "orders")


def codes_of(request: HttpRequest) -> list[str]:
    """Return the codes of orders whose details this browser may see."""
    try:
        codes = signing.loads(request.COOKIES.get(_name(), ""), salt=_SALT, max_age=_MAX_AGE)
    except signing.BadSignature:
        return []
    return [str(code) for code in codes] if isinstance(codes, list) else []


def knows(request: HttpRequest, code: str) -> bool:
    return code in codes_of(request)


def remember(request: HttpRequest, response: HttpResponse, code: str) -> None:
    """Let this browser see the details of an order for a month."""
    codes = [code, *(other for other in codes_of(request) if other != code)][:_KEEP]
    response.set_cookie(
        _name(),
        signing.dumps(codes, salt=_SALT),
        max_age=_MAX_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.IS_HTTPS,
    )
