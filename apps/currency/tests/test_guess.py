import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.currency.rules import CurrencyChoice, guess

OFFERED = [
    CurrencyChoice(code, code, code, is_base=code == "EUR")
    for code in ("EUR", "USD", "GBP", "CHF", "DKK", "JPY", "CAD")
]


class TestGuess:
    @pytest.mark.parametrize(
        ("country", "languages", "code"),
        [
            ("CH", "", "CHF"),
            ("LI", "", "CHF"),
            ("GL", "", "DKK"),
            ("PA", "", "USD"),  # balboa and dollar are both tender there
            ("DE", "en-US", "EUR"),  # where the goods go comes first
            ("BR", "en-GB,en;q=0.9", "GBP"),  # the real is not offered
            ("", "ja-JP", "JPY"),
            ("", "fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "CHF"),
            ("", "en-GB;q=0.4, fr-CA;q=0.9", "CAD"),
            ("", "zh-Hant-TW, en-us;q=0.1", "USD"),
            ("", "de", "EUR"),
            ("", "en-GB;q=0", "EUR"),
            ("", "", "EUR"),
            ("BR", "pt-BR", "EUR"),
        ],
    )
    def test_takes_country_then_language_then_base(self, country, languages, code):
        assert guess(country, languages, OFFERED) == code

    @pytest.mark.parametrize(
        "header", ["en-GB;q=2", "en_GB", ";;;", "en-GB;q=", "-GB", "*", ",", "en-GB;x=1"]
    )
    def test_passes_over_nonsense(self, header):
        assert guess("ch", header, OFFERED) == "EUR"
        assert guess("", f"{header},ja-JP", OFFERED) == "JPY"

    def test_never_leaves_what_is_offered(self):
        assert guess("CH", "en-US", OFFERED[:1]) == "EUR"

    @given(st.text(max_size=4), st.text(max_size=600))
    def test_always_answers_with_an_offered_currency(self, country, header):
        assert guess(country, header, OFFERED) in {choice.code for choice in OFFERED}
