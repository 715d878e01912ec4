"""What happens at Stripe without the shop, on demand: POST /_fake/<name> with JSON arguments."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from shop.tests.stripe_fake import intents, pages, refunds, sessions
from shop.tests.stripe_fake.errors import ApiError

if TYPE_CHECKING:
    from shop.tests.stripe_fake.server import FakeStripe


def do(fake: "FakeStripe", method: str, path: str, body: str) -> Any:
    """Carry out what a control address asks for."""
    name = path.removeprefix("/_fake/").strip("/")
    if name not in ACTS:
        raise ApiError(404, "invalid_request_error", f"There is no /_fake/{name}")
    told = json.loads(body or "{}")
    with fake.books.lock:
        return ACTS[name](fake, **told)


def _faults(fake: "FakeStripe", **told: Any) -> Any:
    fake.fault(**told)
    return {"ok": True}


def _webhooks(fake: "FakeStripe", **told: Any) -> Any:
    fake.courier.configure(**told)
    return {"ok": True}


def _release(fake: "FakeStripe", **told: Any) -> Any:
    return {"sent": fake.courier.release(**told)}


def _state(fake: "FakeStripe") -> Any:
    return {"things": fake.books.things, "calls": fake.api.calls}


def _refund(fake: "FakeStripe", **told: Any) -> Any:
    return refunds.create(fake.books, told)


def _fail_refund(fake: "FakeStripe", refund: str, reason: str = "expired_or_canceled_card") -> Any:
    return refunds.fail(fake.books, fake.books.get(refund, "re"), reason)


def _dispute(fake: "FakeStripe", payment_intent: str, amount: int | None = None) -> Any:
    return refunds.dispute(fake.books, fake.books.get(payment_intent, "pi"), amount)


def _close_dispute(fake: "FakeStripe", dispute: str, status: str) -> Any:
    return refunds.close_dispute(fake.books, fake.books.get(dispute, "dp"), status)


def _settle(fake: "FakeStripe", payment_intent: str, works: bool = True) -> Any:
    """Let a delayed payment arrive, or fail."""
    intent = fake.books.get(payment_intent, "pi")
    if works:
        intents.take(fake.books, intent)
    else:
        intents.decline(
            fake.books, intent, "payment_method_provider_decline", "generic_decline", "The bank said no."
        )
    return intent


def _lapse(fake: "FakeStripe", payment_intent: str) -> Any:
    """Let an authorisation run out."""
    return intents.cancel(fake.books, fake.books.get(payment_intent, "pi"), "automatic")


def _intent(fake: "FakeStripe", **told: Any) -> Any:
    """Make an intent that the shop did not ask for."""
    return intents.create(fake.books, told)


def _bank(fake: "FakeStripe", payment_intent: str, works: bool = True) -> Any:
    """Answer the bank's page, and say where the browser goes."""
    return pages.answer_bank(fake.books, fake.books.get(payment_intent, "pi"), works)


def _hosted(fake: "FakeStripe", number: str = "4242 4242 4242 4242") -> Any:
    """Pay on the newest page of Stripe; say where the browser goes, or what the page says."""
    return pages.pay_hosted(fake.books, fake.books.all("cs")[0], number, fake.url)


def _expire(fake: "FakeStripe") -> Any:
    """Let the newest page of Stripe run out."""
    return sessions.expire(fake.books, fake.books.all("cs")[0])


ACTS: dict[str, Callable[..., Any]] = {
    "faults": _faults,
    "webhooks": _webhooks,
    "release": _release,
    "state": _state,
    "refund": _refund,
    "fail-refund": _fail_refund,
    "dispute": _dispute,
    "close-dispute": _close_dispute,
    "settle": _settle,
    "lapse": _lapse,
    "intent": _intent,
    "bank": _bank,
    "hosted": _hosted,
    "expire": _expire,
}
