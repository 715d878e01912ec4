from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from apps.core.memo import forget_all
from apps.currency.money import Money
from apps.shipping import selectors
from apps.shipping.errors import NoDelivery, UnknownMethod
from apps.shipping.models import Method, Rate, Zone
from apps.shipping.selectors import Consignment
from apps.shipping.tests.factories import delivery_rates

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rates(db):
    delivery_rates()


class TestQuotes:
    def test_lists_every_way_cheapest_first(self):
        found = selectors.quotes(Consignment(4_000), "DE")

        assert [(q.code, q.price) for q in found] == [
            ("standard", Money(690, "EUR")),
            ("express", Money(1690, "EUR")),
        ]
        assert found[1].promise.last < found[0].promise.last

    def test_is_empty_where_nothing_goes(self):
        assert selectors.quotes(Consignment(4_000), "AQ") == []

    def test_is_empty_for_what_is_too_heavy(self):
        assert selectors.quotes(Consignment(500_000), "DE") == []

    def test_takes_the_lightest_band_that_holds_the_parcel(self):
        standard, union = Method.objects.get(code="standard"), Zone.objects.get(name="EU")
        Rate.objects.create(
            method=standard,
            zone=union,
            up_to_weight_g=2_000,
            price_minor=490,
            transit_days_min=1,
            transit_days_max=2,
        )
        forget_all()

        assert selectors.quote("standard", Consignment(2_000), "DE").price == Money(490, "EUR")
        assert selectors.quote("standard", Consignment(2_001), "DE").price == Money(690, "EUR")

    def test_reads_the_table_anew_when_asked(self):
        selectors.quotes(Consignment(4_000), "DE")
        Rate.objects.update(price_minor=990)

        assert selectors.quotes(Consignment(4_000), "DE")[0].price == Money(690, "EUR")
        selectors.refresh_rates()
        assert selectors.quotes(Consignment(4_000), "DE")[0].price == Money(990, "EUR")

    def test_leaves_out_what_was_switched_off(self):
        Method.objects.filter(code="express").update(is_active=False)

        assert [q.code for q in selectors.quotes(Consignment(4_000), "DE")] == ["standard"]


class TestFirstArrival:
    TUESDAY = datetime(2026, 11, 24, 14, 59, 50, tzinfo=ZoneInfo("Europe/Berlin"))

    def test_is_that_of_the_cheapest_way(self):
        found = selectors.quotes(Consignment(4_000), "DE")

        assert selectors.first_arrival("DE", Consignment(4_000)) == found[0].promise
        assert selectors.first_arrival("AQ", Consignment(4_000)) is None

    def test_moves_on_with_the_cut_off_though_answers_are_kept(self, time_machine):
        time_machine.move_to(self.TUESDAY)
        before = selectors.first_arrival("DE", Consignment(4_000))

        time_machine.move_to(self.TUESDAY + timedelta(seconds=11))

        assert selectors.first_arrival("DE", Consignment(4_000)).first == before.first + timedelta(days=1)

    def test_is_read_with_one_statement_for_many_cards(self, django_assert_num_queries):
        forget_all()
        with django_assert_num_queries(1):
            for _ in range(24):
                selectors.first_arrival("DE", Consignment(4_000), currency="EUR")


class TestQuote:
    def test_says_when_nothing_goes_to_a_country(self):
        with pytest.raises(NoDelivery, match="Antarctica"):
            selectors.quote("standard", Consignment(4_000), "AQ")

    def test_refuses_a_way_that_is_not_offered(self):
        with pytest.raises(UnknownMethod):
            selectors.quote("teleport", Consignment(4_000), "DE")
        with pytest.raises(UnknownMethod):
            selectors.quote("express", Consignment(4_000), "CH")


class TestCountries:
    def test_are_those_with_a_rate_by_name(self):
        names = [name for _, name in selectors.countries()]

        assert "Germany" in names
        assert names == sorted(names)
        assert selectors.is_served("CH")
        assert not selectors.is_served("AQ")
