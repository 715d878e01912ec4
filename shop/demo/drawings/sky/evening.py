"""The evenings of a year: what stands where at ten, and how it is laid on the picture of the month.

The place is 50 degrees north, 10 degrees east; ten o'clock is German clock time in the middle of the month.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from shop.demo.drawings.sky.geometry import Point, Stereographic, alt_az, sidereal_time
from shop.demo.drawings.sky.stars import Star, messier

LATITUDE, LONGITUDE = 50.0, 10.0
EVENING = 22
# Months whose middle lies in German summer time.
SUMMER_TIME = range(4, 11)


@dataclass(frozen=True)
class Night:
    """What one month shows: the target, its name, the headline and the place in the sky that it speaks of."""

    messier: int
    name: str
    headline: str
    ra: float
    dec: float


NIGHTS = {
    1: Night(42, "the Orion Nebula", "Orion stands due south at ten.", 84.0, -1.0),
    2: Night(50, "the star cluster M 50", "Sirius stands in the south at ten.", 101.3, -16.7),
    3: Night(44, "the Beehive cluster", "The Beehive stands high at ten.", 130.1, 19.7),
    4: Night(65, "the galaxy M 65 in Leo", "Leo stands due south at ten.", 158.0, 15.0),
    5: Night(104, "the Sombrero galaxy", "The Crow stands due south at ten.", 186.5, -20.0),
    6: Night(5, "the globular cluster M 5", "Arcturus stands due south at ten.", 213.9, 19.2),
    7: Night(10, "the globular cluster M 10", "Antares stands due south at ten.", 247.4, -26.4),
    8: Night(11, "the Wild Duck cluster", "The Archer stands due south at ten.", 280.0, -28.0),
    9: Night(15, "the globular cluster M 15", "The Sea Goat stands due south at ten.", 313.0, -19.0),
    10: Night(2, "the globular cluster M 2", "Aquarius stands due south at ten.", 335.0, -6.0),
    11: Night(77, "the galaxy M 77 in Cetus", "The Whale stands due south at ten.", 24.0, -10.0),
    12: Night(45, "the Pleiades", "The Pleiades stand due south at ten.", 56.75, 24.12),
}


@dataclass(frozen=True)
class Layout:
    """One crop: its size, the horizon, where the target shall stand, the telescope and the letter sizes."""

    width: int
    height: int
    horizon: float
    target_x: float
    highest_y: float
    scale: float  # drawing units per degree at the horizon, at most
    telescope_x: float
    telescope_scale: float
    faintest: float
    names: float  # size of letters
    constellations: float
    clear: float  # half the width that horizon numbers leave to the telescope


WIDE = Layout(1600, 680, 624, 950, 158, 9.3, 1250, 0.232, 5.6, 15, 13, 95)
TALL = Layout(520, 500, 456, 188, 92, 6.3, 392, 0.178, 5.2, 15, 12, 80)


def evening(year: int, month: int) -> datetime:
    """This function will return the moment that a picture shows, in universal time."""
    offset = 2 if month in SUMMER_TIME else 1
    return datetime(year, month, 15, EVENING, tzinfo=UTC) - timedelta(hours=offset)


def target_of(month: int) -> Point:
    """This function will return right ascension and declination of a month's target."""
    found = messier()[NIGHTS[month].messier - 1]
    return found.ra, found.dec


@dataclass(frozen=True)
class Sky:
    """The sky of one evening on one crop."""

    layout: Layout
    sidereal: float
    chart: Stereographic

    def horizontal(self, ra: float, dec: float) -> Point:
        return alt_az(ra, dec, self.sidereal, LATITUDE)

    def point(self, ra: float, dec: float) -> Point:
        altitude, azimuth = self.horizontal(ra, dec)
        return self.chart.point(azimuth, altitude)

    def star(self, star: Star) -> Point | None:
        """Returns the place of a star that has risen, or None."""
        return self.point(star.ra, star.dec) if self.horizontal(star.ra, star.dec)[0] > 0.6 else None

    def shows(self, point: Point, margin: float = 0) -> bool:
        x, y = point
        return -margin < x < self.layout.width + margin and -margin < y < self.layout.horizon - 2


def sky_of(layout: Layout, year: int, month: int) -> Sky:
    """This function will pan and scale the chart so that the month's target stands well on the crop."""
    sidereal = sidereal_time(evening(year, month), LONGITUDE)
    altitude, azimuth = alt_az(*target_of(month), sidereal, LATITUDE)
    flat = Stereographic(180, 0, 1, 0, 0)
    across, up = flat.point(azimuth, altitude)
    scale = min(layout.scale, (layout.horizon - layout.highest_y) / -up)
    return Sky(
        layout, sidereal, Stereographic(180, 0, scale, layout.target_x - across * scale, layout.horizon)
    )
