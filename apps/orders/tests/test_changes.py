"""Changes of a placed order until packing starts, without the money: what they make of the order."""

import pytest
from django.db import IntegrityError, transaction

from apps.cart.tests.factories import for_sale
from apps.catalog.tests.factories import add_variant
from apps.currency.money import Money
from apps.inventory.models import Stock
from apps.inventory.tests.factories import stocked
from apps.orders import services
from apps.orders.errors import CannotBeChanged, ChangeCostsOther, ChangedMeanwhile, TooLateToChange
from apps.orders.models import Order, OrderChange, OrderLine
from apps.orders.services import Cancel, Readdress, Redeliver, Swap
from apps.orders.tests.factories import ADDRESS, a_draft
from apps.outbox.models import Message
from apps.pricing.tests.factories import priced
from apps.promotions.tests.factories import a_promotion

pytestmark = pytest.mark.django_db


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def paid(*variants, quantity=1) -> Order:
    draft = a_draft(*variants, quantity=quantity)
    services.mark_placed(order=draft, charged_minor=draft.total_gross_minor, actor="test", reason="Paid")
    return Order.objects.get(pk=draft.pk)


@pytest.fixture
def scope():
    """A telescope for 100.00 that also comes for 112.00 and 95.00."""
    variant = for_sale("Telescope 150", price="100.00")
    for title, price in (("Telescope 200", "112.00"), ("Telescope 130", "95.00")):
        other = priced(add_variant(variant.product, title), price)
        stocked(other, 5)
    return variant


@pytest.fixture
def order(scope) -> Order:
    """Three telescopes and three maps."""
    return paid(scope, for_sale("Map", price="9.99"), quantity=3)


def sibling(title):
    return Stock.objects.get(variant__title=title).variant


def confirm(order, wish, **given):
    seen = services.preview_change(order_id=order.pk, wish=wish, by_staff=given.get("by_staff", False))
    known = {"expected": seen.balance, "actor": "customer"}
    change = services.confirm_change(order_id=order.pk, wish=wish, **{**known, **given})
    order.refresh_from_db()
    return change


def line_of(order, title) -> OrderLine:
    found: OrderLine = order.lines.get(title=title, cancelled_qty=0)
    return found


class TestCancel:
    def test_gives_the_units_back_to_the_shelf_and_keeps_the_totals(self, order, books):
        line, total = line_of(order, "Telescope 150"), order.total
        change = confirm(order, Cancel({line.pk: 1}))

        line.refresh_from_db()
        assert (line.cancelled_qty, line.allocated_qty, line.refunded_qty) == (1, 2, 1)
        assert Stock.objects.get(variant__title="Telescope 150").allocated == 2
        assert (order.status, order.total, change.back) == ("PLACED", total, eur(10000))
        assert Message.objects.filter(topic="orders.changed").count() == 1
        assert books("I2", "I5", "I9", "I12") == []

    def test_of_everything_cancels_the_order_and_its_delivery(self, order):
        wish = Cancel({line.pk: line.quantity for line in order.lines.all()})
        change = confirm(order, wish)

        assert (order.status, change.back) == ("CANCELLED", order.total)
        assert set(Stock.objects.values_list("allocated", flat=True)) == {0}

    def test_piece_by_piece_ends_as_cancelled_with_everything_given_back(self, order, books):
        back = 0
        for line in [*order.lines.all()] * 3:
            back += confirm(order, Cancel({line.pk: 1})).back_minor

        assert (order.status, order.fulfilment_status) == ("CANCELLED", "NONE")
        assert back == order.total_gross_minor
        assert books("I2", "I5", "I9", "I12") == []

    def test_shares_what_a_promotion_took_off(self, scope):
        a_promotion()
        order = paid(scope, quantity=3)
        line = order.lines.get()

        assert line.line_gross_minor == 27000
        assert confirm(order, Cancel({line.pk: 1})).back == eur(9000)

    @pytest.mark.parametrize("units", [0, -1, 4])
    def test_refuses_units_that_are_not_there(self, order, units):
        with pytest.raises(CannotBeChanged):
            confirm(order, Cancel({line_of(order, "Map").pk: units}))

    def test_refuses_lines_of_another_order(self, order):
        other = paid(for_sale("Other")).lines.get()

        with pytest.raises(CannotBeChanged):
            confirm(order, Cancel({other.pk: 1}))

    def test_is_open_to_staff_until_the_units_are_shipped(self, order, books):
        services.mark_packed(order_id=order.pk, actor="mara")
        line = line_of(order, "Map")
        confirm(order, Cancel({line.pk: 1}), by_staff=True)
        assert order.fulfilment_status == "OPEN"
        other = line_of(order, "Telescope 150")
        services.ship_order(order_id=order.pk, tracking_number="1", actor="mara", quantities={other.pk: 3})
        order.refresh_from_db()
        confirm(order, Cancel({line.pk: 2}), by_staff=True)

        assert (order.status, order.fulfilment_status) == ("SHIPPED", "SHIPPED")
        assert books("I2", "I5", "I9", "I12") == []


class TestSwap:
    def test_for_something_cheaper_gives_the_difference_back(self, order, books):
        line = line_of(order, "Telescope 150")
        change = confirm(order, Swap(line.pk, 3, sibling("Telescope 130").pk))

        line.refresh_from_db()
        assert (line.title, line.quantity, line.line_gross_minor) == ("Telescope 130", 3, 28500)
        assert (change.back, order.lowered_minor) == (eur(1500), 1500)
        assert order.payment_status == "PAID"
        assert order.total_gross_minor + 1500 == order.charged_minor
        assert [Stock.objects.get(variant__title=f"Telescope {n}").allocated for n in (150, 130)] == [0, 3]
        assert books("I2", "I5", "I9", "I12") == []

    def test_of_some_units_puts_them_on_a_line_of_their_own(self, order, books):
        line = line_of(order, "Telescope 150")
        confirm(order, Swap(line.pk, 1, sibling("Telescope 130").pk))

        amounts = order.lines.values_list("title", "quantity", "allocated_qty", "line_gross_minor")
        assert list(amounts) == [
            ("Telescope 150", 2, 2, 20000),
            ("Map", 3, 3, 2997),
            ("Telescope 130", 1, 1, 9500),
        ]
        assert books("I2", "I5", "I9", "I12") == []

    def test_leaves_cancelled_units_as_they_were_sold(self, order, books):
        line = line_of(order, "Telescope 150")
        confirm(order, Cancel({line.pk: 1}))
        confirm(order, Swap(line.pk, 1, sibling("Telescope 130").pk))

        rows = order.lines.order_by("position").values_list(
            "title", "quantity", "cancelled_qty", "refunded_qty"
        )
        assert list(rows) == [
            ("Telescope 150", 1, 0, 0),
            ("Map", 3, 0, 0),
            ("Telescope 150", 1, 1, 1),
            ("Telescope 130", 1, 0, 0),
        ]
        assert books("I2", "I5", "I9", "I12") == []

    def test_that_costs_more_waits_for_its_payment(self, order):
        line = line_of(order, "Telescope 150")
        change = confirm(order, Swap(line.pk, 1, sibling("Telescope 200").pk))

        assert (change.status, change.pay) == ("PENDING", eur(1200))
        assert order.lines.count() == 2
        assert Stock.objects.get(variant__title="Telescope 200").allocated == 0

    def test_keeps_a_promotion_in_proportion_but_never_makes_it_bigger(self, scope):
        a_promotion()
        order = paid(scope)
        line = order.lines.get()
        down = services.preview_change(order_id=order.pk, wish=Swap(line.pk, 1, sibling("Telescope 130").pk))
        up = services.preview_change(order_id=order.pk, wish=Swap(line.pk, 1, sibling("Telescope 200").pk))

        assert down.back == eur(450)
        assert up.pay == eur(1200)
        assert up.order.discounts[0]["goods_minor"] == 1000
        assert down.order.discounts[0]["goods_minor"] == 950

    def test_refuses_another_product(self, order):
        with pytest.raises(CannotBeChanged):
            confirm(order, Swap(line_of(order, "Map").pk, 1, sibling("Telescope 130").pk))

    def test_refuses_what_is_sold_out_and_changes_nothing(self, order):
        from apps.inventory.errors import InsufficientStock

        Stock.objects.filter(variant__title="Telescope 130").update(safety=5)
        with pytest.raises(InsufficientStock), transaction.atomic():
            confirm(order, Swap(line_of(order, "Telescope 150").pk, 1, sibling("Telescope 130").pk))

        assert OrderChange.objects.count() == 0
        assert order.lines.count() == 2

    def test_offers_what_can_be_bought(self, order):
        from django.utils import timezone

        Stock.objects.filter(variant__title="Telescope 200").update(safety=5)
        line = line_of(order, "Telescope 150")
        offered = services.swap_choices(order, line, now=timezone.now())

        assert [(choice.facts.title, choice.unit) for choice in offered] == [("Telescope 130", eur(9500))]


class TestReaddress:
    def test_in_the_same_tax_area_costs_nothing(self, order):
        new = {**ADDRESS, "line1": "Sternwartenstraße 21"}
        change = confirm(order, Readdress(new, "Ring twice"))

        assert (change.status, change.pay_minor, change.back_minor) == ("DONE", 0, 0)
        assert order.delivery_address["line1"] == order.billing_address["line1"] == "Sternwartenstraße 21"
        assert order.note == "Ring twice"

    def test_keeps_another_billing_address(self, order):
        order.billing_address = {**ADDRESS, "name": "Club"}
        order.save()
        confirm(order, Readdress({**ADDRESS, "city": "Berlin"}))

        assert order.billing_address["name"] == "Club"

    def test_never_leaves_the_country(self, order):
        confirm(order, Readdress({**ADDRESS, "country": "CH", "city": "Bern"}))

        assert (order.country, order.delivery_address["country"]) == ("DE", "DE")

    def test_into_an_area_without_tax_takes_the_tax_off(self, order, books):
        """Büsingen (78266) belongs to Germany, but not to the union's tax area."""
        change = confirm(order, Readdress({**ADDRESS, "postcode": "78266", "city": "Büsingen"}))

        assert change.back == eur(5381)
        assert order.total_gross_minor == order.total_net_minor
        assert order.is_export
        assert order.total_gross_minor + change.back_minor == order.charged_minor
        assert books("I2", "I5", "I9", "I12") == []

    def test_that_changes_nothing_is_refused(self, order):
        with pytest.raises(CannotBeChanged):
            confirm(order, Readdress(order.delivery_address))


class TestRedeliver:
    def test_that_costs_more_waits_for_its_payment(self, order):
        change = confirm(order, Redeliver("express"))

        assert change.status == "PENDING"
        assert order.delivery_code == "standard"

    def test_back_to_the_cheaper_way_gives_money_back(self, order):
        dear = services.confirm_change(
            order_id=order.pk,
            wish=Redeliver("express"),
            expected=services.preview_change(order_id=order.pk, wish=Redeliver("express")).balance,
            actor="customer",
        )
        locked = services.lock_order(order_id=order.pk)
        done = services.apply_change(
            order=locked,
            change_id=dear.pk,
            charged_minor=order.total_gross_minor + dear.pay_minor,
            refunded_minor=0,
            actor="bank",
        )
        order.refresh_from_db()
        assert done
        assert (order.delivery_code, order.payment_status) == ("express", "PAID")
        change = confirm(order, Redeliver("standard"))
        assert (order.delivery_code, change.back_minor) == ("standard", dear.pay_minor)

    @pytest.mark.parametrize("method", ["standard", "balloon"])
    def test_refuses_what_it_is_or_what_is_not_offered(self, order, method):
        with pytest.raises(CannotBeChanged):
            confirm(order, Redeliver(method))


class TestConfirm:
    def test_insists_on_the_amount_that_was_seen(self, order):
        with pytest.raises(ChangeCostsOther) as refusal:
            confirm(order, Cancel({line_of(order, "Map").pk: 1}), expected=eur(-1))

        assert refusal.value.balance == eur(-999)
        assert "you get back €9.99" in refusal.value.message
        assert OrderChange.objects.count() == 0

    def test_asks_again_when_the_price_has_moved(self, order):
        line, other = line_of(order, "Telescope 150"), sibling("Telescope 200")
        wish = Swap(line.pk, 1, other.pk)
        seen = services.preview_change(order_id=order.pk, wish=wish).balance
        priced(other, "120.00")

        with pytest.raises(ChangeCostsOther):
            confirm(order, wish, expected=seen)

    def test_keeps_what_it_was_and_what_it_became(self, order):
        line = line_of(order, "Telescope 150")
        change = confirm(order, Swap(line.pk, 3, sibling("Telescope 130").pk), actor="mara", reason="asked")

        key = str(line.pk)
        assert change.before["lines"][key]["title"] == "Telescope 150"
        assert change.after["lines"][key]["title"] == "Telescope 130"
        assert (
            change.before["order"]["total_gross_minor"] - 1500 == change.after["order"]["total_gross_minor"]
        )
        assert (change.actor, change.reason, order.revision) == ("mara", "asked", 1)
        assert order.events.filter(kind="NOTE", text__contains="swapped for", actor="mara").exists()

    def test_replaces_a_change_that_waited(self, order):
        first = confirm(order, Redeliver("express"))
        confirm(order, Swap(line_of(order, "Telescope 150").pk, 1, sibling("Telescope 200").pk))

        first.refresh_from_db()
        assert (first.status, first.outcome) == ("LAPSED", "Another change was made instead.")

    @pytest.mark.parametrize("by_staff", [False, True])
    @pytest.mark.parametrize("state", ["packed", "shipped", "cancelled", "unpaid"])
    def test_refuses_orders_that_are_too_far(self, order, state, by_staff):
        if state == "packed":
            services.mark_packed(order_id=order.pk, actor="mara")
        elif state == "shipped":
            services.ship_order(order_id=order.pk, tracking_number="1", actor="mara")
        elif state == "cancelled":
            services.cancel_order(order_id=order.pk, actor="mara", reason="asked")
        else:
            Order.objects.update(charged_minor=0, payment_status="UNPAID")
        if state == "packed" and by_staff:
            confirm(order, Redeliver("express"), by_staff=True)
            return

        with pytest.raises(TooLateToChange):
            confirm(order, Redeliver("express"), by_staff=by_staff)

    def test_lets_an_unpaid_order_be_cancelled_as_a_whole(self, order):
        Order.objects.update(charged_minor=0, payment_status="UNPAID")
        change = confirm(order, Cancel({line.pk: 3 for line in order.lines.all()}))

        assert (order.status, change.back_minor) == ("CANCELLED", 0)


class TestPacking:
    def test_wants_to_have_seen_the_order_as_it_is(self, order):
        confirm(order, Cancel({line_of(order, "Map").pk: 1}))

        with pytest.raises(ChangedMeanwhile):
            services.mark_packed(order_id=order.pk, actor="mara", revision=0)
        assert services.mark_packed(order_id=order.pk, actor="mara", revision=1).packed_at


class TestTheDatabase:
    def test_never_rewrites_a_change(self, order):
        change = confirm(order, Cancel({line_of(order, "Map").pk: 1}))

        for write in (lambda: OrderChange.objects.update(summary="Nothing"), change.delete):
            with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
                write()

    def test_keeps_one_change_waiting_per_order(self, order):
        change = confirm(order, Redeliver("express"))
        change.pk, change._state.adding = None, True
        import uuid

        change.key = uuid.uuid4()
        with pytest.raises(IntegrityError), transaction.atomic():
            change.save()
