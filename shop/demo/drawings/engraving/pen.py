"""Line work as SVG. Shapes take millimetres; the pen turns them into drawing units.

Cylinders lie along the x axis and are lit from above: `e` is the flattening of their round ends (0 is a pure
side view), and an angle on their surface is 0 in the middle, 90 degrees at the lower edge and -90 at the
upper.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from shop.demo.drawings.engraving.lettering import Anchor, lettering
from shop.demo.drawings.engraving.numbers import number

Part = str | float

# Tones are the CSS classes of the plate. A part has a full outline, a detail a finer one.
PAPER: Final = "o"
TINT: Final = "ot"
SHADE: Final = "ou"
BLACK: Final = "ok"
DETAIL: Final = ""
DETAIL_PAPER: Final = "w"
DETAIL_TINT: Final = "t"
DETAIL_SHADE: Final = "u"
DETAIL_BLACK: Final = "k"
FLAT_TINT: Final = "t n"
FLAT_SHADE: Final = "u n"
FLAT_PAPER: Final = "w n"
FLAT_BLACK: Final = "k n"
BOLD: Final = "b"
HATCH: Final = "h"
FINE: Final = "hh"
GUIDE: Final = "g"
GLINT: Final = "kl"
SCREEN: Final = "s"  # dark by day and by night, so that lit signs show
RAY: Final = "r"
LIT: Final = "y"
LIT_FINE: Final = "y h"

# Angles of the shading lines, denser toward the lower edge, with a few at the upper one.
FULL: Final = (4, 13, 21, 28.5, 35.5, 42, 48, 53.5, 59, 64, 68.5, 73, 77, 80.5, 83.5, 86, -84, -79, -73, -66)
MIDDLE: Final = (30, 42, 53, 63, 72, 80)
LOWER: Final = (40, 52, 62, 70, 77, 83)
EDGE: Final = (45, 60, 72, 81)
GLINTS: Final = (-60, -50, -38)


def cosd(degrees: float) -> float:
    """This function will return the cosine of an angle in degrees."""
    return math.cos(math.radians(degrees))


def sind(degrees: float) -> float:
    """This function will return the sine of an angle in degrees."""
    return math.sin(math.radians(degrees))


@dataclass(frozen=True)
class Pen:
    """Draws at a scale, given in drawing units per millimetre."""

    scale: float

    def units(self, value: float) -> float:
        """This function will return the millimetres that make so many drawing units."""
        return value / self.scale

    def data(self, *parts: Part) -> str:
        """This function will write path data; numbers are millimetres, text is taken as it stands."""
        out: list[str] = []
        tight = True
        for part in parts:
            if isinstance(part, str):
                out.append(part if part[:1].isalpha() else " " + part)
                tight = part[-1:].isalpha()
                continue
            text = number(part * self.scale)
            out.append(text if tight or text[0] == "-" else " " + text)
            tight = False
        return "".join(out)

    def path(self, tone: str, *parts: Part) -> str:
        """This function will draw one path in a tone."""
        return path(tone, self.data(*parts))

    def line(self, x1: float, y1: float, x2: float, y2: float, tone: str = DETAIL) -> str:
        """This function will draw a straight line."""
        return self.path(tone, "M", x1, y1, "L", x2, y2)

    def lines(self, tone: str, segments: Iterable[tuple[float, float, float, float]]) -> str:
        """This function will draw many straight lines as one path."""
        return path(tone, "".join(self.data("M", a, b, "L", c, d) for a, b, c, d in segments))

    def polyline(self, tone: str, points: Sequence[tuple[float, float]], *, closed: bool = False) -> str:
        """This function will draw a line through the points."""
        data = "L".join(self.data(x, y) for x, y in points)
        return path(tone, f"M{data}{'Z' if closed else ''}")

    def circle(self, x: float, y: float, r: float, tone: str = DETAIL) -> str:
        """This function will draw a circle."""
        cx, cy, radius = (number(v * self.scale) for v in (x, y, r))
        return f'<circle{_class(tone)} cx="{cx}" cy="{cy}" r="{radius}"/>'

    def ellipse(self, x: float, y: float, rx: float, ry: float, tone: str = DETAIL) -> str:
        """This function will draw an ellipse with upright axes."""
        cx, cy, width, height = (number(v * self.scale) for v in (x, y, rx, ry))
        return f'<ellipse{_class(tone)} cx="{cx}" cy="{cy}" rx="{width}" ry="{height}"/>'

    def box(self, x: float, y: float, w: float, h: float, tone: str = DETAIL, corner: float = 0) -> str:
        """This function will draw an upright rectangle from its upper left corner."""
        left, top, width, height = (number(v * self.scale) for v in (x, y, w, h))
        radius = f' rx="{number(corner * self.scale)}"' if corner else ""
        return f'<rect{_class(tone)} x="{left}" y="{top}" width="{width}" height="{height}"{radius}/>'

    def place(self, marks: str, x: float = 0, y: float = 0, turn: float = 0, *, mirror: bool = False) -> str:
        """This function will move marks to a point, mirror them and turn them clockwise by degrees."""
        steps = [f"translate({number(x * self.scale)} {number(y * self.scale)})"] if x or y else []
        if mirror:
            steps.append("scale(-1 1)")
        if turn:
            steps.append(f"rotate({turn:.2f})".replace(".00)", ")"))
        return f'<g transform="{"".join(steps)}">{marks}</g>' if steps else marks

    def rod(self, x1: float, y1: float, x2: float, y2: float, width: float, tone: str = PAPER) -> str:
        """This function will draw a thin straight bar with square ends, shaded on one side."""
        length = math.hypot(x2 - x1, y2 - y1)
        nx, ny = (y1 - y2) / length * width / 2, (x2 - x1) / length * width / 2
        shade = 0.45 if nx + ny > 0 else -0.45
        marks = self.path(
            tone, "M", x1 + nx, y1 + ny, "L", x2 + nx, y2 + ny, "L", x2 - nx, y2 - ny,
            "L", x1 - nx, y1 - ny, "Z",
        )  # fmt: skip
        return marks + self.line(x1 + nx * shade, y1 + ny * shade, x2 + nx * shade, y2 + ny * shade, HATCH)

    def cable(self, width: float, *parts: Part, tone: str = SHADE) -> str:
        """This function will draw a round cable along a path."""
        data = self.data(*parts)
        outer = max(3.4, width * self.scale)
        inner = outer - min(4.4, outer * 0.6)
        fill = {SHADE: "u", TINT: "t", PAPER: "f", BLACK: "i"}[tone]
        return (
            f'<path style="stroke-width:{number(outer)}" d="{data}"/>'
            f'<path style="stroke:var(--{fill});stroke-width:{number(inner)}" d="{data}"/>'
        )

    def spokes(
        self,
        inner: float,
        outer: float,
        angles: Iterable[float],
        *,
        x: float = 0,
        y: float = 0,
        flat: float = 1,
        tone: str = HATCH,
    ) -> str:
        """This function will draw short radial lines around a point; 0 degrees is to the right.

        With `flat` below 1 the circle is seen at an angle.
        """

        def at(reach: float, angle: float) -> tuple[float, float]:
            return x + reach * cosd(angle), y + reach * flat * sind(angle)

        return self.lines(tone, [(*at(inner, angle), *at(outer, angle)) for angle in angles])

    def letter(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        weight: int = 600,
        spacing: float = 0,
        anchor: Anchor = "middle",
        tone: str = "L",
    ) -> str:
        """This function will set a text on the base line of a point; its size is in millimetres too."""
        k = self.scale
        return lettering(
            x * k, y * k, text, size * k, weight=weight, spacing=spacing, anchor=anchor, tone=tone
        )

    # Solids of revolution.

    def hatch(
        self,
        x0: float,
        r0: float,
        x1: float,
        r1: float,
        e: float,
        angles: Sequence[float] = FULL,
        *,
        fade: float = 0.42,
    ) -> str:
        """This function will shade a cylinder or cone with lines along its axis."""
        strokes = []
        for k, t in enumerate(angles):
            a0, y0 = x0 - e * r0 * cosd(t), r0 * sind(t)
            a1, y1 = x1 - e * r1 * cosd(t), r1 * sind(t)
            edge = min(1.0, abs(t) / 84)
            gap = fade * 1.5 * (1 - edge) ** 1.25 + (0.035 if k % 2 else 0) if t >= 0 else 0.85 - 0.75 * edge
            start, end = gap * 0.30, 1 - gap * 0.62
            if start < end:
                strokes.append(
                    (
                        a0 + (a1 - a0) * start,
                        y0 + (y1 - y0) * start,
                        a0 + (a1 - a0) * end,
                        y0 + (y1 - y0) * end,
                    )
                )
        return self.lines(HATCH, strokes)

    def solid(self, x0: float, r0: float, x1: float, r1: float, e: float, tone: str = PAPER) -> str:
        """This function will outline a cylinder or cone whose round ends are seen from the x1 side."""
        return self.path(
            tone, "M", x0, -r0, "L", x1, -r1, "A", e * r1, r1, "0 0 1", x1, r1,
            "L", x0, r0, "A", e * r0, r0, "0 0 1", x0, -r0, "Z",
        )  # fmt: skip

    def cylinder(
        self,
        x0: float,
        r0: float,
        x1: float,
        r1: float,
        e: float,
        tone: str = PAPER,
        *,
        angles: Sequence[float] = FULL,
        mouth: str | None = None,
        fade: float = 0.42,
    ) -> str:
        """This function will draw a shaded cylinder or cone, with an open end in the tone `mouth`."""
        marks = self.solid(x0, r0, x1, r1, e, tone)
        if angles:
            marks += self.hatch(x0, r0, x1, r1, e, angles, fade=fade)
        if mouth is not None:
            marks += self.ellipse(x1, 0, e * r1, r1, mouth)
        return marks

    def band(self, x: float, r: float, e: float, tone: str = DETAIL) -> str:
        """This function will draw one line around a cylinder."""
        return self.path(tone, "M", x, -r, "A", e * r, r, "0 0 0", x, r)

    def ring(self, x0: float, x1: float, r: float, e: float, tone: str = TINT, *, shaded: bool = True) -> str:
        """This function will draw a raised band around a cylinder."""
        marks = self.path(
            tone, "M", x0, -r, "L", x1, -r, "A", e * r, r, "0 0 0", x1, r,
            "L", x0, r, "A", e * r, r, "0 0 1", x0, -r, "Z",
        )  # fmt: skip
        return marks + (self.hatch(x0, r, x1, r, e, LOWER, fade=0) if shaded else "")

    def knurl(self, x0: float, x1: float, r: float, e: float, count: int = 24, tone: str = HATCH) -> str:
        """This function will draw the grip of a ring: short lines, evenly spaced around it."""
        angles = [-86 + 172 * i / count for i in range(count + 1)]
        return self.lines(
            tone, [(x0 - e * r * cosd(t), r * sind(t), x1 - e * r * cosd(t), r * sind(t)) for t in angles]
        )

    def glints(self, x0: float, r0: float, x1: float, r1: float, e: float) -> str:
        """This function will draw the light on a black cylinder or cone."""
        return self.lines(
            GLINT,
            [(x0 - e * r0 * cosd(t), r0 * sind(t), x1 - e * r1 * cosd(t), r1 * sind(t)) for t in GLINTS],
        )

    def knob(self, x: float, y: float, r: float, tone: str = TINT) -> str:
        """This function will draw a milled knob seen along its axis."""
        teeth = [
            (x + r * 0.78 * cosd(a), y + r * 0.78 * sind(a), x + r * cosd(a), y + r * sind(a))
            for a in range(0, 360, 20)
        ]
        hub = self.circle(x, y, r * 0.55, DETAIL_PAPER) + self.circle(x, y, r * 0.14, DETAIL_BLACK)
        return self.circle(x, y, r, tone) + self.lines(HATCH, teeth) + hub

    def screw(self, x: float, y: float, r: float) -> str:
        """This function will draw a slotted screw head."""
        slot = self.line(x - r * 0.6, y - r * 0.6, x + r * 0.6, y + r * 0.6, HATCH)
        return self.circle(x, y, r, DETAIL_PAPER) + slot


@dataclass(frozen=True)
class Span:
    """Where a tube lies in its own frame: its ends along the axis and its radius, in millimetres."""

    back: float
    front: float
    radius: float

    @property
    def length(self) -> float:
        return self.front - self.back


def path(tone: str, data: str) -> str:
    """This function will draw a path from finished path data; without data it draws nothing."""
    return f'<path{_class(tone)} d="{data}"/>' if data else ""


def group(marks: str, tone: str) -> str:
    """This function will give a class to several marks at once."""
    return f'<g class="{tone}">{marks}</g>'


def _class(tone: str) -> str:
    return f' class="{tone}"' if tone else ""
