"""The basket of a request: which one it is, and the cookie that finds it again."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from apps.accounts.models import User
from apps.cart import selectors, services
from apps.cart.errors import BasketInUse, NoSuchLine
from apps.cart.models import Cart
from apps.cart.selectors import Contents
from apps.currency import selectors as currencies
from apps.pricing.errors import NoPrice


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
    if found is not None and _has_lost_its_currency(found.cart):
        services.change_currency(cart=found.cart, currency=settings.BASE_CURRENCY)
        messages.info(
            request,
            f"We have no exchange rate for {found.cart.currency} at the moment, so your basket is priced in "
            f"{settings.BASE_CURRENCY}.",
        )
        found = selectors.contents(cart_id=found.cart.pk, also=also)
    show(request, found.cart if found else None)
    return found


def _has_lost_its_currency(cart: Cart) -> bool:
    """Tell whether nothing can be sold in a basket's currency any more; while it is being paid it stays."""
    is_base = cart.currency == settings.BASE_CURRENCY
    return not is_base and cart.completing_at is None and not currencies.is_usable(cart.currency)


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


def follow_currency(request: HttpRequest, currency: str) -> None:
    """Price the visitor's basket in the currency that was just chosen, and say so."""
    cart = cart_of(request)
    if cart is None:
        return
    try:
        changed = services.change_currency(cart=cart, currency=currency)
    except (BasketInUse, NoSuchLine, NoPrice) as refusal:
        messages.warning(request, f"Your basket stays in {cart.currency}. {refusal.message}")
        return
    if changed and cart.item_count:
        messages.info(request, f"Your basket is priced in {currency} now.")
