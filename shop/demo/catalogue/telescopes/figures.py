"""Specifications and pictures of telescopes, computed from aperture, focal length and weights."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from shop.demo.catalogue import physics
from shop.demo.catalogue.build import Specs
from shop.demo.schema import Picture

RUCKSACK_LENGTH = 550  # mm
RUCKSACK_WEIGHT = Decimal(7)  # kg

Target = Literal["moon", "craters", "pleiades", "saturn", "jupiter", "galaxy", "orion_nebula", "double_star"]

TARGETS: dict[Target, tuple[str, str]] = {
    "moon": ("The Moon", "the half-lit Moon with its craters along the line between light and shadow"),
    "craters": ("Craters at the terminator", "a chain of craters where the Sun is rising on the Moon"),
    "pleiades": ("The Pleiades", "the six bright stars of the Pleiades among many faint ones"),
    "saturn": ("Saturn", "Saturn, small and sharp, with its ring"),
    "jupiter": ("Jupiter", "Jupiter as a small disc with two belts and four moons in a line"),
    "galaxy": ("The Andromeda galaxy", "the oval glow of the Andromeda galaxy"),
    "orion_nebula": ("The Orion nebula", "the grey wings of the Orion nebula around four close stars"),
    "double_star": ("A double star", "a bright star with its companion close beside it"),
}


def optics(aperture: int, focal_length: int, obstruction: int = 0) -> Specs:
    """Return what follows from the two numbers engraved on a telescope, both in millimetres."""
    specs: Specs = {
        "aperture": aperture,
        "focal_length": focal_length,
        "focal_ratio": physics.focal_ratio(aperture, focal_length),
        "resolution": physics.dawes_limit(aperture),
        "limiting_magnitude": physics.limiting_magnitude(aperture),
        "light_grasp": physics.light_grasp(aperture),
        "highest_magnification": physics.highest_useful_magnification(aperture),
        "lowest_magnification": physics.lowest_useful_magnification(aperture),
    }
    if obstruction:
        specs["central_obstruction"] = int(physics.rounded(100 * obstruction / aperture))
    return specs


def supplied(aperture: int, focal_length: int, long: str, field: int, short: str = "") -> Specs:
    """Return the figures of the eyepieces in the box: focal lengths in mm, apparent field in degrees."""
    power = physics.magnification(focal_length, Decimal(long))
    specs: Specs = {
        "supplied_eyepiece": Decimal(long),
        "supplied_apparent_field": field,
        "supplied_magnification": power,
        "supplied_true_field": physics.true_field(field, focal_length, Decimal(long)),
        "supplied_exit_pupil": physics.exit_pupil(aperture, focal_length / float(long)),
    }
    if short:
        specs["supplied_short_eyepiece"] = Decimal(short)
        specs["supplied_high_magnification"] = physics.magnification(focal_length, Decimal(short))
    return specs


def weights(tube: str, base: str = "", *, length: int, diameter: int) -> Specs:
    """Return weights in kg and the size of the tube in mm; without a base it is sold as a tube."""
    parts = [Decimal(part) for part in (tube, base) if part]
    specs: Specs = {
        "tube_weight": parts[0],
        "heaviest_part": max(parts),
        "tube_length": length,
        "tube_diameter": diameter,
        "fits_rucksack": length <= RUCKSACK_LENGTH and sum(parts) <= RUCKSACK_WEIGHT,
    }
    if base:
        specs |= {"base_weight": parts[1], "total_weight": sum(parts, Decimal(0))}
    return specs


def gallery(
    drawing: str,
    aperture: int,
    focal_length: int,
    length: int,
    what: str,
    *more: Picture,
    extra: Specs | None = None,
    standing: bool = True,
) -> tuple[Picture, ...]:
    """Return card, dimensions and in-scale pictures of one telescope, then the further ones given."""
    params: Specs = {
        "aperture": aperture,
        "focal_length": focal_length,
        "tube_length": length,
        **(extra or {}),
    }
    title = f"{what} with {aperture} mm aperture and {focal_length} mm focal length"
    of: Specs = {"of": drawing, **params}
    beside = "set up beside" if standing else "held up beside"
    return (
        Picture(drawing=drawing, params=params, alt=f"{title}, drawn to scale from the side.", kind="card"),
        Picture(
            drawing="dimensions",
            params=of,
            alt=f"Side view of the {aperture} mm telescope with its measures in millimetres.",
            caption="Measures in millimetres",
        ),
        Picture(
            drawing="in_scale",
            params=of,
            alt=f"The {aperture} mm telescope {beside} a person 1.75 m tall.",
            caption="In scale",
            kind="scale",
        ),
        *more,
    )


def light_path(
    kind: Literal["newtonian", "refractor", "cassegrain", "maksutov"],
    aperture: int,
    focal_length: int,
    length: int,
) -> Picture:
    """Return the section that shows how the light runs from the sky to the eyepiece."""
    ways = {
        "newtonian": "from the main mirror to the flat mirror and out at the side",
        "refractor": "through the lens straight down the tube to the eyepiece",
        "cassegrain": "from the main mirror to the small one and back through a hole in the main mirror",
        "maksutov": "through the curved front lens, over two mirrors and out at the back",
    }
    return Picture(
        drawing="section",
        params={"kind": kind, "aperture": aperture, "focal_length": focal_length, "tube_length": length},
        alt=f"Cut through the {aperture} mm telescope: the light runs {ways[kind]}.",
        caption="The path of the light",
        kind="section",
    )


def view(target: Target, focal_length: int, eyepiece: str, field: int) -> Picture:
    """Return the view of a target through an eyepiece (mm, degrees of apparent field), true to scale."""
    name, picture = TARGETS[target]
    sky = physics.true_field(field, focal_length, Decimal(eyepiece))
    power = physics.magnification(focal_length, Decimal(eyepiece))
    return Picture(
        drawing="view",
        params={"target": target, "true_field": sky},
        alt=f"View at {power} times: {picture}. The circle is {sky} degrees of sky wide.",
        caption=f"{name} at {power}×",
        kind="view",
    )


def supplied_part(eyepieces: Sequence[str], field: int = 52, *, large: bool = False) -> Picture:
    """Return a picture of the longest eyepiece in the box."""
    return Picture(
        drawing="eyepiece",
        params={
            "focal_length": Decimal(eyepieces[0]),
            "barrel": "2" if large else "1.25",
            "apparent_field": field,
            "diameter": 52 if large else 34,
            "height": 88 if large else 58,
        },
        alt=f"The supplied {eyepieces[0]} mm eyepiece with its chrome barrel and rubber eyecup.",
        caption=f"Supplied eyepiece, {eyepieces[0]} mm",
        kind="part",
    )
