"""Every page of the shop, and how a visitor gets there."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page, expect

from shop.tests.browser import steps
from shop.tests.browser.running_shop import RunningShop
from shop.tests.browser.witness import Witness

GONE = "caelum-mini-reducer"
SIMPLE = "caelum-barlow"
WITH_OPTIONS = "sextans-dobsonian"
WITH_TEXT = "house-date-chart"
SOLD_OUT = "gnomon-calcium-k"
LOCALE = "en-DE"  # a browser of the home country, so that prices are in the shop's own currency
CUSTOMER = ("page.walker@example.org", "walks-through-pages")


@dataclass
class World:
    """Visitors in every state that a page may need, each with one tab, and the secret addresses they know."""

    shop: RunningShop
    tabs: dict[str, Page] = field(default_factory=dict)
    witnesses: dict[str, Witness] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)

    def enter(self, browser: Browser, who: str) -> Page:
        """Let a new visitor come in."""
        context: BrowserContext = browser.new_context(
            base_url=self.shop.url, reduced_motion="reduce", locale=LOCALE
        )
        context.set_default_timeout(30_000)
        self.witnesses[who] = Witness(context)
        self.tabs[who] = context.new_page()
        return self.tabs[who]


@contextmanager
def world_of(shop: RunningShop, browser: Browser) -> Iterator[World]:
    """Bring everybody into the state they stand for."""
    world = World(shop)
    shop.rows("UPDATE catalog_product SET unpublished_at = now() WHERE slug = %s", GONE)
    shop.rows("UPDATE catalog_productpage SET unpublished_at = now() WHERE product_id ="
              " (SELECT id FROM catalog_product WHERE slug = %s)", GONE)  # fmt: skip
    world.enter(browser, "guest")
    _customer(world, world.enter(browser, "customer"))
    _payer(world, world.enter(browser, "payer"))
    _card_payer(world, world.enter(browser, "card payer"))
    shopper = world.enter(browser, "shopper")
    steps.add(shopper, WITH_OPTIONS)
    steps.reach_payment(shopper, SIMPLE, "shopper@example.org")
    try:
        yield world
    finally:
        for tab in world.tabs.values():
            tab.context.close()


def _customer(world: World, page: Page) -> None:
    page.goto("/account/signup/")
    steps.fill(page, {"Email": CUSTOMER[0], "Password": CUSTOMER[1]})
    steps.button(page, re.compile("Create")).click()
    steps.expect_heading(page, "Your orders")
    steps.reach_payment(page, SIMPLE, CUSTOMER[0])
    steps.pay(page)
    steps.expect_thanks(page)
    order = page.url.removesuffix("thanks/")
    changes = {kind: f"{order}change/{kind}/" for kind in ("cancel", "swap", "address", "delivery")}
    world.links |= {"thanks": page.url, "order": order, **changes}
    steps.reach_payment(page, SIMPLE, CUSTOMER[0])
    steps.pay(page, steps.BY_TRANSFER)
    steps.expect_thanks(page)
    world.links |= {"unpaid thanks": page.url, "unpaid order": page.url.removesuffix("thanks/")}


def _payer(world: World, page: Page) -> None:
    """Somebody who stands before the bank's page, with the order not yet placed."""
    steps.reach_payment(page, SIMPLE, "payer@example.org")
    steps.pay(page, steps.ASKS)
    steps.expect_heading(page, "Confirm this payment?")
    world.links["bank"] = page.url
    page.goto("/checkout/payment/")
    steps.expect_heading(page, "Your bank asks you to confirm")
    world.links["waiting"] = page.url


def _card_payer(world: World, page: Page) -> None:
    """Somebody who is about to enter a card."""
    steps.reach_payment(page, SIMPLE, "card.payer@example.org")
    steps.pay(page, steps.BY_CARD)
    steps.expect_heading(page, re.compile(r"^Pay €"))
    world.links["card"] = page.url


@dataclass(frozen=True)
class ShopPage:
    """One page in one state."""

    name: str
    path: str = ""
    who: str = "guest"
    status: int = 200
    link: str = ""
    then: Callable[[Page, World], object] = lambda page, world: None

    @property
    def title_of(self) -> str:
        """Return whose title it is: states of one page may share theirs."""
        return self.link or self.path

    def open(self, world: World) -> Page:
        """Go there and return the tab."""
        page = world.tabs[self.who]
        response = page.goto(world.links[self.link] if self.link else self.path)
        assert response is not None
        assert response.status == self.status
        self.then(page, world)
        return page


def _press(name: str | re.Pattern[str], **values: str) -> Callable[[Page, World], None]:
    """Return a step that fills fields and presses a button of the main part."""

    def do(page: Page, world: World) -> None:
        steps.fill(page, {label.replace("_", " "): value for label, value in values.items()})
        steps.button(page, name).first.click()

    return do


def _wrong(name: str | re.Pattern[str], **values: str) -> Callable[[Page, World], None]:
    """Return a step that sends a form which comes back with errors."""

    def do(page: Page, world: World) -> None:
        _press(name, **values)(page, world)
        expect(page.get_by_role("main").get_by_role("alert")).to_be_visible()

    return do


def _without_a_method(page: Page, world: World) -> None:
    page.get_by_label("Same as the delivery address").uncheck()
    _wrong("Continue to payment")(page, world)


def _declined(page: Page, world: World) -> None:
    steps.pay(page, steps.IS_DECLINED)
    expect(page.get_by_role("main").get_by_role("alert")).to_be_visible()


def _added(page: Page, world: World) -> None:
    steps.button(page, "Add to basket").first.click()
    expect(page.get_by_role("region", name="Added to your basket")).to_be_visible()


def _old_form(page: Page, world: World) -> None:
    page.context.clear_cookies(name="csrf")
    page.get_by_role("main").get_by_role("button", name="Show these prices").click()
    steps.expect_heading(page, "Send that once more")


def _withdrawn(page: Page, world: World) -> None:
    _WITHDRAWAL(page, world)
    steps.expect_heading(page, "Confirm your withdrawal")
    _press("Confirm withdrawal")(page, world)
    steps.expect_heading(page, "We received your withdrawal")


def _preview_of_cancelling(page: Page, world: World) -> None:
    page.get_by_role("main").get_by_role("spinbutton").first.fill("1")
    steps.button(page, "Continue").click()
    expect(page.get_by_text("Step 2 of 2")).to_be_visible()


def _paying_for_express(page: Page, world: World) -> None:
    page.get_by_role("radio", name=re.compile("Express")).check()
    steps.button(page, "Continue").click()
    steps.button(page, "Confirm and go to payment").click()
    steps.expect_heading(page, "Pay for the change")


def _broken(page: Page, world: World) -> None:
    with world.shop.without("content_page"):
        response = page.goto("/pages/terms/")
    assert response is not None
    assert response.status == 500


_WITHDRAWAL = _press(
    "Continue", Full_name="Vera Morgenstern", Order_number="K7RWM39P", Email="vera@example.org"
)

PAGES = [
    ShopPage("home", "/"),
    ShopPage("department", "/telescopes/"),
    ShopPage("list with filters", "/telescopes/?good_for=galaxies&stock=1&price_to=2000"),
    ShopPage("second page of a list", "/telescopes/?page=2"),
    ShopPage("list with nothing left", "/telescopes/?price_to=1"),
    ShopPage("search", "/search/?q=saturn"),
    ShopPage("search without results", "/search/?q=xylophone+rosin"),
    ShopPage("product", f"/products/{SIMPLE}/"),
    ShopPage("product with options", f"/products/{WITH_OPTIONS}/"),
    ShopPage("product with a personal text", f"/products/{WITH_TEXT}/"),
    ShopPage("sold-out product", f"/products/{SOLD_OUT}/"),
    ShopPage("product just added", f"/products/{SIMPLE}/", who="shopper", then=_added),
    ShopPage("empty basket", "/basket/"),
    ShopPage("basket", "/basket/", who="shopper"),
    ShopPage("contact and address", "/checkout/address/", who="shopper"),
    ShopPage("contact and address with errors", "/checkout/address/", who="shopper",
             then=_wrong("Continue to delivery", Email="vera at example", Postcode="1")),
    ShopPage("delivery", "/checkout/delivery/", who="shopper"),
    ShopPage("delivery with errors", "/checkout/delivery/", who="shopper", then=_without_a_method),
    ShopPage("payment", "/checkout/payment/", who="shopper"),
    ShopPage("payment declined", "/checkout/payment/", who="shopper", then=_declined),
    ShopPage("test bank", link="bank"),
    ShopPage("card", link="card", who="card payer"),
    ShopPage("card not confirmed", link="card", who="card payer",
             then=lambda page, world: page.goto(f"{world.links['card']}?declined=1")),
    ShopPage("waiting for the bank", link="waiting"),
    ShopPage("confirmation", link="thanks", who="customer"),
    ShopPage("order", link="order", who="customer"),
    ShopPage("order for a stranger", link="order"),
    ShopPage("confirmation of an order to be paid", link="unpaid thanks", who="customer"),
    ShopPage("order to be paid", link="unpaid order", who="customer"),
    ShopPage("cancel items", link="cancel", who="customer"),
    ShopPage("cancel items with errors", link="cancel", who="customer", then=_wrong("Continue")),
    ShopPage("cancel items, preview", link="cancel", who="customer", then=_preview_of_cancelling),
    ShopPage("swap an item", link="swap", who="customer"),
    ShopPage("correct the address", link="address", who="customer"),
    ShopPage("change the delivery", link="delivery", who="customer"),
    ShopPage("change the delivery, payment", link="delivery", who="customer", then=_paying_for_express),
    ShopPage("order with a change", link="order", who="customer"),
    ShopPage("track an order", "/orders/track/"),
    ShopPage("order not found", "/orders/track/",
             then=_wrong("Find the order", Order_number="K7RWM39P", Email="vera@example.org")),
    ShopPage("withdrawal", "/withdraw/"),
    ShopPage("withdrawal with errors", "/withdraw/", then=_wrong("Continue")),
    ShopPage("withdrawal, second step", "/withdraw/", then=_WITHDRAWAL),
    ShopPage("withdrawal received", "/withdraw/", then=_withdrawn),
    ShopPage("terms", "/pages/terms/"),
    ShopPage("delivery costs", "/pages/delivery/"),
    ShopPage("guides", "/guides/"),
    ShopPage("guide", "/guides/first-telescope/"),
    ShopPage("delivery country", "/country/"),
    ShopPage("sign in", "/account/login/"),
    ShopPage("sign in with errors", "/account/login/", then=_wrong("Sign in", Email="vera@example.org")),
    ShopPage("sign up", "/account/signup/"),
    ShopPage("password reset", "/account/password/reset/"),
    ShopPage("my orders", "/orders/mine/", who="customer"),
    ShopPage("my email addresses", "/account/email/", who="customer"),
    ShopPage("my password", "/account/password/change/", who="customer"),
    ShopPage("sign out", "/account/logout/", who="customer"),
    ShopPage("page not found", "/nowhere/", status=404),
    ShopPage("product no longer sold", f"/products/{GONE}/", status=410),
    ShopPage("form that is too old", "/country/", then=_old_form),
    ShopPage("something broke", "/pages/terms/", then=_broken),
]  # fmt: skip
