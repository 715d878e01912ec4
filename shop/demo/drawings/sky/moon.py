"""The Moon: seas and craters at their true places, seen from far away, north up."""

import math
from dataclasses import dataclass

from shop.demo.drawings.engraving import wash
from shop.demo.drawings.engraving.numbers import number
from shop.demo.drawings.engraving.pen import Pen, cosd, sind
from shop.demo.drawings.sky.geometry import Point

UNIT = Pen(1)
RADIUS_KM = 1737.4
Feature = tuple[float, float, float]  # latitude, longitude (east is positive), diameter in kilometres

SEAS: tuple[Feature, ...] = (
    (32.8, -15.6, 1146), (28, 17.5, 707), (8.5, 31.4, 873), (17, 59.1, 500), (-7.8, 51.3, 840),
    (-15.2, 35.5, 340), (-21.3, -16.6, 715), (-24.4, -38.6, 389), (-10, -23.1, 376), (18.4, -57.4, 1300),
    (36, -52, 700), (0, -45, 800), (13.3, 3.6, 245), (7.5, -30.9, 513),
)  # fmt: skip
# The Sea of Cold is a band along this latitude.
COLD_LATITUDE, COLD_WEST, COLD_EAST = 56, -44, 44
CRATERS: tuple[Feature, ...] = (
    (-43.3, -11.2, 85), (9.6, -20.1, 93), (8.1, -38, 40), (23.7, -47.4, 46), (-9.2, -1.8, 153),
    (-58.4, -14.4, 225), (-25.3, 60.4, 177), (-8.9, 60.9, 132), (-11.4, 26.4, 100), (-13.2, -2.8, 119),
    (-18.2, -1.9, 97), (-49.6, -39, 170), (46, 39, 130), (50.2, 17.4, 87), (-70, 5, 140), (-66, -30, 120),
    (-41.8, 14, 126), (29.7, -4, 83), (31.8, 29.9, 95),
)  # fmt: skip
SMALL_CRATERS: tuple[Feature, ...] = (
    (-33, 1, 132), (-25.5, -1.9, 118), (-28.4, -1, 124), (-50, -6, 163), (-43.1, -20.8, 107),
    (-29.8, -13.5, 97), (-20.7, -22.2, 61), (14.5, -11.3, 58), (26.7, -13.1, 34), (-4.4, -8.6, 24),
    (-11.5, -14.1, 58), (-7.9, -15.8, 48), (-6, -17, 95), (-13.2, 24, 98), (-18, 23.6, 100),
    (-11.2, 4.1, 129), (-5.5, 4.8, 150), (44.3, 16.3, 67), (33.9, 1.2, 55), (30.7, 1.5, 39),
    (40.2, 4.6, 57), (-38.5, -3, 60), (-36, 9, 74), (-46, 4, 70), (-53, 3, 55), (-47, -14, 40),
    (-55, -20, 60), (-62, -2, 80), (-23, 10, 45), (-16, 12, 55), (-30, 15, 80), (-39, 25, 90), (-22, 5, 60),
    (2, -18, 20), (20, -14, 18), (12, 15, 25), (-3, 13, 40), (4, 6, 28), (-17, -16, 22),
)  # fmt: skip
PLATO: Feature = (51.6, -9.3, 101)
TYCHO: Feature = CRATERS[0]
RAYS = (12, 48, 95, 150, 205, 250, 300, 335)


@dataclass(frozen=True)
class Palette:
    """Colours of the Moon, as CSS values."""

    light: str = "#d9e3ea"
    sea: str = "#9db3c4"
    rim: str = "#6d879c"
    bright: str = "#e9f0f5"
    dark: str = "#0c1b2a"
    floor: str = "#7f99ad"
    shade: str = "#56708a"
    edge: str = "#43607a"


# The Moon as it is printed on paper or a globe, the same by day and by night.
PRINT = Palette(
    light="#f4f8fb", sea="#b4cbdc", rim="#33495e", bright="#ffffff", floor="#9db8cb", edge="#33495e"
)
INK = "#0f2236"


@dataclass(frozen=True)
class Disc:
    """A Moon of so many drawing units around a centre."""

    x: float
    y: float
    radius: float

    def point(self, latitude: float, longitude: float) -> Point:
        """This function will map a place on the near side."""
        return (
            self.x + self.radius * cosd(latitude) * sind(longitude),
            self.y - self.radius * sind(latitude),
        )


def _outline(disc: Disc, feature: Feature, wavy: float = 0.07) -> list[Point]:
    """Walks around a sea with a gently waving shore; the far side is left out."""
    latitude, longitude, kilometres = feature
    size = math.degrees(kilometres / 2 / RADIUS_KM)
    points = []
    for angle in range(0, 360, 12):
        reach = size * (1 + wavy * sind(angle * 3 + math.degrees(latitude) % 360))
        lat = latitude + reach * cosd(angle)
        lon = longitude + reach * sind(angle) / max(0.2, cosd(lat))
        if cosd(lat) * cosd(lon) > 0:
            points.append(disc.point(lat, lon))
    return points


def _shape(points: list[Point], fill: str) -> str:
    data = "L".join(UNIT.data(x, y) for x, y in points)
    return wash.area(f"M{data}Z", fill)


def _crater(disc: Disc, crater: Feature, fill: str, rim: str = "none") -> str:
    """Draws a round crater, which a sphere shows as an ellipse."""
    latitude, longitude, kilometres = crater
    x, y = disc.point(latitude, longitude)
    away = math.hypot(x - disc.x, y - disc.y) / disc.radius
    wide = disc.radius * kilometres / 2 / RADIUS_KM
    turn = math.degrees(math.atan2(y - disc.y, x - disc.x))
    flat = wide * math.sqrt(1 - min(0.99, away) ** 2)
    return wash.oval(x, y, flat, wide, fill, turn=turn, rim=rim)


def _in_sight(disc: Disc, crater: Feature) -> bool:
    """Whether a crater lies on the plate at all."""
    x, y = disc.point(crater[0], crater[1])
    reach = disc.radius * crater[2] / 2 / RADIUS_KM
    return -reach < x < 640 + reach and -reach < y < 640 + reach


def surface(disc: Disc, palette: Palette, *, terminator: float | None = None) -> str:
    """This function will draw the full disc with seas, craters and the rays of Tycho.

    With the longitude of the terminator it draws the small craters too, with their shadows.
    """
    marks = wash.disc(disc.x, disc.y, disc.radius, palette.light)
    marks += "".join(_shape(_outline(disc, sea), palette.sea) for sea in SEAS)
    band = "L".join(UNIT.data(*disc.point(COLD_LATITUDE, lon)) for lon in range(COLD_WEST, COLD_EAST + 1, 4))
    marks += wash.stroke(f"M{band}", palette.sea, disc.radius * 0.085)
    known = CRATERS if terminator is None else CRATERS + SMALL_CRATERS
    craters = [crater for crater in known if _in_sight(disc, crater)]
    marks += "".join(_crater(disc, crater, palette.bright, palette.rim) for crater in craters)
    if terminator is not None:
        marks += "".join(_crater_shadow(disc, crater, palette, terminator) for crater in craters)
    return marks + _crater(disc, PLATO, palette.floor) + _tycho_rays(disc, palette)


def _crater_shadow(disc: Disc, crater: Feature, palette: Palette, terminator: float) -> str:
    """Draws the shadow of the wall that faces the Sun, longer near the terminator, and the peak of large
    craters."""
    latitude, longitude, kilometres = crater
    x, y = disc.point(latitude, longitude)
    tall = disc.radius * kilometres / 2 / RADIUS_KM * 0.95
    wide = tall * max(0.15, cosd(longitude))
    filled = max(0.08, min(0.9, 0.95 - (longitude - terminator) / 34))
    inner = 1 - 2 * filled
    data = UNIT.data(
        "M", x, y - tall, "A", wide, tall, "0 0 1", x, y + tall,
        "A", abs(inner) * wide, tall, "0 0 0" if inner > 0 else "0 0 1", x, y - tall, "Z",
    )  # fmt: skip
    marks = wash.area(data, palette.shade)
    if kilometres > 80 and tall > 9 and filled < 0.6:
        marks += wash.disc(x - wide * 0.1, y, tall * 0.08, palette.rim)
    return marks


def _tycho_rays(disc: Disc, palette: Palette) -> str:
    x, y = disc.point(TYCHO[0], TYCHO[1])
    near = disc.radius * 0.05
    marks = ""
    for angle in RAYS:
        reach = disc.radius * (0.28 + 0.05 * ((angle * 7) % 10))
        data = UNIT.data(
            "M",
            x + near * cosd(angle),
            y + near * sind(angle),
            "L",
            x + reach * cosd(angle),
            y + reach * sind(angle),
        )
        wide = 1.1 if reach > disc.radius * 0.5 else 0.8
        marks += wash.stroke(data, palette.bright, wide, 0.8)
    return marks


def shadow(disc: Disc, phase: float, palette: Palette) -> str:
    """This function will draw the night side; `phase` is the angle of the Sun, 90 is a half Moon."""
    r, k = disc.radius, cosd(phase)
    night = UNIT.data(
        "M", disc.x, disc.y - r, "A", r, r, "0 0 0", disc.x, disc.y + r,
        "A", abs(k) * r, r, "0 0 1" if k > 0 else "0 0 0", disc.x, disc.y - r, "Z",
    )  # fmt: skip
    rows = int(r / 5)
    teeth = ""
    for j in range(-rows + 1, rows):
        if not 0 < disc.y + r * j / rows < 640:
            continue
        width = math.sqrt(max(0.0, 1 - (j / rows) ** 2))
        teeth += UNIT.data(
            "M", disc.x - k * r * width - 1, disc.y + r * j / rows, "h", (7 + 9 * ((j * 5) % 3)) * width
        )
    return (
        wash.area(night, palette.dark)
        + wash.stroke(teeth, palette.dark, 1.1)
        + wash.circle(disc.x, disc.y, r, palette.edge)
    )


def moon(disc: Disc, *, phase: float | None = 68, palette: Palette | None = None, fine: bool = False) -> str:
    """This function will draw the Moon, clipped to its disc; without a phase it is full."""
    colours = palette or Palette()
    circle = f'<circle cx="{number(disc.x)}" cy="{number(disc.y)}" r="{number(disc.radius)}"/>'
    face = surface(disc, colours, terminator=phase - 90 if fine and phase is not None else None)
    marks = wash.clipped(face, circle, "moon")
    return marks + (shadow(disc, phase, colours) if phase is not None else "")
