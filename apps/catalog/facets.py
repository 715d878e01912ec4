"""Reading a list's address: which filters, which order, which page. And writing such addresses."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict

MAX_VALUES = 30
MAX_PAGE = 500


@dataclass(frozen=True, slots=True)
class Filters:
    """What the visitor asked a list for. Its address and its meaning are the same thing."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # facet code to chosen slugs
    price_from: int | None = None  # whole major units of the currency
    price_to: int | None = None
    currency: str = field(default_factory=lambda: settings.BASE_CURRENCY)  # the visitor's; not in the address
    in_stock: bool = False
    sort: str = ""
    page: int = 1
    query: str = ""

    def without(self, code: str, slug: str = "") -> "Filters":
        """The same list with one filter less, from its first page."""
        if code == "price":
            return replace(self, price_from=None, price_to=None, page=1)
        if code == "stock":
            return replace(self, in_stock=False, page=1)
        rest = tuple(value for value in self.values.get(code, ()) if value != slug)
        values = {**self.values, code: rest} if rest else {k: v for k, v in self.values.items() if k != code}
        return replace(self, values=values, page=1)

    def cleared(self) -> "Filters":
        return Filters(query=self.query, sort=self.sort, currency=self.currency)

    def at_page(self, page: int) -> "Filters":
        return replace(self, page=page)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.values) or self.price_from is not None or self.price_to is not None or self.in_stock

    def address(self) -> str:
        """The query string, in a fixed order, so that equal lists have equal addresses."""
        pairs: list[tuple[str, str]] = [("q", self.query)] if self.query else []
        pairs += [(code, slug) for code in sorted(self.values) for slug in self.values[code]]
        if self.price_from is not None:
            pairs.append(("price_from", str(self.price_from)))
        if self.price_to is not None:
            pairs.append(("price_to", str(self.price_to)))
        if self.in_stock:
            pairs.append(("stock", "1"))
        if self.sort:
            pairs.append(("sort", self.sort))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return "?" + urlencode(pairs) if pairs else "?"


def read(query: QueryDict, *, facet_codes: set[str], sorts: set[str], currency: str) -> Filters:
    """Read filters from a query string. What makes no sense is ignored; from above to are swapped."""
    values = {}
    for code in facet_codes:
        chosen = tuple(dict.fromkeys(v for v in query.getlist(code)[:MAX_VALUES] if _is_value(v)))
        if chosen:
            values[code] = chosen
    low, high = _whole(query.get("price_from")), _whole(query.get("price_to"))
    if low is not None and high is not None and low > high:
        low, high = high, low
    sort = query.get("sort", "")
    return Filters(
        values=values,
        price_from=low,
        price_to=high,
        in_stock=query.get("stock") == "1",
        sort=sort if sort in sorts else "",
        page=min(max(_whole(query.get("page")) or 1, 1), MAX_PAGE),
        currency=currency,
        query=" ".join(query.get("q", "").replace("\x00", "").split())[:100],
    )


def _is_value(text: str) -> bool:
    return 0 < len(text) <= 60 and "\x00" not in text


def _whole(text: str | None) -> int | None:
    try:
        number = Decimal((text or "").strip().replace(",", "."))
    except InvalidOperation:
        return None
    if not number.is_finite() or number < 0 or number > 10_000_000:
        return None
    return int(number)
