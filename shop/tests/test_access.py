"""The access matrix: every address of the URL configuration, asked by everybody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from apps.accounts.models import User
from apps.books.models import Discrepancy, Run
from apps.cart.models import Cart
from apps.cart.tests.factories import for_sale
from apps.catalog.models import Product
from apps.catalog.tests.factories import a_choice, add_variant
from apps.content.models import Page
from apps.content.services import save_page
from apps.core.audit import record as record_in_log
from apps.currency.money import Money
from apps.currency.tests.factories import record
from apps.documents.models import Document
from apps.documents.services import issue_invoice
from apps.giftcards.models import GiftCard
from apps.giftcards.services import issue
from apps.inventory.models import Stock
from apps.mail.models import Message
from apps.orders.models import Order, OrderChange, Shipment
from apps.orders.services import Redeliver, confirm_change, start_phone_order, submit_withdrawal
from apps.orders.tests.factories import ready_cart
from apps.payments.models import Payment, TestCharge
from apps.pricing.models import PriceList, VatCheck
from apps.promotions.models import Promotion
from apps.promotions.services import redeem
from apps.promotions.tests.factories import a_code, a_promotion, applied
from apps.returns.models import ReturnLine
from apps.returns.tests.factories import sent_back
from apps.reviews.models import Review
from apps.shipping.models import Surcharge, TransitFigure
from apps.shipping.services import note_problem
from apps.tracking.models import Label, LateNotice
from apps.tracking.tests.factories import a_label, followed
from apps.warehouse.models import Box
from apps.warehouse.tests.factories import packed, sent
from shop.tests.access import ADMIN_MODELS, AGAIN, API, DECISIONS, LOGIN, SHOP, STAFF, WHO
from shop.tests.stage import (
    EMAIL,
    an_order,
    is_house_page,
    link_to,
    press,
    run_outbox,
    shopper,
    signed_in,
    text_of,
    title_of,
    words_of,
)

pytestmark = pytest.mark.django_db


def patterns(resolver: Any, names: tuple[str, ...] = (), route: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every pattern of the URL configuration by its full name, or by its route where it has none."""
    for found in resolver.url_patterns:
        here = route + str(found.pattern)
        if isinstance(found, URLPattern):
            yield (":".join((*names, found.name)) if found.name else here), found
        else:
            yield from patterns(found, (*names, found.namespace) if found.namespace else names, here)


ADDRESSES = dict(patterns(get_resolver()))


@dataclass
class Stage:
    """What the addresses are about. All of it is the owner's."""

    order: Order
    product: Product
    line: int
    payment: Payment
    phone_order: int
    people: dict[str, User | None]

    def client(self, who: str) -> Client:
        client, user = Client(), self.people[who]
        if user is not None:
            client.force_login(user)
        return client


@pytest.fixture
def stage(alice: User, bob: User, staff: User) -> Stage:
    variant = for_sale()
    order = an_order(variant, user=alice)
    sent_back(an_order(for_sale("Sent"), user=alice, quantity=2))
    sent(packed(an_order(for_sale("Packed"), user=alice)))
    run_outbox()
    add_variant(variant.product, options={"colour": "red"})
    waiting = shopper(variant, until="payment")
    press(waiting, way="test:confirm")
    own = ready_cart(variant)
    Cart.objects.filter(pk=own.pk).update(user=alice)
    clerk = User.objects.create_user("clerk@example.com", "clerk-files-notes", is_staff=True)
    confirm_change(
        order_id=order.pk, wish=Redeliver("express"), expected=Money(1000, "EUR"), actor="customer"
    )
    _furnish(order, variant.product, alice)
    for user in (alice, bob, clerk, staff):
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    people = {"guest": None, "other": bob, "owner": alice, "clerk": clerk, "staff": staff}
    line = own.lines.get()
    phoned = start_phone_order(made_by=staff)
    return Stage(order, variant.product, line.pk, Payment.objects.latest("pk"), phoned.pk, people)


def _furnish(order: Order, product: Product, owner: User) -> None:
    """A row for every page of the staff area, and a file."""
    save_page(page=Page(slug="terms", kind="LEGAL", title="Terms", body="Ours."))
    save_page(page=Page(slug="saturn", kind="GUIDE", title="Saturn", body="Rings."))
    Authenticator.objects.create(user=owner, type="totp", data={"secret": "kept"})
    Group.objects.create(name="Order desk")
    a_choice("mount", "equatorial")
    record("USD", "1.1172", "2026-10-30")
    PriceList.objects.create(name="Club", customer_group="club")
    VatCheck.objects.create(number="DE136695976", result="valid", at=timezone.now())
    issue_invoice(order_id=order.pk)
    submit_withdrawal(name="Ines", email=order.email, order_code=order.code, items="")
    Review.objects.create(
        product=product, rating=5, title="Good", text="It is.", author="I. K.", bought_on=timezone.localdate()
    )
    record_in_log(user_id=owner.pk, subject=order, reason="On the stage")
    default_storage.save("plates/seen.svg", ContentFile(b"<svg/>"))
    issue(amount=Money(5000, "EUR"), actor="stage")
    now = timezone.now()
    Discrepancy.objects.create(
        invariant="I3", subject="stock 1", text="It says so.", first_seen_at=now, last_seen_at=now
    )
    Run.objects.create(at=now, took_ms=1, found=1, actor="stage")
    Surcharge.objects.create(
        name="Island", country="DE", first_postcode="18565", last_postcode="18565", price_minor=1500
    )
    TransitFigure.objects.create(
        method_code="standard", country="DE", samples=1, counts={"2": 1}, computed_at=now
    )
    note_problem(carrier="easypost", kind="SILENT", text="No answer.")
    parcel = followed(Shipment.objects.latest("pk"))
    a_label(parcel.shipment)
    LateNotice.objects.create(shipment=parcel.shipment, promised_last=now.date(), noticed_at=now)
    promotion = a_promotion()
    code = a_code(promotion)
    redeem(
        uses=[applied(promotion, code)], currency="EUR", email=EMAIL,
        reference=f"order:{order.code}", now=timezone.now(),
    )  # fmt: skip


def arguments(stage: Stage) -> dict[str, dict[str, Any]]:
    """The arguments of every address that is not simply a page of a model."""
    code, secret = link_to(stage.order).strip("/").split("/")[1:]
    by_link = {"code": code, "secret": secret}
    slug = {"slug": stage.product.slug}
    key = {"key": stage.payment.key}
    stock = Stock.objects.get(variant__product=stage.product)
    kind = ContentType.objects.get_for_model(Product).pk
    return {
        "catalog:product": slug,
        "catalog:choose": slug,
        "categories:category": {"path": "telescopes"},
        "content:page": {"slug": "terms"},
        "content:guide": {"slug": "saturn"},
        "media": {"path": "plates/seen.svg"},
        "payments:processing": key,
        "payments:cancel": key,
        "payments:card": key,
        "payments:hosted": key,
        "payments:testbank": {"secret": TestCharge.objects.get(key=stage.payment.key).secret},
        "orders:my_order": {"code": code},
        "orders:order": by_link,
        "orders:change": {**by_link, "kind": "cancel"},
        "payments:change": {"key": OrderChange.objects.latest("pk").key},
        "documents:by_link": {**by_link, "number": Document.objects.get(order=stage.order).number},
        "documents:mine": {"code": code, "number": Document.objects.get(order=stage.order).number},
        **_of_the_return(),
        "orders:thanks": by_link,
        "orders:reveal": by_link,
        "orders:again": by_link,
        "account_confirm_email": {"key": "unknown"},
        "account_reset_password_from_key": {"uidb36": "1", "key": "un-known"},
        "api:product": slug,
        "api:line": {"line_id": stage.line},
        "api:code": {"code": "SATURN10"},
        "api:order": by_link,
        "admin:view_on_site": {"content_type_id": kind, "object_id": stage.product.pk},
        "admin:app_list": {"app_label": "orders"},
        "admin:auth_user_password_change": {"id": stage.order.user_id},
        "admin:mail_message_html": {"pk": Message.objects.latest("pk").pk},
        "admin:mail_message_resend": {"pk": Message.objects.latest("pk").pk},
        "admin:mail_message_kind": {"name": "order_shipped"},
        "admin:mail_message_kind_html": {"name": "order_shipped"},
        "admin:orders_order_phone_edit": {"pk": stage.phone_order},
        "orders:pay_link": {"link": "made.up"},
        "admin:documents_document_file": {"pk": Document.objects.latest("pk").pk},
        "admin:tracking_label_file": {"pk": Label.objects.get().pk},
        "admin:orders_order_act": {"pk": stage.order.pk, "name": "pack"},
        "admin:payments_payment_act": {"pk": stage.payment.pk, "name": "receive"},
        "admin:inventory_stock_move": {"pk": stock.pk, "kind": "count"},
        "admin:promotions_promotion_codes": {"pk": Promotion.objects.latest("pk").pk},
        "admin:promotions_promotion_rehearsal": {"object_id": Promotion.objects.latest("pk").pk},
        "admin:books_discrepancy_repair": {"pk": Discrepancy.objects.latest("pk").pk},
        **_of_the_box(),
        "admin:giftcards_giftcard_move": {"pk": GiftCard.objects.latest("pk").pk, "kind": "void"},
    }


def _of_the_return() -> dict[str, dict[str, Any]]:
    """The addresses of a return, which is of another order of the owner's: that one has arrived."""
    line = ReturnLine.objects.select_related("parent__order").get()
    code, secret = link_to(line.parent.order).strip("/").split("/")[1:]
    of_it = {"code": code, "secret": secret, "number": line.parent.code}
    return {
        "returns:ask": {"code": code, "secret": secret},
        "returns:show": of_it,
        "returns:slip": of_it,
        "returns:cancel": of_it,
        "returns:photo": {**of_it, "pk": line.pk},
        "admin:returns_return_act": {"pk": line.parent_id, "name": "receive"},
        "admin:returns_return_photo": {"pk": line.pk},
    }


def _of_the_box() -> dict[str, dict[str, Any]]:
    """The addresses of a parcel, which is of yet another order of the owner's."""
    box = Box.objects.get()
    return {
        "admin:warehouse_box_pack": {"order": box.order_id, "location": box.location_id},
        "admin:warehouse_box_shipped": {"pk": box.pk},
        "admin:warehouse_box_slip": {"pk": box.pk},
        "admin:warehouse_box_label": {"pk": box.pk},
    }


def address_of(key: str, known: dict[str, dict[str, Any]]) -> str:
    """The address to ask for, with what it needs to know."""
    if key == "admin/(?P<url>.*)$":
        return "/admin/no-such-page/"
    if key.startswith("admin/"):
        app, model = key.split("/")[1:3]
        return f"/admin/{app}/{model}/{_row(f'{app}_{model}').pk}/"
    if key == "admin:autocomplete":
        return f"{reverse(key)}?app_label=catalog&model_name=product&field_name=brand"
    if key not in known and key.startswith("admin:"):
        return reverse(key, args=_model_arguments(key))
    return reverse(key, kwargs=known.get(key, {}))


def _model_arguments(key: str) -> tuple[Any, ...]:
    model, page = next(
        ((m, key.removeprefix(f"admin:{m}_")) for m in ADMIN_MODELS if key.startswith(f"admin:{m}_")),
        ("", ""),
    )
    if page in ("change", "delete", "history"):
        return (_row(model).pk,)
    if page == "simple_history":
        return _row(model).pk, _row(model).history.first().pk
    return ()


def _row(model: str) -> Any:
    found = next(
        m for m in admin.site._registry if f"{m._meta.app_label}_{m._meta.model_name}" == model
    )._default_manager.last()
    assert found is not None, f"The stage has no row of {model}."
    return found


def posted(stage: Stage) -> dict[str, dict[str, Any]]:
    """What is posted where something is needed; everywhere else nothing is."""
    variant = stage.product.variants.first()
    goods = {"variant": variant.pk if variant else 0, "quantity": 1}
    return {
        "accounts:country": {"country": "AT"},
        "accounts:scheme": {"scheme": "red"},
        "cart:add": {"product": stage.product.pk, **goods},
        "cart:change": {"line": stage.line, "quantity": 1},
        "cart:put_back": goods,
        "orders:reveal": {"email": EMAIL},
        "orders:address": {"email": "no address"},
    }


def answer(response: Any) -> int | str:
    if response.status_code != 302:
        return int(response.status_code)
    if response.url.startswith(("/account/login/", "/admin/login/")):
        return LOGIN
    return AGAIN if response.url.startswith("/account/reauthenticate/") else 302


class TestEveryAddress:
    def test_has_a_decision(self):
        assert sorted(set(ADDRESSES) - set(DECISIONS)) == []

    def test_of_a_decision_exists(self):
        assert sorted(set(DECISIONS) - set(ADDRESSES)) == []

    @pytest.mark.parametrize("who", WHO)
    def test_answers_as_decided(self, stage: Stage, who: str):
        client, known, wrong = stage.client(who), arguments(stage), []
        for key, decision in DECISIONS.items():
            wanted = decision.get[WHO.index(who)]
            got = answer(client.get(address_of(key, known)))
            if got != wanted:
                wrong.append(f"{key}: {got}, decided was {wanted}")

        assert wrong == []

    @pytest.mark.parametrize("who", WHO)
    def test_answers_as_decided_when_something_is_sent(self, stage: Stage, who: str):
        cookies, known, data, wrong = stage.client(who).cookies, arguments(stage), posted(stage), []
        for key in sorted(set(DECISIONS) - set(STAFF)):
            client = Client()
            client.cookies.load({name: morsel.value for name, morsel in cookies.items()})
            wanted = DECISIONS[key].post[WHO.index(who)]
            mark = transaction.savepoint()
            got = answer(client.post(address_of(key, known), data.get(key, {})))
            transaction.savepoint_rollback(mark)
            if got != wanted:
                wrong.append(f"{key}: {got}, decided was {wanted}")

        assert wrong == []

    @pytest.mark.parametrize(("who", "refused"), [("other", (LOGIN, 302, 403)), ("clerk", (403, 404, 405))])
    def test_of_the_staff_area_takes_nothing_from_who_may_not_see_it(
        self, stage: Stage, who: str, refused: Any
    ):
        client, known, wrong = stage.client(who), arguments(stage), []
        hidden = [key for key, decision in STAFF.items() if decision.get[WHO.index("clerk")] in (403, 404)]
        for key in hidden:
            got = answer(client.post(address_of(key, known), {"name": "x"}))
            if got not in refused:
                wrong.append(f"{key}: {got}")

        assert len(hidden) > 100
        assert wrong == []

    def test_outside_the_api_refuses_what_comes_without_its_token(self, stage: Stage):
        client, known, wrong = Client(enforce_csrf_checks=True), arguments(stage), []
        client.force_login(stage.people["staff"])  # type: ignore[arg-type]
        for key in sorted(set(DECISIONS) - set(API)):
            got = client.post(address_of(key, known))
            if got.status_code != 403 or not title_of(got).startswith("Send that once more"):
                wrong.append(f"{key}: {got.status_code}")
            elif not is_house_page(got):
                wrong.append(f"{key}: no page of the shop")

        assert wrong == []

    @pytest.mark.parametrize("method", ["put", "patch", "delete"])
    def test_outside_the_api_refuses_other_methods_without_the_token(self, stage: Stage, method: str):
        client, known = Client(enforce_csrf_checks=True), arguments(stage)

        got = {key: getattr(client, method)(address_of(key, known)).status_code for key in SHOP}

        assert set(got.values()) == {403}


class TestOrder:
    @pytest.fixture
    def order(self, alice: User) -> Order:
        return an_order(user=alice)

    def test_does_not_exist_without_the_secret_of_its_link(self, stage: Stage):
        secret = link_to(an_order(for_sale("Another"))).strip("/").split("/")[2]
        pages = ("orders:order", "orders:thanks", "orders:reveal", "api:order")
        found = []
        for who in WHO:
            client = stage.client(who)
            for page in pages:
                url = reverse(page, kwargs={"code": stage.order.code, "secret": secret})
                got = client.post(url, {"email": EMAIL}) if page == "orders:reveal" else client.get(url)
                if got.status_code != 404 or "Potsdam" in text_of(got):
                    found.append(f"{who} {page}: {got.status_code}")

        assert found == []

    @pytest.mark.parametrize("page", ["", "thanks/"])
    def test_is_gone_when_its_link_has_expired(self, order: Order, page: str):
        Order.objects.update(link_expires_at=timezone.now() - timedelta(days=1))

        got = Client().get(link_to(order, page))

        assert got.status_code == 410
        assert "Potsdam" not in text_of(got)

    def test_does_not_exist_before_it_is_placed(self):
        press(shopper(until="payment"), way="test:confirm")

        assert Client().get(link_to(Order.objects.get(placed_at=None))).status_code == 404

    def test_does_not_open_by_a_link_that_was_withdrawn(self, order: Order):
        old = link_to(order)
        Order.objects.update(link_version=2)

        assert Client().get(old).status_code == 404

    def test_shows_a_guest_no_name_and_no_street(self, order: Order):
        said = words_of(Client().get(link_to(order)))

        assert "I., Potsdam, Germany" in said
        assert "Ines Keller" not in said
        assert "Sternwartenstraße" not in said
        assert EMAIL not in said

    def test_is_not_listed_for_another_customer(self, order: Order, alice: User, bob: User):
        assert order.code in words_of(signed_in(alice).get("/orders/mine/"))
        assert order.code not in words_of(signed_in(bob).get("/orders/mine/"))
