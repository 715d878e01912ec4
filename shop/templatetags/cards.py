"""Product cards, written without templates: a list prints up to 24, each of thirty variables and conditions."""

from collections.abc import Iterable

from django import template
from django.template.defaultfilters import date as written_date
from django.utils.safestring import SafeString

from apps.catalog.selectors import Card
from shop.controls import escape

register = template.Library()


@register.simple_tag
def product_cards(cards: Iterable[Card], eager: int = 0) -> SafeString:
    """Print cards with their prices, stock and arrival; the first `eager` pictures are loaded at once."""
    return SafeString("\n".join(_card(card, place, eager) for place, card in enumerate(cards, start=1)))


def _card(card: Card, place: int, eager: int) -> str:
    return f"""<article class="pc" id="card-{card.id}">
<div class="pc-in pc-row">
<div class="pc-img">
<div class="plate">{_picture(card, place, eager)}</div>
{_corner(card)}
</div>
<div class="pc-body">
<p class="pc-brand">{escape(card.brand)}</p>
<h3><a href="{escape(card.url)}">{escape(card.title)}</a></h3>
{_stars(card)}
<dl>{"".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in card.specs)}</dl>
</div>
<div class="pc-foot">
{_stock(card)}
<div class="pc-buy">{_price(card)}</div>
</div>
</div>
</article>"""


def _picture(card: Card, place: int, eager: int) -> str:
    if not card.image_url:
        return ""
    how = ' loading="lazy"' if place > eager else ' fetchpriority="high"' if place == 1 else ""
    return f'<img src="{escape(card.image_url)}" alt="" width="640" height="640"{how}>'


def _corner(card: Card) -> str:
    if card.price and card.price.was:
        said = f'<span class="badge badge-cut">−{card.price.saved_percent} %</span>'
    elif card.badge:
        said = f'<span class="badge">{escape(card.badge)}</span>'
    else:
        return ""
    return f'<div class="pc-top">{said}</div>'


def _stars(card: Card) -> str:
    if not card.rating_count:
        return '<p class="stars">No reviews yet</p>'
    reviews = "review" if card.rating_count == 1 else "reviews"
    return (
        f'<p class="stars"><i data-v="{card.half_stars}"></i><span><span class="vh">Rated </span>{card.rating}'
        f'<span class="vh"> out of 5,</span> ({card.rating_count}<span class="vh"> {reviews}</span>)</span></p>'
    )


def _stock(card: Card) -> str:
    stock = card.stock
    arrives = f", arrives {escape(card.promise)}" if card.promise else ""
    if not stock or not stock.can_be_bought:
        back = stock.expected_on if stock else None
        said = f"Sold out, back on {written_date(back, 'j F')}" if back else "Sold out"
        return f'<p class="stock stock-out">{said}</p>'
    if not card.weight_g:
        return '<p class="stock">Comes by email</p>'
    if stock.is_low:
        return f'<p class="stock stock-low">{stock.in_stock} left{arrives}</p>'
    if stock.is_in_stock:
        return f'<p class="stock">In stock{arrives}</p>'
    return f'<p class="stock stock-low">On order{arrives}</p>'


def _price(card: Card) -> str:
    price = card.price
    if not price:
        return '<p class="was">Not on sale at the moment</p>'
    cut = " price-cut" if price.was else ""
    lead = '<span class="from">from </span>' if price.is_from else ""
    before = f'<p class="was">Lowest in 30 days {escape(price.was)}</p>' if price.was else ""
    return f'<p class="price{cut}">{lead}{escape(price.price)}</p>{before}'
