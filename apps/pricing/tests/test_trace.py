from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from apps.catalog.tests.factories import a_product, add_variant
from apps.currency.money import Money
from apps.pricing import selectors
from apps.pricing.models import Price, PriceList
from apps.pricing.selectors import BusinessBuyer, Conversion, Item, describe, price_basket
from apps.pricing.trace import ConversionStep, PriceStep, RoundingStep, TaxStep

pytestmark = pytest.mark.django_db

SINCE = datetime(2026, 3, 3, tzinfo=UTC)
RATE = Conversion(
    lambda base: Money(base.minor * 2, "USD"), Decimal("2.0000"), date(2026, 11, 20), "European Central Bank"
)


@pytest.fixture
def variant():
    variant = add_variant(a_product())
    club = PriceList.objects.create(name="Clubs", customer_group="club")
    for amount, price_list, quantity in ((10000, None, 1), (9000, club, 10)):
        Price.objects.create(
            variant=variant,
            currency="EUR",
            amount_minor=amount,
            starts_at=SINCE,
            price_list=price_list,
            min_quantity=quantity,
        )
    return variant


def trace_of(variant, *, country="DE", business=None, rounding=None, **how):
    found = selectors.found_prices([variant.pk], **how)[variant.pk]
    item = Item(1, "standard", 1, found.price, found.steps)
    currency = found.price.currency
    basket = price_basket([item], currency=currency, country=country, business=business, rounding=rounding)
    return basket.items[0].trace


class TestTheTrace:
    def test_names_row_and_rule(self, variant):
        row = Price.objects.get(price_list=None)

        assert trace_of(variant, currency="EUR") == (
            PriceStep(row.pk, "", 1, SINCE, Money(10000, "EUR")),
            TaxStep("Standard rate", "DE", Decimal("19.000"), "taxed", ""),
        )

    def test_names_list_rate_and_rounding(self, variant):
        row = Price.objects.exclude(price_list=None).get()

        trace = trace_of(
            variant, currency="USD", convert=RATE, group="club", quantity=10, rounding="keep_gross"
        )

        base, paid = Money(9000, "EUR"), Money(18000, "USD")
        assert trace == (
            PriceStep(row.pk, "Clubs", 10, SINCE, base),
            ConversionStep(base, paid, Decimal("2.0000"), date(2026, 11, 20), "European Central Bank"),
            TaxStep("Standard rate", "DE", Decimal("19.000"), "taxed", ""),
            RoundingStep("keep_gross", Money(0, "USD"), Money(0, "USD")),
        )

    def test_is_there_without_knowing_where_a_price_came_from(self):
        basket = price_basket([Item(1, "standard", 1, Money(100, "EUR"))], currency="EUR", country="FR")

        assert [type(step) for step in basket.items[0].trace] == [TaxStep]


class TestDescribe:
    def test_reads_like_an_explanation(self, variant):
        trace = trace_of(
            variant, currency="USD", convert=RATE, group="club", quantity=10, rounding="keep_gross"
        )

        assert [describe(step) for step in trace] == [
            "€90.00 each by the price list “Clubs” from 10 units on, since 3 March 2026.",
            "€90.00 converted to $180.00 at 1 EUR = 2 USD (20 November 2026, European Central Bank).",
            "Standard rate of Germany: 19 % tax.",
            "Rounded to the smallest coin, line by line.",
        ]

    def test_knows_a_plain_price_and_a_rate_nobody_told(self, variant):
        trace = trace_of(variant, currency="USD", convert=lambda base: Money(base.minor, "USD"))

        assert [describe(step) for step in trace[:2]] == [
            "€100.00 each, since 3 March 2026.",
            "€100.00 converted to $100.00.",
        ]

    def test_says_why_no_tax_is_charged(self, variant):
        buyer = BusinessBuyer("FR", "FR40303265045", is_valid=True)

        assert describe(trace_of(variant, currency="EUR", country="JP")[-1]) == (
            "Prices are without VAT; duty and tax are added by your customs."
        )
        assert describe(trace_of(variant, currency="EUR", country="FR", business=buyer)[-1]) == (
            "Reverse charge: VAT is owed by the recipient (Art. 196 Directive 2006/112/EC)"
        )

    @pytest.mark.parametrize(
        ("gross", "net", "words"),
        [
            (-1, -1, "Moved by -€0.01 so that the tax of all lines together comes out exactly."),
            (0, -1, "The price stands; the tax in it moved by €0.01 so that the sum comes out exactly."),
            (0, 1, "The price stands; the tax in it moved by -€0.01 so that the sum comes out exactly."),
        ],
    )
    def test_says_what_rounding_moved(self, gross, net, words):
        assert describe(RoundingStep("keep_gross", Money(gross, "EUR"), Money(net, "EUR"))) == words
