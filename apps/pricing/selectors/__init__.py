"""What things cost. One function prices a basket; lists and product pages use the same parts."""

from apps.pricing.rules import BusinessBuyer
from apps.pricing.selectors.baskets import Item, PricedBasket, PricedItem, TaxSum, price_basket
from apps.pricing.selectors.conversion import conversion_to
from apps.pricing.selectors.history import lowest_before
from apps.pricing.selectors.offers import Offer, offers
from apps.pricing.selectors.prices import (
    Conversion,
    FoundPrice,
    found_from,
    found_prices,
    has_quantity_prices,
    own_prices,
    price_in_force,
    prices_in_force,
    stale_copies,
)
from apps.pricing.selectors.taxes import Tax, rate_conflict, refresh_taxes, tax_classes, tax_for
from apps.pricing.selectors.vat import business_buyer, newest_check, unanswered
from apps.pricing.trace import Step, describe

__all__ = [
    "BusinessBuyer",
    "Conversion",
    "FoundPrice",
    "Item",
    "Offer",
    "PricedBasket",
    "PricedItem",
    "Step",
    "Tax",
    "TaxSum",
    "business_buyer",
    "conversion_to",
    "describe",
    "found_from",
    "found_prices",
    "has_quantity_prices",
    "lowest_before",
    "newest_check",
    "offers",
    "own_prices",
    "price_basket",
    "price_in_force",
    "prices_in_force",
    "rate_conflict",
    "refresh_taxes",
    "stale_copies",
    "tax_classes",
    "tax_for",
    "unanswered",
]
