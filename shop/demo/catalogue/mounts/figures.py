"""Specifications and pictures of mounts."""

from decimal import Decimal

from shop.demo.catalogue import physics
from shop.demo.catalogue.build import Specs, beside_person, card
from shop.demo.schema import Option, Picture


def load(payload: str, head: str, *, photo: str = "", tripod: str = "") -> Specs:
    """Return payloads and weights in kg; for photography two thirds of the payload unless measured."""
    specs: Specs = {
        "payload": Decimal(payload),
        "photo_payload": Decimal(photo) if photo else physics.rounded(Decimal(payload) * 2 / 3, 1),
        "mount_weight": Decimal(head),
    }
    if tripod:
        specs["tripod_weight"] = Decimal(tripod)
    return specs


def set_option(*values: tuple[str, str]) -> Option:
    return Option(code="set", name="Set", hint="(changes price and weight)", values=values)


def equatorial(payload: int, what: str) -> tuple[Picture, ...]:
    return (
        card(
            "eq_mount", f"{what}, drawn on a tripod with its counterweight hanging low.", payload_kg=payload
        ),
        beside_person("eq_mount", what, payload_kg=payload),
        Picture(
            drawing="polar_scope",
            params={},
            alt="Polar finder, and beside it the ring scale one sees in it.",
            caption="Polar finder",
            kind="part",
        ),
    )


def harmonic(payload: int, what: str) -> tuple[Picture, ...]:
    return (
        card(
            "harmonic_mount",
            f"{what}: a compact block with two short axes, drawn on a tripod.",
            payload_kg=payload,
        ),
        beside_person("harmonic_mount", what, payload_kg=payload),
    )


def alt_azimuth(payload: int, what: str, *, goto: bool) -> tuple[Picture, ...]:
    return (
        card("altaz_mount", f"{what}, drawn on a tripod.", payload_kg=payload, goto=goto),
        beside_person("altaz_mount", what, payload_kg=payload, goto=goto),
    )


def tracker(payload: int, what: str) -> tuple[Picture, ...]:
    return (
        card(
            "star_tracker",
            f"{what}: a compact drive that carries a camera on a ball head.",
            payload_kg=payload,
        ),
    )
