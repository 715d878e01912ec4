"""Prices that a carrier names: what is taken over, what is left to the table, and what staff hear of it."""

import time

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.memo import forget_all
from apps.currency.money import Money
from apps.shipping import selectors, services
from apps.shipping.models import CarrierProblem, Method
from apps.shipping.rules import Piece
from apps.shipping.selectors import Consignment
from apps.shipping.tests.factories import delivery_rates

pytestmark = pytest.mark.django_db

BERLIN = {"country": "DE", "postcode": "10115"}
TABLE = Money(690, "EUR")
NAMED = Money(976, "EUR")  # 8.20 for the first 3 lb, and 19 % tax
BOX = (300, 200, 100)


def goods(weight, *, parcels=1, size=BOX):
    return Piece.of(weight_g=weight, quantity=1, parcels=parcels, size_mm=size)


PARCEL = Consignment.of([goods(1_000)])


@pytest.fixture(autouse=True)
def _connected(easypost) -> None:
    cache.clear()
    delivery_rates()
    Method.objects.filter(code="standard").update(connection="easypost")
    forget_all()


def ask(consignment=PARCEL, **place):
    return services.ask_carriers(consignment=consignment, **{**BERLIN, **place})


def standard(consignment=PARCEL, **place):
    return selectors.quote("standard", consignment, **{**BERLIN, **place})


def problems():
    return list(CarrierProblem.objects.filter(solved_at=None).values_list("carrier", "kind"))


class TestACarriersPrice:
    def test_replaces_the_tables_with_home_tax_added(self):
        assert standard().price == TABLE

        assert ask() == 1

        quote = standard()
        assert (quote.price, quote.is_carrier_price) == (NAMED, True)
        assert quote.frozen()["is_carrier_price"] is True
        assert quote.days_max == 3

    def test_is_that_of_the_service_which_the_method_names(self):
        Method.objects.filter(code="standard").update(service="Zephyr:Air")
        forget_all()
        ask()

        assert standard().price == Money(2285, "EUR")  # 19.20 and 19 % tax

    def test_is_the_sum_over_all_parcels(self):
        two = Consignment.of([goods(1_000, parcels=2)])
        ask(two)

        assert standard(two).price == Money(1714, "EUR")  # twice 7.20 for 2 lb, and 19 % tax

    def test_is_for_one_place_and_these_parcels_only(self):
        ask()

        assert standard(postcode="20095").price == TABLE
        assert standard(Consignment.of([goods(1_001)])).price == TABLE
        assert standard(country="AT", postcode="1010").price == TABLE

    def test_leaves_other_methods_alone(self):
        ask()

        assert selectors.quote("express", PARCEL, **BERLIN).price == Money(1690, "EUR")

    def test_is_stated_in_the_currency_of_the_basket_or_not_at_all(self, easypost):
        easypost.fault("currency")
        ask()

        assert standard().price == TABLE
        assert problems() == [("easypost", "GARBAGE")]

    def test_is_not_asked_for_twice(self, easypost):
        ask()
        ask()

        assert easypost.asked("shipments") == 1

    def test_is_asked_for_anew_after_some_minutes_and_shown_meanwhile(self, easypost, settings):
        ask()
        settings.CARRIER_RATES_FRESH_MINUTES = 0
        easypost.fault("500")

        ask()

        assert easypost.asked("shipments") == 1
        assert standard().price == NAMED

    def test_tells_the_carrier_no_name_and_no_street(self, easypost):
        ask()

        ((_, _, told),) = easypost.api.calls
        assert told["shipment"]["to_address"] == {"country": "DE", "state": "", "zip": "10115"}
        assert told["shipment"]["parcel"] == {"weight": 35.3, "length": 11.9, "width": 7.9, "height": 4.0}

    @pytest.mark.parametrize(("weight", "size"), [(0, None), (-500, BOX), (-1, None)])
    def test_is_found_for_wrong_weights_and_missing_sizes_too(self, easypost, weight, size):
        wrong = Consignment.of([goods(1_000), goods(weight, size=size)])

        assert ask(wrong) == 1
        assert standard(wrong).is_carrier_price
        assert all(told["shipment"]["parcel"]["weight"] > 0 for _, _, told in easypost.api.calls)


class TestNobodyIsAsked:
    def test_without_a_postcode(self, easypost):
        assert ask(postcode="") == 0
        assert easypost.api.calls == []

    def test_by_a_list_of_prices(self, easypost):
        with CaptureQueriesContext(connection) as captured:
            for _ in range(24):
                standard()

        assert easypost.api.calls == []
        assert len(captured) <= 1

    def test_where_the_shop_is_not_connected(self, easypost, settings):
        settings.CARRIERS = []

        assert ask() == 0
        assert easypost.api.calls == []

    def test_about_what_comes_by_email(self, easypost):
        assert ask(Consignment(weight_g=0)) == 0

    def test_about_very_many_parcels(self, easypost):
        ask(Consignment.of([goods(1_000 + n, parcels=2) for n in range(6)]))

        assert easypost.api.calls == []

    def test_about_what_costs_nothing(self, easypost):
        Method.objects.get(code="standard").rates.update(free_from_minor=0)
        forget_all()

        ask(Consignment.of([goods(1_000)], value=Money(100, "EUR")))

        assert easypost.api.calls == []

    def test_while_the_cache_is_away(self, easypost, settings):
        settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}

        assert ask() == 0
        assert standard().price == TABLE
        assert easypost.api.calls == []


class TestTrouble:
    @pytest.mark.parametrize(
        ("fault", "kind"),
        [
            ("500", "SILENT"),
            ("503", "SILENT"),
            ("429", "SILENT"),
            ("cut", "SILENT"),
            ("html", "GARBAGE"),
            ("list", "GARBAGE"),
            ("shape", "GARBAGE"),
            ("number", "GARBAGE"),
            ("currency", "GARBAGE"),
            ("negative", "GARBAGE"),
            ("nan", "GARBAGE"),
            ("deep", "GARBAGE"),
            ("401", "KEY"),
            ("422", "REFUSED"),
        ],
    )
    def test_leaves_the_tables_price_and_tells_staff(self, easypost, fault, kind):
        easypost.fault(fault)

        ask()

        assert standard().price == TABLE
        assert problems() == [("easypost", kind)]

    @pytest.mark.parametrize("fault", ["hang", "drip"])
    def test_of_a_slow_carrier_takes_less_than_a_second(self, easypost, fault):
        easypost.fault(fault, seconds=1.5)
        began = time.monotonic()

        assert ask() == 0

        assert time.monotonic() - began < 1
        assert standard().price == TABLE
        assert problems() == [("easypost", "SILENT")]

    def test_of_a_carrier_that_is_down_is_not_waited_for_again(self, easypost, settings):
        easypost.fault("503", times=9)
        ask()
        ask(postcode="20095")
        assert easypost.faults[0]["times"] == 8

        cache.delete("carrier-pause:easypost")
        ask(postcode="20095")
        assert easypost.faults[0]["times"] == 7

    def test_counts_in_one_row(self, easypost):
        for _ in range(3):
            easypost.fault("503")
            ask()
            cache.delete("carrier-pause:easypost")

        (problem,) = CarrierProblem.objects.all()
        assert problem.times == 3

    def test_is_over_with_the_first_answer(self, easypost):
        easypost.fault("503")
        ask()
        cache.delete("carrier-pause:easypost")

        ask()

        assert problems() == []
        assert CarrierProblem.objects.get().solved_at is not None

    def test_of_a_refusal_stays_until_somebody_has_looked(self, easypost):
        easypost.fault("422")
        ask()
        ask(postcode="20095")
        assert problems() == [("easypost", "REFUSED")]

        assert services.solve_problems(problem_ids=[CarrierProblem.objects.get().pk]) == 1
        assert problems() == []

    def test_of_one_parcel_leaves_the_table_for_all(self, easypost):
        easypost.fault("503", times=1)
        two = Consignment.of([goods(1_000, parcels=2), goods(700, parcels=2)])

        ask(two)

        assert standard(two).price == TABLE

    def test_of_a_place_that_the_carrier_does_not_serve_leaves_the_table(self, easypost):
        from apps.shipping.models import Zone

        Zone.objects.filter(name="Abroad").update(countries=["CH", "AQ"])
        forget_all()

        assert ask(country="AQ", postcode="1") == 1
        assert standard(country="AQ", postcode="1").price == Money(2490, "EUR")
        assert problems() == []
