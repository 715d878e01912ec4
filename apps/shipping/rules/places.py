"""Where a zone begins and ends: countries, regions, postcodes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from typing import TypeVar

T = TypeVar("T")
_NOT_IN_CODES = re.compile(r"[^A-Z0-9]")

# Regulation (EU) 952/2013 art. 4. Monaco belongs to the customs territory, Northern Ireland (XI) follows its rules.
CUSTOMS_UNION = frozenset(
    ["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
     "LV", "MC", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pattern:
    """Part of a country: a region (the part of an ISO 3166-2 code behind the hyphen), postcodes, or both.

    A range compares as many characters of the postcode as its ends have; a prefix is a range of one.
    """

    country: str
    region: str = ""
    first: str = ""
    last: str = ""

    def fits(self, country: str, region: str, postcode: str) -> bool:
        """Tell whether an address lies here; its postcode is compact."""
        if self.country != country or (self.region and self.region != region):
            return False
        start = postcode[: len(self.first)]
        return not self.first or (len(start) == len(self.first) and self.first <= start <= self.last)

    @property
    def precision(self) -> tuple[int, bool]:
        return len(self.first), bool(self.region)


# Inside a union country, yet outside its customs territory (art. 4) or the area where its VAT holds
# (Directive 2006/112/EC art. 6): a parcel needs a declaration.
DECLARED = (
    Pattern("DE", first="78266", last="78266"),  # Büsingen
    Pattern("DE", first="27498", last="27498"),  # Heligoland
    Pattern("IT", first="23041", last="23041"),  # Livigno
    Pattern("IT", first="22061", last="22061"),  # Campione
    Pattern("ES", first="35", last="35"),  # Canary Islands
    Pattern("ES", first="38", last="38"),
    Pattern("ES", first="51", last="52"),  # Ceuta, Melilla
    Pattern("FI", first="22", last="22"),  # Åland
    Pattern("GR", first="63086", last="63087"),  # Mount Athos
    Pattern("FR", first="97", last="98"),  # overseas
)
NORTHERN_IRELAND = Pattern("GB", first="BT", last="BT")


def compact(postcode: str) -> str:
    """Write a postcode in capitals and digits only."""
    return _NOT_IN_CODES.sub("", postcode.upper())


def shared_start(one: str, other: str) -> int:
    """Return how many characters two codes begin with together."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def longest_match(
    patterns: Iterable[tuple[Pattern, T]], country: str, region: str, postcode: str
) -> T | None:
    """Return what belongs to the pattern that describes an address most precisely, or None.

    The longer postcode wins, then the pattern that names the region.
    """
    code = compact(postcode)
    fitting = [(pattern, value) for pattern, value in patterns if pattern.fits(country, region, code)]
    return max(fitting, key=lambda pair: pair[0].precision)[1] if fitting else None


def crosses_customs(country: str, postcode: str = "") -> bool:
    """Tell whether a parcel from inside the customs union needs a customs declaration."""
    code = compact(postcode)
    if NORTHERN_IRELAND.fits(country, "", code):
        return False
    return country not in CUSTOMS_UNION or any(area.fits(country, "", code) for area in DECLARED)
