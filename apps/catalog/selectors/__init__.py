"""Reads of the catalogue."""

from apps.catalog.choosing import Chosen, choose
from apps.catalog.selectors.cards import (
    Card,
    cards_of_products,
    cards_of_variants,
    popular_cards,
    related_cards,
)
from apps.catalog.selectors.lists import ListPage, category_page, search_page
from apps.catalog.selectors.navigation import (
    CategoryNode,
    category_at,
    departments,
    former_category_path,
    trail_of,
)
from apps.catalog.selectors.products import (
    FACTS_FIELDS,
    VariantFacts,
    facts_from,
    former_product_slug,
    page_of,
    product_page,
    variant_by_number,
)
from apps.catalog.selectors.search import Near, near_matches

__all__ = [
    "FACTS_FIELDS",
    "Card",
    "CategoryNode",
    "Chosen",
    "ListPage",
    "Near",
    "VariantFacts",
    "cards_of_products",
    "cards_of_variants",
    "category_at",
    "category_page",
    "choose",
    "departments",
    "facts_from",
    "former_category_path",
    "former_product_slug",
    "near_matches",
    "page_of",
    "popular_cards",
    "product_page",
    "related_cards",
    "search_page",
    "trail_of",
    "variant_by_number",
]
