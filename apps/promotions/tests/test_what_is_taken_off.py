import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.currency.errors import CurrencyMismatch
from apps.currency.money import Money
from apps.promotions.rules import Amounts, Effect, EffectKind, apply
from apps.promotions.tests.rulebook import code, euros, here, line, off, percent, rule


def taken(result):
    return {key: result.off_line(key) for key in result.shares}


class TestAnAmount:
    def test_is_spread_by_the_largest_remainder(self):
        lines = [line("a", 2000), line("b", 2000), line("c", 2000)]

        result = apply(lines, [rule(1, off("10.00"))], here())

        assert taken(result) == {"a": 334, "b": 333, "c": 333}
        assert [(a.promotion_id, a.minor) for a in result.applied] == [(1, 1000)]

    def test_is_capped_at_the_subtotal(self):
        result = apply([line("a", 300), line("b", 400)], [rule(1, off("10.00"))], here())

        assert taken(result) == {"a": 300, "b": 400}

    def test_leaves_alone_what_cannot_be_reduced(self):
        lines = [line("goods", 5000), line("voucher", 5000, is_discountable=False)]

        assert taken(apply(lines, [rule(1, off("60.00"))], here())) == {"goods": 5000, "voucher": 0}

    def test_is_the_one_stated_in_the_currency_of_the_basket(self):
        amounts = Amounts((Money(1000, "EUR"), Money(1100, "USD")))
        dollars = [line("a", 9000, quantity=1)]
        dollars = [type(dollars[0])("a", 1, 1, frozenset(), 5, 1, 9000, "USD")]

        result = apply(dollars, [rule(1, Effect(EffectKind.AMOUNT, amounts=amounts))], here(currency="USD"))

        assert taken(result) == {"a": 1100}

    def test_is_converted_where_it_is_not_stated(self):
        yen = [type(line("a", 1))("a", 1, 1, frozenset(), 5, 1, 9000, "JPY")]
        context = here(currency="JPY", convert=lambda money, currency: Money(money.minor * 2, currency))

        assert taken(apply(yen, [rule(1, off("10.00"))], context)) == {"a": 2000}

    def test_is_not_guessed_without_a_rate(self):
        yen = [type(line("a", 1))("a", 1, 1, frozenset(), 5, 1, 9000, "JPY")]

        result = apply(yen, [rule(1, off("10.00"))], here(currency="JPY"))

        assert taken(result) == {"a": 0}
        assert [r.reason for r in result.rejected] == ["no_rate"]

    def test_never_meets_a_line_of_another_currency(self):
        with pytest.raises(CurrencyMismatch):
            apply([line("a", 100)], [], here(currency="USD"))


class TestAPercentage:
    def test_is_rounded_half_up_once_at_its_total(self):
        """3 × 0.05 at 10 % is 1.5 cents in all, so 2; line by line it would have been 3."""
        result = apply([line(k, 5) for k in "abc"], [rule(1, percent("10"))], here())

        assert result.off_goods == 2
        assert taken(result) == {"a": 1, "b": 1, "c": 0}

    def test_sees_what_an_earlier_promotion_left(self):
        result = apply([line("a", 10000)], [rule(1, off("50.00")), rule(2, percent("10"))], here())

        assert [a.minor for a in result.applied] == [5000, 500]

    def test_of_a_hundred_gives_exactly_zero(self):
        lines = [line("a", 333, 3), line("b", 1)]

        assert taken(apply(lines, [rule(1, percent("100"))], here())) == {"a": 999, "b": 1}

    def test_knows_hundredths(self):
        assert apply([line("a", 10000)], [rule(1, percent("12.55"))], here()).off_goods == 1255


class TestAFixedPrice:
    def fixed(self, amount):
        return rule(1, Effect(EffectKind.FIXED_PRICE, amounts=euros(amount)))

    def test_is_that_of_every_unit(self):
        assert taken(apply([line("a", 1500, 3)], [self.fixed("10.00")], here())) == {"a": 1500}

    def test_never_makes_anything_dearer(self):
        lines = [line("cheap", 800), line("dear", 1200)]

        assert taken(apply(lines, [self.fixed("10.00")], here())) == {"cheap": 0, "dear": 200}


class TestBuySomeGetSome:
    def two_plus_one(self, value="100"):
        return rule(1, Effect(EffectKind.BUY_GET, percent_hundredths=int(value) * 100, buy=2, get=1))

    def test_gives_the_cheapest_units(self):
        lines = [line("dear", 3000, 2), line("cheap", 1000)]

        assert taken(apply(lines, [self.two_plus_one()], here())) == {"dear": 0, "cheap": 1000}

    def test_counts_whole_groups_only(self):
        assert apply([line("a", 1000, 5)], [self.two_plus_one()], here()).off_goods == 1000
        assert apply([line("a", 1000, 6)], [self.two_plus_one()], here()).off_goods == 2000

    def test_may_give_a_part_of_the_price(self):
        assert apply([line("a", 1999, 3)], [self.two_plus_one("50")], here()).off_goods == 1000

    def test_gives_nothing_for_too_few(self):
        result = apply([line("a", 1000, 2)], [self.two_plus_one()], here())

        assert [r.reason for r in result.rejected] == ["no_effect"]

    def test_gives_the_cheapest_of_every_three(self):
        cheapest = rule(1, Effect(EffectKind.CHEAPEST_FREE, buy=3))
        lines = [line("a", 500, 2), line("b", 900, 3), line("c", 700)]

        assert taken(apply(lines, [cheapest], here())) == {"a": 1000, "b": 0, "c": 0}

    def test_never_gives_more_than_is_left_of_a_line(self):
        """10.00 for three units, 0.50 taken off already: the cheapest of 9.50 ÷ 3 is 3.16."""
        result = apply([line("a", 1000, 1), line("b", 500, 2)],
                       [rule(1, off("0.50"), products=frozenset({9})), self.two_plus_one()], here())  # fmt: skip

        assert taken(result) == {"a": 0, "b": 500}


class TestDelivery:
    def free(self, pk=1, **fields):
        effect = Effect(EffectKind.DELIVERY_PERCENT, percent_hundredths=10_000)
        return rule(pk, effect, **fields)

    def test_can_be_free(self):
        result = apply([line("a", 1000)], [self.free()], here(delivery_minor=1990))

        assert (result.off_delivery, result.off_goods) == (1990, 0)
        assert [a.minor for a in result.applied] == [1990]

    def test_can_be_reduced_but_not_below_zero(self):
        less = rule(1, Effect(EffectKind.DELIVERY_AMOUNT, amounts=euros("5.00")))

        assert apply([line("a", 1)], [less], here(delivery_minor=1990)).off_delivery == 500
        assert apply([line("a", 1)], [less], here(delivery_minor=300)).off_delivery == 300

    def test_is_promised_before_it_is_chosen(self):
        result = apply([line("a", 1000)], [self.free()], here())

        assert [a.minor for a in result.applied] == [0]

    def test_that_costs_nothing_is_said_to_be_left_as_it_is(self):
        result = apply([line("a", 1000)], [self.free()], here(delivery_minor=0))

        assert [r.reason for r in result.rejected] == ["no_effect"]

    def test_is_closed_by_an_exclusive_promotion_like_a_line(self):
        half = rule(2, Effect(EffectKind.DELIVERY_PERCENT, percent_hundredths=5_000), is_exclusive=True)

        result = apply([line("a", 1000)], [half, self.free(3)], here(delivery_minor=1000))

        assert result.off_delivery == 500
        assert [(r.reason, r.by) for r in result.rejected] == [("excluded", 2)]


class TestAGift:
    def test_is_added_beside_the_lines(self):
        gift = Effect(EffectKind.GIFT, gift_variant_id=77, gift_name="Red torch")
        needs = rule(1, gift, minimum_amount=euros("50.00"))

        result = apply([line("a", 5000)], [needs], here())

        assert [(g.variant_id, g.quantity, g.promotion_id) for g in result.gifts] == [(77, 1, 1)]
        assert result.off_goods == 0


class TestABudget:
    def test_is_not_exceeded(self):
        result = apply(
            [line("a", 10000), line("b", 10000)], [rule(1, percent("50"), budget_left=euros("30"))], here()
        )

        assert taken(result) == {"a": 1500, "b": 1500}

    def test_that_is_empty_is_used_up(self):
        result = apply([line("a", 100)], [rule(1, percent("50"), budget_left=euros("0"))], here())

        assert [r.reason for r in result.rejected] == ["used_up"]


LINES = st.lists(
    st.tuples(st.integers(0, 100_000), st.integers(1, 9), st.integers(1, 3), st.booleans()),
    min_size=1,
    max_size=8,
)
PERCENT = st.integers(1, 10_000)
AMOUNT = st.integers(0, 200_000)
EFFECT = st.one_of(
    st.builds(lambda p: Effect(EffectKind.PERCENT, p), PERCENT),
    st.builds(lambda m: Effect(EffectKind.AMOUNT, amounts=Amounts((Money(m, "EUR"),))), AMOUNT),
    st.builds(lambda m: Effect(EffectKind.FIXED_PRICE, amounts=Amounts((Money(m, "EUR"),))), AMOUNT),
    st.builds(
        lambda b, g, p: Effect(EffectKind.BUY_GET, p, buy=b, get=g),
        st.integers(1, 4), st.integers(1, 3), PERCENT,
    ),
    st.builds(lambda n: Effect(EffectKind.CHEAPEST_FREE, buy=n), st.integers(2, 5)),
    st.builds(lambda p: Effect(EffectKind.DELIVERY_PERCENT, p), PERCENT),
    st.builds(lambda m: Effect(EffectKind.DELIVERY_AMOUNT, amounts=Amounts((Money(m, "EUR"),))), AMOUNT),
)  # fmt: skip
RULES = st.lists(
    st.tuples(EFFECT, st.booleans(), st.booleans(), st.integers(0, 2), st.integers(0, 3)), max_size=6
)


def basket(numbers):
    return [
        line(i, unit, quantity, product_id=product, is_discountable=is_discountable)
        for i, (unit, quantity, product, is_discountable) in enumerate(numbers)
    ]


def book(drawn):
    return [
        rule(pk, effect, is_exclusive=exclusive, stops_further=stops, priority=priority,
             products=frozenset({product}) if product else frozenset())
        for pk, (effect, exclusive, stops, priority, product) in enumerate(drawn, start=1)
    ]  # fmt: skip


class TestWhateverApplies:
    @given(LINES, RULES, st.none() | st.integers(0, 5_000))
    def test_adds_up_and_leaves_no_line_below_zero(self, numbers, drawn, delivery):
        lines, rules = basket(numbers), book(drawn)

        result = apply(lines, rules, here(delivery_minor=delivery))

        for one in lines:
            assert 0 <= result.off_line(one.key) <= one.unit_minor * one.quantity
            assert one.is_discountable or not result.shares[one.key]
        assert 0 <= result.off_delivery <= (delivery or 0)
        everything = [s for shares in [*result.shares.values(), result.delivery] for s in shares]
        assert all(share.minor > 0 for share in everything)
        for applied in result.applied:
            own = [s.minor for s in everything if s.promotion_id == applied.promotion_id]
            assert sum(own) == applied.minor
        answered = [a.promotion_id for a in result.applied] + [r.promotion_id for r in result.rejected]
        assert sorted(answered) == [one.promotion_id for one in rules]

    @given(LINES, RULES)
    def test_leaves_the_lines_of_an_exclusive_promotion_to_it_alone(self, numbers, drawn):
        rules = book(drawn)
        exclusive = {one.promotion_id for one in rules if one.is_exclusive}

        result = apply(basket(numbers), rules, here())

        for shares in result.shares.values():
            ids = {share.promotion_id for share in shares}
            assert len(ids) == 1 or not ids & exclusive

    @given(
        st.integers(1, 50_000), st.integers(1, 4), st.integers(2, 6), RULES, st.randoms(use_true_random=False)
    )
    def test_gives_equal_lines_the_same_in_any_order(self, unit, quantity, count, drawn, dice):
        lines = [line(i, unit, quantity) for i in range(count)]
        shuffled = list(lines)
        dice.shuffle(shuffled)

        first, second = (apply(order, book(drawn), here(delivery_minor=500)) for order in (lines, shuffled))

        assert sorted(taken(first).values()) == sorted(taken(second).values())
        assert first.applied == second.applied

    @given(LINES, RULES)
    def test_does_not_depend_on_the_order_of_the_promotions(self, numbers, drawn):
        lines, rules = basket(numbers), book(drawn)

        assert apply(lines, rules, here()) == apply(lines, rules[::-1], here())


class TestCodes:
    def test_are_kept_with_what_they_took_off(self):
        needs = rule(4, percent("10"), needs_coupon=True)

        result = apply([line("a", 1000)], [needs], here(coupons=frozenset({code("STARS", 4)})))

        assert [(s.code, s.minor) for s in result.shares["a"]] == [("STARS", 100)]
        assert result.applied[0].code_id == 4
