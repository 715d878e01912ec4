"""Whatever happens to orders, in whatever order: the books balance and every unit is in its place.

Longer, with other lives each time: `bin/test shop/tests/test_stateful_orders.py --hypothesis-profile=long --timeout=0`.
"""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from hypothesis import HealthCheck, Phase
from hypothesis import settings as how
from hypothesis.stateful import rule
from hypothesis.stateful import run_state_machine_as_test as run_lives

from apps.inventory.models import Stock
from apps.payments.models import PaymentEvent
from shop.tests.lives import STEPS, Lives, open_shop


class LossyLives(Lives):
    """The control: a shop that loses a unit now and then."""

    @rule()
    def lose_a_unit(self) -> None:
        Stock.objects.filter(allocated__gt=0).update(allocated=F("allocated") - 1)


class ForgetfulLives(Lives):
    """The control: a shop that forgets what it charged."""

    @rule()
    def forget_a_charge(self) -> None:
        PaymentEvent.objects.filter(type="CHARGE").delete()


def of(lives: type[Lives], stripe: Any) -> type[Lives]:
    """Give lives a shop to live in."""
    return type(lives.__name__, (lives,), {"shop": open_shop(), "stripe": stripe, "done": Counter()})


def lead(lives: type[Lives], **given: Any) -> None:
    run_lives(lives, settings=how(deadline=None, suppress_health_check=list(HealthCheck), **given))


@pytest.mark.django_db
class TestAnyLifeOfOrders:
    @pytest.fixture(autouse=True)
    def _every_bank(self, stripe: Any, settings: Any) -> None:
        settings.PAYMENT_PROVIDERS = ["test", "stripe", "transfer"]

    def test_keeps_the_books_balanced_and_every_unit_in_its_place(self, stripe: Any) -> None:
        is_long = how.get_current_profile_name() == "long"
        short = {"max_examples": 10, "stateful_step_count": 25, "derandomize": True}
        lives = of(Lives, stripe)

        lead(lives, **({} if is_long else short))

        print(sorted(lives.done.items()))
        assert lives.done["settle"] >= 10

    def test_can_take_every_step(self, stripe: Any) -> None:
        """Or the lives above would be shorter than they look."""
        life = of(Lives, stripe)()
        life.sell_two()
        life.place("stripe:card", [(1, 2)], coupon=True, by_card=True, currency="EUR")
        life.answer(0, says_yes=True)
        life.hear(1, copies=2)
        life.place("test:timeout", [(0, 1), (3, 2)], coupon=False, by_card=False, currency="USD")
        life.press_again(1, "test:approve")
        life.ask(1, times=2)
        life.pay_by_transfer(0, share=100)
        life.change(0, "drop", 1, 0, "test:approve")
        life.change(0, "swap", 1, 1, "test:approve")
        life.refund(0, 1, 0, delivery=True)
        life.goodwill(1, share=5)
        life.ship(0, None, 0, arrives=True)
        life.cancel(0)
        life.work("outbox")
        life.wait(timedelta(days=9))
        life.die("after_provider_before_commit", 0, "test:approve", "press", after=False)
        life.the_books_balance()
        life.every_unit_is_somewhere()
        life.teardown()

        assert [name for name in STEPS if not life.done[name]] == [], life.done
        assert life.done["die at after_provider_before_commit"] == 1

    @pytest.mark.parametrize("lives", [LossyLives, ForgetfulLives])
    def test_would_be_caught_losing_goods_or_money(self, lives: type[Lives], stripe: Any) -> None:
        with pytest.raises(AssertionError):
            lead(
                of(lives, stripe), max_examples=5, stateful_step_count=10, derandomize=True,
                phases=[Phase.generate], report_multiple_bugs=False,
            )  # fmt: skip
