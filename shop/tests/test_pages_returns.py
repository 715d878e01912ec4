"""The pages on which shoppers ask for a return: form, preview with photographs, and what became of it."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from apps.accounts.models import User
from apps.cart.tests.factories import for_sale
from apps.catalog.tests.factories import add_variant
from apps.core.tests.test_photos import huge_png
from apps.inventory.tests.factories import stocked
from apps.mail.models import Message as Mail
from apps.orders.models import Order, Shipment
from apps.orders.services import mark_delivered, ship_order
from apps.pricing.tests.factories import priced
from apps.returns import services
from apps.returns.models import Return, ReturnLine
from apps.returns.tests.factories import approved
from shop.tests.stage import (
    EMAIL,
    an_order,
    is_house_page,
    link_to,
    links,
    nothing_changes,
    run_outbox,
    signed_in,
    tags,
    title_of,
    typed,
    words_of,
)

pytestmark = pytest.mark.django_db


def arrived(order: Order) -> Order:
    ship_order(order_id=order.pk, tracking_number="1", actor="mara")
    mark_delivered(order_id=order.pk, actor="mara")
    order.refresh_from_db()
    return order


@pytest.fixture
def order() -> Order:
    """Two telescopes for 100.00 that also come for 112.00, and two maps; all of it has arrived."""
    variant = for_sale("Telescope 150", price="100.00")
    stocked(priced(add_variant(variant.product, "Telescope 200"), "112.00"), 5)
    return arrived(an_order(variant, for_sale("Map", price="9.99"), quantity=2))


@pytest.fixture
def buyer(order: Order) -> Client:
    """The browser of who gave the order's e-mail address."""
    client = Client()
    client.post(link_to(order, "reveal/"), {"email": EMAIL})
    return client


def chosen(order: Order, title: str = "Telescope 150", units: Any = 1, **more: Any) -> dict[str, Any]:
    pk = order.lines.get(title=title).pk
    return {f"units_{pk}": units, f"reason_{pk}": "DOES_NOT_SUIT", f"words_{pk}": "Too heavy", **more}


def page(order: Order) -> str:
    return link_to(order, "return/")


def hidden(response: Any) -> dict[str, str]:
    return {t["name"]: t.get("value", "") for t in tags(response, "input") if t.get("type") == "hidden"}


def picture(format_: str = "JPEG") -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (64, 48), "navy").save(target, format=format_)
    return target.getvalue()


def send(client: Client, order: Order, photo: bytes | None = None, **wish: Any) -> Any:
    """Look at the preview and press its button, with what the browser would send."""
    seen = client.post(page(order), wish or chosen(order))
    assert seen.status_code == 200, words_of(seen)
    more: dict[str, Any] = {"confirm": "1"}
    if photo is not None:
        more[f"photo_{order.lines.get(title='Telescope 150').pk}"] = SimpleUploadedFile("a.jpg", photo)
    return client.post(page(order), {**hidden(seen), **more})


class TestTheOrderPage:
    def test_offers_a_return_with_its_last_day(self, buyer: Client, order: Order):
        said = buyer.get(link_to(order))

        assert page(order) in links(said)
        until = timezone.localdate() + timedelta(days=60)
        assert f"Return something , until {until:%-d %B %Y}" in words_of(said)

    def test_asks_a_stranger_for_the_address_first(self, order: Order):
        said = Client().get(link_to(order))

        assert page(order) not in links(said)
        assert "Return something: first give your email address" in words_of(said)

    def test_offers_none_before_anything_was_sent(self):
        order = an_order(for_sale())
        client = Client()
        client.post(link_to(order, "reveal/"), {"email": EMAIL})

        assert page(order) not in links(client.get(link_to(order)))
        closed = client.get(page(order))
        assert closed.status_code == 409
        assert "has not been sent yet" in words_of(closed)

    def test_shows_returns_with_their_state(self, buyer: Client, order: Order):
        found = approved(order)

        assert f"Return {found.code} : approved" in words_of(buyer.get(link_to(order)))
        assert f"/returns/{found.code}/" not in " ".join(links(Client().get(link_to(order))))

    def test_of_an_account_shows_them_too(self, alice: User):
        order = arrived(an_order(for_sale(), user=alice))
        found = approved(order)

        assert f"Return {found.code} : approved" in words_of(signed_in(alice).get("/orders/mine/"))


class TestAsking:
    def test_shows_to_the_cent_what_comes_back_and_does_nothing(self, buyer: Client, order: Order):
        with nothing_changes():
            seen = buyer.post(page(order), {**chosen(order), **chosen(order, "Map", 2)})

        said = words_of(seen)
        assert title_of(seen).startswith("Confirm your return")
        assert "1 × Telescope 150 €100.00" in said
        assert "2 × Map €19.98" in said
        assert "You get back €119.98" in said

    def test_keeps_wish_reason_words_and_exchange(self, buyer: Client, order: Order):
        line = order.lines.get(title="Telescope 150")
        assert line.variant is not None
        other = line.variant.product.variants.get(title="Telescope 200")
        done = send(buyer, order, **{**chosen(order), f"wanted_{line.pk}": other.pk})

        found = Return.objects.get()
        assert done.url == link_to(order, f"returns/{found.code}/")
        kept = found.lines.get()
        assert (kept.line, kept.units, kept.reason) == (line, 1, "DOES_NOT_SUIT")
        assert (kept.words, kept.wanted, found.shown_minor) == ("Too heavy", other, 10000)
        said = words_of(buyer.get(done.url))
        assert "Waits for our answer." in said
        assert "You would like instead: Telescope 200" in said

    def test_sends_a_mail(self, buyer: Client, order: Order):
        send(buyer, order)
        run_outbox()

        mail = Mail.objects.get(kind="return_requested")
        assert mail.to == EMAIL
        assert "1 x Telescope 150" in mail.text
        assert mail.html.count(Return.objects.get().code) > 1

    @pytest.mark.parametrize("units", ["3", "-1", "many", "1.5", "9" * 30])
    def test_says_beside_the_field_what_is_wrong(self, buyer: Client, order: Order, units: str):
        with nothing_changes():
            got = buyer.post(page(order), chosen(order, units=units))

        assert got.status_code == 422
        assert "Choose between 0 and 2" in words_of(got)
        assert typed(got, f"words_{order.lines.get(title='Telescope 150').pk}") == "Too heavy"

    def test_wants_a_reason(self, buyer: Client, order: Order):
        got = buyer.post(page(order), {f"units_{order.lines.get(title='Map').pk}": 1})

        assert got.status_code == 422
        assert "Choose a reason" in words_of(got)

    def test_wants_something_to_be_chosen(self, buyer: Client, order: Order):
        got = buyer.post(page(order), {})

        assert got.status_code == 422
        assert "Choose what you want to return" in words_of(got)

    def test_lets_a_shopper_change_the_wish(self, buyer: Client, order: Order):
        seen = buyer.post(page(order), chosen(order))
        back = buyer.post(page(order), {**hidden(seen), "again": "1"})

        assert back.status_code == 200
        assert typed(back, f"units_{order.lines.get(title='Telescope 150').pk}") == "1"

    def test_shows_the_new_amount_if_it_is_another_one(self, buyer: Client, order: Order):
        seen = buyer.post(page(order), chosen(order))
        with nothing_changes():
            got = buyer.post(page(order), {**hidden(seen), "expected": "1", "confirm": "1"})

        assert got.status_code == 409
        assert "Something has changed since you looked" in words_of(got)
        assert hidden(got)["expected"] == "10000"

    @pytest.mark.parametrize("expected", ["", "-5", "many"])
    def test_takes_no_made_up_amount(self, buyer: Client, order: Order, expected: str):
        seen = buyer.post(page(order), chosen(order))
        with nothing_changes():
            got = buyer.post(page(order), {**hidden(seen), "expected": expected, "confirm": "1"})

        assert got.status_code == 422

    def test_is_over_after_the_last_day(self, buyer: Client, order: Order):
        long_ago = timezone.now() - timedelta(days=61)
        Shipment.objects.update(shipped_at=long_ago, delivered_at=long_ago)

        got = buyer.post(page(order), chosen(order))

        assert got.status_code == 409
        assert "This order could be returned until" in words_of(got)
        assert is_house_page(got)


class TestAPhoto:
    def test_is_written_anew_and_shown_to_its_owner(self, buyer: Client, order: Order):
        send(buyer, order, picture())
        line = ReturnLine.objects.get()

        got = buyer.get(link_to(order, f"returns/{line.parent.code}/photo/{line.pk}/"))

        assert got["Content-Type"] == "image/webp"
        assert got["X-Content-Type-Options"] == "nosniff"
        assert {"no-store", "private"} <= set(str(got["Cache-Control"]).split(", "))
        with Image.open(io.BytesIO(got.content)) as image:
            assert image.size == (64, 48)
        assert "a.jpg" not in str(line.photo)

    def test_of_somebody_else_does_not_exist(self, buyer: Client, order: Order):
        send(buyer, order, picture())
        line = ReturnLine.objects.get()
        other = arrived(an_order(for_sale("Other")))
        theirs = Client()
        theirs.post(link_to(other, "reveal/"), {"email": EMAIL})

        assert theirs.get(link_to(other, f"returns/{line.parent.code}/photo/{line.pk}/")).status_code == 404
        assert theirs.get(link_to(other, f"returns/{line.parent.code}/")).status_code == 404
        mine = approved(other)
        assert theirs.get(link_to(other, f"returns/{mine.code}/photo/{line.pk}/")).status_code == 404
        assert theirs.get(f"/media/{line.photo.name}").status_code == 404

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "no photograph"),
            (picture("GIF"), "no photograph"),
            (b"%PDF-1.7", "no photograph"),
            (b"\xff\xd8\xff\xe0" + b"\0" * 200, "no photograph"),
            (huge_png(30_000, 30_000), "."),
            (huge_png(9_000, 9_000), "megapixels"),
            (b"\0" * (10 * 1024 * 1024), "larger than 8 MB"),
            (b"", "empty"),
        ],
        ids=["drawing", "GIF", "PDF", "no picture", "bomb", "40 megapixels", "10 MB", "empty"],
    )
    def test_that_is_none_is_refused_beside_its_field(
        self, buyer: Client, order: Order, data: bytes, said: str
    ):
        got = send(buyer, order, data)

        assert got.status_code == 422
        assert said in words_of(got)
        assert not Return.objects.exists()
        assert hidden(got)[f"words_{order.lines.get(title='Telescope 150').pk}"] == "Too heavy"


class TestTheReturn:
    def test_tells_how_to_send_it_and_has_a_slip(self, buyer: Client, order: Order):
        found = approved(order)
        run_outbox()
        shown = buyer.get(link_to(order, f"returns/{found.code}/"))
        slip = buyer.get(link_to(order, f"returns/{found.code}/slip/"))

        assert "Mondscheinallee 12" in words_of(shown)
        assert f"Return {found.code}" in words_of(slip)
        assert "1 × Telescope 150" in words_of(slip)
        mail = Mail.objects.get(kind="return_approved")
        assert f"/returns/{found.code}/slip/" in mail.text
        assert "Mondscheinallee 12" in mail.text

    def test_has_no_slip_before_it_is_approved(self, buyer: Client, order: Order):
        send(buyer, order)

        assert buyer.get(link_to(order, f"returns/{Return.objects.get().code}/slip/")).status_code == 404

    def test_says_why_it_was_refused(self, buyer: Client, order: Order):
        send(buyer, order)
        found = services.refuse_return(
            return_id=Return.objects.get().pk, actor="mara", reason="Bent by a fall"
        )
        run_outbox()

        assert "Bent by a fall" in words_of(buyer.get(link_to(order, f"returns/{found.code}/")))
        assert "Bent by a fall" in Mail.objects.get(kind="return_refused").text

    def test_can_be_taken_back(self, buyer: Client, order: Order):
        found = approved(order)
        done = buyer.post(link_to(order, f"returns/{found.code}/cancel/"))

        assert done.status_code == 302
        assert Return.objects.get().status == "CANCELLED"

    def test_cannot_be_taken_back_once_it_was_paid(self, buyer: Client, order: Order):
        found = approved(order)
        services.refund_return(return_id=found.pk, actor="mara", without_goods=True)
        got = buyer.post(link_to(order, f"returns/{found.code}/cancel/"))

        assert got.status_code == 409
        assert "cannot become cancelled" in words_of(got)

    def test_tells_a_stranger_nothing(self, order: Order):
        found = approved(order)

        got = Client().get(link_to(order, f"returns/{found.code}/"))
        assert (got.status_code, got["Location"]) == (302, link_to(order))
