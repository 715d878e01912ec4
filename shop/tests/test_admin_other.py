"""The rest of the staff area: mails, texts, reviews, people, delivery, tax, and the queue of work."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from apps.accounts.models import User
from apps.cart.tests.factories import for_sale
from apps.catalog.tests.factories import a_choice, give
from apps.content.models import Page
from apps.content.services import save_page
from apps.core.memo import forget_all
from apps.mail.models import Message as Mail
from apps.outbox.models import Message as OutboxMessage
from apps.pricing.models import TaxRate
from apps.reviews.models import Review
from apps.reviews.services import save_review
from apps.shipping.models import Method, Zone
from shop.tests.stage import (
    EMAIL,
    an_order,
    fields_of,
    link_to,
    nothing_changes,
    run_outbox,
    signed_in,
    tags,
    text_of,
    words_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(staff: User) -> Client:
    return signed_in(staff)


def save(client: Client, path: str, **changed: Any) -> Any:
    """Change some fields of a form and press Save."""
    form = fields_of(client.get(path), f"{path.split('/')[3]}_form")
    return client.post(path, {**form, **changed})


class TestMailOutbox:
    def test_shows_every_mail_as_the_customer_sees_it(self, desk: Client):
        order = an_order()
        run_outbox()
        mail = Mail.objects.get()

        listed = words_of(desk.get("/admin/mail/message/"))
        page = desk.get(f"/admin/mail/message/{mail.pk}/change/")
        frame = next(tag for tag in tags(page, "iframe") if tag["src"].endswith("/html/"))
        inside = desk.get(frame["src"])

        assert f"Order {order.code}" in listed
        assert EMAIL in listed
        assert "kept here" in listed
        assert "sandbox" in frame
        assert f"http://testserver{link_to(order)}" in text_of(inside)
        assert "N 200/1200 Dobsonian" in words_of(inside)

    def test_lets_a_mail_do_nothing(self, desk: Client):
        mail = Mail.objects.create(
            kind="x", reference="1", to=EMAIL, subject="x", text="x", html="<script>alert(1)</script>"
        )

        response = desk.get(f"/admin/mail/message/{mail.pk}/html/")

        policy = response["Content-Security-Policy"]
        assert policy.startswith("default-src 'none';")
        assert "script-src" not in policy
        assert policy.endswith("sandbox")
        assert response["X-Frame-Options"] == "SAMEORIGIN"

    def test_is_searched_by_order_and_address(self, desk: Client):
        order = an_order()
        run_outbox()

        assert order.code in words_of(desk.get("/admin/mail/message/", {"q": order.code}))
        assert "0 e-mails" in words_of(desk.get("/admin/mail/message/", {"q": "nobody@"}))

    def test_is_not_written_by_hand(self, desk: Client):
        an_order()
        run_outbox()
        path = f"/admin/mail/message/{Mail.objects.get().pk}/"

        with nothing_changes():
            answers = [
                desk.post(f"{path}{page}/", {"text": "x", "post": "yes"}) for page in ("change", "delete")
            ]

        assert [answer.status_code for answer in answers] == [403, 403]


class TestWorkQueue:
    def test_tries_again_what_was_given_up(self, desk: Client):
        an_order()
        chosen = OutboxMessage.objects.get(topic="orders.send_confirmation")
        OutboxMessage.objects.filter(pk=chosen.pk).update(dead_at=timezone.now(), failures=9)

        answer = desk.post(
            "/admin/outbox/message/", {"action": "try_again", "_selected_action": chosen.pk}, follow=True
        )

        assert "1 messages will be tried again" in words_of(answer)
        assert OutboxMessage.objects.get(pk=chosen.pk).dead_at is None
        run_outbox()
        assert Mail.objects.count() == 1


class TestTexts:
    def test_are_saved_with_their_html(self, desk: Client):
        page = save_page(page=Page(slug="terms", kind="LEGAL", title="Terms", body="Old."))

        save(desk, f"/admin/content/page/{page.pk}/change/", body="## New\n\n<script>alert(1)</script>")

        response = Client().get("/pages/terms/")
        assert "<h2>New</h2>" in text_of(response)
        assert "<script>alert" not in text_of(response)

    def test_are_added_and_taken_off(self, desk: Client):
        save(
            desk,
            "/admin/content/page/add/",
            slug="jobs",
            kind="HELP",
            title="Jobs",
            body="None.",
            is_published="on",
        )
        assert Client().get("/pages/jobs/").status_code == 200

        page = Page.objects.get()
        form = fields_of(desk.get(f"/admin/content/page/{page.pk}/change/"), "page_form")
        form.pop("is_published")
        desk.post(f"/admin/content/page/{page.pk}/change/", form)

        assert Client().get("/pages/jobs/").status_code == 404

    def test_that_make_no_sense_are_not_saved(self, desk: Client, subtests: pytest.Subtests):
        page = save_page(page=Page(slug="terms", kind="LEGAL", title="Terms", body="Old."))
        for changed in [{"slug": "no slug"}, {"title": ""}, {"kind": "JOKE"}, {"body": "a\x00"}]:
            with subtests.test(changed=changed):
                with nothing_changes():
                    answer = save(desk, f"/admin/content/page/{page.pk}/change/", **changed)

                assert answer.status_code == 200


class TestReviews:
    def test_are_answered_and_hidden_but_never_rewritten(self, desk: Client):
        product = for_sale().product
        review = save_review(
            review=Review(
                product=product,
                rating=1,
                title="Bad",
                text="It is.",
                author="T. W.",
                bought_on=timezone.localdate(),
            )
        )
        path = f"/admin/reviews/review/{review.pk}/change/"

        save(desk, path, reply="We are sorry to hear that.", title="Good", rating="5")
        forget_all()
        said = words_of(Client().get(product.get_absolute_url()))
        assert "We are sorry to hear that." in said
        assert "Bad" in said
        assert "1.0" in said

        form = fields_of(desk.get(path), "review_form")
        form.pop("is_published")
        desk.post(path, form)
        forget_all()
        assert "No reviews yet." in words_of(Client().get(product.get_absolute_url()))


class TestPeople:
    def test_are_added_with_a_password_that_is_strong(self, desk: Client):
        new = {"email": "tom@example.org", "name": "Tom Weber", "usable_password": "true"}
        weak = save(desk, "/admin/accounts/user/add/", **new, password1="short", password2="short")
        save(
            desk,
            "/admin/accounts/user/add/",
            **new,
            password1="tom-likes-jupiter",
            password2="tom-likes-jupiter",
        )

        assert weak.status_code == 200
        assert User.objects.get(email="tom@example.org").check_password("tom-likes-jupiter")

    def test_with_the_same_address_in_other_letters_are_refused(self, desk: Client, alice: User):
        new = {"email": "ALICE@example.com", "usable_password": "true"}

        with nothing_changes():
            answer = save(
                desk,
                "/admin/accounts/user/add/",
                **new,
                password1="alice-likes-mars",
                password2="alice-likes-mars",
            )

        assert answer.status_code == 200

    def test_get_their_rights_by_groups(self, desk: Client, alice: User):
        group = Group.objects.create(name="Order desk")

        save(desk, f"/admin/accounts/user/{alice.pk}/change/", is_staff="on", groups=[group.pk])

        alice.refresh_from_db()
        assert alice.is_staff
        assert list(alice.groups.all()) == [group]

    def test_never_have_their_password_shown(self, desk: Client, alice: User):
        assert alice.password not in text_of(desk.get(f"/admin/accounts/user/{alice.pk}/change/"))


class TestRules:
    def test_of_delivery_are_changed_on_their_pages(self, desk: Client):
        an_order()
        method, zone = Method.objects.get(code="standard"), Zone.objects.get(name="EU")

        assert save(desk, f"/admin/shipping/method/{method.pk}/change/", name="Parcel").status_code == 302
        assert save(desk, f"/admin/shipping/zone/{zone.pk}/change/", name="Union").status_code == 302

        assert (Method.objects.get(code="standard").name, Zone.objects.get(pk=zone.pk).name) == (
            "Parcel",
            "Union",
        )

    def test_of_tax_are_changed_on_their_pages(self, desk: Client):
        rate = TaxRate.objects.filter(country="DE").first()
        assert rate is not None

        assert save(desk, f"/admin/pricing/taxrate/{rate.pk}/change/", source="A new law").status_code == 302

        rate.refresh_from_db()
        assert rate.source == "A new law"

    def test_of_attributes_and_brands_change_what_products_say(self, desk: Client):
        product = for_sale().product
        mount = a_choice("mount", "fork")
        give(product, mount, "fork")

        save(desk, f"/admin/catalog/attribute/{mount.pk}/change/", name="Kind of mount")
        save(desk, f"/admin/catalog/brand/{product.brand_id}/change/", maker_name="Sextans SE")

        forget_all()
        said = words_of(Client().get(product.get_absolute_url()))
        assert "Kind of mount Fork" in said
        assert "Sextans SE" in said
