"""The warehouse at work: with a scanner and a keyboard, which are the same to a page, and without scripts."""

import pytest
from playwright.sync_api import Locator, Page, expect

from shop.tests.browser import steps
from shop.tests.browser.conftest import Visit
from shop.tests.browser.running_shop import RunningShop

pytestmark = pytest.mark.browser
FIRST, SECOND = "caelum-barlow", "caelum-moon-filter"  # both lie in Berlin
PACKER = ("packer-{}@example.org", "packs-without-a-mouse")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
class TestPackingByKeyboard:
    def test_ships_one_order_in_two_parcels(self, shop: RunningShop, visit: Visit, scripts: bool) -> None:
        name = "with" if scripts else "without"
        code = _buy(visit(java_script_enabled=scripts), f"packed-{name}-scripts@example.org")
        (first, first_gtin), (second, _) = _codes(shop, code)
        page = visit(java_script_enabled=scripts)
        email, password = PACKER[0].format(name), PACKER[1]
        _employ(shop, email, password)
        steps.sign_in(page, email, password, at="/admin/login/?next=/admin/warehouse/box/pick/")

        _expect_heading(page, "Pick list, Berlin")
        expect(page.get_by_role("table", name="Fetch from the shelves")).to_contain_text(first)
        _reach(page, f"Pack {code}")
        page.keyboard.press("Enter")
        _expect_heading(page, f"Pack order {code} at Berlin")

        _scan(page, "4006381333931")
        expect(page.get_by_role("alert")).to_contain_text("“4006381333931” is not in this order")
        expect(_field(page)).to_have_value("4006381333931")
        _overwrite(page, first_gtin, scripts=scripts)
        expect(page.get_by_text("1 of 2 packed")).to_be_visible()
        _reach(page, "Ship this parcel with a label")
        page.keyboard.press("Enter")
        expect(page.get_by_text("1 more unit of this order can leave from here.")).to_be_visible()

        expect(page.get_by_role("link", name="Label (opens a new tab)")).to_be_visible()
        expect(page.get_by_role("link", name="Pack the next parcel of this order")).to_be_focused()
        page.keyboard.press("Enter")
        _scan(page, second)
        expect(page.get_by_label("Weight, kg")).to_be_focused()
        page.keyboard.type("0,4")
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Ship this parcel with a label")).to_be_focused()
        page.keyboard.press("Enter")

        expect(page.get_by_text("0.4 kg.")).to_be_visible()
        expect(page.get_by_role("link", name="Packing slip")).to_be_visible()
        assert _parcels(shop, code) == [([first], None), ([second], 400)]
        assert shop.rows("SELECT status FROM orders_order WHERE code = %s", code) == [("SHIPPED",)]


class TestTheDemoShop:
    def test_has_an_order_that_leaves_from_two_places(self, shop: RunningShop) -> None:
        both = shop.rows(
            "SELECT o.id FROM orders_order o JOIN orders_orderline l ON l.order_id = o.id"
            " JOIN inventory_stockmovement m ON m.reference = 'order-line:' || l.id"
            " JOIN inventory_stock s ON s.id = m.stock_id"
            " WHERE o.email LIKE '%%@astronomy-shop.example' GROUP BY o.id"
            " HAVING count(DISTINCT s.location_id) = 2"
        )
        assert both


def _buy(page: Page, email: str) -> str:
    steps.add(page, FIRST)
    steps.reach_payment(page, SECOND, email)
    steps.pay(page)
    return steps.expect_thanks(page)


def _codes(shop: RunningShop, code: str) -> list[tuple[str, str]]:
    """Item number and GTIN of each line of an order."""
    return [
        (sku, gtin)
        for sku, gtin in shop.rows(
            "SELECT l.sku, v.gtin FROM orders_orderline l JOIN orders_order o ON o.id = l.order_id"
            " JOIN catalog_variant v ON v.id = l.variant_id WHERE o.code = %s ORDER BY l.position",
            code,
        )
    ]


def _employ(shop: RunningShop, email: str, password: str) -> None:
    shop.run(
        "from allauth.account.models import EmailAddress\n"
        "from django.contrib.auth.models import Group\n"
        "from apps.accounts.models import User\n"
        f"user = User.objects.create_user({email!r}, {password!r}, is_staff=True)\n"
        "EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)\n"
        "user.groups.add(Group.objects.get(name='Warehouse'))"
    )


def _expect_heading(page: Page, words: str) -> None:
    """The staff area writes the way to the page as a heading, too."""
    expect(page.get_by_role("heading", name=words, exact=True)).to_be_visible()


def _field(page: Page) -> Locator:
    return page.get_by_label("Item number or bar code")


def _scan(page: Page, code: str) -> None:
    """Scan into what has the focus: it is the scan field, without anybody going there."""
    expect(_field(page)).to_be_focused()
    page.keyboard.type(code)
    page.keyboard.press("Enter")


def _overwrite(page: Page, code: str, *, scripts: bool) -> None:
    """The script has selected the code that was unknown; without it a person does."""
    expect(_field(page)).to_be_focused()
    if not scripts:
        page.keyboard.press("ControlOrMeta+a")
    _scan(page, code)


def _reach(page: Page, name: str) -> None:
    """Go by the Tab key to the link or button of this name."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText.replace(/\\s+/g, ' ').trim()") == name:
            return
    raise AssertionError(f"The Tab key does not reach {name!r}.")


def _parcels(shop: RunningShop, code: str) -> list[tuple[list[str], int | None]]:
    """What left: the item numbers in each parcel, and its weight in grams."""
    return [
        (skus, weight)
        for skus, weight in shop.rows(
            "SELECT array_agg(l.sku), s.weight_g FROM orders_shipment s JOIN orders_order o ON o.id = s.order_id"
            " JOIN orders_shipmentline i ON i.shipment_id = s.id JOIN orders_orderline l ON l.id = i.line_id"
            " WHERE o.code = %s GROUP BY s.id ORDER BY s.id",
            code,
        )
    ]
