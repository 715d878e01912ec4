"""Damage on either side of the counter: the shop's ledger and the provider's books are compared and told apart."""

import random

import pytest
from django.db.models import F

from apps.books.selectors import check
from apps.cart.tests.factories import for_sale
from apps.orders.models import Order
from apps.payments import services
from apps.payments.models import PaymentEvent, TestCharge
from apps.payments.tests.factories import a_placed_order

pytestmark = pytest.mark.django_db

DAMAGED, SOUND = 50, 5


def _they_lost_it(charge: TestCharge) -> None:
    TestCharge.objects.filter(pk=charge.pk).delete()


def _they_took_more(charge: TestCharge) -> None:
    TestCharge.objects.filter(pk=charge.pk).update(amount_minor=F("amount_minor") + 1)


def _they_say_it_was_declined(charge: TestCharge) -> None:
    TestCharge.objects.filter(pk=charge.pk).update(status="DECLINED")


def _they_gave_some_back(charge: TestCharge) -> None:
    TestCharge.objects.filter(pk=charge.pk).update(refunded_minor=1)


def _we_lost_it(charge: TestCharge) -> None:
    PaymentEvent.objects.filter(payment__key=charge.key).delete()


def _we_wrote_less(charge: TestCharge) -> None:
    PaymentEvent.objects.filter(payment__key=charge.key).update(amount_minor=F("amount_minor") - 1)


DAMAGES = [
    _they_lost_it, _they_took_more, _they_say_it_was_declined, _they_gave_some_back, _we_lost_it, _we_wrote_less,
]  # fmt: skip


class TestFiftyDiscrepancies:
    def test_are_all_found_none_is_invented_and_nothing_is_paid_twice(self):
        variant = for_sale(stock=DAMAGED + SOUND)
        for _ in range(DAMAGED + SOUND):
            a_placed_order(variant)
        assert [finding for finding in check() if finding.invariant == "I4"] == []
        charges = list(TestCharge.objects.order_by("pk"))
        chance = random.Random(9)
        damaged = chance.sample(charges, DAMAGED)
        for charge in damaged:
            chance.choice(DAMAGES)(charge)
        theirs = sorted(TestCharge.objects.values_list("key", "amount_minor", "refunded_minor"))

        services.sweep()
        found = {finding.subject for finding in check() if finding.invariant == "I4"}

        names = {f"charge {charge.reference}" for charge in damaged} | {
            f"payment {charge.key}" for charge in damaged
        }
        assert len(found) == DAMAGED
        assert found <= names
        assert sorted(TestCharge.objects.values_list("key", "amount_minor", "refunded_minor")) == theirs
        assert Order.objects.filter(payment_status="PAID").count() == DAMAGED + SOUND
