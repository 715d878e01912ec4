"""Further products in any number, for load measurements.

Each is a single-variant sibling of a hand-made product: same facts and drawings, so that no new picture has to
be drawn, but its own names, price, stock and words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from shop.demo.catalogue.build import prose, with_check_digit
from shop.demo.schema import Product, Variant

SERIES = (
    "Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta", "Iota", "Kappa", "Lambda", "Mu",
    "Nu", "Xi", "Omicron", "Pi", "Rho", "Sigma", "Tau", "Upsilon", "Phi", "Chi", "Psi", "Omega",
)  # fmt: skip
FINISHES = (
    "white",
    "black",
    "blue",
    "silver",
    "sand",
    "moss green",
    "brick red",
    "graphite",
    "raw aluminium",
)
PLACES = (
    "a balcony",
    "a meadow",
    "a roof",
    "a school yard",
    "a garden hut",
    "a mountain hut",
    "a window sill",
)


def grown(models: Sequence[Product], n: int) -> Iterator[Product]:
    """Yield n products in turn from every leaf category, cycling through its hand-made models."""
    by_category: dict[str, list[Product]] = {}
    for model in models:
        by_category.setdefault(model.category, []).append(model)
    shelves = list(by_category.values())
    for number in range(n):
        round_, shelf = divmod(number, len(shelves))
        yield _sibling(shelves[shelf][round_ % len(shelves[shelf])], number)


def _sibling(model: Product, number: int) -> Product:
    series = f"{SERIES[number % len(SERIES)]} {number + 1}"
    finish = FINISHES[number * 7 % len(FINISHES)]
    place = PLACES[number * 5 % len(PLACES)]
    template = model.variants[number * 11 % len(model.variants)]
    name = f"{model.name}, series {series}"
    return replace(
        model,
        slug=f"gx-{number + 1:06d}-{model.slug}",
        name=name,
        pitch=f"Series {series} in {finish}: the same make as {model.name}, meant for {place}.",
        description=prose(f"""
            Series {series} is a variation on {model.name}. Dimensions, weights and optics are the same; the finish
            is {finish} and the packing was chosen with {place} in mind.

            Article {number + 1} of the extended range. Ask us for the differences between neighbouring series.
            """),
        badge="New" if number % 25 == 0 else "",
        specs={**model.specs, **template.specs},
        options=(),
        variants=(_variant(template, name, number),),
        personal_text="",
        popularity=number * 37 % 101,
    )


def _variant(template: Variant, title: str, number: int) -> Variant:
    stock = number * 13 % 60
    return replace(
        template,
        sku=f"GX-{number + 1:06d}",
        gtin=with_check_digit(f"29{number + 1:010d}"),
        title=title,
        options={},
        price=(template.price * Decimal(70 + number * 17 % 61) / 100).quantize(Decimal("0.01")),
        specs={},
        stock=stock,
        backorder=0,
        expected_in_days=None if stock else 5 + number % 30,
    )
