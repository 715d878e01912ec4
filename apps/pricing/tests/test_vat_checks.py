import socket
import time
from datetime import UTC, datetime, timedelta

import pytest

from apps.pricing import jobs, selectors, services
from apps.pricing.errors import InvalidVatId
from apps.pricing.models import VatCheck
from apps.pricing.tests import fake_vies

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
NUMBER = "DE136695976"


@pytest.fixture
def vies(settings):
    with fake_vies.running() as server:
        settings.VIES_URL = server.url
        settings.VIES_TIMEOUT_SECONDS = 0.5
        yield server


def check(number=NUMBER, now=NOW):
    return services.check_vat_id(vat_id=number, now=now)


class TestAnAnswer:
    def test_of_yes_is_kept_with_name_and_proof(self, vies):
        vies.answers["136695976"] = fake_vies.yes()

        kept = check()

        assert (kept.number, kept.result, kept.at) == (NUMBER, "valid", NOW)
        assert (kept.name, kept.consultation_number) == ("SEXTANS OPTIK GMBH", "WAPIAAAAY1xPqKf8")
        assert vies.questions == [{"path": fake_vies.PATH, "countryCode": "DE", "vatNumber": "136695976"}]
        assert selectors.business_buyer(NUMBER, now=NOW).is_valid

    def test_of_no_is_kept(self, vies):
        assert check().result == "invalid"
        assert not selectors.business_buyer(NUMBER, now=NOW).is_valid

    def test_names_the_shop_that_asks(self, vies, settings):
        settings.SHOP_VAT_ID = "DE811907980"

        check("EL094259216")

        assert vies.questions[0]["countryCode"] == "EL"
        assert vies.questions[0]["requesterMemberStateCode"] == "DE"
        assert vies.questions[0]["requesterNumber"] == "811907980"

    def test_without_a_name_leaves_it_empty(self, vies):
        vies.answers[""] = fake_vies.yes(name="---")

        assert check().name == ""

    def test_that_the_input_is_wrong_means_no(self, vies):
        vies.status, vies.answers[""] = 400, fake_vies.error("INVALID_INPUT")

        assert check().result == "invalid"


class TestNoAnswer:
    @pytest.mark.parametrize("status", [200, 500])
    @pytest.mark.parametrize(
        "code",
        [
            "MS_UNAVAILABLE",
            "SERVICE_UNAVAILABLE",
            "TIMEOUT",
            "MS_MAX_CONCURRENT_REQ",
            "GLOBAL_MAX_CONCURRENT_REQ",
            "VAT_BLOCKED",
            "IP_BLOCKED",
            "INVALID_REQUESTER_INFO",
            "SOMETHING_NEW",
        ],
    )
    def test_of_the_register_is_kept_with_its_reason(self, vies, status, code):
        vies.status, vies.answers[""] = status, fake_vies.error(code)

        kept = check()

        assert (kept.result, kept.reason) == ("unreachable", code)

    @pytest.mark.parametrize(
        ("body", "reason"),
        [
            (b"", "not JSON"),
            (b"<html>Bad gateway</html>", "not JSON"),
            (b"\xff\xfe\x00", "not JSON"),
            (b"[]", "unknown answer"),
            (b"null", "unknown answer"),
            (b"{}", "unknown answer"),
            (b'{"valid": "true"}', "unknown answer"),
            (b'{"valid": 1}', "unknown answer"),
            (b'{"errorWrappers": []}', "unknown error"),
            (b'{"errorWrappers": [7, {"error": 9}], "valid": true}', "unknown error"),
            (b" " * 70_000 + b'{"valid": true}', "answer too long"),
        ],
    )
    def test_is_what_garbage_counts_as(self, vies, body, reason):
        vies.answers[""] = body

        kept = check()

        assert (kept.result, kept.reason) == ("unreachable", reason)

    def test_is_waited_for_no_longer_than_the_time_out(self, vies):
        vies.delay = 5
        started = time.monotonic()

        assert check().reason == "timeout"
        assert time.monotonic() - started < 2

    def test_is_what_a_dripping_answer_counts_as(self, vies):
        vies.answers[""], vies.drip = fake_vies.yes(), 0.1
        started = time.monotonic()

        assert check().reason == "timeout"
        assert time.monotonic() - started < 2

    def test_is_what_a_closed_door_counts_as(self, settings):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))  # bound but not listening: refused
            settings.VIES_URL = f"http://127.0.0.1:{taken.getsockname()[1]}/"

            assert check().reason == "ConnectionRefusedError"

    @pytest.mark.parametrize(("rule", "is_valid"), [("accept", True), ("refuse", False)])
    def test_counts_by_the_setting(self, vies, settings, rule, is_valid):
        settings.VAT_UNREACHABLE = rule
        vies.answers[""] = fake_vies.error("MS_UNAVAILABLE")

        check()

        assert selectors.business_buyer(NUMBER, now=NOW).is_valid is is_valid


class TestACheck:
    def test_is_not_made_of_a_wrong_number(self, vies):
        with pytest.raises(InvalidVatId):
            check("DE136695978")

        assert vies.questions == []
        assert not VatCheck.objects.exists()

    @pytest.mark.parametrize("number", ["GB980780684", "CHE107787577MWST", "NO995525828MVA"])
    def test_of_another_country_asks_nobody(self, vies, number):
        assert check(number).result == "format_only"
        assert vies.questions == []
        assert not selectors.business_buyer(number, now=NOW).is_valid

    def test_is_needed_before_an_id_counts(self):
        assert not selectors.business_buyer(NUMBER, now=NOW).is_valid

    def test_that_said_yes_holds_for_thirty_days(self, vies):
        vies.answers[""] = fake_vies.yes()
        first = check()

        assert check(now=NOW + timedelta(days=29)) == first
        assert check(now=NOW + timedelta(days=31)) != first
        assert len(vies.questions) == 2

    def test_that_said_no_is_made_again(self, vies):
        check()
        vies.answers[""] = fake_vies.yes()

        assert check(now=NOW + timedelta(minutes=1)).result == "valid"
        assert selectors.business_buyer(NUMBER, now=NOW + timedelta(minutes=2)).is_valid

    def test_that_said_no_outlives_a_later_silence(self, vies):
        check()
        vies.answers[""] = fake_vies.error("MS_UNAVAILABLE")
        check(now=NOW + timedelta(minutes=1))

        assert not selectors.business_buyer(NUMBER, now=NOW + timedelta(minutes=2)).is_valid


class TestCheckAgain:
    def test_asks_until_there_is_an_answer(self, vies):
        vies.answers[""] = fake_vies.error("MS_UNAVAILABLE")
        check()
        assert services.check_again(now=NOW + timedelta(minutes=10)) == 0

        vies.answers[""] = fake_vies.yes()

        assert services.check_again(now=NOW + timedelta(minutes=20)) == 1
        assert services.check_again(now=NOW + timedelta(minutes=30)) == 0
        assert len(vies.questions) == 3

    def test_gives_up_while_the_register_is_away(self, vies):
        vies.answers[""] = fake_vies.error("SERVICE_UNAVAILABLE")
        for number in ("DE136695976", "ATU13585627", "FR40303265045", "EL094259216", "IT00743110157"):
            check(number)

        services.check_again(now=NOW + timedelta(minutes=10))

        assert len(vies.questions) == 5 + 3

    def test_runs_as_a_job(self, vies):
        VatCheck.objects.create(number=NUMBER, result="unreachable", at=datetime.now(UTC))
        vies.answers[""] = fake_vies.yes()

        jobs.check_vat_ids_again(something_newer=1)

        assert selectors.newest_check(NUMBER).result == "valid"


class TestForgetVatChecks:
    def test_deletes_what_counts_no_longer(self, vies):
        check()
        check("ATU13585627", now=NOW + timedelta(days=10))

        assert services.forget_vat_checks(now=NOW + timedelta(days=31)) == 1
        assert [kept.number for kept in VatCheck.objects.all()] == ["ATU13585627"]
