"""Measure how long 50 active promotions take on a basket of 100 lines:

    python tests/bench/promotions.py

Prints the median and the worst of 300 runs in milliseconds, and what was taken off. Nothing but the pure
calculation is timed: no database, no formatting of pages.
"""

import os
import random
import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")

from apps.currency.money import Money
from apps.promotions.rules import Amounts, Context, Effect, EffectKind, Line, Rule, apply

RUNS = 300
KINDS = [kind for kind in EffectKind if kind != EffectKind.GIFT]


def a_line(dice: random.Random, number: int) -> Line:
    category = dice.randrange(10, 40)
    return Line(
        key=number,
        product_id=number // 2,
        variant_id=number,
        category_ids=frozenset({category, category // 10}),
        brand_id=dice.randrange(8),
        quantity=dice.randrange(1, 6),
        unit_minor=dice.randrange(500, 200_000),
        currency="EUR",
    )


def a_rule(dice: random.Random, number: int) -> Rule:
    kind = KINDS[number % len(KINDS)]
    effect = Effect(
        kind=kind,
        percent_hundredths=dice.randrange(100, 800),
        amounts=Amounts((Money(dice.randrange(100, 2_000), "EUR"),)),
        buy=3,
        get=1,
    )
    return Rule(
        promotion_id=number,
        label=f"Promotion {number}",
        effects=(effect,),
        priority=dice.randrange(5),
        categories=frozenset(dice.sample(range(10, 40), 12)) if number % 3 else frozenset(),
        brands=frozenset(dice.sample(range(8), 3)) if number % 4 == 0 else frozenset(),
        minimum_amount=Amounts((Money(5_000, "EUR"),)),
    )


def main() -> None:
    dice = random.Random(5)
    lines = [a_line(dice, number) for number in range(100)]
    rules = [a_rule(dice, number) for number in range(1, 51)]
    context = Context(
        currency="EUR", country="DE", now=datetime(2026, 11, 1, tzinfo=UTC), delivery_minor=1_990
    )
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        result = apply(lines, rules, context)
        times.append((time.perf_counter() - start) * 1000)
    off, listed = result.off_goods, sum(line.unit_minor * line.quantity for line in lines)
    print(f"50 promotions on 100 lines: median {statistics.median(times):.2f} ms, worst {max(times):.2f} ms")
    print(
        f"{len(result.applied)} applied, {len(result.rejected)} rejected, {off} of {listed} minor units off"
    )


if __name__ == "__main__":
    main()
