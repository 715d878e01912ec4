from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.conf import settings as shop_settings
from django.db import DataError, IntegrityError, connection, transaction

from apps.core.database import violated
from apps.core.memo import forget_all
from apps.currency import selectors, services
from apps.currency.checks import settings_make_sense
from apps.currency.errors import BaseCurrencyStays, NoRate, StaleRate, UnknownCurrency
from apps.currency.models import Currency, ExchangeRate
from apps.currency.rules import Ending
from apps.currency.tests.factories import record

FRIDAY, SATURDAY, SUNDAY = date(2026, 10, 30), date(2026, 10, 31), date(2026, 11, 1)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.fixture
def on_saturday():
    with time_machine.travel(at(SATURDAY), tick=False):
        yield


class TestSettings:
    def test_make_sense(self):
        assert settings_make_sense() == []

    @pytest.mark.parametrize(
        ("name", "value", "says"),
        [
            ("CURRENCIES", ["EUR", "XXY", " USD", "usd"], "No such currency: 'XXY', ' USD', 'usd'."),
            ("BASE_CURRENCY", "EURO", "No such currency: 'EURO'."),
            ("RATE_MAX_AGE_DAYS", 0, "RATE_MAX_AGE_DAYS must be 1 or more."),
        ],
    )
    def test_that_make_no_sense_are_named(self, settings, name, value, says):
        setattr(settings, name, value)

        assert [error.msg for error in settings_make_sense()] == [says]

    @pytest.mark.parametrize(
        ("url", "count"), [("http://feed.example/", 1), ("https://feed.example/", 0), ("", 0)]
    )
    def test_of_production_fetch_over_https(self, settings, url, count):
        settings.IN_PRODUCTION, settings.ECB_URL = True, url

        assert len(settings_make_sense()) == count


@pytest.mark.django_db
class TestSyncCurrencies:
    def test_finds_the_table_in_step_after_migrating(self):
        assert services.sync_currencies() == []
        assert list(Currency.objects.values_list("code", flat=True)) == shop_settings.CURRENCIES

    def test_adds_and_reorders_and_keeps_what_staff_set(self, settings):
        Currency.objects.filter(code="USD").update(is_offered=False, ending=Ending.NINETY_NINE)
        settings.CURRENCIES = ["HUF", "USD"]

        assert services.sync_currencies() == ["HUF"]

        assert list(Currency.objects.values_list("code", flat=True))[:3] == ["EUR", "HUF", "USD"]
        dollar = Currency.objects.get(code="USD")
        assert (dollar.is_offered, dollar.ending) == (False, Ending.NINETY_NINE)
        assert selectors.why_not_offered("GBP") == "It is not in the setting CURRENCIES."


@pytest.mark.django_db
class TestUpdateCurrency:
    def test_forgets_what_pages_remember(self, on_saturday, django_capture_on_commit_callbacks):
        record("USD", "1.1172", "2026-10-30")
        assert [choice.code for choice in selectors.offered()] == ["EUR", "USD"]

        with django_capture_on_commit_callbacks(execute=True):
            services.update_currency(code="USD", is_offered=False, ending=Ending.TENS)

        assert [choice.code for choice in selectors.offered()] == ["EUR"]
        assert selectors.ending_of("USD") == Ending.TENS

    def test_never_switches_the_base_currency_off(self):
        with pytest.raises(BaseCurrencyStays):
            services.update_currency(code="EUR", is_offered=False, ending=Ending.NONE)


@pytest.mark.django_db
class TestTheRateTable:
    @pytest.mark.parametrize("change", [{"rate": Decimal(9)}, {"source": "else"}])
    def test_refuses_every_change(self, change):
        record("USD", "1.1172", "2026-10-30")

        with pytest.raises(IntegrityError, match="never changed") as refused, transaction.atomic():
            ExchangeRate.objects.update(**change)

        assert violated(refused.value) == "exchange_rate_append_only"
        assert ExchangeRate.objects.get().rate == Decimal("1.1172")

    def test_refuses_to_delete(self):
        row = record("USD", "1.1172", "2026-10-30")

        with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
            row.delete()

        assert ExchangeRate.objects.count() == 1

    def test_takes_one_rate_a_day_of_a_source(self):
        record("USD", "1.1172", "2026-10-30")
        record("USD", "1.1173", "2026-10-30", source="correction")

        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            record("USD", "1.2", "2026-10-30")

        assert violated(refused.value) == "exchange_rate_once_per_day"

    @pytest.mark.parametrize("rate", ["0", "-1", "NaN", "10000000000"])
    def test_takes_no_impossible_rate(self, rate):
        with pytest.raises((IntegrityError, DataError)), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO currency_exchangerate (currency, rate, source, effective_on, fetched_at)"
                " VALUES ('USD', %s, 'x', '2026-10-30', now())",
                [rate],
            )

    def test_takes_no_word_as_currency(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            record("usd", "1", "2026-10-30")
        with pytest.raises(IntegrityError), transaction.atomic():
            Currency.objects.filter(code="USD").update(ending="SEVENS")


@pytest.mark.django_db
class TestRateFor:
    def test_gives_saturday_the_rate_of_friday(self):
        record("USD", "1.11", "2026-10-29")
        record("USD", "1.1172", "2026-10-30")
        record("USD", "1.13", "2026-11-02")

        for day in (FRIDAY, SATURDAY, SUNDAY):
            found = selectors.rate_for("USD", on=day)
            assert (found.rate, found.effective_on, found.source) == (Decimal("1.1172"), FRIDAY, "ECB")

    def test_is_one_for_the_base_currency(self):
        found = selectors.rate_for("EUR", on=FRIDAY)

        assert (found.rate, found.currency, found.base) == (Decimal(1), "EUR", "EUR")

    def test_crosses_for_another_base(self, settings):
        settings.BASE_CURRENCY = "GBP"
        record("USD", "1.1172", "2026-10-30")
        record("GBP", "0.8338", "2026-10-29")

        dollar, euro = (selectors.rate_for(code, on=SATURDAY) for code in ("USD", "EUR"))

        assert (dollar.rate, dollar.base) == (Decimal("1.3398896618"), "GBP")
        assert dollar.effective_on == date(2026, 10, 29)
        assert euro.rate == Decimal("1.1993283761")
        assert selectors.rate_for("GBP", on=SATURDAY).rate == 1

    def test_needs_the_base_s_own_rate_too(self, settings):
        settings.BASE_CURRENCY = "GBP"
        record("USD", "1.1172", "2026-10-30")

        for code in ("USD", "EUR"):
            with pytest.raises(NoRate):
                selectors.rate_for(code, on=SATURDAY)

    def test_takes_the_correction_that_came_last(self):
        record("USD", "1.1172", "2026-10-30")
        record("USD", "1.1272", "2026-10-30", source="correction")

        assert selectors.rate_for("USD", on=SATURDAY).rate == Decimal("1.1272")

    @pytest.mark.parametrize(("on", "is_fresh"), [(date(2026, 11, 6), True), (date(2026, 11, 7), False)])
    def test_refuses_a_rate_that_is_more_than_a_week_old(self, on, is_fresh):
        record("USD", "1.1172", "2026-10-30")

        assert selectors.is_usable("USD", on=on) is is_fresh
        if not is_fresh:
            with pytest.raises(StaleRate):
                selectors.rate_for("USD", on=on)

    def test_refuses_a_currency_that_vanished(self):
        record("RUB", "117.201", "2022-03-01")

        assert selectors.rate_for("RUB", on=date(2022, 3, 2)).rate == Decimal("117.201")
        with pytest.raises(StaleRate):
            selectors.rate_for("RUB", on=date(2022, 6, 1))

    def test_refuses_a_day_before_the_first_rate(self):
        record("USD", "1.1172", "2026-10-30")

        with pytest.raises(NoRate):
            selectors.rate_for("USD", on=date(2026, 10, 29))

    def test_refuses_a_word(self):
        with pytest.raises(UnknownCurrency):
            selectors.rate_for("DOLLAR", on=FRIDAY)

    def test_is_read_anew_when_money_is_at_stake(self, on_saturday):
        record("USD", "1.1172", "2026-10-29")
        assert selectors.rate_for("USD").rate == Decimal("1.1172")
        ExchangeRate.objects.create(
            currency="USD", rate=Decimal("1.2"), source="ECB", effective_on=FRIDAY, fetched_at=at(FRIDAY)
        )
        assert selectors.rate_for("USD").rate == Decimal("1.1172")

        selectors.refresh(at=at(SATURDAY))

        assert selectors.rate_for("USD").rate == Decimal("1.2")


@pytest.mark.django_db
class TestOffered:
    def test_is_the_base_and_what_has_a_usable_rate(self, on_saturday):
        record("JPY", "175.68", "2026-10-30")
        record("USD", "1.1172", "2026-10-30")
        record("GBP", "0.8338", "2026-10-01")
        record("HUF", "366.33", "2026-10-30")

        found = selectors.offered()

        assert [(c.code, c.symbol, c.name, c.is_base) for c in found] == [
            ("EUR", "€", "Euro", True),
            ("USD", "$", "US Dollar", False),
            ("JPY", "¥", "Japanese Yen", False),
        ]

    def test_loses_a_currency_whose_rate_grows_stale(self):
        record("USD", "1.1172", "2026-10-30")

        assert [len(selectors.offered(at(date(2026, 11, day)))) for day in (6, 7)] == [2, 1]

    def test_says_to_staff_why_not(self, on_saturday, settings):
        record("USD", "1.1172", "2026-10-30")
        record("GBP", "0.8338", "2026-10-01")
        Currency.objects.filter(code="CHF").update(is_offered=False)

        reasons = {
            code: selectors.why_not_offered(code) for code in ("EUR", "USD", "GBP", "CHF", "JPY", "HUF")
        }

        assert reasons == {
            "EUR": "",
            "USD": "",
            "GBP": "Its newest rate is of 2026-10-01, more than 7 days old.",
            "CHF": "It is switched off.",
            "JPY": "It has no rate.",
            "HUF": "It is not in the setting CURRENCIES.",
        }

    def test_costs_two_queries_and_then_none(self, on_saturday, django_assert_num_queries):
        for code in ("USD", "GBP", "JPY", "SEK"):
            record(code, "1.5", "2026-10-30")

        with django_assert_num_queries(2):
            assert len(selectors.offered()) == 5
        with django_assert_num_queries(0):
            selectors.offered()
            selectors.rate_for("SEK")
            selectors.ending_of("SEK")


@pytest.mark.django_db
class TestDemo:
    @pytest.fixture(autouse=True)
    def _in_december(self, settings):
        services.import_snapshot(now=at(SATURDAY))
        forget_all()
        with time_machine.travel(at(date(2026, 12, 24)), tick=False):
            yield

    def test_uses_the_rates_that_come_with_the_project_and_says_so(self, settings):
        settings.SHOP_MODE = "demo"

        assert len(selectors.offered()) == 12
        assert selectors.age_of_rate("USD") == "55 days; counts as fresh because this is a demo"

    def test_is_the_only_mode_that_does(self, settings):
        settings.SHOP_MODE = "production"

        assert [choice.code for choice in selectors.offered()] == ["EUR"]
        assert selectors.age_of_rate("USD") == "55 days"

    def test_does_not_use_rates_that_are_older(self, settings):
        settings.SHOP_MODE = "demo"
        settings.CURRENCIES = [*settings.CURRENCIES, "BGN"]
        record("BGN", "1.9558", "2025-12-31")

        assert not selectors.is_usable("BGN")

    def test_says_how_old_a_rate_is(self):
        record("USD", "1.2", "2026-12-23")
        record("GBP", "0.9", "2026-12-24")

        ages = [selectors.age_of_rate(code) for code in ("EUR", "USD", "GBP", "HKD", "KWD")]
        assert ages == ["", "1 day", "of today", "55 days", ""]
