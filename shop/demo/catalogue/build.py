"""Small builders shared by all departments: article numbers, prices, prose, offers."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from inspect import cleandoc

from shop.demo.schema import Picture, SpecValue, Variant

Specs = dict[str, SpecValue]

SUN_WARNING = (
    "Never look at the Sun or near it through this instrument without a certified solar filter over "
    "the front opening. Permanent loss of sight follows within a second. Children observe with an "
    "adult."
)
SUN_WARNING_EYEPIECE = (
    "An eyepiece concentrates light. Never use it on a telescope pointed at or near the Sun unless "
    "a certified solar filter covers the front opening. Permanent loss of sight follows within a "
    "second."
)
SUN_WARNING_BINOCULAR = (
    "Never look at the Sun through binoculars. Permanent loss of sight follows within a second. Do "
    "not leave them in sunlight without caps: the lenses can start a fire."
)
SMALL_PARTS = "Not for children under 3 years: small parts can be swallowed."
MAGNETS = "Contains strong magnets. Keep away from pacemakers; swallowed magnets are a medical emergency."
LITHIUM = "Contains a lithium-ion battery. Do not charge below 0 °C or unattended, do not open or crush."


def prose(text: str) -> str:
    """Return Markdown with the line breaks of the source taken out of the paragraphs; list items stay."""
    paragraphs = cleandoc(text).split("\n\n")
    return "\n\n".join(p if p.startswith("- ") else " ".join(p.split("\n")) for p in paragraphs)


def sku(number: int) -> str:
    """Return the article number printed on the label, for example AS-10427."""
    return f"AS-{number:05d}"


def gtin(number: int) -> str:
    """Return a GTIN-13 in the in-store range 200, with its check digit."""
    return with_check_digit(f"200{number:09d}")


def with_check_digit(digits: str) -> str:
    """Return twelve digits followed by the check digit of GS1: weights 1 and 3 from the left, modulo 10."""
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-weighted % 10}"


def offer(
    number: int,
    title: str,
    price: str,
    *,
    reduced_from: str = "",
    kg: str,
    box: tuple[int, int, int],
    stock: int = 0,
    expected: int | None = None,
    backorder: int = 0,
    parcels: int = 1,
    options: Mapping[str, str] | None = None,
    specs: Mapping[str, SpecValue] | None = None,
    pictures: Sequence[Picture] = (),
) -> Variant:
    """Return one article on sale: price in EUR with VAT, packed weight in kg, largest parcel in mm."""
    return Variant(
        sku=sku(number),
        gtin=gtin(number),
        title=title,
        options=dict(options or {}),
        price=Decimal(price),
        reduced_from=Decimal(reduced_from) if reduced_from else None,
        weight_g=int(Decimal(kg) * 1000),
        parcels=parcels,
        size_mm=box,
        specs=dict(specs or {}),
        stock=stock,
        backorder=backorder,
        expected_in_days=expected,
        pictures=tuple(pictures),
    )


def beside_person(drawing: str, what: str, **params: SpecValue) -> Picture:
    """Return the picture of a thing that stands on the ground next to a person."""
    return Picture(
        drawing="in_scale",
        params={"of": drawing, **params},
        alt=f"{what} beside a person 1.75 m tall.",
        caption="In scale",
        kind="scale",
    )


def card(drawing: str, alt: str, **params: SpecValue) -> Picture:
    """Return the picture that stands for an article in lists."""
    return Picture(drawing=drawing, params=params, alt=alt, kind="card")
