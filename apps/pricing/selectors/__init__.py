"""What things cost. One function prices a basket; lists and product pages use the same parts."""

from apps.pricing.rules import BusinessBuyer
from apps.pricing.selectors.baskets import (
    Buyer,
    Item,
    PricedBasket,
    PricedItem,
    Running,
    TaxSum,
    price_basket,
    price_gift,
)
from apps.pricing.selectors.conversion import conversion_to, stated_in
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
from apps.pricing.selectors.taxes import (
    REVERSE_CHARGE_NOTE,
    Tax,
    rate_conflict,
    refresh_taxes,
    tax_classes,
    tax_for,
)
from apps.pricing.selectors.vat import business_buyer, compact_vat_id, newest_check, unanswered
from apps.pricing.trace import Step, describe

__all__ = [
    "REVERSE_CHARGE_NOTE",
    "BusinessBuyer",
    "Buyer",
    "Conversion",
    "FoundPrice",
    "Item",
    "Offer",
    "PricedBasket",
    "PricedItem",
    "Running",
    "Step",
    "Tax",
    "TaxSum",
    "business_buyer",
    "compact_vat_id",
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
    "price_gift",
    "price_in_force",
    "prices_in_force",
    "rate_conflict",
    "refresh_taxes",
    "stale_copies",
    "stated_in",
    "tax_classes",
    "tax_for",
    "unanswered",
]
