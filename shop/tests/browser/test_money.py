"""Currencies as visitors meet them: guessed, chosen, changed on the way, and paid."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from shop.tests.browser import steps
from shop.tests.browser.conftest import DESK, PHONE, Visit
from shop.tests.browser.pages import SIMPLE
from shop.tests.browser.running_shop import RunningShop

pytestmark = pytest.mark.browser
A_YEAR = 365 * 24 * 3600
both = pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])


def said(page: Page) -> str:
    """What a page says, all of it."""
    return page.locator("body").inner_text()


def expect_only_yen(page: Page) -> None:
    text = said(page)
    assert "¥" in text, page.url
    for other in ("€", "EUR", "$", "¥0.", ".00"):
        assert other not in text, f"{page.url} says {other}"


def choose_currency(page: Page, name: str) -> None:
    """Choose a currency on its own page and go back to where the visitor was."""
    page.get_by_label("Currency").select_option(name)
    steps.button(page, "Show these prices").click()


def deliver_to(page: Page, country: str) -> None:
    """Choose the country in the basket."""
    summary = page.get_by_role("complementary", name="Summary")
    summary.get_by_label("Deliver to").select_option(country)
    if not steps.has_scripts(page):
        summary.get_by_role("button", name="Update").click()


def open_choice(page: Page) -> None:
    """Press the link at the top of the page."""
    page.get_by_role("banner").get_by_role("link", name=re.compile("change country and currency")).click()
    steps.expect_heading(page, "Where should it go, and in which currency?")


def currency_cookie(page: Page) -> str | None:
    return next((c["value"] for c in page.context.cookies() if c["name"] == "currency"), None)


def order_of(shop: RunningShop, email: str) -> tuple[object, ...]:
    """Return currency, total and what was charged (minor units) of the one order of an address."""
    query = (
        "SELECT o.currency, o.total_gross_minor, o.charged_minor, p.currency, p.amount_minor FROM orders_order o"
        " JOIN payments_payment p ON p.order_id = o.id WHERE o.email = %s AND o.placed_at IS NOT NULL"
    )
    (found,) = shop.rows(query, email)
    return found


def basket_in_euros(shop: RunningShop, email: str) -> int:
    query = (
        "SELECT count(*) FROM cart_cart c JOIN orders_checkout k ON k.cart_id = c.id"
        " WHERE k.email = %s AND c.currency = 'EUR'"
    )
    return int(shop.rows(query, email)[0][0])


@both
class TestAVisitorWithAJapaneseBrowser:
    def test_sees_yen_on_every_page_and_pays_exactly_what_was_shown(
        self, shop: RunningShop, visit: Visit, scripts: bool
    ) -> None:
        email = f"yen-{'with' if scripts else 'without'}-scripts@example.org"
        page = visit(java_script_enabled=scripts, locale="ja-JP")
        for path in ("/", "/telescopes/", "/search/?q=barlow", f"/products/{SIMPLE}/"):
            page.goto(path)
            expect_only_yen(page)
            expect(page.get_by_role("banner")).to_contain_text("Germany, JPY")
        steps.add(page, SIMPLE)
        expect_only_yen(page)
        steps.go_to_checkout(page)
        expect_only_yen(page)
        steps.give_address(page, email)
        expect_only_yen(page)
        steps.choose_delivery(page)

        button = steps.order_button(page).inner_text()

        total = button.removeprefix("Order and pay ")
        assert re.fullmatch(r"¥\d,\d{3}", total), button
        assert "You pay in Japanese Yen (JPY)." in said(page)
        steps.pay(page)
        code = steps.expect_thanks(page)
        expect(page.get_by_role("main")).to_contain_text(f"{code} for {total}")
        expect_only_yen(page)
        yen = int(re.sub(r"\D", "", total))
        assert order_of(shop, email) == ("JPY", yen, yen, "JPY", yen)
        mail = shop.mail("order_confirmation", to=email)
        for body in (mail.text, mail.html):
            assert total in body
            assert "€" not in body
        page.goto(page.url.removesuffix("thanks/"))
        expect(page.get_by_role("main")).to_contain_text(total)
        expect_only_yen(page)


@both
class TestAChangeOfMind:
    def test_in_mid_checkout_prices_the_basket_anew_says_so_and_keeps_what_was_typed(
        self, shop: RunningShop, visit: Visit, scripts: bool
    ) -> None:
        email = f"dollar-{'with' if scripts else 'without'}-scripts@example.org"
        page = visit(java_script_enabled=scripts)
        steps.add(page, SIMPLE)
        steps.go_to_checkout(page)
        steps.give_address(page, email)
        page.get_by_label("Note for the driver").fill("Ring twice")
        steps.choose_delivery(page)
        expect(steps.order_button(page)).to_have_text("Order and pay €43.90")

        page.goto("/country/?next=/checkout/payment/")
        choose_currency(page, "US Dollar (USD)")

        steps.expect_heading(page, "Payment and review")
        main = page.get_by_role("main")
        expect(page.locator("body")).to_contain_text("Your basket is priced in USD now.")
        expect(steps.order_button(page)).to_have_text(re.compile(r"^Order and pay \$\d\d\.\d\d$"))
        assert "€" not in main.inner_text()
        for kept in (email, "Vera Morgenstern, Linsengasse 4, 10115 Berlin", "Ring twice"):
            expect(main).to_contain_text(kept)
        total = steps.order_button(page).inner_text().removeprefix("Order and pay $")
        steps.pay(page)
        steps.expect_thanks(page)
        cents = int(total.replace(".", ""))
        assert order_of(shop, email) == ("USD", cents, cents, "USD", cents)

    def test_about_the_country_alone_takes_the_basket_along_unless_a_currency_was_chosen(
        self, visit: Visit, scripts: bool
    ) -> None:
        page = visit(java_script_enabled=scripts)
        steps.add(page, SIMPLE)
        summary = page.get_by_role("complementary", name="Summary")

        deliver_to(page, "Switzerland")

        expect(summary.locator(".tot")).to_contain_text("CHF")
        expect(page.locator("body")).to_contain_text("Your basket is priced in CHF now.")
        expect(page.get_by_role("banner")).to_contain_text("Switzerland, CHF")

        page.goto("/country/?next=/basket/")
        choose_currency(page, "Euro (EUR)")
        expect(summary.locator(".tot")).to_contain_text("€")
        deliver_to(page, "Norway")
        expect(page.get_by_label("Deliver to")).to_have_value("NO")
        expect(summary.locator(".tot")).to_contain_text("€")

    def test_in_another_tab_charges_nothing_until_the_new_total_was_seen(
        self, shop: RunningShop, visit: Visit, scripts: bool
    ) -> None:
        email = f"tabs-{'with' if scripts else 'without'}-scripts@example.org"
        page = visit(java_script_enabled=scripts)
        steps.reach_payment(page, SIMPLE, email)
        other = page.context.new_page()
        other.goto("/country/")
        choose_currency(other, "Swiss Franc (CHF)")
        other.close()

        steps.pay(page)

        expect(page.get_by_role("main").get_by_role("alert")).to_contain_text("Nothing was charged")
        expect(steps.order_button(page)).to_have_text(re.compile(r"^Order and pay CHF\s?\d\d\.\d\d$"))
        assert shop.rows("SELECT 1 FROM orders_order WHERE email = %s", email) == []
        steps.pay(page)
        steps.expect_thanks(page)
        assert order_of(shop, email)[0] == "CHF"


@both
class TestTheChoiceAtTheTop:
    def test_is_remembered(self, visit: Visit, scripts: bool) -> None:
        page = visit(java_script_enabled=scripts)
        page.goto("/telescopes/")
        open_choice(page)
        choose_currency(page, "Swedish Krona (SEK)")

        expect(page).to_have_url(re.compile("/telescopes/$"))
        expect(page.get_by_role("banner")).to_contain_text("Germany, SEK")
        later = page.context.new_page()
        later.goto(f"/products/{SIMPLE}/")
        expect(later.get_by_role("banner")).to_contain_text("Germany, SEK")
        expect(later.locator("#buy .price").first).to_have_text(re.compile("^SEK"))
        kept = next(c for c in page.context.cookies() if c["name"] == "currency")
        assert kept["value"] == "SEK"
        assert kept["expires"] > time.time() + A_YEAR - 3600

    def test_can_be_left_to_the_country_again(self, visit: Visit, scripts: bool) -> None:
        page = visit(java_script_enabled=scripts)
        page.goto("/country/")
        choose_currency(page, "Swedish Krona (SEK)")
        open_choice(page)
        expect(page.get_by_label("Currency")).to_have_value("SEK")
        page.get_by_label("Country").select_option("Switzerland")
        choose_currency(page, "As usual in the country")

        expect(page.get_by_role("banner")).to_contain_text("Switzerland, CHF")
        assert currency_cookie(page) is None

    def test_keeps_what_the_browser_suggested_when_only_the_country_changes(
        self, visit: Visit, scripts: bool
    ) -> None:
        page = visit(java_script_enabled=scripts, locale="ja-JP")
        page.goto("/country/")
        expect(page.get_by_label("Currency")).to_have_value("JPY")
        page.get_by_label("Country").select_option("Austria")
        steps.button(page, "Show these prices").click()

        expect(page.get_by_role("banner")).to_contain_text("Austria, JPY")

    def test_of_a_currency_that_is_not_offered_gets_a_word_and_changes_nothing(
        self, shop: RunningShop, visit: Visit, scripts: bool
    ) -> None:
        email = f"unknown-{'with' if scripts else 'without'}-scripts@example.org"
        page = visit(java_script_enabled=scripts)
        steps.reach_payment(page, SIMPLE, email)
        page.goto("/country/")
        field = page.get_by_label("Currency")
        field.locator("option").last.evaluate("option => { option.value = 'XDR'; }")
        field.select_option("XDR")
        page.get_by_label("Country").select_option("Austria")
        with page.expect_response(lambda answer: answer.request.method == "POST") as posted:
            steps.button(page, "Show these prices").click()

        assert posted.value.status == 400
        expect(page.locator("#id_currency_error")).to_have_text("Error: Choose a currency from the list.")
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(re.compile("Choose a currency from the list"))
        expect(page.get_by_label("Country")).to_have_value("AT")
        assert currency_cookie(page) is None
        assert basket_in_euros(shop, email) == 1
        page.goto("/basket/")
        expect(page.get_by_role("banner")).to_contain_text("Germany, EUR")
        expect(page.get_by_role("main")).to_contain_text("€43.90")


@pytest.mark.parametrize("width", [320, PHONE["width"], 1440])
class TestThePageOfTheChoice:
    def test_fits_the_screen_in_the_longest_currency(self, visit: Visit, width: int) -> None:
        page = visit(viewport={"width": width, "height": DESK["height"]}, locale="ja-JP")
        for path in ("/country/", f"/products/{SIMPLE}/"):
            page.goto(path)
            overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert overflow <= 0, f"{path} is {overflow} px too wide"
