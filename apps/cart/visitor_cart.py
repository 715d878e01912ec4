"""The basket of a request: which one it is, and the cookie that finds it again."""

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from apps.accounts.models import User
from apps.cart import selectors
from apps.cart.models import Cart
from apps.cart.selectors import Contents


def user_of(request: HttpRequest) -> User | None:
    """Return who is signed in; a visitor without a session cookie is not looked up."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return request.user if isinstance(request.user, User) else None


def cart_of(request: HttpRequest) -> Cart | None:
    """Return the visitor's open basket, or None."""
    return show(request, selectors.cart_for(token=_token(request), user=user_of(request)))


def contents_of(request: HttpRequest, *, also: Sequence[str] = ()) -> Contents | None:
    """Return what is in the visitor's open basket, or None; see selectors.contents_for."""
    found = selectors.contents_for(token=_token(request), user=user_of(request), also=also)
    show(request, found.cart if found else None)
    return found


def _token(request: HttpRequest) -> str | None:
    return request.COOKIES.get(settings.CART_COOKIE_NAME)


def show(request: HttpRequest, cart: Cart | None) -> Cart | None:
    """Let the badge of this answer count this basket, as it stands when the answer is written."""
    request.shown_cart = cart  # type: ignore[attr-defined]
    return cart


def item_count(request: HttpRequest) -> int:
    """Return the number on the badge; asks the database only if the page has not read the basket."""
    if hasattr(request, "shown_cart"):
        return request.shown_cart.item_count if request.shown_cart else 0
    return selectors.item_count(token=_token(request), user=user_of(request))


def remember(response: HttpResponse, token: str | None) -> None:
    """Give a new guest basket's token to the browser."""
    if token is None:
        return
    response.set_cookie(
        settings.CART_COOKIE_NAME,
        token,
        max_age=settings.CART_KEEP_DAYS * 24 * 3600,
        httponly=True,
        samesite="Lax",
        secure=settings.CART_COOKIE_SECURE,
    )


def forget(response: HttpResponse) -> None:
    """Take the token of a guest basket that became an order out of the browser."""
    response.delete_cookie(settings.CART_COOKIE_NAME, samesite="Lax")
