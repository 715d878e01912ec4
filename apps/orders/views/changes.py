"""Changing a placed order: a form, a preview that says what it costs, and the button that does it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.core.errors import ShopError
from apps.core.limits import limited
from apps.orders import selectors, services
from apps.orders.errors import ChangeCostsOther
from apps.orders.forms import CHANGES, ChangeForm, SeenForm
from apps.orders.models import Order
from apps.orders.services import Plan
from apps.orders.views.pages import by_link, is_known, sheltered


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("change-order", "30/minute")
def change(request: HttpRequest, code: str, secret: str, kind: str) -> HttpResponse:
    """Change an order by its link, for who may see its details: look first, then confirm what was seen."""
    found = by_link(request, code, secret)
    if isinstance(found, HttpResponse):
        return found
    if kind not in CHANGES:
        raise Http404
    if not is_known(request, found):
        return HttpResponseRedirect(selectors.link_path(found))
    closed = services.too_late(found)
    if closed:
        return _page(request, found, kind, None, status=409, closed=closed)
    form = CHANGES[kind][1].of(found, request.POST if request.method == "POST" else None)
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
    context = {**_context(order, kind, form), "closed": closed, "can_go_on": form and form.offers_something}
    return sheltered(render(request, "orders/change.html", context, status=status))


def _context(order: Order, kind: str, form: ChangeForm | None) -> dict[str, Any]:
    link = selectors.link_path(order)
    return {
        "order": order,
        "kind": kind,
        "title": CHANGES[kind][0],
        "form": form,
        "link": link,
        "here": f"{link}change/{kind}/",
    }
