"""The order desk: what staff see of an order, and what they can do with it through the pages."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from apps.accounts.models import User
from apps.books.selectors import check
from apps.books.services import check_books
from apps.cart.tests.factories import for_sale
from apps.inventory.models import Stock
from apps.mail.models import Message as Mail
from apps.orders.models import Order, OrderEvent, Shipment
from apps.orders.services import submit_withdrawal
from apps.orders.states import FulfilmentStatus, OrderStatus, PaymentStatus
from apps.payments.models import Refund
from shop.tests.stage import (
    EMAIL,
    an_order,
    link_to,
    links,
    nothing_changes,
    press,
    run_outbox,
    shopper,
    signed_in,
    title_of,
    words_of,
)

pytestmark = pytest.mark.django_db

ACTOR = "staff@example.com"


@pytest.fixture
def desk(staff: User) -> Client:
    return signed_in(staff)


@pytest.fixture
def order(db: None) -> Order:
    return an_order()


def page_of(order: Order) -> str:
    return f"/admin/orders/order/{order.pk}/change/"


def do(client: Client, order: Order, action: str, **data: str) -> Any:
    return client.post(f"/admin/orders/order/{order.pk}/do/{action}/", data)


def last_event(order: Order) -> OrderEvent:
    found = order.events.order_by("pk").last()
    assert found is not None
    return found


class TestAction:
    def test_packed_is_written_down_with_who_and_why(self, desk: Client, order: Order):
        asked = desk.get(f"/admin/orders/order/{order.pk}/do/pack/")
        done = do(desk, order, "pack", reason="Checked twice")

        assert "1 unit stand packed." in words_of(asked)
        assert done["Location"] == page_of(order)
        order.refresh_from_db()
        assert order.fulfilment_status == FulfilmentStatus.PACKED
        event = last_event(order)
        assert (event.actor, event.reason, event.new) == (ACTOR, "Checked twice", FulfilmentStatus.PACKED)
        said = words_of(desk.get(page_of(order)))
        assert f"{order.code}: marked as packed." in said
        assert "Checked twice" in said

    def test_shipped_needs_a_tracking_number_and_tells_the_customer(self, desk: Client, order: Order):
        with nothing_changes():
            refused = do(desk, order, "ship", tracking_number="")
        do(desk, order, "ship", tracking_number="HP 42", carrier="")
        run_outbox()

        assert "This field is required." in words_of(refused)
        order.refresh_from_db()
        shipment = Shipment.objects.get()
        assert order.status == OrderStatus.SHIPPED
        assert (shipment.tracking_number, shipment.carrier) == ("HP 42", "Heliopost")
        assert OrderEvent.objects.filter(order=order, actor=ACTOR, new=OrderStatus.SHIPPED).exists()
        assert "HP 42" in Mail.objects.get(kind="order_shipped").text
        assert "HP 42" in words_of(Client().get(link_to(order)))
        assert check() == []

    def test_delivered_ends_the_way(self, desk: Client, order: Order):
        do(desk, order, "ship", tracking_number="HP 42")
        do(desk, order, "deliver", reason="Signed by Ines")

        order.refresh_from_db()
        assert (order.status, order.fulfilment_status) == (OrderStatus.DELIVERED, FulfilmentStatus.DELIVERED)
        assert OrderEvent.objects.filter(
            actor=ACTOR, new=OrderStatus.DELIVERED, reason="Signed by Ines"
        ).exists()

    def test_cancelled_needs_a_reason_and_gives_goods_and_money_back(
        self, desk: Client, order: Order, django_capture_on_commit_callbacks
    ):
        with nothing_changes():
            refused = do(desk, order, "cancel", reason="")
        with django_capture_on_commit_callbacks(execute=True):
            do(desk, order, "cancel", reason="Changed their mind")
        run_outbox()

        assert "This field is required." in words_of(refused)
        order.refresh_from_db()
        assert (order.status, order.payment_status) == (OrderStatus.CANCELLED, PaymentStatus.REFUNDED)
        assert Refund.objects.get().amount_minor == order.total_gross_minor
        assert Stock.objects.get().allocated == 0
        assert Mail.objects.get(kind="order_cancelled").to == EMAIL
        assert OrderEvent.objects.filter(
            actor=ACTOR, new=OrderStatus.CANCELLED, reason="Changed their mind"
        ).exists()
        assert check() == []

    def test_ships_the_units_that_were_typed_and_leaves_the_rest_open(self, desk: Client, staff: User):
        order = an_order(for_sale("Planisphere", price="20.00"), quantity=3)
        line = order.lines.get()

        do(desk, order, "ship", tracking_number="HP 1", **{f"units_{line.pk}": "2"})

        order.refresh_from_db()
        line.refresh_from_db()
        assert (order.status, line.shipped_qty, line.open_qty) == ("PART_SHIPPED", 2, 1)
        do(desk, order, "ship", tracking_number="HP 2")
        order.refresh_from_db()
        assert order.status == "SHIPPED"
        assert check() == []

    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            ("0", "Put at least one unit into the parcel."),
            ("4", "less than or equal to 3"),
            ("-1", "greater"),
        ],
    )
    def test_refuses_an_empty_parcel_and_one_of_too_much(self, desk: Client, typed: str, says: str):
        order = an_order(for_sale("Planisphere", price="20.00"), quantity=3)
        line = order.lines.get()

        with nothing_changes():
            answer = do(desk, order, "ship", tracking_number="HP 1", **{f"units_{line.pk}": typed})

        assert says in words_of(answer)

    def test_on_hold_keeps_the_order_in_the_house_and_in_its_own_list(self, desk: Client, order: Order):
        do(desk, order, "hold", reason="Street is unknown")

        shown = desk.get(page_of(order))
        offered = {link.split("/do/")[1] for link in links(shown) if "/do/" in link}
        changes = {"change-address/", "change-delivery/", "change-cancel/", "change-swap/"}
        assert offered == {"cancel/", "release/", "note/", "refund/", *changes}
        assert "Street is unknown" in words_of(shown)
        assert page_of(order) in " ".join(links(desk.get("/admin/orders/order/?view=held")))
        assert page_of(order) not in " ".join(links(desk.get("/admin/orders/order/?view=ship")))
        assert "0 Orders to ship 1 Orders on hold" in words_of(desk.get("/admin/"))
        assert "on hold" in words_of(desk.get("/admin/orders/order/"))
        refused = words_of(do(desk, order, "ship", tracking_number="HP 42"))
        assert "This order is on hold: Street is unknown" in refused

        do(desk, order, "release", reason="Asked by phone")

        assert page_of(order) not in " ".join(links(desk.get("/admin/orders/order/?view=held")))
        event = last_event(order)
        assert (event.old, event.new, event.actor, event.reason) == (
            "held",
            "free",
            ACTOR,
            "Asked by phone",
        )

    def test_note_stands_in_the_timeline(self, desk: Client, order: Order):
        do(desk, order, "note", text="Call before noon")

        assert last_event(order).actor == ACTOR
        assert "Call before noon" in words_of(desk.get(page_of(order)))

    @pytest.mark.parametrize(
        ("first", "second"),
        [("ship", "ship"), ("ship", "pack"), ("ship", "cancel"), ("cancel", "ship"), ("cancel", "cancel"),
         ("cancel", "pack"), ("", "deliver")],
    )  # fmt: skip
    def test_that_comes_too_late_or_too_early_is_refused_in_words(
        self, desk: Client, order: Order, first: str, second: str
    ):
        data = {"tracking_number": "HP 42", "reason": "Because"}
        if first:
            assert do(desk, order, first, **data).status_code == 302

        with nothing_changes():
            answer = do(desk, order, second, **data)

        assert answer.status_code == 200
        assert answer.context["form"].non_field_errors()

    def test_packed_counts_once(self, desk: Client, order: Order):
        do(desk, order, "pack", reason="First")

        with nothing_changes():
            do(desk, order, "pack", reason="Second")

    def test_of_an_order_that_is_not_paid_ships_nothing(self, desk: Client):
        press(shopper(until="payment"), way="test:confirm")
        order = Order.objects.get()

        with nothing_changes():
            answers = [do(desk, order, name, tracking_number="HP 42") for name in ("pack", "ship", "deliver")]

        assert all(answer.context["form"].non_field_errors() for answer in answers)

    def test_that_does_not_exist_is_not_found(self, desk: Client, order: Order):
        assert do(desk, order, "burn").status_code == 404
        assert desk.post("/admin/orders/order/999999/do/pack/").status_code == 404

    def test_takes_nothing_longer_than_it_can_keep(self, desk: Client, order: Order):
        with nothing_changes():
            answers = [
                do(desk, order, "ship", tracking_number="x" * 61),
                do(desk, order, "pack", reason="x" * 201),
                do(desk, order, "note", text="a\x00b"),
            ]

        assert [answer.status_code for answer in answers] == [200, 200, 200]


class TestStaffWithoutThePermission:
    def a_member(self, *permissions: str) -> Client:
        user = User.objects.create_user("clerk@example.com", "clerk-files-notes", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        return signed_in(user)

    @pytest.mark.parametrize("permissions", [[], ["view_order"]])
    def test_can_do_nothing(self, order: Order, permissions: list[str], subtests: pytest.Subtests):
        clerk = self.a_member(*permissions)
        for action in ("pack", "ship", "deliver", "cancel", "note"):
            with subtests.test(action=action):
                with nothing_changes():
                    answer = do(clerk, order, action, tracking_number="HP 42", reason="Because", text="Mine")

                assert answer.status_code == 404

    def test_sees_no_order_without_the_right_to_see(self, order: Order):
        clerk = self.a_member("view_product")

        assert clerk.get("/admin/orders/order/").status_code == 403
        assert clerk.get(page_of(order)).status_code == 403

    def test_sees_the_order_with_the_right_to_see(self, order: Order):
        clerk = self.a_member("view_order")

        assert order.code in words_of(clerk.get("/admin/orders/order/"))
        assert clerk.get(page_of(order)).status_code == 200

    def test_can_act_with_the_right_to_change(self, order: Order):
        clerk = self.a_member("view_order", "change_order")

        assert do(clerk, order, "pack", reason="Mine").status_code == 302
        assert last_event(order).actor == "clerk@example.com"

    def test_finds_nothing_by_the_search_of_the_whole_area(self, order: Order):
        clerk = self.a_member("view_product")

        assert order.code not in words_of(clerk.get(f"/admin/search/?s={order.code}"))


class TestOrderList:
    def test_shows_what_was_placed_and_hides_what_came_to_nothing(self, desk: Client, order: Order):
        press(shopper(for_sale("Another"), until="payment"), way="test:decline")
        failed = Order.objects.exclude(pk=order.pk).get()

        shown, all_of_them = desk.get("/admin/orders/order/"), desk.get("/admin/orders/order/?view=all")

        assert order.code in words_of(shown)
        assert "Ines Keller" in words_of(shown)
        assert "€655.90" in words_of(shown)
        assert failed.code not in words_of(shown)
        assert failed.code in words_of(all_of_them)

    @pytest.mark.parametrize("word", ["code", "email", "name", "sku"])
    def test_is_searched_by_what_customers_say_on_the_phone(self, desk: Client, word: str):
        wanted = an_order(for_sale("Wanted", sku="WANTED-1"))
        Order.objects.filter(pk=wanted.pk).update(
            email="wanted@example.org", delivery_address={**wanted.delivery_address, "name": "Wanda Wanted"}
        )
        other = an_order(for_sale("Other"))
        term = {"code": wanted.code, "email": "wanted@", "name": "wanda", "sku": "WANTED-1"}[word]

        said = words_of(desk.get("/admin/orders/order/", {"q": term}))

        assert wanted.code in said
        assert other.code not in said

    def test_is_narrowed_to_what_needs_doing(self, desk: Client, order: Order):
        gone = an_order(for_sale("Gone"))
        do(desk, gone, "ship", tracking_number="HP 42")

        to_ship = links(desk.get("/admin/orders/order/?view=ship"))
        on_its_way = links(desk.get("/admin/orders/order/?view=way"))

        assert (page_of(order) in " ".join(to_ship), page_of(gone) in " ".join(to_ship)) == (True, False)
        assert (page_of(order) in " ".join(on_its_way), page_of(gone) in " ".join(on_its_way)) == (
            False,
            True,
        )

    def test_survives_any_address(self, desk: Client, order: Order, subtests: pytest.Subtests):
        for query in ["view=unknown", "q=%00", "q=" + "x" * 5000, "status=NOSUCH", "p=999", "o=99"]:
            with subtests.test(query=query):
                assert desk.get(f"/admin/orders/order/?{query}", follow=True).status_code == 200


class TestOrderPage:
    def test_shows_everything_on_one_page(self, desk: Client, order: Order):
        run_outbox()

        response = desk.get(page_of(order))
        said = words_of(response)

        for words in ("N 200/1200 Dobsonian", "€649.00", "€6.90", "€655.90", "Sternwartenstraße 12", EMAIL):
            assert words in said, words
        assert "status: draft → placed" in said
        assert "Order " + order.code in said  # the mail in the timeline
        assert link_to(order) in links(response)
        assert f"/admin/orders/order/{order.pk}/do/pack/" in links(response)

    def test_offers_only_what_fits_the_order(self, desk: Client, order: Order):
        do(desk, order, "cancel", reason="Because")

        offered = {link.split("/do/")[1] for link in links(desk.get(page_of(order))) if "/do/" in link}

        assert offered == {"note/"}

    def test_changes_nothing_by_its_form(self, desk: Client, order: Order):
        with nothing_changes():
            answer = desk.post(
                page_of(order), {"code": "MINE", "status": "DELIVERED", "email": "x@y.example"}
            )

        assert answer.status_code == 403

    def test_shows_withdrawals_with_the_day_to_pay_back(self, desk: Client, order: Order):
        submit_withdrawal(name="Ines Keller", email=EMAIL, order_code=order.code, items="")

        said = words_of(desk.get("/admin/orders/withdrawal/"))

        assert order.code in said
        assert "Pay back by" in said


class TestStartPage:
    def test_counts_what_needs_doing_and_says_that_the_books_balance(self, desk: Client, order: Order):
        run_outbox()
        check_books()

        response = desk.get("/admin/")
        said = words_of(response)

        assert title_of(response).startswith("Today")
        assert "1 Orders to ship" in said
        assert "1 Placed today" in said
        assert "1 E-mails kept here" in said
        assert "Orders, payments, stock, e-mails and outbox agree with each other." in said

    def test_counts_what_its_lists_show(self, desk: Client, order: Order):
        """An order whose money went back altogether cannot leave, so it is in neither."""
        Order.objects.filter(pk=order.pk).update(payment_status="REFUNDED")

        assert "0 Orders to ship" in words_of(desk.get("/admin/"))
        assert page_of(order) not in " ".join(links(desk.get("/admin/orders/order/?view=ship")))

    def test_says_what_does_not_balance(self, desk: Client, order: Order):
        Stock.objects.update(on_hand=99)
        check_books()

        said = words_of(desk.get("/admin/"))

        assert "They do not balance." in said
        assert "I3" in said

    def test_leads_to_lists_that_exist(self, desk: Client, order: Order):
        for label, _, address in desk.get("/admin/").context["tasks"]:
            assert desk.get(address).status_code == 200, label
