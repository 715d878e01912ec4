"""What EasyPost answers (https://docs.easypost.com/docs/shipments and /trackers), and the messages it sends."""

import hashlib
import hmac
import itertools
import json
import math
import threading
import unicodedata
from datetime import UTC, datetime
from typing import Any

KEY = "EZTK_stand_in"
SECRET = "tracking ﬁts"
PDF = b"%PDF-1.4\n% a label that nobody can send\n%%EOF\n"
NOT_SERVED = "AQ"
Answer = tuple[int, dict[str, Any]]


class ApiError(Exception):
    """An error in the shape that EasyPost gives it."""

    def __init__(self, status: int, code: str, message: str) -> None:
        self.status = status
        self.body = {"error": {"code": code, "message": message, "errors": []}}
        super().__init__(message)


class Api:
    """Shipments, purchases and trackers, kept in memory."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.url = ""
        self.reset()

    def reset(self) -> None:
        """Forget everything, for the next test."""
        self.shipments: dict[str, dict[str, Any]] = {}
        self.trackers: dict[str, dict[str, Any]] = {}
        self.calls: list[tuple[str, str, dict[str, Any]]] = []
        self._numbers = itertools.count(1)

    def answer(self, method: str, path: str, told: dict[str, Any], *, key: str) -> Answer:
        """Answer one request. Raises ApiError."""
        with self.lock:
            self.calls.append((method, path, told))
            if key != KEY:
                raise ApiError(401, "APIKEY.INACTIVE", "This api key is no longer active.")
            match [method, *path.removeprefix("/v2/").split("/")]:
                case ["POST", "shipments"]:
                    return 201, self._describe(told["shipment"])
                case ["GET", "shipments", name]:
                    return 200, _known(self.shipments, name)
                case ["POST", "shipments", name, "buy"]:
                    return 200, self._buy(_known(self.shipments, name), told["rate"]["id"])
                case ["POST", "trackers"]:
                    return 200, self._follow(told["tracker"]["tracking_code"])
                case ["GET", "trackers", name]:
                    return 200, _known(self.trackers, name)
            raise ApiError(404, "NOT_FOUND", "The requested resource could not be found.")

    def _describe(self, told: dict[str, Any]) -> dict[str, Any]:
        parcel, where = told["parcel"], told["to_address"]["country"]
        if not parcel["weight"] > 0:
            raise ApiError(422, "PARCEL.WEIGHT.INVALID", "Weight must be positive.")
        name = f"shp_{next(self._numbers)}"
        pounds = math.ceil(parcel["weight"] / 16)
        priced = (("Ground", 5 + pounds, 3), ("Air", 13 + 2 * pounds, None))
        rates = [
            {"id": f"rate_{name}_{service}", "object": "Rate", "carrier": "Zephyr", "service": service,
             "rate": f"{price}.20", "currency": "EUR", "delivery_days": days}
            for service, price, days in priced if where != NOT_SERVED
        ]  # fmt: skip
        refusal = {"carrier": "Zephyr", "type": "rate_error", "message": "We do not go there."}
        self.shipments[name] = {
            **told, "id": name, "object": "Shipment", "rates": rates, "selected_rate": None, "tracker": None,
            "messages": [] if rates else [refusal], "postage_label": None, "tracking_code": None,
        }  # fmt: skip
        return self.shipments[name]

    def _buy(self, shipment: dict[str, Any], rate: str) -> dict[str, Any]:
        if shipment["postage_label"]:
            raise ApiError(422, "SHIPMENT.POSTAGE.EXISTS", "Postage already exists for this shipment.")
        shipment["selected_rate"] = next(each for each in shipment["rates"] if each["id"] == rate)
        shipment["tracking_code"] = f"ZE{int(shipment['id'][4:]):08d}"
        shipment["tracker"] = self._follow(shipment["tracking_code"])
        address = f"{self.url}/labels/{shipment['id']}.pdf"
        shipment["postage_label"] = {"object": "PostageLabel", "label_url": address, "label_pdf_url": address}
        return shipment

    def _follow(self, number: str) -> dict[str, Any]:
        for tracker in self.trackers.values():
            if tracker["tracking_code"] == number:
                return tracker
        name = f"trk_{next(self._numbers)}"
        self.trackers[name] = {
            "id": name, "object": "Tracker", "tracking_code": number, "status": "unknown",
            "est_delivery_date": None, "tracking_details": [],
        }  # fmt: skip
        return self.trackers[name]

    # ---- what happens to a parcel, and the message about it ------------------------------------------------

    def happens(
        self, number: str, status: str, *, at: datetime, message: str = "", city: str = "", expected: str = ""
    ) -> tuple[bytes, str]:
        """Let something happen to a parcel that is watched; return EasyPost's message and its signature."""
        with self.lock:
            tracker = self._follow(number)
            where = {"object": "TrackingLocation", "city": city or None, "country": None, "zip": None}
            told = {"object": "TrackingDetail", "status": status, "message": message, "tracking_location": where,
                    "datetime": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}  # fmt: skip
            tracker["tracking_details"].append(told)
            tracker["status"], tracker["est_delivery_date"] = status, expected or tracker["est_delivery_date"]
            return letter({"description": "tracker.updated", "result": tracker})


def letter(event: dict[str, Any]) -> tuple[bytes, str]:
    """Return a message as EasyPost sends it, and its signature."""
    body = json.dumps({"id": "evt_1", "object": "Event", "mode": "test", **event}).encode()
    return body, sign(body)


def sign(body: bytes, secret: str = SECRET) -> str:
    """Return the header X-Hmac-Signature of a body."""
    key = unicodedata.normalize("NFKD", secret).encode()
    return "hmac-sha256-hex=" + hmac.new(key, body, hashlib.sha256).hexdigest()


def _known(things: dict[str, dict[str, Any]], name: str) -> dict[str, Any]:
    if name not in things:
        raise ApiError(404, "NOT_FOUND", "The requested resource could not be found.")
    return things[name]
