"""Specifications and pictures of eyepieces."""

from decimal import Decimal
from typing import Literal

from shop.demo.catalogue import physics
from shop.demo.catalogue.build import Specs, card, offer
from shop.demo.schema import Option, Picture, Variant

Barrel = Literal["1.25", "2"]
BARREL_SLUGS = {"1.25": "1-25", "2": "2"}
BARREL_WORDS = {"1.25": "1.25″", "2": "2″"}
YARDSTICK = 1000  # mm, the focal length for which power and field are stated


def slug_of(focal_length: str) -> str:
    """Return the option code of a focal length: "6.3" becomes "6-3"."""
    return focal_length.replace(".", "-")


def focal_lengths(*values: str) -> Option:
    return Option(
        code="focal-length",
        name="Focal length",
        hint="(changes price)",
        values=tuple((slug_of(value), f"{value} mm") for value in values),
        own_card=True,
    )


def eyepiece_specs(focal_length: str, apparent_field: int, eye_relief: int, barrel: Barrel) -> Specs:
    """Return what follows from focal length in mm, apparent field in degrees and barrel."""
    length = Decimal(focal_length)
    return {
        "eyepiece_focal_length": length,
        "apparent_field": apparent_field,
        "eye_relief": eye_relief,
        "barrel": BARREL_SLUGS[barrel],
        "field_stop": physics.field_stop(length, apparent_field),
        "power_at_1000": physics.magnification(YARDSTICK, length),
        "field_at_1000": physics.true_field(apparent_field, YARDSTICK, length),
    }


def body(diameter: int, height: int, grams: int, lenses: int) -> Specs:
    """Return the outer size in mm, the weight in g and the number of lenses."""
    return {
        "barrel_outer_diameter": diameter,
        "eyepiece_height": height,
        "eyepiece_weight": grams,
        "lens_elements": lenses,
    }


def eyepiece_pictures(
    focal_length: str, apparent_field: int, barrel: Barrel, diameter: int, height: int, series: str
) -> tuple[Picture, ...]:
    return (
        card(
            "eyepiece",
            f"{series} eyepiece of {focal_length} mm with a {BARREL_WORDS[barrel]} barrel, {height} mm high.",
            focal_length=Decimal(focal_length),
            barrel=barrel,
            apparent_field=apparent_field,
            diameter=diameter,
            height=height,
        ),
        Picture(
            drawing="view",
            params={
                "target": "moon" if Decimal(focal_length) >= 10 else "craters",
                "true_field": physics.true_field(apparent_field, YARDSTICK, Decimal(focal_length)),
            },
            alt=f"The Moon through the {focal_length} mm eyepiece in a telescope of 1000 mm focal length.",
            caption=f"In a 1000 mm telescope: {physics.magnification(YARDSTICK, Decimal(focal_length))}×",
            kind="view",
        ),
    )


def eyepiece(
    number: int,
    series: str,
    focal_length: str,
    price: str,
    *,
    field: int,
    relief: int,
    size: tuple[int, int],
    grams: int,
    lenses: int,
    stock: int,
    barrel: Barrel = "1.25",
    expected: int | None = None,
    backorder: int = 0,
) -> Variant:
    """Return one focal length of a series; size is diameter and height in mm."""
    diameter, height = size
    return offer(
        number,
        f"{series} {focal_length} mm, {BARREL_WORDS[barrel]}",
        price,
        kg=str(physics.rounded((grams + 110) / 1000, 2)),
        box=(height + 60, diameter + 50, diameter + 50),
        stock=stock,
        expected=expected,
        backorder=backorder,
        options={"focal-length": slug_of(focal_length)},
        specs={
            **eyepiece_specs(focal_length, field, relief, barrel),
            **body(diameter, height, grams, lenses),
        },
        pictures=eyepiece_pictures(focal_length, field, barrel, diameter, height, series),
    )
