"""Products over the API. They join catalogue, prices and stock, so they live with the project."""

from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import path
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.visitor import Visitor, visitor_of
from apps.catalog import selectors as catalog
from apps.catalog.selectors import Card, ListPage
from apps.inventory import selectors as inventory
from apps.inventory.selectors import Availability
from apps.pricing import selectors as pricing
from apps.pricing.selectors import Offer
from shop.api.serializers import money

PRODUCT_FIELDS = (
    "id",
    "name",
    "pitch",
    "description",
    "in_the_box",
    "warning",
    "options",
    "personal_text",
    "maker",
)
VARIANT_FIELDS = ("id", "sku", "gtin", "title", "options", "specs", "weight_g")


def _query(*names: str) -> list[OpenApiParameter]:
    return [OpenApiParameter(name, OpenApiTypes.STR) for name in names]


def _offer(offer: Offer | None) -> dict[str, Any] | None:
    if offer is None:
        return None
    return {
        "price": money(offer.price),
        "was": money(offer.was),
        "tax_percent": f"{offer.tax.percent.normalize():f}",
    }


def _stock(state: Availability) -> dict[str, Any]:
    return {
        "can_be_bought": state.can_be_bought,
        "in_stock": state.is_in_stock,
        "expected_on": state.expected_on.isoformat() if state.expected_on else None,
    }


def _offers(tax_classes: dict[int, str], visitor: Visitor) -> dict[int, Offer]:
    convert = pricing.conversion_to(visitor.currency)
    return pricing.offers(tax_classes, country=visitor.country, currency=visitor.currency, convert=convert)


def _cards(cards: list[Card], visitor: Visitor) -> list[dict[str, Any]]:
    offers = _offers({card.variant_id: card.tax_class for card in cards}, visitor)
    stock = inventory.availability([card.variant_id for card in cards])
    return [
        {
            "variant": card.variant_id,
            "title": card.title,
            "brand": card.brand,
            "url": f"{settings.SHOP_URL}{card.url}",
            "specs": dict(card.specs),
            "offer": _offer(offers.get(card.variant_id)),
            "stock": _stock(stock[card.variant_id]),
        }
        for card in cards
    ]


def _facets(page: ListPage) -> list[dict[str, Any]]:
    return [
        {
            "code": facet.code,
            "name": facet.name,
            "values": [{"value": v.slug, "label": v.label, "count": v.count} for v in facet.values],
        }
        for facet in page.facets
    ]


class ProductsView(APIView):
    authentication_classes = ()

    @extend_schema(parameters=_query("category", "q", "sort", "page"), responses={200: OpenApiTypes.OBJECT})
    def get(self, request: Request) -> Response:
        """List the cards of a category (?category=telescopes/dobsonians) or of a search (?q=), with facets."""
        query = request.query_params
        node = catalog.category_at(query["category"]) if query.get("category") else None
        if query.get("category") and node is None:
            raise Http404
        currency = visitor_of(request).currency
        page = (
            catalog.category_page(node, query, currency=currency)
            if node
            else catalog.search_page(query, currency=currency)
        )
        return Response(
            {
                "total": page.total,
                "page": page.filters.page,
                "products": _cards(page.cards, visitor_of(request)),
                "facets": _facets(page),
            }
        )


class ProductView(APIView):
    authentication_classes = ()

    @extend_schema(responses={200: OpenApiTypes.OBJECT})
    def get(self, request: Request, slug: str) -> Response:
        """Return a product with its variants."""
        page = catalog.product_page(slug)
        if page is None or not page.is_published(timezone.now()):
            raise Http404
        document = page.document
        variants = [variant for variant in document["variants"] if variant["is_active"]]
        ids = [variant["id"] for variant in variants]
        offers = _offers(dict.fromkeys(ids, document["tax_class"]), visitor_of(request))
        stock = inventory.availability(ids)
        written = [
            {
                **{name: variant[name] for name in VARIANT_FIELDS},
                "offer": _offer(offers.get(variant["id"])),
                "stock": _stock(stock[variant["id"]]),
            }
            for variant in variants
        ]
        shown = {name: document[name] for name in PRODUCT_FIELDS}
        return Response({**shown, "brand": document["brand"]["name"], "variants": written})


api_urlpatterns = [
    path("products/", ProductsView.as_view(), name="products"),
    path("products/<slug:slug>/", ProductView.as_view(), name="product"),
]
