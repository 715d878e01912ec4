"""The API: who may ask what, repeated keys, and objects as answers."""

import copy
import re
from collections.abc import Callable

from shop.tests.stripe_fake import intents, refunds, sessions
from shop.tests.stripe_fake.books import Books, Thing
from shop.tests.stripe_fake.errors import ApiError, invalid, missing

SECRET_KEY = "sk_test_stand_in"
PUBLISHABLE_KEY = "pk_test_stand_in"
_INTENT = {"amount", "currency", "automatic_payment_methods", "capture_method", "metadata", "description",
           "receipt_email", "confirm", "payment_method", "return_url", "expand"}  # fmt: skip
_SESSION = {"mode", "line_items", "customer_email", "client_reference_id", "metadata", "payment_intent_data",
            "success_url", "cancel_url", "expand"}  # fmt: skip
_ALLOWED = {
    "/v1/payment_intents": _INTENT,
    "/v1/checkout/sessions": _SESSION,
    "/v1/refunds": {"payment_intent", "amount", "metadata", "reason", "expand"},
}


class Api:
    """Answers requests from its books."""

    def __init__(self, books: Books, home: Callable[[], str]) -> None:
        self.books = books
        self.home = home
        self.calls: list[tuple[str, str]] = []

    def answer(self, method: str, path: str, params: Thing, *, key: str, again: str) -> tuple[int, Thing]:
        """Return status and body. `key` is the API key, `again` the Idempotency-Key."""
        with self.books.lock:
            self.calls.append((method, path))
            try:
                self._admit(method, path, params, key)
                return self._once(method, path, params, again)
            except ApiError as error:
                return error.status, copy.deepcopy(error.body)

    def _admit(self, method: str, path: str, params: Thing, key: str) -> None:
        if key == SECRET_KEY:
            return
        found = re.fullmatch(r"/v1/payment_intents/(pi_\w+)(/confirm)?", path)
        if key == PUBLISHABLE_KEY and found:
            intent = self.books.get(found[1], "pi")
            if params.get("client_secret") == intent["client_secret"]:
                return
        raise ApiError(401, "invalid_request_error", "Invalid API Key provided.")

    def _once(self, method: str, path: str, params: Thing, again: str) -> tuple[int, Thing]:
        """Carry a request out once per idempotency key, and repeat the first answer, errors included."""
        asked = (method, path, params)
        if method != "POST" or not again:
            return 200, self._carry_out(method, path, params)
        if again in self.books.answers:
            earlier, status, body = self.books.answers[again]
            if earlier != asked:
                text = f"Keys for idempotent requests can only be used with the same parameters: '{again}'."
                raise ApiError(400, "idempotency_error", text)
            return status, body
        try:
            status, body = 200, self._carry_out(method, path, params)
        except ApiError as error:
            status, body = error.status, copy.deepcopy(error.body)
        self.books.answers[again] = (asked, status, body)
        return status, body

    def _carry_out(self, method: str, path: str, params: Thing) -> Thing:
        unknown = set(params) - _ALLOWED.get(path, set(params)) if method == "POST" else set()
        if unknown:
            name = min(unknown)
            raise invalid(f"Received unknown parameter: {name}", "parameter_unknown", name)
        for (verb, pattern), act in _ROUTES.items():
            found = re.fullmatch(pattern, path)
            if verb == method and found:
                thing = copy.deepcopy(act(self, params, *found.groups()))
                return _expanded(self.books, thing, list(params.get("expand", {}).values()))
        raise ApiError(404, "invalid_request_error", f"Unrecognized request URL ({method}: {path}).")

    # ---- one method per request ------------------------------------------------------------------

    def create_intent(self, params: Thing) -> Thing:
        intent = intents.create(self.books, params)
        if params.get("confirm") == "true":
            return self.confirm(params, intent["id"])
        return intent

    def confirm(self, params: Thing, name: str) -> Thing:
        intent = self.books.get(name, "pi")
        token, back = str(params.get("payment_method", "")), str(params.get("return_url", ""))
        return intents.confirm(self.books, intent, token, back, self.home())

    def cancel(self, params: Thing, name: str) -> Thing:
        return intents.cancel(self.books, self.books.get(name, "pi"), params.get("cancellation_reason"))

    def capture(self, params: Thing, name: str) -> Thing:
        return intents.capture(self.books, self.books.get(name, "pi"), params)

    def get(self, params: Thing, name: str) -> Thing:
        return self.books.get(name, name.split("_", maxsplit=1)[0])

    def expire(self, params: Thing, name: str) -> Thing:
        return sessions.expire(self.books, self.books.get(name, "cs"))

    def create_session(self, params: Thing) -> Thing:
        return sessions.create(self.books, params, self.home())

    def create_refund(self, params: Thing) -> Thing:
        return refunds.create(self.books, params)

    def list_of(self, params: Thing, kind: str) -> Thing:
        prefix = {"payment_intents": "pi", "refunds": "re", "events": "evt"}[kind]
        made = params.get("created", {})
        found = [
            thing
            for thing in self.books.all(prefix)
            if int(made.get("gte", 0)) <= thing["created"] <= int(made.get("lte", 10**12))
            and params.get("payment_intent", thing.get("payment_intent")) == thing.get("payment_intent")
        ]
        return _page(found, params, f"/v1/{kind}")


def _page(found: list[Thing], params: Thing, url: str) -> Thing:
    """One page of a list, from behind the object that `starting_after` names."""
    names = [thing["id"] for thing in found]
    after = params.get("starting_after")
    if after is not None and after not in names:
        raise missing("object", after)
    start = names.index(after) + 1 if after else 0
    limit = int(params.get("limit", 10))
    page = found[start : start + limit]
    return {"object": "list", "url": url, "data": page, "has_more": len(found) > start + limit}


def _expanded(books: Books, thing: Thing, paths: list[str]) -> Thing:
    """Put objects where their ids stand."""
    for path in paths:
        first, _, rest = path.partition(".")
        if first == "data" and rest:
            thing["data"] = [_expanded(books, one, [rest]) for one in thing["data"]]
        elif isinstance(thing.get(first), str):
            thing[first] = copy.deepcopy(books.things[thing[first]])
    return thing


_ID = r"(\w+)"
_ROUTES: dict[tuple[str, str], Callable[..., Thing]] = {
    ("POST", "/v1/payment_intents"): Api.create_intent,
    ("GET", "/v1/(payment_intents|refunds|events)"): Api.list_of,
    ("GET", f"/v1/(?:payment_intents|refunds|disputes|charges|events|checkout/sessions)/{_ID}"): Api.get,
    ("POST", f"/v1/payment_intents/{_ID}/confirm"): Api.confirm,
    ("POST", f"/v1/payment_intents/{_ID}/cancel"): Api.cancel,
    ("POST", f"/v1/payment_intents/{_ID}/capture"): Api.capture,
    ("POST", "/v1/checkout/sessions"): Api.create_session,
    ("POST", f"/v1/checkout/sessions/{_ID}/expire"): Api.expire,
    ("POST", "/v1/refunds"): Api.create_refund,
}
