"""New amounts for parts of a placed order: taxed as the order was, with what promotions took off it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from apps.catalog.models import Variant
from apps.catalog.selectors import FACTS_FIELDS, VariantFacts, facts_from
from apps.currency.money import Money
from apps.inventory import selectors as stock
from apps.orders.errors import CannotBeChanged
from apps.orders.models import Order, OrderLine
from apps.orders.money import kept_discount, share, spread
from apps.pricing import selectors as pricing
from apps.pricing.rules import BusinessBuyer, Taxed, Treatment
from apps.pricing.selectors import FoundPrice, Tax
from apps.shipping import selectors as shipping
from apps.shipping.selectors import Consignment, Quote

_SHARED = ("line_gross_minor", "line_net_minor")


def tax_of(order: Order, tax_class: str, address: dict[str, Any] | None = None) -> Tax:
    """Return how an order taxes a class, by the rates of the day it was made; at another address if one is given."""
    place = address or order.delivery_address
    return pricing.tax_for(
        tax_class,
        order.country,
        region=str(place.get("area", "")),
        postcode=str(place.get("postcode", "")),
        at=order.created_at,
        business=_business(order),
    )


def _business(order: Order) -> BusinessBuyer | None:
    """The business behind an order, valid if it was sold to without tax; what the register says today is no matter."""
    if not order.vat_id:
        return None
    was_valid = any("reverse charge" in note.lower() for note in order.tax_notes)
    return replace(pricing.business_buyer(order.vat_id, country=order.country), is_valid=was_valid)


# ---- lines -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SwapChoice:
    """A variant that a line could become, with the price of one."""

    facts: VariantFacts
    unit: Money


def swap_choices(order: Order, line: OrderLine, *, now: datetime) -> list[SwapChoice]:
    """Return the other variants of a line's product that can be bought now, in the product's order.

    A gift of a promotion and a gift card are not swapped.
    """
    if not _can_be_swapped(line):
        return []
    others = [facts for facts in _siblings(line, now) if facts.id != line.variant_id and facts.is_on_sale]
    free = stock.availability([facts.id for facts in others], now=now)
    found = _found(order, [facts.id for facts in others], 1, now)
    return [
        SwapChoice(facts, tax_of(order, facts.tax_class).apply(found[facts.id].price).gross)
        for facts in others
        if facts.id in found and free[facts.id].covers(1)
    ]


def _can_be_swapped(line: OrderLine) -> bool:
    return bool(line.unit_gross_minor) and not line.is_gift_card


def _siblings(line: OrderLine, now: datetime) -> list[VariantFacts]:
    rows = Variant.objects.filter(product__variants=line.variant_id).order_by("position", "pk")
    read = [facts_from(*row, now=now) for row in rows.values_list(*FACTS_FIELDS)] if line.variant_id else []
    return [facts for facts in read if facts is not None]


def _found(order: Order, variants: list[int], quantity: int, now: datetime) -> dict[int, FoundPrice]:
    group = order.user.customer_group if order.user else ""
    convert = pricing.conversion_to(order.currency, at=now)
    return pricing.found_prices(
        variants, currency=order.currency, at=now, group=group, quantity=quantity, convert=convert
    )


def become(order: Order, line: OrderLine, variant_id: int, *, now: datetime) -> None:
    """Make a line, in memory, one of another variant of its product at today's price. Raises CannotBeChanged."""
    facts = next((facts for facts in _siblings(line, now) if facts.id == variant_id), None)
    found = _found(order, [variant_id], line.quantity, now).get(variant_id)
    if (
        not _can_be_swapped(line)
        or facts is None
        or found is None
        or not facts.is_on_sale
        or variant_id == line.variant_id
    ):
        raise CannotBeChanged("This item cannot be chosen any more. Choose another one.")
    order.weight_g += line.quantity * (facts.weight_g - line.weight_g)
    line.variant_id, line.title, line.sku, line.options = facts.id, facts.title, facts.sku, facts.options
    line.image_url, line.weight_g = facts.image_url, facts.weight_g
    tax = tax_of(order, facts.tax_class)
    line.trace = [pricing.describe(step) for step in (*found.steps, tax.step)]
    reprice(order, line, tax.apply(found.price), tax)


def reprice(order: Order, line: OrderLine, unit: Taxed, tax: Tax) -> None:
    """Give a line, in memory, another unit price or tax. What promotions took off it stays in proportion."""
    minors = [int(off["minor"]) for off in line.discounts]
    before = tax.line(unit, line.quantity)
    off = kept_discount(before.gross.minor, line.line_before_gross_minor, sum(minors))
    paid = tax.of_gross(before.gross - Money(off, order.currency)) if off else before
    kept = spread(off, minors)
    for entry, minor in zip(line.discounts, kept, strict=True):
        _take_less(order, entry, int(entry["minor"]) - minor)
    line.discounts = [{**entry, "minor": minor} for entry, minor in zip(line.discounts, kept, strict=True)]
    line.tax_class, line.tax_name, line.tax_percent = tax.code, tax.name, tax.percent
    line.unit_before_gross_minor = line.unit_gross_minor = unit.gross.minor
    line.unit_before_net_minor = line.unit_net_minor = unit.net.minor
    line.line_before_gross_minor, line.line_before_net_minor = before.gross.minor, before.net.minor
    line.line_gross_minor, line.line_net_minor = paid.gross.minor, paid.net.minor
    line.rounding_correction_minor = 0


def _take_less(order: Order, entry: dict[str, Any], minor: int, field: str = "goods_minor") -> None:
    """Lower what a promotion says it took off the whole order."""
    order.discount_minor -= minor
    order.discounts = [
        {**off, field: off[field] - minor}
        if (off["label"], off["code"]) == (entry["label"], entry["code"])
        else off
        for off in order.discounts
    ]


def split_off(line: OrderLine, units: int, position: int) -> OrderLine:
    """Move units of a line, in memory, to a new one. They take their share of every amount along; nothing is lost."""
    fields = {f.attname: getattr(line, f.attname) for f in line._meta.concrete_fields if f.attname != "id"}
    apart = OrderLine(**fields)
    apart.position, whole = position, line.quantity
    for name in _SHARED:
        setattr(apart, name, share(getattr(line, name), whole, units))
        setattr(line, name, getattr(line, name) - getattr(apart, name))
    shares = [share(int(off["minor"]), whole, units) for off in line.discounts]
    apart.discounts = [{**off, "minor": n} for off, n in zip(line.discounts, shares, strict=True)]
    line.discounts = [
        {**off, "minor": off["minor"] - n} for off, n in zip(line.discounts, shares, strict=True)
    ]
    for part, count in ((apart, units), (line, whole - units)):
        part.quantity = count
        part.line_before_gross_minor = part.unit_before_gross_minor * count
        taken = sum(off["minor"] for off in part.discounts)
        part.rounding_correction_minor = part.line_gross_minor - (part.line_before_gross_minor - taken)
    apart.line_before_net_minor = share(line.line_before_net_minor, whole, units)
    line.line_before_net_minor -= apart.line_before_net_minor
    return apart


# ---- delivery --------------------------------------------------------------------------------------------


def delivery_choices(order: Order, *, now: datetime) -> list[Quote]:
    """Return the ways in which an order could travel as it is now, cheapest first."""
    consignment = Consignment(weight_g=order.weight_g, parcels=order.parcels)
    return shipping.quotes(
        consignment,
        order.country,
        region=str(order.delivery_address.get("area", "")),
        postcode=str(order.delivery_address.get("postcode", "")),
        currency=order.currency,
        now=now,
    )


def delivery_price(order: Order, quote: Quote) -> Money:
    """Return what another way to travel would cost an order, after what promotions take off."""
    return _delivered(order, quote, tax_of(order, quote.tax_class).apply(quote.price))[0].gross


def _delivered(order: Order, quote: Quote, before: Taxed) -> tuple[Taxed, list[int]]:
    """What a delivery costs, and what each promotion takes off it."""
    minors = [int(off["delivery_minor"]) for off in order.discounts]
    off = kept_discount(before.gross.minor, order.delivery_before.minor, sum(minors))
    tax = tax_of(order, quote.tax_class)
    paid = tax.of_gross(before.gross - Money(off, order.currency)) if off else before
    return paid, spread(off, minors)


def redeliver(order: Order, quote: Quote) -> None:
    """Let an order, in memory, travel in another way."""
    tax = tax_of(order, quote.tax_class)
    paid, kept = _delivered(order, quote, tax.apply(quote.price))
    for entry, minor in zip(list(order.discounts), kept, strict=True):
        _take_less(order, entry, entry["delivery_minor"] - minor, "delivery_minor")
    order.delivery_code, order.delivery_name, order.delivery_carrier = quote.code, quote.name, quote.carrier
    order.delivery_tax_class, order.delivery_tax_percent = quote.tax_class, tax.percent
    order.delivery_gross_minor, order.delivery_net_minor = paid.gross.minor, paid.net.minor
    order.promised_first, order.promised_last = quote.promise.first, quote.promise.last
    order.delivery_details = {**order.delivery_details, **quote.frozen()}


def retax_delivery(order: Order, tax: Tax) -> None:
    """Tax an order's delivery, in memory, as another place does; it was taxed before."""
    before = tax.apply(order.delivery_before)
    minors = [int(off["delivery_minor"]) for off in order.discounts]
    off = kept_discount(before.gross.minor, order.delivery_before.minor, sum(minors))
    paid = tax.of_gross(before.gross - Money(off, order.currency)) if off else before
    for entry, minor in zip(list(order.discounts), spread(off, minors), strict=True):
        _take_less(order, entry, entry["delivery_minor"] - minor, "delivery_minor")
    order.delivery_tax_percent = tax.percent
    order.delivery_gross_minor, order.delivery_net_minor = paid.gross.minor, paid.net.minor


def is_same_tax(one: Tax, other: Tax) -> bool:
    return (one.treatment, one.percent, one.shows_gross) == (
        other.treatment,
        other.percent,
        other.shows_gross,
    )


def can_be_retaxed(tax: Tax) -> bool:
    """Tell whether the price at home can be known from what an order paid under a tax."""
    return tax.treatment == Treatment.TAXED and tax.shows_gross
