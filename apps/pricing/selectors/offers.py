"""What lists and product pages show of prices."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from apps.currency.money import Money
from apps.pricing.rules import BusinessBuyer
from apps.pricing.selectors.history import lowest_of
from apps.pricing.selectors.prices import FoundPrice, found_prices
from apps.pricing.selectors.taxes import Tax, tax_for
from apps.pricing.trace import Step


@dataclass(frozen=True, slots=True)
class Offer:
    """What a variant costs a visitor, and, if it is reduced, the lowest price of the 30 days before."""

    price: Money
    was: Money | None
    tax: Tax
    home_price: Money  # with home tax, as the price list states it
    steps: tuple[Step, ...] = ()  # how the price was found

    @property
    def saved_percent(self) -> int:
        if self.was is None or not self.was:
            return 0
        return round(100 * (self.was.minor - self.price.minor) / self.was.minor)


def offers(
    tax_classes_of: Mapping[int, str],
    *,
    country: str,
    currency: str,
    at: datetime | None = None,
    region: str = "",
    postcode: str = "",
    group: str = "",
    business: BusinessBuyer | None = None,
    convert: Callable[[Money], Money] | None = None,
) -> dict[int, Offer]:
    """Return what each variant (id to tax class) costs a visitor from a country.

    One statement, and a second one if something is reduced. Variants without a price are left out. A "was"
    price is converted as its price is: by today's rate, so that a rate that moved is no reduction.
    """
    found = found_prices(tax_classes_of, currency=currency, at=at, group=group, convert=convert)
    lowest = _lowest(found, currency, convert)
    result = {}
    for pk, price in found.items():
        tax = tax_for(tax_classes_of[pk], country, region=region, postcode=postcode, at=at, business=business)
        was = lowest.get(pk)
        result[pk] = Offer(
            price=tax.shown(price.price),
            was=tax.shown(was) if was is not None and was > price.price else None,
            tax=tax,
            home_price=price.price,
            steps=price.steps,
        )
    return result


def _lowest(
    found: Mapping[int, FoundPrice], currency: str, convert: Callable[[Money], Money] | None
) -> dict[int, Money]:
    reduced = {pk: price for pk, price in found.items() if price.is_reduced}
    lowest = lowest_of(
        {
            pk: (price.since, settings.BASE_CURRENCY if price.base else currency)
            for pk, price in reduced.items()
        }
    )
    if convert is None:
        return lowest
    return {pk: was if was.currency == currency else convert(was) for pk, was in lowest.items()}
