from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.currency.errors import BadRatesFile
from apps.currency.feeds import ecb
from apps.currency.feeds.ecb import parse
from apps.currency.services import SNAPSHOT
from apps.currency.tests.factories import rates_file

GOOD = rates_file({"2026-10-30": {"USD": "1.1172", "JPY": "175.68"}})

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<Envelope>&c;</Envelope>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>"""


class TestParse:
    def test_reads_a_day(self):
        assert parse(GOOD) == [(date(2026, 10, 30), {"USD": Decimal("1.1172"), "JPY": Decimal("175.68")})]

    def test_reads_many_days_oldest_first(self):
        content = rates_file(
            {
                "2026-10-30": {"USD": "1.12"},
                "2026-10-29": {"USD": "1.11", "HRK": "7.5"},
                "2022-01-03": {"RUB": "85"},
            }
        )

        days = parse(content)

        assert [day.isoformat() for day, _ in days] == ["2022-01-03", "2026-10-29", "2026-10-30"]
        assert [sorted(rates) for _, rates in days] == [["RUB"], ["HRK", "USD"], ["USD"]]

    def test_reads_the_snapshot_of_the_project(self):
        (day, rates), *others = parse(SNAPSHOT.read_bytes())

        assert (day, others, len(rates)) == (date(2026, 10, 30), [], 29)
        assert rates["USD"] == Decimal("1.1172")
        assert rates["IDR"] == Decimal("20275.17")

    @pytest.mark.parametrize(
        "rate",
        ["NaN", "sNaN", "Infinity", "-1.1", "+1.1", "0", "0.000", "", " 1.1", "1,1", "1e3", "1_000", "١.١", "0x1",
         "12345678901", "1.12345678901", "1.", ".5", "N/A"],
    )  # fmt: skip
    def test_refuses_what_is_no_rate(self, rate):
        with pytest.raises(BadRatesFile, match="is not a possible rate for USD"):
            parse(rates_file({"2026-10-30": {"USD": rate}}))

    @pytest.mark.parametrize("code", ["", "usd", "US", "USDX", "U$D", "ÜSD", "EUR"])
    def test_refuses_what_is_no_foreign_currency(self, code):
        with pytest.raises(BadRatesFile, match="is not the code of a foreign currency"):
            parse(rates_file({"2026-10-30": {code: "1.1"}}))

    @pytest.mark.parametrize(
        "day", ["", "30.10.2026", "2026-13-01", "2026-02-30", "20261030", "2026-W44-5", "today"]
    )
    def test_refuses_what_is_no_date(self, day):
        with pytest.raises(BadRatesFile, match="which is no date"):
            parse(rates_file({day: {"USD": "1.1"}}))

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"", "not complete, plain XML"),
            (b"\x00\xff\xfe", "not complete, plain XML"),
            (b"rates", "not complete, plain XML"),
            (GOOD[:-1], "not complete, plain XML"),
            (GOOD[: len(GOOD) // 2], "not complete, plain XML"),
            (GOOD.replace(b"UTF-8", b"UTF-99"), "not complete, plain XML"),
            (BOMB, "not complete, plain XML"),
            (OUTSIDE, "not complete, plain XML"),
            (b"<html/>", "not a reference rate envelope"),
            (GOOD.replace(b"Envelope", b"Letter"), "not a reference rate envelope"),
            (GOOD.replace(b"www.gesmes.org", b"gesmes.example"), "not a reference rate envelope"),
            (GOOD.replace(b"www.ecb.int", b"ecb.example"), "no day with rates"),
            (GOOD.replace(b"<Cube currency", b"<Tube currency"), "no rates for this day"),
            (GOOD.replace(b" time='2026-10-30'", b""), "has the time '', which is no date"),
            (GOOD.replace(b"rate='1.1172'", b""), "is not a possible rate for USD"),
            (GOOD.replace(b"JPY", b"USD"), "USD has two rates"),
            (rates_file({}), "no day with rates"),
            (rates_file({"2026-10-30": {}}), "no rates for this day"),
            (
                GOOD.replace(b"</Cube></Cube>", b"</Cube><Cube time='2026-10-30'/></Cube>"),
                "stands in the file twice",
            ),
            (b" " * (ecb.MAX_BYTES + 1), "larger than 20 MB"),
        ],
    )
    def test_says_what_is_wrong_with_a_file(self, content, says):
        with pytest.raises(BadRatesFile, match=says):
            parse(content)

    def test_survives_a_deep_file(self):
        with pytest.raises(BadRatesFile):
            parse(b"<a>" * 100_000 + b"</a>" * 100_000)

    @given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
    def test_reads_or_refuses_a_file_with_a_damaged_byte(self, position, byte):
        damaged = GOOD[:position] + bytes([byte]) + GOOD[position + 1 :]

        try:
            days = parse(damaged)
        except BadRatesFile:
            return
        assert all(rate > 0 for _, rates in days for rate in rates.values())
