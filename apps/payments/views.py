"""Step 3 of the checkout, and what follows the button."""

import logging
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.cart.models import Cart
from apps.cart.selectors import Basket, Contents
from apps.cart.visitor_cart import contents_of, forget
from apps.core.errors import ShopError
from apps.core.limits import limited
from apps.core.policies import as_header
from apps.core.webhooks import webhook
from apps.currency.money import Money
from apps.giftcards.errors import InvalidGiftCard
from apps.inventory.errors import InsufficientStock
from apps.orders import selectors as orders
from apps.orders import services as order_services
from apps.orders import visitor_orders
from apps.orders.errors import (
    CannotBeOrdered,
    CartChanged,
    ChangeCostsOther,
    CheckoutIncomplete,
    CompletionInProgress,
    EmptyBasket,
    TooLateToChange,
)
from apps.orders.models import Checkout, OrderChange
from apps.orders.selectors import CHECKOUT
from apps.payments import selectors, services
from apps.payments.errors import PaymentUnderWay, ProviderSilent
from apps.payments.forms import GiftCardForm, PaymentForm
from apps.payments.gateways import choices, choices_at_once
from apps.payments.gateways.stripe import CODE as STRIPE
from apps.payments.gateways.stripe import BadMessage
from apps.payments.models import Payment
from apps.payments.services import Placement
from apps.promotions.errors import CouponUsedBefore, CouponUsedUp

log = logging.getLogger(__name__)
_STEP_PAGES = {"address": "orders:address", "delivery": "orders:delivery"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("place-order", "30/minute")
def payment(request: HttpRequest) -> HttpResponse:
    """Step 3: how to pay, a full review, and the button that orders."""
    if request.method == "POST":
        return _press(request)
    found = contents_of(request, also=CHECKOUT)
    if found is None or not found.rows:
        return redirect("cart:basket")
    if found.cart.completing_at is not None:
        return _busy(found.cart)
    return _page(request, found, PaymentForm(ways=[]))


def _press(request: HttpRequest) -> HttpResponse:
    """The button: nothing that was posted counts but the way to pay and the total that was seen."""
    found = contents_of(request, also=CHECKOUT)
    if found is None or not found.rows:
        return _after_the_fact(request)
    form = PaymentForm(request.POST, ways=[choice.value for choice in choices(found.cart.currency)])
    if not form.is_valid():
        return _page(request, found, form, status=422)
    return _place(request, found, form)


def _again(request: HttpRequest, form: PaymentForm, status: int, **more: Any) -> HttpResponse:
    """The step once more, with what was chosen and why it did not work."""
    found = contents_of(request, also=CHECKOUT)
    if found is None or not found.rows:
        return redirect("cart:basket")
    return _page(request, found, form, status=status, **more)


def _page(
    request: HttpRequest, found: Contents, form: PaymentForm, status: int = 200, **more: Any
) -> HttpResponse:
    checkout = orders.checkout_in(found)
    if checkout is None or not checkout.has_address:
        return redirect("orders:address")
    order_services.ask_carriers(found=found, checkout=checkout)
    basket = orders.checkout_basket(found, checkout)
    if not checkout.has_method or basket.quote is None or basket.quote.code != checkout.method:
        return redirect("orders:delivery")
    if not basket.can_be_ordered:
        return redirect("cart:basket")
    if checkout.failure and checkout.failure_seen_at is None:
        order_services.note_failure_seen(cart_id=found.cart.pk)
    context = {
        "step": "payment",
        "basket": basket,
        "checkout": checkout,
        "form": form,
        "ways": choices(found.cart.currency),
        **_gift_card(found, checkout, basket),
        **more,
    }
    return render(request, "checkout/payment.html", context, status=status)


def _gift_card(found: Contents, checkout: Checkout, basket: Basket) -> dict[str, Any]:
    """What the chosen gift card pays and what is left to pay; a card that cannot pay any more is put away."""
    if checkout.gift_card_id is None:
        return {"to_pay": basket.total}
    try:
        card, amount = services.part_of_gift_card(checkout.gift_card_id, basket.payable_by_gift_card)
    except InvalidGiftCard as refusal:
        order_services.choose_gift_card(found=found, gift_card_id=None)
        return {"gift_card_problem": refusal.message, "to_pay": basket.total}
    return {"gift_card": card, "gift_card_pays": amount, "to_pay": basket.total - amount}


@never_cache
@require_POST
@limited("gift-card", "10/minute")
def use_gift_card(request: HttpRequest) -> HttpResponse:
    """Let a gift card pay as much as it can. A code that cannot be used gets one message, whatever it is."""
    found = contents_of(request, also=CHECKOUT)
    if found is None or not found.rows:
        return redirect("cart:basket")
    form = GiftCardForm(request.POST)
    payment_form = PaymentForm(ways=[])
    if not form.is_valid():
        problem = form.errors["code"][0]
        return _page(request, found, payment_form, status=422, gift_card_problem=problem)
    try:
        card = services.usable_gift_card(form.cleaned_data["code"], currency=found.cart.currency)
    except InvalidGiftCard as refusal:
        return _page(request, found, payment_form, status=409, gift_card_problem=refusal.message)
    order_services.choose_gift_card(found=found, gift_card_id=card.pk)
    return redirect("payments:payment")


@never_cache
@require_POST
def remove_gift_card(request: HttpRequest) -> HttpResponse:
    """Pay without the gift card after all."""
    found = contents_of(request, also=CHECKOUT)
    if found is not None:
        order_services.choose_gift_card(found=found, gift_card_id=None)
    return redirect("payments:payment")


def _after_the_fact(request: HttpRequest) -> HttpResponse:
    """No basket any more: a second press, or Back after the order. The order this browser placed is the answer."""
    for code in visitor_orders.codes_of(request)[:1]:
        order = orders.order_by_code(code)
        if order is not None and request.method == "POST":
            return HttpResponseRedirect(f"{orders.link_path(order)}thanks/")
    return redirect("cart:basket")


def _busy(cart: Cart) -> HttpResponse:
    waiting = selectors.open_payment_of_cart(cart.pk)
    return redirect("payments:processing", key=waiting.key) if waiting else redirect("cart:basket")


def _place(request: HttpRequest, found: Contents, form: PaymentForm) -> HttpResponse:
    cart = found.cart
    expected = form.cleaned_data["expected"] or Money.zero(cart.currency)
    try:
        placement = services.place_order(
            cart_id=cart.pk, expected_total=expected, way=form.cleaned_data["way"], found=found
        )
    except CompletionInProgress as busy:
        return _wait(request, cart, busy)
    except CheckoutIncomplete as missing:
        return redirect(_STEP_PAGES[missing.step])
    except (CartChanged, CouponUsedUp, CouponUsedBefore, InvalidGiftCard) as changed:
        return _again(request, form, status=409, refusal=changed)
    except (CannotBeOrdered, InsufficientStock) as gone:
        return render(request, "checkout/cannot_order.html", {"refusal": gone, "step": "payment"}, status=409)
    except EmptyBasket:
        return _after_the_fact(request)
    return _went(request, placement, form)


def _went(request: HttpRequest, placement: Placement, form: PaymentForm) -> HttpResponse:
    """Lead on to what the payment came to: thanks, the bank's page, waiting, or another try."""
    if placement.is_declined and placement.payment is not None:
        declined = ShopError(placement.payment.message)
        return _again(request, form, status=402, refusal=declined, declined=True)
    if placement.is_placed:
        response = HttpResponseRedirect(f"{orders.link_path(placement.order)}thanks/")
        forget(response)
    elif placement.action_url:
        response = HttpResponseRedirect(placement.action_url)
    elif placement.payment is not None:
        response = HttpResponseRedirect(reverse("payments:processing", kwargs={"key": placement.payment.key}))
    else:
        response = HttpResponseRedirect(reverse("cart:basket"))
    visitor_orders.remember(request, response, placement.order.code)
    return response


def _wait(request: HttpRequest, cart: Cart, busy: ShopError) -> HttpResponse:
    """A second press while the first is at work: a page that leads to the order as soon as it stands."""
    waiting = selectors.open_payment_of_cart(cart.pk)
    if waiting is not None:
        context = {"payment": waiting, "step": "payment", "refusal": busy}
        response = render(request, "checkout/processing.html", context, status=409)
        response["Refresh"] = f"2; url={reverse('payments:processing', kwargs={'key': waiting.key})}"
        visitor_orders.remember(request, response, waiting.order.code)
        return response
    return render(request, "checkout/cannot_order.html", {"refusal": busy, "step": "payment"}, status=409)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("place-order", "30/minute")
def change(request: HttpRequest, key: UUID) -> HttpResponse:
    """Pay for a change of a placed order. Who has its random key is who asked for it."""
    found = orders.change_by_key(key)
    if found is None:
        raise Http404
    ways = [choice.value for choice in choices_at_once(found.order.currency)]
    form = PaymentForm(request.POST if request.method == "POST" else None, ways=ways)
    if request.method != "POST":
        return _change_page(request, found, form)
    if not form.is_valid():
        return _change_page(request, found, form, status=422)
    expected = form.cleaned_data["expected"] or Money.zero(found.order.currency)
    try:
        placement = services.pay_change(key=key, expected=expected, way=form.cleaned_data["way"])
    except (TooLateToChange, ChangeCostsOther, PaymentUnderWay) as refusal:
        found = orders.change_by_key(key) or found
        return _change_page(request, found, form, status=refusal.status, refusal=refusal)
    return _change_went(request, found, form, placement)


def _change_page(
    request: HttpRequest, change: OrderChange, form: PaymentForm, status: int = 200, **more: Any
) -> HttpResponse:
    link = orders.link_path(change.order)
    ways = choices_at_once(change.order.currency)
    context = {"change": change, "form": form, "ways": ways, "link": link, **more}
    return render(request, "orders/change_pay.html", context, status=status)


def _change_went(
    request: HttpRequest, change: OrderChange, form: PaymentForm, placement: Placement
) -> HttpResponse:
    payment = placement.payment
    if payment is not None and payment.status in (payment.Status.DECLINED, payment.Status.CANCELLED):
        declined = ShopError(payment.message)
        return _change_page(request, change, form, status=402, refusal=declined)
    if placement.action_url:
        return HttpResponseRedirect(placement.action_url)
    if payment is not None and not payment.is_final:
        return redirect("payments:processing", key=payment.key)
    return HttpResponseRedirect(f"{orders.link_path(change.order)}#changes")


@never_cache
@require_safe
def processing(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show how a payment stands. It only looks: the provider's own report moves things."""
    found = selectors.payment_by_key(key)
    if found is None:
        raise Http404
    if found.change_id is not None and found.is_final:
        return HttpResponseRedirect(f"{orders.link_path(found.order)}#changes")
    if found.change_id is None and found.order.is_placed:
        response: HttpResponse = HttpResponseRedirect(f"{orders.link_path(found.order)}thanks/")
        return response
    if found.is_final:
        return redirect("payments:payment")
    came_back = request.GET.get("redirect_status", "")
    if came_back == "failed" and found.waits_for_shopper and found.provider == STRIPE:
        return redirect(f"{reverse('payments:card', kwargs={'key': key})}?declined=1")
    context = {"payment": found, "step": "payment", "came_back": came_back in ("succeeded", "pending")}
    response = render(request, "checkout/processing.html", context)
    response["Refresh"] = "3"
    return response


@never_cache
@require_POST
def cancel(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give up a payment that waits for the shopper, and get the basket back."""
    found = selectors.payment_by_key(key)
    if found is None:
        raise Http404
    cart_id = found.order.cart_id
    services.cancel_payment(payment_id=found.pk)
    if found.change_id is not None:
        return HttpResponseRedirect(f"{orders.link_path(found.order)}#changes")
    if cart_id is not None:
        order_services.note_failure_seen(cart_id=cart_id)
    return redirect("cart:basket")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def testbank(request: HttpRequest, secret: UUID) -> HttpResponse:
    """The test bank's own page, where a test card asks to be confirmed. Exists only with the test provider."""
    charge = selectors.test_charge(secret) if "test" in settings.PAYMENT_PROVIDERS else None
    if charge is None:
        raise Http404
    if request.method != "POST":
        amount = Money(charge.amount_minor, charge.currency)
        return render(
            request, "checkout/testbank.html", {"charge": charge, "amount": amount, "step": "payment"}
        )
    services.answer_confirmation(secret=secret, approve=request.POST.get("answer") == "approve")
    return HttpResponseRedirect(charge.return_url)


# ---- Stripe -----------------------------------------------------------------------------------------


@never_cache
@require_safe
def card(request: HttpRequest, key: UUID) -> HttpResponse:
    """The page on which a card is entered. Its fields are Stripe's: what is typed never passes this shop."""
    found = _stripe_payment(key)
    if not found.waits_for_shopper:
        return redirect("payments:processing", key=key)
    context: dict[str, Any] = {
        "payment": found,
        "step": "payment",
        "declined": "declined" in request.GET,
        "return_url": f"{settings.SHOP_URL}{reverse('payments:processing', kwargs={'key': key})}",
        "publishable_key": settings.STRIPE_PUBLISHABLE_KEY,
        "script": settings.STRIPE_JS_URL,
    }
    status = 200
    try:
        context["secret"] = services.secret_for_the_page(payment=found)
    except ProviderSilent as silence:
        context["refusal"], status = silence, silence.status
    response = render(request, "checkout/card.html", context, status=status)
    response["Content-Security-Policy"] = as_header(settings.CARD_CONTENT_SECURITY_POLICY)
    response["Permissions-Policy"] = settings.CARD_PERMISSIONS_POLICY
    return response


def _stripe_payment(key: UUID) -> Payment:
    found = selectors.payment_by_key(key)
    if found is None or found.provider != STRIPE or STRIPE not in settings.PAYMENT_PROVIDERS:
        raise Http404
    return found


@never_cache
@require_POST
@limited("hosted-page", "30/minute")
def hosted(request: HttpRequest, key: UUID) -> HttpResponse:
    """Leave for Stripe's own page: the way to pay without JavaScript."""
    found = _stripe_payment(key)
    try:
        url = services.open_hosted_page(payment_id=found.pk)
    except ProviderSilent:
        return redirect("payments:card", key=key)  # it says that Stripe is silent, or by then is not
    return HttpResponseRedirect(url) if url else redirect("payments:processing", key=key)


@webhook("Stripe")
def stripe_webhook(request: HttpRequest) -> HttpResponse:
    """Take a message of Stripe. It proves itself by a signature over the raw body; 200 means written down."""
    try:
        services.take_message(body=request.body, signature=request.headers.get("Stripe-Signature", ""))
    except BadMessage as bad:
        log.warning("A message was refused that claims to be Stripe's: %s", bad)
        return HttpResponse("refused", status=400, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")
