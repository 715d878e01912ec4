import re

import pytest

from apps.promotions.rules import customer_key, is_code, normalise_code, random_codes


class TestACode:
    @pytest.mark.parametrize("typed", ["STARS25", "stars25", " Stars 25 ", "s t a r s 2 5", "ｓtars25"])
    def test_ignores_case_and_spaces(self, typed):
        assert normalise_code(typed) == "STARS25"

    @pytest.mark.parametrize("text", ["", "AB", "A" * 41, "STÄRS", "-STARS", "ST_RS", "STARS\n"])
    def test_is_letters_digits_and_hyphens(self, text):
        assert not is_code(text)

    def test_is_random_without_look_alikes(self):
        codes = random_codes(500, "LYRA-")

        assert len(set(codes)) == 500
        assert all(re.fullmatch(r"LYRA-[CDFHJMNPQRTVWXY379]{10}", code) for code in codes)
        assert all(is_code(code) for code in codes)


class TestACustomer:
    def test_is_the_same_however_the_address_is_written(self):
        written = ["alice@example.com", " Alice@Example.COM", "alice+stars@example.com"]

        assert len({customer_key(email) for email in written}) == 1
        assert customer_key("a.lice@gmail.com") == customer_key("alice@googlemail.com")

    def test_is_not_somebody_else(self):
        assert customer_key("alice@example.com") != customer_key("alice@example.org")
        assert customer_key("a.lice@example.com") != customer_key("alice@example.com")

    def test_leaves_no_address_in_the_key(self):
        assert re.fullmatch(r"[0-9a-f]{64}", customer_key("alice@example.com"))
