"""A shopper cancels a unit, then the whole order, and has the money back: nobody else is asked."""

import re

import pytest
from playwright.sync_api import Page, expect

from shop.tests.browser import steps
from shop.tests.browser.conftest import Visit
from shop.tests.browser.pages import SIMPLE
from shop.tests.browser.running_shop import RunningShop

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
class TestCancelling:
    def test_gives_back_what_was_previewed(self, shop: RunningShop, visit: Visit, scripts: bool) -> None:
        email = f"cancel-{'with' if scripts else 'without'}-scripts@example.org"
        page = visit(java_script_enabled=scripts)
        steps.reach_payment(page, SIMPLE, email)
        steps.pay(page)
        code = steps.expect_thanks(page)
        order = page.url.removesuffix("thanks/")

        shown = _cancel_everything(page, order)

        expect(page.get_by_role("main")).to_contain_text("This order was cancelled.")
        assert code in shop.mail("order_cancelled", to=email).text
        assert shop.mail("credit_note", to=email).text
        assert _facts(shop, code) == ("CANCELLED", "REFUNDED", shown)
        page.goto(f"{order}change/cancel/")
        expect(page.get_by_role("main")).to_contain_text("This order is cancelled.")


def _cancel_everything(page: Page, order: str) -> str:
    """Cancel all units and return the amount that the preview promised."""
    page.goto(order)
    page.get_by_role("link", name=re.compile("^Cancel items or the whole order")).click()
    steps.expect_heading(page, "Cancel items")
    for field in page.get_by_role("main").locator("input[type=number]").all():
        field.fill(field.get_attribute("max") or "1")
    steps.button(page, "Continue").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("You get back")
    promised = re.search(r"You get back\s+(\S+)", main.inner_text())
    assert promised is not None
    steps.button(page, "Cancel the whole order").click()
    page.wait_for_url(re.compile(re.escape(order.rstrip("/"))))
    return promised.group(1)


def _facts(shop: RunningShop, code: str) -> tuple[str, ...]:
    """How the order stands once the workers have done their part: both states, and what went back."""
    said = shop.run(
        "import time\n"
        "from apps.orders.models import Order\n"
        "for _ in range(60):\n"
        f"    order = Order.objects.get(code={code!r})\n"
        "    if order.payment_status == 'REFUNDED':\n"
        "        break\n"
        "    time.sleep(0.5)\n"
        "print(order.status, order.payment_status, order.money(order.refunded_minor))"
    )
    return tuple(said.split())
