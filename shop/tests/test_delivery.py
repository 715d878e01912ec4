"""Delivery from the basket to the order's page, and the pages by which staff keep its rules."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.cart import selectors as carts
from apps.cart.models import Cart
from apps.cart.tests.factories import a_cart, for_sale
from apps.catalog.models import ProductPage, Variant
from apps.catalog.services import save_product
from apps.catalog.tests.factories import add_variant
from apps.core.memo import forget_all
from apps.currency.money import Money
from apps.mail.models import Message
from apps.orders.models import Order
from apps.orders.services import mark_delivered, ship_order
from apps.pricing.services import set_prices
from apps.shipping.models import (
    Method,
    PickupPoint,
    Rate,
    Surcharge,
    TransitFigure,
    TransitRecord,
    Zone,
    ZoneArea,
)
from apps.shipping.services import measure_transit
from apps.shipping.tests.factories import delivery_rates
from shop.tests.stage import (
    CONTACT,
    PHONE,
    an_order,
    link_to,
    press,
    run_outbox,
    shopper,
    signed_in,
    words_of,
)

pytestmark = pytest.mark.django_db


def on_the_delivery_page(*variants: Variant, **address: Any) -> Client:
    client = shopper(*variants, until="address")
    client.post("/checkout/address/", {**CONTACT, "phone": PHONE, **address})
    forget_all()
    return client


def choose(client: Client, method: str) -> Any:
    return client.post("/checkout/delivery/", {"method": method, "same": "on", "note": ""})


def a_way_to_fetch(kind: str = "point") -> None:
    """A pick-up point in Potsdam, or the shop itself."""
    method = Method.objects.create(code=kind, name="Pick-up point", carrier="Heliopost", kind=kind)
    zone = Zone.objects.get(name="EU")
    Rate.objects.create(method=method, zone=zone, up_to_weight_g=99_000, price_minor=350,
                        transit_days_min=1, transit_days_max=2)  # fmt: skip
    PickupPoint.objects.create(method=method, code="p-1", name="Kiosk", line1="Ring 1", postcode="14482",
                               city="Potsdam", country="DE", hours="8 to 20")  # fmt: skip
    forget_all()


class TestCheckout:
    def test_offers_pick_up_points_with_address_and_hours(self):
        client = on_the_delivery_page(for_sale())
        a_way_to_fetch()

        said = words_of(client.get("/checkout/delivery/"))
        choose(client, "at:p-1")
        press(client)

        assert "Ring 1, 14482 Potsdam. 8 to 20" in said
        order = Order.objects.get()
        assert (order.delivery_code, order.delivery_details["method"]) == ("at:p-1", "point")
        assert order.delivery_details["point"]["city"] == "Potsdam"
        assert order.delivery_gross_minor == 350
        run_outbox()
        assert "To be fetched at: Kiosk, Ring 1, 14482 Potsdam, 8 to 20" in Message.objects.get().text
        assert "You fetch it at Kiosk, Ring 1, Potsdam" in words_of(client.get(link_to(order, "thanks/")))

    def test_freezes_parcels_zone_and_surcharges_in_the_order(self):
        variant = for_sale("Refractor", weight_g=9_000, length_mm=1_300, width_mm=300, height_mm=300)
        client = on_the_delivery_page(variant)
        Surcharge.objects.create(name="Bulky", longer_than_mm=1_200, price_minor=2_000)
        forget_all()

        said = words_of(client.get("/checkout/delivery/"))
        choose(client, "standard")
        press(client)

        assert "With bulky surcharge" in said
        details = Order.objects.get().delivery_details
        assert details["zone"] == "EU"
        assert details["parcels"] == [{"weight_g": 9_000, "size_mm": [1_300, 300, 300]}]
        assert details["surcharges"] == [{"name": "Bulky", "minor": 2_000}]
        assert details["customs"] == []

    def test_quotes_the_part_of_the_country_that_the_address_lies_in(self):
        client = on_the_delivery_page(for_sale(), postcode="27498", city="Helgoland")
        zone = Zone.objects.create(name="Islands")
        ZoneArea.objects.create(zone=zone, name="Heligoland", country="DE",
                                first_postcode="27498", last_postcode="27498")  # fmt: skip
        Rate.objects.create(method=Method.objects.get(code="standard"), zone=zone, up_to_weight_g=99_000,
                            price_minor=1_190, transit_days_min=4, transit_days_max=6)  # fmt: skip
        forget_all()

        said = words_of(client.get("/checkout/delivery/"))

        assert "€10.00" in said  # without tax there
        assert "Express" not in said
        assert choose(client, "express").status_code == 422

    def test_shows_a_way_out_where_nothing_goes(self):
        client = on_the_delivery_page(for_sale(), postcode="27498", city="Helgoland")
        ZoneArea.objects.create(zone=Zone.objects.create(name="Nobody"), name="Heligoland", country="DE",
                                first_postcode="27498", last_postcode="27498")  # fmt: skip
        a_way_to_fetch("shop")

        response = client.get("/checkout/delivery/")

        said = words_of(response)
        assert response.status_code == 200
        assert "We cannot deliver these items to this address in Germany" in said
        assert "Collect it at Kiosk, Ring 1, 14482 Potsdam" in said
        assert "Choose another address" in said
        assert choose(client, "standard").status_code == 422
        assert "27498" in client.get("/checkout/address/").content.decode()

    def test_declares_goods_that_leave_the_customs_union(self):
        variant = for_sale(price="119.00", weight_g=2_000)
        Variant.objects.filter(pk=variant.pk).update(hs_code="900580", origin="CN")
        variant.refresh_from_db()
        save_product(product=variant.product)
        client = on_the_delivery_page(variant, country="CH", postcode="8001", city="Zürich")
        choose(client, "standard")
        press(client)

        order = Order.objects.get()
        (line,) = order.delivery_details["customs"]
        assert (line["hs_code"], line["origin"], line["value_minor"]) == ("900580", "CN", 10_000)
        said = words_of(client.get(link_to(order)))
        assert "goods number 900580" in said
        assert "made in China" in said


class TestBaskets:
    def test_of_100_lines_cost_as_many_statements_as_of_one(self):
        delivery_rates()
        first = for_sale("Thing", weight_g=100)
        more = [add_variant(first.product, options={"number": f"n{n}"}, weight_g=100 + n) for n in range(99)]
        set_prices(prices={variant.pk: Money(100, "EUR") for variant in more}, actor="test")
        save_product(product=first.product)
        one, many = a_cart(first), a_cart(first)
        line = many.lines.get()
        for variant in more:
            line.pk, line.variant_id = None, variant.pk
            line.save(force_insert=True)

        def cost(cart: Cart) -> tuple[int, int]:
            with CaptureQueriesContext(connection) as captured:
                basket = carts.basket(carts.contents(cart_id=cart.pk), country="DE", postcode="10115")
            assert basket.quote is not None
            assert sum(parcel.weight_g for parcel in basket.quote.parcels) == basket.consignment.weight_g
            return len(basket.priced.items), len(captured)

        cost(one)
        assert cost(one) == (1, 1)
        assert cost(many) == (100, 1)


class TestBadData:
    @pytest.mark.parametrize(
        "wrong",
        [
            {"size_mm": [0, -5, 100]},
            {"size_mm": []},
            {"weight_g": -500},
            {"parcels": -1},
            {"size_mm": [None, 1, 2]},
        ],
    )
    def test_never_keeps_a_shopper_from_buying(self, wrong):
        variant = for_sale()
        page = ProductPage.objects.get(pk=variant.product_id)
        page.facts["variants"][str(variant.pk)] |= wrong
        page.document["variants"][0] |= wrong
        page.save()

        assert Client().get(variant.product.get_absolute_url()).status_code == 200
        client = on_the_delivery_page(variant)
        choose(client, "standard")
        press(client)

        assert Order.objects.get().is_placed


class TestOrders:
    def test_teach_later_promises_and_say_how_often_they_hold(self, settings):
        settings.TRANSIT_FLOOR = 1
        order = an_order(for_sale(stock=5))
        ship_order(order_id=order.pk, tracking_number="1", actor="test")
        mark_delivered(order_id=order.pk, actor="test")
        record = TransitRecord.objects.get()
        assert (record.method_code, record.country, record.region, record.days) == ("standard", "DE", "14", 0)
        measure_transit()
        forget_all()

        later = an_order(for_sale("Another"))

        said = words_of(Client().get(link_to(later)))
        assert "Of 1 parcel to your region, 100 % came within the time we promise." in said
        assert TransitFigure.objects.count() == 2

    def test_say_nothing_of_few_parcels(self):
        assert "to your region" not in words_of(Client().get(link_to(an_order(for_sale()))))

    def test_need_no_statement_of_their_own_for_facts_about_delivery(self):
        order = an_order(for_sale())
        client = Client()
        client.get(link_to(order))
        with CaptureQueriesContext(connection) as captured:
            client.get(link_to(order))

        assert len(captured) == 4, "order, lines, returns, documents"


@pytest.fixture
def desk(staff: User) -> Client:
    an_order(for_sale())
    return signed_in(staff)


ZONE = {"areas-TOTAL_FORMS": "0", "areas-INITIAL_FORMS": "0", "position": "9"}


class TestStaff:
    def test_see_where_nothing_goes_and_which_goods_have_no_size(self, desk: Client):
        Zone.objects.create(name="Far", countries=["AQ"])
        zone = Zone.objects.create(name="Also Europe", countries=["DE"], position=5)
        ZoneArea.objects.create(
            zone=zone, name="Azores", country="PT", first_postcode="95", last_postcode="99"
        )
        Variant.objects.update(width_mm=0)

        said = words_of(desk.get("/admin/shipping/zone/gaps/"))

        assert "AQ Antarctica Zone Far has no rate of an active method" in said
        assert "HU Hungary In no delivery zone" in said
        assert "PT 95 to 99 Azores Zone Also Europe has no rate" in said
        assert "DE Germany Stands in EU and in Also Europe; EU answers" in said
        assert "FR France" not in said
        assert Variant.objects.get().sku in said

    def test_see_the_gaps_for_a_fixed_price(self, desk: Client):
        def cost() -> int:
            with CaptureQueriesContext(connection) as captured:
                desk.get("/admin/shipping/zone/gaps/")
            return len(captured)

        desk.get("/admin/shipping/zone/gaps/")
        before = cost()
        for number in range(5):
            Zone.objects.create(name=f"Zone {number}", countries=["AQ"])

        assert cost() == before

    @pytest.mark.parametrize(
        ("countries", "words"), [("DE,AQ", "Germany: already in zone EU"), ("QQ", "There is no country QQ")]
    )
    def test_cannot_put_a_country_into_two_zones(self, desk: Client, countries: str, words: str):
        response = desk.post("/admin/shipping/zone/add/", {**ZONE, "name": "Mine", "countries": countries})

        assert words in words_of(response)
        assert not Zone.objects.filter(name="Mine").exists()

    def test_write_postcodes_as_people_do(self, desk: Client):
        area = {"name": "Heligoland", "country": "de", "region": "", "first_postcode": "274 98"}
        rows = {f"areas-0-{name}": value for name, value in area.items()}
        desk.post(
            "/admin/shipping/zone/add/",
            {**ZONE, "areas-TOTAL_FORMS": "1", **rows, "name": "Mine", "countries": "AQ"},
        )

        found = ZoneArea.objects.get()
        assert (found.country, found.first_postcode, found.last_postcode) == ("DE", "27498", "27498")

    def test_change_prices_at_once(self, desk: Client):
        variant = for_sale("Another")
        before = words_of(desk.get(variant.product.get_absolute_url()))
        desk.post("/admin/shipping/surcharge/add/", {
            "name": "Fuel", "country": "DE", "region": "", "first_postcode": "", "last_postcode": "",
            "currency": "EUR", "price_minor": "100", "is_active": "on",
        })  # fmt: skip

        assert "€6.90" in before
        assert Surcharge.objects.exists()
        forget_all()
        assert "€7.90" in words_of(desk.get(variant.product.get_absolute_url()))
