"""Reads of orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.utils import timezone
from stdnum import iban

from apps.accounts.models import User
from apps.cart import selectors as carts
from apps.cart.models import Cart
from apps.cart.selectors import Basket, Contents
from apps.catalog.models import Product, Variant
from apps.core.compiled import CompiledQuery
from apps.currency.money import Money
from apps.orders import rules
from apps.orders.errors import NotRefundable
from apps.orders.models import Checkout, Order, OrderChange, OrderLine, Shipment
from apps.orders.money import Part, refundable, refundable_part
from apps.orders.states import FulfilmentStatus, OrderStatus, PaymentStatus
from apps.pricing import selectors as pricing
from apps.pricing.selectors import Buyer
from apps.promotions import selectors as promotions
from apps.promotions.rules import Rule

# What was cancelled in part was given back in part; the rest is still to be sent.
_SECURED = [PaymentStatus.PAID, PaymentStatus.AUTHORISED, PaymentStatus.OVERPAID, PaymentStatus.PART_REFUNDED]
_UNSHIPPED = [FulfilmentStatus.OPEN, FulfilmentStatus.PACKED, FulfilmentStatus.PART_SHIPPED]


def _with_details(order: Order | None) -> Order | None:
    """Read what an order's page prints besides its lines, and only what the order has."""
    if order is not None:
        moved = ["shipments__lines__line"] if order.has_left else []
        ended = ["events"] if order.is_cancelled or order.is_expired else []
        prefetch_related_objects([order], *moved, *ended)
    return order


_LINES = CompiledQuery(lambda *, order: OrderLine.objects.filter(order=order), order=16091130)


def lines_of(order: Order) -> list[OrderLine]:
    """Return the lines of an order as they stand now, in their order."""
    lines: list[OrderLine] = _LINES.objects(order=order.pk)
    for line in lines:
        line.order = order
    return lines


def shipments_of(order: Order) -> list[Shipment]:
    """Return the parcels of an order; one that has not left has none, and nothing is read."""
    return list(order.shipments.all()) if order.has_left else []


@dataclass(frozen=True, slots=True)
class Found:
    """An order found by its guest link; an expired link opens nothing but says so."""

    order: Order
    is_expired: bool


_BY_CODE = CompiledQuery(lambda *, code: Order.objects.filter(code=code).order_by(), code="a sample")


def order_by_link(*, code: str, secret: str, now: datetime | None = None) -> Found | None:
    """Return the order of a guest link, or None.

    A code that does not exist costs the same comparison as one that does, so codes cannot be probed.
    """
    order = _with_details(next(iter(_BY_CODE.objects(code=code)), None))
    fits = rules.is_link_secret(secret, code, order.link_version if order else 0)
    if order is None or not fits:
        return None
    return Found(order, order.link_expires_at <= (now or timezone.now()))


def order_by_code_and_email(*, code: str, email: str) -> Order | None:
    """Return a placed order whose code and e-mail both fit, or None."""
    wanted = code.strip().upper().replace(" ", "").replace("-", "")
    order = Order.objects.filter(code=wanted, email__iexact=email.strip()).first()
    return order if order is not None and order.is_placed else None


def order_of(*, user: User, code: str) -> Order | None:
    """Return a customer's own order, or None; somebody else's does not exist."""
    return _with_details(Order.objects.filter(user=user, code=code, placed_at__isnull=False).first())


def orders_of(*, user: User) -> list[Order]:
    """Return a customer's placed orders, newest first, with their lines."""
    placed = Order.objects.filter(user=user, placed_at__isnull=False).order_by("-placed_at")
    return list(placed.prefetch_related("lines"))


def link_path(order: Order) -> str:
    """Return the path of an order's guest link."""
    return f"/orders/{order.code}/{rules.link_secret(order.code, order.link_version)}/"


def secured(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Narrow orders to those that were placed and whose money is sure and has not all gone back."""
    placed = orders.filter(placed_at__isnull=False, payment_status__in=_SECURED)
    return placed.exclude(status=OrderStatus.EXPIRED)


def to_ship(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Narrow orders to those of which something can leave the house."""
    return secured(orders).filter(fulfilment_status__in=_UNSHIPPED, held_at=None)


def on_hold(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Narrow orders to those that staff have to look at before anything leaves."""
    held = orders.filter(placed_at__isnull=False, held_at__isnull=False)
    return held.exclude(status=OrderStatus.CANCELLED)


def order_by_code(code: str) -> Order | None:
    """Return a placed order by its code, for a browser whose signed cookie names it."""
    return Order.objects.filter(code=code, placed_at__isnull=False).first()


@dataclass(frozen=True, slots=True)
class HowToPay:
    """What a shopper's bank has to know about a transfer."""

    amount: Money
    pay_by: datetime
    reference: str  # the order's code
    holder: str
    iban: str  # in groups of four
    bic: str
    bank: str

    @property
    def picture(self) -> str:
        """The code for the bank's app as the address of an image; "" where there is none. Made when asked for."""
        return rules.transfer_picture(self.amount, self.reference)


def how_to_pay(order: Order) -> HowToPay | None:
    """Return how to pay what an order that waits for a transfer still owes, or None if it waits for none."""
    if not order.waits_for_money or order.pay_by is None:
        return None
    return HowToPay(
        amount=order.still_owed,
        pay_by=order.pay_by,
        reference=order.code,
        holder=settings.BANK_ACCOUNT_HOLDER,
        iban=iban.format(settings.BANK_ACCOUNT_IBAN),
        bic=settings.BANK_ACCOUNT_BIC,
        bank=settings.BANK_ACCOUNT_BANK,
    )


def phone_orders() -> QuerySet[Cart]:
    """Return the baskets that staff fill for customers and nobody has paid, latest first."""
    filled = Cart.objects.open().filter(origin=Cart.Origin.STAFF)
    return filled.select_related("made_by", "checkout").order_by("-updated_at")


def variants_like(words: str, *, limit: int = 20) -> list[Variant]:
    """Return what is on sale and has these words in its item number or title, by title."""
    found = Variant.objects.filter(product__in=Product.objects.published(timezone.now()), is_active=True)
    for word in words.replace("\x00", "").split()[:8]:
        found = found.filter(Q(sku__icontains=word) | Q(title__icontains=word) | Q(gtin=word))
    return list(found.select_related("product").order_by("title", "sku")[:limit])


def is_failure_unseen(order: Order, *, cart_id: int) -> bool:
    """Tell whether nobody was told that an order's payment failed, and its basket still waits for its shopper."""
    waiting = Checkout.objects.filter(
        cart=cart_id, cart__status=Cart.Status.OPEN, cart__completing_at=None, failure_seen_at=None
    ).exclude(failure="")
    newer = Order.objects.filter(email__iexact=order.email, created_at__gt=order.created_at)
    return waiting.exists() and not newer.exists()


_CHECKOUT = tuple(f.attname for f in Checkout._meta.concrete_fields)
CHECKOUT = tuple(f"checkout__{name}" for name in _CHECKOUT)  # to be read along with a basket


def checkout_in(found: Contents) -> Checkout | None:
    """Return what the shopper has told us so far, from a basket that was read with CHECKOUT."""
    return Checkout.from_db(None, _CHECKOUT, found.also) if found.also and found.also[0] else None


def checkout_basket(
    found: Contents,
    checkout: Checkout | None,
    *,
    country: str = "",
    now: datetime | None = None,
    rules: Sequence[Rule] | None = None,
) -> Basket:
    """Price a basket as the checkout knows its buyer: destination, delivery method, e-mail address.

    Who has ordered before is asked only if a promotion depends on it.
    """
    now = now or timezone.now()
    rules = promotions.active_rules(now) if rules is None else rules
    return carts.basket(
        found,
        country=country or (checkout.country if checkout else settings.HOME_COUNTRY),
        method=checkout.method if checkout else "",
        now=now,
        buyer=_buyer(found, checkout.email if checkout else "", rules),
        rules=rules,
        **_place(checkout, country),
    )


def _place(checkout: Checkout | None, country: str) -> dict[str, Any]:
    """What an address tells beyond its country, and the business behind it. Another country tells nothing yet."""
    if checkout is None or country not in ("", checkout.country):
        return {}
    vat_id = checkout.vat_id
    return {
        "region": str(checkout.delivery.get("area", "")),
        "postcode": str(checkout.delivery.get("postcode", "")),
        "business": pricing.business_buyer(vat_id, country=checkout.country) if vat_id else None,
    }


def _buyer(found: Contents, email: str, rules: Sequence[Rule]) -> Buyer:
    if not email:
        return carts.buyer_of(found)
    known: dict[str, Any] = {}
    if any(rule.is_first_order_only for rule in rules):
        mine = Order.objects.filter(email__iexact=email, placed_at__isnull=False)
        known["is_first_order"] = not mine.exclude(status=OrderStatus.EXPIRED).exists()
    if any(rule.max_uses_per_customer is not None for rule in rules):
        known["uses"] = promotions.uses_of(email)
    return carts.buyer_of(found, **known)


@dataclass(frozen=True, slots=True)
class Step:
    """One point of the delivery track."""

    title: str
    detail: str
    at: datetime | None
    is_done: bool
    is_now: bool


def track(order: Order) -> list[Step]:
    """Return the delivery track of an order: what has happened, where it stands, what comes."""
    shipments = shipments_of(order)
    if order.is_cancelled or order.is_expired:
        ended = [e.at for e in order.events.all() if e.field == "status" and e.new == order.status]
        how = "Cancelled" if order.is_cancelled else "Expired"
        return [
            Step("Order received", "", order.placed_at, is_done=True, is_now=False),
            Step(how, _money_back(order), ended[-1] if ended else None, is_done=True, is_now=True),
        ]
    if order.is_digital:
        sent_at = shipments[0].shipped_at if shipments else None
        return [
            Step("Order received", "", order.placed_at, is_done=True, is_now=sent_at is None),
            Step("Sent by email", "", sent_at, is_done=sent_at is not None, is_now=sent_at is not None),
        ]
    delivered_at = max((s.delivered_at for s in shipments if s.delivered_at), default=None)
    all_here = order.is_delivered
    facts = [
        ("Order received", "", order.placed_at),
        ("Packed", "", order.packed_at or (shipments[0].shipped_at if shipments else None)),
        (
            _on_its_way(order, shipments),
            _carriers(shipments),
            shipments[-1].shipped_at if shipments else None,
        ),
        ("Delivered", "", delivered_at if all_here else None),
    ]
    reached = max((index for index, (_, _, at) in enumerate(facts) if at is not None), default=-1)
    return [
        Step(
            title,
            detail,
            at,
            is_done=index < reached or (index == reached == len(facts) - 1),
            is_now=index == reached,
        )
        for index, (title, detail, at) in enumerate(facts)
    ]


def _money_back(order: Order) -> str:
    if order.payment_status == PaymentStatus.REFUNDED:
        return f"{order.money(order.refunded_minor)} went back the way it came."
    return "Your money is on its way back." if order.charged_minor else ""


def _on_its_way(order: Order, shipments: list[Shipment]) -> str:
    if order.status == OrderStatus.PART_SHIPPED:
        return "Part of it is on its way"
    count = len(shipments)
    return f"On its way, {count} parcels" if count > 1 else "On its way"


def _carriers(shipments: list[Shipment]) -> str:
    return ", ".join(dict.fromkeys(str(shipment) for shipment in shipments))


# ---- what can go back ------------------------------------------------------------------------------------


def line_part(line: OrderLine | None, units: int) -> Part:
    """Return what the next units of a line give back. Raises NotRefundable if fewer are left to be refunded."""
    if line is None or units < 0 or line.refunded_qty + units > line.quantity:
        raise NotRefundable
    gross = refundable(line.line_gross_minor, line.quantity, line.refunded_qty, units)
    tax = refundable(line.line_gross_minor - line.line_net_minor, line.quantity, line.refunded_qty, units)
    return Part("GOODS", line.pk, line.title, units, gross, gross - tax, str(line.tax_percent))


def delivery_part(order: Order, minor: int) -> Part:
    """Return the part of an order's delivery (minor units, with tax) that goes back. Raises NotRefundable."""
    before, whole = order.delivery_refunded_minor, order.delivery_gross_minor
    if not 0 <= minor <= whole - before:
        raise NotRefundable("More than is left of the delivery cannot go back.")
    tax = refundable_part(whole - order.delivery_net_minor, whole, before, minor)
    title = f"Delivery, {order.delivery_name}"
    return Part("DELIVERY", None, title, 0, minor, minor - tax, str(order.delivery_tax_percent))


def rest_of(order: Order) -> list[Part]:
    """Return what a cancelled order gives back: all units and the delivery, but for what has gone back before."""
    parts = [line_part(line, line.quantity - line.refunded_qty) for line in order.lines.all()]
    parts.append(delivery_part(order, order.delivery_gross_minor - order.delivery_refunded_minor))
    return [part for part in parts if part.gross_minor]


def changes_of(order: Order) -> list[OrderChange]:
    """Return what was changed of an order after it was placed, the newest first; of most orders nothing is read."""
    changes = list(OrderChange.objects.filter(order=order)) if order.has_changes else []
    for change in changes:
        change.order = order
    return changes


def change_by_key(key: UUID) -> OrderChange | None:
    return OrderChange.objects.select_related("order").filter(key=key).first()
