"""Gift cards: sold as goods, sent by email."""

from decimal import Decimal

from shop.demo.catalogue.build import card, offer, prose
from shop.demo.schema import Option, Product, Variant

AMOUNTS = (25, 50, 100, 250)


def _over(place: int, amount: int) -> Variant:
    return offer(
        16381 + place,
        f"Gift card, {amount} euros",
        f"{amount}.00",
        kg="0.01",  # what the catalogue needs; nothing is sent
        box=(210, 148, 5),
        stock=1000,
        options={"amount": str(amount)},
        pictures=(card("gift_card", f"Gift card over {amount} euros on its envelope.", amount=amount),),
    )


CARDS: tuple[Product, ...] = (
    Product(
        slug="gift-card",
        name="Gift card",
        brand="house-print",
        category="stationery",
        pitch=(
            "For people who know exactly which eyepiece they want, and for those who do not know yet. The code "
            "comes by email as soon as it is paid."
        ),
        description=prose("""
            The card is a code of sixteen characters. Forward the email, or print it and put it in an envelope:
            whoever has the code can spend it.

            It pays any number of orders until nothing is left on it, and runs for three years to the end of the
            year. It is worth what you paid for it, in the currency you paid in. No tax is charged on the card;
            the goods it buys are taxed as always.
            """),
        in_the_box=("A code by email, for each card",),
        keywords="gift card voucher present certificate code last minute email birthday",
        tax_class="voucher",
        is_gift_card=True,
        specs={
            "longest_side": Decimal("21.0"),  # as it prints
            "from_age": 6,
            "material": "paper",
            "subject": "observing",
        },
        options=(
            Option(
                code="amount",
                name="Amount",
                values=tuple((str(amount), f"€{amount}") for amount in AMOUNTS),
            ),
        ),
        variants=tuple(_over(place, amount) for place, amount in enumerate(AMOUNTS)),
        personal_text="A line for whoever gets the card",
        popularity=60,
    ),
)
