"""A few words for writing XML of the Cross Industry Invoice."""

import re
from typing import Self
from xml.etree import ElementTree as ET

from apps.currency.money import Money

SPACES = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
    "qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
}
for _prefix, _uri in SPACES.items():
    ET.register_namespace(_prefix, _uri)
# What XML 1.0 cannot carry, whoever typed it.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Node:
    """An element that is being written."""

    def __init__(self, element: ET.Element) -> None:
        self.element = element

    def add(self, name: str, text: str | None = None, **attributes: str) -> "Node":
        """Append a child such as ram:ID and return it."""
        child = ET.SubElement(self.element, _full(name), attributes)
        if text is not None:
            child.text = _FORBIDDEN.sub("", text)
        return Node(child)

    def maybe(self, name: str, text: str) -> None:
        """Append a child if there is something to say."""
        if text:
            self.add(name, text)

    def day(self, iso_date: str, *, space: str = "udt") -> None:
        """Write a day as YYYYMMDD (format 102)."""
        self.add(f"{space}:DateTimeString", iso_date.replace("-", ""), format="102")

    def tax_number(self, vat_id: str) -> Self:
        """Append a VAT id, if there is one."""
        if vat_id:
            self.add("ram:SpecifiedTaxRegistration").add("ram:ID", vat_id, schemeID="VA")
        return self


def document() -> Node:
    """Begin a document."""
    return Node(ET.Element(_full("rsm:CrossIndustryInvoice")))


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


def money_text(minor: int, currency: str) -> str:
    """Write an amount in major units with the currency's places: 649.00, 1200 for JPY."""
    return f"{Money(minor, currency).amount:f}"
