"""How reviews are written down."""

from typing import NamedTuple

from shop.demo.schema import Review


class Voice(NamedTuple):
    """One buyer: month of the purchase as 2026-08, stars from 1 to 5."""

    author: str
    month: str
    stars: int
    title: str
    text: str
    context: str = ""
    reply: str = ""


def about(product_slug: str, *voices: Voice) -> tuple[Review, ...]:
    """Return the reviews of one product."""
    return tuple(
        Review(
            product_slug=product_slug,
            author=voice.author,
            month=voice.month,
            rating=voice.stars,
            title=voice.title,
            text=voice.text,
            context=voice.context,
            reply=voice.reply,
        )
        for voice in voices
    )
