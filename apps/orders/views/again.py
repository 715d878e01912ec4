"""Starting again from an order that expired."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.cart import visitor_cart
from apps.cart.errors import BasketInUse
from apps.core.limits import limited
from apps.orders import selectors, services
from apps.orders.models import Order
from apps.orders.services import Restored
from apps.orders.views.pages import by_link


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("start-again", "10/minute")
def again(request: HttpRequest, code: str, secret: str) -> HttpResponse:
    """Put what an expired order was about into the basket again. A link only asks; the button does it."""
    order = by_link(request, code, secret)
    if isinstance(order, HttpResponse):
        return order
    if not order.is_expired:
        raise Http404
    if request.method != "POST":
        return _page(request, order, "")
    try:
        restored = services.start_again(
            order=order, cart=visitor_cart.cart_of(request), user=visitor_cart.user_of(request)
        )
    except BasketInUse as busy:
        return _page(request, order, busy.message)
    return _to_basket(request, restored)


def _page(request: HttpRequest, order: Order, problem: str) -> HttpResponse:
    context = {
        "order": order,
        "lines": selectors.lines_of(order),
        "link": selectors.link_path(order),
        "problem": problem,
    }
    response = render(request, "orders/again.html", context, status=409 if problem else 200)
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _to_basket(request: HttpRequest, restored: Restored) -> HttpResponse:
    response = redirect("cart:basket")
    visitor_cart.remember(response, restored.token)
    visitor_cart.show(request, restored.cart)
    if restored.missing:
        messages.warning(request, f"We could not get: {', '.join(restored.missing)}.")
    if restored.cart is not None:
        messages.info(request, "Your basket has what is still sold, at today’s prices.")
    return response
