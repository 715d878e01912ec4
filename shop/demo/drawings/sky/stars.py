"""Star positions and constellation figures.

Stars come from the Hipparcos catalogue (see data/LICENSE-d3-celestial.txt). The figures, the list of Messier
objects and the names of the stars are our own compilation. All angles are in degrees, for the year 2000.
"""

import csv
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"
STAR_NAMES = {
    24436: "Rigel", 27989: "Betelgeuse", 21421: "Aldebaran", 32349: "Sirius", 37279: "Procyon",
    37826: "Pollux", 36850: "Castor", 24608: "Capella", 25336: "Bellatrix", 49669: "Regulus",
    57632: "Denebola", 65474: "Spica", 69673: "Arcturus", 76267: "Alphecca", 80763: "Antares",
    91262: "Vega", 97649: "Altair", 102098: "Deneb", 113368: "Fomalhaut", 9884: "Hamal", 677: "Alpheratz",
    113963: "Markab", 107315: "Enif", 3419: "Diphda", 14135: "Menkar", 46390: "Alphard", 11767: "Polaris",
    54061: "Dubhe", 65378: "Mizar", 67301: "Alkaid", 15863: "Mirfak", 14576: "Algol", 86032: "Rasalhague",
    5447: "Mirach", 9640: "Almach", 25428: "Elnath", 60718: "Acrux", 71683: "Alpha Centauri",
    68702: "Hadar", 30438: "Canopus", 7588: "Achernar", 95947: "Albireo", 50583: "Algieba", 3179: "Schedar",
    746: "Caph", 105199: "Alderamin", 63608: "Vindemiatrix", 84012: "Sabik", 102488: "Aljanah",
    85927: "Shaula", 90185: "Kaus Australis", 92855: "Nunki", 107556: "Deneb Algedi",
}  # fmt: skip


@dataclass(frozen=True)
class Star:
    """One star: Hipparcos number, place in degrees, visual magnitude and colour index B minus V."""

    hip: int
    ra: float
    dec: float
    magnitude: float
    colour: float


@dataclass(frozen=True)
class Constellation:
    """A constellation and its figure: chains of Hipparcos numbers to be joined by lines."""

    code: str
    name: str
    meaning: str
    chains: tuple[tuple[int, ...], ...]

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        return tuple((a, b) for chain in self.chains for a, b in pairwise(chain))

    @property
    def members(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(hip for chain in self.chains for hip in chain))


@dataclass(frozen=True)
class MessierObject:
    """One entry of Messier's list."""

    number: int
    ra: float
    dec: float
    kind: str


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _star(row: dict[str, str]) -> Star:
    colour = float(row["b_v"]) if row["b_v"] else 0.5
    return Star(int(row["hip"]), float(row["ra_deg"]), float(row["dec_deg"]), float(row["vmag"]), colour)


@lru_cache(maxsize=1)
def stars() -> tuple[Star, ...]:
    """This function will return all stars to magnitude 5.7."""
    return tuple(_star(row) for row in _rows("stars.csv"))


@lru_cache(maxsize=1)
def pleiades() -> tuple[Star, ...]:
    """This function will return the stars of the Pleiades to magnitude 8.3."""
    return tuple(_star(row) for row in _rows("pleiades.csv"))


@lru_cache(maxsize=1)
def stars_by_hip() -> dict[int, Star]:
    """This function will return the stars by their Hipparcos number."""
    return {star.hip: star for star in stars()}


@lru_cache(maxsize=1)
def constellations() -> dict[str, Constellation]:
    """This function will return the constellations by their three-letter code."""
    result = {}
    for row in _rows("figures.csv"):
        chains = tuple(tuple(int(hip) for hip in chain.split("-")) for chain in row["figure"].split())
        result[row["code"]] = Constellation(row["code"], row["name"], row["meaning"], chains)
    return result


@lru_cache(maxsize=1)
def messier() -> tuple[MessierObject, ...]:
    """This function will return Messier's list."""
    return tuple(
        MessierObject(int(row["number"]), float(row["ra_deg"]), float(row["dec_deg"]), row["kind"])
        for row in _rows("messier.csv")
    )
