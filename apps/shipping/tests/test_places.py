import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from apps.shipping.addresses import region_of
from apps.shipping.models import Zone, ZoneArea
from apps.shipping.rules import Pattern, compact, crosses_customs, longest_match

PLACES = [
    (Pattern("ES", first="35", last="35"), "Las Palmas"),
    (Pattern("ES", first="35540", last="35540"), "La Graciosa"),
    (Pattern("ES", region="GC"), "Province"),
    (Pattern("DE", first="25846", last="25859"), "North Frisia"),
    (Pattern("US", region="HI"), "Hawaii"),
]


class TestLongestMatch:
    @pytest.mark.parametrize(
        ("country", "region", "postcode", "found"),
        [
            ("ES", "", "35001", "Las Palmas"),
            ("ES", "", "35540", "La Graciosa"),
            ("ES", "GC", "38001", "Province"),
            ("ES", "GC", "35001", "Las Palmas"),
            ("ES", "", "28039", None),
            ("DE", "", "D-25850", None),
            ("DE", "", "25 850", "North Frisia"),
            ("DE", "", "25860", None),
            ("DE", "", "258", None),
            ("US", "HI", "", "Hawaii"),
            ("US", "CA", "35001", None),
        ],
    )
    def test_takes_the_most_precise_place(self, country, region, postcode, found):
        assert longest_match(PLACES, country, region, postcode) == found

    @given(st.text("0123456789", min_size=1, max_size=10), st.text("0123456789", max_size=10))
    def test_prefixes_fit_exactly_what_begins_with_them(self, prefix, postcode):
        assert Pattern("DE", first=prefix, last=prefix).fits("DE", "", postcode) == postcode.startswith(
            prefix
        )

    @given(st.text())
    def test_any_typed_postcode_can_be_looked_for(self, typed):
        assert set(compact(typed)) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        assert longest_match(PLACES, "DE", "", typed) in (None, "North Frisia")


class TestCrossesCustoms:
    @pytest.mark.parametrize(
        ("country", "postcode", "declared"),
        [("DE", "10115", False), ("MC", "98000", False), ("GB", "BT1 1AA", False), ("GB", "SW1A 1AA", True),
         ("DE", "78266", True), ("DE", "27498", True), ("ES", "35001", True), ("ES", "51001", True),
         ("ES", "50001", False), ("FI", "22100", True), ("IT", "23041", True), ("CH", "8001", True), ("US", "", True)],
    )  # fmt: skip
    def test_knows_the_union_and_its_exceptions(self, country, postcode, declared):
        assert crosses_customs(country, postcode) is declared


class TestRegionOf:
    @pytest.mark.parametrize(
        ("country", "area", "region"),
        [("JP", "東京都", "13"), ("US", "HI", "HI"), ("US", "AE", "AE"), ("DE", "", ""), ("ZZ", "Far", "Far"),
         ("../", "x", "x")],
    )  # fmt: skip
    def test_says_an_area_as_iso_3166_2_does(self, country, area, region):
        assert region_of(country, area) == region


def area(zone: Zone, first: str, last: str = "", **more: str) -> ZoneArea:
    values = {"country": "DE", "first_postcode": first, "last_postcode": last or first, **more}
    return ZoneArea(zone=zone, name="An area", **values)


@pytest.mark.django_db
class TestAreas:
    @pytest.fixture
    def zone(self) -> Zone:
        zone = Zone.objects.create(name="Islands")
        area(zone, "25846", "25859").save()
        return zone

    @pytest.mark.parametrize(("first", "last"), [("25850", ""), ("25800", "25846"), ("25859", "25900")])
    def test_of_which_two_would_answer_are_refused(self, zone, first, last):
        other = Zone.objects.create(name="Others")

        with pytest.raises(ValidationError, match="some of these postcodes"):
            area(other, first, last).full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            area(other, first, last).save()

    @pytest.mark.parametrize(
        "more",
        [{"first": "258"}, {"first": "25860"}, {"first": "25850", "country": "AT"},
         {"first": "25850", "region": "SH"}],
    )  # fmt: skip
    def test_of_which_one_is_more_precise_or_elsewhere_are_kept(self, zone, more):
        kept = area(zone, more.pop("first"), **more)
        kept.full_clean()
        kept.save()

        assert ZoneArea.objects.count() == 2

    @pytest.mark.parametrize(("first", "last"), [("25", "258"), ("30", "20"), ("2 5", "2 5"), ("", "")])
    def test_that_describe_no_part_of_a_country_are_refused(self, zone, first, last):
        with pytest.raises(IntegrityError), transaction.atomic():
            area(zone, first, last).save()
