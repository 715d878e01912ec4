"""What a wish would make of an order: worked out in memory, looked at by whoever asked, written by `making`."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from apps.currency.money import Money
from apps.orders.errors import CannotBeChanged
from apps.orders.models import Order, OrderChange, OrderLine
from apps.orders.money import Part
from apps.orders.selectors import line_part, rest_of
from apps.orders.services.changes import repricing

Kind = OrderChange.Kind


@dataclass(frozen=True, slots=True)
class Cancel:
    """Units (line id to number) that are not wanted any more."""

    units: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Swap:
    """Units of a line that are to be of another variant."""

    line_id: int
    units: int
    variant_id: int


@dataclass(frozen=True, slots=True)
class Readdress:
    """A corrected delivery address in the same country, and the note for the driver."""

    address: Mapping[str, str]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Redeliver:
    """Another way to travel."""

    method: str


Wish = Cancel | Swap | Readdress | Redeliver


@dataclass
class Plan:
    """An order and its lines as a wish would make them; nothing of it is written yet."""

    kind: str
    summary: str
    order: Order
    lines: list[OrderLine]
    balance_minor: int = 0  # what the shopper pays; below zero: gets back
    parts: list[Part] = field(default_factory=list)
    cancels_all: bool = False

    @property
    def balance(self) -> Money:
        return self.order.money(self.balance_minor)

    @property
    def given_back(self) -> list[tuple[str, Money]]:
        """What goes back for cancelled units and their delivery, one by one."""
        whole = [part for part in self.parts if part.kind in ("GOODS", "DELIVERY")]
        names = [f"{part.units} × {part.title}" if part.units else part.title for part in whole]
        amounts = [self.order.money(part.gross_minor) for part in whole]
        return list(zip(names, amounts, strict=True))

    @property
    def pay(self) -> Money:
        return self.order.money(max(0, self.balance_minor))

    @property
    def back(self) -> Money:
        return self.order.money(max(0, -self.balance_minor))


def plan(order: Order, wish: Wish, *, now: datetime) -> Plan:
    """Work out what a wish makes of an order and what it costs. Raises CannotBeChanged or NotRefundable."""
    draft = copy.copy(order)
    draft.discounts = copy.deepcopy(order.discounts)
    lines = list(draft.lines.all())
    for line in lines:
        line.order = draft
    match wish:
        case Cancel():
            return _cancel(draft, lines, wish)
        case Swap():
            return _swap(draft, lines, wish, now)
        case Readdress():
            return _readdress(draft, lines, wish)
        case Redeliver():
            return _redeliver(draft, lines, wish, now)


# ---- units that are not wanted any more ------------------------------------------------------------------


def _cancel(order: Order, lines: list[OrderLine], wish: Cancel) -> Plan:
    by_key = {line.pk: line for line in lines}
    wanted = {pk: units for pk, units in wish.units.items() if units}
    if not wanted:
        raise CannotBeChanged("Choose what you want to cancel.")
    if any(pk not in by_key or not 0 < units <= by_key[pk].open_qty for pk, units in wanted.items()):
        raise CannotBeChanged("Of some items fewer are left than you chose. Look at the order again.")
    if all(line.shipped_qty == 0 and wanted.get(line.pk, 0) == line.open_qty for line in lines):
        return _cancel_all(order, lines)
    names = ", ".join(f"{units} × {by_key[pk].title}" for pk, units in wanted.items())
    made = Plan(Kind.CANCEL, f"Cancelled: {names}"[:300], order, lines)
    for pk, units in wanted.items():
        line = by_key[pk]
        _give_up(line, units)
        back = min(units, line.quantity - line.refunded_qty)
        if back:
            made.parts.append(line_part(line, back))
            line.refunded_qty += back
    made.parts = [part for part in made.parts if part.gross_minor]
    made.balance_minor = -sum(part.gross_minor for part in made.parts)
    return made


def _cancel_all(order: Order, lines: list[OrderLine]) -> Plan:
    """Everything that was left: the delivery goes back too, and the order is cancelled."""
    parts = rest_of(order)
    back = min(sum(part.gross_minor for part in parts), order.charged_minor - order.refunded_minor)
    for line in lines:
        _give_up(line, line.open_qty)
    return Plan(
        Kind.CANCEL,
        "Cancelled: the whole order",
        order,
        lines,
        -back,
        parts if back else [],
        cancels_all=True,
    )


def _give_up(line: OrderLine, units: int) -> None:
    line.cancelled_qty += units
    line.allocated_qty = max(0, line.allocated_qty - units)


# ---- another variant -------------------------------------------------------------------------------------


def _swap(order: Order, lines: list[OrderLine], wish: Swap, now: datetime) -> Plan:
    line = next((line for line in lines if line.pk == wish.line_id), None)
    if line is None or not 0 < wish.units <= line.open_qty:
        raise CannotBeChanged("Of this item fewer are left than you chose. Look at the order again.")
    before, old_title = _totals(order), line.title
    lines += _apart(line, lines)
    if wish.units < line.quantity:
        swapped = _move_units(line, wish.units, lines)
        lines.append(swapped)
    else:
        swapped = line
    repricing.become(order, swapped, wish.variant_id, now=now)
    if order.delivery_code not in {quote.code for quote in repricing.delivery_choices(order, now=now)}:
        raise CannotBeChanged("This item cannot travel the way you chose. Change the delivery first.")
    summary = f"{wish.units} × {old_title} swapped for {swapped.title}"
    return _settled(Plan(Kind.SWAP, summary[:300], order, lines), before, str(swapped.tax_percent))


def _apart(line: OrderLine, lines: list[OrderLine]) -> list[OrderLine]:
    """Put the cancelled units of a line on one of their own, so that what is left can be priced anew."""
    if line.refunded_qty > line.cancelled_qty:
        raise CannotBeChanged("Money for this item has been given back before. Call us to change it.")
    if not line.cancelled_qty:
        return []
    gone = repricing.split_off(line, line.cancelled_qty, _next_position(lines))
    gone.allocated_qty = 0
    line.cancelled_qty = line.refunded_qty = 0
    return [gone]


def _move_units(line: OrderLine, units: int, lines: list[OrderLine]) -> OrderLine:
    """Put units that are still to be packed on a line of their own."""
    moved = repricing.split_off(line, units, _next_position(lines))
    moved.allocated_qty = min(units, line.allocated_qty)
    line.allocated_qty -= moved.allocated_qty
    return moved


def _next_position(lines: list[OrderLine]) -> int:
    return max(line.position for line in lines) + 1


# ---- another address, another way to travel ---------------------------------------------------------------


def _readdress(order: Order, lines: list[OrderLine], wish: Readdress) -> Plan:
    address = {**wish.address, "country": order.country}
    if address == order.delivery_address and wish.note == order.note:
        raise CannotBeChanged("This is the address we have. Change it, or go back to the order.")
    before = _totals(order)
    _retax(order, lines, address)
    if order.billing_address == order.delivery_address:
        order.billing_address = address
    order.delivery_address, order.note = address, wish.note
    return _settled(Plan(Kind.ADDRESS, "Address corrected", order, lines), before, None)


def _retax(order: Order, lines: list[OrderLine], address: dict[str, Any]) -> None:
    """Tax an order as another address of its country does: a few areas differ from theirs."""
    classes = {line.tax_class for line in lines} | {order.delivery_tax_class}
    old = {name: repricing.tax_of(order, name) for name in classes}
    new = {name: repricing.tax_of(order, name, address) for name in classes}
    if all(repricing.is_same_tax(old[name], new[name]) for name in classes):
        return
    if not all(repricing.can_be_retaxed(tax) for tax in old.values()) or order.delivery_refunded_minor:
        raise CannotBeChanged("Other taxes apply at this address. Call us and we change the order with you.")
    for line in list(lines):
        lines += _apart(line, lines)
        if line.open_qty:
            tax = new[line.tax_class]
            repricing.reprice(order, line, tax.apply(order.money(line.unit_before_gross_minor)), tax)
    repricing.retax_delivery(order, new[order.delivery_tax_class])
    order.is_export = any(tax.is_export for tax in new.values())
    order.tax_notes = list(dict.fromkeys(tax.note for tax in new.values() if tax.note))


def _redeliver(order: Order, lines: list[OrderLine], wish: Redeliver, now: datetime) -> Plan:
    quotes = {quote.code: quote for quote in repricing.delivery_choices(order, now=now)}
    if wish.method not in quotes:
        raise CannotBeChanged("This way to deliver is not offered any more. Choose another one.")
    if wish.method == order.delivery_code:
        raise CannotBeChanged("This is the delivery you have. Choose another one, or go back to the order.")
    if order.delivery_refunded_minor:
        raise CannotBeChanged("The delivery has been given back already. Call us to change it.")
    before, old_name = _totals(order), order.delivery_name
    repricing.redeliver(order, quotes[wish.method])
    summary = f"Delivery {order.delivery_name} instead of {old_name}"
    made = Plan(Kind.DELIVERY, summary[:300], order, lines)
    return _settled(made, before, str(order.delivery_tax_percent))


# ---- totals ----------------------------------------------------------------------------------------------


def _totals(order: Order) -> tuple[int, int]:
    return order.total_gross_minor, order.total_net_minor


def _settled(made: Plan, before: tuple[int, int], percent: str | None) -> Plan:
    """Add up the order anew and say what the difference is."""
    order, lines = made.order, made.lines
    order.goods_gross_minor = sum(line.line_gross_minor for line in lines)
    order.goods_net_minor = sum(line.line_net_minor for line in lines)
    order.total_gross_minor = order.goods_gross_minor + order.delivery_gross_minor
    order.total_net_minor = order.goods_net_minor + order.delivery_net_minor
    made.balance_minor = order.total_gross_minor - before[0]
    if made.balance_minor < 0:
        order.lowered_minor -= made.balance_minor
        net = before[1] - order.total_net_minor
        made.parts = [Part("DIFFERENCE", None, made.summary, 0, -made.balance_minor, net, percent)]
    return made
