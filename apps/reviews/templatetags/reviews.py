from typing import Any

from django import template

from apps.reviews import selectors
from apps.reviews.selectors import Reviews

register = template.Library()


@register.simple_tag(takes_context=True)
def reviews_of(context: dict[str, Any], product: dict[str, Any]) -> Reviews | None:
    """Return the reviews of a product document, filtered by ?stars=; None where there are none (no query)."""
    if not product["rating_count"]:
        return None
    stars = context["request"].GET.get("stars", "")
    return selectors.reviews_of(
        product["id"], stars=int(stars) if stars in ("1", "2", "3", "4", "5") else None
    )
