"""Why a line costs what it costs, step by step. Tuples while pricing; words only when somebody asks."""

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from apps.accounts.visitor import country_name
from apps.currency.money import Money
from apps.pricing.rules import Treatment


class PriceStep(NamedTuple):
    """The row of the price history that was in force."""

    row: int
    price_list: str
    min_quantity: int
    since: datetime
    amount: Money


class ConversionStep(NamedTuple):
    """A base price turned into the visitor's currency; no `on` and `rate` if the caller did not say."""

    base: Money
    amount: Money
    rate: Decimal | None
    on: date | None
    source: str


class TaxStep(NamedTuple):
    """The tax rule of the destination."""

    name: str
    place: str
    percent: Decimal
    treatment: str
    note: str


class PromotionStep(NamedTuple):
    """What a promotion took off the line."""

    label: str
    code: str
    off: Money


class RoundingStep(NamedTuple):
    """What the rounding mode moved."""

    mode: str
    gross: Money
    net: Money


Step: TypeAlias = PriceStep | ConversionStep | PromotionStep | TaxStep | RoundingStep


def describe(step: Step) -> str:
    """Say a step in a sentence for shoppers."""
    match step:
        case PriceStep():
            return _price(step)
        case ConversionStep():
            return _conversion(step)
        case PromotionStep() if not step.off:
            return f"{step.label}{f' (code {step.code})' if step.code else ''}: a gift."
        case PromotionStep():
            return f"{step.label}{f' (code {step.code})' if step.code else ''}: {step.off} less."
        case TaxStep():
            return _tax(step)
        case RoundingStep():
            return _rounding(step)


def _price(step: PriceStep) -> str:
    listed = f" by the price list “{step.price_list}”" if step.price_list else ""
    from_quantity = f" from {step.min_quantity} units on" if step.min_quantity > 1 else ""
    return f"{step.amount} each{listed}{from_quantity}, since {step.since:%-d %B %Y}."


def _conversion(step: ConversionStep) -> str:
    if step.rate is None or step.on is None:
        return f"{step.base} converted to {step.amount}."
    rate = f"1 {step.base.currency} = {step.rate.normalize():f} {step.amount.currency}"
    source = f", {step.source}" if step.source else ""
    return f"{step.base} converted to {step.amount} at {rate} ({step.on:%-d %B %Y}{source})."


def _tax(step: TaxStep) -> str:
    if step.treatment == Treatment.TAXED:
        return f"{step.name} of {country_name(step.place)}: {step.percent.normalize():f} % tax."
    if step.treatment == Treatment.OUT_OF_SCOPE:
        return f"{step.name}: taxed when it pays for goods, not when it is sold."
    return step.note or "No tax is charged."


def _rounding(step: RoundingStep) -> str:
    if step.gross:
        return f"Moved by {step.gross} so that the tax of all lines together comes out exactly."
    if step.net:
        return f"The price stands; the tax in it moved by {-step.net} so that the sum comes out exactly."
    return "Rounded to the smallest coin, line by line."
