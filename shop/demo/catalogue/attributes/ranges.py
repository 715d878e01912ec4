"""Builders for attributes and for the ranges of numeric facets."""

import re
from decimal import Decimal
from itertools import pairwise

from shop.demo.schema import Attribute, Bucket


def ranges(unit: str, step: str, *limits: str) -> tuple[Bucket, ...]:
    """Return ranges without gaps: up to the first limit, from one step above it to the next, ..., over the last.

    The step is the finest difference the attribute knows, for example "1" mm or "0.1" kg.
    """
    gap = unit if not unit or unit in "″°×%" else f"\N{NO-BREAK SPACE}{unit}"
    first, last = Decimal(limits[0]), Decimal(limits[-1])
    buckets = [Bucket(slug=f"up-to-{_slug(first)}", label=f"Up to {first}{gap}", low=None, high=first)]
    for below, limit in pairwise(limits):
        low, high = Decimal(below) + Decimal(step), Decimal(limit)
        buckets.append(
            Bucket(slug=f"{_slug(low)}-to-{_slug(high)}", label=f"{low} to {high}{gap}", low=low, high=high)
        )
    above = last + Decimal(step)
    buckets.append(Bucket(slug=f"over-{_slug(last)}", label=f"Over {last}{gap}", low=above, high=None))
    return tuple(buckets)


def _slug(value: Decimal) -> str:
    return str(value).replace(".", "-")


def number(
    code: str,
    name: str,
    group: str,
    unit: str = "",
    decimals: int = 0,
    hint: str = "",
    buckets: tuple[Bucket, ...] = (),
) -> Attribute:
    """Return a measured fact."""
    return Attribute(
        code=code,
        name=name,
        kind="number",
        group=group,
        unit=unit,
        decimals=decimals,
        hint=hint,
        buckets=buckets,
    )


def yes_no(code: str, name: str, group: str, hint: str = "") -> Attribute:
    """Return a fact that holds or does not."""
    return Attribute(code=code, name=name, kind="boolean", group=group, hint=hint)


def words(code: str, name: str, group: str) -> Attribute:
    """Return a fact in free words; never a facet."""
    return Attribute(code=code, name=name, kind="text", group=group)


def choice(code: str, name: str, group: str, choices: dict[str, str], hint: str = "") -> Attribute:
    """Return a fact with a fixed set of answers: slug to label."""
    for slug in choices:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
            raise ValueError(f"{code}: {slug!r} is not a slug")
    return Attribute(
        code=code, name=name, kind="choice", group=group, hint=hint, choices=tuple(choices.items())
    )
