"""Money in the demo shop: how prices end, sales, price lists, promotions.

The browser tests buy Barlow lenses, Dobsonians, postcards and a cosmic ray detector: nothing here changes
what those cost.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from apps.catalog.models import Category, Variant
from apps.currency import services as currencies
from apps.currency.models import Currency
from apps.currency.money import Money
from apps.currency.rules import Ending
from apps.pricing import services as pricing
from apps.pricing.models import Price, PriceList
from apps.promotions import services as promotions
from apps.promotions.models import Condition, CouponCode, Effect, Promotion
from apps.promotions.rules import ConditionKind, EffectKind, Status
from shop.demo.loader.goods import ACTOR, ON_SALE_SINCE

CLUB = "club"

ENDINGS = {
    "USD": Ending.NINETY_NINE,
    "GBP": Ending.NINETY_NINE,
    "CHF": Ending.NINETY_FIVE,
    "SEK": Ending.WHOLE,
    "NOK": Ending.WHOLE,
    "DKK": Ending.WHOLE,
    "PLN": Ending.WHOLE,
    "CZK": Ending.TENS,
    "JPY": Ending.TENS,
    "CAD": Ending.NINETY_NINE,
    "AUD": Ending.NINETY_NINE,
}

Prices = Mapping[str, str]  # item number to price in major units
SALE: Prices = {"AS-16325": "26.90", "AS-16105": "99.00"}  # head torch, Mars globe
NEXT_SALE: Prices = {"AS-16341": "11.90", "AS-16342": "11.90"}  # mugs
STATED: Mapping[str, Prices] = {
    "USD": {"AS-12231": "199.00", "AS-11201": "149.00", "AS-16113": "18.95", "AS-16114": "18.95"},
    "JPY": {"AS-12231": "32800", "AS-11201": "23800", "AS-16113": "2980", "AS-16114": "2980"},
}
CLUB_PRICES: Prices = {"AS-12231": "175.00", "AS-12501": "49.00", "AS-12725": "17.90"}
QUANTITY_PRICES: Mapping[int, Prices] = {  # planispheres for a class
    5: {"AS-16113": "15.90", "AS-16114": "15.90"},
    10: {"AS-16113": "14.50", "AS-16114": "14.50"},
}


def load_offers() -> None:
    """Load price endings, sales, prices by currency, group and quantity, and promotions."""
    with transaction.atomic():
        _load_endings()
        _load_sales()
        _load_prices()
        _load_promotions()


# ---- prices ----------------------------------------------------------------------------------------------


def _load_endings() -> None:
    """Choose how prices end, unless somebody has chosen already."""
    if Currency.objects.exclude(ending=Ending.NONE).exists():
        return
    for currency in Currency.objects.filter(code__in=ENDINGS):
        currencies.update_currency(
            code=currency.code, is_offered=currency.is_offered, ending=ENDINGS[currency.code]
        )


def _load_sales() -> None:
    """One sale that runs and one that starts next week; the prices of four months before make them honest."""
    now = timezone.now()
    _load_sale(SALE, now - timedelta(days=3), now + timedelta(days=25))
    _load_sale(NEXT_SALE, now + timedelta(days=7), now + timedelta(days=21))


def _load_sale(prices: Prices, starts_at: datetime, ends_at: datetime) -> None:
    sales = Price.objects.filter(variant__sku__in=prices, is_reduced=True, ends_at__isnull=False)
    if not sales.exists():
        pricing.set_prices(
            prices=_by_variant(prices), starts_at=starts_at, ends_at=ends_at, is_reduced=True, actor=ACTOR
        )


def _load_prices() -> None:
    start = timezone.now() - ON_SALE_SINCE
    for currency, prices in STATED.items():
        pricing.set_prices(prices=_by_variant(prices, currency), starts_at=start, actor=ACTOR)
    for quantity, prices in QUANTITY_PRICES.items():
        pricing.set_prices(prices=_by_variant(prices), starts_at=start, min_quantity=quantity, actor=ACTOR)
    if not PriceList.objects.filter(customer_group=CLUB).exists():
        clubs = PriceList(name="Astronomy clubs", customer_group=CLUB)
        pricing.save_price_list(price_list=clubs)
        pricing.set_prices(prices=_by_variant(CLUB_PRICES), starts_at=start, price_list=clubs.pk, actor=ACTOR)


def _by_variant(prices: Prices, currency: str = "EUR") -> dict[int, Money]:
    known = dict(Variant.objects.filter(sku__in=prices).values_list("sku", "pk"))
    return {known[sku]: Money.of(price, currency) for sku, price in prices.items() if sku in known}


# ---- promotions --------------------------------------------------------------------------------------------


def _load_promotions() -> None:
    saturn = _promotion(
        "Saturn coupon",
        "10 % off eyepieces",
        {"kind": EffectKind.PERCENT, "percent": 10},
        ["eyepieces"],
        needs_coupon=True,
        max_uses_per_customer=1,
        ends_at=datetime(2036, 1, 1, tzinfo=UTC),
    )
    if saturn is not None:
        promotions.save_code(coupon=CouponCode(promotion=saturn, code="SATURN10"))
    half = {"kind": EffectKind.BUY_GET, "buy_quantity": 1, "get_quantity": 1, "percent": 50}
    _promotion("Prints in pairs", "Second print half price", half, ["gifts-and-prints/prints"])
    delivery = _promotion(
        "Gifts delivered free",
        "Free delivery",
        {"kind": EffectKind.DELIVERY_PERCENT, "percent": 100},
        ["gifts-and-prints"],
        priority=10,
    )
    _from_amount(delivery, "150")
    chart = Variant.objects.filter(sku="AS-16353").first()
    if chart is not None:
        gift = {"kind": EffectKind.GIFT, "gift_variant": chart}
        postcards = _promotion(
            "Postcards with a telescope", "Twelve postcards with your telescope", gift, ["telescopes"]
        )
        _from_amount(postcards, "1500")
    draft = {"kind": EffectKind.PERCENT, "percent": 15}
    _promotion("Eyepiece week", "Eyepiece week", draft, ["eyepieces"], status=Status.DRAFT)


def _from_amount(promotion: Promotion | None, amount: str) -> None:
    """Let a promotion that was just made begin at an amount in the base currency."""
    if promotion is not None:
        Condition.objects.create(
            promotion=promotion,
            kind=ConditionKind.AMOUNT,
            amount_minor=Money.of(amount, settings.BASE_CURRENCY).minor,
            currency=settings.BASE_CURRENCY,
        )
        promotions.refresh_rules()


def _promotion(
    name: str, label: str, effect: dict[str, Any], categories: list[str], **fields: Any
) -> Promotion | None:
    """Make a promotion on goods of categories, unless there is one of that name."""
    if Promotion.objects.filter(name=name).exists():
        return None
    promotion = promotions.save_promotion(
        promotion=Promotion(name=name, label=label, **{"status": Status.ACTIVE, **fields})
    )
    Effect.objects.create(promotion=promotion, **effect)
    goods = Condition.objects.create(promotion=promotion, kind=ConditionKind.CATEGORIES)
    goods.categories.set(Category.objects.filter(path__in=categories))
    promotions.refresh_rules()
    return promotion
