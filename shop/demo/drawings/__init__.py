"""Every picture of the demo shop, computed from dimensions in millimetres.

`draw("dobsonian", {"aperture": 200, "focal_length": 1200})` returns a complete SVG document. The same input
gives the same bytes.
"""

from collections.abc import Mapping

from shop.demo.drawings.binoculars import binocular, single
from shop.demo.drawings.cameras import bodies, train
from shop.demo.drawings.engraving.registry import UnknownDrawing, generator, generators
from shop.demo.drawings.engraving.sheet import DrawingError
from shop.demo.drawings.eyepieces import care, eyepiece, finders, optics
from shop.demo.drawings.gifts import bound, comfort, objects, posters
from shop.demo.drawings.hero import Hero, hero_for
from shop.demo.drawings.mounts import goods as mounts
from shop.demo.drawings.mounts import parts as mount_parts
from shop.demo.drawings.sky import views
from shop.demo.drawings.space import antennas, electronics, stations
from shop.demo.drawings.telescopes import dimensions, sections, smart
from shop.demo.drawings.telescopes import goods as telescopes
from shop.demo.schema import SpecValue

__all__ = ["DrawingError", "Hero", "UnknownDrawing", "draw", "hero_for", "names"]

# Importing these modules registers their drawings.
FAMILIES = (
    telescopes, smart, dimensions, sections, mounts, mount_parts, eyepiece, optics, finders, care, binocular,
    single, bodies, train, antennas, electronics, stations, views, posters, bound, objects, comfort,
)  # fmt: skip


def draw(name: str, params: Mapping[str, SpecValue]) -> str:
    """This function will draw a named picture as an SVG document. Raises UnknownDrawing or DrawingError."""
    return generator(name).svg(params)


def names() -> dict[str, tuple[str, ...]]:
    """This function will return the names of all drawings with the names of their parameters."""
    return {found.name: found.parameter_names for found in generators()}
