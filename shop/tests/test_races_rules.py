"""Members of staff who save the same rule at the same moment: the form tells whoever comes second."""

from functools import partial
from typing import Any

import pytest

from apps.accounts.models import User
from apps.core.faults import switched_off
from apps.pricing.models import TaxClass, TaxRate
from apps.shipping.models import Zone, ZoneArea
from shop.tests.stage import signed_in, words_of
from shop.tests.together import together

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

SYLT = {"name": "Sylt", "country": "DE", "region": "", "last_postcode": "25999"}


def form(number: int, **more: str) -> dict[str, str]:
    """A filled form of a new zone with one area, whose postcodes overlap those of every other number."""
    area = {**SYLT, "first_postcode": f"2598{number}"}
    rows = {f"areas-0-{name}": value for name, value in area.items()}
    totals = {"areas-TOTAL_FORMS": "1", "areas-INITIAL_FORMS": "0", "position": "9"}
    return {**totals, **rows, "name": f"Zone {number}", "countries": "", **more}


def press(staff: User, address: str, forms: list[dict[str, str]]) -> list[Any]:
    desks = [signed_in(staff) for _ in forms]
    return together([partial(desk.post, address, filled) for desk, filled in zip(desks, forms, strict=True)])


def refused(answers: list[Any]) -> list[str]:
    """What the forms say that were shown again. Everything else is a saved one."""
    assert all(answer.status_code in (200, 302) for answer in answers), answers
    return [words_of(answer) for answer in answers if answer.status_code == 200]


class TestTheSamePostcodes:
    def test_get_one_zone_and_a_message_at_the_field(self, staff: User):
        answers = press(staff, "/admin/shipping/zone/add/", [form(number) for number in range(4)])

        told = refused(answers)
        assert len(told) == 3
        assert all("Another area has some of these postcodes." in words for words in told)
        assert ZoneArea.objects.count() == 1
        assert Zone.objects.filter(name__startswith="Zone ").count() == 1

    def test_of_one_form_are_told_apart(self, staff: User):
        second = {f"areas-1-{name}": value for name, value in {**SYLT, "first_postcode": "25990"}.items()}

        answer = signed_in(staff).post(
            "/admin/shipping/zone/add/", {**form(0), "areas-TOTAL_FORMS": "2", **second}
        )

        assert "Another area of this zone has some of these postcodes." in words_of(answer)
        assert not ZoneArea.objects.exists()


class TestTheSameName:
    def test_is_taken_by_one_and_the_others_are_told_at_the_field(self, staff: User):
        for number in range(5):
            given = {"name": f"Class {number}", "code": f"class-{number}"}

            told = refused(press(staff, "/admin/pricing/taxclass/add/", [given] * 6))

            assert len(told) == 5
            assert all("Tax class with this Code already exists." in words for words in told)
        assert TaxClass.objects.filter(code__startswith="class-").count() == 5


class TestTheSameCountry:
    def test_gets_one_zone(self, staff: User):
        forms = [form(number, countries="AQ", **{"areas-TOTAL_FORMS": "0"}) for number in range(4)]

        told = refused(press(staff, "/admin/shipping/zone/add/", forms))

        assert len(told) == 3
        assert all("Antarctica: already in zone Zone" in words for words in told)
        assert Zone.objects.filter(countries__contains=["AQ"]).count() == 1

    def test_would_get_several_without_the_lock(self, staff: User):
        """The control. Threads may happen to come one after the other, so there are several rounds."""
        for _ in range(10):
            Zone.objects.filter(countries__contains=["AQ"]).delete()
            forms = [form(number, countries="AQ", **{"areas-TOTAL_FORMS": "0"}) for number in range(4)]
            with switched_off("rules_lock"):
                press(staff, "/admin/shipping/zone/add/", forms)
            if Zone.objects.filter(countries__contains=["AQ"]).count() > 1:
                return
        pytest.fail("Without the lock the country got one zone as well.")


class TestTheSameDay:
    def test_gets_one_new_rate_and_messages_at_the_field(self, staff: User):
        standard = TaxClass.objects.get(code="standard")
        forms = [
            {"tax_class": str(standard.pk), "country": "DE", "region": "", "percent": percent,
             "valid_from": "2027-01-01", "valid_until": "", "source": "A law"}
            for percent in ("21", "22", "23", "24")
        ]  # fmt: skip

        told = refused(press(staff, "/admin/pricing/taxrate/add/", forms))

        assert len(told) == 3
        assert all("Another rate begins on 1 January 2027." in words for words in told)
        assert TaxRate.objects.filter(tax_class=standard, country="DE", valid_from="2027-01-01").count() == 1
