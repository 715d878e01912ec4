"""Promotions rehearsed on real orders, through the page of the staff area."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.cart.tests.factories import for_sale
from apps.catalog.models import Variant
from apps.catalog.tests.factories import a_category
from apps.core.memo import forget_all
from apps.currency.money import Money
from apps.orders import rehearsals
from apps.orders.models import Order
from apps.promotions import services
from apps.promotions.models import Promotion
from apps.promotions.tests.factories import a_code, a_condition, a_promotion, applied
from shop.tests.stage import EMAIL, an_order, nothing_changes, signed_in, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(staff: User) -> Client:
    return signed_in(staff)


def a_draft(percent: int = 10, **fields: Any) -> Promotion:
    return a_promotion("Draft", status="DRAFT", effect={"kind": "PERCENT", "percent": percent}, **fields)


def path_of(promotion: Promotion) -> str:
    return reverse("admin:promotions_promotion_rehearsal", args=[promotion.pk])


def rehearsed(promotion: Promotion, days: int = 30) -> rehearsals.Rehearsal:
    return rehearsals.rehearse(promotion_id=promotion.pk, days=days, now=timezone.now())


def placed_ago(order: Order, **ago: int) -> Order:
    Order.objects.filter(pk=order.pk).update(placed_at=timezone.now() - timedelta(**ago))
    return order


class TestThePage:
    def test_says_what_the_promotion_does_and_would_have_done(self, desk: Client):
        an_order(for_sale(price="100.00"), quantity=2)
        an_order(for_sale("Other", price="50.00"))
        draft = a_draft()
        a_condition(draft, "AMOUNT", amount_minor=10_000, currency="EUR")

        said = words_of(desk.get(path_of(draft)))

        assert "10 % off everything from €100." in said
        assert "It would have reduced 1 of 2 orders." in said
        assert "€263.80 €243.80 -€20.00 €20.00" in said  # goods for 250.00, delivery twice 6.90

    def test_changes_nothing(self, desk: Client):
        an_order()
        draft = a_draft()

        with nothing_changes():
            assert desk.get(path_of(draft)).status_code == 200

    def test_is_linked_from_the_promotion(self, desk: Client):
        draft = a_draft()

        page = desk.get(reverse("admin:promotions_promotion_change", args=[draft.pk]))

        assert f'href="{path_of(draft)}"' in page.content.decode()

    def test_says_when_there_was_no_order(self, desk: Client):
        assert "No order was placed in the last 30 days." in words_of(desk.get(path_of(a_draft())))

    @pytest.mark.parametrize("days", ["0", "366", "-1", "many", ""])
    def test_refuses_other_times_than_1_to_365_days(self, desk: Client, days: str):
        page = desk.get(path_of(a_draft()), {"days": days})

        assert page.status_code == 200
        assert page.context["form"].errors["days"]
        assert "report" not in page.context

    def test_does_not_exist_without_its_promotion(self, desk: Client):
        assert desk.get("/admin/promotions/promotion/999999/rehearsal/").status_code == 404
        assert desk.get("/admin/promotions/promotion/none/rehearsal/").status_code == 404

    @pytest.mark.parametrize(
        ("rights", "status"),
        [
            ((), 403),
            (("view_promotion",), 403),
            (("view_order",), 403),
            (("view_promotion", "view_order"), 200),
        ],
    )
    def test_is_for_who_may_see_promotions_and_orders(self, rights: tuple[str, ...], status: int):
        clerk = User.objects.create_user("clerk@example.com", "clerk-files-notes", is_staff=True)
        clerk.user_permissions.set(Permission.objects.filter(codename__in=rights))

        assert signed_in(clerk).get(path_of(a_draft())).status_code == status

    def test_needs_as_many_statements_for_one_order_as_for_many(self, desk: Client):
        draft = a_draft()
        a_condition(draft, "CATEGORIES", categories=[a_category()])
        a_promotion("Other")

        def statements() -> int:
            forget_all()
            with CaptureQueriesContext(connection) as captured:
                desk.get(path_of(draft))
            return len(captured)

        an_order()
        one = statements()
        for number in range(4):
            an_order(for_sale(f"Scope {number}"), for_sale(f"Eyepiece {number}"))

        assert statements() == one


class TestARehearsalOnOrders:
    def test_counts_the_orders_of_the_days_only(self):
        placed_ago(an_order(), days=6)
        placed_ago(an_order(for_sale("Other")), days=8)
        draft = a_draft()

        assert [rehearsed(draft, days).report.orders for days in (5, 7, 9)] == [0, 1, 2]

    def test_leaves_out_what_was_cancelled_and_what_was_never_placed(self):
        order = an_order()
        draft = a_draft()
        assert rehearsed(draft).report.orders == 1

        Order.objects.filter(pk=order.pk).update(status="CANCELLED")
        assert rehearsed(draft).report.orders == 0

        Order.objects.filter(pk=order.pk).update(status="DRAFT", placed_at=None)
        assert rehearsed(draft).report.orders == 0

    def test_knows_categories_above_brands_and_products(self):
        top = a_category("Optics")
        below = a_category("Eyepieces", parent=top)
        wanted = for_sale("Plössl", category=below, price="40.00")
        an_order(wanted, for_sale("Scope", price="500.00"))

        for kind, rows in {
            "CATEGORIES": {"categories": [top]},
            "PRODUCTS": {"products": [wanted.product]},
        }.items():
            draft = a_draft()
            a_condition(draft, kind, **rows)
            assert rehearsed(draft).report.totals["EUR"].discount == 400

        draft = a_draft()
        a_condition(draft, "BRANDS", brands=[wanted.product.brand])
        assert rehearsed(draft).report.totals["EUR"].discount == 5_400

    def test_knows_the_group_and_the_first_order_of_a_customer(self, alice: User):
        User.objects.filter(pk=alice.pk).update(customer_group="club")
        for number in range(2):
            order = an_order(for_sale(f"Scope {number}"), user=alice)
            Order.objects.filter(pk=order.pk).update(email="Alice@example.com")
        an_order(for_sale("Scope 9"))  # by a guest
        club, first = a_draft(), a_draft()
        a_condition(club, "GROUPS", groups=["club"])
        a_condition(first, "FIRST_ORDER")

        assert rehearsed(club).report.touched == 2
        assert rehearsed(first).report.touched == 2

    def test_finds_lines_under_cost_with_the_tax_of_the_line(self):
        variant = for_sale(price="119.00")
        order = an_order(variant, quantity=2)
        draft = a_draft(10)  # leaves 107.10 of each

        for cost, is_under in ((9_000, False), (9_001, True)):  # 90.00 is 107.10 with 19 % tax
            Variant.objects.filter(pk=variant.pk).update(cost_minor=cost)
            found = rehearsed(draft)
            assert bool(found.report.under_cost) is is_under

        line = order.lines.get()
        assert found.report.under_cost == [(order.code, line.pk)]
        assert found.costs == {line.pk: 21_422}  # 180.02 and 19 %

    def test_shows_lines_under_cost_and_at_zero_with_their_orders(self, desk: Client):
        variant = for_sale("Star chart", price="10.00")
        Variant.objects.filter(pk=variant.pk).update(cost_minor=500)
        order = an_order(variant)

        page = desk.get(path_of(a_draft(100)))

        said = words_of(page)
        assert f"{order.code} 1 × Star chart €10.00 €0.00 €5.95" in said
        assert said.count("1 × Star chart") == 2
        assert reverse("admin:orders_order_change", args=[order.pk]) in page.content.decode()

    def test_says_which_promotions_meet_it(self, desk: Client):
        an_order(for_sale(price="100.00"))
        other = a_promotion("Club night")
        later = a_promotion("Not yet", starts_at=timezone.now() - timedelta(seconds=1))
        placed_ago(Order.objects.get(), days=1)

        said = words_of(desk.get(path_of(a_draft(priority=5))))

        assert f"{other.label} — — 1 order" in said
        assert later.label not in said

    def test_counts_a_promotion_with_a_code_where_the_order_used_it(self):
        coupon = a_promotion("Coupon", needs_coupon=True, max_uses=1)
        code = a_code(coupon)
        orders = [an_order(for_sale(f"Scope {number}", price="100.00")) for number in range(2)]
        services.redeem(
            uses=[applied(coupon, code)], currency="EUR", email=EMAIL,
            reference=f"order:{orders[0].code}", now=timezone.now(),
        )  # fmt: skip

        report = rehearsed(a_draft(priority=5)).report

        assert [conflict.adds_up for conflict in report.conflicts] == [1]
        assert report.totals["EUR"].discount == 1_000 + 900

    def test_survives_goods_that_were_deleted(self):
        variant = for_sale(price="100.00")
        order = an_order(variant)
        order.lines.update(variant=None)

        assert rehearsed(a_draft()).report.totals["EUR"].discount == 1_000

    def test_converts_amounts_at_the_rate_of_the_order(self):
        order = an_order(for_sale(price="100.00"))
        Order.objects.filter(pk=order.pk).update(currency="USD", rate="2")
        draft = a_promotion(
            "Draft", status="DRAFT", effect={"kind": "AMOUNT", "amount_minor": 500, "currency": "EUR"}
        )

        assert rehearsed(draft).report.totals["USD"].discount == Money.of("10", "USD").minor

    def test_takes_the_newest_orders_where_there_are_too_many(self, monkeypatch: pytest.MonkeyPatch):
        placed_ago(an_order(for_sale(price="10.00")), days=2)
        placed_ago(an_order(for_sale("Other", price="20.00")), days=1)
        monkeypatch.setattr(rehearsals, "MOST_ORDERS", 1)

        found = rehearsed(a_draft())

        assert found.is_cut
        assert found.report.totals["EUR"].discount == 200
