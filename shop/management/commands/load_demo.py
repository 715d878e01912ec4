import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Load the demo shop. Running it again adds what is missing and changes nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--products",
            type=int,
            default=0,
            metavar="N",
            help="Grow the catalogue to N products (up to 100000).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.IN_PRODUCTION:
            raise CommandError(
                "The demo shop has made-up goods and people; it is not for SHOP_MODE=production."
            )
        from apps.currency import services as currency
        from shop.demo import loader
        from shop.demo.catalogue import PRODUCTS, grow

        self.started = time.monotonic()
        self.say("exchange rates, delivery, texts and categories")
        currency.import_snapshot()
        loader.load_delivery()
        loader.load_content()
        loader.load_structure()
        self.say(f"{len(PRODUCTS)} products with their drawings, prices and stock")
        loader.load_products(PRODUCTS, lambda done: self.say(f"{done} of {len(PRODUCTS)} products"))
        self.say(f"{loader.load_reviews()} reviews")
        loader.load_offers()
        self.say("sales, price lists and promotions")
        self.say(f"{loader.load_customers()} orders of customers")
        extra = options["products"] - len(PRODUCTS)
        if extra > 0:
            self.say(f"growing to {options['products']:,} products")
            loader.load_products(grow(extra), lambda done: self.say(f"{done:,} of {extra:,} more products"))
        staff = loader.load_staff()
        self.say(f"staff login {staff}" if staff else "no staff login (DEMO_STAFF_EMAIL is not set)")

    def say(self, what: str) -> None:
        self.stdout.write(f"  {time.monotonic() - self.started:6.1f} s  {what}")
        self.stdout.flush()
