"""Changing a placed order: a form, a preview that says what it costs, and the button that does it."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.core.errors import ShopError
from apps.core.limits import limited
from apps.orders import selectors, services
from apps.orders.errors import ChangeCostsOther
from apps.orders.forms import AddressForm, CancelForm, RedeliverForm, SeenForm, SwapForm
from apps.orders.models import Order
from apps.orders.services import Plan
from apps.orders.views.pages import by_link, is_known, sheltered
from apps.shipping.rules import in_words

ChangeForm = CancelForm | SwapForm | AddressForm | RedeliverForm


def _cancel(order: Order, data: Any) -> ChangeForm:
    return CancelForm(data, lines=selectors.lines_of(order))


def _swap(order: Order, data: Any) -> ChangeForm:
    now = timezone.now()
    lines = [line for line in selectors.lines_of(order) if line.open_qty]
    offers = [(line, services.swap_choices(order, line, now=now)) for line in lines]
    return SwapForm(data, offers=offers)


def _address(order: Order, data: Any) -> ChangeForm:
    return AddressForm(data, order=order)


def _delivery(order: Order, data: Any) -> ChangeForm:
    quotes = services.delivery_choices(order, now=timezone.now())
    ways = [
        (q.code, f"{q.name}, {services.delivery_price(order, q)}: {in_words(q.promise)}, by {q.carrier}")
        for q in quotes
        if q.code != order.delivery_code
    ]
    return RedeliverForm(data, methods=ways)


KINDS: dict[str, tuple[str, Callable[[Order, Any], ChangeForm]]] = {
    "cancel": ("Cancel items", _cancel),
    "swap": ("Swap an item", _swap),
    "address": ("Correct the address", _address),
    "delivery": ("Change the delivery", _delivery),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("change-order", "30/minute")
def change(request: HttpRequest, code: str, secret: str, kind: str) -> HttpResponse:
    """Change an order by its link, for who may see its details: look first, then confirm what was seen."""
    found = by_link(request, code, secret)
    if isinstance(found, HttpResponse):
        return found
    if kind not in KINDS:
        raise Http404
    if not is_known(request, found):
        return HttpResponseRedirect(selectors.link_path(found))
    closed = services.too_late(found)
    if closed:
        return _page(request, found, kind, None, status=409, closed=closed)
    form = KINDS[kind][1](found, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, found, kind, form)
    if not form.is_valid():
        return _page(request, found, kind, form, status=422)
    if "again" in request.POST:
        return _page(request, found, kind, form)
    return _look_or_do(request, found, kind, form)


def _look_or_do(request: HttpRequest, order: Order, kind: str, form: ChangeForm) -> HttpResponse:
    try:
        if "confirm" in request.POST:
            return _do(request, order, form)
        return _preview(request, order, kind, form)
    except ChangeCostsOther as other:
        return _preview(request, order, kind, form, refusal=other)
    except ShopError as refusal:
        form.add_error(None, refusal.message)
        return _page(request, order, kind, form, status=refusal.status)


def _do(request: HttpRequest, order: Order, form: ChangeForm) -> HttpResponse:
    seen = SeenForm(request.POST)
    expected = order.money(seen.cleaned_data["expected"] if seen.is_valid() else 0)
    done = services.confirm_change(
        order_id=order.pk, wish=form.wish(), expected=expected, actor="customer", reason="On the order page"
    )
    if done.is_pending:
        return HttpResponseRedirect(f"/checkout/change/{done.key}/")
    return HttpResponseRedirect(f"{selectors.link_path(order)}#changes")


def _preview(
    request: HttpRequest, order: Order, kind: str, form: ChangeForm, refusal: ShopError | None = None
) -> HttpResponse:
    seen: Plan = services.preview_change(order_id=order.pk, wish=form.wish())
    context = {**_context(order, kind, form), "plan": seen, "refusal": refusal}
    status = refusal.status if refusal else 200
    return sheltered(render(request, "orders/change_confirm.html", context, status=status))


def _page(
    request: HttpRequest,
    order: Order,
    kind: str,
    form: ChangeForm | None,
    status: int = 200,
    closed: str = "",
) -> HttpResponse:
    context = {**_context(order, kind, form), "closed": closed}
    return sheltered(render(request, "orders/change.html", context, status=status))


def _context(order: Order, kind: str, form: ChangeForm | None) -> dict[str, Any]:
    link = selectors.link_path(order)
    return {
        "order": order,
        "kind": kind,
        "title": KINDS[kind][0],
        "form": form,
        "link": link,
        "here": f"{link}change/{kind}/",
    }
