from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.memo import forget_all
from apps.currency.money import Money
from apps.pricing import rules
from apps.pricing.errors import NoTaxRate
from apps.pricing.models import TaxClass, TaxRate
from apps.pricing.selectors import Item, price_basket, tax_for


def euro(text: str) -> Money:
    return Money.of(text, "EUR")


class TestFromGross:
    @pytest.mark.parametrize(
        ("gross", "percent", "net"),
        [
            ("649.00", "19", "545.38"),
            ("99.99", "19", "84.03"),
            ("10.70", "21", "8.84"),
            ("0.01", "19", "0.01"),
        ],
    )
    def test_rounds_the_net_once(self, gross, percent, net):
        taxed = rules.from_gross(euro(gross), Decimal(percent))

        assert taxed.gross == euro(gross)
        assert taxed.net == euro(net)
        assert taxed.tax == euro(gross) - euro(net)

    @given(st.integers(0, 10**10), st.sampled_from(["0", "5.5", "7", "19", "19.6", "25.5", "27"]))
    def test_never_moves_the_gross_and_never_taxes_below_zero(self, minor, percent):
        taxed = rules.from_gross(Money(minor, "EUR"), Decimal(percent))

        assert taxed.gross.minor == minor
        assert 0 <= taxed.tax.minor <= minor


@pytest.mark.django_db
class TestTaxFor:
    def test_takes_the_destination_s_rate_inside_the_union(self):
        assert tax_for("standard", "AT").percent == 20
        assert tax_for("books", "FR").percent == Decimal("5.5")

    def test_treats_the_rest_of_the_world_as_export(self):
        tax = tax_for("standard", "CH")

        assert tax.is_export
        assert tax.apply(euro("119.00")).gross == euro("100.00")
        assert tax.apply(euro("119.00")).tax == euro("0")

    def test_follows_the_date(self):
        germany = TaxRate.objects.get(tax_class__code="standard", country="DE")
        germany.valid_until = date(2026, 12, 31)
        germany.save()
        TaxRate.objects.create(
            tax_class=germany.tax_class,
            country="DE",
            percent=21,
            valid_from=date(2027, 1, 1),
            source="made up",
        )
        forget_all()
        from datetime import UTC, datetime

        assert tax_for("standard", "DE", at=datetime(2026, 12, 31, 12, tzinfo=UTC)).percent == 19
        assert tax_for("standard", "DE", at=datetime(2027, 1, 1, 12, tzinfo=UTC)).percent == 21

    def test_refuses_to_sell_without_a_home_rate(self):
        TaxClass.objects.create(code="meteorites", name="Meteorites")

        with pytest.raises(NoTaxRate):
            tax_for("meteorites", "DE")


@pytest.mark.django_db
class TestPriceBasket:
    def test_sums_rounded_lines(self):
        items = [
            Item(1, "standard", 1, euro("649.00")),
            Item(2, "standard", 3, euro("10.00")),
            Item(3, "books", 1, euro("34.90")),
        ]

        priced = price_basket(items, currency="EUR", country="DE", delivery=(euro("19.90"), "standard"))

        assert priced.goods.gross == euro("713.90")
        assert priced.total.gross == euro("733.80")
        assert [(t.percent, t.tax) for t in priced.taxes] == [
            (Decimal(19), euro("111.59")),
            (Decimal(7), euro("2.28")),
        ]
        assert priced.total.tax == euro("113.87")
        assert priced.total.net == priced.goods.net + priced.delivery.net

    def test_keeps_one_line_and_two_lines_apart(self):
        """2 x 10.70 at 21 % as one line or two: each line is rounded by itself, and the sums say so."""
        together = price_basket([Item(1, "standard", 2, euro("10.70"))], currency="EUR", country="NL")
        apart = price_basket(
            [Item(1, "standard", 1, euro("10.70")), Item(2, "standard", 1, euro("10.70"))],
            currency="EUR",
            country="NL",
        )

        assert together.goods.gross == apart.goods.gross == euro("21.40")
        assert together.goods.net == euro("17.69")
        assert apart.goods.net == euro("17.68")

    def test_exports_without_tax(self):
        priced = price_basket(
            [Item(1, "standard", 2, euro("119.00"))],
            currency="EUR",
            country="US",
            delivery=(euro("23.80"), "standard"),
        )

        assert priced.is_export
        assert priced.total.gross == priced.total.net == euro("220.00")
        assert priced.taxes == []

    @given(
        st.lists(
            st.tuples(st.sampled_from(["standard", "books"]), st.integers(1, 99), st.integers(0, 10**6)),
            max_size=12,
        ),
        st.sampled_from(["DE", "FR", "FI", "IE", "CH", "JP"]),
    )
    def test_always_adds_up(self, lines, country):
        items = [Item(i, code, count, Money(unit, "EUR")) for i, (code, count, unit) in enumerate(lines)]

        priced = price_basket(items, currency="EUR", country=country, delivery=(euro("6.90"), "standard"))

        assert priced.goods.gross.minor == sum(item.line.gross.minor for item in priced.items)
        assert priced.goods.net.minor == sum(item.line.net.minor for item in priced.items)
        assert priced.total.gross.minor == priced.goods.gross.minor + priced.delivery.gross.minor
        assert sum(t.tax.minor for t in priced.taxes) == priced.total.tax.minor
        assert all(item.line.gross.minor == item.unit.gross.minor * item.quantity for item in priced.items)
