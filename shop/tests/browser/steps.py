"""What a shopper does, step by step, by the names that stand on the page."""

import re
from weakref import WeakSet

from playwright.sync_api import BrowserContext, Locator, Page, expect

AUSTRIA = {
    "Full name": "Vera Morgenstern",
    "Street and house number": "Sternwartestraße 77",
    "Postcode": "1180",
    "Town": "Wien",
}
GERMANY = {**AUSTRIA, "Street and house number": "Linsengasse 4", "Postcode": "10115", "Town": "Berlin"}
PHONE = "+43 1 5550182"
WORKS = "Test card that works"
IS_DECLINED = "Test card that is declined"
BY_TRANSFER = "Bank transfer"
ASKS = "Test card that asks you to confirm"
BY_CARD = "Card, wallet or bank"


# Asked of the page itself, the answer gets lost when the page is just being left, and then never comes.
without_scripts: WeakSet[BrowserContext] = WeakSet()


def has_scripts(page: Page) -> bool:
    """Return whether the visitor's browser runs scripts."""
    return page.context not in without_scripts


def expect_heading(page: Page, words: str | re.Pattern[str]) -> None:
    """Expect the page's main heading to say this."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def button(page: Page, name: str | re.Pattern[str]) -> Locator:
    """Return the button of this name in the main part of the page."""
    return page.get_by_role("main").get_by_role("button", name=name)


def add(page: Page, slug: str) -> None:
    """Open a product, put one into the basket and go to the basket."""
    page.goto(f"/products/{slug}/")
    button(page, "Add to basket").first.click()
    if has_scripts(page):
        page.get_by_role("region", name="Added to your basket").get_by_role(
            "link", name="View basket"
        ).click()
    expect_heading(page, "Your basket")


def go_to_checkout(page: Page) -> None:
    """Go on from the basket."""
    button(page, "Go to checkout").click()
    expect_heading(page, "Contact and address")


def fill(page: Page, values: dict[str, str]) -> None:
    """Fill fields by their labels."""
    for label, value in values.items():
        page.get_by_label(label, exact=True).fill(value)


def give_address(page: Page, email: str, address: dict[str, str] = GERMANY) -> None:
    """Fill the first step, with a phone number where the carrier of heavy goods needs one, and go on."""
    phone = {"Phone number": PHONE} if page.get_by_label("Phone number").count() else {}
    fill(page, {"Email": email, **address, **phone})
    button(page, "Continue to delivery").click()
    expect_heading(page, "Delivery")


def choose_delivery(page: Page, name: str | re.Pattern[str] = re.compile("Standard")) -> None:
    """Choose how it arrives and go on."""
    page.get_by_role("radio", name=name).check()
    button(page, "Continue to payment").click()
    expect_heading(page, "Payment and review")


def order_button(page: Page) -> Locator:
    """Return the button that orders and pays."""
    return button(page, re.compile(r"^Order and pay .*\d$"))


def pay(page: Page, way: str = WORKS) -> None:
    """Choose a way to pay and press the last button."""
    page.get_by_role("radio", name=way).check()
    order_button(page).click()


def reach_payment(page: Page, slug: str, email: str) -> None:
    """Go with one product as far as the last step."""
    add(page, slug)
    go_to_checkout(page)
    give_address(page, email)
    choose_delivery(page)


def expect_thanks(page: Page) -> str:
    """Expect the confirmation page and return the order's number."""
    expect_heading(page, re.compile("Thank you"))
    found = re.search(r"/orders/([0-9A-Z]+)/", page.url)
    assert found, page.url
    return found.group(1)


def sign_in(page: Page, email: str, password: str, *, at: str = "/account/login/") -> None:
    """Sign in with a password."""
    page.goto(at)
    fill(page, {"Email": email, "Password": password})
    button(page, "Sign in").click()
