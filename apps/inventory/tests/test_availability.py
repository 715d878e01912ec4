import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.catalog.tests.factories import a_product, add_variant
from apps.inventory import selectors
from apps.inventory.models import Hold
from apps.inventory.tests.factories import stocked

pytestmark = pytest.mark.django_db


@pytest.fixture
def variant():
    return add_variant(a_product())


def free(variant, **kwargs):
    return selectors.availability([variant.pk], **kwargs)[variant.pk]


def held(stock, quantity, *, owner=None, minutes=10):
    now = timezone.now()
    owner = owner or uuid.uuid4()
    Hold.objects.create(
        stock=stock,
        owner=owner,
        quantity=quantity,
        first_held_at=now - timedelta(hours=1),
        expires_at=now + timedelta(minutes=minutes),
    )
    return owner


class TestAvailability:
    def test_is_on_hand_less_allocated_holds_and_safety(self, variant):
        stock = stocked(variant, 20, safety=2)
        stock.allocated = 5
        stock.save()
        held(stock, 3)

        assert free(variant).in_stock == 10
        assert free(variant).sellable == 10

    def test_does_not_count_a_shopper_s_own_hold(self, variant):
        stock = stocked(variant, 3)
        mine = held(stock, 3)

        assert free(variant).sellable == 0
        assert free(variant, owner=mine).sellable == 3

    def test_ignores_holds_that_have_ended(self, variant):
        stock = stocked(variant, 3)
        held(stock, 3, minutes=-1)

        assert free(variant).sellable == 3

    def test_is_never_below_zero(self, variant):
        stock = stocked(variant, 3)
        held(stock, 5)

        assert free(variant) == selectors.Availability(0, 0, None)

    def test_adds_what_may_be_back_ordered(self, variant):
        stocked(variant, 2, allows_backorder=True, backorder_limit=5)

        assert (free(variant).in_stock, free(variant).sellable) == (2, 7)

    def test_has_no_cap_without_a_back_order_limit(self, variant):
        stocked(variant, 0, allows_backorder=True)

        assert free(variant).sellable is None
        assert free(variant).is_backorder

    def test_never_runs_out_of_what_is_not_tracked(self, variant):
        stocked(variant, 0, is_tracked=False)

        assert free(variant).covers(10**6)

    def test_is_nothing_without_a_stock_row(self, variant):
        assert not free(variant).can_be_bought

    def test_costs_one_query_however_many(self, variant, django_assert_num_queries):
        variants = [variant, *(add_variant(variant.product) for _ in range(30))]
        for each in variants:
            stocked(each, 3)

        with django_assert_num_queries(1):
            selectors.availability([each.pk for each in variants])


class TestShortages:
    def test_names_what_is_free_of_what_is_short(self, variant):
        stocked(variant, 1)

        assert selectors.shortages({variant.pk: 1}) == {}
        assert selectors.shortages({variant.pk: 2}) == {variant.pk: 1}
