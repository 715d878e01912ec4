"""Stock in templates: one query for everything on a page."""

from collections.abc import Iterable
from typing import Any

from django import template

from apps.inventory import selectors
from apps.inventory.selectors import Availability

register = template.Library()


@register.simple_tag
def stock(*, cards: Iterable[Any] = (), product: dict[str, Any] | None = None) -> dict[int, Availability]:
    """Put the stock state on cards and return the availability of a product's variants by id."""
    cards = list(cards)
    wanted = {pk for card in cards for pk in card.variant_ids}
    if product is not None:
        wanted |= {variant["id"] for variant in product["variants"]}
    found = selectors.availability(wanted)
    for card in cards:
        card.stock = selectors.together(found[pk] for pk in card.variant_ids)
    return found
