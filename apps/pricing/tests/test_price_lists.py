from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F

from apps.catalog.models import Listing, Variant
from apps.catalog.tests.factories import a_product, add_variant
from apps.currency.money import Money
from apps.pricing import selectors, services
from apps.pricing.errors import PriceOverInThePast
from apps.pricing.models import Price, PriceList
from apps.pricing.selectors import Conversion

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
DAY = timedelta(days=1)
RATE = Conversion(
    lambda base: Money(base.minor * 110 // 100, "USD"), Decimal("1.1"), date(2026, 11, 20), "ECB"
)


def euro(text: str) -> Money:
    return Money.of(text, "EUR")


@pytest.fixture
def variant():
    return add_variant(a_product())


@pytest.fixture
def club():
    return PriceList.objects.create(name="Clubs", customer_group="club")


def price(variant, amount, *, start=NOW - 10 * DAY, currency="EUR", **more):
    return Price.objects.create(
        variant=variant,
        currency=currency,
        amount_minor=Money.of(amount, currency).minor,
        starts_at=start,
        **more,
    )


def cost(variant, *, at=NOW, currency="EUR", **who):
    """The price, asked for both ways: by the look-up of pages, and as a column of another query."""
    found = selectors.prices_in_force([variant.pk], currency=currency, at=at, **who)
    answer = found[variant.pk][0] if variant.pk in found else None
    if "convert" not in who:
        column = selectors.price_in_force("id", "_currency", at, **who)
        rows = Variant.objects.filter(pk=variant.pk).annotate(_currency=_value(currency), _price=column)
        by_column = selectors.found_from(rows.get()._price, currency=currency, convert=None)
        assert (by_column.price if by_column else None) == answer
    return answer


def _value(text):
    from django.db.models import CharField, Value

    return Value(text, output_field=CharField())


class TestThePriceInForce:
    def test_of_a_group_goes_before_the_general_one(self, variant, club):
        price(variant, "100")
        price(variant, "120", price_list=club)

        assert cost(variant) == euro("100")
        assert cost(variant, group="club") == euro("120")
        assert cost(variant, group="school") == euro("100")

    def test_of_a_list_for_everybody_goes_before_none_and_after_the_group_s(self, variant, club):
        price(variant, "100")
        price(variant, "95", price_list=PriceList.objects.create(name="Summer"))
        price(variant, "98", price_list=club)

        assert cost(variant) == euro("95")
        assert cost(variant, group="club") == euro("98")

    def test_is_the_lowest_of_several_lists_of_the_group(self, variant, club):
        price(variant, "90", price_list=club)
        price(variant, "85", price_list=PriceList.objects.create(name="Club week", customer_group="club"))

        assert cost(variant, group="club") == euro("85")

    def test_is_of_the_list_with_the_lower_priority_number(self, variant, club):
        price(variant, "90", price_list=club)
        other = PriceList.objects.create(name="Old clubs", customer_group="club", priority=5)
        price(variant, "85", price_list=other)

        assert cost(variant, group="club") == euro("90")

    @pytest.mark.parametrize(
        ("quantity", "amount"), [(1, "100"), (4, "100"), (5, "90"), (9, "90"), (10, "80"), (99, "80")]
    )
    def test_is_of_the_largest_quantity_that_is_reached(self, variant, quantity, amount):
        price(variant, "80", min_quantity=10, start=NOW - 30 * DAY)
        price(variant, "90", min_quantity=5, start=NOW - 20 * DAY)
        price(variant, "100", start=NOW - 1 * DAY)

        assert cost(variant, quantity=quantity) == euro(amount)

    def test_takes_the_quantity_of_each_variant_or_of_a_column(self, variant):
        other = add_variant(variant.product)
        for each in (variant, other):
            price(each, "100")
            price(each, "90", min_quantity=5)

        found = selectors.prices_in_force(
            [variant.pk, other.pk], currency="EUR", at=NOW, quantity={variant.pk: 5}
        )
        column = selectors.price_in_force("id", "_currency", NOW, quantity=F("position") * 0 + 5)
        rows = Variant.objects.annotate(_currency=_value("EUR"), _price=column)

        assert (found[variant.pk][0], found[other.pk][0]) == (euro("90"), euro("100"))
        assert {row._price[2] for row in rows} == {9000}

    def test_is_the_newest_of_a_list(self, variant, club):
        price(variant, "100", price_list=club, start=NOW - 5 * DAY)
        price(variant, "110", price_list=club, start=NOW - 2 * DAY)

        assert cost(variant, group="club") == euro("110")

    @pytest.mark.parametrize(
        ("moment", "amount"),
        [
            (NOW - DAY, "100"),
            (NOW, "70"),
            (NOW + 2 * DAY - timedelta(microseconds=1), "70"),
            (NOW + 2 * DAY, "100"),
        ],
    )
    def test_of_a_sale_ends_by_itself(self, variant, moment, amount):
        price(variant, "100")
        price(variant, "70", start=NOW, ends_at=NOW + 2 * DAY, is_reduced=True)

        assert cost(variant, at=moment) == euro(amount)

    @pytest.mark.parametrize(
        "change",
        [
            {"is_active": False},
            {"starts_at": NOW + DAY},
            {"ends_at": NOW},
            {"currency": "USD"},
            {"customer_group": "school"},
        ],
    )
    def test_leaves_out_a_list_that_does_not_hold(self, variant, club, change):
        price(variant, "100")
        price(variant, "80", price_list=club)
        assert cost(variant, group="club") == euro("80")

        PriceList.objects.update(**change)

        assert cost(variant, group="club") == euro("100")

    def test_is_missing_where_there_is_none(self, variant, club):
        price(variant, "80", price_list=club)
        price(variant, "70", min_quantity=2)

        assert cost(variant) is None


class TestConversion:
    def test_fills_in_for_a_missing_price(self, variant):
        price(variant, "100")

        assert cost(variant, currency="USD") is None
        assert cost(variant, currency="USD", convert=RATE) == Money(11000, "USD")

    def test_gives_way_to_an_explicit_price(self, variant, club):
        price(variant, "100")
        price(variant, "50", price_list=club)
        price(variant, "99", currency="USD", start=NOW - 300 * DAY)

        assert cost(variant, currency="USD", convert=RATE) == Money(9900, "USD")
        assert cost(variant, currency="USD", convert=RATE, group="club") == Money(9900, "USD")

    def test_never_touches_the_base_currency(self, variant):
        price(variant, "100")

        assert cost(variant, convert=RATE) == euro("100")

    def test_costs_one_statement(self, variant, django_assert_num_queries):
        other = add_variant(variant.product)
        price(variant, "100")
        price(other, "99", currency="USD")

        with django_assert_num_queries(1):
            found = selectors.prices_in_force([variant.pk, other.pk], currency="USD", at=NOW, convert=RATE)

        assert [found[pk][0].minor for pk in (variant.pk, other.pk)] == [11000, 9900]

    def test_converts_what_an_item_cost_before(self, variant, django_assert_num_queries):
        price(variant, "200", start=NOW - 60 * DAY)
        price(variant, "100", is_reduced=True)
        selectors.tax_for("standard", "DE", at=NOW)

        with django_assert_num_queries(2):
            offer = selectors.offers(
                {variant.pk: "standard"}, country="DE", currency="USD", at=NOW, convert=RATE
            )[variant.pk]

        assert (offer.price, offer.was) == (Money(11000, "USD"), Money(22000, "USD"))


class TestLowestBefore:
    def lowest(self, variant):
        found = selectors.lowest_before({variant.pk: NOW}, currency="EUR")
        return found.get(variant.pk)

    def test_counts_a_price_that_returned_when_a_later_one_ended(self, variant):
        price(variant, "70", start=NOW - 300 * DAY)
        price(variant, "90", start=NOW - 200 * DAY, ends_at=NOW - 20 * DAY)

        assert self.lowest(variant) == euro("70")

    def test_forgets_a_sale_that_was_over_before(self, variant):
        price(variant, "100", start=NOW - 300 * DAY)
        price(variant, "50", start=NOW - 40 * DAY, ends_at=NOW - 31 * DAY)

        assert self.lowest(variant) == euro("100")

    def test_counts_a_sale_for_everybody_but_not_a_group_s_price(self, variant, club):
        price(variant, "100", start=NOW - 300 * DAY)
        price(variant, "60", start=NOW - 300 * DAY, price_list=club)
        price(variant, "50", start=NOW - 300 * DAY, min_quantity=10)
        sale = PriceList.objects.create(name="Spring", starts_at=NOW - 12 * DAY, ends_at=NOW - 10 * DAY)
        price(variant, "80", start=NOW - 300 * DAY, price_list=sale)

        assert self.lowest(variant) == euro("80")

        PriceList.objects.filter(pk=sale.pk).update(starts_at=NOW - 60 * DAY, ends_at=NOW - 50 * DAY)

        assert self.lowest(variant) == euro("100")


class TestSetPrices:
    def test_writes_into_a_list_and_leaves_the_general_price(self, variant, club):
        services.set_prices(prices={variant.pk: euro("100")}, actor="test")
        services.set_prices(prices={variant.pk: euro("100")}, price_list=club.pk, actor="test")
        services.set_prices(prices={variant.pk: euro("90")}, min_quantity=10, actor="test")
        services.set_prices(prices={variant.pk: euro("90")}, min_quantity=10, actor="test")

        assert Price.objects.count() == 3
        assert Listing.objects.get(variant=variant).base_price_minor == 10000

    def test_refuses_an_end_before_the_start(self, variant):
        with pytest.raises(PriceOverInThePast):
            services.set_prices(
                prices={variant.pk: euro("1")}, starts_at=NOW, ends_at=NOW - DAY, actor="test"
            )

    def test_is_followed_when_a_sale_ends(self, variant):
        price(variant, "100")
        just_now = datetime.now(UTC) - timedelta(seconds=1)
        price(variant, "70", start=just_now - DAY, ends_at=just_now)
        Variant.objects.update(base_price_minor=7000)

        assert services.follow_schedule() == 1
        assert services.follow_schedule() == 0
        assert Listing.objects.get(variant=variant).base_price_minor == 10000

    def test_is_followed_when_nothing_is_in_force_any_more(self, variant):
        just_now = datetime.now(UTC) - timedelta(seconds=1)
        price(variant, "70", start=just_now - DAY, ends_at=just_now)
        Variant.objects.update(base_price_minor=7000)

        assert services.follow_schedule() == 1
        assert Variant.objects.get().base_price_minor is None

    def test_shows_a_list_for_everybody_where_lists_sort(self, variant):
        sale = PriceList(name="Sale", is_active=False)
        services.save_price_list(price_list=sale)
        services.set_prices(prices={variant.pk: euro("100")}, actor="test")
        services.set_prices(prices={variant.pk: euro("80")}, price_list=sale.pk, actor="test")
        assert Listing.objects.get(variant=variant).base_price_minor == 10000

        sale.is_active = True
        services.save_price_list(price_list=sale)

        assert Listing.objects.get(variant=variant).base_price_minor == 8000


class TestTheHistory:
    def test_cannot_be_changed(self, variant):
        row = price(variant, "100")

        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            Price.objects.update(amount_minor=1)

        row.refresh_from_db()
        assert row.amount_minor == 10000

    def test_has_one_row_per_moment_list_and_quantity(self, variant, club):
        for more in ({}, {"price_list": club}, {"min_quantity": 5}):
            price(variant, "100", **more)

        for more in ({}, {"price_list": club}, {"min_quantity": 5}):
            with pytest.raises(IntegrityError, match="price_once_per_moment"), transaction.atomic():
                price(variant, "101", **more)

    @pytest.mark.parametrize(
        ("wrong", "rule"),
        [
            ({"min_quantity": 0}, "price_quantity_from_one"),
            ({"ends_at": NOW - 10 * DAY}, "price_ends_after_it_starts"),
        ],
    )
    def test_refuses_what_makes_no_sense(self, variant, wrong, rule):
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            price(variant, "100", **wrong)
