"""A return with exchange, from the wish to both orders: as the customer and as the staff see it."""

import re

import pytest
from playwright.sync_api import Page, expect

from shop.tests.browser import steps
from shop.tests.browser.conftest import Visit
from shop.tests.browser.pages import WITH_OPTIONS
from shop.tests.browser.running_shop import RunningShop

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
class TestAReturnWithExchange:
    def test_ends_with_the_money_back_and_another_telescope(
        self, shop: RunningShop, visit: Visit, scripts: bool
    ) -> None:
        email = f"return-{'with' if scripts else 'without'}-scripts@example.org"
        page = visit(java_script_enabled=scripts)
        steps.reach_payment(page, WITH_OPTIONS, email)
        steps.pay(page)
        code = steps.expect_thanks(page)
        _arrive(shop, code)

        number = _ask(page)
        assert number in shop.mail("return_requested", to=email).text
        desk = visit()
        _approve_and_exchange(desk, shop, number)
        assert f"/returns/{number}/slip/" in shop.mail("return_approved", to=email).text
        new = _pay_by_link(page, shop, email)
        _receive_and_refund(desk, number)

        expect(desk.get_by_role("link", name=f"Order {new}")).to_be_visible()
        assert code in shop.mail("order_refunded", to=email).text
        link = re.search(r"http\S+/orders/\S+", shop.mail("return_received", to=email).text)
        assert link is not None
        page.goto(link.group(0))
        steps.expect_heading(page, f"Return {number}")
        expect(page.get_by_role("main")).to_contain_text("Done.")
        page.get_by_role("link", name=new).click()
        expect(page.get_by_role("main")).to_contain_text(f"with return {number} of order {code}")


def _arrive(shop: RunningShop, code: str) -> None:
    shop.run(
        "from apps.orders.models import Order\n"
        "from apps.orders import services\n"
        f"order = Order.objects.get(code={code!r})\n"
        "services.ship_order(order_id=order.pk, tracking_number='1', actor='staff')\n"
        "services.mark_delivered(order_id=order.pk, actor='staff')"
    )


def _ask(page: Page) -> str:
    """From the confirmation to the order, and there ask for a return with another variant instead."""
    page.goto(page.url.removesuffix("thanks/"))
    page.get_by_role("link", name="Return something", exact=True).click()
    steps.expect_heading(page, "Return something")
    page.get_by_label("How many come back").fill("1")
    page.get_by_label("Why").select_option("It does not suit me")
    page.get_by_label("Exchange for").select_option(index=1)
    steps.button(page, "Continue").click()
    steps.expect_heading(page, "Confirm your return")
    expect(page.get_by_role("main")).to_contain_text("You get back")
    steps.button(page, "Ask for this return").click()
    steps.expect_heading(page, re.compile(r"^Return \w+$"))
    return page.get_by_role("heading", level=1).inner_text().removeprefix("Return ")


def _approve_and_exchange(desk: Page, shop: RunningShop, number: str) -> None:
    steps.sign_in(desk, *shop.staff, at="/admin/")
    desk.goto(f"/admin/returns/return/?q={number}")
    desk.get_by_role("link", name=number, exact=True).click()
    desk.get_by_role("link", name="Approve", exact=True).click()
    desk.get_by_role("button", name="Approve").click()
    expect(desk.get_by_text(f"{number}: approved.")).to_be_visible()
    desk.get_by_role("link", name="Exchange", exact=True).click()
    desk.get_by_role("button", name="Exchange").click()
    expect(desk.get_by_role("status")).to_contain_text("the return gives back")
    desk.get_by_role("button", name="Confirm: Exchange").click()
    desk.get_by_role("button", name=re.compile("^Mail the link to pay")).click()
    expect(desk.get_by_text("The link is on its way to")).to_be_visible()


def _pay_by_link(page: Page, shop: RunningShop, email: str) -> str:
    # The words of a mail with a private link are kept while there is no mail service to send it.
    found = re.search(rf"{re.escape(shop.url)}/pay/\S+", shop.mail("pay_link", to=email).text)
    assert found is not None
    page.goto(found.group(0))
    steps.button(page, "Go to the payment").click()
    steps.expect_heading(page, "Payment and review")
    steps.pay(page)
    return steps.expect_thanks(page)


def _receive_and_refund(desk: Page, number: str) -> None:
    desk.goto(f"/admin/returns/return/?q={number}")
    desk.get_by_role("link", name=number, exact=True).click()
    desk.get_by_role("link", name="Receive", exact=True).click()
    desk.get_by_label(re.compile("goes back to stock")).check()
    desk.get_by_role("button", name="Receive").click()
    expect(desk.get_by_text(f"{number}: received.")).to_be_visible()
    desk.get_by_role("link", name="Refund", exact=True).click()
    desk.get_by_role("button", name="Refund").click()
    desk.get_by_role("button", name="Confirm: Refund").click()
    expect(desk.get_by_text(f"{number}: paid back.")).to_be_visible()
