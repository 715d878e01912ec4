"""What delivery costs and when it arrives. Product page, basket, checkout and order all ask here."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from apps.accounts.visitor import country_name
from apps.core.memo import memo
from apps.currency import selectors as currencies
from apps.currency.money import Money
from apps.inventory.selectors import Availability
from apps.pricing import selectors as pricing
from apps.pricing.rules import from_net
from apps.shipping import rules
from apps.shipping.addresses import region_of
from apps.shipping.errors import NoDelivery, UnknownMethod
from apps.shipping.models import Method
from apps.shipping.rules import Calendar, Parcel, Piece, Promise
from apps.shipping.selectors import carrier_rates
from apps.shipping.selectors.offers import Charge, Consignment, Question, Quote
from apps.shipping.selectors.tables import Band, Extra, Point, Tables, Way, tables

BY_EMAIL = "email"  # the way of what is not sent
AT_POINT = "at:"  # what the code of a way to a pick-up point begins with
NEAREST_POINTS = 3
NAME_LENGTH = 80  # what an order keeps of the name of a way


def quotes(
    consignment: Consignment,
    country: str,
    *,
    region: str = "",
    postcode: str = "",
    currency: str = "",
    now: datetime | None = None,
    with_carriers: bool = True,
) -> list[Quote]:
    """Return every way to deliver a consignment to a place, cheapest first; an empty list if there is none.

    `region` is an area as addresses store it, or the end of an ISO 3166-2 code. What is not sent comes by email,
    at once and for nothing, wherever goods are sold to. Prices are in `currency`, by default the base currency;
    a consignment's value has to be in the same. What carriers named for this address and these parcels replaces
    the tables' prices, unless `with_carriers` is off; nobody is asked here. Raises NoRate for a currency without
    a usable rate.
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
    asked = Question(consignment, country, region, postcode, local, rate)
    bands = known.bands.get(zone, {})
    found = [q for way in known.ways.values() for q in _ways(known, way, bands.get(way.id, []), asked)]
    if with_carriers:
        found = _with_carriers_prices(known, found, asked)
    return sorted(found, key=lambda q: (q.is_fetched, q.price.minor, q.promise.last))


def first_arrival(country: str, consignment: Consignment, *, currency: str = "") -> Promise | None:
    """Return when the cheapest way brings a consignment to a country; None if nothing goes there.

    Lists ask this for every card, so the answers of an hour are kept for some seconds in this process.
    """
    now = timezone.localtime()
    return _first_arrival(country, consignment, currency, now.replace(minute=0, second=0, microsecond=0))


@memo(seconds=15)
def _first_arrival(country: str, consignment: Consignment, currency: str, hour: datetime) -> Promise | None:
    found = quotes(consignment, country, currency=currency, now=hour)
    return found[0].promise if found else None


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


def _ways(known: Tables, way: Way, bands: list[Band], asked: Question) -> Iterator[Quote]:
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


def _band(bands: Iterable[Band], parcels: Iterable[Parcel], asked: Question) -> Band | None:
    """The lightest band that holds the goods, of those for goods of this value."""
    volume = sum(parcel.volume_cm3 for parcel in parcels)
    for band in bands:
        fits = asked.consignment.weight_g <= band.up_to_weight_g and (
            band.up_to_volume_cm3 is None or volume <= band.up_to_volume_cm3
        )
        if fits and asked.can_state(band.currency) and asked.is_worth(band.from_value_minor, band.currency):
            return band
    return None


def _quote(known: Tables, way: Way, band: Band, parcels: tuple[Parcel, ...], asked: Question) -> Quote:
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
        connection=_connection(way, is_free=is_free),
        service=way.service,
    )


def _connection(way: Way, *, is_free: bool) -> str:
    """The carrier to be asked for its price: to the door only, and not for what costs nothing."""
    return "" if is_free or way.kind != Method.Kind.DOOR else carrier_rates.asked_of(way.connection)


def _with_carriers_prices(known: Tables, found: list[Quote], asked: Question) -> list[Quote]:
    """Put in the prices that carriers named lately; where none is kept the table's stands."""
    prices = carrier_rates.kept(found, carrier_rates.Place(asked.country, asked.region, asked.postcode))
    if not prices:
        return found
    ways = {way.code: way for way in known.ways.values()}
    return [_at_carriers_price(known, ways[q.method], q, prices.get(q.code), asked) for q in found]


def _at_carriers_price(
    known: Tables, way: Way, quote: Quote, price: carrier_rates.Price | None, asked: Question
) -> Quote:
    """A quote at what the carrier asks, home tax added; it contains what tables add for places and sizes."""
    if price is None or not asked.can_state(price.currency):
        return quote
    home = pricing.tax_for(way.tax_class, settings.HOME_COUNTRY).home_percent
    gross = from_net(asked.stated(price.minor, price.currency), home).gross
    if price.days is None or measured(known, way.code, asked.country, asked.region, asked.postcode):
        return replace(quote, price=gross, charges=(), is_carrier_price=True)
    days = max(1, price.days)
    promised = _promise(way, days, days, asked)
    return replace(quote, price=gross, charges=(), is_carrier_price=True, promise=promised, days_max=days)


def _charges(
    extras: Iterable[Extra], way: Way, zone: int, parcels: tuple[Parcel, ...], asked: Question
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


def _points(known: Tables, way: Way, asked: Question) -> list[Point]:
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


def _promise(way: Way, days_min: int, days_max: int, asked: Question) -> Promise:
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


def _transit(known: Tables, way: Way, band: Band, asked: Question) -> tuple[int, int]:
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
