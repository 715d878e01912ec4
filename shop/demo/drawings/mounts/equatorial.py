"""German equatorial heads. The frame of the head: the origin is the middle of the polar axis, +x points to
the pole, the telescope sits at -y. `size` 1 carries a 100 mm refractor."""

from shop.demo.drawings.engraving.pen import (
    BLACK,
    BOLD,
    DETAIL_BLACK,
    DETAIL_PAPER,
    EDGE,
    HATCH,
    PAPER,
    SHADE,
    TINT,
    Pen,
    Span,
    cosd,
    sind,
)
from shop.demo.drawings.mounts.tripod import tripod

SADDLE_X, SADDLE_Y = 92.0, -118.0
HEAD_HEIGHT = 104.0


def equatorial_head(pen: Pen, *, weights: int = 1, reach: float = 330) -> str:
    """This function will draw both axes, the counterweight shaft and its weights."""
    marks = _shaft(pen, weights, reach)
    marks += pen.cylinder(-150, 34, -118, 46, 0.2, TINT)
    marks += pen.cylinder(-118, 50, 20, 50, 0.2)
    marks += pen.ring(-108, -84, 56, 0.2, SHADE) + pen.knurl(-108, -84, 56, 0.2, 26)
    marks += pen.ring(20, 44, 66, 0.2) + _circle_marks(pen, 20, 66, range(-21, 85, 7))
    marks += pen.cylinder(44, 58, 60, 58, 0.2, SHADE, angles=EDGE)
    marks += pen.cylinder(-176, 22, -150, 24, 0.2, SHADE)
    declination = pen.cylinder(-30, 44, 96, 44, 0.2) + pen.ring(58, 80, 58, 0.2)
    declination += _circle_marks(pen, 58, 58, range(-84, 85, 7)) + pen.ring(-46, -30, 36, 0.2, SHADE)
    marks += pen.place(declination, SADDLE_X, 0, -90)
    for radius, tone in ((34, TINT), (24, PAPER), (6, DETAIL_BLACK)):
        marks += pen.circle(SADDLE_X, 0, radius, tone)
    cable = pen.line(20, 46, -40, 108, BOLD)
    grip = pen.place(pen.box(-7, -16, 14, 32, SHADE, pen.units(4)), -44, 112, 45)
    return marks + cable + grip


def _shaft(pen: Pen, weights: int, reach: float) -> str:
    shaft = pen.cylinder(60, 9, reach, 9, 0.2, angles=(30, 55, 75))
    shaft += pen.ring(reach - 8, reach + 6, 15, 0.2, SHADE)
    for k in range(weights):
        shift = reach - 330 - 86 * (weights - 1 - k)
        shaft += pen.place(counterweight(pen), shift, 0)
    return pen.place(shaft, 0, 0, 90)


def counterweight(pen: Pen) -> str:
    """This function will draw a round weight on a shaft along x."""
    return (
        pen.cylinder(196, 62, 268, 62, 0.2, TINT)
        + pen.ring(190, 202, 57, 0.2, SHADE)
        + pen.ellipse(268, 0, 12.4, 62, TINT)
        + pen.ellipse(268, 0, 8, 40, DETAIL_PAPER)
        + pen.ellipse(268, 0, 3.6, 15, BLACK)
        + pen.knob(232, 70, 13, SHADE)
    )


def _circle_marks(pen: Pen, x: float, radius: float, angles: range) -> str:
    """Draws the divisions of a setting circle."""
    return pen.lines(
        HATCH,
        [
            (
                x - 0.2 * radius * cosd(t),
                radius * sind(t),
                x - 0.2 * radius * cosd(t) + (9 if i % 4 == 0 else 5),
                radius * sind(t),
            )
            for i, t in enumerate(angles)
        ],
    )


def bracket(pen: Pen) -> str:
    """This function will draw the base of the head with its latitude scale, standing on y = 40."""
    marks = pen.path(TINT, "M", -58, 0, "L", -40, -96, "Q", 0, -128, 44, -92, "L", 58, 0, "Z")
    marks += pen.lines(
        HATCH,
        [
            (62 * cosd(a), -66 + 55.8 * sind(a), 70 * cosd(a), -66 + 63.8 * sind(a))
            for a in range(-150, -29, 10)
        ],
    )
    marks += pen.circle(0, -62, 13, SHADE) + pen.circle(0, -62, 5, DETAIL_BLACK)
    marks += pen.line(52, -28, 120, -52, BOLD)
    marks += pen.place(pen.box(-8, -15, 16, 30, SHADE, pen.units(4)), 122, -53, -20)
    marks += pen.path(SHADE, "M", -66, 0, "H", 66, "V", 26, "H", -66, "Z")
    return marks + pen.path(TINT, "M", -74, 26, "H", 74, "V", 40, "H", -74, "Z")


def saddle(pen: Pen, length: float = 240) -> str:
    """This function will draw the plate that takes the dovetail bar, in the frame of the head."""
    return pen.box(SADDLE_X - length / 2, SADDLE_Y - 12, length, 24, SHADE, pen.units(4))


def open_saddle(pen: Pen) -> str:
    """This function will draw an empty saddle with its two jaws and clamp."""
    marks = pen.box(SADDLE_X - 105, SADDLE_Y - 14, 210, 28, SHADE, 4)
    for x in (-92, 52):
        marks += pen.box(SADDLE_X + x, SADDLE_Y - 22, 40, 12, TINT, 3)
    return marks + pen.knob(SADDLE_X, SADDLE_Y, 12)


def tube_rings(pen: Pen, span: Span, at: tuple[float, ...], e: float) -> str:
    """This function will draw clamping rings around a tube that lies along x."""
    radius, marks = span.radius * 1.13, ""
    for x in at:
        marks += pen.ring(x - 15, x + 15, radius, e)
        marks += pen.box(x - 11 - span.radius * e, -radius - 16, 22, 18, SHADE, pen.units(3))
    return marks


def standing_head(pen: Pen, head: str, height: float, latitude: float, size: float = 1) -> str:
    """This function will set a head, drawn by a pen of `size`, on its bracket at a height above the
    ground."""
    own = Pen(pen.scale * size)
    marks = pen.place(bracket(own), 0, -height - 40 * size)
    return marks + pen.place(own.place(head, 10, 0), 0, -height - HEAD_HEIGHT * size, -latitude, mirror=True)


def on_tripod(pen: Pen, height: float, size: float) -> str:
    """This function will draw the tripod under an equatorial head, standing at y = 0."""
    girth = min(1.5, 0.35 + 0.65 * size)
    return pen.place(tripod(pen, height, min(420, 330 * (0.6 + 0.4 * size)), girth=girth), 0, -height)
