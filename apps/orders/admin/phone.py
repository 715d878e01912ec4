"""The pages on which staff take an order by phone: goods, customer, delivery, codes, and the link to pay."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from apps.cart import selectors as carts
from apps.cart import services as cart_services
from apps.cart.models import Cart
from apps.cart.selectors import Basket, Contents
from apps.core.admin import log
from apps.core.errors import ShopError
from apps.currency import selectors as currencies
from apps.currency.money import Money
from apps.orders import selectors, services
from apps.orders.admin.phone_forms import (
    AddForm,
    CodeForm,
    CustomerForm,
    QuantityForm,
    SendForm,
    TravelForm,
)
from apps.orders.models import Checkout
from apps.pricing import services as pricing
from apps.pricing.models import VatCheck
from apps.shipping import selectors as shipping


@dataclass
class Desk:
    """One order as it lies on the desk while a request is answered."""

    request: HttpRequest
    found: Contents
    checkout: Checkout | None
    basket: Basket
    wrong: dict[str, forms.Form] = field(default_factory=dict)  # those with something to put right
    problem: str = ""
    done: str = ""

    @property
    def cart(self) -> Cart:
        return self.found.cart

    def filled_in(self, name: str, form: forms.Form) -> dict[str, Any] | None:
        """Return what a form says, or keep it on the desk with its errors."""
        if form.is_valid():
            return form.cleaned_data
        self.wrong[name] = form
        self.problem = "Something is missing or not right. Nothing was changed."
        return None


class PhoneOrders:
    """The pages of orders by phone, for one admin site."""

    def __init__(self, site: AdminSite, opts: Any) -> None:
        self.site, self.opts = site, opts

    def urls(self) -> list[URLPattern]:
        """Return their addresses, to stand before those of the model."""
        view = self.site.admin_view
        return [
            path("phone/", view(self.index), name="orders_order_phone"),
            path("phone/<int:pk>/", view(self.edit), name="orders_order_phone_edit"),
        ]

    def index(self, request: HttpRequest) -> HttpResponse:
        """List the orders that wait for their customers, and begin another."""
        _must_be_allowed(request)
        if request.method == "POST":
            wanted = request.POST.get("currency", "")
            currency = wanted if wanted in _currencies() else settings.BASE_CURRENCY
            cart = services.start_phone_order(made_by=request.user, currency=currency)  # type: ignore[arg-type]
            return HttpResponseRedirect(_page_of(cart.pk))
        context = {
            "orders": selectors.phone_orders()[:100],
            "currencies": _currencies(),
            "days": settings.PAY_LINK_DAYS,
        }
        return self._page(request, "admin/phone_orders.html", title="Orders by phone", **context)

    def edit(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show one order and do what was pressed. What was typed wrong stays, with a message beside it."""
        _must_be_allowed(request)
        desk = _desk(request, pk)
        if request.method == "POST":
            work = _WORK.get(request.POST.get("do", ""))
            if work is not None:
                _attempt(desk, work)
            if desk.done:
                log(request, desk.cart, reason=desk.done)
                messages.success(request, desk.done)
                is_open = Cart.objects.open().filter(pk=pk).exists()
                return HttpResponseRedirect(_page_of(pk) if is_open else reverse("admin:orders_order_phone"))
        status = 200 if not desk.problem else 422 if desk.wrong else 409
        return self._page(request, "admin/phone_order.html", status=status, **_context(desk))

    def _page(self, request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
        context = {**self.site.each_context(request), "opts": self.opts, **context}
        return render(request, template, context, status=status)


def _must_be_allowed(request: HttpRequest) -> None:
    if not request.user.has_perm("orders.add_order"):
        raise PermissionDenied


def _currencies() -> list[str]:
    return [choice.code for choice in currencies.offered()]


def _page_of(pk: int) -> str:
    return reverse("admin:orders_order_phone_edit", args=[pk])


def _desk(request: HttpRequest, pk: int) -> Desk:
    found = carts.contents(cart_id=pk, also=selectors.CHECKOUT)
    if found is None or found.cart.origin != Cart.Origin.STAFF or not found.cart.is_open:
        raise Http404
    checkout = selectors.checkout_in(found)
    return Desk(request, found, checkout, selectors.checkout_basket(found, checkout))


def _attempt(desk: Desk, work: Callable[[Desk], None]) -> None:
    try:
        work(desk)
    except ShopError as refusal:
        desk.problem = refusal.message


# ---- what can be pressed ------------------------------------------------------------------------


def _add(desk: Desk) -> None:
    values = desk.filled_in("add", AddForm(desk.request.POST))
    if values:
        added = cart_services.add(
            cart=desk.cart,
            user=None,
            variant_id=values["variant"],
            quantity=values["quantity"],
            personal_text=values["personal_text"],
            currency=desk.cart.currency,
        )
        few = f" Only {added.clamped_to} can be bought." if added.clamped_to is not None else ""
        desk.done = f"{added.facts.title} is in the order.{few}"


def _quantity(desk: Desk) -> None:
    values = desk.filled_in("quantity", QuantityForm(desk.request.POST))
    if values:
        got = cart_services.set_quantity(cart=desk.cart, line_id=values["line"], quantity=values["quantity"])
        desk.done = f"{got} of it are in the order." if got else "Taken out of the order."


def _customer(desk: Desk) -> None:
    form = _customer_form(desk, desk.request.POST)
    if form.is_valid() and form.cleaned_data["vat_id"]:
        check = pricing.check_vat_id(vat_id=form.cleaned_data["vat_id"], country=form.cleaned_data["country"])
        if check.result == VatCheck.Result.INVALID:
            form.add_error("vat_id", "The register of VAT numbers does not know this number")
    values = desk.filled_in("customer", form)
    if values:
        services.save_phone_customer(
            cart_id=desk.cart.pk, email=values["email"], delivery=form.address(), vat_id=values["vat_id"]
        )
        desk.done = "Customer saved."


def _country(desk: Desk) -> None:
    """Another country was chosen: the same values in that country's fields, nothing checked or saved yet."""
    typed = {name: desk.request.POST.get(name, "") for name in desk.request.POST}
    desk.wrong["customer"] = _customer_form(desk, None, typed)


def _travel(desk: Desk) -> None:
    values = desk.filled_in("travel", _travel_form(desk, desk.request.POST))
    if values:
        services.choose_phone_delivery(cart_id=desk.cart.pk, method=values["method"], note=values["note"])
        desk.done = "Delivery saved."


def _code(desk: Desk) -> None:
    values = desk.filled_in("code", CodeForm(desk.request.POST))
    if values:
        desk.done = f"{cart_services.add_coupon(cart=desk.cart, code=values['code'])} is in the order."


def _drop_code(desk: Desk) -> None:
    cart_services.remove_coupon(cart=desk.cart, code=desk.request.POST.get("code", "")[:40])
    desk.done = "Code taken out."


def _send(desk: Desk) -> None:
    values = desk.filled_in("send", SendForm(desk.request.POST))
    if values and desk.checkout:
        until = services.mail_pay_link(
            cart_id=desk.cart.pk, expected_total=values["expected"], key=values["key"]
        )
        day = f"{timezone.localtime(until):%d %B %Y, %H:%M}"
        desk.done = f"The link is on its way to {desk.checkout.email}. It works until {day}."


def _withdraw(desk: Desk) -> None:
    services.withdraw_phone_order(cart_id=desk.cart.pk)
    desk.done = "Taken back. Its link opens nothing any more."


_WORK: dict[str, Callable[[Desk], None]] = {
    "add": _add,
    "quantity": _quantity,
    "customer": _customer,
    "country": _country,
    "travel": _travel,
    "code": _code,
    "drop_code": _drop_code,
    "send": _send,
    "withdraw": _withdraw,
}


# ---- what is shown ------------------------------------------------------------------------------


def _customer_form(desk: Desk, data: Any = None, typed: dict[str, Any] | None = None) -> CustomerForm:
    served = dict(shipping.countries())
    wanted = (data or typed or {}).get("country") or (desk.checkout.country if desk.checkout else "")
    country = wanted if wanted in served else settings.HOME_COUNTRY
    known: dict[str, Any] = {"country": country}
    if desk.checkout:
        known = {
            **desk.checkout.delivery,
            "email": desk.checkout.email,
            "vat_id": desk.checkout.vat_id,
        } | known
    return CustomerForm(
        data, initial=typed or known, country=country, ask_phone=desk.basket.consignment.is_heavy
    )


def _travel_form(desk: Desk, data: Any = None) -> TravelForm:
    ways = [(quote.code, f"{quote.name}, {quote.price}") for quote in desk.basket.quotes]
    known = {"method": desk.checkout.method, "note": desk.checkout.note} if desk.checkout else {}
    return TravelForm(data, ways=ways, initial=known)


def _send_form(desk: Desk) -> SendForm:
    total = desk.basket.total
    return SendForm(initial={"expected_total": total.minor, "expected_currency": total.currency})


def _sums(basket: Basket) -> dict[str, Any]:
    """The basket's amounts as a table, in the order of the customer's page."""
    priced = basket.priced
    rows: list[list[str]] = [["Goods", str(priced.goods_before)]]
    rows += [
        [off.label, f"−{Money(off.minor, priced.currency)}"] for off in priced.promotions.applied if off.minor
    ]
    if basket.quote and priced.delivery_before:
        rows.append([f"Delivery, {basket.quote.name}", str(priced.delivery_before.gross or "free")])
    rows.append(["Total", str(basket.total)])
    rows += [[f"of it {share.percent.normalize():f} % VAT", str(share.tax)] for share in priced.taxes]
    return {"rows": rows + [[note, ""] for note in priced.notes]}


def _context(desk: Desk) -> dict[str, Any]:
    words = desk.request.GET.get("q", "")[:80]
    checkout = desk.checkout
    is_chosen = bool(checkout and desk.basket.quote and checkout.method == desk.basket.quote.code)
    return {
        "title": f"Order by phone, {desk.cart.created_at:%d %B}",
        "basket": desk.basket,
        "sums": _sums(desk.basket),
        "checkout": checkout,
        "problem": desk.problem,
        "words": words,
        "results": selectors.variants_like(words) if words.strip() else [],
        "customer": desk.wrong.get("customer") or _customer_form(desk),
        "travel": desk.wrong.get("travel") or _travel_form(desk),
        "code": desk.wrong.get("code") or CodeForm(),
        "send": _send_form(desk) if is_chosen and desk.basket.can_be_ordered else None,
        "made_by": desk.cart.made_by,
        "days": settings.PAY_LINK_DAYS,
        "back": reverse("admin:orders_order_phone"),
    }
