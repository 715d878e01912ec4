"""The lives of orders: what shoppers, staff, banks, time and death can do to them, as steps for Hypothesis.

Each life is a transaction that is rolled back, so the shop is as new for the next one and a failing life can be
shortened. What runs after a commit runs after each step, or never, as when the process dies in between. Which
steps come never depends on what the shop answers, which has chance and clocks of its own: a step that finds
nothing to do does nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

import time_machine
from django.db import connection, transaction
from django.db.models import F, Q, Sum
from django.test import TestCase
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from apps.books.selectors import check
from apps.cart import services as carts
from apps.cart.models import Cart
from apps.cart.tests.factories import for_sale
from apps.catalog.models import Variant
from apps.catalog.tests.factories import add_variant
from apps.core.errors import ShopError
from apps.core.faults import CRASH_POINTS, Died, dying_at
from apps.core.memo import forget_all
from apps.currency.models import ExchangeRate
from apps.currency.money import Money
from apps.currency.tests.factories import record
from apps.giftcards.models import GiftCard
from apps.giftcards.services import issue
from apps.inventory.tests.factories import stocked
from apps.orders import services as orders
from apps.orders.models import Order, OrderChange, OrderLine
from apps.orders.services import Cancel, Redeliver, Swap, Wish
from apps.orders.tests.factories import ADDRESS, found, total_of
from apps.outbox.models import Message
from apps.payments import services
from apps.payments.models import Payment, PaymentEvent, Refund, RefundLine, TestCharge
from apps.payments.tests.factories import transfer_comes
from apps.pricing.tests.factories import priced
from apps.promotions.tests.factories import a_code, a_promotion
from apps.shipping.tests.factories import delivery_rates
from shop.tests.stage import run_outbox

AT_ONCE = ["test:approve", "test:confirm", "test:decline", "test:timeout"]
WAYS = [*AT_ONCE, "test:late", "stripe:card", "transfer:bank"]
CARDS = ["pm_card_visa", "pm_card_chargeDeclined"]
ENDED = ["FAILED", "EXPIRED", "CANCELLED"]
# What one can do; each must have worked at least once in a run.
STEPS = ["place", "press_again", "answer", "pay_by_transfer", "hear", "cancel", "change", "ship", "deliver",
         "refund", "goodwill", "work", "wait"]  # fmt: skip
which = st.integers(0, 99)
units = st.integers(1, 3)


@dataclass(frozen=True)
class Shop:
    """What every life finds: goods, of which the first three are variants of one product, and a gift card."""

    goods: list[Variant]
    card: GiftCard


def open_shop() -> Shop:
    delivery_rates()
    telescope = for_sale("Telescope 150", price="100.00", stock=12)
    bigger = stocked(priced(add_variant(telescope.product, "Telescope 200"), "112.00"), 5).variant
    smaller = stocked(priced(add_variant(telescope.product, "Telescope 130"), "95.00"), 5).variant
    a_code(a_promotion("Ten off", needs_coupon=True, max_uses=3), "SATURN", max_uses=3)
    card = issue(amount=Money.of("150.00", "EUR"), actor="test").card
    forget_all()
    return Shop([telescope, bigger, smaller, for_sale("Eyepiece", price="39.90", stock=15)], card)


class Lives(RuleBasedStateMachine):
    """A small shop, its shoppers, its staff, its banks, and the death of any of their processes."""

    shop: Shop
    stripe: Any
    done: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self.ended = ExitStack()
        self.ended.enter_context(_rolled_back())
        self.clock = self.ended.enter_context(time_machine.travel(timezone.now(), tick=True))
        self.stripe.reset()
        self._rates()
        self.bank_entries = 0

    def teardown(self) -> None:
        try:
            self.settle()
        finally:
            self.ended.close()
            forget_all()

    @initialize()
    def sell_two(self) -> None:
        """Every life begins with an order that is paid and one that will be."""
        for way in ("test:approve", "transfer:bank"):
            with self.step("place"):
                self.press(self.fill([(0, 3), (3, 2)], "EUR"), way)

    def _rates(self) -> None:
        today = timezone.localdate().isoformat()
        if not ExchangeRate.objects.filter(effective_on=today, currency="USD").exists():
            record("USD", "1.25", today)

    # ---- shoppers -----------------------------------------------------------------------------------

    @rule(
        way=st.sampled_from(WAYS), lines=st.lists(st.tuples(which, units), min_size=1, max_size=3),
        coupon=st.booleans(), by_card=st.booleans(), currency=st.sampled_from(["EUR", "EUR", "USD"]),
    )  # fmt: skip
    def place(
        self, way: str, lines: list[tuple[int, int]], coupon: bool, by_card: bool, currency: str
    ) -> None:
        with self.step("place"):
            cart = self.fill(lines, currency)
            if coupon:
                carts.add_coupon(cart=cart, code="SATURN")
            if by_card and currency == "EUR":
                orders.choose_gift_card(found=found(cart), gift_card_id=self.shop.card.pk)
            self.press(cart, way)

    @rule(n=which, way=st.sampled_from(WAYS))
    def press_again(self, n: int, way: str) -> None:
        """The basket of a try that failed, or a button that is pressed twice."""
        cart = _one(Cart.objects.filter(checkout__method__gt=""), n)
        if cart is not None:
            with self.step("press_again"):
                self.press(cart, way)

    def fill(self, lines: list[tuple[int, int]], currency: str) -> Cart:
        cart: Cart | None = None
        for n, quantity in lines:
            variant = self.shop.goods[n % len(self.shop.goods)]
            added = carts.add(
                cart=cart, user=None, variant_id=variant.pk, quantity=quantity, currency=currency
            )
            cart = added.cart
        assert cart is not None
        orders.save_contact(found=found(cart), email="ines.keller@example.org", delivery=ADDRESS)
        orders.choose_delivery(found=found(cart), method="standard")
        return Cart.objects.get(pk=cart.pk)

    def press(self, cart: Cart, way: str) -> None:
        services.place_order(cart_id=cart.pk, expected_total=total_of(cart), way=way)

    # ---- banks --------------------------------------------------------------------------------------

    @rule(n=which, says_yes=st.booleans())
    def answer(self, n: int, says_yes: bool) -> None:
        """A shopper answers the page of the test bank or of Stripe."""
        payment = _one(Payment.objects.filter(status="REQUIRES_ACTION"), n)
        if payment is None:
            return
        with self.step("answer"):
            if payment.provider == "stripe":
                if self.stripe.books.get(payment.reference, "pi")["status"] == "requires_payment_method":
                    self.stripe.confirm(payment.reference, CARDS[0] if says_yes else CARDS[1])
            else:
                charge = TestCharge.objects.get(key=payment.key)
                services.answer_confirmation(secret=charge.secret, approve=says_yes)

    @rule(n=which, times=st.integers(1, 2))
    def ask(self, n: int, times: int) -> None:
        for _ in range(times):
            with self.step("ask"):
                self.ask_one(n)

    @rule(seed=st.integers(0, 9999), copies=st.integers(1, 2))
    def hear(self, seed: int, copies: int) -> None:
        """Some of Stripe's messages come, in any order, and more than once."""
        events = list(self.stripe.courier.kept[-8:]) * copies
        chance = Random(seed)
        chance.shuffle(events)
        for event in events[: 1 + chance.randrange(6)]:
            with self.step("hear"):
                body, signature = self.stripe.courier.letter(event)
                services.take_message(body=body, signature=signature)

    @rule(n=which, share=st.sampled_from([40, 100, 100, 100, 130]))
    def pay_by_transfer(self, n: int, share: int) -> None:
        """A transfer comes: part of it, all of it, too much, before or after the order's end."""
        order = _one(Order.objects.filter(payments__provider="transfer"), n)
        if order is not None:
            with self.step("pay_by_transfer"):
                self.bank_entries += 1
                minor = max(1, order.total_gross_minor * share // 100)
                transfer_comes(order, minor, f"B{self.bank_entries}")

    # ---- what becomes of an order -------------------------------------------------------------------

    def placed(self, n: int) -> Order | None:
        order: Order | None = _one(Order.objects.filter(placed_at__isnull=False), n)
        return order

    @rule(n=which)
    def cancel(self, n: int) -> None:
        order = _one(Order.objects.filter(status="PLACED"), n)
        if order is not None:
            with self.step("cancel"):
                orders.cancel_order(order_id=order.pk, actor="mara", reason="asked")

    @rule(n=which, kind=st.sampled_from(["drop", "swap", "deliver"]), quantity=units, other=which,
          way=st.sampled_from(AT_ONCE))  # fmt: skip
    def change(self, n: int, kind: str, quantity: int, other: int, way: str) -> None:
        """Fewer units, another variant, faster delivery: at once, or when it is paid."""
        order = _one(Order.objects.filter(status="PLACED"), n)
        if order is None:
            return
        line = _one(order.lines.all(), other)
        assert line is not None
        wishes: dict[str, Wish] = {
            "drop": Cancel({line.pk: quantity}),
            "swap": Swap(line.pk, quantity, self.shop.goods[other % 3].pk),
            "deliver": Redeliver("express"),
        }
        wish = wishes[kind]
        with self.step("change"):
            seen = orders.preview_change(order_id=order.pk, wish=wish)
            change = orders.confirm_change(
                order_id=order.pk, wish=wish, expected=seen.balance, actor="customer"
            )
            if change.status == OrderChange.Status.PENDING:
                services.pay_change(key=change.key, expected=change.pay, way=way)

    @rule(n=which, quantity=st.none() | units, pick=which, arrives=st.booleans())
    def ship(self, n: int, quantity: int | None, pick: int, arrives: bool) -> None:
        order = _one(Order.objects.exclude(status__in=[*ENDED, "DRAFT"]), n)
        if order is None:
            return
        line = _one(order.lines.all(), pick)
        assert line is not None
        with self.step("ship"):
            part = None if quantity is None else {line.pk: quantity}
            orders.ship_order(order_id=order.pk, tracking_number="T1", actor="mara", quantities=part)
        if arrives:
            with self.step("deliver"):
                orders.mark_delivered(order_id=order.pk, actor="mara")

    @rule(n=which, quantity=units, pick=which, delivery=st.booleans())
    def refund(self, n: int, quantity: int, pick: int, delivery: bool) -> None:
        order = self.placed(n)
        if order is None:
            return
        line = _one(order.lines.all(), pick)
        assert line is not None
        with self.step("refund"):
            services.refund_lines(
                order_id=order.pk, units={line.pk: quantity}, reason="came back", actor="mara",
                delivery_minor=order.delivery_gross_minor if delivery else 0,
            )  # fmt: skip

    @rule(n=which, share=st.sampled_from([5, 30, 100]))
    def goodwill(self, n: int, share: int) -> None:
        order = self.placed(n)
        if order is not None:
            with self.step("goodwill"):
                minor = order.total_gross_minor * share // 100
                services.refund_lines(
                    order_id=order.pk, units={}, goodwill_minor=minor, reason="late", actor="mara"
                )

    # ---- workers, time and death --------------------------------------------------------------------

    @rule(what=st.sampled_from(["outbox", "sweep", "expire"]))
    def work(self, what: str) -> None:
        with self.step("work"):
            jobs: dict[str, Callable[[], object]] = {
                "outbox": work_off,
                "sweep": services.sweep,
                "expire": services.expire_unpaid,
            }
            jobs[what]()

    @rule(
        span=st.sampled_from(
            [timedelta(minutes=1), timedelta(minutes=31), timedelta(days=4), timedelta(days=9)]
        )
    )
    def wait(self, span: timedelta) -> None:
        """Time goes by, and beat and the workers do what is due."""
        self.clock.shift(span)
        self._rates()
        self.settle(rounds=1)
        self.done["wait"] += 1

    @rule(point=st.sampled_from(sorted(CRASH_POINTS)), n=which, way=st.sampled_from(WAYS),
          what=st.sampled_from(["press", "ask", "outbox", "refund"]), after=st.booleans())  # fmt: skip
    def die(self, point: str, n: int, way: str, what: str, after: bool) -> None:
        """A process dies at a point, or between its commit and what was to follow."""
        cart = self.fill([(n, 1)], "EUR") if what == "press" else None
        act: dict[str, Callable[[], Any]] = {
            "press": lambda: self.press(cart, way) if cart else None,
            "ask": lambda: self.ask_one(n),
            "outbox": work_off,
            "refund": lambda: self.goodwill_and_send(n),
        }
        with self.step("die", follows=False), nullcontext() if after else dying_at(point):
            act[what]()

    def ask_one(self, n: int) -> None:
        if payment := _one(Payment.objects.exclude(provider__in=["giftcard", "transfer"]), n):
            services.resolve(payment_id=payment.pk)

    def goodwill_and_send(self, n: int) -> None:
        order = self.placed(n)
        if order is not None:
            services.refund_lines(
                order_id=order.pk, units={}, goodwill_minor=100, reason="late", actor="mara"
            )
            for refund in Refund.objects.filter(status="CREATED").exclude(payment__provider="transfer"):
                services.send_refund(refund_id=refund.pk)

    def settle(self, rounds: int = 2) -> None:
        """A minute and more with sweeper, jobs and workers at work: now nothing at all may be open."""
        for _ in range(rounds):
            self.clock.shift(timedelta(seconds=61))
            with self.step("settle"):
                services.sweep()
                services.expire_unpaid()
                services.release_unfinished()
                work_off()
        assert check() == []
        self.stripe_agrees()
        connection.check_constraints()

    def stripe_agrees(self) -> None:
        took = sum(intent["amount_received"] for intent in self.stripe.books.all("pi"))
        events = PaymentEvent.objects.filter(payment__provider="stripe", type="CHARGE")
        known = Payment.objects.filter(provider="stripe", status="CHARGED")
        ours = events.aggregate(sum=Sum("amount_minor"))["sum"] or 0
        assert (took, known.aggregate(sum=Sum("amount_minor"))["sum"] or 0) == (ours, took)

    @contextmanager
    def step(self, name: str, *, follows: bool = True) -> Iterator[None]:
        """Do one thing as one request would: it works, or the shop refuses it, or the process dies."""
        with TestCase.captureOnCommitCallbacks(execute=follows):
            try:
                yield
                self.done[name] += 1
            except ShopError as refusal:
                self.done[f"{name}: {refusal.code}"] += 1
            except Died as where:
                self.done[f"{name} at {where}"] += 1
        forget_all()

    # ---- what always holds --------------------------------------------------------------------------

    @invariant()
    def the_books_balance(self) -> None:
        """The provider may know more than we do only while a payment or refund is under way."""
        payments = Payment.objects.filter(status__in=["CREATED", "UNKNOWN", "PENDING", "REQUIRES_ACTION"])
        waits = payments.exists() or Refund.objects.filter(status="SENT").exists()
        assert [finding for finding in check() if not (waits and finding.invariant == "I4")] == []

    @invariant()
    def every_unit_is_somewhere(self) -> None:
        """Ordered units are open, shipped or cancelled; open ones of a standing order are held in stock."""
        lines = OrderLine.objects.annotate(open=F("quantity") - F("shipped_qty") - F("cancelled_qty"))
        assert not lines.filter(~Q(order__status__in=ENDED) & ~Q(allocated_qty=F("open"))).exists()
        assert not lines.filter(order__status__in=ENDED).exclude(allocated_qty=0).exists()
        sent = OrderLine.objects.annotate(sent=Sum("shipment_lines__quantity"))
        assert not sent.filter(~Q(shipped_qty=F("sent")), ~Q(sent=None, shipped_qty=0)).exists()
        back = dict(RefundLine.objects.exclude(line=None).values_list("line").annotate(sum=Sum("units")))
        for line in OrderLine.objects.filter(pk__in=back):
            assert line.refunded_qty <= line.quantity


def work_off() -> None:
    """Do what waits in the outbox, but for the files of documents: they are made from rows that stay."""
    Message.objects.filter(topic="documents.keep_file", done_at=None).update(done_at=timezone.now())
    run_outbox()


def _one(rows: Any, n: int) -> Any:
    """The n-th of some rows, counted round and round; None if there are none."""
    found_ = list(rows.order_by("pk").distinct())
    return found_[n % len(found_)] if found_ else None


@contextmanager
def _rolled_back() -> Iterator[None]:
    """As in Django's TestCase: durable transactions may run inside, and nothing of them stays."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)
