"""The Dobsonian: a Newtonian tube in a rocker box that turns on a ground board."""

from dataclasses import dataclass

from shop.demo.drawings.engraving.pen import (
    BLACK,
    DETAIL_BLACK,
    HATCH,
    PAPER,
    SHADE,
    TINT,
    Pen,
    cosd,
    sind,
)
from shop.demo.drawings.engraving.sheet import DrawingError
from shop.demo.drawings.telescopes.tubes import Tube, clamp, newtonian_tube, truss_tube

PERSPECTIVE = 0.15
TALLEST, WIDEST = 1600.0, 1818.0
ALTITUDES = (47, 44, 41, 38, 35, 32, 29, 26)


@dataclass(frozen=True)
class Rocker:
    """The measures of a base, in millimetres; heights are above the ground."""

    board: float  # radius of the ground board
    width: float  # half width of the side boards
    bearing: float  # radius of the altitude bearing
    foot: float
    thick: float
    axis: float  # height of the altitude axis

    @property
    def depth(self) -> float:
        """How far the near edge of the turntable lies below its middle, as seen in perspective."""
        return self.board * 0.97 * PERSPECTIVE

    @property
    def table(self) -> float:
        """Height of the top of the turntable."""
        return self.foot + self.thick * 2.7

    @property
    def pivot(self) -> float:
        """Height of the altitude axis as it appears between the two boards."""
        return self.axis - self.depth * 0.1


def rocker(aperture: float, tube: Tube, *, tabletop: bool) -> Rocker:
    """This function will choose the measures of a base for a tube."""
    radius = aperture * 0.58
    k = clamp(aperture / 130, 0.6, 1) if tabletop else 1.0
    low = -tube.span.back + radius * 0.25
    clearance = low * 0.93 + 14 * k if tabletop else low + 24
    foot, thick = 26 * k, 20 * k
    return Rocker(
        board=radius * 1.75 + (20 if tabletop else 60) * k,
        width=radius * 1.15 + 30 * k if tabletop else radius + 70,
        bearing=max(58.0 * k, radius * 0.55),
        foot=foot,
        thick=thick,
        axis=foot + thick * 2.7 + clearance,
    )


def altitude_that_fits(tube: Tube, base: Rocker) -> float:
    """This function will choose how steeply the tube points, so that it fits. Raises DrawingError."""
    span = tube.span
    focuser, edge = span.front - span.length * 0.105, span.radius * 1.05
    for altitude in ALTITUDES:
        up, along = sind(altitude), cosd(altitude)
        top = base.axis + max(span.front * up + edge * along, focuser * up + (span.radius + 150) * along)
        left = max(base.board, span.front * along + edge * up)
        right = max(base.board, (30 - span.back) * along + edge * up)
        if top <= TALLEST and left + right <= WIDEST:
            return altitude
    raise DrawingError(f"a tube {span.length:.0f} mm long does not fit the plate")


@dataclass(frozen=True)
class Dobsonian:
    """A drawn Dobsonian, standing at (0, 0), and the measures that a dimension drawing names."""

    marks: str
    tube: Tube
    base: Rocker
    altitude: float


def draw_dobsonian(
    pen: Pen,
    aperture: float,
    focal_length: float,
    tube_length: float = 0,
    *,
    tabletop: bool = False,
    truss: bool = False,
    altitude: float | None = None,
) -> Dobsonian:
    """This function will draw a Dobsonian. Without an altitude it points as steeply as the plate allows."""
    if truss:
        tube = truss_tube(pen, aperture, focal_length, tube_length)
    else:
        # The larger the mirror, the nearer to it the tube balances.
        balance = 0.4 if aperture < 280 else 0.34 if aperture < 350 else 0.28
        tube = newtonian_tube(pen, aperture, focal_length, tube_length, balance=balance)
    base = rocker(aperture, tube, tabletop=tabletop)
    angle = altitude_that_fits(tube, base) if altitude is None else altitude
    top = -base.table
    marks = _feet(pen, base) + _disc(pen, -base.foot, base.board, base.thick, TINT)
    marks += _disc(pen, -base.foot - base.thick * 1.7, base.board * 0.97, base.thick, PAPER)
    marks += _board(pen, base, -base.depth * 0.62, SHADE) + _front(pen, base)
    marks += pen.place(tube.marks, 0, -base.pivot, -angle, mirror=True)
    marks += _board(pen, base, base.depth * 0.42, TINT)
    marks += _board_finish(pen, base, top + base.depth * 0.42)
    marks += _bearing(pen, base, -base.axis + base.depth * 0.42)
    return Dobsonian(marks, tube, base, angle)


def _feet(pen: Pen, base: Rocker) -> str:
    marks = ""
    for part in (-0.78, 0, 0.8):
        x = part * base.board
        y = -base.foot + (PERSPECTIVE * base.board * 0.55 if part == 0 else 0) - pen.units(4)
        bottom = y + pen.units(4) + base.foot * 0.95
        marks += pen.path(BLACK, "M", x - 15, y, "L", x - 12, bottom, "H", x + 12, "L", x + 15, y, "Z")
    return marks


def _disc(pen: Pen, y: float, radius: float, thick: float, tone: str) -> str:
    flat = radius * PERSPECTIVE
    rim = pen.path(
        tone, "M", -radius, y - thick, "V", y, "A", radius, flat, "0 0 0", radius, y, "V", y - thick, "Z",
    )  # fmt: skip
    shading = [
        (radius * sind(a), y - thick + flat * cosd(a), radius * sind(a), y + flat * cosd(a))
        for a in (34, 41, 48, 54, 60, 65, 70, 75, 80, 85, -72, -78, -84)
    ]
    return rim + pen.lines(HATCH, shading) + pen.ellipse(0, y - thick, radius, flat, tone)


def _board(pen: Pen, base: Rocker, down: float, tone: str) -> str:
    """Draws a side board with a cradle for the bearing; `down` moves it nearer to the viewer."""
    y, top = -base.table + down, -base.axis + down
    wide, lip = base.width * 1.02, base.bearing * 1.55
    tall = y - top
    tip = max(9.0, pen.units(4))
    return pen.path(
        tone,
        "M", -wide, y, "V", y - tall * 0.30,
        "C", -wide, y - tall * 0.60, -lip - tip, y - tall * 0.66, -lip - tip, top + tall * 0.04,
        "Q", -lip - tip, top - tall * 0.01, -lip - tip * 0.4, top - tall * 0.01,
        "Q", -lip, top - tall * 0.01, -lip, top + tall * 0.03,
        "A", lip, lip, "0 0 0", lip, top + tall * 0.03,
        "Q", lip, top - tall * 0.01, lip + tip * 0.4, top - tall * 0.01,
        "Q", lip + tip, top - tall * 0.01, lip + tip, top + tall * 0.04,
        "C", lip + tip, y - tall * 0.66, wide, y - tall * 0.60, wide, y - tall * 0.30, "V", y, "Z",
    )  # fmt: skip


def _front(pen: Pen, base: Rocker) -> str:
    """Draws the board between the sides, on the side of the sky."""
    y, tall = -base.table, (base.axis - base.table) * 0.42
    near, far, wide = base.depth * 0.28, -base.depth * 0.62, base.width * 1.02
    return pen.path(
        TINT, "M", -wide, y + near, "V", y - tall + near, "L", -wide + pen.units(2), y - tall + far,
        "H", -base.width * 0.4, "V", y + near, "Z",
    )  # fmt: skip


def _board_finish(pen: Pen, base: Rocker, y: float) -> str:
    """Draws grain, handle and screws of the near board, whose lower edge is at y."""
    tall, width, foot = base.axis - base.table, base.width, y - pen.units(4)
    grain = []
    for i in range(16):
        x = width * (0.38 + 0.038 * i)
        grain.append((x, foot, x, y - tall * (0.30 - 0.012 * i if i % 2 else 0.36 - 0.014 * i)))
    for i in range(6):
        x = -width * (0.98 - 0.03 * i)
        grain.append((x, foot, x, y - tall * (0.2 - 0.02 * i)))
    grip = min(18.2, tall * 0.06)
    handle = pen.box(-width * 0.42, y - tall * 0.30 - grip, width * 0.84, grip * 2, BLACK, grip)
    screws = "".join(
        pen.screw(dx * width, y - tall * dy, pen.units(3.2))
        for dx, dy in ((-0.9, 0.06), (0.9, 0.06), (-0.9, 0.26), (0.9, 0.26))
    )
    return pen.lines(HATCH, grain) + handle + screws


def _bearing(pen: Pen, base: Rocker, y: float) -> str:
    r = base.bearing
    arcs = ""
    for k in range(9):
        radius, start, end = r * (0.98 - 0.055 * k), 20 + k * 3, 100 - k * 2
        arcs += pen.data(
            "M", radius * cosd(start), y + radius * sind(start),
            "A", radius, radius, "0 0 1", radius * cosd(end), y + radius * sind(end),
        )  # fmt: skip
    return (
        pen.circle(0, y, r * 1.22, SHADE)
        + pen.circle(0, y, r, PAPER)
        + f'<path class="{HATCH}" d="{arcs}"/>'
        + pen.circle(0, y, r * 0.42, TINT)
        + pen.circle(0, y, r * 0.16, DETAIL_BLACK)
    )
