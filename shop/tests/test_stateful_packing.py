"""However an order is split, packed, cancelled in part, waited for and sent back: its units add up in the end.

Longer, with other lives each time:
`bin/test shop/tests/test_stateful_packing.py --hypothesis-profile=long --timeout=0`.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F, Sum
from hypothesis import HealthCheck, Phase
from hypothesis import settings as how
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run_lives

from apps.books.selectors import check
from apps.cart.tests.factories import for_sale
from apps.core.errors import ShopError
from apps.core.memo import forget_all
from apps.inventory import services as inventory
from apps.inventory.models import Stock
from apps.inventory.selectors import allocated_at
from apps.inventory.tests.factories import a_location, stocked
from apps.orders import services as orders
from apps.orders.models import Order, OrderLine, ShipmentLine
from apps.orders.services import Cancel
from apps.shipping.models import Method, Rate
from apps.warehouse import selectors, services
from apps.warehouse.models import Box, BoxLine
from apps.warehouse.rules import Details
from apps.warehouse.tests.factories import on_bench
from shop.tests.lives import _one, _rolled_back
from shop.tests.stage import an_order

PLACES = ("berlin", "shop")
FROZEN = ("delivery_gross_minor", "delivery_net_minor", "delivery_name", "delivery_carrier", "promised_first",
          "promised_last", "rate", "delivery_details", "country")  # fmt: skip
STEPS = ("pack", "scan", "take_out", "start_over", "ship", "ship_from_the_desk", "cancel", "come_back",
         "come_in", "quote_otherwise")  # fmt: skip
which = st.integers(0, 99)
units = st.integers(1, 3)
place = st.sampled_from(PLACES)


def three_orders() -> list[Order]:
    """Of goods at two places, of goods that are short, and of what the one before waits for."""
    telescope, chart, short = (
        for_sale("Telescope", stock=9),
        for_sale("Chart", stock=0),
        for_sale("Short", stock=2),
    )
    stocked(chart, 9, at=a_location("shop", priority=1))
    stocked(telescope, 9, at=a_location("shop"))
    Stock.objects.filter(variant=short).update(allows_backorder=True, backorder_limit=9)
    forget_all()
    return [
        an_order(telescope, chart, quantity=3),
        an_order(telescope, short, quantity=3),
        an_order(short, quantity=2),
    ]


class PackingLives(RuleBasedStateMachine):
    """What packers, the order desk, suppliers and customers do to three orders. Each life is rolled back."""

    orders: list[Order]
    done: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self.ended = ExitStack()
        self.ended.enter_context(_rolled_back())
        self.quotes = self.what_was_promised()

    def teardown(self) -> None:
        try:
            self.pack_the_rest()
        finally:
            self.ended.close()
            forget_all()

    # ---- what can happen ------------------------------------------------------------------------------

    @rule(n=which, at=place, pick=which, quantity=units)
    def pack(self, n: int, at: str, pick: int, quantity: int) -> None:
        order, line = self.choose(n, pick, at)
        with self.step("pack"):
            services.put(bench=on_bench(order, at), line_id=line.pk, quantity=quantity, actor="mara")

    @rule(n=which, at=place, pick=which)
    def scan(self, n: int, at: str, pick: int) -> None:
        order, line = self.choose(n, pick, at)
        with self.step("scan"):
            services.scan(bench=on_bench(order, at), code=line.sku, actor="mara")

    @rule(pick=which)
    def take_out(self, pick: int) -> None:
        packed = BoxLine.objects.filter(box__shipment=None).select_related("box__order", "box__location")
        kept = _one(packed, pick)
        if kept is None:
            return
        with self.step("take_out"):
            bench = on_bench(kept.box.order, kept.box.location.code)
            services.take_out(bench=bench, line_id=kept.line_id, actor="mara")

    @rule(n=which, at=place)
    def start_over(self, n: int, at: str) -> None:
        with self.step("start_over"):
            services.start_over(bench=on_bench(self.choose(n)[0], at), actor="mara")

    @rule(n=which, times=st.integers(1, 2))
    def ship(self, n: int, times: int) -> None:
        boxes = list(Box.objects.filter(shipment=None).order_by("pk"))
        for _ in range(times if boxes else 0):
            with self.step("ship"):
                services.ship_box(box_id=boxes[n % len(boxes)].pk, details=Details(weight_g=1), actor="mara")

    @rule(n=which, pick=which, quantity=units)
    def ship_from_the_desk(self, n: int, pick: int, quantity: int) -> None:
        order, line = self.choose(n, pick)
        with self.step("ship_from_the_desk"):
            orders.ship_order(
                order_id=order.pk, tracking_number="1", actor="mara", quantities={line.pk: quantity}
            )

    @rule(n=which, pick=which, quantity=units)
    def cancel(self, n: int, pick: int, quantity: int) -> None:
        """Some units of an order, also when others have left."""
        order, line = self.choose(n, pick)
        wish = Cancel({line.pk: quantity})
        with self.step("cancel"):
            seen = orders.preview_change(order_id=order.pk, wish=wish, by_staff=True)
            orders.confirm_change(
                order_id=order.pk, wish=wish, expected=seen.balance, actor="mara", by_staff=True
            )

    @rule(pick=which, quantity=units, again=st.booleans())
    def come_back(self, pick: int, quantity: int, again: bool) -> None:
        sent = OrderLine.objects.filter(shipped_qty__gt=F("returned_qty")).select_related("order")
        line = _one(sent, pick)
        if line is None:
            return
        order = line.order
        with self.step("come_back"):
            orders.note_returned(
                order=orders.lock_order(order_id=order.pk), units={line.pk: quantity},
                restock={line.pk: quantity} if again else {}, actor="mara", reason="Came back",
            )  # fmt: skip

    @rule(quantity=units)
    def come_in(self, quantity: int) -> None:
        if Stock.objects.filter(variant__title="Short", on_hand__gt=5).exists():
            return
        with self.step("come_in"):
            stock = Stock.objects.get(variant__title="Short")
            inventory.receive(quantities={stock.pk: quantity}, actor="mara")

    @rule(more=units)
    def quote_otherwise(self, more: int) -> None:
        """Delivery costs more, takes longer and goes by other names from now on."""
        with self.step("quote_otherwise"):
            Rate.objects.update(
                price_minor=F("price_minor") + more * 100, transit_days_max=F("transit_days_max") + 1
            )
            Method.objects.update(name=f"Other {more}", carrier=f"Other {more}")
            forget_all()

    def choose(self, n: int, pick: int = 0, at: str = "") -> tuple[Order, OrderLine]:
        """An order and a line of it, of those that lie at a place if there are any."""
        order = self.orders[n % len(self.orders)]
        lines = list(order.lines.order_by("position"))
        if at:
            parts = selectors.parts_of(order, a_location(at).pk, None)
            lines = [part.line for part in parts] or lines
        return order, lines[pick % len(lines)]

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Do one thing as one request would: it works, or the shop refuses it and nothing has changed."""
        try:
            with transaction.atomic():
                yield
            self.done[name] += 1
        except ShopError as refusal:
            self.done[f"{name}: {refusal.code}"] += 1

    def pack_the_rest(self) -> None:
        """In the end goods come in, and everything that is open is packed and sent, place by place."""
        inventory.receive(quantities={Stock.objects.get(variant__title="Short").pk: 9}, actor="mara")
        for order in self.orders:
            for at in PLACES:
                self.send_all(order, at)
        self.units_add_up()
        self.parcels_hold_what_their_place_gave()
        assert [finding for finding in check() if finding.invariant == "I3"] == []
        assert not OrderLine.objects.exclude(quantity=F("shipped_qty") + F("cancelled_qty")).exists()
        assert not Stock.objects.exclude(allocated=0).exists()
        assert selectors.pick_list(a_location("berlin").pk).jobs == []

    def send_all(self, order: Order, at: str) -> None:
        bench = on_bench(order, at)
        services.start_over(bench=bench, actor="mara")
        for part in selectors.parts_of(order, bench.location_id, None):
            assert part.waiting == 0
            services.put(bench=bench, line_id=part.line.pk, quantity=part.units, actor="mara")
        box = selectors.open_box(order.pk, bench.location_id)
        if box is not None and box.lines.exists():
            services.ship_box(box_id=box.pk, details=Details(), actor="mara")

    # ---- what always holds ----------------------------------------------------------------------------

    @invariant()
    def units_add_up(self) -> None:
        lines = OrderLine.objects.annotate(sent=Sum("shipment_lines__quantity"))
        assert not lines.exclude(quantity=F("shipped_qty") + F("cancelled_qty") + F("allocated_qty")).exists()
        assert not lines.filter(returned_qty__gt=F("shipped_qty")).exists()
        promised: Counter[str] = Counter()
        for at_place in allocated_at([line.reference for line in lines]).values():
            promised.update(at_place)
        for line in lines:
            assert (line.shipped_qty, line.allocated_qty) == (line.sent or 0, promised[line.reference])
        connection.check_constraints()

    def parcels_hold_what_their_place_gave(self) -> None:
        for part in ShipmentLine.objects.select_related("line", "shipment"):
            given = Stock.objects.get(variant=part.line.variant_id, location=part.shipment.location).movements
            taken = given.filter(reference=part.line.reference, kind="SHIPPED").aggregate(
                n=Sum("allocated_change")
            )["n"]
            assert -taken >= part.quantity

    @invariant()
    def promises_stay(self) -> None:
        """What was quoted is what stands in the order, whatever delivery costs since."""
        assert self.what_was_promised() == self.quotes

    def what_was_promised(self) -> list[Any]:
        lines = OrderLine.objects.order_by("pk").values_list(
            "unit_gross_minor", "unit_net_minor", "tax_percent"
        )
        return [*Order.objects.order_by("pk").values(*FROZEN), *lines]


class LossyLives(PackingLives):
    """The control: a shop that loses a unit now and then."""

    @rule()
    def lose_a_unit(self) -> None:
        OrderLine.objects.filter(allocated_qty__gt=0).update(allocated_qty=F("allocated_qty") - 1)


class FickleLives(PackingLives):
    """The control: a shop whose orders follow the prices of the day."""

    @rule()
    def follow_the_day(self) -> None:
        self.quote_otherwise(1)
        Order.objects.update(delivery_carrier=Method.objects.all()[0].carrier)


def a_life(lives: type[PackingLives]) -> Any:
    """Return a kind of life with orders to live with."""
    return type(lives.__name__, (lives,), {"done": Counter(), "orders": three_orders()})


def lead(lives: type[PackingLives], **given: Any) -> Counter[str]:
    """Run lives by chance and return how often each step was taken."""
    own = a_life(lives)
    run_lives(own, settings=how(deadline=None, suppress_health_check=list(HealthCheck), **given))
    done: Counter[str] = own.done
    return done


@pytest.mark.django_db
class TestAnyWayOfPacking:
    def test_ends_with_every_unit_shipped_or_cancelled_and_no_quote_changed(self) -> None:
        is_long = how.get_current_profile_name() == "long"

        done = lead(
            PackingLives,
            **(
                {}
                if is_long
                else {
                    "max_examples": 8,
                    "stateful_step_count": 30,
                    "derandomize": True,
                    "phases": [Phase.generate],
                }
            ),
        )

        print(sorted(done.items()))
        assert done["pack"] >= 5

    def test_can_take_every_step(self) -> None:
        """Or the lives above would be shorter than they look."""
        life = a_life(PackingLives)()
        life.pack(0, "shop", 0, 2)
        life.take_out(0)
        life.start_over(0, "shop")
        life.scan(0, "shop", 0)
        life.ship(0, times=1)
        life.ship_from_the_desk(1, 0, 1)
        life.come_back(0, 1, again=True)
        life.cancel(2, 0, 1)
        life.come_in(3)
        life.quote_otherwise(1)
        life.units_add_up()
        life.promises_stay()
        life.teardown()

        assert [name for name in STEPS if not life.done[name]] == [], life.done

    @pytest.mark.parametrize("lives", [LossyLives, FickleLives])
    def test_would_be_caught_losing_goods_or_changing_quotes(self, lives: type[PackingLives]) -> None:
        with pytest.raises((AssertionError, IntegrityError)):  # the database may be the first to see it
            lead(lives, max_examples=5, stateful_step_count=15, derandomize=True,
                 phases=[Phase.generate], report_multiple_bugs=False)  # fmt: skip
