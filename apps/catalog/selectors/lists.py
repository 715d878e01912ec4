"""Category and search pages: cards, counts, facets and chips in two queries."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import F, FloatField, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils import timezone

from apps.catalog import facets
from apps.catalog.facets import Filters
from apps.catalog.models import Attribute, Brand, CategoryFacet, CategorySort, Listing
from apps.catalog.selectors.cards import Card, cards
from apps.catalog.selectors.navigation import CategoryNode, departments, trail_of
from apps.catalog.selectors.search import matching, terms
from apps.core.memo import memo
from apps.currency import selectors as currencies
from apps.currency.money import exponent, round_half_up, symbol

PAGE_SIZE = 24
FOLD_AFTER = 4  # facets beyond this one start folded

COMMON_SORTS = {
    "price-up": ("Price, low to high", ("base_price_minor", "id")),
    "price-down": ("Price, high to low", ("-base_price_minor", "id")),
    "rating": ("Best rated", ("-rating_tenths", "-rating_count", "id")),
}


@dataclass(frozen=True, slots=True)
class FacetDefinition:
    code: str
    name: str
    hint: str
    values: tuple[tuple[str, str], ...]  # (slug, label)


@dataclass(frozen=True, slots=True)
class FacetValue:
    slug: str
    label: str
    count: int
    is_chosen: bool

    @property
    def is_disabled(self) -> bool:
        return self.count == 0 and not self.is_chosen


@dataclass(frozen=True, slots=True)
class Facet:
    code: str
    name: str
    hint: str
    values: list[FacetValue]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """An applied filter, and the address of the list without it."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class ListPage:
    filters: Filters
    cards: list[Card]
    total: int
    in_stock_count: int
    facets: list[Facet]
    chips: list[Chip]
    sorts: list[tuple[str, str]]
    departments: list[tuple[CategoryNode, int]]

    @property
    def first(self) -> int:
        return (self.filters.page - 1) * PAGE_SIZE + 1

    @property
    def seen(self) -> int:
        return min(self.filters.page * PAGE_SIZE, self.total)

    @property
    def next_count(self) -> int:
        return min(PAGE_SIZE, self.total - self.seen)

    @property
    def next_address(self) -> str:
        return self.filters.at_page(self.filters.page + 1).address()

    @property
    def previous_address(self) -> str:
        return self.filters.at_page(self.filters.page - 1).address()


@memo(seconds=15)
def _definitions(
    category_ids: tuple[int, ...],
) -> tuple[list[FacetDefinition], dict[str, tuple[str, tuple[Any, ...]]]]:
    """Read the facets and the number sorts of the first of the categories that has its own."""
    rows = CategoryFacet.objects.filter(category=_nearest(CategoryFacet.objects.all(), category_ids))
    rows = rows.select_related("attribute")
    found = [
        FacetDefinition(
            row.attribute.code, row.attribute.name, row.attribute.hint, _facet_values(row.attribute)
        )
        for row in rows.prefetch_related("attribute__choices", "attribute__buckets").order_by("position")
    ]
    sorts: dict[str, tuple[str, tuple[Any, ...]]] = {}
    own = CategorySort.objects.filter(category=_nearest(CategorySort.objects.all(), category_ids))
    for sort in own.select_related("attribute"):
        key = Cast(KT(f"numbers__{sort.attribute.code}"), FloatField())
        order = key.desc(nulls_last=True) if sort.is_descending else key.asc(nulls_last=True)
        code = f"{sort.attribute.code}-{'down' if sort.is_descending else 'up'}"
        sorts[code] = (sort.label, (order, F("id").asc()))
    return found, sorts


def _nearest(rows: QuerySet[Any], category_ids: tuple[int, ...]) -> int | None:
    """Return the first of the categories that rows belong to."""
    having = set(rows.filter(category__in=category_ids).values_list("category", flat=True))
    return next((pk for pk in category_ids if pk in having), None)


def _facet_values(attribute: Attribute) -> tuple[tuple[str, str], ...]:
    if attribute.kind == Attribute.Kind.CHOICE:
        return tuple((choice.slug, choice.label) for choice in attribute.choices.all())
    if attribute.kind == Attribute.Kind.NUMBER:
        return tuple((bucket.slug, bucket.label) for bucket in attribute.buckets.all())
    return (("yes", "Yes"), ("no", "No"))


@memo(seconds=15)
def _brand_names() -> dict[str, str]:
    return dict(Brand.objects.values_list("slug", "name"))


def category_page(category: CategoryNode, query: QueryDict, *, currency: str = "") -> ListPage:
    """Read a page of a category as its address asks for it; price bounds are in the currency, by default the base."""
    definitions, own_sorts = _definitions(tuple(node.id for node in reversed(trail_of(category))))
    sorts = {**COMMON_SORTS, **own_sorts}
    codes = {d.code for d in definitions} | {"brand"}
    filters = facets.read(query, facet_codes=codes, sorts=set(sorts), currency=_or_base(currency))
    rows = Listing.objects.on_sale(timezone.now()).filter(category_ids__contains=[category.id])
    order = sorts[filters.sort][1] if filters.sort else ("-popularity", "id")
    labels = [("", "Recommended"), *((code, label) for code, (label, _) in sorts.items())]
    return _read(rows, filters, definitions, order, labels, category.name)


def _or_base(currency: str) -> str:
    return currency or str(settings.BASE_CURRENCY)


def search_page(query: QueryDict, *, currency: str = "") -> ListPage:
    """Read a page of search results, price bounds in the currency; with an empty term, nothing is found."""
    codes = {"brand", "department"}
    filters = facets.read(query, facet_codes=codes, sorts=set(COMMON_SORTS), currency=_or_base(currency))
    words = terms(filters.query)
    if not words:
        return ListPage(filters, [], 0, 0, [], [], [], [])
    rows, by_rank = matching(Listing.objects.on_sale(timezone.now()), words)
    order = COMMON_SORTS[filters.sort][1] if filters.sort else by_rank
    labels = [("", "Best match"), *((code, label) for code, (label, _) in COMMON_SORTS.items())]
    return _read(rows, filters, [], order, labels, "the shop")


def _read(
    rows: QuerySet[Listing],
    filters: Filters,
    definitions: list[FacetDefinition],
    order: tuple[Any, ...],
    sorts: list[tuple[str, str]],
    where: str,
) -> ListPage:
    counts = _count(rows, filters)
    definitions = [*definitions, _brand_definition(counts)]
    wanted = _narrow(rows, filters)
    start = (filters.page - 1) * PAGE_SIZE
    total = counts.get("*", 0)
    found = cards(wanted.order_by(*order)[start : start + PAGE_SIZE]) if start < total else []
    return ListPage(
        filters=filters,
        cards=found,
        total=total,
        in_stock_count=counts.get("stock:1", 0),
        facets=[
            _facet(d, filters, counts, i) for i, d in enumerate(definitions) if _is_useful(d, filters, counts)
        ],
        chips=list(_chips(filters, definitions)),
        sorts=sorts,
        departments=[
            (d, counts[f"department:{d.slug}"]) for d in departments() if f"department:{d.slug}" in counts
        ],
    )


def _brand_definition(counts: dict[str, int]) -> FacetDefinition:
    names = _brand_names()
    found = sorted(token.partition(":")[2] for token in counts if token.startswith("brand:"))
    return FacetDefinition("brand", "Brand", "", tuple((slug, names.get(slug, slug)) for slug in found))


def _is_useful(definition: FacetDefinition, filters: Filters, counts: dict[str, int]) -> bool:
    if definition.code in filters.values:
        return True
    return sum(1 for slug, _ in definition.values if counts.get(f"{definition.code}:{slug}")) > 1


def _facet(definition: FacetDefinition, filters: Filters, counts: dict[str, int], index: int) -> Facet:
    chosen = filters.values.get(definition.code, ())
    values = [
        FacetValue(slug, label, counts.get(f"{definition.code}:{slug}", 0), slug in chosen)
        for slug, label in definition.values
    ]
    return Facet(
        definition.code, definition.name, definition.hint, values, bool(chosen) or index < FOLD_AFTER
    )


def _chips(filters: Filters, definitions: list[FacetDefinition]) -> Any:
    for definition in definitions:
        labels = dict(definition.values)
        for slug in filters.values.get(definition.code, ()):
            label = labels.get(slug, slug)
            text = f"{definition.name}: {label}" if label in ("Yes", "No") else label
            yield Chip(text, filters.without(definition.code, slug).address())
    if filters.price_from is not None or filters.price_to is not None:
        yield Chip(_price_label(filters), filters.without("price").address())
    if filters.in_stock:
        yield Chip("In stock", filters.without("stock").address())


def _price_label(filters: Filters) -> str:
    sign = symbol(filters.currency)
    if filters.price_from is None:
        return f"Up to {sign}{filters.price_to}"
    if filters.price_to is None:
        return f"From {sign}{filters.price_from}"
    return f"{sign}{filters.price_from} to {sign}{filters.price_to}"


def _base_minor(units: int, currency: str) -> int:
    """Turn a bound of the price filter into minor units of the base currency, which lists filter by."""
    base = settings.BASE_CURRENCY
    rate = currencies.newest_rate(currency) if currency != base else None
    amount = Decimal(units) / rate.rate if rate else Decimal(units)
    return round_half_up(amount.scaleb(exponent(base)))


def _conditions(filters: Filters) -> list[tuple[str, str, list[Any]]]:
    """Each narrowing as (facet code, SQL condition, parameters)."""
    conditions: list[tuple[str, str, list[Any]]] = []
    for code, slugs in filters.values.items():
        if code == "department":
            ids = [d.id for d in departments() if d.slug in slugs]
            conditions.append((code, "category_ids && %s::bigint[]", [ids]))
        else:
            conditions.append((code, "tokens && %s::varchar[]", [[f"{code}:{slug}" for slug in slugs]]))
    if filters.price_from is not None:
        conditions.append(
            ("price", "base_price_minor >= %s", [_base_minor(filters.price_from, filters.currency)])
        )
    if filters.price_to is not None:
        conditions.append(
            ("price", "base_price_minor <= %s", [_base_minor(filters.price_to, filters.currency)])
        )
    if filters.in_stock:
        conditions.append(("stock", "is_available", []))
    return conditions


def _narrow(rows: QuerySet[Listing], filters: Filters) -> QuerySet[Listing]:
    for code, slugs in filters.values.items():
        if code == "department":
            rows = rows.filter(category_ids__overlap=[d.id for d in departments() if d.slug in slugs])
        else:
            rows = rows.filter(tokens__overlap=[f"{code}:{slug}" for slug in slugs])
    if filters.price_from is not None:
        rows = rows.filter(base_price_minor__gte=_base_minor(filters.price_from, filters.currency))
    if filters.price_to is not None:
        rows = rows.filter(base_price_minor__lte=_base_minor(filters.price_to, filters.currency))
    return rows.filter(is_available=True) if filters.in_stock else rows


def _count(rows: QuerySet[Listing], filters: Filters) -> dict[str, int]:
    """Count cards per facet value in one statement.

    Values of a facet are counted as if that facet were not applied (two of them widen), under all the
    others (facets narrow). A card that fails exactly one facet therefore counts for that facet only.
    "*" is the number of cards on the list.
    """
    conditions = _conditions(filters)
    inner, params = (
        rows.order_by()
        .values("tokens", "category_ids", "is_available", "base_price_minor")
        .query.sql_with_params()
    )
    missed = ", ".join(f"CASE WHEN NOT ({sql}) THEN %s END" for _, sql, _ in conditions)
    values = [value for code, _, own in conditions for value in (*own, code)]
    missed_sql = (
        f"ARRAY(SELECT DISTINCT m FROM unnest(ARRAY[{missed}]::text[]) m WHERE m IS NOT NULL)"
        if missed
        else "'{}'::text[]"
    )
    sql = f"""
        WITH base AS MATERIALIZED (SELECT b.*, {missed_sql} AS missed FROM ({inner}) b),
             near AS (SELECT * FROM base WHERE cardinality(missed) <= 1)
        SELECT token, count(*) FROM near, unnest(tokens) token
         WHERE missed = '{{}}' OR missed[1] = split_part(token, ':', 1) GROUP BY token
        UNION ALL SELECT '*', count(*) FROM near WHERE missed = '{{}}'
        UNION ALL SELECT 'stock:1', count(*) FROM near WHERE is_available AND (missed = '{{}}' OR missed[1] = 'stock')
        UNION ALL SELECT 'category:' || category_ids[1], count(*) FROM near
                   WHERE missed = '{{}}' OR missed[1] = 'department' GROUP BY 1
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, *params])
        counts = dict(cursor.fetchall())
    return _name_departments(counts)


def _name_departments(counts: dict[str, int]) -> dict[str, int]:
    slugs = {f"category:{d.id}": f"department:{d.slug}" for d in departments()}
    return {slugs.get(token, token): count for token, count in counts.items()}
