"""Signed messages to the shop: kept, delivered, delayed, repeated or shuffled, as a test wants."""

import hashlib
import hmac
import json
import queue
import random
import threading
import time
import urllib.error
import urllib.request
from typing import Any

_TRIES = 6


def signature(body: bytes, secret: str, at: int | None = None) -> str:
    """Return the Stripe-Signature header of a body: a time, and an HMAC over time and body."""
    when = int(time.time()) if at is None else at
    mac = hmac.new(secret.encode(), f"{when}.".encode() + body, hashlib.sha256)
    return f"t={when},v1={mac.hexdigest()}"


class Courier:
    """Takes every event. Without an address it only keeps them, for tests that deliver by themselves."""

    def __init__(self) -> None:
        self.url = ""
        self.secret = "whsec_stand_in"
        self.delay, self.copies, self.is_held = 0.0, 1, False
        self.kept: list[dict[str, Any]] = []
        self._bag: queue.Queue[tuple[float, dict[str, Any]]] = queue.Queue()
        threading.Thread(target=self._run, daemon=True).start()

    def configure(self, **told: Any) -> None:
        """Set url, secret, delay (seconds), copies, or is_held (keep everything until `release`)."""
        for name in ("url", "secret", "delay", "copies", "is_held"):
            if name in told:
                setattr(self, name, told[name])

    def reset(self) -> None:
        """Forget every message and setting."""
        self.url, self.delay, self.copies, self.is_held = "", 0.0, 1, False
        self.kept.clear()

    def letter(self, event: dict[str, Any], *, at: int | None = None) -> tuple[bytes, str]:
        """Return the body of a message and its signature, by now or by another time."""
        body = json.dumps(event).encode()
        return body, self.sign(body, at=at)

    def sign(self, body: bytes, *, at: int | None = None) -> str:
        """Return the signature of anything."""
        return signature(body, self.secret, at)

    def take(self, event: dict[str, Any]) -> None:
        """Keep an event and send it off."""
        self.kept.append(event)
        if not self.is_held:
            self._send([event] * int(self.copies))

    def release(self, *, copies: int = 1, shuffle: bool = False) -> int:
        """Send everything that was ever kept, again if need be, and return how many."""
        events = [event for event in self.kept for _ in range(copies)]
        if shuffle:
            random.shuffle(events)
        self.is_held = False
        self._send(events)
        return len(events)

    def _send(self, events: list[dict[str, Any]]) -> None:
        for event in events:
            if self.url:
                self._bag.put((time.monotonic() + self.delay, event))

    def _run(self) -> None:
        while True:
            due, event = self._bag.get()
            time.sleep(max(0.0, due - time.monotonic()))
            threading.Thread(target=self._deliver, args=(event,), daemon=True).start()

    def _deliver(self, event: dict[str, Any]) -> None:
        for number in range(_TRIES):
            body, signed = self.letter(event)
            headers = {"Content-Type": "application/json", "Stripe-Signature": signed}
            try:
                request = urllib.request.Request(self.url, body, headers)  # noqa: S310 - an address of the test
                with urllib.request.urlopen(request, timeout=10):  # noqa: S310
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2 * 2**number)
