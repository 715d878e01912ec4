from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from apps.core.memo import forget_all
from apps.currency import selectors
from apps.currency.errors import BadRatesFile, ImplausibleRate
from apps.currency.models import ExchangeRate
from apps.currency.services import RateChange, import_rates, import_snapshot
from apps.currency.tests.factories import rates_file, record

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 3, 16, tzinfo=UTC)
MONDAY = {"USD": "1.1172", "GBP": "0.8338"}
TUESDAY = {"USD": "1.1200", "GBP": "0.8338", "CHF": "0.92"}


def stored() -> list[tuple[str, str, Decimal]]:
    rows = ExchangeRate.objects.order_by("effective_on", "currency")
    return [(row.effective_on.isoformat(), row.currency, row.rate) for row in rows]


class TestImportRates:
    def test_adds_what_is_new_and_says_what_moved(self):
        import_rates(rates_file({"2026-11-02": MONDAY}), now=NOW)

        report = import_rates(rates_file({"2026-11-03": TUESDAY, "2026-11-02": MONDAY}), now=NOW)

        assert (report.effective_on, report.added, report.known) == (date(2026, 11, 3), 3, 2)
        assert report.changed_currencies == (
            RateChange("CHF", None, Decimal("0.92")),
            RateChange("USD", Decimal("1.1172"), Decimal("1.12")),
        )
        assert [moved.percent for moved in report.changed_currencies] == [None, Decimal("0.25")]
        assert len(stored()) == 5
        assert {row.fetched_at for row in ExchangeRate.objects.all()} == {NOW}

    def test_adds_nothing_the_second_time(self):
        content = rates_file({"2026-11-02": MONDAY})
        import_rates(content, now=NOW)

        report = import_rates(content, now=NOW)

        assert (report.added, report.known, report.changed_currencies) == (0, 2, ())

    def test_fills_the_days_that_are_missing(self):
        record("USD", "1.12", "2026-11-03")

        report = import_rates(rates_file({"2026-11-02": MONDAY, "2026-11-03": {"USD": "1.12"}}), now=NOW)

        assert (report.added, report.known) == (2, 1)

    def test_keeps_a_currency_the_shop_does_not_list(self):
        import_rates(rates_file({"2026-11-02": {"XYZ": "3"}}), now=NOW)

        assert stored() == [("2026-11-02", "XYZ", Decimal(3))]

    @pytest.mark.parametrize(
        ("days", "says"),
        [
            ({"2026-11-04": MONDAY}, "2026-11-04, a day that is still to come"),
            ({"2026-11-02": MONDAY, "2099-01-01": MONDAY}, "still to come"),
            ({"2026-10-30": MONDAY}, "ends on 2026-10-30, but the shop already has rates of 2026-11-02"),
            ({"2026-11-02": {"USD": "1.1173"}}, "1.1173 for USD, but 1.1172 is on record"),
            ({"2026-11-03": {"GBP": "0.83", "USD": "NaN"}}, "not a possible rate"),
        ],
    )
    @pytest.mark.parametrize("force", [False, True])
    def test_refuses_a_bad_file_and_keeps_the_last_good_rates(self, days, says, force):
        record("USD", "1.1172", "2026-11-02")

        with pytest.raises(BadRatesFile, match=says):
            import_rates(rates_file(days), now=NOW, force=force)

        assert stored() == [("2026-11-02", "USD", Decimal("1.1172"))]
        assert selectors.rate_for("USD", on=NOW.date()).rate == Decimal("1.1172")

    def test_takes_a_correction_under_another_name(self):
        record("USD", "1.1172", "2026-11-02")

        import_rates(rates_file({"2026-11-02": {"USD": "1.1272"}}), source="correction", now=NOW)
        forget_all()

        assert selectors.rate_for("USD", on=NOW.date()).source == "correction"

    @pytest.mark.parametrize("rate", ["1.3407", "0.8937", "11.172"])
    def test_does_not_believe_a_leap_unless_told(self, rate):
        record("USD", "1.1172", "2026-11-02")
        content = rates_file({"2026-11-03": {"USD": rate, "GBP": "0.8338"}})

        with pytest.raises(ImplausibleRate, match=f"USD from 1.1172 to {rate} on 2026-11-03"):
            import_rates(content, now=NOW)
        assert len(stored()) == 1

        assert import_rates(content, now=NOW, force=True).added == 2

    @pytest.mark.parametrize("rate", ["1.3406", "0.8938"])
    def test_believes_a_change_of_up_to_a_fifth(self, rate):
        record("USD", "1.1172", "2026-11-02")

        assert import_rates(rates_file({"2026-11-03": {"USD": rate}}), now=NOW).added == 1

    def test_finds_a_leap_inside_a_file(self):
        days = {"2026-10-30": {"USD": "1.11"}, "2026-11-02": {"USD": "111"}, "2026-11-03": {"USD": "1.12"}}

        with pytest.raises(
            ImplausibleRate, match=r"USD from 1\.11 to 111 on 2026-11-02; USD from 111 to 1\.12"
        ):
            import_rates(rates_file(days), now=NOW)

    def test_names_five_leaps_at_most(self):
        codes = [f"AA{letter}" for letter in "ABCDEFG"]
        days = {"2026-11-02": dict.fromkeys(codes, "1"), "2026-11-03": dict.fromkeys(codes, "2")}

        with pytest.raises(ImplausibleRate, match="and 2 more"):
            import_rates(rates_file(days), now=NOW)

    def test_forgets_what_pages_remember(self, django_capture_on_commit_callbacks):
        assert not selectors.is_usable("USD", on=NOW.date())

        with django_capture_on_commit_callbacks(execute=True):
            import_rates(rates_file({"2026-11-02": MONDAY}), now=NOW)

        assert selectors.is_usable("USD", on=NOW.date())


class TestImportSnapshot:
    def test_gives_every_listed_currency_a_rate(self, settings):
        report = import_snapshot(now=NOW)
        forget_all()

        assert (report.added, report.effective_on) == (29, date(2026, 10, 30))
        assert all(selectors.is_usable(code, on=NOW.date()) for code in settings.CURRENCIES)

    def test_does_nothing_the_second_time_or_after_newer_rates(self):
        assert import_snapshot(now=NOW) is not None
        assert import_snapshot(now=NOW) is None

        record("USD", "1.12", "2026-11-03")
        assert import_snapshot(now=NOW) is None


class TestTheCommand:
    def run(self, *arguments: str) -> str:
        out = StringIO()
        call_command("fetch_rates", *arguments, stdout=out)
        return out.getvalue()

    def test_shows_what_changed(self, tmp_path):
        record("USD", "1.1", "2026-10-29")
        record("GBP", "0.8338", "2026-10-29")
        file = tmp_path / "rates.xml"
        file.write_bytes(rates_file({"2026-10-30": {"USD": "1.1172", "GBP": "0.8338", "IDR": "20275.17"}}))

        lines = self.run("--file", str(file)).splitlines()

        assert lines[0] == "Rates up to 2026-10-30: 3 added, 0 already known."
        assert [line.split() for line in lines[2:]] == [
            ["IDR", "new", "20275.17"],
            ["USD", "1.1", "1.1172", "+1.56", "%"],
        ]
        assert self.run("--file", str(file)).splitlines() == [
            "Rates up to 2026-10-30: 0 added, 3 already known."
        ]

    def test_asks_before_it_believes_a_leap(self, tmp_path):
        record("USD", "1.1", "2026-10-29")
        file = tmp_path / "rates.xml"
        file.write_bytes(rates_file({"2026-10-30": {"USD": "2"}}))

        with pytest.raises(CommandError, match="more than 20 %"):
            self.run("--file", str(file))
        assert "1 added" in self.run("--file", str(file), "--force")

    def test_says_what_is_wrong(self, tmp_path):
        with pytest.raises(CommandError, match="No such file"):
            self.run("--file", str(tmp_path / "none.xml"))
        with pytest.raises(CommandError, match="ECB_URL is empty"):
            self.run()
