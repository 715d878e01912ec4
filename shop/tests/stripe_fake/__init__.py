"""A stand-in for Stripe: its API, pages, script and signed messages, as far as the shop uses them.

It is written from Stripe's public documentation, keeps its books in memory, and takes no money. Start it with
`python -m shop.tests.stripe_fake --port 4010`; tests start it in a thread.
"""

from shop.tests.stripe_fake.server import FakeStripe

__all__ = ["FakeStripe"]
