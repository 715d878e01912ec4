"""Tax classes, rates, areas and zones; checks of VAT ids; price lists and prices."""

from apps.pricing.models.prices import Price, PriceList
from apps.pricing.models.tax import TaxArea, TaxClass, TaxRate, TaxZone, TaxZoneMember
from apps.pricing.models.vat import VatCheck

__all__ = [
    "Price",
    "PriceList",
    "TaxArea",
    "TaxClass",
    "TaxRate",
    "TaxZone",
    "TaxZoneMember",
    "VatCheck",
]
