"""The pages on which shoppers change a placed order: form, preview, button, payment."""

import re
from typing import Any

import pytest
from django.test import Client

from apps.cart.tests.factories import for_sale
from apps.catalog.tests.factories import add_variant
from apps.inventory.tests.factories import stocked
from apps.mail.models import Message as Mail
from apps.orders import services
from apps.orders.models import Order, OrderChange
from apps.orders.tests.factories import ADDRESS
from apps.payments.models import Refund, TestCharge
from apps.pricing.tests.factories import priced
from shop.tests.stage import (
    EMAIL,
    an_order,
    link_to,
    links,
    nothing_changes,
    run_outbox,
    signed_in,
    tags,
    title_of,
    words_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def order() -> Order:
    """Two telescopes for 100.00 that also come for 112.00 and 95.00, and two maps."""
    variant = for_sale("Telescope 150", price="100.00")
    for title, price in (("Telescope 200", "112.00"), ("Telescope 130", "95.00")):
        stocked(priced(add_variant(variant.product, title), price), 5)
    return an_order(variant, for_sale("Map", price="9.99"), quantity=2)


@pytest.fixture
def buyer(order: Order) -> Client:
    """The browser of who gave the order's e-mail address."""
    client = Client()
    client.post(link_to(order, "reveal/"), {"email": EMAIL})
    return client


def page(order: Order, kind: str) -> str:
    return link_to(order, f"change/{kind}/")


def hidden(response: Any) -> dict[str, str]:
    return {t["name"]: t.get("value", "") for t in tags(response, "input") if t.get("type") == "hidden"}


def confirm(client: Client, order: Order, kind: str, data: dict[str, Any]) -> Any:
    """Look at the preview and press its button, with what the browser would send."""
    seen = client.post(page(order, kind), data)
    assert seen.status_code == 200, words_of(seen)
    return client.post(page(order, kind), {**hidden(seen), "confirm": "1"})


def field_of(order: Order, title: str) -> str:
    return f"units_{order.lines.get(title=title).pk}"


def units(order: Order, title: str, n: Any) -> dict[str, Any]:
    return {field_of(order, title): n}


def swap(order: Order, title: str, n: int = 1) -> dict[str, Any]:
    line = order.lines.get(title="Telescope 150")
    assert line.variant is not None
    other = line.variant.product.variants.get(title=title)
    return {"to": f"{line.pk}:{other.pk}", "units": n}


class TestTheOrderPage:
    def test_offers_changes_to_who_may_see_its_details(self, order: Order, buyer: Client):
        seen = links(buyer.get(link_to(order)))

        assert [page(order, kind) for kind in ("address", "delivery", "swap", "cancel")] == [
            link for link in seen if "/change/" in link
        ]
        assert not [link for link in links(Client().get(link_to(order))) if "/change/" in link]

    def test_offers_none_once_packing_has_begun(self, order: Order, buyer: Client):
        services.mark_packed(order_id=order.pk, actor="mara")

        assert not [link for link in links(buyer.get(link_to(order))) if "/change/" in link]
        answer = buyer.get(page(order, "cancel"))
        assert answer.status_code == 409
        assert "This order is being packed" in words_of(answer)

    def test_is_open_to_the_customer_who_is_signed_in(self, alice: Any):
        order = an_order(user=alice)

        assert signed_in(alice).get(page(order, "cancel")).status_code == 200


class TestForOthers:
    @pytest.mark.parametrize("kind", ["cancel", "swap", "address", "delivery"])
    def test_the_link_alone_shows_and_changes_nothing(self, order: Order, bob: Any, kind: str):
        for stranger in (Client(), signed_in(bob)):
            with nothing_changes():
                assert stranger.get(page(order, kind))["Location"] == link_to(order)
                assert stranger.post(page(order, kind), units(order, "Map", 1)).status_code == 302

    def test_another_orders_secret_opens_nothing(self, order: Order, buyer: Client):
        other = link_to(an_order(for_sale("Other"))).split("/")[3]

        assert buyer.get(f"/orders/{order.code}/{other}/change/cancel/").status_code == 404

    def test_there_are_no_other_changes(self, order: Order, buyer: Client):
        assert buyer.get(page(order, "price")).status_code == 404


class TestCancel:
    def test_says_first_and_does_it_then(self, order: Order, buyer: Client):
        with nothing_changes():
            seen = buyer.post(page(order, "cancel"), units(order, "Map", 1))
        done = confirm(buyer, order, "cancel", units(order, "Map", 1))
        run_outbox()

        assert "You get back €9.99" in words_of(seen)
        assert done["Location"] == f"{link_to(order)}#changes"
        assert Refund.objects.get().amount_minor == 999
        said = words_of(buyer.get(link_to(order)))
        assert "Cancelled: 1 × Map. €9.99 go back to you." in said
        assert "Sent back to you €9.99" in said
        assert Mail.objects.get(kind="order_refunded").to == EMAIL

    def test_of_everything_gives_everything_back(
        self, order: Order, buyer: Client, django_capture_on_commit_callbacks: Any
    ):
        wish = {**units(order, "Map", 2), **units(order, "Telescope 150", 2)}
        with django_capture_on_commit_callbacks(execute=True):
            confirm(buyer, order, "cancel", wish)
        run_outbox()

        order.refresh_from_db()
        assert (order.status, order.payment_status) == ("CANCELLED", "REFUNDED")
        assert order.refunded_minor == order.total_gross_minor
        assert Mail.objects.get(kind="order_cancelled").to == EMAIL

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("", "Choose how many"),
            ("0", "Choose how many"),
            ("3", "Choose between 0 and 2"),
            ("-1", "Choose between 0 and 2"),
            ("many", "Choose between 0 and 2"),
        ],
    )
    def test_says_beside_the_field_what_is_wrong(self, order: Order, buyer: Client, typed: str, said: str):
        with nothing_changes():
            answer = buyer.post(page(order, "cancel"), units(order, "Map", typed))

        assert answer.status_code == 422
        assert title_of(answer).startswith("Error: ")
        assert said in words_of(answer)

    def test_goes_back_to_the_form_with_what_was_typed(self, order: Order, buyer: Client):
        answer = buyer.post(page(order, "cancel"), {**units(order, "Map", 2), "again": "1"})

        field = field_of(order, "Map")
        assert [t["value"] for t in tags(answer, "input") if t.get("name") == field] == ["2"]

    @pytest.mark.parametrize("expected", ["-1", "", "x", "9" * 30])
    def test_asks_again_when_another_amount_was_seen(self, order: Order, buyer: Client, expected: str):
        with nothing_changes():
            answer = buyer.post(
                page(order, "cancel"), {**units(order, "Map", 1), "confirm": "1", "expected": expected}
            )

        assert answer.status_code == 409
        assert "now you get back €9.99. Nothing was done." in words_of(answer)
        assert hidden(answer)["expected"] == "-999"


class TestSwap:
    def test_for_something_cheaper_gives_the_difference_back(self, order: Order, buyer: Client):
        assert "Telescope 150 for Telescope 130, €95.00 each" in words_of(buyer.get(page(order, "swap")))
        confirm(buyer, order, "swap", swap(order, "Telescope 130"))
        run_outbox()

        assert Refund.objects.get().amount_minor == 500
        said = words_of(buyer.get(link_to(order)))
        assert "1 × Telescope 150 swapped for Telescope 130. €5.00 go back to you." in said

    def test_for_something_dearer_leads_to_the_payment_and_then_happens(self, order: Order, buyer: Client):
        seen = buyer.post(page(order, "swap"), swap(order, "Telescope 200"))
        asked = confirm(buyer, order, "swap", swap(order, "Telescope 200"))
        change = OrderChange.objects.get()

        assert "You pay €12.00 more" in words_of(seen)
        assert asked["Location"] == f"/checkout/change/{change.key}/"
        pay = buyer.get(asked["Location"])
        assert "Pay €12.00" in words_of(pay)
        assert "It waits for your payment of €12.00" in words_of(buyer.get(link_to(order)))
        paid = buyer.post(asked["Location"], {**hidden(pay), "way": "test:approve"})
        assert paid["Location"] == f"{link_to(order)}#changes"
        assert "Telescope 200" in words_of(buyer.get(link_to(order)))
        assert "You paid €12.00." in words_of(buyer.get(link_to(order)))
        assert "This change is done." in words_of(buyer.get(asked["Location"]))

    def test_says_when_more_are_wanted_than_there_are(self, order: Order, buyer: Client):
        answer = buyer.post(page(order, "swap"), swap(order, "Telescope 130", 3))

        assert answer.status_code == 422
        assert "Of Telescope 150 there are 2" in words_of(answer)

    @pytest.mark.parametrize("to", ["", "1", "1:2", "x:y", "' OR 1=1"])
    def test_takes_nothing_but_what_it_offers(self, order: Order, buyer: Client, to: str):
        assert buyer.post(page(order, "swap"), {"to": to, "units": "1"}).status_code == 422


class TestThePayment:
    @pytest.fixture
    def asked(self, order: Order, buyer: Client) -> str:
        return str(confirm(buyer, order, "swap", swap(order, "Telescope 200"))["Location"])

    def pay(self, buyer: Client, asked: str, way: str, **changed: str) -> Any:
        return buyer.post(asked, {**hidden(buyer.get(asked)), "way": way, **changed})

    def test_that_is_declined_can_be_tried_again(self, order: Order, buyer: Client, asked: str):
        declined = self.pay(buyer, asked, "test:decline")

        assert declined.status_code == 402
        assert "declined" in words_of(declined)
        assert self.pay(buyer, asked, "test:approve").status_code == 302
        order.refresh_from_db()
        assert order.payment_status == "PAID"

    def test_is_confirmed_at_the_bank(self, order: Order, buyer: Client, asked: str):
        bank = self.pay(buyer, asked, "test:confirm")["Location"]
        charge = TestCharge.objects.latest("pk")
        back = buyer.post(bank[bank.index("/checkout/") :], {"answer": "approve"})
        assert back["Location"] == charge.return_url
        waiting = buyer.get(f"/checkout/payment/{charge.key}/")
        run_outbox()

        assert waiting.status_code == 200
        assert buyer.get(f"/checkout/payment/{charge.key}/")["Location"] == f"{link_to(order)}#changes"
        assert OrderChange.objects.get().status == "DONE"

    def test_can_be_given_up(self, order: Order, buyer: Client, asked: str):
        self.pay(buyer, asked, "test:confirm")
        charge = TestCharge.objects.latest("pk")
        answer = buyer.post(f"/checkout/payment/{charge.key}/cancel/")

        assert answer["Location"] == f"{link_to(order)}#changes"
        order.refresh_from_db()
        assert (order.status, order.payment_status) == ("PLACED", "PAID")

    def test_is_not_taken_once_packing_has_begun(self, order: Order, buyer: Client, asked: str):
        services.mark_packed(order_id=order.pk, actor="mara")
        with nothing_changes():
            answer = self.pay(buyer, asked, "test:approve")

        assert answer.status_code == 409
        assert "This order is being packed" in words_of(answer)

    def test_comes_back_when_packing_was_faster(self, order: Order, buyer: Client, asked: str):
        bank = self.pay(buyer, asked, "test:confirm")["Location"]
        services.mark_packed(order_id=order.pk, actor="mara")
        buyer.post(bank[bank.index("/checkout/") :], {"answer": "approve"})
        run_outbox()

        said = words_of(buyer.get(link_to(order)))
        assert "It was not made. This order is being packed" in said
        assert Refund.objects.get().status == "DONE"

    def test_takes_only_the_amount_that_was_seen(self, buyer: Client, asked: str):
        answer = self.pay(buyer, asked, "test:approve", expected_total="1")

        assert answer.status_code == 409
        assert "now you pay €12.00" in words_of(answer)

    def test_of_no_change_does_not_exist(self):
        nobody = "/checkout/change/5b0c7c8e-9f2e-4e46-9c54-0a3a3e8d5d9b/"

        assert Client().get(nobody).status_code == 404


class TestAddress:
    def test_is_corrected_without_money(self, order: Order, buyer: Client):
        shown = buyer.get(page(order, "address"))
        assert [t["value"] for t in tags(shown, "input") if t.get("name") == "line1"] == [ADDRESS["line1"]]
        new = {**ADDRESS, "line1": "Sternwartenstraße 21", "note": "Ring twice"}
        seen = buyer.post(page(order, "address"), new)
        confirm(buyer, order, "address", new)

        assert "Costs Nothing" in words_of(seen)
        said = words_of(buyer.get(link_to(order)))
        assert "Sternwartenstraße 21" in said
        assert "Ring twice" in said

    def test_into_an_area_without_tax_says_what_goes_back(self, order: Order, buyer: Client):
        new = {**ADDRESS, "postcode": "78266", "city": "Büsingen"}

        assert "You get back €" in words_of(buyer.post(page(order, "address"), new))

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"name": ""}, "Enter your full name"),
            ({"postcode": "1"}, "postcode"),
            ({"line1": "x" * 500}, "can have at most"),
        ],
    )
    def test_says_beside_the_field_what_is_wrong(
        self, order: Order, buyer: Client, changed: dict[str, str], said: str
    ):
        answer = buyer.post(page(order, "address"), {**ADDRESS, **changed})

        assert answer.status_code == 422
        assert said in words_of(answer)

    def test_that_is_the_same_is_refused_in_words(self, order: Order, buyer: Client):
        answer = buyer.post(page(order, "address"), ADDRESS)

        assert answer.status_code == 409
        assert "This is the address we have." in words_of(answer)


class TestDelivery:
    def test_costs_what_the_preview_says(self, order: Order, buyer: Client):
        assert "Express, €16.90" in words_of(buyer.get(page(order, "delivery")))

        assert "You pay €10.00 more" in words_of(buyer.post(page(order, "delivery"), {"method": "express"}))

    def test_says_beside_the_field_what_is_wrong(self, order: Order, buyer: Client):
        answer = buyer.post(page(order, "delivery"), {"method": "balloon"})

        assert answer.status_code == 422
        assert "Choose one of the delivery options" in words_of(answer)


class TestThePages:
    @pytest.mark.parametrize("kind", ["cancel", "swap", "address", "delivery"])
    def test_are_for_nobody_but_their_reader(self, order: Order, buyer: Client, kind: str):
        response = buyer.get(page(order, kind))

        assert response["Referrer-Policy"] == "same-origin"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in response["Cache-Control"]
        assert len(re.findall("<h1", response.content.decode())) == 1
