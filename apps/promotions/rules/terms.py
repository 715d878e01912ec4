"""The words of promotions: what goes into the calculation and what comes out."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.db.models import TextChoices

from apps.currency.money import Money

Convert = Callable[[Money, str], Money | None]


class Status(TextChoices):
    DRAFT = "DRAFT", "draft"
    ACTIVE = "ACTIVE", "active"
    PAUSED = "PAUSED", "paused"


class ConditionKind(TextChoices):
    PRODUCTS = "PRODUCTS", "products"
    CATEGORIES = "CATEGORIES", "categories and all below them"
    BRANDS = "BRANDS", "brands"
    AMOUNT = "AMOUNT", "minimum amount"
    QUANTITY = "QUANTITY", "minimum quantity"
    GROUPS = "GROUPS", "customer groups"
    COUNTRIES = "COUNTRIES", "destination countries"
    FIRST_ORDER = "FIRST_ORDER", "first order"
    WINDOW = "WINDOW", "only between two moments"


class EffectKind(TextChoices):
    PERCENT = "PERCENT", "percent off"
    AMOUNT = "AMOUNT", "amount off"
    FIXED_PRICE = "FIXED_PRICE", "fixed price per unit"
    BUY_GET = "BUY_GET", "buy some, get some"
    CHEAPEST_FREE = "CHEAPEST_FREE", "cheapest of so many free"
    DELIVERY_PERCENT = "DELIVERY_PERCENT", "percent off delivery"
    DELIVERY_AMOUNT = "DELIVERY_AMOUNT", "amount off delivery"
    GIFT = "GIFT", "gift"


class Reason(StrEnum):
    """Why a promotion or a code gives nothing."""

    UNKNOWN_CODE = "unknown_code"
    CODE_EXPIRED = "code_expired"
    SECOND_CODE = "second_code"
    NOT_RUNNING = "not_running"
    USED_UP = "used_up"
    CUSTOMER_LIMIT = "customer_limit"
    GROUP = "group"
    COUNTRY = "country"
    NOT_FIRST_ORDER = "not_first_order"
    NOTHING_ELIGIBLE = "nothing_eligible"
    MINIMUM_AMOUNT = "minimum_amount"
    MINIMUM_QUANTITY = "minimum_quantity"
    NO_RATE = "no_rate"
    STOPPED = "stopped"
    EXCLUDED = "excluded"
    NO_EFFECT = "no_effect"


def same_currency_only(_money: Money, _currency: str) -> Money | None:
    """Convert nothing: what is not stated in a currency has no amount in it."""
    return None


# ---- what goes in ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a basket. `unit_minor` is the price of one unit before any promotion, in minor units."""

    key: Hashable
    product_id: int
    variant_id: int
    category_ids: frozenset[int]  # its own and those above it
    brand_id: int
    quantity: int
    unit_minor: int
    currency: str
    is_discountable: bool = True


@dataclass(frozen=True, slots=True)
class Coupon:
    """A code that was typed in, as selectors.coupon found it. `refusal` is empty if it can be used."""

    code: str
    promotion_id: int | None
    code_id: int | None = None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """Who buys what goes where, and when.

    `delivery_minor` is None while the delivery is not chosen. `convert` turns an amount that staff stated in
    another currency into the basket's one, or answers None if there is no rate. `uses` tells how often this
    customer has used each promotion (selectors.uses_of).
    """

    currency: str
    country: str
    now: datetime
    customer_groups: frozenset[str] = frozenset()
    is_first_order: bool = False
    coupons: frozenset[Coupon] = frozenset()
    delivery_minor: int | None = None
    convert: Convert = same_currency_only
    uses: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Amounts:
    """One amount as staff stated it: in the first currency, and by wish in others, each in minor units."""

    stated: tuple[Money, ...]

    def into(self, context: Context) -> int | None:
        """Return the amount in the basket's currency: as stated in it, else the first one converted.

        None if there is no rate.
        """
        for money in self.stated:
            if money.currency == context.currency:
                return money.minor
        converted = context.convert(self.stated[0], context.currency)
        return None if converted is None else converted.minor


@dataclass(frozen=True, slots=True)
class Effect:
    """What a promotion gives. Which fields count depends on the kind."""

    kind: str
    percent_hundredths: int = 0  # 12.5 % is 1250
    amounts: Amounts | None = None  # off, or the fixed price of a unit
    buy: int = 0
    get: int = 0
    gift_variant_id: int | None = None
    gift_name: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A promotion ready for calculation.

    Within one kind of condition one match is enough; all kinds that have something must match. The names
    are for sentences.
    """

    promotion_id: int
    label: str
    effects: tuple[Effect, ...]
    priority: int = 0  # lower applies first
    is_exclusive: bool = False
    stops_further: bool = False
    needs_coupon: bool = False
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    max_uses_per_customer: int | None = None
    is_used_up: bool = False
    budget_left: Amounts | None = None
    products: frozenset[int] = frozenset()
    categories: frozenset[int] = frozenset()  # with all below them
    brands: frozenset[int] = frozenset()
    product_names: tuple[str, ...] = ()
    category_names: tuple[str, ...] = ()
    brand_names: tuple[str, ...] = ()
    minimum_amount: Amounts | None = None
    minimum_amount_of_all: bool = False
    minimum_quantity: int = 0
    minimum_quantity_of_all: bool = False
    groups: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    is_first_order_only: bool = False
    windows: tuple[tuple[datetime | None, datetime | None], ...] = ()

    def runs_at(self, moment: datetime) -> bool:
        """Tell whether a moment lies in the promotion's time, and in one of its windows if it has any."""
        if not _within(moment, self.starts_at, self.ends_at):
            return False
        return not self.windows or any(_within(moment, start, end) for start, end in self.windows)


def _within(moment: datetime, start: datetime | None, end: datetime | None) -> bool:
    return (start is None or start <= moment) and (end is None or moment < end)


# ---- what comes out ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Share:
    """What one promotion takes off one line, or off the delivery, in minor units."""

    promotion_id: int
    label: str
    code: str
    minor: int


@dataclass(frozen=True, slots=True)
class Gift:
    """A variant to be added at a price of zero."""

    promotion_id: int
    label: str
    code: str
    variant_id: int
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Applied:
    """A promotion that gave something; `minor` is all it took off, delivery included."""

    promotion_id: int
    label: str
    code: str
    code_id: int | None
    minor: int


@dataclass(frozen=True, slots=True)
class Rejection:
    """A promotion, or a code, that gave nothing, and why. `by` is the promotion that stood in its way."""

    promotion_id: int | None
    label: str
    code: str
    reason: str
    sentence: str
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """Everything promotions do to a basket. The shares of a promotion add up to what it took off exactly."""

    shares: dict[Hashable, list[Share]] = field(default_factory=dict)
    delivery: list[Share] = field(default_factory=list)
    gifts: list[Gift] = field(default_factory=list)
    applied: list[Applied] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)

    def off_line(self, key: Hashable) -> int:
        """Return what all promotions together take off a line, in minor units."""
        return sum(share.minor for share in self.shares.get(key, ()))

    @property
    def off_goods(self) -> int:
        return sum(share.minor for shares in self.shares.values() for share in shares)

    @property
    def off_delivery(self) -> int:
        return sum(share.minor for share in self.delivery)
