"""The imaging train: filter wheels, guiders, rings, flatteners, lenses, and holders for phones."""

from typing import Annotated, Literal

from shop.demo.drawings.cameras.bodies import CAMERAS
from shop.demo.drawings.engraving import wash
from shop.demo.drawings.engraving.pen import (
    BLACK,
    DETAIL,
    DETAIL_BLACK,
    DETAIL_PAPER,
    DETAIL_SHADE,
    DETAIL_TINT,
    EDGE,
    GLINT,
    HATCH,
    LOWER,
    MIDDLE,
    PAPER,
    SCREEN,
    SHADE,
    TINT,
    Pen,
    cosd,
    sind,
)
from shop.demo.drawings.engraving.registry import Between, goods
from shop.demo.drawings.engraving.sheet import Sheet
from shop.demo.drawings.eyepieces.optics import threaded_lens, thumb_screw
from shop.demo.drawings.sky.moon import Disc, moon

FilterThread = Literal["1.25", "T2", "M42", "31", "36", "M48", "2", "M54", "50"]
FILTER_WIDTHS = {
    "1.25": 31.8, "T2": 31.8, "M42": 31.8, "31": 31.0, "36": 36.0, "M48": 50.0, "2": 50.8, "M54": 50.8,
    "50": 50.0,
}  # fmt: skip
RINGS = Sheet(scale=4.0, bar=25, stand="centre")

E = 0.3


@goods(CAMERAS)
def filter_wheel(
    pen: Pen, positions: Annotated[int, Between(4, 10)] = 5, thread: FilterThread = "1.25"
) -> str:
    """This function will draw a filter wheel from the front, its places shown on the cover.

    The thread names the filters, or the connection that goes with them; some are widths in millimetres.
    """
    place = FILTER_WIDTHS[thread] / 2
    carousel = (place + 2.6) / sind(180 / positions)
    shell = carousel + place + 6
    marks = pen.box(shell * 0.66, -shell * 0.92, 30, 34, BLACK, 4)
    marks += pen.box(shell * 0.66 + 6, -shell * 0.92 + 7, 12, 7, DETAIL_PAPER, 1)
    marks += pen.circle(0, 0, shell, TINT) + pen.circle(0, 0, shell - 4, DETAIL_PAPER)
    marks += pen.spokes(shell * 0.965, shell - 0.6, range(-20, 111, 3))
    for k in range(1, positions):
        angle = 90 + 360 / positions * k
        tone = DETAIL if k % 2 else DETAIL_SHADE
        marks += _filter_place(pen, carousel * cosd(angle), carousel * sind(angle), place, str(k + 1), tone)
    for radius, tone in ((place + 6, SHADE), (place + 2.4, PAPER), (place, DETAIL_BLACK)):
        marks += pen.circle(0, carousel, radius, tone)
    rim = (shell - 2) * 0.955
    marks += "".join(pen.screw(rim * cosd(a), rim * sind(a), 1.7) for a in range(0, 360, 60))
    return marks + pen.circle(0, 0, 8, SHADE) + pen.circle(0, 0, 2.4, DETAIL_BLACK)


def _filter_place(pen: Pen, x: float, y: float, r: float, name: str, tone: str) -> str:
    """Draws one place of the carousel with its number."""
    gleam = pen.path(HATCH, "M", x - r * 0.55, y + r * 0.1, "A", r * 0.6, r * 0.6, "0 0 1", x, y - r * 0.58)
    words = pen.letter(x, y + 2.4, name, 7)
    return pen.circle(x, y, r + 1, DETAIL_TINT) + pen.circle(x, y, r * 0.9, tone) + gleam + words


@goods(RINGS)
def adapter_ring(
    pen: Pen,
    outer: Annotated[float, Between(25, 135)] = 60,
    inner: Annotated[float, Between(15, 130)] = 48,
    length: Annotated[float, Between(2, 80)] = 12,
) -> str:
    """This function will draw a threaded ring; a longer one is an extension tube."""
    r, bore = outer / 2, min(inner / 2, outer / 2 - 1.5)
    thread = min(5.0, length * 0.4)
    male = max(bore + 0.8, r * 0.86)
    marks = pen.cylinder(-thread, male, 0, male, E, angles=MIDDLE)
    marks += "".join(pen.band(-thread * part, male, E, HATCH) for part in (0.25, 0.5, 0.75))
    marks += pen.cylinder(0, r, length, r, E)
    if length > 7:
        marks += pen.ring(length * 0.3, length * 0.7, r * 1.01, E)
        marks += pen.knurl(length * 0.3, length * 0.7, r * 1.01, E, 40)
    else:
        marks += pen.knurl(0, length, r, E, 44)
    marks += pen.ellipse(length, 0, E * r, r, TINT) + pen.ellipse(length, 0, E * bore, bore, SHADE)
    hole = pen.ellipse(length, 0, E * bore, bore)
    inside = pen.ellipse(length - min(length, 14), 0, E * bore, bore, DETAIL_PAPER)
    inside += "".join(pen.ellipse(length - 1.4 - k * 1.4, 0, E * bore, bore, HATCH) for k in range(3))
    return pen.place(marks + wash.clipped(inside, hole, "bore"), 0, 0, -90)


@goods(CAMERAS)
def flattener(
    pen: Pen,
    diameter: Annotated[float, Between(30, 110)] = 68,
    length: Annotated[float, Between(20, 160)] = 72,
) -> str:
    """This function will draw a field flattener."""
    return pen.place(threaded_lens(pen, diameter, length), 0, 0, -90 + 22)


@goods(CAMERAS)
def off_axis_guider(pen: Pen) -> str:
    """This function will draw an off-axis guider: a flat body with a prism stalk and a helical focuser."""
    r, bore = 41.0, 27.0
    stalk = pen.cylinder(0, 19, 26, 19, 0.2, angles=MIDDLE) + pen.ring(24, 46, 24, 0.2, BLACK, shaded=False)
    stalk += pen.knurl(24, 46, 24, 0.2, 26, GLINT)
    stalk += pen.cylinder(46, 20, 60, 20, 0.2, TINT, angles=LOWER) + pen.ellipse(60, 0, 4, 20, PAPER)
    stalk += pen.ellipse(60, 0, 3.2, 16, DETAIL_BLACK)
    marks = pen.place(stalk, 0, -r + 3, -90) + pen.box(-27, -r - 8, 54, 24, SHADE, 3)
    marks += pen.circle(0, 0, r, TINT) + pen.circle(0, 0, bore + 5, PAPER)
    marks += pen.circle(0, 0, bore, DETAIL_BLACK)
    marks += pen.lines(
        HATCH,
        [
            (r * 0.9 * cosd(a), r * 0.9 * sind(a), r * 0.985 * cosd(a), r * 0.985 * sind(a))
            for a in range(-15, 106, 4)
        ],
    )
    prism = pen.path(SHADE, "M", -7, -bore - 2, "V", -bore + 8, "H", 7, "V", -bore - 2, "Z")
    prism += pen.line(-7, -bore + 8, 7, -bore - 1, HATCH)
    screws = "".join(
        pen.screw((bore + 10) * cosd(a), (bore + 10) * sind(a), 2.2) for a in (30, 90, 150, 210, 330)
    )
    knob = pen.place(thumb_screw(pen), r * 0.98, 0) + pen.place(thumb_screw(pen), -r * 0.98, 0, 180)
    return knob + marks + prism + screws


@goods(CAMERAS)
def camera_lens(
    pen: Pen,
    aperture: Annotated[float, Between(15, 130)] = 67,
    focal_length: Annotated[float, Between(12, 500)] = 135,
) -> str:
    """This function will draw a photographic lens standing on its bayonet.

    The aperture is the width of the front lens in millimetres, not the f-number.
    """
    r, e = max(aperture / 2 * 1.2, 31.0), 0.2
    long = 46 + min(focal_length, 420) * 0.42
    marks = pen.cylinder(0, 27, 5, 27, e, SHADE, angles=EDGE)
    marks += pen.cylinder(5, 31.5, long * 0.2, 33.6, e)
    marks += pen.cylinder(long * 0.2, 33.6, long * 0.3, r, e, TINT, angles=LOWER)
    marks += pen.ring(long * 0.3, long * 0.62, r, e, BLACK, shaded=False)
    marks += pen.knurl(long * 0.3, long * 0.62, r, e, 34, GLINT)
    marks += pen.cylinder(long * 0.62, r * 0.98, long * 0.84, r * 0.98, e)
    marks += pen.cylinder(long * 0.84, r * 0.98, long, r * 1.04, e, TINT, angles=LOWER)
    marks += _front_lens(pen, long, r, aperture / 2 * 1.04, e)
    label_y = 3 + e * r * 0.98 - long * 0.73
    return pen.place(marks, 0, 0, -90) + pen.letter(0, label_y, f"{focal_length:g} mm", min(9.0, long * 0.09))


def _front_lens(pen: Pen, x: float, rim: float, glass: float, e: float) -> str:
    """Draws the front of a lens with two gleams."""
    marks = pen.ellipse(x, 0, e * rim * 1.04, rim * 1.04, SHADE)
    marks += pen.ellipse(x, 0, e * rim * 0.95, rim * 0.95, DETAIL_BLACK)
    marks += pen.ellipse(x - 2, 0, e * glass, glass, DETAIL_TINT)
    for reach in (glass * 0.76, glass * 0.5):
        marks += pen.path(
            HATCH, "M", x - 2, -reach, "A", e * reach, reach, "0 0 0", x - 2 - e * reach * 0.95, glass * 0.1
        )
    return marks


@goods(CAMERAS)
def phone_holder(pen: Pen) -> str:
    """This function will draw a holder that clamps a phone in front of an eyepiece."""
    phone = pen.box(-38, -78, 76, 156, BLACK, 10) + pen.box(-34, -72, 68, 144, SCREEN, 5)
    phone += moon(Disc(0, -6 * pen.scale, 27 * pen.scale), phase=None)
    clamp = pen.box(-60, -12, 30, 24, TINT, 4) + pen.box(-48, -34, 12, 68, SHADE, 4)
    clamp += pen.box(36, -34, 12, 68, SHADE, 4) + pen.box(46, -12, 26, 24, TINT, 4)
    arm = pen.path(SHADE, "M", -11, 70, "H", 11, "V", 104, "H", -11, "Z") + pen.knob(0, 92, 8)
    ring = pen.cylinder(0, 36, 28, 36, E, TINT) + pen.ellipse(28, 0, E * 36, 36, PAPER)
    ring += pen.ellipse(28, 0, E * 29, 29, DETAIL_BLACK)
    eyepiece = pen.cylinder(20, 24, 40, 24, E, BLACK, angles=()) + pen.glints(20, 24, 40, 24, E)
    eyepiece += pen.ellipse(40, 0, E * 24, 24, SHADE) + pen.ellipse(40, 0, E * 17, 17, DETAIL_BLACK)
    eyepiece += pen.ellipse(40, 0, E * 11, 11, DETAIL_TINT)
    standing = pen.place(ring + eyepiece, 0, 148, -90) + pen.place(thumb_screw(pen, 1.4), 34, 136)
    screw = pen.place(thumb_screw(pen, 1.5), 70, 0)
    return standing + arm + phone + clamp + screw
