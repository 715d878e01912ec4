"""The stand-in's books: objects by id, events, and answers by idempotency key."""

import copy
import secrets
import threading
import time
from collections.abc import Callable
from typing import Any

from shop.tests.stripe_fake.errors import missing

Thing = dict[str, Any]
API_VERSION = "2026-10-28.endive"
_KINDS = {
    "pi": "payment_intent",
    "ch": "charge",
    "re": "refund",
    "cs": "checkout.session",
    "dp": "dispute",
    "evt": "event",
}


class Books:
    """Everything that was made, and who wants to hear of it."""

    def __init__(self, tell: Callable[[Thing], None]) -> None:
        self.lock = threading.RLock()
        self.things: dict[str, Thing] = {}
        self.answers: dict[str, tuple[Any, int, Thing]] = {}
        self._tell = tell

    def new(self, prefix: str, **fields: Any) -> Thing:
        """Write down a new object and return it."""
        middle = "_test_" if prefix == "cs" else "_"
        thing = {"id": f"{prefix}{middle}{secrets.token_hex(12)}", "object": _KINDS[prefix], **fields}
        thing.setdefault("created", int(time.time()))
        if prefix not in ("re", "dp"):
            thing.setdefault("livemode", False)
        self.things[thing["id"]] = thing
        return thing

    def get(self, name: str, prefix: str) -> Thing:
        """Return an object or raise the error that Stripe answers with."""
        found = self.things.get(name)
        if found is None or not name.startswith(f"{prefix}_"):
            raise missing(_KINDS[prefix], name)
        return found

    def all(self, prefix: str) -> list[Thing]:
        """Return every object of a kind, newest first."""
        return [thing for name, thing in reversed(self.things.items()) if name.startswith(f"{prefix}_")]

    def event(self, kind: str, about: Thing) -> Thing:
        """Write down that something happened and tell whoever listens."""
        event = self.new(
            "evt",
            type=kind,
            api_version=API_VERSION,
            data={"object": copy.deepcopy(about)},
            pending_webhooks=1,
            request={"id": None, "idempotency_key": None},
        )
        self._tell(event)
        return event
