"""Steps 1 and 2 of the checkout. Step 3, payment and review, lives with the payments."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.accounts.visitor import visitor_of
from apps.cart.errors import BasketInUse
from apps.cart.selectors import Basket, Contents
from apps.cart.visitor_cart import contents_of, user_of
from apps.inventory.errors import HoldLapsed, InsufficientStock
from apps.orders import services
from apps.orders.errors import CannotBeOrdered, EmptyBasket
from apps.orders.forms import ContactForm, DeliveryForm
from apps.orders.models import Checkout
from apps.orders.selectors import CHECKOUT, checkout_basket, checkout_in
from apps.pricing import services as pricing
from apps.pricing.models import VatCheck
from apps.shipping import selectors as shipping


def _to_basket() -> HttpResponse:
    return redirect("cart:basket")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Enter the checkout: hold the goods, then go to step 1. What cannot be bought shows in the basket."""
    if request.method != "POST":
        return redirect("orders:address")
    try:
        services.start_checkout(found=contents_of(request), country=visitor_of(request).country)
    except (EmptyBasket, CannotBeOrdered, InsufficientStock, HoldLapsed, BasketInUse):
        return _to_basket()
    return redirect("orders:address")


def _ready(request: HttpRequest) -> Contents | None:
    """The visitor's basket if there is something in it."""
    found = contents_of(request, also=CHECKOUT)
    return found if found is not None and found.rows else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    """Step 1: contact and delivery address."""
    found = _ready(request)
    if found is None:
        return _to_basket()
    checkout = checkout_in(found)
    country = _country(request, checkout)
    basket = checkout_basket(found, checkout, country=country)
    heavy = basket.consignment.is_heavy
    if request.method != "POST":
        form = ContactForm(
            initial=_known_contact(request, checkout, country), country=country, ask_phone=heavy
        )
        return _address_page(request, basket, checkout, form)
    if "update" in request.POST:
        # Another country was chosen: the same values in that country's fields, nothing checked yet.
        typed = {name: request.POST.get(name, "") for name in request.POST}
        return _address_page(
            request, basket, checkout, ContactForm(initial=typed, country=country, ask_phone=heavy)
        )
    form = ContactForm(request.POST, country=country, ask_phone=heavy)
    if not form.is_valid() or not _is_known_business(form):
        return _address_page(request, basket, checkout, form, status=422)
    try:
        services.save_contact(
            found=found,
            email=form.cleaned_data["email"],
            delivery=form.address(),
            vat_id=form.cleaned_data["vat_id"],
        )
    except (InsufficientStock, HoldLapsed, BasketInUse):
        return _to_basket()
    return redirect("orders:delivery")


def _is_known_business(form: ContactForm) -> bool:
    """Ask the register about a VAT id; one that it does not know gets a message beside the field."""
    vat_id = form.cleaned_data["vat_id"]
    if not vat_id:
        return True
    check = pricing.check_vat_id(vat_id=vat_id, country=form.cleaned_data["country"])
    if check.result == VatCheck.Result.INVALID:
        form.add_error("vat_id", "The register of VAT numbers does not know this number")
    return form.is_valid()


def _country(request: HttpRequest, checkout: Checkout | None) -> str:
    """The country whose fields are shown: the one posted, else the one kept, else the visitor's."""
    wanted = (
        request.POST.get("country") or (checkout.country if checkout else "") or visitor_of(request).country
    )
    served = dict(shipping.countries())
    return wanted if wanted in served else next(iter(served), wanted)


def _known_contact(request: HttpRequest, checkout: Checkout | None, country: str) -> dict[str, Any]:
    known: dict[str, Any] = {}
    if checkout:
        known = {**checkout.delivery, "email": checkout.email, "vat_id": checkout.vat_id}
    user = user_of(request)
    if user is not None:
        known = {"email": user.email, "name": user.name, **{k: v for k, v in known.items() if v}}
    return {**known, "country": country}


def _address_page(
    request: HttpRequest, basket: Basket, checkout: Checkout | None, form: ContactForm, status: int = 200
) -> HttpResponse:
    context = {"step": "address", "basket": basket, "checkout": checkout, "form": form}
    template = "checkout/_address_form.html" if _wants_fields(request) else "checkout/address.html"
    return render(request, template, context, status=status)


def _wants_fields(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", None)) and "update" in request.POST


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delivery(request: HttpRequest) -> HttpResponse:
    """Step 2: how it arrives, and the billing address if it is another one."""
    found = _ready(request)
    if found is None:
        return _to_basket()
    checkout = checkout_in(found)
    if checkout is None or not checkout.has_address:
        return redirect("orders:address")
    services.ask_carriers(found=found, checkout=checkout)
    basket = checkout_basket(found, checkout)
    methods = [quote.code for quote in basket.quotes]
    if request.method != "POST":
        form = DeliveryForm(
            initial=_known_delivery(checkout, basket), country=checkout.country, methods=methods
        )
        return _delivery_page(request, basket, checkout, form)
    form = DeliveryForm(request.POST, country=checkout.country, methods=methods)
    if not form.is_valid():
        return _delivery_page(request, basket, checkout, form, status=422)
    try:
        services.choose_delivery(
            found=found,
            method=form.cleaned_data["method"],
            note=form.cleaned_data["note"],
            billing=form.billing(),
        )
    except (InsufficientStock, HoldLapsed, BasketInUse):
        return _to_basket()
    return HttpResponseRedirect("/checkout/payment/")


def _known_delivery(checkout: Checkout, basket: Basket) -> dict[str, Any]:
    billing = {f"bill_{name}": value for name, value in checkout.billing.items()}
    method = basket.quote.code if basket.quote else ""
    return {**billing, "method": method, "note": checkout.note, "same": not checkout.billing}


def _delivery_page(
    request: HttpRequest, basket: Basket, checkout: Checkout, form: DeliveryForm, status: int = 200
) -> HttpResponse:
    context = {"step": "delivery", "basket": basket, "checkout": checkout, "form": form}
    return render(request, "checkout/delivery.html", context, status=status)
