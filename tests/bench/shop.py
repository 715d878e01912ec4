"""The shop as the benchmark driver sees it: its addresses, its forms, and what a good page contains."""

import re

import catalogue

NAME = "shop"
DB = "shop"
PAGES = {"home": "/", "list": "/optics/", "detail": [], "search": "/search/?q=telescope"}
CHECK = {
    "home": ("dept", 20),
    "list": ('class="pc"', 24),
    "detail": ("btn-money", 1),
    "search": ('class="pc"', 20),
}
PRODUCTS = [p for p, _ in zip(catalogue.products(1000), range(400))]
ADDRESS = {
    "email": "",
    "country": "DE",
    "name": "Ada Test",
    "line1": "Street 1",
    "postcode": "10115",
    "city": "Town",
}
FIELD = re.compile(r'name="(product|variant)"\s+value="(\d+)"')
TOTAL = re.compile(r'name="expected_total"\s+value="(\d+)"')
_scarce = iter(range(catalogue.SCARCE_COUNT))
ids: dict[str, dict[str, str]] = {}


async def setup(s):
    PAGES["detail"] = [f"/products/{p['slug']}/" for p in PRODUCTS[::4]]
    for p in PRODUCTS[::4]:
        page = await s.get(f"/products/{p['slug']}/")
        ids[p["slug"]] = dict(FIELD.findall(page.text))


async def prime(s):
    await s.get(PAGES["detail"][0])


async def add(s, i, product=None):
    slug = product or PRODUCTS[::4][i % len(PRODUCTS[::4])]["slug"]
    r = await s.post("/basket/add/", {**ids[slug], "quantity": 1}, follow=False)
    return r.status == 302 and any(name.endswith("cart") for name in s.cookies)


async def fill_cart(s, i):
    await s.get(PAGES["detail"][0])
    for k in range(3):
        assert await add(s, i * 7 + k)
    r = await s.get("/basket/")
    assert r.text.count('class="ln"') >= 3, "cart is not full"
    return "/basket/"


async def prepare_order(s, i, product=None):
    slug = product or PRODUCTS[::4][i % len(PRODUCTS[::4])]["slug"]
    page = await s.get(f"/products/{slug}/")
    ids.setdefault(slug, dict(FIELD.findall(page.text)))
    if not await add(s, i, slug):
        raise RuntimeError("not added")
    await s.get("/basket/")
    r = await s.post("/checkout/", {})
    assert r.path == "/checkout/address/", r.path
    r = await s.post("/checkout/address/", {**ADDRESS, "email": f"guest{i}@example.com"})
    assert r.path == "/checkout/delivery/", r.path
    r = await s.post("/checkout/delivery/", {"method": "standard", "same": "on"})
    assert r.path == "/checkout/payment/", r.path
    s.total = TOTAL.search(r.text)[1]


async def place_order(s):
    form = {"way": "test:approve", "expected_total": s.total, "expected_currency": "EUR"}
    r = await s.post("/checkout/payment/", form)
    return r.status == 200 and r.path.endswith("/thanks/")


def scarce():
    return f"scarce-item-{next(_scarce)}"


def scarce_state(ref, sql):
    return sql(
        "select on_hand, allocated from inventory_stock s join catalog_variant v on v.id = s.variant_id"
        f" join catalog_product p on p.id = v.product_id where p.slug = '{ref}'"
    )
