"""Where goods go, how, for how much, and how long it takes."""

from django.conf import settings

from apps.shipping.models import Method, PickupPoint, Rate, Surcharge, Zone, ZoneArea

EU_NEAR = ["AT", "BE", "CZ", "DK", "FR", "LU", "NL", "PL"]
EU_FAR = [
    "BG",
    "CY",
    "EE",
    "ES",
    "FI",
    "GR",
    "HR",
    "HU",
    "IE",
    "IT",
    "LT",
    "LV",
    "MT",
    "PT",
    "RO",
    "SE",
    "SI",
    "SK",
]
NEIGHBOURS = ["CH", "GB", "IS", "LI", "NO"]
WORLD = ["AU", "CA", "JP", "NZ", "US"]

# zone, then per weight limit in grams: (price in cents, working days from, to)
Bands = dict[int, tuple[int, int, int]]
STANDARD: dict[str, tuple[list[str], Bands]] = {
    "Germany": (
        ["DE"],
        {2_000: (490, 1, 2), 10_000: (690, 1, 2), 31_500: (1_290, 2, 3), 120_000: (1_990, 2, 3)},
    ),
    "EU, near": (
        EU_NEAR,
        {2_000: (990, 2, 3), 10_000: (1_490, 2, 3), 31_500: (2_490, 3, 4), 120_000: (4_990, 3, 5)},
    ),
    "EU, far": (
        EU_FAR,
        {2_000: (1_290, 3, 5), 10_000: (1_990, 3, 5), 31_500: (3_490, 4, 6), 120_000: (7_990, 5, 7)},
    ),
    "Neighbours outside the EU": (
        NEIGHBOURS,
        {2_000: (1_690, 3, 5), 10_000: (2_690, 3, 5), 31_500: (4_490, 4, 7), 120_000: (10_900, 5, 8)},
    ),
    "Overseas": (WORLD, {2_000: (2_490, 6, 10), 10_000: (4_990, 6, 10), 31_500: (12_900, 7, 12)}),
    "Islands and enclaves": (
        ["AX", "GG", "IM", "JE"],
        {2_000: (1_990, 4, 7), 10_000: (3_490, 4, 7), 31_500: (5_990, 5, 9), 120_000: (14_900, 7, 12)},
    ),
    "Overseas, remote": ([], {2_000: (3_490, 8, 14), 10_000: (6_990, 8, 14)}),
}
EXPRESS: dict[str, Bands] = {
    "Germany": {2_000: (1_290, 1, 1), 10_000: (1_690, 1, 1), 31_500: (2_990, 1, 1)},
    "EU, near": {2_000: (2_490, 1, 2), 10_000: (3_490, 1, 2), 31_500: (5_990, 1, 2)},
    "EU, far": {2_000: (3_290, 2, 3), 10_000: (4_490, 2, 3), 31_500: (7_990, 2, 3)},
    "Neighbours outside the EU": {2_000: (3_990, 2, 3), 10_000: (5_490, 2, 3)},
    "Overseas": {2_000: (5_990, 3, 5), 10_000: (9_990, 3, 5)},
}

# Parts of countries to which carriers go otherwise than to the rest: zone, then name, country, region, postcodes.
AREAS: dict[str, list[tuple[str, str, str, str, str]]] = {
    "Islands and enclaves": [
        ("Heligoland", "DE", "", "27498", "27498"),
        ("Büsingen", "DE", "", "78266", "78266"),
        ("Canary Islands, Las Palmas", "ES", "", "35", "35"),
        ("Canary Islands, Tenerife", "ES", "", "38", "38"),
        ("Ceuta and Melilla", "ES", "", "51", "52"),
        ("Åland", "FI", "", "22", "22"),
        ("Livigno", "IT", "", "23041", "23041"),
        ("Guernsey", "GB", "", "GY", "GY"),
        ("Isle of Man", "GB", "", "IM", "IM"),
        ("Jersey", "GB", "", "JE", "JE"),
    ],
    "Overseas, remote": [
        ("Alaska", "US", "AK", "", ""),
        ("Hawaii", "US", "HI", "", ""),
        *(("Armed forces", "US", region, "", "") for region in ("AA", "AE", "AP")),
        ("Overseas departments of France", "FR", "", "971", "976"),
    ],
}
# German islands without a bridge for lorries.
ISLANDS = [("18565", "18565"), ("25849", "25849"), ("25859", "25869"), ("25929", "25932"), ("25938", "25955"),
           ("25980", "25999"), ("26465", "26465"), ("26474", "26474"), ("26486", "26486"), ("26548", "26548"),
           ("26571", "26571"), ("26579", "26579"), ("26757", "26757")]  # fmt: skip
ISLAND_MINOR = 1_490
POINTS = [
    ("berlin-ostkreuz", "Kiosk am Ostkreuz", "Polarsternweg 1", "10245", "Berlin", "Mon to Sat 7 to 20"),
    ("hamburg-altona", "Wega-Buchladen", "Wegaring 30", "22765", "Hamburg", "Mon to Sat 9 to 19"),
    ("koeln-ehrenfeld", "Copyshop Ehrenfeld", "Capellaweg 4", "50825", "Köln", "Mon to Fri 8 to 20"),
    ("muenchen-giesing", "Kiosk Giesing", "Atairplatz 2", "81541", "München", "Daily 8 to 22"),
]  # fmt: skip


def _connection() -> str:
    """Labels and tracking come from the demo carrier where the shop has it; the prices are the tables'."""
    return str(Method.Connection.DEMO if "demo" in settings.CARRIERS else Method.Connection.TABLE)


def load_delivery() -> None:
    """Load delivery zones, the ways to each, their prices, and where goods can be fetched."""
    standard, _ = Method.objects.get_or_create(
        code="standard",
        defaults={
            "name": "Standard",
            "carrier": "Heliopost",
            "note": "To your door, between 9 and 18",
            "tracking_url": "https://heliopost.example/track/{number}",
            "position": 1,
            "connection": _connection(),
            # The largest box that one person can lift onto a van.
            "box_length_mm": 1_200,
            "box_width_mm": 600,
            "box_height_mm": 600,
            "box_weight_g": 31_500,
        },
    )
    express, _ = Method.objects.get_or_create(
        code="express",
        defaults={
            "name": "Express",
            "carrier": "Perihelion Express",
            "note": "To your door before noon, with a signature",
            "tracking_url": "https://perihelion.example/parcel/{number}",
            "position": 2,
            "connection": _connection(),
        },
    )
    for position, (name, (countries, bands)) in enumerate(STANDARD.items()):
        zone, _ = Zone.objects.get_or_create(
            name=name, defaults={"countries": countries, "position": position}
        )
        _load_rates(standard, zone, bands)
        _load_rates(express, zone, EXPRESS.get(name, {}))
        for area in AREAS.get(name, []):
            _load_area(zone, area)
    _load_islands()
    _load_places_to_fetch()


def _load_area(zone: Zone, area: tuple[str, str, str, str, str]) -> None:
    name, country, region, first, last = area
    ZoneArea.objects.get_or_create(
        country=country,
        region=region,
        first_postcode=first,
        last_postcode=last,
        defaults={"zone": zone, "name": name},
    )


def _load_islands() -> None:
    for first, last in ISLANDS:
        Surcharge.objects.get_or_create(
            name="Island",
            country="DE",
            first_postcode=first,
            last_postcode=last,
            defaults={"price_minor": ISLAND_MINOR},
        )


def _load_places_to_fetch() -> None:
    """Load pick-up points for what one can carry home, and collection at the shop."""
    germany = Zone.objects.get(name="Germany")
    point, _ = Method.objects.get_or_create(
        code="point",
        defaults={
            "name": "Pick-up point",
            "carrier": "Heliopost",
            "tracking_url": "https://heliopost.example/track/{number}",
            "position": 3,
            "connection": _connection(),
            "kind": Method.Kind.POINT,
            "max_length_mm": 600,
        },
    )
    shop, _ = Method.objects.get_or_create(
        code="collect",
        defaults={
            "name": "Collect",
            "carrier": "The shop",
            "position": 4,
            "kind": Method.Kind.SHOP,
        },
    )
    _load_rates(point, germany, {10_000: (390, 1, 3)})
    _load_rates(shop, germany, {120_000: (0, 0, 0)})
    for code, name, line1, postcode, city, hours in POINTS:
        _load_point(point, code, name, line1, postcode, city, hours)
    _load_point(
        shop, "shop-berlin", "Our workshop", "Mondscheinallee 12", "12435", "Berlin", "Mon to Fri 10 to 18"
    )


def _load_point(
    method: Method, code: str, name: str, line1: str, postcode: str, city: str, hours: str
) -> None:
    PickupPoint.objects.get_or_create(
        code=code,
        defaults={
            "method": method,
            "name": name,
            "line1": line1,
            "postcode": postcode,
            "city": city,
            "country": "DE",
            "hours": hours,
        },
    )


def _load_rates(method: Method, zone: Zone, bands: Bands) -> None:
    if method.rates.filter(zone=zone).exists():
        return
    Rate.objects.bulk_create(
        Rate(
            method=method,
            zone=zone,
            up_to_weight_g=weight,
            currency="EUR",
            price_minor=price,
            transit_days_min=days_min,
            transit_days_max=days_max,
        )
        for weight, (price, days_min, days_max) in bands.items()
    )
