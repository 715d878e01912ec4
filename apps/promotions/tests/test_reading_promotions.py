from datetime import timedelta

import pytest
from django.utils import timezone

from apps.catalog.tests.factories import a_brand, a_category, a_product, add_variant
from apps.currency.money import Money
from apps.promotions import selectors, services
from apps.promotions.models import Promotion
from apps.promotions.rules import Reason
from apps.promotions.tests.factories import a_code, a_condition, a_promotion, applied

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


class TestActiveRules:
    def test_carry_everything_staff_said(self, now):
        product = a_product("Plössl 25")
        promotion = a_promotion(
            priority=3,
            is_exclusive=True,
            needs_coupon=True,
            effect={
                "kind": "AMOUNT",
                "amount_minor": 2000,
                "currency": "EUR",
                "other_amounts": {"USD": 2200},
            },
        )
        a_condition(promotion, "PRODUCTS", products=[product])
        a_condition(promotion, "BRANDS", brands=[a_brand("Lyra")])
        a_condition(promotion, "AMOUNT", amount_minor=10_000, currency="EUR", counts_everything=True)
        a_condition(promotion, "QUANTITY", quantity=2)
        a_condition(promotion, "GROUPS", groups=["club"])
        a_condition(promotion, "COUNTRIES", countries=["DE", "AT"])
        a_condition(promotion, "FIRST_ORDER")
        a_condition(promotion, "WINDOW", starts_at=now - timedelta(days=1))

        (rule,) = selectors.active_rules(now)

        assert (rule.priority, rule.is_exclusive, rule.stops_further, rule.needs_coupon) == (
            3,
            True,
            False,
            True,
        )
        assert (rule.products, rule.product_names, rule.brand_names) == (
            {product.pk},
            ("Plössl 25",),
            ("Lyra",),
        )
        assert rule.minimum_amount.stated == (Money(10_000, "EUR"),)
        assert (
            rule.minimum_amount_of_all,
            rule.minimum_quantity,
            rule.minimum_quantity_of_all,
        ) == (True, 2, False)
        assert (rule.groups, rule.countries, rule.is_first_order_only) == ({"club"}, {"DE", "AT"}, True)
        assert rule.windows == ((now - timedelta(days=1), None),)
        assert rule.effects[0].amounts.stated == (Money(2000, "EUR"), Money(2200, "USD"))

    def test_reach_below_a_category(self, now):
        optics = a_category("Optics")
        eyepieces = a_category("Eyepieces", parent=optics)
        wide = a_category("Wide angle", parent=eyepieces)
        a_category("Eyepieces extra", parent=optics)
        a_condition(a_promotion(), "CATEGORIES", categories=[eyepieces])

        (rule,) = selectors.active_rules(now)

        assert rule.categories == {eyepieces.pk, wide.pk}
        assert rule.category_names == (eyepieces.noun_plural,)

    def test_leave_out_what_does_not_run(self, now):
        a_promotion(status="DRAFT")
        a_promotion(status="PAUSED")
        a_promotion(ends_at=now - timedelta(hours=1))
        a_promotion(starts_at=now + timedelta(hours=1))
        running = a_promotion(starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1))

        assert [rule.promotion_id for rule in selectors.active_rules(now)] == [running.pk]

    def test_take_seven_statements_however_many_there_are(self, now, django_assert_num_queries):
        for _ in range(4):
            gift = {"kind": "GIFT", "gift_variant": add_variant(a_product())}
            promotion = a_promotion(effect=gift)
            a_condition(promotion, "CATEGORIES", categories=[a_category()])
            a_condition(promotion, "BRANDS", brands=[a_brand()])
            a_condition(promotion, "PRODUCTS", products=[a_product()])

        with django_assert_num_queries(7):
            assert len(selectors.active_rules(now, fresh=True)) == 4
        with django_assert_num_queries(0):
            selectors.active_rules(now)

    def test_are_read_anew_where_money_is_decided(self, now):
        promotion = a_promotion(effect={"kind": "PERCENT", "percent": "12.5"})
        assert selectors.active_rules(now)[0].effects[0].percent_hundredths == 1250
        Promotion.objects.filter(pk=promotion.pk).update(status="PAUSED")

        assert len(selectors.active_rules(now)) == 1
        assert selectors.active_rules(now, fresh=True) == []

    def test_forget_what_they_knew_when_staff_save(self, now, django_capture_on_commit_callbacks):
        promotion = a_promotion()
        selectors.active_rules(now)

        with django_capture_on_commit_callbacks(execute=True):
            promotion.status = "PAUSED"
            services.save_promotion(promotion=promotion)

        assert selectors.active_rules(now) == []

    def test_know_what_is_used_up_and_what_is_left_of_a_budget(self, now):
        used_up = a_promotion(max_uses=1)
        budget = a_promotion(budget_minor=5000, budget_currency="EUR")
        services.redeem(
            uses=[applied(used_up), applied(budget, minor=1200)], currency="EUR",
            email="alice@example.com", reference="order:A", now=now,
        )  # fmt: skip

        first, second = selectors.active_rules(now, fresh=True)

        assert (first.is_used_up, first.budget_left) == (True, None)
        assert (second.is_used_up, second.budget_left.stated) == (False, (Money(3800, "EUR"),))


class TestRulesBetween:
    def test_are_those_whose_time_touches_the_span(self, now):
        day = timedelta(days=1)
        a_promotion(starts_at=now - 9 * day, ends_at=now - 5 * day)
        past = a_promotion(status="PAUSED", starts_at=now - 9 * day, ends_at=now - 2 * day)
        a_promotion(status="DRAFT")
        endless = a_promotion()

        found = selectors.rules_between(now - 4 * day, now)

        assert [rule.promotion_id for rule in found] == [past.pk, endless.pk]


class TestTheDescription:
    def test_is_that_of_a_draft_too(self):
        promotion = a_promotion(status="DRAFT", max_uses_per_customer=1)
        a_condition(promotion, "AMOUNT", amount_minor=10_000, currency="EUR")

        assert selectors.description(promotion.pk) == "10 % off everything from €100, once per customer."

    def test_is_not_that_of_nothing(self):
        with pytest.raises(Promotion.DoesNotExist):
            selectors.description(4711)


class TestACoupon:
    def test_is_found_however_it_is_typed(self, now):
        code = a_code(a_promotion(), "STARS-25")

        found = selectors.coupon(" stars -25 ", now)

        assert (found.code, found.promotion_id, found.code_id, found.refusal) == (
            "STARS-25",
            code.promotion_id,
            code.pk,
            "",
        )

    def test_says_why_it_cannot_be_used(self, now):
        promotion = a_promotion()
        a_code(promotion, "OLD", expires_at=now)
        used = a_code(promotion, "USED", max_uses=1)
        services.redeem(
            uses=[applied(promotion, used)],
            currency="EUR",
            email="bob@example.com",
            reference="order:B",
            now=now,
        )

        found = {c.code: c.refusal for c in selectors.coupons(["old", "used", "never"], now)}

        assert found == {
            "OLD": Reason.CODE_EXPIRED,
            "USED": Reason.USED_UP,
            "NEVER": Reason.UNKNOWN_CODE,
        }

    def test_needs_one_statement_for_many(self, now, django_assert_num_queries):
        with django_assert_num_queries(1):
            selectors.coupons(["a", "b", "c"], now)
        with django_assert_num_queries(0):
            assert selectors.coupons([], now) == frozenset()


class TestUsesOf:
    def test_count_what_a_customer_may_use_only_so_often(self, now):
        limited, free = a_promotion(max_uses_per_customer=3), a_promotion()
        for reference in ("order:A", "order:B"):
            services.redeem(
                uses=[applied(limited), applied(free)], currency="EUR",
                email="alice@example.com", reference=reference, now=now,
            )  # fmt: skip
        services.give_back(reference="order:B", now=now)

        assert selectors.uses_of("Alice@example.com") == {limited.pk: 1}
        assert selectors.uses_of("bob@example.com") == {}
        assert selectors.use_count(free.pk) == 1
