"""Gift cards through the pages of the staff area."""

import re
import uuid
from datetime import date

import pytest
from django.test import Client

from apps.currency.money import Money
from apps.giftcards import selectors, services
from apps.giftcards.models import GiftCard

pytestmark = pytest.mark.django_db
CARDS = "/admin/giftcards/giftcard/"


@pytest.fixture
def desk(staff):
    client = Client()
    client.force_login(staff)
    return client


@pytest.fixture
def card():
    return services.issue(amount=Money(5000, "EUR"), actor="mara").card


def issue(desk, key=None, **fields):
    values = {"key": key or uuid.uuid4(), "amount": "50", "currency": "eur", **fields}
    return desk.post(f"{CARDS}add/", values)


def move(desk, card, kind, **fields):
    return desk.post(f"{CARDS}{card.pk}/move/{kind}/", {"key": uuid.uuid4(), "reason": "complaint", **fields})


class TestIssuingAtTheDesk:
    def test_shows_the_code_once(self, desk):
        response = issue(desk, recipient_name="Ida", expires_on="2030-12-31")

        (code,) = re.findall(r"(?:[A-Z0-9]{4}-){3}[A-Z0-9]{4}", response.content.decode())
        card = selectors.look_up(code)
        assert "no-store" in response["Cache-Control"]
        assert (card.recipient_name, card.expires_on, card.currency) == ("Ida", date(2030, 12, 31), "EUR")
        assert card.entries.get().actor == "staff@example.com"
        assert code not in desk.get(CARDS).content.decode()
        assert code not in desk.get(f"{CARDS}{card.pk}/change/").content.decode()

    def test_happens_once_for_a_form_that_is_sent_twice(self, desk):
        key = uuid.uuid4()
        issue(desk, key)

        again = issue(desk, key)

        assert "was issued for this already" in again.content.decode()
        assert GiftCard.objects.count() == 1

    @pytest.mark.parametrize("fields", [{"amount": "0"}, {"amount": "-5"}, {"currency": "XQX"}, {"key": "1"}])
    def test_refuses_what_is_no_card(self, desk, fields):
        assert issue(desk, **fields).status_code == 200
        assert not GiftCard.objects.exists()

    def test_has_a_form(self, desk):
        assert "shown once" in desk.get(f"{CARDS}add/").content.decode()


class TestMovingAtTheDesk:
    def test_adjusts_with_a_reason(self, desk, card):
        assert move(desk, card, "adjust", amount="-10.50").status_code == 302

        entry = card.entries.last()
        assert (entry.kind, entry.amount_minor, entry.reason) == ("ADJUST", -1050, "complaint")
        assert "€39.50" in desk.get(CARDS).content.decode()
        assert "€39.50" in desk.get(CARDS, {"q": "staff:"}).content.decode()
        assert "complaint" in desk.get(f"{CARDS}{card.pk}/change/").content.decode()

    def test_refuses_to_overdraw_and_says_why(self, desk, card):
        response = move(desk, card, "adjust", amount="-50.01")

        assert "There is €50.00 left on this gift card." in response.content.decode()
        assert selectors.balance(card).minor == 5000

    def test_refuses_to_adjust_by_nothing_or_without_a_reason(self, desk, card):
        assert move(desk, card, "adjust", amount="0").status_code == 200
        assert move(desk, card, "adjust", amount="5", reason="").status_code == 200
        assert card.entries.count() == 1

    def test_makes_void(self, desk, card):
        assert move(desk, card, "void").status_code == 302

        card.refresh_from_db()
        assert (card.status, selectors.balance(card).minor) == ("VOID", 0)

    def test_knows_its_ways(self, desk, card):
        assert move(desk, card, "double").status_code == 404
        assert desk.get(f"{CARDS}4711/move/void/").status_code == 404


class TestTheLastDay:
    def test_is_all_that_is_changed_directly(self, desk, card):
        change = f"{CARDS}{card.pk}/change/"
        entries = {"entries-TOTAL_FORMS": 0, "entries-INITIAL_FORMS": 0}

        desk.post(change, {**entries, "expires_on": "2031-01-31", "currency": "USD", "status": "VOID"})

        card.refresh_from_db()
        assert (card.expires_on, card.currency, card.status) == (date(2031, 1, 31), "EUR", "ACTIVE")

    def test_leaves_cards_where_they_are(self, desk, card):
        assert desk.post(f"{CARDS}{card.pk}/delete/", {"post": "yes"}).status_code == 403
