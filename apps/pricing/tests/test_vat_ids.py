import pytest

from apps.pricing import vat_ids
from apps.pricing.errors import InvalidVatId


class TestParse:
    @pytest.mark.parametrize(
        ("text", "compact", "country"),
        [
            ("DE136695976", "DE136695976", "DE"),
            (" de 136 695 976 ", "DE136695976", "DE"),
            ("ATU 13585627", "ATU13585627", "AT"),
            ("BE 0428.759.497", "BE0428759497", "BE"),
            ("EL 094259216", "EL094259216", "GR"),
            ("GR094259216", "EL094259216", "GR"),
            ("FR 40 303 265 045", "FR40303265045", "FR"),
            ("NL004495445B01", "NL004495445B01", "NL"),
            ("ESB-58378431", "ESB58378431", "ES"),
            ("IT 00743110157", "IT00743110157", "IT"),
            ("XI 980 7806 84", "XI980780684", "XI"),
            ("GB 980 7806 84", "GB980780684", "GB"),
            ("CHE-107.787.577 IVA", "CHE107787577MWST", "CH"),
            ("CHE-107.787.577", "CHE107787577MWST", "CH"),
            ("NO 995 525 828 MVA", "NO995525828MVA", "NO"),
            ("NO 995525828", "NO995525828MVA", "NO"),
        ],
    )
    def test_writes_a_number_in_one_way(self, text, compact, country):
        parsed = vat_ids.parse(text)

        assert (str(parsed), parsed.country) == (compact, country)
        assert vat_ids.parse(str(parsed)) == parsed

    @pytest.mark.parametrize(
        ("text", "country", "compact"),
        [
            ("136695976", "DE", "DE136695976"),
            ("094259216", "GR", "EL094259216"),
            ("U13585627", "AT", "ATU13585627"),
            ("980780684", "XI", "XI980780684"),
            ("995525828", "NO", "NO995525828MVA"),
        ],
    )
    def test_takes_the_prefix_from_the_country(self, text, country, compact):
        assert str(vat_ids.parse(text, country=country)) == compact

    @pytest.mark.parametrize(
        "text",
        [
            "DE136695978",  # check digit
            "DE13669597",
            "ATU13585626",
            "EL123456781",
            "GB802311781",
            "CHE-107.787.578 IVA",
            "NO995525829MVA",
            "US123456789",
            "136695976",
            "",
            "DE",
            "EU372022452",  # a one-stop-shop number is no VAT id of a buyer
            "DE136695976" * 3,
            "DE１３６６９５９７６",
            "DE136695976\x00<script>",
        ],
    )
    def test_refuses_what_no_country_writes(self, text):
        with pytest.raises(InvalidVatId):
            vat_ids.parse(text)

    @pytest.mark.parametrize(("text", "asked"), [("XI980780684", True), ("GB980780684", False)])
    def test_knows_whose_register_it_is(self, text, asked):
        assert vat_ids.parse(text).is_in_union is asked
