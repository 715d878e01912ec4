"""Customers who use the last of something at the same moment."""

from functools import partial

import pytest
from django.db import transaction
from django.utils import timezone

from apps.core.faults import switched_off
from apps.promotions import services
from apps.promotions.errors import CouponUsedBefore, CouponUsedUp
from apps.promotions.models import PromotionUse
from apps.promotions.tests.factories import a_code, a_promotion, applied

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def redeem(uses, number, email=None):
    with transaction.atomic():
        services.redeem(
            uses=uses,
            currency="EUR",
            email=email or f"guest{number}@example.com",
            reference=f"order:{number}",
            now=timezone.now(),
        )
    return number


def winners(results):
    return [result for result in results if not isinstance(result, BaseException)]


class TestTheLastUse:
    @pytest.fixture
    def calls(self):
        """Twenty guests have the same code on their order buttons; it can be used once."""
        promotion = a_promotion()
        use = applied(promotion, a_code(promotion, "STARS", max_uses=1))
        return [partial(redeem, [use], number) for number in range(20)]

    def test_goes_to_one_of_twenty(self, together, calls):
        results = together(calls)

        assert len(winners(results)) == 1
        assert sum(isinstance(result, CouponUsedUp) for result in results) == 19, results
        assert PromotionUse.objects.count() == 1

    def test_would_not_be_refused_clearly_without_the_condition(self, together, calls):
        """The control: the table's constraint still stops a second use, but as an error of the database."""
        with switched_off("coupon_limit"):
            results = together(calls)

        assert sum(isinstance(result, CouponUsedUp) for result in results) == 0, results
        assert len(winners(results)) == 1


class TestTheSameCustomer:
    def test_uses_a_promotion_once(self, together):
        use = applied(a_promotion(max_uses_per_customer=1))
        calls = [partial(redeem, [use], number, "alice@example.com") for number in range(10)]

        results = together(calls)

        assert len(winners(results)) == 1
        assert sum(isinstance(result, CouponUsedBefore) for result in results) == 9, results

    def test_could_use_it_often_without_a_limit(self, together):
        """The control: nothing but the limit's unique row stands in the way."""
        use = applied(a_promotion())
        calls = [partial(redeem, [use], number, "alice@example.com") for number in range(10)]

        assert len(winners(together(calls))) == 10


class TestOppositeOrder:
    def test_never_deadlocks(self, together):
        first, second = a_promotion(max_uses=50), a_promotion(max_uses=50)
        one, two = applied(first), applied(second)
        calls = [partial(redeem, [one, two] if n % 2 else [two, one], n) for n in range(12)]

        assert len(winners(together(calls))) == 12
        for promotion in (first, second):
            promotion.refresh_from_db()
            assert promotion.used == 12


class TestABudgetUnderLoad:
    def test_is_never_overdrawn(self, together):
        promotion = a_promotion(budget_minor=3500, budget_currency="EUR")
        calls = [partial(redeem, [applied(promotion, minor=1000)], number) for number in range(8)]

        results = together(calls)

        assert len(winners(results)) == 3
        assert sum(isinstance(result, CouponUsedUp) for result in results) == 5, results
        promotion.refresh_from_db()
        assert promotion.spent_minor == 3000


class TestALimitSetMeanwhile:
    def test_counts_every_use(self, together):
        """Staff set a limit while orders are placed: whoever came first is counted, the others count themselves."""
        promotion = a_promotion()
        calls = [partial(redeem, [applied(promotion)], number) for number in range(10)]
        promotion.max_uses = 100

        together([*calls, partial(services.save_promotion, promotion=promotion)])

        promotion.refresh_from_db()
        assert promotion.used == 10
