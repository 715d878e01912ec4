from datetime import timedelta

import pytest

from apps.currency.money import Money
from apps.promotions.rules import Effect, EffectKind, Reason, apply, describe
from apps.promotions.tests.rulebook import NOW, code, euros, here, line, off, percent, rule


def refused(rules, context=None, lines=None):
    lines = [line("a", 8760, 2)] if lines is None else lines
    result = apply(lines, rules, context or here())
    return [(r.reason, r.sentence) for r in result.rejected]


def with_code(pk=1, **fields):
    return here(coupons=frozenset({code("STARS", pk)}), **fields)


class TestASentence:
    def test_says_how_much_is_missing(self):
        needs = rule(1, off("5"), needs_coupon=True, minimum_amount=euros("100.00"))

        assert refused([needs], with_code(), [line("a", 8760)]) == [
            ("minimum_amount", "This code needs €100.00, add €12.40.")
        ]

    def test_names_the_promotion_where_no_code_was_typed(self):
        needs = rule(1, off("5"), label="Autumn", minimum_quantity=3)

        assert refused([needs]) == [("minimum_quantity", "“Autumn” needs 3 items, add 1.")]

    def test_names_the_goods_it_is_for(self):
        lyra = rule(
            1,
            off("5"),
            needs_coupon=True,
            categories=frozenset({44}),
            category_names=("eyepieces",),
            brand_names=("Lyra",),
        )

        assert refused([lyra], with_code()) == [
            ("nothing_eligible", "This code is for eyepieces of Lyra; there is nothing of it in the basket.")
        ]

    def test_is_written_for_every_reason(self):
        from apps.promotions.rules.words import _SENTENCES

        assert set(_SENTENCES) == set(Reason)


class TestConditions:
    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"groups": frozenset({"club"})}, "group"),
            ({"countries": frozenset({"AT", "CH"})}, "country"),
            ({"is_first_order_only": True}, "not_first_order"),
            ({"starts_at": NOW + timedelta(seconds=1)}, "not_running"),
            ({"ends_at": NOW}, "not_running"),
            ({"windows": ((NOW - timedelta(days=2), NOW - timedelta(days=1)),)}, "not_running"),
            ({"is_used_up": True}, "used_up"),
            ({"max_uses_per_customer": 2}, "customer_limit"),
            ({"products": frozenset({2})}, "nothing_eligible"),
            ({"categories": frozenset({2})}, "nothing_eligible"),
            ({"brands": frozenset({2})}, "nothing_eligible"),
            ({"products": frozenset({1}), "brands": frozenset({2})}, "nothing_eligible"),
            ({"minimum_amount": euros("175.21")}, "minimum_amount"),
            ({"minimum_quantity": 3}, "minimum_quantity"),
        ],
    )
    def test_refuse_what_they_are_not_about(self, fields, reason):
        context = here(uses={1: 2})

        assert [r for r, _ in refused([rule(1, off("5"), **fields)], context)] == [reason]

    @pytest.mark.parametrize(
        "fields",
        [
            {"groups": frozenset({"club", "school"})},
            {"countries": frozenset({"AT", "DE"})},
            {"is_first_order_only": True},
            {"starts_at": NOW, "ends_at": NOW + timedelta(seconds=1)},
            {"windows": ((None, NOW), (NOW, None))},
            {"max_uses_per_customer": 3},
            {"products": frozenset({1, 2}), "categories": frozenset({1}), "brands": frozenset({5})},
            {"minimum_amount": euros("175.20")},
            {"minimum_quantity": 2},
        ],
    )
    def test_allow_what_they_are_about(self, fields):
        context = here(uses={1: 2}, customer_groups=frozenset({"club"}), is_first_order=True)

        assert refused([rule(1, off("5"), **fields)], context) == []

    def test_count_only_their_own_goods_unless_they_say_all(self):
        lines = [line("a", 4000, product_id=1), line("b", 9000, product_id=2)]
        own = rule(1, off("5"), products=frozenset({1}), minimum_amount=euros("100"))
        every = rule(
            2, off("5"), products=frozenset({1}), minimum_amount=euros("100"), minimum_amount_of_all=True
        )

        result = apply(lines, [own, every], here())

        assert [r.promotion_id for r in result.rejected] == [1]
        assert (result.off_line("a"), result.off_line("b")) == (500, 0)

    def test_measure_the_basket_before_any_promotion(self):
        needs = rule(2, off("5"), minimum_amount=euros("175.20"))

        assert refused([rule(1, percent("50")), needs]) == []

    def test_convert_a_minimum(self):
        dollars = [type(line("a", 1))("a", 1, 1, frozenset(), 5, 1, 11_999, "USD")]
        context = here(
            currency="USD", convert=lambda money, currency: Money(money.minor * 12 // 10, currency)
        )

        result = apply(dollars, [rule(1, percent("5"), minimum_amount=euros("100"))], context)

        assert [r.sentence for r in result.rejected] == ["“Promotion 1” needs $120.00, add $0.01."]


class TestCombining:
    def test_takes_the_lower_number_first_then_the_older(self):
        rules = [rule(3, off("1"), priority=1), rule(2, off("1"), priority=1), rule(9, off("1"), priority=0)]

        result = apply([line("a", 1000)], rules, here())

        assert [a.promotion_id for a in result.applied] == [9, 2, 3]

    def test_gives_nothing_after_one_that_stops(self):
        rules = [rule(1, off("1"), label="Last", stops_further=True), rule(2, off("1"))]

        assert refused(rules) == [("stopped", "“Promotion 2” cannot be combined with “Last”.")]

    def test_goes_on_after_a_stopping_one_that_gave_nothing(self):
        rules = [rule(1, off("1"), stops_further=True, products=frozenset({99})), rule(2, off("1"))]

        assert [a.promotion_id for a in apply([line("a", 1000)], rules, here()).applied] == [2]

    def test_keeps_later_ones_off_the_lines_of_an_exclusive_one(self):
        lines = [line("a", 1000, product_id=1), line("b", 1000, product_id=2)]
        alone = rule(1, percent("10"), is_exclusive=True, products=frozenset({1}))

        result = apply(lines, [alone, rule(2, percent("50"))], here())

        assert (result.off_line("a"), result.off_line("b")) == (100, 500)

    def test_keeps_an_exclusive_one_off_lines_that_were_touched(self):
        lines = [line("a", 1000, product_id=1), line("b", 1000, product_id=2)]
        alone = rule(2, percent("50"), is_exclusive=True)

        result = apply(lines, [rule(1, percent("10"), products=frozenset({1})), alone], here())

        assert (result.off_line("a"), result.off_line("b")) == (100, 500)

    def test_names_what_stood_in_the_way(self):
        rules = [rule(1, off("1"), label="Alone", is_exclusive=True), rule(2, off("1"), label="Other")]

        assert refused(rules) == [("excluded", "“Other” cannot be combined with “Alone”.")]


class TestACode:
    def test_is_needed_in_silence(self):
        assert refused([rule(1, off("1"), needs_coupon=True)]) == []

    @pytest.mark.parametrize("reason", ["unknown_code", "code_expired", "used_up"])
    def test_that_was_refused_before_stays_refused(self, reason):
        coupon = code("STARS", 1, reason)

        found = refused([rule(1, off("1"), needs_coupon=True)], here(coupons=frozenset({coupon})))

        assert [r for r, _ in found] == [reason]

    def test_of_a_promotion_that_does_not_run_cannot_be_used(self):
        assert refused([], with_code()) == [("not_running", "This code cannot be used at the moment.")]

    def test_counts_once_for_a_promotion(self):
        two = here(coupons=frozenset({code("STARS", 1), code("MOON", 1)}))

        result = apply([line("a", 1000)], [rule(1, off("1"), needs_coupon=True)], two)

        assert [a.code for a in result.applied] == ["MOON"]
        assert [(r.code, r.reason) for r in result.rejected] == [("STARS", "second_code")]


class TestADescription:
    @pytest.mark.parametrize(
        ("described", "words"),
        [
            (
                rule(
                    1,
                    percent("10"),
                    categories=frozenset({4}),
                    category_names=("eyepieces",),
                    brand_names=("Lyra",),
                    minimum_amount=euros("100"),
                    max_uses_per_customer=1,
                    ends_at=NOW + timedelta(days=9, hours=11),
                ),
                "10 % off eyepieces of Lyra from €100, once per customer, until 30 November.",
            ),
            (rule(1, percent("12.5"), off("4.99")), "12.5 % off everything and €4.99 off everything."),
            (
                rule(1, Effect(EffectKind.DELIVERY_PERCENT, 10_000), brands=frozenset({1}),
                     brand_names=("Lyra", "Cygnus")),
                "Free delivery with everything of Lyra or Cygnus.",
            ),
            (
                rule(1, Effect(EffectKind.GIFT, gift_name="Red torch"), minimum_quantity=2, needs_coupon=True,
                     countries=frozenset({"DE", "AT"}), groups=frozenset({"club"}), is_exclusive=True),
                "“Red torch” as a gift from 2 items, with a code, for club, to AT or DE, with nothing else.",
            ),
            (
                rule(1, Effect(EffectKind.BUY_GET, 5_000, buy=2, get=1), is_first_order_only=True,
                     starts_at=NOW + timedelta(days=60)),
                "Buy 2 of everything, get 1 with 50 % off, on a first order, starting 20 January 2027.",
            ),
            (rule(1), "Nothing yet."),
        ],
    )  # fmt: skip
    def test_says_what_is_given_to_whom_and_until_when(self, described, words):
        assert describe(described, NOW) == words

    @pytest.mark.parametrize("kind", list(EffectKind))
    def test_has_words_for_every_effect(self, kind):
        effect = Effect(kind, 1_000, euros("5"), buy=3, get=1, gift_name="Red torch")

        assert len(describe(rule(1, effect), NOW)) > 10
