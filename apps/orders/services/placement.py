"""From basket to order: prepare (all or nothing), then either placed or undone. The money is in payments."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.cart import selectors as carts
from apps.cart import services as cart_services
from apps.cart.errors import BasketInUse
from apps.cart.models import Cart
from apps.cart.selectors import Basket, BasketLine, Contents
from apps.catalog.selectors import VariantFacts
from apps.core.compiled import CompiledInsert
from apps.core.faults import crash_point, is_on
from apps.currency import selectors as currencies
from apps.currency.money import Money
from apps.inventory import services as inventory
from apps.inventory.errors import HoldLapsed, InsufficientStock
from apps.inventory.services import Demand
from apps.orders import rules
from apps.orders.errors import (
    CannotBeOrdered,
    CartChanged,
    CheckoutIncomplete,
    CompletionInProgress,
    EmptyBasket,
)
from apps.orders.models import Checkout, Order, OrderLine
from apps.orders.selectors import CHECKOUT, checkout_basket, checkout_in
from apps.orders.services.give_back import give_back
from apps.orders.services.states import Cause, recompute
from apps.orders.signals import order_placed
from apps.outbox import services as outbox
from apps.pricing import selectors as pricing
from apps.pricing.selectors import PricedItem
from apps.promotions import selectors as promotions
from apps.promotions import services as promotion_services
from apps.shipping import selectors as shipping
from apps.shipping.selectors import CustomsLine, Quote

CONFIRMATION_TOPIC = "orders.send_confirmation"
REVIEW_TOPIC = "orders.review"
FAILED_TOPIC = "orders.send_payment_failed"
TELL_OF_FAILURE_AFTER = timedelta(minutes=10)

_NEW_ORDER = CompiledInsert(Order, unless=["code"])
_NEW_LINES = CompiledInsert(OrderLine)


@dataclass(frozen=True)
class Prepared:
    order: Order
    is_new: bool  # False: an earlier request has placed the order of this basket already
    gift_card_id: int | None = None  # the card that is to pay a part


@transaction.atomic(savepoint=False)
def prepare_order(
    *, cart_id: int, expected_total: Money, found: Contents | None = None, now: datetime | None = None
) -> Prepared:
    """Turn a basket into a draft order in one transaction: claim, price anew, compare, copy, allocate.

    `found` is the basket (with CHECKOUT) if the caller has just read it; it counts only if nothing changed since.
    An order that this basket has become already is returned as it is. Raises CompletionInProgress while
    another request is paying for it, CartChanged when the total is not the one that was shown, EmptyBasket,
    CheckoutIncomplete, CannotBeOrdered and InsufficientStock; then nothing has changed.
    """
    now = now or timezone.now()
    claimed = _claimed(cart_id, found, now)
    if isinstance(claimed, Order):
        return Prepared(claimed, is_new=False)
    checkout = _complete_checkout(claimed)
    basket = _priced(claimed, checkout, expected_total, now)
    order = _copy_order(claimed.cart, checkout, basket, now)
    lines = _copy_lines(order, basket)
    _allocate(order, lines, claimed.cart, now)
    _redeem(order, basket, now)
    crash_point("after_reserve")
    return Prepared(order, is_new=True, gift_card_id=checkout.gift_card_id)


def _claimed(cart_id: int, found: Contents | None, now: datetime) -> Contents | Order:
    """Read a basket and claim it as it was read; return the order instead if it has become one already.

    Raises CompletionInProgress while that order is being paid for, EmptyBasket and BasketInUse.
    """
    for _ in range(2):
        found = found or carts.contents(cart_id=cart_id, also=CHECKOUT)
        if found is None:
            raise EmptyBasket
        if cart_services.begin_completion(cart=found.cart, now=now):
            return found
        # Somebody was faster, or the basket has changed since it was read: wait for the lock and look again.
        order = _order_of_locked(cart_id)
        if order is not None:
            return order
        found = None
    raise BasketInUse


def _order_of_locked(cart_id: int) -> Order | None:
    cart = Cart.objects.select_for_update(of=("self",)).get(pk=cart_id)
    order = Order.objects.filter(cart=cart).first() if is_on("order_per_cart") else None
    if order is not None and order.is_draft:
        raise CompletionInProgress(order.pk)
    if order is None and not cart.is_open:
        raise EmptyBasket
    return order


def _complete_checkout(found: Contents) -> Checkout:
    checkout = checkout_in(found)
    if checkout is None or not checkout.has_address:
        raise CheckoutIncomplete("address", "Tell us where the parcel should go.")
    if not checkout.has_method:
        raise CheckoutIncomplete("delivery", "Choose how the parcel should arrive.")
    return checkout


def _priced(found: Contents, checkout: Checkout, expected_total: Money, now: datetime) -> Basket:
    """Price the basket from the tables as they are now and insist on what the shopper saw."""
    if found.cart.currency != settings.BASE_CURRENCY:
        currencies.refresh(at=now)
    pricing.refresh_taxes(at=now)
    shipping.refresh_rates()
    rules = promotions.active_rules(now, fresh=True)
    basket = checkout_basket(found, checkout, now=now, rules=rules)
    if basket.is_empty:
        raise EmptyBasket
    if basket.problem_lines:
        raise CannotBeOrdered(_problem(basket.problem_lines[0]))
    if basket.quote is None or basket.quote.code != checkout.method:
        raise CheckoutIncomplete(
            "delivery", "The delivery option you chose is not offered any more. Choose another."
        )
    if expected_total != basket.total and is_on("expected_total"):
        raise CartChanged(basket.total, [line.title for line in basket.changed_lines])
    return basket


def _problem(line: BasketLine) -> str:
    if line.is_short:
        free = line.stock.sellable or 0
        left = "none are left" if not free else f"only {free} can be bought"
        return f"{line.title}: {left}. Nothing was charged. Change your basket to go on."
    return f"{line.title} is no longer on sale. Nothing was charged. Remove it from your basket to go on."


def _copy_order(cart: Cart, checkout: Checkout, basket: Basket, now: datetime) -> Order:
    priced, quote = basket.priced, basket.quote
    if quote is None or priced.delivery is None or priced.delivery_tax is None:
        raise CheckoutIncomplete("delivery", "Choose how the parcel should arrive.")
    consignment = basket.consignment
    rate = currencies.rate_for(priced.currency, on=timezone.localdate(now))
    order = Order(
        cart=cart,
        user_id=cart.user_id,
        email=checkout.email,
        language=settings.LANGUAGE_CODE,
        country=checkout.country,
        currency=priced.currency,
        rate=rate.rate,
        rate_source=rate.source,
        rate_date=rate.effective_on,
        rounding=priced.rounding,
        goods_gross_minor=priced.goods.gross.minor,
        goods_net_minor=priced.goods.net.minor,
        delivery_gross_minor=priced.delivery.gross.minor,
        delivery_net_minor=priced.delivery.net.minor,
        total_gross_minor=priced.total.gross.minor,
        total_net_minor=priced.total.net.minor,
        discount_minor=priced.discount.minor,
        discounts=_discounts(basket),
        is_export=priced.is_export,
        tax_notes=list(priced.notes),
        sold_cards_minor=basket.gift_cards.minor,
        vat_id=checkout.vat_id,
        delivery_code=quote.code,
        delivery_name=quote.name,
        delivery_carrier=quote.carrier,
        delivery_tax_class=quote.tax_class,
        delivery_tax_percent=priced.delivery_tax.percent,
        promised_first=quote.promise.first,
        promised_last=quote.promise.last,
        weight_g=consignment.weight_g,
        parcels=len(quote.parcels) or consignment.parcels,
        delivery_details=_delivery_details(basket, quote, checkout),
        note=checkout.note,
        delivery_address=checkout.delivery,
        billing_address=checkout.billing or checkout.delivery,
        created_at=now,
        link_expires_at=now + timedelta(days=settings.ORDER_LINK_DAYS),
        terms_version=timezone.localdate(now).isoformat(),
    )
    rules.new_code(lambda code: _saved_as(order, code))
    return order


def _delivery_details(basket: Basket, quote: Quote, checkout: Checkout) -> dict[str, object]:
    """How the goods travel, as it was quoted, and what customs ask of them."""
    customs = [line.frozen() for line in _customs(basket, checkout)] if not quote.point else []
    return {**quote.frozen(), "customs": customs}


def _customs(basket: Basket, checkout: Checkout) -> list[CustomsLine]:
    lines = [
        CustomsLine(
            sku=line.facts.sku,
            title=line.facts.title,
            quantity=line.line.quantity,
            hs_code=line.facts.hs_code,
            origin=line.facts.origin,
            weight_g=line.facts.weight_g * line.line.quantity,
            value=line.priced.line.net,
        )
        for line in basket.lines
        if line.facts is not None and line.priced is not None and not line.is_gift_card
    ]
    postcode = str(checkout.delivery.get("postcode", ""))
    return shipping.customs_lines(lines, country=checkout.country, postcode=postcode)


def _discounts(basket: Basket) -> list[dict[str, object]]:
    """What each promotion took off goods and delivery, in the order in which they applied."""
    result = basket.priced.promotions
    shares = [share for group in result.shares.values() for share in group]
    return [
        {
            "label": applied.label,
            "code": applied.code,
            "goods_minor": sum(s.minor for s in shares if s.promotion_id == applied.promotion_id),
            "delivery_minor": sum(s.minor for s in result.delivery if s.promotion_id == applied.promotion_id),
        }
        for applied in result.applied
    ]


def _redeem(order: Order, basket: Basket, now: datetime) -> None:
    """Count the uses of what applied. Raises CouponUsedUp or CouponUsedBefore, and nothing is placed."""
    uses = basket.priced.promotions.applied
    if not uses:
        return
    promotion_services.redeem(
        uses=uses,
        currency=order.currency,
        email=order.email,
        reference=order.reference,
        now=now,
        convert=pricing.stated_in,
    )


def _saved_as(order: Order, code: str) -> bool:
    """Save a new order under a code; False if another order has it."""
    order.code = code
    return _NEW_ORDER.save(order)


def _copy_lines(order: Order, basket: Basket) -> list[OrderLine]:
    lines = [
        _copy_line(order, position, line.facts, line.priced, line.line.personal_text)
        for position, line in enumerate(basket.lines, start=1)
        if line.priced is not None
    ]
    gifts = [gift for gift in basket.gifts if gift.is_available]
    after = len(lines) + 1
    lines += [_copy_line(order, n, gift.facts, gift.priced) for n, gift in enumerate(gifts, start=after)]
    _NEW_LINES.save(*lines)
    return lines


def _copy_line(
    order: Order, position: int, facts: VariantFacts | None, priced: PricedItem, personal_text: str = ""
) -> OrderLine:
    if facts is None:
        raise CannotBeOrdered
    return OrderLine(
        order=order,
        position=position,
        variant_id=facts.id,
        product_name=facts.product_name,
        title=facts.title,
        brand=facts.brand,
        sku=facts.sku,
        options=facts.options,
        personal_text=personal_text,
        image_url=facts.image_url,
        weight_g=facts.weight_g,
        is_gift_card=facts.is_gift_card,
        tax_class=priced.tax.code,
        tax_name=priced.tax.name,
        tax_percent=priced.tax.percent,
        unit_before_gross_minor=priced.unit.gross.minor,
        unit_before_net_minor=priced.unit.net.minor,
        unit_gross_minor=priced.unit.gross.minor,
        unit_net_minor=priced.unit.net.minor,
        line_before_gross_minor=priced.before.gross.minor,
        line_before_net_minor=priced.before.net.minor,
        line_gross_minor=priced.line.gross.minor,
        line_net_minor=priced.line.net.minor,
        discounts=[{"label": s.label, "code": s.code, "minor": s.minor} for s in priced.shares],
        trace=[pricing.describe(step) for step in priced.trace],
        rounding_correction_minor=priced.rounding_correction.minor,
        quantity=priced.quantity,
        allocated_qty=priced.quantity,
    )


def _allocate(order: Order, lines: list[OrderLine], cart: Cart, now: datetime) -> None:
    demands = [Demand(line.reference, line.variant_id, line.quantity) for line in lines if line.variant_id]
    try:
        inventory.allocate(
            demands=demands, owner=cart.key, actor=f"order {order.code}", country=order.country, now=now
        )
    except InsufficientStock as short:
        names = {line.variant_id: line.title for line in lines}
        first = next(iter(short.short))
        left = short.short[first]
        how = "has just sold out" if not left else f"has only {left} left"
        raise InsufficientStockForOrder(
            f"{names.get(first, 'An item')} {how}. Nothing was charged.", short.short
        ) from short


class InsufficientStockForOrder(InsufficientStock):
    """InsufficientStock with the name of the item in its message."""

    def __init__(self, message: str, short: dict[int, int]) -> None:
        super().__init__(short)
        self.message = message


# ---- the two ends ---------------------------------------------------------------------------------


@transaction.atomic(savepoint=False)
def mark_placed(
    *,
    order: Order,
    charged_minor: int,
    actor: str,
    reason: str,
    authorised_minor: int = 0,
    pay_by: datetime | None = None,
    now: datetime | None = None,
) -> None:
    """Make a locked draft a placed order: the money (minor units) is sure. Its mail and its review follow the commit.

    The money is charged, or authorised by a bank that pays it out when the parcel leaves. With `pay_by` it is
    placed before its money comes, and expires without it. Called by payments with the payment recorded in the
    same transaction. A placed order stays as it is.
    """
    now = now or timezone.now()
    if order.is_placed:
        return
    order.charged_minor = charged_minor
    order.authorised_minor = authorised_minor
    order.pay_by = pay_by
    order.placed_at = now
    recompute(order, Cause(actor, reason), now=now)
    if order.cart_id:
        cart_services.close(cart_id=order.cart_id)
    outbox.publish(topic=CONFIRMATION_TOPIC, key=f"{CONFIRMATION_TOPIC}:{order.pk}", order_id=order.pk)
    outbox.publish(topic=REVIEW_TOPIC, key=f"{REVIEW_TOPIC}:{order.pk}", order_id=order.pk)
    transaction.on_commit(lambda: order_placed.send_robust(sender=Order, order_id=order.pk))


@transaction.atomic(savepoint=False)
def undo_draft(*, order: Order, actor: str, reason: str, now: datetime | None = None) -> None:
    """Take back a locked draft whose payment did not happen: free its goods, reopen the basket and hold them again.

    The draft stays for the record as FAILED, without its basket, so that the next try makes a new order. If
    no page tells the shopper within ten minutes, a mail does.
    """
    now = now or timezone.now()
    if not order.is_draft:
        return
    give_back(order=order, actor=f"order {order.code}", reason=reason, now=now)
    cart_id, order.cart = order.cart_id, None
    order.failed_at = now
    recompute(order, Cause(actor, reason), now=now)
    if cart_id:
        _give_back_basket(cart_id, reason, now)
        outbox.publish(
            topic=FAILED_TOPIC, due_at=now + TELL_OF_FAILURE_AFTER, order_id=order.pk, cart_id=cart_id
        )


def _give_back_basket(cart_id: int, reason: str, now: datetime) -> None:
    cart_services.reopen(cart_id=cart_id)
    Checkout.objects.filter(cart=cart_id).update(failure=reason[:200], failure_seen_at=None)
    found = carts.contents(cart_id=cart_id)
    if found is None or not found.cart.is_open:
        return
    try:
        with transaction.atomic():
            cart_services.keep_for_checkout(found=found, now=now)
    except (InsufficientStock, HoldLapsed, BasketInUse):
        # The hold had run its longest time, or the stock was counted down: the basket page says so.
        return
