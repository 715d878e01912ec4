"""Promotions as staff write them, through the pages of the staff area."""

import csv
import io

import pytest
from django.test import Client
from django.utils import timezone

from apps.catalog.tests.factories import a_brand, a_category, a_product, add_variant
from apps.promotions import selectors, services
from apps.promotions.models import CouponCode, Promotion
from apps.promotions.tests.factories import a_code, a_condition, a_promotion, applied

pytestmark = pytest.mark.django_db
ADD = "/admin/promotions/promotion/add/"
PROMOTION = {"name": "Lyra autumn", "label": "Autumn nights", "status": "ACTIVE", "priority": "0"}


@pytest.fixture
def desk(staff):
    client = Client()
    client.force_login(staff)
    return client


def rows(prefix, *given):
    data = {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(given):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def written(desk, *, effects=(), conditions=(), **fields):
    data = {**PROMOTION, **fields, **rows("effects", *effects), **rows("conditions", *conditions)}
    return desk.post(ADD, data)


def errors_of(response):
    assert response.status_code == 200
    found = dict(response.context["adminform"].form.errors)
    for formset in response.context["inline_admin_formsets"]:
        for form in formset.formset.forms:
            found |= form.errors
    return {name: [str(error) for error in errors] for name, errors in found.items()}


PERCENT = {"kind": "PERCENT", "percent": "10", "position": "0"}


class TestWritingAPromotion:
    def test_keeps_it_and_says_it_in_words(self, desk):
        brand, eyepieces = a_brand("Lyra"), a_category("Eyepieces")

        response = written(
            desk,
            effects=[PERCENT],
            conditions=[
                {"kind": "BRANDS", "brands": [brand.pk]},
                {"kind": "CATEGORIES", "categories": [eyepieces.pk]},
                {"kind": "AMOUNT", "amount": "100", "in_others": "usd 110, GBP 85.50"},
                {"kind": "COUNTRIES", "countries": "de, AT"},
                {"kind": "GROUPS", "groups": "club, school"},
            ],
            max_uses_per_customer="1",
            budget="500",
        )

        assert response.status_code == 302
        (rule,) = selectors.active_rules(timezone.now(), fresh=True)
        assert [(m.minor, m.currency) for m in rule.minimum_amount.stated] == [
            (10_000, "EUR"), (8_550, "GBP"), (11_000, "USD"),
        ]  # fmt: skip
        assert (rule.countries, rule.groups) == ({"DE", "AT"}, {"club", "school"})
        assert rule.budget_left.stated[0].minor == 50_000
        page = desk.get(f"/admin/promotions/promotion/{rule.promotion_id}/change/")
        assert (
            "10 % off eyepieces of Lyra from €100, for club or school, to AT or DE, once per customer."
            in page.content.decode()
        )
        assert "GBP 85.50, USD 110.00" in page.content.decode()

    @pytest.mark.parametrize(
        ("effect", "field"),
        [
            ({"kind": "PERCENT", "position": "0"}, "percent"),
            ({"kind": "PERCENT", "percent": "101", "position": "0"}, "percent"),
            ({"kind": "AMOUNT", "position": "0"}, "amount"),
            ({"kind": "AMOUNT", "amount": "5", "in_others": "5 dollars", "position": "0"}, "in_others"),
            ({"kind": "AMOUNT", "amount": "5", "in_others": "XQX 5", "position": "0"}, "in_others"),
            ({"kind": "PERCENT", "percent": "5", "amount": "5", "position": "0"}, "amount"),
            ({"kind": "BUY_GET", "buy_quantity": "2", "percent": "100", "position": "0"}, "get_quantity"),
            ({"kind": "CHEAPEST_FREE", "buy_quantity": "1", "position": "0"}, "buy_quantity"),
            ({"kind": "GIFT", "position": "0"}, "gift_variant"),
        ],
    )
    def test_says_which_field_of_an_effect_is_wrong(self, desk, effect, field):
        assert field in errors_of(written(desk, effects=[effect]))
        assert not Promotion.objects.exists()

    @pytest.mark.parametrize(
        ("condition", "field"),
        [
            ({"kind": "PRODUCTS"}, "products"),
            ({"kind": "AMOUNT"}, "amount"),
            ({"kind": "QUANTITY"}, "quantity"),
            ({"kind": "COUNTRIES", "countries": "Germany"}, "countries"),
            ({"kind": "COUNTRIES", "countries": "D1"}, "countries"),
            ({"kind": "WINDOW"}, "starts_at"),
            ({"kind": "FIRST_ORDER", "quantity": "3"}, "quantity"),
        ],
    )
    def test_says_which_field_of_a_condition_is_wrong(self, desk, condition, field):
        assert field in errors_of(written(desk, effects=[PERCENT], conditions=[condition]))

    def test_refuses_a_kind_of_condition_twice(self, desk):
        twice = [{"kind": "GROUPS", "groups": "club"}, {"kind": "GROUPS", "groups": "school"}]

        assert "kind" in errors_of(written(desk, effects=[PERCENT], conditions=twice))

    @pytest.mark.parametrize(
        "effect",
        [
            {"kind": "FIXED_PRICE", "amount": "0", "position": "0"},
            {"kind": "BUY_GET", "buy_quantity": "2", "get_quantity": "1", "percent": "50", "position": "0"},
            {"kind": "CHEAPEST_FREE", "buy_quantity": "3", "position": "0"},
            {"kind": "DELIVERY_PERCENT", "percent": "100", "position": "0"},
            {"kind": "DELIVERY_AMOUNT", "amount": "5", "position": "0"},
        ],
    )
    def test_takes_every_kind_of_effect(self, desk, effect):
        assert written(desk, effects=[effect]).status_code == 302

    def test_takes_a_gift(self, desk):
        variant = add_variant(a_product("Torch"), "Red torch")

        gift = {"kind": "GIFT", "gift_variant": variant.pk, "position": "0"}
        assert written(desk, effects=[gift]).status_code == 302

        assert "“Red torch” as a gift." in selectors.description(Promotion.objects.get().pk)


class TestChangingAPromotion:
    def test_refuses_a_limit_below_its_uses(self, desk):
        promotion = a_promotion(budget_minor=5000, budget_currency="EUR")
        for number in range(2):
            services.redeem(
                uses=[applied(promotion)], currency="EUR", email="a@example.com",
                reference=f"order:{number}", now=timezone.now(),
            )  # fmt: skip
        path = f"/admin/promotions/promotion/{promotion.pk}/change/"
        data = {**PROMOTION, **rows("effects"), **rows("conditions"), "max_uses": "1", "budget": "19"}

        errors = errors_of(desk.post(path, data))

        assert errors["max_uses"] == ["It was used 2 times already."]
        assert errors["budget"] == ["€20.00 of it are spent already."]

    def test_shows_lists_and_windows_as_they_were(self, desk):
        promotion = a_promotion(needs_coupon=True, max_uses=5)
        a_condition(promotion, "COUNTRIES", countries=["DE", "AT"])

        page = desk.get(f"/admin/promotions/promotion/{promotion.pk}/change/").content.decode()
        listed = desk.get("/admin/promotions/promotion/").content.decode()

        assert 'value="DE, AT"' in page
        assert "0 of 5" in listed
        assert f"/admin/promotions/promotion/{promotion.pk}/codes/" in listed


class TestCodesAtTheDesk:
    def test_are_made_and_handed_over_as_a_file(self, desk):
        promotion = a_promotion(needs_coupon=True)
        path = f"/admin/promotions/promotion/{promotion.pk}/codes/"
        assert "Make codes" in desk.get(path).content.decode()

        response = desk.post(path, {"count": "25", "starts_with": "lyra-", "max_uses": "2"})

        assert response["Content-Type"] == "text/csv; charset=utf-8"
        table = list(csv.DictReader(io.StringIO(response.content.decode())))
        assert len(table) == 25
        assert {row["max_uses"] for row in table} == {"2"}
        assert {row["code"] for row in table} == set(promotion.codes.values_list("code", flat=True))

    def test_are_not_made_of_nonsense(self, desk):
        promotion = a_promotion(needs_coupon=True)
        path = f"/admin/promotions/promotion/{promotion.pk}/codes/"

        assert desk.post(path, {"count": "5", "starts_with": "ÄÖ"}).status_code == 200
        assert desk.post(path, {"count": "0"}).status_code == 200
        assert desk.post("/admin/promotions/promotion/4711/codes/", {"count": "5"}).status_code == 404
        assert not CouponCode.objects.exists()

    def test_are_written_by_hand_and_normalised(self, desk):
        promotion = a_promotion()
        path = "/admin/promotions/couponcode/add/"

        assert desk.post(path, {"promotion": promotion.pk, "code": "stars 25"}).status_code == 302
        assert desk.post(path, {"promotion": promotion.pk, "code": "Stars25"}).status_code == 200
        assert desk.post(path, {"promotion": promotion.pk, "code": "?"}).status_code == 200

        assert list(CouponCode.objects.values_list("code", flat=True)) == ["STARS25"]

    def test_are_exported_by_choice(self, desk):
        first, second = a_code(a_promotion(), "ONE"), a_code(a_promotion(), "TWO")

        response = desk.post(
            "/admin/promotions/couponcode/", {"action": "export", "_selected_action": [first.pk]}
        )

        assert "ONE" in response.content.decode()
        assert second.code not in response.content.decode()


class TestUsesAtTheDesk:
    def test_are_found_by_an_address_that_is_not_kept(self, desk):
        promotion = a_promotion()
        for email, order in (("alice@example.com", "order:A"), ("bob@example.com", "order:B")):
            services.redeem(
                uses=[applied(promotion)], currency="EUR", email=email, reference=order, now=timezone.now()
            )

        found = desk.get("/admin/promotions/promotionuse/", {"q": "Alice@example.com"}).content.decode()

        assert "order:A" in found
        assert "order:B" not in found
