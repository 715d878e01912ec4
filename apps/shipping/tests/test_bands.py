"""What the price depends on: weight, volume, value, place, size of parcels, kind of goods."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.catalog.tests.factories import a_category, a_product
from apps.core.memo import forget_all
from apps.currency.money import Money
from apps.currency.tests.factories import record
from apps.shipping import selectors
from apps.shipping.models import Method, PickupPoint, Rate, Surcharge, Zone
from apps.shipping.rules import Piece
from apps.shipping.selectors import Consignment
from apps.shipping.tests.factories import delivery_rates
from apps.shipping.tests.world import GOODS, build_world

pytestmark = pytest.mark.django_db


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def piece(weight_g: int = 1_000, **more: Any) -> Piece:
    return Piece.of(**{"weight_g": weight_g, "quantity": 1, "parcels": 1, **more})


def codes(consignment: Consignment, country: str = "DE", **place: Any) -> list[str]:
    forget_all()
    return [quote.code for quote in selectors.quotes(consignment, country, **place)]


def price(consignment: Consignment, country: str = "DE", code: str = "standard", **place: Any) -> Money:
    forget_all()
    return selectors.quote(code, consignment, country, **place).price


@pytest.fixture
def rate(db) -> Rate:
    delivery_rates()
    return Rate.objects.get(method__code="standard", zone__name="EU")


def band(rate: Rate, **changed: Any) -> Rate:
    """Another band of the same method and zone."""
    values = {"up_to_weight_g": rate.up_to_weight_g, "price_minor": 100, "transit_days_min": 1,
              "transit_days_max": 2, **changed}  # fmt: skip
    return Rate.objects.create(method=rate.method, zone=rate.zone, **values)


class TestBands:
    def test_by_volume_take_the_smallest_that_holds_the_parcels(self, rate):
        band(rate, up_to_volume_cm3=8_000)
        small, large = piece(size_mm=(200, 200, 200)), piece(size_mm=(201, 200, 200))

        assert price(Consignment.of([small])) == eur(100)
        assert price(Consignment.of([large])) == eur(690)

    def test_by_volume_go_by_weight_alone_where_the_size_is_missing(self, rate):
        band(rate, up_to_volume_cm3=8_000)

        assert price(Consignment.of([piece(size_mm=(0, 200, 200))])) == eur(100)

    def test_by_value_hold_from_their_amount_on(self, rate):
        band(rate, from_value_minor=10_000)

        assert price(Consignment.of([piece()], value=eur(9_999))) == eur(690)
        assert price(Consignment.of([piece()], value=eur(10_000))) == eur(100)
        assert price(Consignment.of([piece()])) == eur(690)

    def test_become_free_from_an_amount_on(self, rate):
        Rate.objects.filter(pk=rate.pk).update(free_from_minor=5_000)

        assert price(Consignment.of([piece()], value=eur(4_999))) == eur(690)
        assert price(Consignment.of([piece()], value=eur(5_000))) == eur(0)

    def test_compare_the_value_in_the_currency_of_the_basket(self, rate):
        record("USD", "1.2", timezone.localdate().isoformat())
        Rate.objects.filter(pk=rate.pk).update(free_from_minor=5_000)
        forget_all()

        below, reached = (
            selectors.quotes(Consignment.of([piece()], value=Money(n, "USD")), "DE", currency="USD")[0].price
            for n in (5_999, 6_000)
        )

        assert below.minor == 828
        assert not reached

    def test_of_a_currency_that_cannot_be_converted_are_left_out(self, rate):
        Rate.objects.filter(pk=rate.pk).update(currency="JPY")

        assert codes(Consignment.of([piece()])) == ["express"]


class TestSurcharges:
    def test_are_part_of_the_price_and_named(self):
        build_world()
        quote = selectors.quotes(Consignment.of([GOODS["dobsonian"]]), "DE", postcode="25980")[0]

        assert quote.price == eur(1_990 + 2_000 + 1_500)
        assert quote.charges == (("Bulky", eur(2_000)), ("Island", eur(1_500)))

    def test_for_a_remote_address_are_not_paid_where_goods_are_fetched(self):
        build_world()
        island = {"postcode": "25980"}

        assert price(Consignment.of([GOODS["filter"]]), code="at:hh-1", **island) == eur(450)
        assert price(Consignment.of([GOODS["filter"]]), code="letter", **island) == eur(390 + 1_500)

    def test_for_bulky_goods_count_for_each_such_parcel(self):
        build_world()
        three = piece(2_000, quantity=3, size_mm=(1_350, 100, 100))

        assert price(Consignment.of([three])) == eur(690 + 3 * 2_000)

    def test_stay_when_the_way_is_free(self, rate):
        Rate.objects.filter(pk=rate.pk).update(free_from_minor=1)
        Surcharge.objects.create(name="Island", country="DE", price_minor=500)

        assert price(Consignment.of([piece()], value=eur(100))) == eur(500)

    @pytest.mark.parametrize("limit", ["heavier_than_g", "girth_over_mm", "longer_than_mm"])
    def test_begin_beyond_their_limit(self, rate, limit):
        Surcharge.objects.create(name="Large", price_minor=500, **{limit: 1_000})
        at = piece(1_000, size_mm=(400, 200, 100))  # 1000 mm long and round
        beyond = piece(1_001, size_mm=(1_001, 200, 100))

        assert price(Consignment.of([at])) == eur(690)
        assert price(Consignment.of([beyond])) == eur(690 + 500)


class TestMethods:
    def test_do_not_take_a_dobsonian_for_a_letter(self):
        build_world()

        assert "letter" in codes(Consignment.of([GOODS["filter"]]))
        assert "letter" not in codes(Consignment.of([GOODS["dobsonian"]]))
        assert "letter" not in codes(Consignment.of([piece(300, size_mm=(800, 30, 30))]))

    def test_do_not_take_what_staff_excluded(self, rate):
        optics = a_category("Optics")
        lens = a_product("Lens", category=a_category("Lenses", parent=optics))
        ids = frozenset([optics.pk, lens.category_id])
        express = Method.objects.get(code="express")

        express.excluded_products.add(lens)
        assert codes(Consignment.of([piece(product_id=lens.pk), piece()])) == ["standard"]
        express.excluded_products.clear()
        express.excluded_categories.add(optics)
        assert codes(Consignment.of([piece(category_ids=ids)])) == ["standard"]
        assert codes(Consignment.of([piece()])) == ["standard", "express"]

    def test_to_pick_up_points_lead_to_the_nearest(self):
        build_world()
        method = Method.objects.get(code="point")
        for number in range(4):
            PickupPoint.objects.create(
                method=method, code=f"m-{number}", name="Kiosk", line1="Ring 1", postcode=f"8033{number}",
                city="München", country="DE", hours="8 to 20",
            )  # fmt: skip

        found = codes(Consignment.of([GOODS["filter"]]), postcode="80333")

        assert [code for code in found if code.startswith("at:m")] == ["at:m-3", "at:m-0", "at:m-1"]
        assert "at:hh-1" not in found

    def test_to_fetch_goods_come_after_those_to_the_door(self):
        build_world()

        found = selectors.quotes(Consignment.of([GOODS["filter"]]), "DE", postcode="20095")

        assert [quote.code for quote in found] == [
            "letter", "standard", "express", "at:shop", "at:hh-1", "at:b-1",
        ]  # fmt: skip
        assert found[3].note == "Sternallee 2, 10179 Berlin. Mon to Fri 10 to 18"

    def test_to_collect_are_not_offered_where_another_tax_is_due(self):
        build_world()
        zone = Zone.objects.get(name="Overseas")
        Rate.objects.create(method=Method.objects.get(code="collect"), zone=zone, up_to_weight_g=99_000,
                            price_minor=0, transit_days_min=0, transit_days_max=0)  # fmt: skip
        PickupPoint.objects.update(country="US")

        assert not any(code.startswith("at:shop") for code in codes(Consignment.of([piece()]), "US"))

    def test_take_their_time_in_the_warehouse(self, rate):
        before = selectors.quote("standard", Consignment.of([piece()]), "DE").promise.first
        Method.objects.filter(code="standard").update(handling_days=5)
        forget_all()

        assert (selectors.quote("standard", Consignment.of([piece()]), "DE").promise.first - before).days >= 7


class TestBadData:
    goods = st.lists(
        st.builds(
            Piece.of,
            weight_g=st.integers(-(10**6), 10**6),
            quantity=st.integers(-5, 99),
            parcels=st.integers(-3, 9),
            size_mm=st.none() | st.lists(st.integers(-5_000, 5_000) | st.none(), max_size=4),
        ),
        min_size=1,
        max_size=5,
    )

    @settings(max_examples=60, deadline=None)
    @given(goods, st.text(max_size=12), st.text(max_size=12), st.text(max_size=3))
    def test_never_breaks_a_quote(self, pieces, postcode, region, country):
        if not Zone.objects.exists():
            build_world()
        for place in ("DE", "US", "GB", country):
            for quote in selectors.quotes(Consignment.of(pieces), place, region=region, postcode=postcode):
                assert quote.price.minor >= 0
                assert quote.promise.first <= quote.promise.last

    @settings(max_examples=60, deadline=None)
    @given(st.integers(1, 119_000), st.integers(0, 1_000))
    def test_or_not_a_heavier_parcel_never_costs_less(self, weight_g, more):
        if not Zone.objects.exists():
            build_world()
        lighter, heavier = (
            selectors.quote("standard", Consignment(weight, parcels=4), "DE").price
            for weight in (weight_g, weight_g + more)
        )

        assert lighter <= heavier


class TestStatements:
    def test_are_as_many_for_24_products_and_100_lines_as_for_one(self):
        build_world()

        def cost(consignments: list[Consignment]) -> int:
            forget_all()
            with CaptureQueriesContext(connection) as captured:
                for consignment in consignments:
                    selectors.quotes(consignment, "AT", postcode="1010")
            return len(captured)

        products = [Consignment.of([piece(100 + n, size_mm=(100 + n, 90, 80))]) for n in range(24)]
        basket = Consignment.of([piece(200 + n, quantity=99, size_mm=(99 + n, 9, 9)) for n in range(100)])

        assert cost(products) == cost([basket]) == cost(products[:1]) <= 2
        assert cost(products + products) <= 2
