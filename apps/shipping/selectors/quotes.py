"""What delivery costs and when it arrives. Product page, basket, checkout and order all ask here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.utils import timezone

from apps.accounts.visitor import country_name
from apps.currency import selectors as currencies
from apps.currency.money import Money
from apps.currency.rules import Ending, UsedRate, convert
from apps.inventory.selectors import Availability
from apps.pricing import selectors as pricing
from apps.shipping import rules
from apps.shipping.addresses import region_of
from apps.shipping.errors import NoDelivery, UnknownMethod
from apps.shipping.models import Method
from apps.shipping.rules import Calendar, Parcel, Piece, Promise
from apps.shipping.selectors.tables import Band, Extra, Point, Tables, Way, tables

BY_EMAIL = "email"  # the way of what is not sent
AT_POINT = "at:"  # what the code of a way to a pick-up point begins with
HEAVY_PARCEL_G = 20_000  # from here on the carrier calls before it comes
NEAREST_POINTS = 3
NAME_LENGTH = 80  # what an order keeps of the name of a way


@dataclass(frozen=True, slots=True)
class Consignment:
    """What has to travel, as far as carriers care. What weighs nothing is not sent: it comes by email.

    Without pieces only the weight counts. `value` is what the goods cost with home tax, before promotions.
    """

    weight_g: int
    parcels: int = 1
    ready_on: date | None = None  # when the last piece of it is here; None means now
    pieces: tuple[Piece, ...] = ()
    value: Money | None = None

    @classmethod
    def of(
        cls, pieces: Iterable[Piece], *, ready_on: date | None = None, value: Money | None = None
    ) -> "Consignment":
        """Make a consignment of what is to be packed."""
        known = tuple(pieces)
        return cls(
            weight_g=sum(piece.weight_g * piece.quantity for piece in known),
            parcels=len(rules.pack(known, rules.Box())) or 1,
            ready_on=ready_on,
            pieces=known,
            value=value,
        )

    @property
    def is_digital(self) -> bool:
        return self.weight_g <= 0

    @property
    def is_heavy(self) -> bool:
        return self.weight_g >= HEAVY_PARCEL_G

    @property
    def heaviest_kg(self) -> int:
        return round(self.weight_g / max(1, self.parcels) / 1000)

    def packed(self, box: rules.Box) -> tuple[Parcel, ...]:
        """Form the parcels for a method's largest box."""
        pieces = self.pieces or (Piece(self.weight_g, parcels=max(1, self.parcels)),)
        return rules.pack(pieces, box)


class Charge(NamedTuple):
    """A surcharge as a quote names it."""

    name: str
    price: Money


@dataclass(frozen=True, slots=True)
class Quote:
    """One way to deliver a consignment: price with tax of the home country, and the promised days."""

    code: str
    name: str
    carrier: str
    note: str
    tax_class: str
    price: Money
    promise: Promise
    method: str = ""  # the method's code, also where the way leads to a pick-up point
    zone: str = ""
    charges: tuple[Charge, ...] = ()  # contained in the price
    parcels: tuple[Parcel, ...] = ()
    days_max: int = 0  # working days of transit that the promise allows
    point: Point | None = None

    @property
    def is_fetched(self) -> bool:
        return self.point is not None

    def frozen(self) -> dict[str, Any]:
        """Return how the goods travel, as plain data for the order: what a parcel's page and its label need."""
        return {
            "method": self.method,
            "zone": self.zone,
            "days_max": self.days_max,
            "surcharges": [{"name": name, "minor": price.minor} for name, price in self.charges],
            "parcels": [{"weight_g": p.weight_g, "size_mm": list(p.size_mm or ())} for p in self.parcels],
            "point": self.point._asdict() if self.point else None,
        }


@dataclass(frozen=True, slots=True)
class _Question:
    """What a quote has to answer: goods, place, day and currency."""

    consignment: Consignment
    country: str
    region: str
    postcode: str
    now: datetime  # by the warehouse's clock
    rate: UsedRate

    def stated(self, minor: int, currency: str) -> Money:
        """Turn an amount of the tables into the currency that was asked for."""
        amount = Money(minor, currency)
        return amount if currency == self.rate.currency else convert(amount, self.rate, Ending.NONE)

    def can_state(self, currency: str) -> bool:
        """Tell whether amounts of the tables in a currency can be used; others are left out."""
        return currency in (self.rate.currency, self.rate.base)

    def is_worth(self, minor: int, currency: str) -> bool:
        """Tell whether the goods reach an amount of the tables; what costs an unknown amount reaches none."""
        value = self.consignment.value
        if not minor:
            return True
        return (
            value is not None
            and value.currency == self.rate.currency
            and value >= self.stated(minor, currency)
        )


def quotes(
    consignment: Consignment,
    country: str,
    *,
    region: str = "",
    postcode: str = "",
    currency: str = "",
    now: datetime | None = None,
) -> list[Quote]:
    """Return every way to deliver a consignment to a place, cheapest first; an empty list if there is none.

    `region` is an area as addresses store it, or the end of an ISO 3166-2 code. What is not sent comes by email,
    at once and for nothing, wherever goods are sold to. Prices are in `currency`, by default the base currency;
    a consignment's value has to be in the same. Raises NoRate for one without a usable rate.
    """
    currency = currency or settings.BASE_CURRENCY
    known = tables()
    if consignment.is_digital:
        return [_by_email(currency, now)] if country in known.served else []
    region = region_of(country, region)
    zone = known.zone_of(country, region, postcode)
    if zone is None:
        return []
    local = timezone.localtime(now)
    rate = currencies.rate_for(currency, on=local.date())
    asked = _Question(consignment, country, region, postcode, local, rate)
    bands = known.bands.get(zone, {})
    found = [q for way in known.ways.values() for q in _ways(known, way, bands.get(way.id, []), asked)]
    return sorted(found, key=lambda q: (q.is_fetched, q.price.minor, q.promise.last))


def _by_email(currency: str, now: datetime | None) -> Quote:
    today = timezone.localdate(now)
    return Quote(
        code=BY_EMAIL,
        name="By email",
        carrier="Email",
        note="Right after the payment",
        tax_class="standard",
        price=Money.zero(currency),
        promise=Promise(today, today),
        method=BY_EMAIL,
    )


def _ways(known: Tables, way: Way, bands: list[Band], asked: _Question) -> Iterator[Quote]:
    """The quotes of one method: none if it does not take the goods, one for each pick-up point it leads to."""
    if not bands or not _takes(way, asked.consignment.pieces):
        return
    parcels = asked.consignment.packed(way.box)
    band = _band(bands, parcels, asked)
    if band is None or any(_is_too_big(way, parcel) for parcel in parcels):
        return
    quote = _quote(known, way, band, parcels, asked)
    if way.kind == Method.Kind.DOOR:
        yield quote
        return
    for point in _points(known, way, asked):
        yield replace(
            quote,
            code=AT_POINT + point.code,
            name=f"{way.name}, {point.name}"[:NAME_LENGTH],
            note=f"{point.line1}, {point.postcode} {point.city}. {point.hours}",
            point=point,
        )


def _takes(way: Way, pieces: Iterable[Piece]) -> bool:
    return not any(
        piece.product_id in way.products or not way.categories.isdisjoint(piece.category_ids)
        for piece in pieces
    )


def _is_too_big(way: Way, parcel: Parcel) -> bool:
    limits = (
        (parcel.weight_g, way.max_parcel_g),
        (parcel.length_mm, way.max_length_mm),
        (parcel.girth_mm, way.max_girth_mm),
    )
    return any(limit is not None and measured > limit for measured, limit in limits)


def _band(bands: Iterable[Band], parcels: Iterable[Parcel], asked: _Question) -> Band | None:
    """The lightest band that holds the goods, of those for goods of this value."""
    volume = sum(parcel.volume_cm3 for parcel in parcels)
    for band in bands:
        fits = asked.consignment.weight_g <= band.up_to_weight_g and (
            band.up_to_volume_cm3 is None or volume <= band.up_to_volume_cm3
        )
        if fits and asked.can_state(band.currency) and asked.is_worth(band.from_value_minor, band.currency):
            return band
    return None


def _quote(known: Tables, way: Way, band: Band, parcels: tuple[Parcel, ...], asked: _Question) -> Quote:
    free_from = band.free_from_minor
    is_free = free_from is not None and asked.is_worth(free_from, band.currency)
    price = asked.stated(0 if is_free else band.price_minor, band.currency)
    charges = tuple(_charges(known.extras, way, band.zone_id, parcels, asked))
    days_min, days_max = _transit(known, way, band, asked)
    return Quote(
        code=way.code,
        name=way.name,
        carrier=way.carrier,
        note=way.note,
        tax_class=way.tax_class,
        price=sum((charge.price for charge in charges), price),
        promise=_promise(way, days_min, days_max, asked),
        method=way.code,
        zone=known.zones[band.zone_id],
        charges=charges,
        parcels=parcels,
        days_max=days_max,
    )


def _charges(
    extras: Iterable[Extra], way: Way, zone: int, parcels: tuple[Parcel, ...], asked: _Question
) -> Iterator[Charge]:
    """The surcharges of a quote. What is fetched elsewhere pays none for a remote address."""
    code, is_fetched = rules.compact(asked.postcode), way.kind != Method.Kind.DOOR
    for extra in extras:
        is_meant = extra.method_id in (None, way.id) and extra.zone_id in (None, zone)
        if not is_meant or not asked.can_state(extra.currency):
            continue
        if extra.place.country and (is_fetched or not extra.place.fits(asked.country, asked.region, code)):
            continue
        times = sum(_is_beyond(extra, parcel) for parcel in parcels) if extra.has_limits else 1
        if times and extra.price_minor:
            yield Charge(extra.name, asked.stated(extra.price_minor, extra.currency) * times)


def _is_beyond(extra: Extra, parcel: Parcel) -> bool:
    limits = (
        (parcel.weight_g, extra.heavier_than_g),
        (parcel.length_mm, extra.longer_than_mm),
        (parcel.girth_mm, extra.girth_over_mm),
    )
    return any(limit is not None and measured > limit for measured, limit in limits)


def _points(known: Tables, way: Way, asked: _Question) -> list[Point]:
    """The pick-up points of a country whose postcodes begin most like the address; the shop only for home tax.

    Goods that are handed over here are taxed here, whatever the address says.
    """
    points = known.points.get((way.id, asked.country), [])
    if way.kind == Method.Kind.SHOP:
        tax = pricing.tax_for(way.tax_class, asked.country, region=asked.region, postcode=asked.postcode)
        return points if tax.place == settings.HOME_COUNTRY else []
    code = rules.compact(asked.postcode)
    nearest = sorted(points, key=lambda point: -rules.shared_start(rules.compact(point.postcode), code))
    return nearest[:NEAREST_POINTS]


# ---- when it arrives ---------------------------------------------------------------------------------------


def warehouse_calendar() -> Calendar:
    """Return the days on which parcels leave the house."""
    return Calendar(
        settings.HOME_COUNTRY, settings.WAREHOUSE_SUBDIVISION, frozenset(settings.WAREHOUSE_CLOSED)
    )


def _promise(way: Way, days_min: int, days_max: int, asked: _Question) -> Promise:
    """The arrival days: from cut-off, holidays, handling and stock here, and transit and holidays there."""
    here = warehouse_calendar()
    leaves = rules.dispatch_day(
        asked.now,
        cutoff_hour=settings.DISPATCH_CUTOFF_HOUR,
        ready_on=asked.consignment.ready_on,
        handling_days=way.handling_days,
        calendar=here,
    )
    there = here if way.kind == Method.Kind.SHOP else Calendar(asked.country, asked.region)
    return rules.promise(leaves, days_min=days_min, days_max=days_max, calendar=there)


def _transit(known: Tables, way: Way, band: Band, asked: _Question) -> tuple[int, int]:
    """The working days from dispatch to arrival: as measured where enough parcels were, else as the rate says."""
    counts = measured(known, way.code, asked.country, asked.region, asked.postcode)
    if not counts or way.kind == Method.Kind.SHOP:
        return band.days_min, band.days_max
    percent = settings.TRANSIT_PERCENTILE
    return rules.percentile(counts, 100 - percent), rules.percentile(counts, percent)


def measured(known: Tables, method: str, country: str, region: str, postcode: str) -> dict[int, int]:
    """Return how many parcels took how many days, of the region if enough went there, else of the country."""
    for part in (rules.transit_region(region, postcode), "") if known.figures else ():
        counts = known.figures.get((method, country, part), {})
        if sum(counts.values()) >= settings.TRANSIT_FLOOR:
            return counts
    return {}


def quote(
    code: str,
    consignment: Consignment,
    country: str,
    *,
    region: str = "",
    postcode: str = "",
    now: datetime | None = None,
) -> Quote:
    """Return one way to deliver. Raises NoDelivery if nothing goes there, UnknownMethod for any other code."""
    value = consignment.value
    currency = value.currency if value is not None else ""
    found = quotes(consignment, country, region=region, postcode=postcode, currency=currency, now=now)
    if not found:
        raise NoDelivery(f"We cannot deliver these items to {country_name(country)}.")
    for candidate in found:
        if candidate.code == code:
            return candidate
    raise UnknownMethod


def refresh_rates() -> None:
    """Read the delivery tables anew. Placing an order does; pages live with a copy up to 15 s old."""
    tables.fresh()


def ready_on(states: Iterable[Availability]) -> date | None:
    """Return when everything will be here: None if it all is, else the latest expected day."""
    expected = [state.expected_on for state in states if not state.is_in_stock and state.expected_on]
    return max(expected) if expected else None


def countries() -> list[tuple[str, str]]:
    """Return the countries goods can go to as (code, name), by name."""
    return sorted(((code, country_name(code)) for code in tables().served), key=lambda pair: pair[1])


def is_served(country: str) -> bool:
    return country in tables().served


def collection_point() -> Point | None:
    """Return where goods can be collected at the shop, or None: the way out where no carrier goes."""
    known = tables()
    shops = [way.id for way in known.ways.values() if way.kind == Method.Kind.SHOP]
    return next((p for way in shops for p in known.points.get((way, settings.HOME_COUNTRY), [])), None)
