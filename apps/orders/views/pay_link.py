"""The customer's side of an order by phone: look at it by the link from the mail, then go on to the payment."""

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.cart.errors import BasketInUse
from apps.cart.visitor_cart import item_count, remember, user_of
from apps.core.errors import ShopError
from apps.core.limits import limited
from apps.inventory.errors import HoldLapsed, InsufficientStock
from apps.orders import services
from apps.orders.errors import CannotBeOrdered, PayLinkExpired, PayLinkUnknown, PayLinkUsed
from apps.orders.selectors import checkout_basket, checkout_in


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("pay-link", "20/minute")
def pay_link(request: HttpRequest, link: str) -> HttpResponse:
    """Show what is to be paid; looking holds nothing and changes nothing, since mail programs look as well."""
    try:
        said, found = services.pay_link_contents(given=link)
    except (PayLinkUnknown, PayLinkExpired, PayLinkUsed) as refusal:
        return _private(
            render(request, "orders/pay_link_refused.html", {"refusal": refusal}, status=refusal.status)
        )
    if found.cart.completing_at is not None:
        return _private(
            render(request, "orders/pay_link_refused.html", {"refusal": BasketInUse()}, status=409)
        )
    if request.method == "POST":
        return _enter(request, link, found.cart.user_id)
    basket = checkout_basket(found, checkout_in(found))
    context = {
        "basket": basket,
        "until": said.until,
        "agreed": said.total if said.total != basket.total else None,
        "user": user_of(request),
        "own_items": item_count(request),
    }
    return _private(render(request, "orders/pay_link.html", context))


def _private(response: HttpResponse) -> HttpResponse:
    # The address of the page is a key: it must not travel on, nor be found by search engines.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _enter(request: HttpRequest, link: str, owner_id: int | None) -> HttpResponse:
    """Give the basket to this browser. An account's own basket would hide it, so who is signed in is signed out."""
    payment = reverse("payments:payment")
    user = user_of(request)
    if owner_id is not None:  # the customer has taken it into an account meanwhile
        return redirect(payment) if user and user.pk == owner_id else redirect_to_login(payment)
    try:
        token = services.enter_by_pay_link(given=link)
    except (CannotBeOrdered, InsufficientStock, HoldLapsed, BasketInUse) as refusal:
        told = refusal if isinstance(refusal, BasketInUse) else _not_now()
        return _private(render(request, "orders/pay_link_refused.html", {"refusal": told}, status=409))
    if user is not None:
        logout(request)
    response = redirect(payment)
    remember(response, token)
    return response


def _not_now() -> ShopError:
    return CannotBeOrdered(
        "Something in this order has just sold out. Nothing was charged. Call us, and we find another way."
    )
