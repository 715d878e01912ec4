import pytest

from apps.shipping import addresses


class TestRulesFor:
    @pytest.mark.parametrize(
        ("country", "required", "postcode", "area"),
        [
            ("DE", {"name", "line1", "postcode", "city"}, "Postcode", ""),
            ("US", {"name", "line1", "postcode", "city", "area"}, "ZIP code", "State"),
            ("IE", {"name", "line1", "city"}, "Eircode", ""),
            ("GB", {"name", "line1", "postcode", "city"}, "Postcode", ""),
            ("ES", {"name", "line1", "postcode", "city", "area"}, "Postcode", "Province"),
            ("HK", {"name", "line1", "area"}, "Postcode", "Area"),
        ],
    )
    def test_ask_what_the_country_asks(self, country, required, postcode, area):
        rules = addresses.rules_for(country)

        assert rules.required == required
        assert rules.postcode_label == postcode
        assert rules.asks_for_area == bool(area)
        assert not area or rules.area_label == area

    def test_list_each_area_once(self):
        codes = [code for code, _ in addresses.rules_for("ES").areas]

        assert len(codes) == len(set(codes)) == 52

    def test_know_no_postcodes_where_there_are_none(self):
        assert not addresses.rules_for("HK").has_postcode

    def test_fall_back_for_a_country_without_metadata(self):
        assert addresses.rules_for("ZZ").required == {"name", "line1", "city"}


class TestPostcodeProblem:
    @pytest.mark.parametrize(
        ("country", "postcode"),
        [("DE", "14482"), ("GB", "sw1a 1aa"), ("GB", "SW1A1AA"), ("NL", "1234ab"), ("US", "95014-1234"),
         ("CH", "CH-8001"), ("CZ", "10000"), ("IE", "A65 F4E2"), ("JP", "1000001")],
    )  # fmt: skip
    def test_accepts_them_as_people_type_them(self, country, postcode):
        assert addresses.postcode_problem(country, postcode) is None

    @pytest.mark.parametrize(
        ("country", "postcode", "words"),
        [
            ("DE", "1448", "like 26133"),
            ("NL", "0123 AB", "like 1234 AB"),
            ("US", "ABCDE", "ZIP code"),
            ("GB", "14482", "EC1Y"),
        ],
    )
    def test_says_what_a_right_one_looks_like(self, country, postcode, words):
        assert words in (addresses.postcode_problem(country, postcode) or "")

    def test_holds_area_and_postcode_against_each_other(self):
        assert addresses.postcode_problem("US", "95014", "CA") is None
        assert "does not belong" in (addresses.postcode_problem("US", "10001", "CA") or "")


class TestLinesOf:
    @pytest.mark.parametrize(
        ("address", "lines"),
        [
            (
                {"name": "Ines Keller", "line1": "Sternwartenstraße 12", "postcode": "14482", "city": "Potsdam",
                 "country": "DE"},
                ["Ines Keller", "Sternwartenstraße 12", "14482 Potsdam", "Germany"],
            ),
            (
                {"name": "Ada Lee", "line1": "1 Loop", "line2": "Flat 2", "postcode": "95014", "city": "Cupertino",
                 "area": "CA", "country": "US"},
                ["Ada Lee", "1 Loop", "Flat 2", "Cupertino, CA 95014", "United States"],
            ),
            (
                {"name": "Io Marsh", "company": "Orrery Ltd", "line1": "10 High Street", "postcode": "SW1A 1AA",
                 "city": "London", "country": "GB"},
                ["Io Marsh", "Orrery Ltd", "10 High Street", "London", "SW1A 1AA", "United Kingdom"],
            ),
        ],
    )  # fmt: skip
    def test_follow_the_country_s_order_and_keep_what_was_typed(self, address, lines):
        assert addresses.lines_of(address) == lines
