"""Codes and gift cards in the browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from shop.tests.browser import steps
from shop.tests.browser.conftest import Visit
from shop.tests.browser.running_shop import RunningShop

pytestmark = pytest.mark.browser
EYEPIECE = "caelum-barlow"
both = pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])


def a_gift_card(shop: RunningShop) -> str:
    """Issue a card over €20 and return its code."""
    return shop.run(
        "from apps.currency.money import Money\n"
        "from apps.giftcards.services import issue\n"
        "print(issue(amount=Money(2000, 'EUR'), actor='walk').code)"
    )


def enter(page: Page, code: str) -> None:
    """Unfold the field of the basket and apply a code."""
    field = page.get_by_label("Code", exact=True)
    if not field.is_visible():
        page.get_by_role("main").get_by_text("Enter a code", exact=True).click()
    field.fill(code)
    steps.button(page, "Apply").click()


def euros(text: str) -> float:
    found = re.search(r"€([\d,.]+)", text)
    assert found, text
    return float(found[1].replace(",", ""))


@both
class TestACode:
    def test_is_applied_and_removed_and_a_wrong_one_says_why(self, visit: Visit, scripts: bool) -> None:
        page = visit(java_script_enabled=scripts)
        steps.add(page, EYEPIECE)
        main = page.get_by_role("main")

        enter(page, "NO-SUCH-CODE")
        expect(main.get_by_text("This code is not valid.")).to_be_visible()
        expect(page.get_by_label("Code", exact=True)).to_have_value("NO-SUCH-CODE")

        enter(page, "saturn10")
        expect(main.locator(".codes")).to_contain_text("SATURN10")
        expect(main.locator(".sums")).to_contain_text("−€")

        main.get_by_role("button", name=re.compile("Remove the code SATURN10")).click()
        expect(main.locator(".sums")).not_to_contain_text("−€")


@both
class TestAGiftCard:
    def test_pays_its_part_and_a_coupon_comes_off_before(
        self, shop: RunningShop, visit: Visit, scripts: bool
    ) -> None:
        page = visit(java_script_enabled=scripts)
        steps.add(page, EYEPIECE)
        enter(page, "SATURN10")
        expect(page.get_by_role("main").locator(".sums")).to_contain_text("−€")
        steps.go_to_checkout(page)
        steps.give_address(page, f"card-{scripts}@example.org")
        steps.choose_delivery(page)
        whole = euros(steps.order_button(page).inner_text())

        page.get_by_role("main").get_by_text("Pay with a gift card", exact=True).click()
        page.get_by_label("Code of the card").fill("WRONG-CODE")
        steps.button(page, "Use").click()
        expect(
            page.get_by_role("main").get_by_text("This gift card code cannot be used for this order.")
        ).to_be_visible()
        page.get_by_label("Code of the card").fill(a_gift_card(shop).lower())
        steps.button(page, "Use").click()

        expect(page.get_by_role("main")).to_contain_text("pays €20.00")
        assert euros(steps.order_button(page).inner_text()) == pytest.approx(whole - 20)
        steps.pay(page)
        code = steps.expect_thanks(page)
        ((by_card, charged, total, discount),) = shop.rows(
            "SELECT gift_card_minor, charged_minor, total_gross_minor, discount_minor FROM orders_order"
            " WHERE code = %s",
            code,
        )
        assert by_card == 2000
        assert charged == total == round(100 * whole)
        assert discount > 0
