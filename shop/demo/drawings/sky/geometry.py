"""Angles on the sky and how they become places on paper. All angles are in degrees."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime

Point = tuple[float, float]
OBLIQUITY = 23.4393
# The galactic north pole and the galactic longitude of the celestial north pole.
GALACTIC_POLE_RA, GALACTIC_POLE_DEC, GALACTIC_NODE = 192.85948, 27.12825, 122.93192


def alt_az(ra: float, dec: float, sidereal: float, latitude: float) -> Point:
    """This function will return the altitude and the azimuth (north is 0, east is 90) of a place in the
    sky."""
    hour, d, lat = math.radians(sidereal - ra), math.radians(dec), math.radians(latitude)
    sin_alt = math.sin(d) * math.sin(lat) + math.cos(d) * math.cos(lat) * math.cos(hour)
    y = -math.cos(d) * math.sin(hour)
    x = math.sin(d) * math.cos(lat) - math.cos(d) * math.sin(lat) * math.cos(hour)
    return math.degrees(math.asin(max(-1.0, min(1.0, sin_alt)))), math.degrees(math.atan2(y, x)) % 360


def sidereal_time(moment: datetime, longitude: float) -> float:
    """This function will return the mean sidereal time of a moment at a longitude east of Greenwich."""
    days = (moment - datetime(2000, 1, 1, 12, tzinfo=UTC)).total_seconds() / 86400
    return (280.46062 + 360.98564737 * days + longitude) % 360


def from_galactic(longitude: float, latitude: float) -> Point:
    """This function will return right ascension and declination of a place given in galactic degrees."""
    b, pole = math.radians(latitude), math.radians(GALACTIC_POLE_DEC)
    turn = math.radians(GALACTIC_NODE - longitude)
    sin_dec = math.sin(b) * math.sin(pole) + math.cos(b) * math.cos(pole) * math.cos(turn)
    y = math.cos(b) * math.sin(turn)
    x = math.sin(b) * math.cos(pole) - math.cos(b) * math.sin(pole) * math.cos(turn)
    return (GALACTIC_POLE_RA + math.degrees(math.atan2(y, x))) % 360, math.degrees(math.asin(sin_dec))


def to_galactic(ra: float, dec: float) -> Point:
    """This function will return the galactic longitude and latitude of a place."""
    d, pole, turn = math.radians(dec), math.radians(GALACTIC_POLE_DEC), math.radians(ra - GALACTIC_POLE_RA)
    sin_b = math.sin(d) * math.sin(pole) + math.cos(d) * math.cos(pole) * math.cos(turn)
    y = math.cos(d) * math.sin(turn)
    x = math.sin(d) * math.cos(pole) - math.cos(d) * math.sin(pole) * math.cos(turn)
    return (GALACTIC_NODE - math.degrees(math.atan2(y, x))) % 360, math.degrees(math.asin(sin_b))


def from_ecliptic(longitude: float) -> Point:
    """This function will return right ascension and declination of a place on the ecliptic."""
    e, lon = math.radians(OBLIQUITY), math.radians(longitude)
    ra = math.degrees(math.atan2(math.sin(lon) * math.cos(e), math.cos(lon))) % 360
    return ra, math.degrees(math.asin(math.sin(lon) * math.sin(e)))


def to_ecliptic(ra: float, dec: float) -> Point:
    """This function will return the ecliptic longitude and latitude of a place."""
    e, a, d = math.radians(OBLIQUITY), math.radians(ra), math.radians(dec)
    sin_b = math.sin(d) * math.cos(e) - math.cos(d) * math.sin(e) * math.sin(a)
    y = math.sin(a) * math.cos(d) * math.cos(e) + math.sin(d) * math.sin(e)
    return math.degrees(math.atan2(y, math.cos(a) * math.cos(d))) % 360, math.degrees(math.asin(sin_b))


@dataclass(frozen=True)
class Stereographic:
    """Maps two angles on a sphere to paper, around a centre; shapes stay true.

    Longitude grows to the right, as azimuth does when one looks south. For right ascension, which grows to
    the left on the sky, set `mirrored`.
    """

    longitude: float
    latitude: float
    scale: float  # drawing units per degree at the centre
    x: float
    y: float
    mirrored: bool = False

    def point(self, longitude: float, latitude: float) -> Point:
        """This function will map a place; places opposite the centre come out far away."""
        lat, lat0 = math.radians(latitude), math.radians(self.latitude)
        turn = math.radians(longitude - self.longitude) * (-1 if self.mirrored else 1)
        near = math.sin(lat0) * math.sin(lat) + math.cos(lat0) * math.cos(lat) * math.cos(turn)
        k = 2 / (1 + near) if near > -0.99 else 200.0
        across = k * math.cos(lat) * math.sin(turn)
        up = k * (math.cos(lat0) * math.sin(lat) - math.sin(lat0) * math.cos(lat) * math.cos(turn))
        unit = self.scale * 180 / math.pi
        return self.x + unit * across, self.y - unit * up


@dataclass(frozen=True)
class Polar:
    """Maps the sky around a pole to a disc; the distance from the pole is drawn true."""

    x: float
    y: float
    radius: float  # of the disc, in drawing units
    reach: float  # how far from the pole the disc reaches, in degrees
    south: bool = False

    def point(self, ra: float, dec: float) -> Point:
        distance = (90 + dec if self.south else 90 - dec) / self.reach * self.radius
        turn = math.radians(-ra if self.south else ra)
        return self.x - distance * math.sin(turn), self.y - distance * math.cos(turn)

    def holds(self, dec: float) -> bool:
        return (90 + dec if self.south else 90 - dec) <= self.reach


@dataclass(frozen=True)
class Dome:
    """Maps the sky above a horizon to a disc with the zenith in the middle, north up and east to the left."""

    x: float
    y: float
    radius: float
    sidereal: float
    latitude: float

    def point(self, ra: float, dec: float) -> Point:
        altitude, azimuth = alt_az(ra, dec, self.sidereal, self.latitude)
        distance = (90 - altitude) / 90 * self.radius
        return self.x - distance * math.sin(math.radians(azimuth)), self.y - distance * math.cos(
            math.radians(azimuth)
        )

    def holds(self, ra: float, dec: float) -> bool:
        return alt_az(ra, dec, self.sidereal, self.latitude)[0] >= 0


@dataclass(frozen=True)
class Mollweide:
    """Maps a whole sphere to an ellipse twice as long as it is wide; areas stay true."""

    x: float
    y: float
    half: float  # half of the short axis, in drawing units
    upright: bool = False

    def point(self, longitude: float, latitude: float) -> Point:
        lat = math.radians(latitude)
        theta = lat
        for _ in range(8):
            slope = 2 + 2 * math.cos(2 * theta)
            if slope < 1e-6:
                break
            theta -= (2 * theta + math.sin(2 * theta) - math.pi * math.sin(lat)) / slope
        lon = (-longitude + 180) % 360 - 180
        across = 2 * self.half * lon / 180 * math.cos(theta)
        up = self.half * math.sin(theta)
        return (self.x + up, self.y + across) if self.upright else (self.x + across, self.y - up)
