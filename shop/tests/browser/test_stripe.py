"""Paying by card in the browser, with a stand-in for Stripe."""

import re
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from shop.tests.browser import steps
from shop.tests.browser.conftest import Visit
from shop.tests.browser.running_shop import RunningShop

pytestmark = pytest.mark.browser
EYEPIECE = "caelum-barlow"
WORKS, DECLINED, ASKS = "4242 4242 4242 4242", "4000 0000 0000 0002", "4000 0027 6000 3184"


def reach_the_card(page: Page, email: str) -> None:
    steps.reach_payment(page, EYEPIECE, email)
    steps.pay(page, steps.BY_CARD)
    steps.expect_heading(page, re.compile(r"^Pay €"))


def enter(page: Page, number: str) -> None:
    page.get_by_label("Card number").fill(number)
    steps.button(page, re.compile(r"^Pay €")).click()


def took(shop: RunningShop, code: str) -> list[tuple[str, int, int]]:
    return shop.rows(
        "SELECT o.payment_status, count(*) FILTER (WHERE e.type = 'CHARGE'), o.charged_minor - o.total_gross_minor"
        " FROM orders_order o JOIN payments_payment p ON p.order_id = o.id"
        " JOIN payments_paymentevent e ON e.payment_id = p.id WHERE o.code = %s GROUP BY o.id",
        code,
    )


class TestACard:
    def test_that_the_bank_wants_confirmed_is_confirmed_there(self, shop: RunningShop, page: Page) -> None:
        reach_the_card(page, "asks@example.org")
        enter(page, ASKS)

        steps.expect_heading(page, "Confirm with your bank")
        page.get_by_role("button", name="Complete").click()

        assert took(shop, steps.expect_thanks(page)) == [("PAID", 1, 0)]

    def test_that_is_declined_gives_way_to_another(self, shop: RunningShop, page: Page) -> None:
        reach_the_card(page, "declined@example.org")
        enter(page, DECLINED)

        problem = page.get_by_role("alert")
        expect(problem).to_have_text("Your card was declined.")
        expect(problem).to_be_focused()
        enter(page, WORKS)

        assert took(shop, steps.expect_thanks(page)) == [("PAID", 1, 0)]

    def test_that_is_not_confirmed_offers_another(self, page: Page) -> None:
        reach_the_card(page, "refuses@example.org")
        enter(page, ASKS)
        page.get_by_role("button", name="Fail").click()

        expect(page.get_by_role("alert").first).to_contain_text("Nothing was charged.")
        steps.button(page, "Cancel and go back to the basket").click()
        steps.expect_heading(page, "Your basket")


class TestAMessageOfStripe:
    @pytest.fixture
    def silent(self, shop: RunningShop) -> Iterator[None]:
        """Stripe that keeps its messages for itself."""
        tell(shop, "webhooks", '{"is_held": true}')
        yield
        tell(shop, "webhooks", '{"is_held": false}')

    def test_that_comes_before_the_browser_places_the_order(self, shop: RunningShop, page: Page) -> None:
        reach_the_card(page, "early@example.org")
        ways_back: list[str] = []

        def lose(route: Route) -> None:
            ways_back.append(route.request.url)
            route.abort()

        page.route("**/checkout/payment/*/?*", lose)
        with page.expect_event("requestfailed"):
            enter(page, WORKS)
        shop.mail("order_confirmation", to="early@example.org")

        page.unroute("**/checkout/payment/*/?*")
        page.goto(ways_back[0])

        assert took(shop, steps.expect_thanks(page)) == [("PAID", 1, 0)]

    def test_that_never_comes_is_not_missed(self, shop: RunningShop, page: Page, silent: None) -> None:
        reach_the_card(page, "silent@example.org")
        enter(page, WORKS)

        steps.expect_heading(page, "Your payment is on its way")
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Thank you"), timeout=60_000)


class TestWithoutJavaScript:
    def test_stripe_s_own_page_is_used(self, shop: RunningShop, visit: Visit) -> None:
        page = visit(java_script_enabled=False)
        reach_the_card(page, "plain@example.org")
        # Stripe's fields need its script: their button would lead nowhere.
        expect(page.locator("#card-form")).to_be_hidden()
        steps.button(page, "Pay on Stripe’s page").click()

        steps.expect_heading(page, "Pay by card")
        page.get_by_role("button", name=re.compile("^Pay")).click()

        assert took(shop, steps.expect_thanks(page)) == [("PAID", 1, 0)]


def tell(shop: RunningShop, what: str, body: str) -> None:
    """Tell the stand-in what to do."""
    request = urllib.request.Request(f"{shop.told['STRIPE_API_BASE']}/_fake/{what}", body.encode())  # noqa: S310
    urllib.request.urlopen(request).close()  # noqa: S310
