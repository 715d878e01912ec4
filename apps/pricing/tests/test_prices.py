from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from apps.catalog.models import Listing
from apps.catalog.tests.factories import a_product, add_variant
from apps.currency.money import Money
from apps.pricing import selectors, services
from apps.pricing.models import Price

pytestmark = pytest.mark.django_db


def euro(text: str) -> Money:
    return Money.of(text, "EUR")


@pytest.fixture
def variant():
    return add_variant(a_product())


def price(variant, amount, starts_at, *, is_reduced=False):
    return Price.objects.create(
        variant=variant,
        currency="EUR",
        amount_minor=euro(amount).minor,
        starts_at=starts_at,
        is_reduced=is_reduced,
    )


class TestSetPrices:
    def test_adds_to_the_history_and_never_overwrites(self, variant):
        services.set_prices(prices={variant.pk: euro("649")}, actor="test")
        services.set_prices(prices={variant.pk: euro("599")}, actor="test")

        assert [p.amount_minor for p in Price.objects.order_by("starts_at")] == [64900, 59900]
        assert selectors.prices_in_force([variant.pk], currency="EUR")[variant.pk][0] == euro("599")

    def test_does_not_write_the_same_price_twice(self, variant):
        services.set_prices(prices={variant.pk: euro("649")}, actor="test")
        services.set_prices(prices={variant.pk: euro("649")}, actor="test")

        assert Price.objects.count() == 1

    def test_puts_the_price_where_lists_sort(self, variant):
        services.set_prices(prices={variant.pk: euro("649")}, actor="test")

        assert Listing.objects.get(variant=variant).base_price_minor == 64900

    def test_waits_for_its_moment(self, variant):
        services.set_prices(prices={variant.pk: euro("649")}, actor="test")
        tomorrow = timezone.now() + timedelta(days=1)

        services.set_prices(prices={variant.pk: euro("499")}, starts_at=tomorrow, actor="test")

        assert selectors.prices_in_force([variant.pk], currency="EUR")[variant.pk][0] == euro("649")
        assert selectors.prices_in_force([variant.pk], currency="EUR", at=tomorrow)[variant.pk][0] == euro(
            "499"
        )


class TestFollowSchedule:
    def test_shows_a_scheduled_price_once_it_has_started(self, variant):
        an_hour_ago = timezone.now() - timedelta(hours=1)
        services.set_prices(prices={variant.pk: euro("649")}, starts_at=an_hour_ago, actor="test")
        price(variant, "499", timezone.now() - timedelta(seconds=1))

        assert services.follow_schedule() == 1
        assert services.follow_schedule() == 0
        assert Listing.objects.get(variant=variant).base_price_minor == 49900


class TestLowestBefore:
    """The 30 days before a reduction began, the price in force at the window's start included."""

    START = datetime(2026, 2, 25, tzinfo=UTC)

    @pytest.mark.parametrize(("days", "lowest"), [(30, "9.00"), (10, "11.00"), (5, "13.00")])
    def test_takes_the_lowest_price_in_force(self, variant, days, lowest):
        for amount, month, day in (("10", 1, 1), ("9", 1, 5), ("11", 2, 5), ("13", 2, 15)):
            price(variant, amount, datetime(2026, month, day, tzinfo=UTC))
        price(variant, "15", self.START, is_reduced=True)

        found = selectors.lowest_before({variant.pk: self.START}, currency="EUR", window=timedelta(days=days))

        assert found == {variant.pk: euro(lowest)}

    def test_says_nothing_without_a_history(self, variant):
        price(variant, "15", self.START, is_reduced=True)

        assert selectors.lowest_before({variant.pk: self.START}, currency="EUR") == {}


class TestOffers:
    def test_shows_what_a_reduced_item_cost_before(self, variant):
        now = timezone.now()
        price(variant, "199", now - timedelta(days=60))
        price(variant, "159", now - timedelta(days=3), is_reduced=True)

        offer = selectors.offers({variant.pk: "standard"}, country="DE", currency="EUR")[variant.pk]

        assert (offer.price, offer.was, offer.saved_percent) == (euro("159"), euro("199"), 20)

    def test_shows_no_was_price_that_is_not_higher(self, variant):
        now = timezone.now()
        price(variant, "149", now - timedelta(days=20))
        price(variant, "199", now - timedelta(days=10))
        price(variant, "159", now - timedelta(days=3), is_reduced=True)

        assert (
            selectors.offers({variant.pk: "standard"}, country="DE", currency="EUR")[variant.pk].was is None
        )

    def test_takes_the_tax_out_for_exports(self, variant):
        price(variant, "119", timezone.now() - timedelta(days=1))

        assert selectors.offers({variant.pk: "standard"}, country="NO", currency="EUR")[
            variant.pk
        ].price == euro("100")

    def test_leaves_out_what_has_no_price(self, variant):
        assert selectors.offers({variant.pk: "standard"}, country="DE", currency="EUR") == {}

    def test_costs_two_queries_however_many(self, variant, django_assert_num_queries):
        product = variant.product
        variants = [variant, *(add_variant(product) for _ in range(20))]
        for each in variants:
            price(each, "199", timezone.now() - timedelta(days=60))
            price(each, "159", timezone.now() - timedelta(days=3), is_reduced=True)
        selectors.tax_for("standard", "DE")

        with django_assert_num_queries(2):
            selectors.offers({each.pk: "standard" for each in variants}, country="DE", currency="EUR")
