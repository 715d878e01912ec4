"""Zones, methods and prices over the world, and goods that are sent there."""

from apps.shipping.models import Method, PickupPoint, Rate, Surcharge, Zone, ZoneArea
from apps.shipping.rules import Piece

ZONES = {
    "Germany": "DE",
    "EU, near": "AT BE CZ DK FR LU NL PL",
    "EU, far": "BG CY EE ES FI GR HR HU IE IT LT LV MC MT PT RO SE SI SK",
    "Neighbours": "CH GB IS LI NO",
    "Overseas": "AU BR CA IN JP KR MX NZ SG US ZA",
    "Islands and enclaves": "AX GG IM JE",
    "France overseas": "GF GP MQ RE YT",
    "US outlying": "PR",
    "Military post": "",
    "Nobody goes there": "",
}
# zone: name, country, region, first and last postcode
AREAS = {
    "Islands and enclaves": [
        ("Heligoland", "DE", "", "27498", "27498"),
        ("Büsingen", "DE", "", "78266", "78266"),
        ("Canary Islands, Las Palmas", "ES", "", "35", "35"),
        ("Canary Islands, Tenerife", "ES", "", "38", "38"),
        ("Ceuta and Melilla", "ES", "", "51", "52"),
        ("Åland", "FI", "", "22", "22"),
        ("Jersey, as part of Britain", "GB", "", "JE", "JE"),
        ("Guernsey, as part of Britain", "GB", "", "GY", "GY"),
        ("Isle of Man, as part of Britain", "GB", "", "IM", "IM"),
        ("Livigno", "IT", "", "23041", "23041"),
        ("Scottish isles", "GB", "", "HS1", "HS9"),
    ],
    "France overseas": [("Overseas departments", "FR", "", "971", "976")],
    "US outlying": [("Hawaii", "US", "HI", "", ""), ("Alaska", "US", "AK", "", "")],
    "Military post": [("Armed forces", "US", region, "", "") for region in ("AA", "AE", "AP")],
    "Nobody goes there": [
        ("La Graciosa", "ES", "", "35540", "35540"),
        ("Azores", "PT", "", "95", "99"),
    ],
}
# method: zone: up to g: cents, days from, days to
PRICES: dict[str, dict[str, dict[int, tuple[int, int, int]]]] = {
    "letter": {"Germany": {1_000: (390, 2, 3)}, "EU, near": {1_000: (590, 3, 5)}},
    "standard": {
        "Germany": {2_000: (490, 1, 2), 10_000: (690, 1, 2), 120_000: (1_990, 2, 3)},
        "EU, near": {2_000: (990, 2, 3), 10_000: (1_490, 2, 3), 120_000: (4_990, 3, 5)},
        "EU, far": {2_000: (1_290, 3, 5), 10_000: (1_990, 3, 5), 120_000: (7_990, 5, 7)},
        "Neighbours": {2_000: (1_690, 3, 5), 10_000: (2_690, 3, 5), 120_000: (10_900, 5, 8)},
        "Overseas": {2_000: (2_490, 6, 10), 10_000: (4_990, 6, 10)},
        "Islands and enclaves": {2_000: (1_990, 4, 7), 10_000: (3_490, 4, 7), 120_000: (14_900, 7, 10)},
        "France overseas": {2_000: (2_290, 6, 9), 10_000: (4_490, 6, 9)},
        "US outlying": {2_000: (3_490, 8, 12), 10_000: (6_990, 8, 12)},
        "Military post": {2_000: (2_990, 10, 20)},
    },
    "express": {
        "Germany": {10_000: (1_690, 1, 1)},
        "EU, near": {10_000: (3_490, 1, 2)},
        "EU, far": {10_000: (4_490, 2, 3)},
        "Neighbours": {10_000: (5_490, 2, 3)},
        "Overseas": {10_000: (9_990, 3, 5)},
    },
    "point": {"Germany": {10_000: (450, 1, 3)}},
    "collect": {"Germany": {120_000: (0, 0, 0)}},
}
GOODS = {
    "filter": Piece.of(weight_g=120, quantity=1, parcels=1, size_mm=(120, 80, 30)),
    "tripod": Piece.of(weight_g=6_000, quantity=1, parcels=1, size_mm=(1_100, 200, 200)),
    "dobsonian": Piece.of(weight_g=38_000, quantity=1, parcels=2, size_mm=(1_350, 420, 420)),
}


def build_world() -> None:
    """Write the tables of this module; one island by a surcharge, and a surcharge for what is bulky."""
    zones = {}
    for position, (name, countries) in enumerate(ZONES.items()):
        zones[name] = Zone.objects.create(name=name, countries=countries.split(), position=position)
    for name, areas in AREAS.items():
        for label, country, region, first, last in areas:
            ZoneArea.objects.create(
                zone=zones[name],
                name=label,
                country=country,
                region=region,
                first_postcode=first,
                last_postcode=last,
            )
    methods = _methods()
    Rate.objects.bulk_create(
        Rate(
            method=methods[method],
            zone=zones[zone],
            up_to_weight_g=weight,
            price_minor=price,
            transit_days_min=days_min,
            transit_days_max=days_max,
        )
        for method, of_zones in PRICES.items()
        for zone, bands in of_zones.items()
        for weight, (price, days_min, days_max) in bands.items()
    )
    Surcharge.objects.create(
        name="Island", country="DE", first_postcode="25980", last_postcode="25999", price_minor=1_500
    )
    Surcharge.objects.create(
        name="Bulky", longer_than_mm=1_200, method=methods["standard"], price_minor=2_000
    )


def _methods() -> dict[str, Method]:
    def method(code: str, position: int, **more: object) -> Method:
        return Method.objects.create(
            code=code, name=code.title(), carrier="Heliopost", position=position, **more
        )

    letter = {"box_length_mm": 350, "box_width_mm": 250, "box_height_mm": 50, "box_weight_g": 1_000}
    parcel = {"box_length_mm": 1_200, "box_width_mm": 600, "box_height_mm": 600, "box_weight_g": 31_500}
    made = {
        "letter": method("letter", 1, max_parcel_g=1_000, max_length_mm=353, max_girth_mm=900, **letter),
        "standard": method("standard", 2, max_parcel_g=31_500, **parcel),
        "express": method("express", 3, max_length_mm=1_200, **parcel),
        "point": method("point", 4, kind="point", max_length_mm=600),
        "collect": method("collect", 5, kind="shop"),
    }
    for code, postcode, city in (("hh-1", "20095", "Hamburg"), ("b-1", "10115", "Berlin")):
        PickupPoint.objects.create(
            method=made["point"], code=code, name=f"Kiosk {city}", line1="Ring 1", postcode=postcode,
            city=city, country="DE", hours="8 to 20",
        )  # fmt: skip
    PickupPoint.objects.create(
        method=made["collect"], code="shop", name="Our shop", line1="Sternallee 2", postcode="10179",
        city="Berlin", country="DE", hours="Mon to Fri 10 to 18",
    )  # fmt: skip
    return made
