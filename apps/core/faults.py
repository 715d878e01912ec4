"""Crash points and guards that tests can use to break the shop on purpose.

A race test proves something only if it turns red when the guard is off, so every lock and every
idempotency check asks `is_on("name")` here. In production both functions do nothing: settings refuse
to start with SHOP_FAULTS outside SHOP_MODE=test, and `switch_off` refuses as well.
"""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

GUARDS = frozenset(
    {
        "stock_lock",  # stock rows are locked and checked before they are allocated
        "cart_lock",  # one completion per cart at a time
        "order_per_cart",  # an existing order of the cart is returned instead of a second one
        "idempotency_key",  # the API answers a repeated key from its store
        "outbox_done",  # a task whose outbox row is closed does nothing
        "coupon_limit",  # a use is counted only while the limit of its code or promotion allows it
        "gift_card_lock",  # a gift card's row is locked before its balance is checked
        "expected_total",  # the total that was shown is compared with the total that is charged
        "provider_event_once",  # a provider's message that was taken before does nothing
        "order_lock",  # an order's row is locked before what it says is acted on
        "refund_lock",  # an order and its payments are locked before what is left of them goes back
        "return_lock",  # an order is locked before its returns are looked at
        "rates_lock",  # one import of exchange rates at a time
        "rules_lock",  # one change of tax rates, or of delivery zones, at a time
        "parcel_lock",  # what carriers say about a parcel is counted by one process at a time
        "series_lock",  # the number of a document is taken by the statement that counts it
    }
)
CRASH_POINTS = frozenset(
    {
        "after_reserve",
        "before_provider",
        "after_provider_before_commit",
        "after_commit_before_response",
        "relay_after_publish",
        "task_before_ack",
        "refund_after_provider",
        "after_document_number",
    }
)
_off: set[str] = set()
_crash: dict[str, float] = {}
_raises: set[str] = set()


class Died(BaseException):
    """Stands for the death of a process in a test that has to live on. Nothing in the shop catches it."""


def _configure(entries: list[str]) -> None:
    for entry in entries:
        kind, _, rest = entry.partition(":")
        name, _, chance = rest.partition(":")
        if kind == "off" and name in GUARDS:
            _off.add(name)
        elif kind == "crash" and name in CRASH_POINTS:
            _crash[name] = float(chance or 1)
        else:
            raise ImproperlyConfigured(f"SHOP_FAULTS has no {entry!r}.")


def is_on(guard: str) -> bool:
    """Tell whether a guard is in force. Always true outside tests."""
    return guard not in _off


def crash_point(name: str) -> None:
    """Kill this process as `kill -9` would, if a test asked for it here."""
    if name in _raises:
        raise Died(name)
    if _crash and random.random() < _crash.get(name, 0):  # noqa: S311 - chance of a test fault
        os._exit(137)


def _must_be_a_test() -> None:
    if settings.SHOP_MODE != "test":
        raise ImproperlyConfigured("Guards can be switched off in SHOP_MODE=test only.")


@contextmanager
def dying_at(point: str) -> Iterator[None]:
    """Run a block in which whoever reaches a crash point gets no further: raises Died there."""
    _must_be_a_test()
    if point not in CRASH_POINTS:
        raise KeyError(point)
    _raises.add(point)
    try:
        yield
    finally:
        _raises.discard(point)


@contextmanager
def switched_off(guard: str) -> Iterator[None]:
    """Run a block without a guard: the negative control of a race test."""
    _must_be_a_test()
    if guard not in GUARDS:
        raise KeyError(guard)
    _off.add(guard)
    try:
        yield
    finally:
        _off.discard(guard)


_configure(settings.SHOP_FAULTS)
