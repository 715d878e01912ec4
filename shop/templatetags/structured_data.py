"""Structured data for search engines. It repeats what the page shows, word for word."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from apps.catalog.choosing import Chosen
from apps.inventory.selectors import Availability
from apps.pricing.selectors import Offer
from apps.shipping.templatetags.delivery import Delivery

register = template.Library()

Data = dict[str, Any]
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def _block(data: Data) -> SafeString:
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped


def _absolute(path: str) -> str:
    return path if path.startswith("http") else settings.SHOP_URL + path


@register.simple_tag
def breadcrumb_data(steps: Iterable[Any]) -> SafeString:
    """Print the breadcrumb of a page as data. Steps have a name and a path."""
    items = [{"@type": "ListItem", "position": 1, "name": "Home", "item": settings.SHOP_URL + "/"}]
    for position, step in enumerate(steps, start=2):
        name, path = (step["name"], step["path"]) if isinstance(step, Mapping) else (step.name, step.path)
        items.append(
            {"@type": "ListItem", "position": position, "name": name, "item": f"{settings.SHOP_URL}/{path}/"}
        )
    return _block({"@type": "BreadcrumbList", "itemListElement": items})


@register.simple_tag(takes_context=True)
def product_data(
    context: dict[str, Any],
    *,
    product: Data,
    chosen: Chosen,
    offers: Mapping[int, Offer],
    levels: Mapping[int, Availability],
    delivery: Delivery | None,
) -> SafeString:
    """Print a product as data: one variant as a Product, several as a ProductGroup."""
    country = context["request"].visitor.country
    variants = [
        _variant(product, variant, offers.get(variant["id"]), levels.get(variant["id"]))
        for variant in chosen.variants
    ]
    own = next(data for data in variants if data["sku"] == chosen.variant["sku"])
    if "offers" in own:
        own["offers"] |= _terms(country, delivery)
    shared = _shared(product)
    if len(variants) == 1:
        return _block({**shared, **own})
    group = {"@type": "ProductGroup", "name": product["name"], "productGroupID": str(product["id"])}
    return _block({**shared, **group, "url": _absolute(chosen.variants[0]["url"]), "hasVariant": variants})


def _shared(product: Data) -> Data:
    data: Data = {
        "description": product["pitch"],
        "brand": {"@type": "Brand", "name": product["brand"]["name"]},
    }
    if product["rating_count"]:
        data["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": f"{product['rating_tenths'] / 10:.1f}",
            "reviewCount": product["rating_count"],
        }
    return data


def _variant(product: Data, variant: Data, offer: Offer | None, level: Availability | None) -> Data:
    data: Data = {
        "@type": "Product",
        "name": variant["title"],
        "sku": variant["sku"],
        "url": _absolute(variant["url"]),
        "image": [_absolute(picture["url"]) for picture in variant["pictures"]],
    }
    # Numbers from 2 on are for use inside one shop; search engines take them for a mistake.
    if variant["gtin"] and not variant["gtin"].startswith("2"):
        data["gtin13"] = variant["gtin"]
    if offer is not None:
        data["offers"] = {
            "@type": "Offer",
            "url": _absolute(variant["url"]),
            "price": str(offer.price.amount),
            "priceCurrency": offer.price.currency,
            "availability": f"https://schema.org/{_availability(level)}",
            "itemCondition": "https://schema.org/NewCondition",
        }
    return data


def _availability(level: Availability | None) -> str:
    if level is None or not level.can_be_bought:
        return "OutOfStock"
    return "InStock" if level.is_in_stock else "BackOrder"


def _terms(country: str, delivery: Delivery | None) -> Data:
    """Delivery price and return policy, for the offer that the page shows them for."""
    terms: Data = {
        "hasMerchantReturnPolicy": {
            "@type": "MerchantReturnPolicy",
            "applicableCountry": country,
            "returnPolicyCategory": "https://schema.org/MerchantReturnFiniteReturnWindow",
            "merchantReturnDays": settings.RETURN_DAYS,
            "returnMethod": "https://schema.org/ReturnByMail",
            "returnFees": "https://schema.org/FreeReturn",
        }
    }
    if delivery is not None:
        terms["shippingDetails"] = {
            "@type": "OfferShippingDetails",
            "shippingRate": {
                "@type": "MonetaryAmount",
                "value": str(delivery.price.amount),
                "currency": delivery.price.currency,
            },
            "shippingDestination": {"@type": "DefinedRegion", "addressCountry": country},
        }
    return terms
