"""EasyPost's words in ours, and ours in EasyPost's. Anything that does not fit raises CarrierSilent (GARBAGE)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings

from apps.currency.errors import UnknownCurrency
from apps.currency.money import Money
from apps.shipping.gateways.base import (
    CarrierRate,
    CarrierSilent,
    Destination,
    LabelRequest,
    Scan,
    Tracking,
)
from apps.shipping.rules import Parcel
from apps.shipping.states import TrackingState as S

_G_PER_OZ = Decimal("28.349523125")
_MM_PER_IN = Decimal("25.4")
_TENTH = Decimal("0.1")
_MALFORMED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, UnknownCurrency)

# https://docs.easypost.com/docs/trackers: the statuses of a tracker and of its details.
STATES = {
    "pre_transit": S.ANNOUNCED,
    "in_transit": S.IN_TRANSIT,
    "out_for_delivery": S.OUT_FOR_DELIVERY,
    "available_for_pickup": S.READY,
    "delivered": S.DELIVERED,
    "return_to_sender": S.RETURNING,
    "failure": S.PROBLEM,
    "cancelled": S.PROBLEM,
    "error": S.PROBLEM,
}


@contextmanager
def understood() -> Iterator[None]:
    """Turn an answer of another shape than expected into CarrierSilent."""
    try:
        yield
    except _MALFORMED as error:
        raise CarrierSilent(f"An answer of another shape: {error!r}"[:300], "GARBAGE") from error


# ---- ours in theirs --------------------------------------------------------------------------------------


def parcel_in(parcel: Parcel) -> dict[str, float]:
    """Return a parcel in ounces and inches, upwards; without a known size only its weight."""
    told = {"weight": _up(Decimal(parcel.weight_g) / _G_PER_OZ)}
    if parcel.size_mm is not None:
        sides = zip(("length", "width", "height"), parcel.size_mm, strict=True)
        told |= {name: _up(Decimal(side) / _MM_PER_IN) for name, side in sides}
    return told


def _up(number: Decimal) -> float:
    # JSON knows no decimals; a measure is no money.
    return float(max(number.quantize(_TENTH, rounding="ROUND_UP"), _TENTH))


def sender() -> dict[str, str]:
    """Return where parcels leave."""
    return {
        "company": settings.SELLER_NAME,
        "street1": settings.SELLER_STREET,
        "city": settings.SELLER_CITY,
        "zip": settings.SELLER_POSTCODE,
        "country": settings.SELLER_COUNTRY,
        "phone": settings.CONTACT_PHONE,
        "email": settings.CONTACT_EMAIL,
    }


def place_in(destination: Destination) -> dict[str, str]:
    """Return a destination as far as a price needs it."""
    return {"country": destination.country, "state": destination.region, "zip": destination.postcode}


def address_in(request: LabelRequest) -> dict[str, str]:
    """Return the address that a label prints."""
    told = request.address
    return {
        "name": told.get("name", ""),
        "company": told.get("company", ""),
        "street1": told.get("line1", ""),
        "street2": told.get("line2", ""),
        "city": told.get("city", ""),
        "state": told.get("area", ""),
        "zip": told.get("postcode", ""),
        "country": told.get("country", ""),
        "phone": told.get("phone", ""),
        "email": request.email,
    }


def customs_in(request: LabelRequest) -> dict[str, Any]:
    """Return what a parcel declares at a border."""
    items = [
        {
            "description": str(line["title"])[:50],
            "quantity": line["quantity"],
            "weight": _up(Decimal(line["weight_g"]) / _G_PER_OZ),
            "value": str(Money(line["value_minor"], line["currency"]).amount),
            "currency": line["currency"],
            "hs_tariff_number": line["hs_code"],
            "origin_country": line["origin"],
        }
        for line in request.customs
    ]
    return {"contents_type": "merchandise", "customs_certify": True, "customs_items": items}


# ---- theirs in ours --------------------------------------------------------------------------------------


def rates_of(shipment: Mapping[str, Any]) -> list[CarrierRate]:
    """Return the prices of a shipment. One below nothing is garbage."""
    with understood():
        found = [rate_of(rate) for rate in shipment["rates"]]
    if any(rate.price.minor < 0 for rate in found):
        raise CarrierSilent("A price below nothing.", "GARBAGE")
    return found


def rate_of(rate: Mapping[str, Any]) -> CarrierRate:
    """Return one price."""
    days = rate.get("delivery_days")
    return CarrierRate(
        service=f"{rate['carrier']}:{rate['service']}",
        price=Money.of(str(rate["rate"]), str(rate["currency"])),
        days=int(days) if days is not None and 0 <= int(days) <= 60 else None,
    )


def tracking_of(tracker: Mapping[str, Any]) -> Tracking:
    """Return all that a tracker says."""
    with understood():
        details = tracker.get("tracking_details") or []
        expected = tracker.get("est_delivery_date")
        return Tracking(
            reference=_word(tracker["id"]),
            number=_word(tracker["tracking_code"]),
            scans=tuple(_scan(detail) for detail in details[:500]),
            expected_on=date.fromisoformat(str(expected)[:10]) if expected else None,
        )


def _scan(detail: Mapping[str, Any]) -> Scan:
    word = _word(detail.get("status") or "unknown")
    at = datetime.fromisoformat(str(detail["datetime"]))
    where = detail.get("tracking_location") or {}
    place = ", ".join(str(where[key]) for key in ("city", "country") if where.get(key))
    return Scan(
        at=at if at.tzinfo else at.replace(tzinfo=UTC),
        state=str(STATES.get(word, "")),
        word=word[:60],
        text=_clean(detail.get("message"), 300),
        place=_clean(place, 120),
    )


def _word(value: object) -> str:
    """A name as EasyPost makes them; anything else is none of EasyPost's."""
    if not isinstance(value, str) or not value or len(value) > 60 or not value.isprintable():
        raise ValueError("no name")
    return value


def _clean(text: object, longest: int) -> str:
    return " ".join(str(text or "").replace("\x00", "").split())[:longest]
