"""Pages of a placed order: for guests by link, for customers by account."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.models import User
from apps.core.limits import limited
from apps.orders import selectors, visitor_orders
from apps.orders.forms import EmailForm, TrackForm
from apps.orders.models import Order


def _page(request: HttpRequest, order: Order, *, is_known: bool, template: str, **more: Any) -> HttpResponse:
    context = {
        "order": order,
        "lines": selectors.lines_of(order),
        "shipments": selectors.shipments_of(order),
        "changes": selectors.changes_of(order),
        "delivery_address": order.delivery_address,
        "billing_address": order.billing_address,
        "track": selectors.track(order),
        "link": selectors.link_path(order),
        "is_known": is_known,
        "how_to_pay": selectors.how_to_pay(order),
        **more,
    }
    return sheltered(render(request, template, context))


def sheltered(response: HttpResponse) -> HttpResponse:
    """Keep the address of an order's page to its reader."""
    # The address of the page is a key: it must not travel on, nor be found by search engines.
    # Under "no-referrer" browsers would send this page's forms with the origin "null", and CSRF refuses that.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def by_link(request: HttpRequest, code: str, secret: str) -> Order | HttpResponse:
    """Return the placed order of a guest link, or the page that says why not; raises Http404."""
    found = selectors.order_by_link(code=code, secret=secret)
    if found is None or not found.order.is_placed:
        raise Http404
    if found.is_expired:
        return render(
            request, "orders/link_expired.html", {"form": TrackForm(initial={"code": code})}, status=410
        )
    return found.order


@never_cache
@require_safe
def order(request: HttpRequest, code: str, secret: str) -> HttpResponse:
    """Show an order by its guest link. Names and streets stay covered until the e-mail address is given."""
    found = by_link(request, code, secret)
    if isinstance(found, HttpResponse):
        return found
    known = is_known(request, found)
    return _page(request, found, is_known=known, template="orders/order.html", form=EmailForm())


def is_known(request: HttpRequest, order: Order) -> bool:
    """Tell whether a visitor may see the details of an order: its customer, or who knows its e-mail address."""
    if order.user_id is not None and request.user.pk == order.user_id:
        return True
    return visitor_orders.knows(request, order.code)


@never_cache
@require_safe
def thanks(request: HttpRequest, code: str, secret: str) -> HttpResponse:
    """Confirm an order that was just placed. Works again when reloaded or bookmarked."""
    found = by_link(request, code, secret)
    if isinstance(found, HttpResponse):
        return found
    known = visitor_orders.knows(request, code)
    return _page(request, found, is_known=known, template="orders/thanks.html")


@never_cache
@require_POST
@limited("order-email", "10/minute")
def reveal(request: HttpRequest, code: str, secret: str) -> HttpResponse:
    """Uncover the details of an order for who knows its e-mail address."""
    found = by_link(request, code, secret)
    if isinstance(found, HttpResponse):
        return found
    form = EmailForm(request.POST)
    if not form.is_valid():
        return _page(request, found, is_known=False, template="orders/order.html", form=form)
    if form.cleaned_data["email"].lower() != found.email.lower():
        form.add_error("email", "This is not the address that the order was placed with")
        return _page(request, found, is_known=False, template="orders/order.html", form=form)
    response = HttpResponseRedirect(selectors.link_path(found))
    visitor_orders.remember(request, response, code)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("track-order", "10/minute")
def track(request: HttpRequest) -> HttpResponse:
    """Find an order by its number and e-mail address."""
    if request.method != "POST":
        return render(request, "orders/track.html", {"form": TrackForm()})
    form = TrackForm(request.POST)
    if form.is_valid():
        found = selectors.order_by_code_and_email(**form.cleaned_data)
        if found is not None:
            response = HttpResponseRedirect(selectors.link_path(found))
            visitor_orders.remember(request, response, found.code)
            return response
        # One answer for every reason: nobody learns which orders or addresses exist.
        form.add_error(None, "We found no order with this number and email address. Check both and try again")
    return render(request, "orders/track.html", {"form": form}, status=422)


@never_cache
@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """List the orders of the signed-in customer."""
    user = request.user
    orders = selectors.orders_of(user=user) if isinstance(user, User) else []
    return render(request, "orders/mine.html", {"orders": orders})


@never_cache
@require_safe
@login_required
def my_order(request: HttpRequest, code: str) -> HttpResponse:
    """Show the signed-in customer one of their own orders."""
    user = request.user
    found = selectors.order_of(user=user, code=code) if isinstance(user, User) else None
    if found is None:
        raise Http404
    return _page(request, found, is_known=True, template="orders/order.html", form=EmailForm())
