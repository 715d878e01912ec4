"""Measure how long 50 active promotions take on a basket of 100 lines, alone and within `price_basket`:

    DATABASE_URL=postgres://... REDIS_URL=redis://... SHOP_MODE=demo python tests/bench/promotions.py

Prints the median and the worst of 300 runs in milliseconds, and what was taken off. The database (any that is
migrated, for example the one of bin/run) is asked once for the tax tables; then only calculation is timed, no
formatting of pages.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")

import django

django.setup()

from apps.currency.money import Money
from apps.pricing.selectors import Item, Running, price_basket
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


def timed(what: str, work: Callable[[], object]) -> None:
    work()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    print(f"{what}: median {statistics.median(times):.2f} ms, worst {max(times):.2f} ms")


def main() -> None:
    dice = random.Random(5)
    lines = [a_line(dice, number) for number in range(100)]
    rules = [a_rule(dice, number) for number in range(1, 51)]
    context = Context(
        currency="EUR", country="DE", now=datetime(2026, 11, 1, tzinfo=UTC), delivery_minor=1_990
    )
    timed("50 promotions on 100 lines", lambda: apply(lines, rules, context))
    items = [
        Item(
            line.key,
            "standard",
            line.quantity,
            Money(line.unit_minor, line.currency),
            product_id=line.product_id,
            variant_id=line.variant_id,
            category_ids=line.category_ids,
            brand_id=line.brand_id,
        )
        for line in lines
    ]
    running, delivery = Running(rules), (Money(1_990, "EUR"), "standard")
    timed(
        "a basket of 100 lines with 50 promotions",
        lambda: price_basket(items, currency="EUR", country="DE", delivery=delivery, running=running),
    )
    result = apply(lines, rules, context)
    off, listed = result.off_goods, sum(line.unit_minor * line.quantity for line in lines)
    print(
        f"{len(result.applied)} applied, {len(result.rejected)} rejected, {off} of {listed} minor units off"
    )


if __name__ == "__main__":
    main()
