"""Seller, buyer and recipient in an electronic invoice."""

from collections.abc import Mapping
from typing import Any

from apps.documents.rendering.tree import Node


def add_party(node: Node, name: str, party: Mapping[str, Any]) -> Node:
    """Append a party with its postal address and e-mail address, and return it for its tax number."""
    child = node.add(name)
    company = party.get("company") or ""
    child.add("ram:Name", company or party["name"])  # BT-27, BT-44, BT-70
    contact = party.get("director") or (party["name"] if company else "")
    if party.get("phone") or party.get("email"):
        _contact(child.add("ram:DefinedTradeContact"), contact, party)
    address = child.add("ram:PostalTradeAddress")
    address.maybe("ram:PostcodeCode", party.get("postcode", ""))
    address.maybe("ram:LineOne", party.get("line1", ""))
    address.maybe("ram:LineTwo", party.get("line2", ""))
    address.maybe("ram:CityName", party.get("city", ""))
    address.add("ram:CountryID", party["country"])
    address.maybe("ram:CountrySubDivisionName", party.get("area", ""))
    if party.get("email"):
        uri = child.add("ram:URIUniversalCommunication")
        uri.add("ram:URIID", party["email"], schemeID="EM")  # BT-34, BT-49
    return child


def _contact(node: Node, person: str, party: Mapping[str, Any]) -> None:
    node.maybe("ram:PersonName", person)
    if party.get("phone"):
        node.add("ram:TelephoneUniversalCommunication").add("ram:CompleteNumber", party["phone"])
    if party.get("email"):
        node.add("ram:EmailURIUniversalCommunication").add("ram:URIID", party["email"])
