import time
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.core.database import violated
from apps.currency.money import Money
from apps.promotions import services
from apps.promotions.errors import CouponUsedBefore, CouponUsedUp, InvalidCode, PromotionInUse
from apps.promotions.models import Condition, CouponCode, Effect, Promotion, PromotionUse
from apps.promotions.rules import customer_key
from apps.promotions.tests.factories import a_code, a_promotion, applied

pytestmark = pytest.mark.django_db


def redeem(*uses, email="alice@example.com", reference="order:A", **fields):
    services.redeem(uses=uses, currency="EUR", email=email, reference=reference, now=timezone.now(), **fields)


def give_back(reference="order:A"):
    services.give_back(reference=reference, now=timezone.now())


def counters(*rows):
    for row in rows:
        row.refresh_from_db()
    return [row.used for row in rows]


class TestRedeeming:
    def test_counts_the_promotion_and_the_code(self):
        promotion = a_promotion(max_uses=5)
        code = a_code(promotion, max_uses=2)

        redeem(applied(promotion, code))

        assert counters(promotion, code) == [1, 1]
        use = PromotionUse.objects.get()
        assert (use.code, use.reference, use.slot, use.spent_minor) == (code, "order:A", None, 0)
        assert use.customer == customer_key("alice@example.com")

    def test_names_the_code_that_is_used_up(self):
        promotion = a_promotion()
        code = a_code(promotion, "STARS", max_uses=1)
        redeem(applied(promotion, code))

        with pytest.raises(CouponUsedUp, match=r"^STARS has been used up") as refusal, transaction.atomic():
            redeem(applied(promotion, code), email="bob@example.com", reference="order:B")

        assert refusal.value.name == "STARS"
        assert counters(code) == [1]
        assert PromotionUse.objects.count() == 1

    def test_names_the_promotion_where_there_is_no_code(self):
        promotion = a_promotion("Autumn nights", max_uses=1)
        redeem(applied(promotion))

        with pytest.raises(CouponUsedUp, match=r"^“Autumn nights” has been used up"), transaction.atomic():
            redeem(applied(promotion), reference="order:B")

    def test_does_not_touch_the_shared_rows_without_a_limit(self):
        promotion = a_promotion()
        code = a_code(promotion)
        before = versions(promotion, code)

        redeem(applied(promotion, code))

        assert versions(promotion, code) == before
        assert PromotionUse.objects.count() == 1

    def test_counts_a_repeated_order_once(self):
        promotion = a_promotion(max_uses=5, max_uses_per_customer=3)
        code = a_code(promotion, max_uses=5)

        for _ in range(3):
            redeem(applied(promotion, code))

        assert counters(promotion, code) == [1, 1]
        assert PromotionUse.objects.count() == 1

    def test_of_nothing_writes_nothing(self):
        redeem()

        assert not PromotionUse.objects.exists()


def versions(*rows):
    """The transaction that wrote each row: it changes with every update."""
    return [type(row).objects.extra(select={"xmin": "xmin::text"}).get(pk=row.pk).xmin for row in rows]


class TestTheLimitPerCustomer:
    def test_holds_for_every_way_to_write_an_address(self):
        promotion = a_promotion(max_uses_per_customer=1)
        redeem(applied(promotion))

        for email in ("ALICE@example.com ", "alice+2@example.com"):
            with pytest.raises(CouponUsedBefore), transaction.atomic():
                redeem(applied(promotion), email=email, reference="order:B")

        redeem(applied(promotion), email="bob@example.com", reference="order:B")

    def test_counts_all_codes_of_a_promotion(self):
        promotion = a_promotion(max_uses_per_customer=1)
        redeem(applied(promotion, a_code(promotion, "ONE")))

        with pytest.raises(CouponUsedBefore, match="TWO"), transaction.atomic():
            redeem(applied(promotion, a_code(promotion, "TWO")), reference="order:B")

    def test_may_be_several(self):
        promotion = a_promotion(max_uses_per_customer=2)
        redeem(applied(promotion), reference="order:A")
        redeem(applied(promotion), reference="order:B")

        with pytest.raises(CouponUsedBefore), transaction.atomic():
            redeem(applied(promotion), reference="order:C")
        give_back("order:A")
        redeem(applied(promotion), reference="order:C")

        assert sorted(PromotionUse.objects.filter(given_back_at=None).values_list("reference", "slot")) == [
            ("order:B", 2),
            ("order:C", 1),
        ]


class TestABudget:
    def test_is_spent_by_what_was_taken_off(self):
        promotion = a_promotion(budget_minor=2500, budget_currency="EUR")

        redeem(applied(promotion, minor=1500))
        with pytest.raises(CouponUsedUp), transaction.atomic():
            redeem(applied(promotion, minor=1001), reference="order:B")
        redeem(applied(promotion, minor=1000), reference="order:C")

        promotion.refresh_from_db()
        assert promotion.spent_minor == 2500
        give_back("order:A")
        promotion.refresh_from_db()
        assert promotion.spent_minor == 1000

    def test_may_be_kept_in_another_currency(self):
        """Three euros are left: 330 cents. What was capped there comes back as 300, never as more."""
        rates = {("EUR", "USD"): (11, 10), ("USD", "EUR"): (10, 11)}

        def convert(money, currency):
            up, down = rates[money.currency, currency]
            return Money(-(-money.minor * up // down), currency)

        promotion = a_promotion(budget_minor=300, budget_currency="EUR")
        services.redeem(
            uses=[applied(promotion, minor=330)], currency="USD", email="a@example.com",
            reference="order:A", now=timezone.now(), convert=convert,
        )  # fmt: skip

        promotion.refresh_from_db()
        assert promotion.spent_minor == 300

    def test_is_not_guessed_without_a_rate(self):
        promotion = a_promotion(budget_minor=300, budget_currency="USD")

        with pytest.raises(CouponUsedUp):
            redeem(applied(promotion, minor=1))


class TestGivingBack:
    def test_returns_every_counter_once(self):
        promotion = a_promotion(max_uses=5, max_uses_per_customer=1)
        code = a_code(promotion, max_uses=1)
        redeem(applied(promotion, code))

        give_back()
        give_back()

        assert counters(promotion, code) == [0, 0]
        assert PromotionUse.objects.get().given_back_at is not None

    def test_lets_the_same_order_use_it_again(self):
        promotion = a_promotion(max_uses=1, max_uses_per_customer=1)
        redeem(applied(promotion))
        give_back()

        redeem(applied(promotion))

        assert counters(promotion) == [1]

    def test_never_goes_below_zero(self):
        promotion = a_promotion(max_uses=5)
        redeem(applied(promotion))
        Promotion.objects.update(used=0)

        give_back()

        assert counters(promotion) == [0]

    def test_leaves_other_orders_alone(self):
        promotion = a_promotion(max_uses=5)
        redeem(applied(promotion), reference="order:A")
        redeem(applied(promotion), reference="order:B")

        give_back("order:C")

        assert counters(promotion) == [2]


class TestSavingAPromotion:
    def test_counts_what_was_used_before_there_was_a_limit(self):
        promotion = a_promotion()
        for number, email in enumerate(["a@example.com", "a@example.com", "b@example.com"]):
            redeem(applied(promotion), email=email, reference=f"order:{number}")

        promotion.max_uses, promotion.max_uses_per_customer = 4, 1
        services.save_promotion(promotion=promotion)

        assert counters(promotion) == [3]
        assert list(PromotionUse.objects.order_by("pk").values_list("slot", flat=True)) == [1, None, 1]
        with pytest.raises(CouponUsedBefore), transaction.atomic():
            redeem(applied(promotion), email="b@example.com", reference="order:9")

    def test_refuses_a_limit_below_the_uses(self):
        promotion = a_promotion()
        code = a_code(promotion)
        for number in range(2):
            redeem(applied(promotion, code), reference=f"order:{number}")

        promotion.max_uses = code.max_uses = 1
        with pytest.raises(PromotionInUse), transaction.atomic():
            services.save_promotion(promotion=promotion)
        with pytest.raises(PromotionInUse), transaction.atomic():
            services.save_code(coupon=code)

    def test_refuses_another_currency_for_a_budget_that_was_drawn_on(self):
        promotion = a_promotion(budget_minor=5000, budget_currency="EUR")
        redeem(applied(promotion))

        promotion.budget_currency = "USD"
        with pytest.raises(PromotionInUse):
            services.save_promotion(promotion=promotion)


class TestCodes:
    def test_are_made_by_the_thousand(self):
        promotion = a_promotion()
        a_code(promotion, "LYRA-ONE")

        start = time.monotonic()
        made = services.generate_codes(promotion=promotion, count=10_000, prefix="lyra-", max_uses=1)

        assert time.monotonic() - start < 5
        assert len(set(made)) == 10_000
        assert promotion.codes.filter(code__startswith="LYRA-", max_uses=1).count() == 10_000

    @pytest.mark.parametrize("prefix", ["LÝRA", "A" * 31, "_"])
    def test_have_a_prefix_of_letters_and_digits(self, prefix):
        with pytest.raises(InvalidCode):
            services.generate_codes(promotion=a_promotion(), count=1, prefix=prefix)

    def test_are_saved_normalised(self):
        assert a_code(a_promotion(), " stars 25").code == "STARS25"
        with pytest.raises(InvalidCode):
            a_code(a_promotion(), "?")


def refused_by(make):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make()
    return violated(error.value)


class TestTheTables:
    @pytest.mark.parametrize(
        ("fields", "name"),
        [
            ({"kind": "PERCENT"}, "effect_percent_with_its_kind"),
            ({"kind": "PERCENT", "percent": 101}, "effect_percent_with_its_kind"),
            ({"kind": "AMOUNT"}, "effect_amount_with_its_kind"),
            ({"kind": "AMOUNT", "amount_minor": 5}, "effect_amount_with_its_kind"),
            ({"kind": "PERCENT", "percent": 5, "amount_minor": 5}, "effect_amount_with_its_kind"),
            ({"kind": "BUY_GET", "percent": 100, "buy_quantity": 2}, "effect_quantities_with_their_kind"),
            ({"kind": "CHEAPEST_FREE", "buy_quantity": 1}, "effect_quantities_with_their_kind"),
            ({"kind": "CHEAPEST_FREE"}, "effect_quantities_with_their_kind"),
            ({"kind": "GIFT"}, "effect_gift_with_its_kind"),
            ({"kind": "MAGIC"}, "effect_kind_known"),
        ],
    )
    def test_refuse_an_effect_that_says_nothing(self, fields, name):
        promotion = a_promotion(effect=None)

        assert refused_by(partial(Effect.objects.create, promotion=promotion, **fields)) == name

    @pytest.mark.parametrize("others", [{"USD": 1.5}, {"USD": -1}, {"USD": "5"}, {"usd": 5}, [5]])
    def test_refuse_other_amounts_that_are_no_money(self, others):
        fields = {"kind": "AMOUNT", "amount_minor": 5, "currency": "EUR", "other_amounts": others}

        refused = refused_by(partial(Effect.objects.create, promotion=a_promotion(effect=None), **fields))

        assert refused == "effect_other_amounts_whole"

    @pytest.mark.parametrize(
        ("fields", "name"),
        [
            ({"kind": "AMOUNT"}, "condition_amount_with_its_kind"),
            ({"kind": "QUANTITY"}, "condition_quantity_with_its_kind"),
            ({"kind": "QUANTITY", "quantity": 0}, "condition_quantity_with_its_kind"),
            ({"kind": "BRANDS", "quantity": 2}, "condition_quantity_with_its_kind"),
            ({"kind": "GROUPS"}, "condition_groups_with_their_kind"),
            ({"kind": "COUNTRIES"}, "condition_countries_with_their_kind"),
            ({"kind": "BRANDS", "countries": ["DE"]}, "condition_countries_with_their_kind"),
            ({"kind": "WINDOW"}, "condition_window_with_its_kind"),
            ({"kind": "BRANDS", "counts_everything": True}, "condition_counts_with_its_kind"),
            ({"kind": "MOON"}, "condition_kind_known"),
        ],
    )
    def test_refuse_a_condition_that_says_nothing(self, fields, name):
        assert refused_by(partial(Condition.objects.create, promotion=a_promotion(), **fields)) == name

    def test_refuse_a_kind_of_condition_twice(self):
        promotion = a_promotion()
        Condition.objects.create(promotion=promotion, kind="BRANDS")

        again = partial(Condition.objects.create, promotion=promotion, kind="BRANDS")
        assert refused_by(again) == "condition_kind_once"

    @pytest.mark.parametrize(
        ("fields", "name"),
        [
            ({"max_uses": 1, "used": 2}, "promotion_within_its_uses"),
            ({"budget_minor": 1, "budget_currency": "EUR", "spent_minor": 2}, "promotion_within_its_budget"),
            ({"budget_minor": 1}, "promotion_budget_has_a_currency"),
            ({"budget_currency": "EUR"}, "promotion_budget_has_a_currency"),
            ({"status": "GONE"}, "promotion_status_known"),
            ({"max_uses_per_customer": 0}, "promotion_customer_limit_positive"),
        ],
    )
    def test_refuse_a_promotion_beyond_its_limits(self, fields, name):
        assert refused_by(partial(Promotion.objects.create, name="x", label="x", **fields)) == name

    def test_refuse_a_code_that_is_not_normalised(self):
        make = partial(CouponCode.objects.create, promotion=a_promotion(), code="stars")

        assert refused_by(make) == "coupon_code_normalised"
