"""Currencies and exchange rates in the staff area: who may do what, and what happens."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from apps.accounts.models import User
from apps.currency import selectors
from apps.currency.feeds.ecb import MAX_BYTES
from apps.currency.models import Currency, ExchangeRate
from apps.currency.rules import Ending
from apps.currency.tests.factories import rates_file, record
from apps.currency.tests.feed_server import feed_server

pytestmark = pytest.mark.django_db

CURRENCIES, RATES = "/admin/currency/currency/", "/admin/currency/exchangerate/"
FETCH, UPLOAD = f"{RATES}fetch-now/", f"{RATES}upload/"


def today() -> str:
    return timezone.localdate().isoformat()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def a_clerk(*rights: str) -> Client:
    clerk = User.objects.create_user("clerk@example.com", "clerk-files-notes", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return signed_in(clerk)


@pytest.fixture
def desk(staff: User) -> Client:
    return signed_in(staff)


def send(client: Client, content: bytes, **more: Any) -> Any:
    return client.post(UPLOAD, {"file": SimpleUploadedFile("rates.xml", content), **more}, follow=True)


def text(response: Any) -> str:
    return str(response.content.decode())


class TestWhoMay:
    @pytest.mark.parametrize("path", [CURRENCIES, f"{CURRENCIES}USD/change/", RATES, FETCH, UPLOAD])
    def test_see_a_page(self, desk: Client, alice: User, path):
        answers = [client.get(path).status_code for client in (Client(), signed_in(alice), a_clerk(), desk)]

        assert answers == [302, 302, 403, 200]

    @pytest.mark.parametrize(
        "path",
        [f"{CURRENCIES}add/", f"{CURRENCIES}USD/delete/", f"{RATES}add/", "{rate}change/", "{rate}delete/"],
    )
    def test_never_write_by_hand(self, desk: Client, path):
        row = record("USD", "1.1172", "2026-10-30")

        answer = desk.post(path.format(rate=f"{RATES}{row.pk}/"), {"rate": "9", "code": "XXX", "post": "yes"})

        assert answer.status_code == 403
        assert ExchangeRate.objects.get().rate == row.rate
        assert Currency.objects.count() == 12

    def test_add_rates_only_with_that_right(self):
        clerk = a_clerk("view_exchangerate", "view_currency")

        assert [clerk.get(path).status_code for path in (RATES, FETCH, UPLOAD)] == [200, 403, 403]
        assert send(clerk, rates_file({today(): {"USD": "1.1"}})).status_code == 403
        assert clerk.post(FETCH).status_code == 403
        assert "Fetch now" not in text(clerk.get(RATES))
        assert not ExchangeRate.objects.exists()

    def test_add_rates_with_it(self):
        clerk = a_clerk("view_exchangerate", "add_exchangerate")

        assert send(clerk, rates_file({today(): {"USD": "1.1"}})).status_code == 200
        assert ExchangeRate.objects.count() == 1


class TestCurrencies:
    def test_show_rate_age_and_what_stands_in_the_way(self, desk: Client):
        old = timezone.localdate() - timedelta(days=20)
        record("USD", "1.1172", today())
        record("GBP", "0.8338", old.isoformat())

        said = text(desk.get(CURRENCIES))

        assert f"1 EUR = 1.1172 USD, ECB {today()}" in said
        assert "base currency" in said
        assert f"Its newest rate is of {old}, more than 7 days old." in said
        assert "It has no rate." in said

    def test_are_switched_and_given_an_ending(self, desk: Client):
        desk.post(f"{CURRENCIES}SEK/change/", {"ending": Ending.TENS})

        krona = Currency.objects.get(code="SEK")
        assert (krona.is_offered, krona.ending) == (False, Ending.TENS)

    def test_keep_the_base_currency_on(self, desk: Client):
        desk.post(f"{CURRENCIES}EUR/change/", {"ending": Ending.WHOLE})

        assert Currency.objects.get(code="EUR").is_offered

    def test_that_make_no_sense_are_not_saved(self, desk: Client):
        answer = desk.post(f"{CURRENCIES}SEK/change/", {"is_offered": "on", "ending": "SEVENS"})

        assert answer.status_code == 200
        assert Currency.objects.get(code="SEK").ending == Ending.NONE

    def test_cost_few_queries_however_many(self, desk: Client, django_assert_max_num_queries):
        desk.get(CURRENCIES)

        with django_assert_max_num_queries(12):
            desk.get(CURRENCIES)


class TestRates:
    def test_are_listed_and_filtered(self, desk: Client):
        record("USD", "1.1172", "2026-10-30")
        record("IDR", "20275.17", "2026-10-30")

        said = text(desk.get(RATES, {"currency": "IDR"}))

        assert "20275.17" in said
        assert "1.1172" not in said

    def test_come_from_a_file(self, desk: Client):
        assert 'enctype="multipart/form-data"' in text(desk.get(UPLOAD))

        answer = send(desk, rates_file({today(): {"USD": "1.1172", "GBP": "0.8"}}))

        assert f"Rates up to {today()}: 2 added, 0 known, 2 moved." in text(answer)
        assert selectors.newest_day() == timezone.localdate()

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"<html/>", "not a reference rate envelope"),
            (b"", "The submitted file is empty."),
            (b" " * (MAX_BYTES + 1), "larger than 20 MB"),
        ],
    )
    def test_of_a_bad_file_are_refused_with_a_reason(self, desk: Client, content, says):
        assert says in text(send(desk, content))
        assert not ExchangeRate.objects.exists()

    def test_that_leap_need_a_second_look(self, desk: Client):
        record("USD", "1.1172", "2026-10-30")
        content = rates_file({today(): {"USD": "11.172"}})

        assert "moved by more than 20 %" in text(send(desk, content))
        assert "1 added" in text(send(desk, content, force="on"))

    def test_are_fetched_now_by_a_button_not_by_a_link(self, desk: Client, settings):
        with feed_server() as feed:
            settings.ECB_URL, feed.content = feed.url, rates_file({today(): {"USD": "1.1172"}})

            desk.get(FETCH)
            assert feed.asked == []
            answer = desk.post(FETCH, follow=True)

        assert "1 added" in text(answer)

    def test_that_cannot_be_fetched_say_so(self, desk: Client):
        assert "ECB_URL is empty" in text(desk.post(FETCH))
