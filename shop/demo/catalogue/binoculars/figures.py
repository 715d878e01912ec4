"""Specifications and pictures of binoculars."""

from decimal import Decimal
from typing import Literal

from shop.demo.catalogue import physics
from shop.demo.catalogue.build import Specs, card
from shop.demo.schema import Option, Picture

Prism = Literal["porro", "roof"]


def glass(
    magnification: int, aperture: int, field: str, *, relief: int, near: str, kg: str, tripod: bool = True
) -> Specs:
    """Return what follows from power, aperture in mm and true field in degrees."""
    return {
        "binocular_magnification": magnification,
        "objective": aperture,
        "exit_pupil": physics.exit_pupil(aperture, magnification),
        "field_of_view": Decimal(field),
        "field_at_1000_m": physics.field_at_1000_m(Decimal(field)),
        "binocular_apparent_field": int(physics.rounded(magnification * Decimal(field))),
        "binocular_eye_relief": relief,
        "near_focus": Decimal(near),
        "binocular_weight": Decimal(kg),
        "tripod_thread": tripod,
    }


def models(*values: str) -> Option:
    """Return the choice between models named like 10×50."""
    return Option(
        code="model",
        name="Model",
        hint="(changes price and weight)",
        values=tuple((value, value.replace("x", "×")) for value in values),
        own_card=True,
    )


def binocular(magnification: int, aperture: int, prism: Prism, field: str) -> tuple[Picture, ...]:
    shapes = {"porro": "Broad-shouldered", "roof": "Slim, straight-tubed"}
    return (
        card(
            "binocular",
            f"{shapes[prism]} binocular {magnification}×{aperture} seen from above, drawn to scale.",
            magnification=magnification,
            aperture=aperture,
            prism=prism,
        ),
        sky_view(magnification, field),
    )


def giant(magnification: int, aperture: int, field: str, *, angled: bool) -> tuple[Picture, ...]:
    shape = "with eyepieces at an angle" if angled else "with straight view"
    return (
        card(
            "giant_binocular",
            f"Giant binocular {magnification}×{aperture} {shape}, drawn to scale.",
            magnification=magnification,
            aperture=aperture,
            angled=angled,
        ),
        sky_view(magnification, field),
    )


def sky_view(magnification: int, field: str) -> Picture:
    return Picture(
        drawing="view",
        params={"target": "pleiades", "true_field": Decimal(field)},
        alt=f"The Pleiades at {magnification} times in a circle {field} degrees wide.",
        caption=f"The Pleiades at {magnification}×",
        kind="view",
    )
