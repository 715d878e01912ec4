"""Reads of delivery: quotes, gaps, measured days, goods for customs."""

from apps.shipping.selectors.carrier_rates import connection_of
from apps.shipping.selectors.customs import CustomsLine, customs_lines
from apps.shipping.selectors.gaps import Gap, gaps, unsized_variants
from apps.shipping.selectors.offers import Charge, Consignment, Quote
from apps.shipping.selectors.punctuality import Punctuality, punctuality
from apps.shipping.selectors.quotes import (
    AT_POINT,
    BY_EMAIL,
    collection_point,
    countries,
    first_arrival,
    is_served,
    quote,
    quotes,
    ready_on,
    refresh_rates,
    warehouse_calendar,
)
from apps.shipping.selectors.tables import Point

__all__ = [
    "AT_POINT",
    "BY_EMAIL",
    "Charge",
    "Consignment",
    "CustomsLine",
    "Gap",
    "Point",
    "Punctuality",
    "Quote",
    "collection_point",
    "connection_of",
    "countries",
    "customs_lines",
    "first_arrival",
    "gaps",
    "is_served",
    "punctuality",
    "quote",
    "quotes",
    "ready_on",
    "refresh_rates",
    "unsized_variants",
    "warehouse_calendar",
]
