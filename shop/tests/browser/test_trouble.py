"""What goes wrong on the way to an order, and what the shopper reads and keeps then."""

import re

import pytest
from playwright.sync_api import Page, expect

from shop.tests.browser import steps
from shop.tests.browser.conftest import Visit
from shop.tests.browser.running_shop import RunningShop

pytestmark = pytest.mark.browser
_END_HOLDS = """
    UPDATE inventory_hold
    SET first_held_at = first_held_at - interval '1 hour', expires_at = now() - interval '1 second'
"""
both = pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])


def problem(page: Page) -> str:
    """Return what the error summary says. With scripts it must have the focus."""
    summary = page.get_by_role("main").get_by_role("alert")
    expect(summary).to_be_visible()
    if steps.has_scripts(page):
        expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))
    return summary.inner_text()


def orders_of(shop: RunningShop, email: str) -> list[int]:
    """Return the totals, in cents, of the orders placed with this e-mail address."""
    query = "SELECT total_gross_minor FROM orders_order WHERE email = %s AND placed_at IS NOT NULL"
    return [total for (total,) in shop.rows(query, email)]


class TestADeclinedCard:
    def test_loses_nothing_and_another_card_succeeds(self, shop: RunningShop, page: Page) -> None:
        email = "declined.at.first@example.org"
        steps.add(page, "caelum-barlow")
        steps.go_to_checkout(page)
        steps.give_address(page, email)
        page.get_by_label("Note for the driver").fill("Ring twice")
        steps.choose_delivery(page)
        steps.pay(page, steps.IS_DECLINED)
        said = problem(page)
        assert "Your bank declined the card. Nothing was charged." in said
        assert "Choose another way to pay or try again" in said
        main = page.get_by_role("main")
        for kept in (email, "Vera Morgenstern, Linsengasse 4, 10115 Berlin", "Ring twice", "Barlow lens 2×"):
            expect(main).to_contain_text(kept)
        assert orders_of(shop, email) == []
        steps.pay(page)
        steps.expect_thanks(page)
        assert len(orders_of(shop, email)) == 1


class TestAConfirmationStep:
    def test_approved_at_the_bank_places_the_order(self, shop: RunningShop, page: Page) -> None:
        email = "approves@example.org"
        steps.reach_payment(page, "caelum-barlow", email)
        total = steps.order_button(page).inner_text().removeprefix("Order and pay ")
        steps.pay(page, steps.ASKS)
        steps.expect_heading(page, "Confirm this payment?")
        assert orders_of(shop, email) == []
        steps.button(page, f"Confirm {total}").click()
        steps.expect_thanks(page)
        assert len(orders_of(shop, email)) == 1

    def test_refused_at_the_bank_leads_back_with_everything_kept(self, shop: RunningShop, page: Page) -> None:
        email = "refuses@example.org"
        steps.reach_payment(page, "caelum-barlow", email)
        steps.pay(page, steps.ASKS)
        steps.button(page, "Refuse").click()
        steps.expect_heading(page, "Payment and review")
        said = problem(page)
        assert "Nothing was charged" in said
        expect(page.get_by_role("main")).to_contain_text("Linsengasse 4")
        assert orders_of(shop, email) == []
        steps.pay(page)
        steps.expect_thanks(page)


class TestAChangedPrice:
    def test_is_shown_and_ordered_only_when_the_button_is_pressed_again(
        self, shop: RunningShop, page: Page
    ) -> None:
        email, slug = "price@example.org", "house-postcards"
        steps.reach_payment(page, slug, email)
        _raise_price(shop, slug, "12.50")
        _end_promises(shop, email)
        steps.pay(page)
        said = problem(page)
        assert "€17.40" in said, "the new total, with delivery"
        expect(steps.order_button(page)).to_have_text("Order and pay €17.40")
        assert orders_of(shop, email) == []
        steps.pay(page)
        steps.expect_thanks(page)
        assert orders_of(shop, email) == [1740]


class TestTheLastUnit:
    def test_sold_to_somebody_else_is_said_in_the_basket(self, shop: RunningShop, visit: Visit) -> None:
        slug, title = "sextans-suitcase-dobsonian", "Suitcase Dobsonian N 203/1000"
        _leave_one(shop, slug)
        page = visit()
        steps.add(page, slug)
        _buy(visit(java_script_enabled=False), slug, "faster@example.org")
        steps.button(page, "Go to checkout").click()
        steps.expect_heading(page, "Your basket")
        assert f"{title} has sold out. Remove it to go on" in problem(page)
        expect(steps.button(page, "Go to checkout")).to_have_count(0)
        steps.button(page, f"Remove {title}").click()
        expect(page.get_by_role("main")).to_contain_text("Your basket is empty")

    def test_sold_after_the_hold_ran_out_is_said_at_the_last_button(
        self, shop: RunningShop, visit: Visit
    ) -> None:
        slug, email = "tucana-cosmic-ray", "slower@example.org"
        _leave_one(shop, slug)
        page = visit()
        steps.reach_payment(page, slug, email)
        shop.rows(_END_HOLDS)
        _buy(visit(java_script_enabled=False), slug, "quicker@example.org")
        steps.pay(page)
        said = problem(page)
        assert "Cosmic-ray detector kit" in said
        expect(page.get_by_role("main")).to_contain_text("Nothing was charged")
        page.get_by_role("main").get_by_role("link", name="Go to your basket").click()
        assert "Cosmic-ray detector kit has sold out" in problem(page)
        assert orders_of(shop, email) == []


class TestTheLastButton:
    @both
    def test_pressed_twice_makes_one_order(self, shop: RunningShop, visit: Visit, scripts: bool) -> None:
        email = f"twice-{scripts}@example.org"
        page = visit(java_script_enabled=scripts)
        steps.reach_payment(page, "caelum-barlow", email)
        steps.order_button(page).dblclick()
        steps.expect_thanks(page)
        assert len(orders_of(shop, email)) == 1
        assert _charges_of(shop, email) == 1

    def test_cannot_be_pressed_again_after_going_back(self, shop: RunningShop, page: Page) -> None:
        email = "back@example.org"
        steps.reach_payment(page, "caelum-barlow", email)
        steps.pay(page)
        code = steps.expect_thanks(page)
        page.go_back()
        again = steps.order_button(page)
        if again.is_visible():
            again.click()
            assert steps.expect_thanks(page) == code
        else:
            expect(page.get_by_role("main")).to_contain_text("Your basket is empty")
        assert len(orders_of(shop, email)) == 1


class TestAWrongForm:
    @both
    def test_comes_back_filled_with_a_summary_that_links_to_the_fields(
        self, visit: Visit, scripts: bool
    ) -> None:
        page = visit(java_script_enabled=scripts)
        steps.add(page, "caelum-barlow")
        steps.go_to_checkout(page)
        wrong = {
            "Email": "vera at example",
            "Full name": "Vera Morgenstern",
            "Postcode": "1011",
            "Town": "Berlin",
        }
        steps.fill(page, wrong)
        steps.button(page, "Continue to delivery").click()
        problem(page)
        summary = page.get_by_role("main").get_by_role("alert")
        assert summary.get_by_role("link").count() == 3
        for label in ("Email", "Street and house number", "Postcode"):
            field = page.get_by_label(label, exact=True)
            words = (
                page.locator(f"#{field.get_attribute('id')}_error")
                .inner_text()
                .removeprefix("Error:")
                .strip()
            )
            expect(field).to_have_attribute("aria-invalid", "true")
            expect(field).to_have_accessible_description(re.compile(re.escape(words)))
            summary.get_by_role("link", name=words).click()
            expect(field).to_be_focused()
        for label, value in wrong.items():
            expect(page.get_by_label(label, exact=True)).to_have_value(value)

    def test_forgets_an_error_as_soon_as_it_is_mended(self, page: Page) -> None:
        steps.add(page, "caelum-barlow")
        steps.go_to_checkout(page)
        steps.fill(page, {**steps.GERMANY, "Email": "vera"})
        steps.button(page, "Continue to delivery").click()
        problem(page)
        page.get_by_label("Email").fill("vera@example.org")
        expect(page.get_by_role("main").get_by_role("alert")).to_have_count(0)
        expect(page).not_to_have_title(re.compile("^Error"))


def _raise_price(shop: RunningShop, slug: str, price: str) -> None:
    shop.run(
        "from apps.catalog.models import Variant\n"
        "from apps.currency.money import Money\n"
        "from apps.pricing import services\n"
        f"variant = Variant.objects.get(product__slug={slug!r})\n"
        f"services.set_prices(prices={{variant.pk: Money.of({price!r}, 'EUR')}}, actor='staff')"
    )


def _end_promises(shop: RunningShop, email: str) -> None:
    """Let the half hour pass for which a seen price is promised."""
    shop.rows(
        "UPDATE cart_cartline SET promised_until = now() - interval '1 second' WHERE cart_id IN"
        " (SELECT cart_id FROM orders_checkout WHERE email = %s)",
        email,
    )


def _leave_one(shop: RunningShop, slug: str) -> None:
    shop.run(
        "from apps.inventory import services\n"
        "from apps.inventory.models import Stock\n"
        f"stock = Stock.objects.get(variant__product__slug={slug!r})\n"
        "services.count(stock_id=stock.pk, on_hand=1 + stock.allocated, actor='staff', reason='stock-take')"
    )


def _buy(page: Page, slug: str, email: str) -> None:
    steps.reach_payment(page, slug, email)
    steps.pay(page)
    steps.expect_thanks(page)


def _charges_of(shop: RunningShop, email: str) -> int:
    query = (
        "SELECT count(*) FROM payments_testcharge c JOIN payments_payment p ON p.key = c.key"
        " JOIN orders_order o ON o.id = p.order_id WHERE o.email = %s"
    )
    return int(shop.rows(query, email)[0][0])
