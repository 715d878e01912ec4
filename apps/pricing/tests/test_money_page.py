"""The worked tables of docs/money.md: every row is checked."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from apps.catalog.tests.factories import a_product, add_variant
from apps.currency.money import Money
from apps.pricing import selectors
from apps.pricing.models import Price, PriceList
from apps.pricing.rounding import Part, round_parts
from apps.pricing.rules import from_gross, from_net
from apps.pricing.selectors import Item, price_basket, tax_for

PAGE = Path(__file__).resolve().parents[3] / "docs" / "money.md"


def table(first_heading: str, nth: int = 0) -> list[dict[str, str]]:
    """Return the rows of the nth table whose first column is headed so, as dictionaries of plain text."""
    found: list[list[dict[str, str]]] = []
    head: list[str] | None = None
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().strip("*` ") for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            head = None
        elif head is None:
            head = cells
            if head[0] == first_heading:
                found.append([])
        elif head[0] == first_heading and not re.fullmatch(r"[-: ]+", cells[0]):
            found[-1].append(dict(zip(head, cells, strict=True)))
    return found[nth]


def euro(text: str) -> Money:
    return Money.of(text, "EUR")


def percent(text: str) -> Decimal:
    return Decimal(text.removesuffix("%").strip())


def day(text: str) -> datetime:
    return datetime.strptime(f"{text} 2026 12", "%d %b %Y %H").replace(tzinfo=UTC)


def parts_of(text: str, rate: Decimal) -> list[Part]:
    parts = []
    for count, kind, amount in re.findall(r"(?:(\d+) × )?(net )?(\d+\.\d\d)", text):
        split = from_net if kind else from_gross
        parts += [Part(split(euro(amount), rate), rate)] * int(count or 1)
    return parts


class TestRounding:
    @pytest.mark.parametrize("row", table("lines"), ids=lambda row: f"{row['lines']} {row['mode']}")
    def test_comes_out_as_the_page_says(self, row):
        rounded = round_parts(parts_of(row["lines"], percent(row["rate"])), row["mode"])

        def total(values):
            return sum(values, Money.zero("EUR"))

        assert total(r.amount.gross for r in rounded) == euro(row["gross"])
        assert total(r.amount.net for r in rounded) == euro(row["net"])
        assert total(r.amount.tax for r in rounded) == euro(row["tax"])
        assert total(r.rounding_correction for r in rounded) == euro(row["moved"])

    def test_has_all_its_rows(self):
        assert len(table("lines")) == 13


@pytest.mark.django_db
class TestABasket:
    def test_comes_out_as_the_page_says(self):
        *goods, delivery, total = table("line")
        items = []
        for row in goods:
            count, unit = re.match(r"(\d+) × ([\d.]+)", row["line"]).groups()
            items.append(
                Item(row["line"], "books" if "book" in row["line"] else "standard", int(count), euro(unit))
            )

        basket = price_basket(
            items,
            currency="EUR",
            country="DE",
            delivery=(euro(delivery["gross"]), "standard"),
            rounding="line",
        )

        assert len(goods) == 3
        for row, item in zip(goods, basket.items, strict=True):
            assert (item.line.gross, item.line.net) == (euro(row["gross"]), euro(row["net"]))
            assert (item.line.tax, item.tax.percent) == (euro(row["tax"]), percent(row["rate"]))
        assert (basket.delivery.net, basket.delivery.tax) == (euro(delivery["net"]), euro(delivery["tax"]))
        assert (basket.total.gross, basket.total.net) == (euro(total["gross"]), euro(total["net"]))
        assert basket.total.tax == euro(total["tax"])


@pytest.mark.django_db
class TestTax:
    @pytest.mark.parametrize("row", table("country"), ids=lambda row: f"{row['country']} {row['postcode']}")
    def test_is_what_the_page_says(self, row):
        tax = tax_for("standard", row["country"], postcode=row["postcode"])
        taxed = tax.apply(euro("119.00"))

        assert ("export" if tax.is_export else tax.place) == row["taxed as"]
        assert tax.percent == percent(row["rate"])
        assert (taxed.gross, taxed.net) == (euro(row["gross"]), euro(row["net"]))
        assert taxed.tax == euro(row["tax"])

    def test_has_all_its_rows(self):
        assert len(table("country")) == 11


@pytest.mark.django_db
class TestPriceLists:
    @pytest.fixture
    def variant(self):
        variant = add_variant(a_product())
        lists = {
            "": None,
            "Clubs": PriceList.objects.create(name="Clubs", customer_group="club"),
            "Summer": PriceList.objects.create(name="Summer"),
        }
        for row in table("row"):
            Price.objects.create(
                variant=variant,
                price_list=lists[row["list"]],
                currency="EUR",
                min_quantity=int(row["from quantity"]),
                starts_at=day(row["starts"]),
                ends_at=day(row["ends"]) if row["ends"] else None,
                amount_minor=euro(row["price"]).minor,
            )
        return variant

    @pytest.mark.parametrize("row", table("on"), ids=lambda row: row["why"])
    def test_choose_what_the_page_says(self, variant, row):
        found = selectors.prices_in_force(
            [variant.pk], currency="EUR", at=day(row["on"]), group=row["group"], quantity=int(row["quantity"])
        )

        assert found[variant.pk][0] == euro(row["price"])

    def test_have_all_their_rows(self):
        assert (len(table("row")), len(table("on"))) == (6, 7)


@pytest.mark.django_db
class TestWasPrices:
    def test_are_what_the_page_says(self):
        variant = add_variant(a_product())
        rows = table("from")
        for row in rows:
            Price.objects.create(
                variant=variant,
                currency="EUR",
                amount_minor=euro(row["price"]).minor,
                starts_at=day(row["from"]),
            )
        begins = day("25 Feb")

        for row in rows[:3]:
            window = timedelta(days=int(row["window"].removesuffix(" days")))
            found = selectors.lowest_before({variant.pk: begins}, currency="EUR", window=window)
            assert found == {variant.pk: euro(row["lowest before"])}
