"""Returns for customers, by the link of an order, for who may see its details."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core.errors import ShopError
from apps.core.limits import limited
from apps.orders import selectors as orders
from apps.orders import services as order_services
from apps.orders import visitor_orders
from apps.orders.models import Order
from apps.returns import emails, selectors, services
from apps.returns.downloads import as_picture
from apps.returns.errors import MoneyIsOther, TooLateToReturn
from apps.returns.forms import PhotoForm, ReturnForm
from apps.returns.models import Return


def _order(request: HttpRequest, code: str, secret: str) -> Order | HttpResponse:
    """The order of a link, or the way to its page, which asks for the e-mail address or says why it opens nothing."""
    found = orders.order_by_link(code=code, secret=secret)
    if found is None or not found.order.is_placed:
        raise Http404
    order = found.order
    is_owner = order.user_id is not None and request.user.pk == order.user_id
    if found.is_expired or not (is_owner or visitor_orders.knows(request, code)):
        return HttpResponseRedirect(orders.link_path(order))
    return order


def _private(response: HttpResponse) -> HttpResponse:
    # The address of the page is a key: it must not travel on, nor be found by search engines.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


# ---- asking -----------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("return", "20/minute")
def ask(request: HttpRequest, code: str, secret: str) -> HttpResponse:
    """Ask for a return: choose, look at what comes back, send."""
    order = _order(request, code, secret)
    if isinstance(order, HttpResponse):
        return order
    form = _form(order, request.POST if request.method == "POST" else None)
    closed = _closed(order)
    if closed or request.method != "POST":
        return _ask_page(request, order, form, status=409 if closed else 200, closed=closed)
    if not form.is_valid():
        return _ask_page(request, order, form, status=422)
    if "again" in request.POST:
        return _ask_page(request, order, form)
    try:
        return _send(request, order, form) if "confirm" in request.POST else _look(request, order, form)
    except ShopError as refusal:
        form.add_error(None, refusal.message)
        return _ask_page(request, order, form, status=refusal.status)


def _form(order: Order, data: Any) -> ReturnForm:
    now = timezone.now()
    offers = selectors.offers_of(order) if selectors.was_sent(order) else []
    return ReturnForm(
        data,
        offers=[
            (
                offer,
                [] if offer.line.is_gift_card else order_services.swap_choices(order, offer.line, now=now),
            )
            for offer in offers
        ],
    )


def _closed(order: Order) -> str:
    """Why nothing of an order can be asked back, in words; nothing if something can."""
    if not selectors.was_sent(order):
        return "This order has not been sent yet. You can change or cancel it on its page."
    until = selectors.last_day_of(order)
    if until is not None and timezone.localdate() > until:
        return TooLateToReturn(until).message
    return (
        "" if selectors.offers_of(order) else "Everything of this order has come back, or is on its way back."
    )


def _look(
    request: HttpRequest,
    order: Order,
    form: ReturnForm,
    pictures: PhotoForm | None = None,
    refusal: ShopError | None = None,
) -> HttpResponse:
    preview = services.preview_request(order_id=order.pk, units=form.units)
    initial = {"expected": preview.total_minor}
    pictures = pictures or PhotoForm(initial=initial, offers=form.chosen)
    context = {
        **_context(order),
        "form": form,
        "pictures": pictures,
        "preview": preview,
        "expected": preview.total_minor,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if pictures.errors else 200
    return _private(render(request, "returns/confirm.html", context, status=status))


def _send(request: HttpRequest, order: Order, form: ReturnForm) -> HttpResponse:
    pictures = PhotoForm(request.POST, request.FILES, offers=form.chosen)
    if not pictures.is_valid():
        return _look(request, order, form, pictures)
    try:
        found = services.request_return(
            order_id=order.pk,
            wishes=form.wishes(pictures.cleaned_data),
            expected_minor=pictures.cleaned_data["expected"],
        )
    except MoneyIsOther as refusal:
        return _look(request, order, form, refusal=refusal)
    return HttpResponseRedirect(f"{orders.link_path(order)}returns/{found.code}/")


def _ask_page(
    request: HttpRequest, order: Order, form: ReturnForm, status: int = 200, closed: str = ""
) -> HttpResponse:
    context = {**_context(order), "form": form, "closed": closed, "until": selectors.last_day_of(order)}
    return _private(render(request, "returns/ask.html", context, status=status))


def _context(order: Order) -> dict[str, Any]:
    link = orders.link_path(order)
    return {"order": order, "link": link, "here": f"{link}return/"}


# ---- looking ----------------------------------------------------------------------------------------


def _return(request: HttpRequest, code: str, secret: str, number: str) -> Return | HttpResponse:
    order = _order(request, code, secret)
    if isinstance(order, HttpResponse):
        return order
    found = selectors.return_of(order, number)
    if found is None:
        raise Http404
    found.order = order
    return found


@never_cache
@require_safe
def show(request: HttpRequest, code: str, secret: str, number: str) -> HttpResponse:
    """Show a return: how far it is, and what its customer has to do."""
    found = _return(request, code, secret, number)
    if isinstance(found, HttpResponse):
        return found
    return _page(request, found, "returns/show.html")


def _page(request: HttpRequest, found: Return, template: str, status: int = 200, **more: Any) -> HttpResponse:
    link = orders.link_path(found.order)
    context = {
        **_context(found.order),
        "return": found,
        "lines": list(found.lines.all()),
        "mine": f"{link}returns/{found.code}/",
        "address": emails.address(),
        **more,
    }
    return _private(render(request, template, context, status=status))


@never_cache
@require_safe
def slip(request: HttpRequest, code: str, secret: str, number: str) -> HttpResponse:
    """Show the slip to be printed and put into the parcel. There is none before the return is approved."""
    found = _return(request, code, secret, number)
    if isinstance(found, HttpResponse):
        return found
    if not found.is_approved:
        raise Http404
    return _page(request, found, "returns/slip.html")


@never_cache
@require_POST
@limited("return", "20/minute")
def cancel(request: HttpRequest, code: str, secret: str, number: str) -> HttpResponse:
    """Take a return back: the goods stay where they are."""
    found = _return(request, code, secret, number)
    if isinstance(found, HttpResponse):
        return found
    try:
        services.cancel_return(return_id=found.pk, actor="customer", reason="On the order page")
    except ShopError as refusal:
        return _page(request, found, "returns/show.html", status=refusal.status, refusal=refusal)
    return HttpResponseRedirect(f"{orders.link_path(found.order)}returns/{found.code}/")


@never_cache
@require_safe
def photo(request: HttpRequest, code: str, secret: str, number: str, pk: int) -> HttpResponse:
    """Give a photograph back to who sent it."""
    order = _order(request, code, secret)
    if isinstance(order, HttpResponse):
        return order
    line = selectors.photo_of(order, number, pk)
    if line is None:
        raise Http404
    return as_picture(line)
