"""What every shopper may rely on from the basket to the parcel, and what stays when something breaks."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Page, expect

from shop.tests.browser import steps
from shop.tests.browser.conftest import Visit
from shop.tests.browser.pages import SIMPLE, WITH_OPTIONS, World
from shop.tests.browser.running_shop import RunningShop
from shop.tests.browser.test_axe import EVERYTHING, violations

pytestmark = pytest.mark.browser
both = pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
BARLOW = "Barlow lens 2×, 1.25″"
DAY = r"\w{3} \d+( or \w{3} \d+)? \w+"
_FIELDS = """() => [...document.querySelectorAll("main form input, main form select, main form textarea")]
  .filter(one => one.type !== "hidden" && one.checkVisibility())
  .map(one => ({ name: one.name, type: one.type, autocomplete: one.autocomplete, inputmode: one.inputMode,
    labels: [...one.labels].map(each => each.innerText.trim()), label: one.getAttribute("aria-label") }))"""


class TestTheBasket:
    def test_shows_delivery_price_and_date(self, page: Page) -> None:
        """Delivery price and date appear before the checkout."""
        steps.add(page, SIMPLE)
        summary = page.get_by_role("complementary", name="Summary")
        expect(summary).to_contain_text(re.compile(rf"Delivery, standard\s*{DAY}", re.S))
        for told in ("€4.90", "€43.90", "Includes 19 % VAT"):
            expect(summary).to_contain_text(told)
        summary.get_by_label("Deliver to").select_option("Austria")
        expect(summary).to_contain_text("Includes 20 % VAT")
        expect(summary).to_contain_text("€9.90")

    @both
    def test_changes_quantities_by_button_typing_and_keyboard_and_undoes_a_removal(
        self, visit: Visit, scripts: bool
    ) -> None:
        """Changing quantity works by keyboard, by button and by typing, and removing can be undone."""
        page = visit(java_script_enabled=scripts)
        steps.add(page, SIMPLE)
        field = page.get_by_role("spinbutton", name=f"Quantity of {BARLOW}")
        total = page.get_by_role("complementary", name="Summary").locator(".tot")
        steps.button(page, f"One more {BARLOW}").click()
        expect(field).to_have_value("2")
        expect(total).to_contain_text("€82.90")
        field.fill("5")
        field.press("Enter")
        expect(total).to_contain_text("€199.90")
        less = steps.button(page, f"One fewer {BARLOW}")
        less.focus()
        less.press("Enter")
        expect(field).to_have_value("4")
        expect(page.get_by_role("banner").get_by_role("link", name="Basket, 4 items")).to_be_visible()
        steps.button(page, f"Remove {BARLOW}").click()
        expect(page.get_by_role("main")).to_contain_text(f"{BARLOW} was removed")
        steps.button(page, re.compile("^Undo")).click()
        expect(field).to_have_value("4")

    def test_announces_what_a_change_came_to(self, page: Page) -> None:
        steps.add(page, SIMPLE)
        steps.button(page, f"One more {BARLOW}").click()
        expect(page.locator("#status")).to_have_text("Quantity 2, total €82.90")
        expect(steps.button(page, f"One more {BARLOW}")).to_be_focused()


class TestTheFirstStep:
    def test_asks_a_guest_for_little_and_for_no_account(self, page: Page) -> None:
        """Guest is the default; at most 8 visible fields in step 1 for Germany; no password anywhere."""
        steps.add(page, WITH_OPTIONS)
        steps.go_to_checkout(page)
        fields = page.evaluate(_FIELDS)
        assert len(fields) <= 8
        assert "password" not in {field["type"] for field in fields}
        expect(page.get_by_role("main")).to_contain_text("No account is needed")
        expect(page.get_by_role("main").get_by_role("link", name="Sign in instead")).to_be_visible()

    def test_tells_browsers_what_each_field_is(self, page: Page) -> None:
        """Each field has a visible label, the right autocomplete, type and inputmode."""
        steps.add(page, WITH_OPTIONS)
        steps.go_to_checkout(page)
        page.get_by_text("Add company, flat or floor").click()
        fields = {field["name"]: field for field in page.evaluate(_FIELDS)}
        assert {name: field["autocomplete"] for name, field in fields.items()} == {
            "email": "email",
            "country": "shipping country",
            "name": "shipping name",
            "line1": "shipping address-line1",
            "line2": "shipping address-line2",
            "company": "shipping organization",
            "postcode": "shipping postal-code",
            "city": "shipping address-level2",
            "phone": "shipping tel",
            "vat_id": "off",
        }
        assert all(field["labels"] and field["labels"][0] for field in fields.values())
        assert (fields["email"]["type"], fields["phone"]["type"]) == ("email", "tel")
        assert fields["postcode"]["inputmode"] == "numeric"
        steps.give_address(page, "tokens@example.org")
        page.get_by_label("Same as the delivery address").uncheck()
        billing = [
            field["autocomplete"] for field in page.evaluate(_FIELDS) if field["name"].startswith("bill_")
        ]
        assert billing
        assert all(token.startswith("billing ") for token in billing)

    @both
    def test_follows_the_country_and_keeps_what_was_typed(self, visit: Visit, scripts: bool) -> None:
        """Fields follow the country and keep what was typed."""
        page = visit(java_script_enabled=scripts)
        steps.add(page, SIMPLE)
        steps.go_to_checkout(page)
        typed = {"Email": "nora@example.org", "Full name": "Nora Skye"}
        steps.fill(page, typed)
        page.get_by_label("Country").select_option("United States")
        if not scripts:
            steps.button(page, "Update the address fields").click()
        expect(page.get_by_label("State")).to_be_visible()
        expect(page.get_by_label("ZIP code")).to_be_visible()
        for label, value in typed.items():
            expect(page.get_by_label(label, exact=True)).to_have_value(value)
        summary = page.get_by_role("complementary", name="Your order")
        expect(summary).to_contain_text("US customs may collect duty")
        expect(summary).to_contain_text("60 days to return")


class TestTheFurtherSteps:
    def test_show_options_with_date_and_price_and_finished_steps_with_a_way_back(self, page: Page) -> None:
        """Shipping options show date and price; finished steps stay visible with Change; browser Back works."""
        steps.add(page, SIMPLE)
        steps.go_to_checkout(page)
        steps.give_address(page, "further@example.org")
        for name in ("Standard", "Express"):
            option = page.get_by_role("radio", name=re.compile(rf"{name}.*€\d+\.\d\d.*{DAY}", re.S))
            expect(option).to_have_count(1)
        expect(page.get_by_role("radio", name=re.compile("Standard"))).to_be_checked()
        steps.choose_delivery(page)
        main = page.get_by_role("main")
        for done in ("contact", "address", "delivery", "billing address"):
            expect(main.get_by_role("link", name=f"Change {done}", exact=True)).to_be_visible()
        expect(main.get_by_role("link", name="terms", exact=True)).to_be_visible()
        page.go_back()
        steps.expect_heading(page, "Delivery")
        page.go_back()
        steps.expect_heading(page, "Contact and address")
        expect(page.get_by_label("Full name")).to_have_value("Vera Morgenstern")
        page.goto("/checkout/payment/")
        main.get_by_role("link", name="Change address").click()
        expect(page.get_by_label("Town")).to_have_value("Berlin")


class TestAfterTheOrder:
    def test_the_date_comes_first_and_no_account_is_needed(
        self, shop: RunningShop, world: World, page: Page
    ) -> None:
        """Confirmation, e-mail and tracking give the date first and work without an account."""
        page.goto(world.links["order"])
        expect(page.locator("main .lede")).to_have_text(re.compile(rf"^\s*Arrives {DAY}"))
        page.goto(world.links["thanks"])
        expect(page.locator("main .arrives")).to_have_text(re.compile(rf"^\s*Arrives {DAY}"))
        code = world.links["order"].rstrip("/").split("/")[-2]
        mail = shop.mail("order_confirmation", to="page.walker@example.org", about=code)
        assert re.search(rf"arrives {DAY}", mail.subject)

    def test_an_order_is_found_by_its_number_and_email(self, world: World, page: Page) -> None:
        code = world.links["order"].rstrip("/").split("/")[-2]
        page.goto("/orders/track/")
        steps.fill(page, {"Order number": code.lower(), "Email": "page.walker@example.org"})
        steps.button(page, "Find the order").click()
        steps.expect_heading(page, f"Order {code}")
        expect(page.get_by_role("main")).to_contain_text("Linsengasse 4")

    @both
    def test_a_withdrawal_takes_two_steps_and_sends_a_dated_receipt(
        self, shop: RunningShop, visit: Visit, scripts: bool
    ) -> None:
        """ "Withdraw from contract here" takes two steps and sends a dated receipt."""
        email = f"withdraws-{scripts}@example.org"
        page = visit(java_script_enabled=scripts)
        page.goto("/")
        page.get_by_role("contentinfo").get_by_role("link", name="Withdraw from contract here").click()
        steps.fill(page, {"Full name": "Vera Morgenstern", "Order number": "K7RWM39P", "Email": email})
        steps.button(page, "Continue").click()
        steps.expect_heading(page, "Confirm your withdrawal")
        steps.button(page, "Confirm withdrawal").click()
        steps.expect_heading(page, "We received your withdrawal")
        expect(page.get_by_role("main")).to_contain_text(re.compile(r"On \d+ \w+ \d{4} at \d\d:\d\d"))
        receipt = shop.mail("withdrawal_receipt", to=email)
        assert re.search(r"\d{4}.* \d\d:\d\d", receipt.subject)
        assert "K7RWM39P" in receipt.text


class TestABreakdown:
    @pytest.mark.parametrize(
        ("trouble", "status", "words"),
        [
            (RunningShop.without, 500, "Something broke on our side"),
            (RunningShop.locked, 503, "Back in a moment"),
        ],
        ids=["bug", "busy database"],
    )
    def test_keeps_the_basket_and_gives_a_way_on(
        self,
        shop: RunningShop,
        page: Page,
        trouble: Callable[[RunningShop, str], AbstractContextManager[None]],
        status: int,
        words: str,
    ) -> None:
        """500 and 503 keep the basket, avoid jargon and jokes, and give a way on."""
        steps.add(page, SIMPLE)
        with trouble(shop, "content_page"):
            response = page.goto("/pages/terms/")
        assert response is not None
        assert response.status == status
        steps.expect_heading(page, words)
        assert violations(page, EVERYTHING) == []
        main = page.get_by_role("main")
        expect(main).to_contain_text("Your basket is kept")
        expect(main).not_to_contain_text(re.compile(r"server|database|exception|error \d+|oops", re.I))
        page.get_by_role("link", name="Astronomy Shop").first.click()
        expect(page.get_by_role("banner").get_by_role("link", name="Basket, 1 item")).to_be_visible()

    def test_leads_on_from_an_address_that_does_not_exist(self, page: Page) -> None:
        steps.add(page, SIMPLE)
        response = page.goto("/nowhere/at/all/")
        assert response is not None
        assert response.status == 404
        expect(page.get_by_role("searchbox")).to_be_visible()
        expect(page.get_by_role("main").get_by_role("link", name="Telescopes")).to_be_visible()
        expect(page.get_by_role("banner").get_by_role("link", name="Basket, 1 item")).to_be_visible()
