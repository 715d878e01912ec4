"""The cards written in Python say what a template would."""

import itertools
import re
from datetime import date
from typing import Any

import pytest
from django.template import Context, Template

from apps.catalog.selectors import Card
from apps.currency.money import Money
from apps.inventory.selectors import Availability
from apps.pricing.templatetags.prices import CardPrice

CARDS = """
{% for card in cards %}
  {% with price=card.price stock=card.stock %}
    <article class="pc" id="card-{{ card.id }}">
      <div class="pc-in pc-row">
        <div class="pc-img">
          <div class="plate">
            {% if card.image_url %}
              <img src="{{ card.image_url }}"
                   alt=""
                   width="640"
                   height="640"{% if forloop.counter > eager %} loading="lazy"\
{% elif forloop.first %} fetchpriority="high"{% endif %}>
            {% endif %}
          </div>
          {% if price.was %}
            <div class="pc-top"><span class="badge badge-cut">−{{ price.saved_percent }} %</span></div>
          {% elif card.badge %}
            <div class="pc-top"><span class="badge">{{ card.badge }}</span></div>
          {% endif %}
        </div>
        <div class="pc-body">
          <p class="pc-brand">{{ card.brand }}</p>
          <h3><a href="{{ card.url }}">{{ card.title }}</a></h3>
          {% if card.rating_count %}
            <p class="stars">\
<i data-v="{{ card.half_stars }}"></i><span>\
<span class="vh">Rated </span>{{ card.rating }}<span class="vh"> out of 5,</span>\
 ({{ card.rating_count }}\
<span class="vh"> review{{ card.rating_count|pluralize }}</span>)</span></p>
          {% else %}
            <p class="stars">No reviews yet</p>
          {% endif %}
          <dl>{% for name, value in card.specs %}<dt>{{ name }}</dt><dd>{{ value }}</dd>{% endfor %}</dl>
        </div>
        <div class="pc-foot">
          {% if not stock.can_be_bought %}
            <p class="stock stock-out">\
{% if stock.expected_on %}Sold out, back on {{ stock.expected_on|date:"j F" }}{% else %}Sold out{% endif %}</p>
          {% elif stock.is_low %}
            <p class="stock stock-low">{{ stock.in_stock }} left\
{% if card.promise %}, arrives {{ card.promise }}{% endif %}</p>
          {% elif stock.is_in_stock %}
            <p class="stock">In stock{% if card.promise %}, arrives {{ card.promise }}{% endif %}</p>
          {% else %}
            <p class="stock stock-low">On order{% if card.promise %}, arrives {{ card.promise }}{% endif %}</p>
          {% endif %}
          <div class="pc-buy">
            {% if price %}
              <p class="price{% if price.was %} price-cut{% endif %}">\
{% if price.is_from %}<span class="from">from </span>{% endif %}{{ price.price }}</p>
              {% if price.was %}<p class="was">Lowest in 30 days {{ price.was }}</p>{% endif %}
            {% else %}
              <p class="was">Not on sale at the moment</p>
            {% endif %}
          </div>
        </div>
      </div>
    </article>
  {% endwith %}
{% endfor %}
"""

HOSTILE = "<b>\"Å\" & 'co'</b>"
PRICES = [
    None,
    CardPrice(Money(129900, "EUR"), None, 0, is_from=False),
    CardPrice(Money(9900, "EUR"), Money(12900, "EUR"), 23, is_from=True),
]
STOCKS = [
    None,
    Availability(in_stock=0, sellable=0),
    Availability(in_stock=0, sellable=0, expected_on=date(2026, 12, 1)),
    Availability(in_stock=2, sellable=2),
    Availability(in_stock=1200, sellable=1200),
    Availability(in_stock=0, sellable=7, expected_on=date(2026, 12, 1)),
]


def a_card(number: int, **more: object) -> Card:
    facts: dict[str, Any] = {
        "product_id": 1,
        "variant_id": 2,
        "variant_ids": [2],
        "title": HOSTILE,
        "brand": HOSTILE,
        "url": "/products/a/?v=1&w=2",
        "image_url": "",
        "badge": "",
        "tax_class": "standard",
        "weight_g": 1,
        "parcels": 1,
        "specs": [],
        "rating_tenths": 0,
        "rating_count": 0,
        "base_price_minor": 1,
    }
    return Card(id=number, **{**facts, **more})


def plain(written: str) -> str:
    """Line ends and spaces between tags mean nothing."""
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", written)).strip()


CASES = [
    *(a_card(1, price=price, stock=stock) for price, stock in itertools.product(PRICES, STOCKS)),
    *(a_card(1, promise="Tue 24 & on", stock=stock) for stock in STOCKS),
    a_card(1, badge=HOSTILE, price=PRICES[1]),
    a_card(1, badge="New", price=PRICES[2]),
    a_card(1, image_url="/media/a.webp?b&c", specs=[["Weight", "2 kg"], [HOSTILE, HOSTILE]]),
    *(
        a_card(12345, rating_tenths=tenths, rating_count=count)
        for tenths, count in ((47, 1), (50, 1234), (3, 2))
    ),
]


@pytest.mark.parametrize("card", CASES)
def test_a_card_says_what_a_template_says(card: Card) -> None:
    written = Template("{% load cards %}{% product_cards cards %}").render(Context({"cards": [card]}))

    assert plain(written) == plain(Template(CARDS).render(Context({"cards": [card], "eager": 0})))


@pytest.mark.parametrize("eager", [0, 1, 3])
def test_the_first_pictures_are_loaded_at_once(eager: int) -> None:
    context = Context({"cards": [a_card(n, image_url="/a.webp") for n in range(5)], "eager": eager})

    written = Template("{% load cards %}{% product_cards cards eager %}").render(context)

    assert plain(written) == plain(Template(CARDS).render(context))
    assert written.count("lazy") == 5 - eager
