"""From the home page to the parcel at the door, as a shopper and as the staff see it."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from shop.tests.browser import steps
from shop.tests.browser.conftest import Visit
from shop.tests.browser.running_shop import Mail, RunningShop

pytestmark = pytest.mark.browser
NEWTONIAN = "N 114/900 on EQ-2"
TRACKING_NUMBER = "HP 4711 0815"


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
class TestAStranger:
    def test_finds_a_telescope_buys_it_as_a_guest_and_follows_the_parcel(
        self, shop: RunningShop, visit: Visit, scripts: bool
    ) -> None:
        email = f"journey-{'with' if scripts else 'without'}-scripts@example.org"
        page = visit(java_script_enabled=scripts, reduced_motion="no-preference")
        _find(page)
        _put_in_basket(page)
        total = _check_out(page, email)
        steps.pay(page)
        code = steps.expect_thanks(page)
        expect(page.get_by_role("main")).to_contain_text(f"{code} for {total}")
        expect(page.get_by_role("main")).to_contain_text(f"A confirmation is on its way to {email}")
        mail = shop.mail("order_confirmation", to=email)
        link = _link_in(mail, shop, code, total)
        friend = visit(java_script_enabled=scripts)
        _see_order(friend, link, code)
        _handle(visit(), shop, code, mail)
        _see_parcel(friend, code)
        _prove_address(friend, email)
        assert TRACKING_NUMBER in shop.mail("order_shipped", to=email).text


def _find(page: Page) -> None:
    """From the home page by department, part and facet to a product."""
    page.goto("/")
    main = page.get_by_role("main")
    main.get_by_role("link", name="Telescopes", exact=True).click()
    steps.expect_heading(page, re.compile(r"^Telescopes \d+$"))
    before = _result_count(page)
    facet = page.get_by_role("complementary", name="Filters")
    mount = facet.get_by_role("group", name="Mount", exact=True)
    if not mount.is_visible():
        facet.locator("summary", has_text=re.compile("^Mount$")).click()
    mount.get_by_role("checkbox", name=re.compile("Equatorial")).first.check()
    if not steps.has_scripts(page):
        facet.get_by_role("button", name=re.compile("^Show")).click()
    expect(page.get_by_role("link", name=re.compile("^Remove filter: "))).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/telescopes/\?(.*&)?mount"))
    assert 0 < _result_count(page) < before
    page.get_by_role("article").get_by_role("link", name=NEWTONIAN).click()
    steps.expect_heading(page, NEWTONIAN)


def _result_count(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator("#count").inner_text()))


def _put_in_basket(page: Page) -> None:
    main = page.get_by_role("main")
    expect(main).to_contain_text("Arrives")
    main.get_by_role("spinbutton", name="Quantity").fill("2")
    steps.button(page, "Add to basket").first.click()
    if steps.has_scripts(page):
        notice = page.get_by_role("region", name="Added to your basket")
        expect(notice).to_contain_text(NEWTONIAN)
        expect(notice.get_by_role("heading")).to_be_focused()
        expect(page).to_have_url(re.compile("/products/"))
        notice.get_by_role("link", name="View basket").click()
    steps.expect_heading(page, "Your basket")
    expect(page.get_by_role("banner").get_by_role("link", name="Basket, 2 items")).to_be_visible()
    expect(main.get_by_role("spinbutton", name=f"Quantity of {NEWTONIAN}")).to_have_value("2")


def _check_out(page: Page, email: str) -> str:
    """Choose the country first, then give the address, delivery by express, and return the total on the button."""
    steps.go_to_checkout(page)
    page.get_by_label("Country").select_option("Austria")
    if not steps.has_scripts(page):
        steps.button(page, "Update the address fields").click()
    summary = page.get_by_role("complementary", name="Your order")
    expect(summary).to_contain_text("Includes 20 % VAT")
    steps.give_address(page, email, steps.AUSTRIA)
    expect(page.get_by_role("main")).to_contain_text(
        "Vera Morgenstern, Sternwartestraße 77, 1180 Wien, Austria"
    )
    steps.choose_delivery(page, re.compile("Express"))
    total = steps.order_button(page).inner_text().removeprefix("Order and pay ")
    assert Decimal(total.strip("€").replace(",", "")) > 400
    expect(page.get_by_role("main")).to_contain_text("Express")
    return total


def _link_in(mail: Mail, shop: RunningShop, code: str, total: str) -> str:
    assert code in mail.subject
    assert total in mail.text
    assert NEWTONIAN in mail.html
    found = re.search(rf"Track this order: ({re.escape(shop.url)}/orders/{code}/\S+)", mail.text)
    assert found, mail.text
    assert found.group(1) in mail.html
    return found.group(1)


def _see_order(page: Page, link: str, code: str) -> None:
    """The link in the mail opens the order for anyone who has it; the street stays covered for a stranger."""
    page.goto(link)
    steps.expect_heading(page, f"Order {code}")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Arrives")
    expect(main).not_to_contain_text("Sternwartestraße")
    expect(main.get_by_role("listitem").and_(main.locator("[aria-current=step]"))).to_be_visible()
    expect(main.get_by_role("link", name="Withdraw from contract here")).to_be_visible()


def _handle(page: Page, shop: RunningShop, code: str, mail: Mail) -> None:
    """Staff read the mail, mark the order packed and send it."""
    steps.sign_in(page, *shop.staff, at="/admin/")
    page.goto(f"/admin/mail/message/{mail.id}/change/")
    expect(page.frame_locator("iframe[title='The message']").get_by_text(code).first).to_be_visible()
    page.goto(f"/admin/orders/order/?q={code}")
    page.get_by_role("link", name=code).click()
    for action in ("Mark packed", "Ship with tracking number"):
        page.get_by_role("link", name=action).click()
        if action != "Mark packed":
            page.get_by_label("Tracking number").fill(TRACKING_NUMBER)
        page.get_by_role("button", name=action).click()
        expect(page.get_by_text(re.compile(f"{code}: (marked as packed|shipped)"))).to_be_visible()


def _see_parcel(page: Page, code: str) -> None:
    page.reload()
    steps.expect_heading(page, f"Order {code}")
    parcels = page.get_by_role("region", name="Parcels")
    expect(parcels).to_contain_text(f"Perihelion Express, number {TRACKING_NUMBER}")
    expect(parcels).to_contain_text(f"2 × {NEWTONIAN}")
    expect(parcels.get_by_role("link", name=re.compile("Carrier’s page"))).to_be_visible()


def _prove_address(page: Page, email: str) -> None:
    page.get_by_label("Email").fill(email)
    steps.button(page, re.compile("Show")).click()
    expect(page.get_by_role("main")).to_contain_text("Sternwartestraße 77")
