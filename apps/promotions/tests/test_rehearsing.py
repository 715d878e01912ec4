from datetime import timedelta

from apps.promotions.rules import RehearsalOrder, rehearse
from apps.promotions.tests.rulebook import NOW, euros, here, line, off, percent, rule


def order(reference, *lines, rules=(), costs=None, **context):
    return RehearsalOrder(reference, lines, here(**context), rules, costs or {})


class TestARehearsal:
    def test_sums_what_would_have_changed(self):
        orders = [
            order("A", line("a", 10_000), delivery_minor=1_000),
            order("B", line("b", 4_000)),
            order("C", line("c", 10_000), rules=[rule(1, off("10"))]),
        ]

        report = rehearse(rule(9, percent("10"), minimum_amount=euros("50")), orders)

        totals = report.totals["EUR"]
        assert (report.orders, report.touched) == (3, 2)
        assert (totals.revenue_before, totals.revenue_after) == (24_000, 22_100)
        assert (totals.discount, totals.difference) == (1_900, -1_900)

    def test_keeps_currencies_apart(self):
        dollars = type(line("a", 1))("a", 1, 1, frozenset(), 5, 1, 9000, "USD")
        orders = [order("A", line("a", 10_000)), order("B", dollars, currency="USD")]

        report = rehearse(rule(9, percent("10")), orders)

        assert {c: t.discount for c, t in report.totals.items()} == {"EUR": 1_000, "USD": 900}

    def test_counts_a_draft_as_if_everybody_could_have_used_it(self):
        draft = rule(9, percent("10"), needs_coupon=True, starts_at=NOW + timedelta(days=9), is_used_up=True)

        assert rehearse(draft, [order("A", line("a", 1_000))]).touched == 1

    def test_finds_lines_under_their_cost_and_at_zero(self):
        lines = (line("thin", 1_000, product_id=1), line("good", 1_000), line("free", 100, product_id=3))
        costs = {"thin": 960, "good": 500}
        draft = rule(9, percent("5"))
        gift = rule(8, percent("100"), products=frozenset({3}), priority=1)

        report = rehearse(draft, [order("A", *lines, costs=costs)])
        assert (report.under_cost, report.at_zero) == ([("A", "thin")], [])
        assert report.paid == {("A", "thin"): 950}

        report = rehearse(gift, [order("A", *lines, costs=costs)])
        assert (report.under_cost, report.at_zero) == ([], [("A", "free")])
        assert report.paid == {("A", "free"): 0}

    def test_says_which_promotions_meet_the_draft(self):
        alone = rule(1, percent("10"), label="Alone", is_exclusive=True, products=frozenset({1}))
        beside = rule(2, percent("10"), label="Beside", priority=5, products=frozenset({2}))
        orders = [
            order("A", line("a", 1_000), rules=[alone]),
            order("B", line("b", 1_000, product_id=2), rules=[beside]),
        ]

        report = rehearse(rule(9, off("5"), priority=3), orders)

        assert [(c.label, c.blocks, c.gives_way, c.adds_up) for c in report.conflicts] == [
            ("Alone", 1, 0, 0),
            ("Beside", 0, 1, 1),
        ]
