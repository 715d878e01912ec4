"""The stand-in for Stripe is held to Stripe's own library: its objects, its errors, its signatures, its keys."""

import http.client
import json
import re
import typing
from pathlib import Path
from typing import Any

import pytest
import stripe as library
from django.conf import settings
from stripe.checkout import Session

from shop.local import environment
from shop.local.environment import Address
from shop.tests.stripe_fake.api import PUBLISHABLE_KEY, SECRET_KEY
from shop.tests.stripe_fake.courier import signature

CLASSES: dict[str, type] = {
    "payment_intent": library.PaymentIntent,
    "charge": library.Charge,
    "refund": library.Refund,
    "dispute": library.Dispute,
    "checkout.session": Session,
    "event": library.Event,
}


@pytest.fixture
def client(stripe: Any) -> library.StripeClient:
    return library.StripeClient("sk_test_stand_in", base_addresses={"api": stripe.url}, max_network_retries=0)


def an_intent(client: library.StripeClient, **more: Any) -> library.PaymentIntent:
    asked: Any = {"amount": 6500, "currency": "eur", "automatic_payment_methods": {"enabled": True}, **more}
    return client.v1.payment_intents.create(asked)


@pytest.fixture
def busy(stripe: Any, client: library.StripeClient) -> Any:
    """A stand-in on which everything has happened once."""
    paid, open_ = an_intent(client), an_intent(client, capture_method="manual")
    stripe.confirm(paid.id, "pm_card_chargeDeclined")
    stripe.confirm(paid.id)
    stripe.confirm(open_.id)
    client.v1.payment_intents.capture(open_.id, {"amount_to_capture": 500})
    refund = client.v1.refunds.create({"payment_intent": paid.id, "amount": 100})
    stripe.happens("fail-refund", refund=refund.id)
    stripe.happens("dispute", payment_intent=paid.id)
    asks = an_intent(client)
    stripe.confirm(asks.id, "pm_card_authenticationRequired")
    session = client.v1.checkout.sessions.create(
        {
            "mode": "payment",
            "success_url": "http://testserver/",
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {"currency": "eur", "unit_amount": 900, "product_data": {"name": "x"}},
                }
            ],
        }
    )
    client.v1.checkout.sessions.expire(session.id)
    return stripe


def literals_of(kind: type, field: str) -> set[str]:
    """The words that the library lists for a field, or none where it lists none."""
    hint = kind.__annotations__[field]
    parts = [hint, *typing.get_args(hint)]
    return {
        word for part in parts if typing.get_origin(part) is typing.Literal for word in typing.get_args(part)
    }


class TestTheObjects:
    def test_have_only_fields_that_stripe_has(self, busy: Any):
        seen = set()
        for thing in busy.books.things.values():
            if "object" not in thing:
                continue
            seen.add(thing["object"])
            assert set(thing) - set(CLASSES[thing["object"]].__annotations__) == set(), thing["object"]
        assert seen == set(CLASSES)

    @pytest.mark.parametrize(
        ("name", "field"), [("payment_intent", "status"), ("payment_intent", "capture_method"),
                            ("payment_intent", "cancellation_reason"), ("checkout.session", "status"),
                            ("checkout.session", "payment_status"), ("dispute", "status"), ("event", "type")],
    )  # fmt: skip
    def test_use_words_that_stripe_uses(self, busy: Any, name: str, field: str):
        known = literals_of(CLASSES[name], field)
        used = {thing[field] for thing in busy.books.things.values() if thing.get("object") == name} - {None}

        assert used <= known if known else used

    def test_are_read_by_the_library_with_every_field_that_the_shop_reads(self, busy: Any, client: Any):
        for intent in client.v1.payment_intents.list({"expand": ["data.latest_charge"]}).data:
            assert isinstance(intent, library.PaymentIntent)
            for field in ("id", "status", "amount", "amount_received", "amount_capturable", "currency", "metadata",
                          "client_secret", "last_payment_error", "livemode", "created"):  # fmt: skip
                assert hasattr(intent, field)
            assert intent.latest_charge is None or isinstance(intent.latest_charge, library.Charge)
        for refund in client.v1.refunds.list().data:
            assert (refund.status, refund.amount, refund.metadata.to_dict()) is not None

    def test_come_in_pages(self, client: library.StripeClient, stripe: Any):
        names = [an_intent(client).id for _ in range(25)]

        found = client.v1.payment_intents.list({"limit": 10})

        assert [one.id for one in found.auto_paging_iter()] == names[::-1]


class TestErrors:
    def test_are_those_of_the_library(self, client: library.StripeClient, stripe: Any):
        with pytest.raises(library.InvalidRequestError) as missing:
            client.v1.payment_intents.retrieve("pi_gone")
        assert (missing.value.http_status, missing.value.code) == (404, "resource_missing")
        with pytest.raises(library.InvalidRequestError) as small:
            an_intent(client, amount=1)
        assert small.value.code == "amount_too_small"
        with pytest.raises(library.InvalidRequestError) as unknown:
            an_intent(client, colour="red")
        assert unknown.value.code == "parameter_unknown"
        with pytest.raises(library.AuthenticationError):
            library.StripeClient("sk_other", base_addresses={"api": stripe.url}).v1.refunds.list()

    def test_of_a_card_keep_the_intent_open(self, client: library.StripeClient):
        intent = an_intent(client)

        with pytest.raises(library.CardError) as declined:
            client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_chargeDeclined"})

        assert (declined.value.code, declined.value.http_status) == ("card_declined", 402)
        again = client.v1.payment_intents.retrieve(intent.id)
        assert again.status == "requires_payment_method"
        assert again.last_payment_error is not None

    def test_on_demand_are_what_a_network_does(self, client: library.StripeClient, stripe: Any):
        for kind, error in (("cut", library.APIConnectionError), ("refuse", library.APIConnectionError),
                            ("500", library.APIError), ("429", library.RateLimitError)):  # fmt: skip
            stripe.fault(kind)
            with pytest.raises(error):
                an_intent(client)
        assert len(stripe.books.all("pi")) == 2


class TestIdempotencyKeys:
    def test_repeat_the_first_answer(self, client: library.StripeClient, stripe: Any):
        asked: Any = ({"amount": 6500, "currency": "eur"}, {"idempotency_key": "k"})

        assert client.v1.payment_intents.create(*asked).id == client.v1.payment_intents.create(*asked).id
        assert len(stripe.books.all("pi")) == 1

    def test_with_other_parameters_are_refused(self, client: library.StripeClient):
        client.v1.payment_intents.create({"amount": 6500, "currency": "eur"}, {"idempotency_key": "k"})

        with pytest.raises(library.IdempotencyError):
            client.v1.payment_intents.create({"amount": 6501, "currency": "eur"}, {"idempotency_key": "k"})


class TestMessages:
    def test_are_signed_as_the_library_signs(self):
        theirs = library.WebhookSignature.generate_signature_header("{}", "whsec_x", timestamp=1700000000)

        assert signature(b"{}", "whsec_x", 1700000000) == theirs

    def test_are_events_of_the_library(self, busy: Any):
        for event in busy.courier.kept:
            body, signed = busy.courier.letter(event)
            read = library.Webhook.construct_event(body, signed, busy.courier.secret)
            assert read.data.object["object"] in CLASSES

    def test_can_be_ordered_from_outside(self, stripe: Any):
        asked = http.client.HTTPConnection(stripe.url.removeprefix("http://"))
        asked.request("POST", "/_fake/state", b"{}")

        with asked.getresponse() as answer:
            assert json.load(answer) == {"things": {}, "calls": []}


class TestTheShop:
    def test_never_imports_the_stand_in(self):
        files = [file for top in ("apps", "shop") for file in Path(settings.BASE_DIR, top).rglob("*.py")]
        own = [file for file in files if "tests" not in file.parts]

        assert len(own) > 300
        assert [file for file in own if re.search(r"(from|import) shop\.tests", file.read_text())] == []

    def test_is_told_the_stand_in_s_keys_by_bin_run(self, stripe: Any):
        told = environment.stripe(Address("127.0.0.1", 8000), 4010)

        assert (told["STRIPE_SECRET_KEY"], told["STRIPE_PUBLISHABLE_KEY"]) == (SECRET_KEY, PUBLISHABLE_KEY)
        assert told["STRIPE_WEBHOOK_SECRETS"] == stripe.courier.secret
