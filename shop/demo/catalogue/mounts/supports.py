"""Tripods and piers."""

from decimal import Decimal

from shop.demo.catalogue.build import Specs, beside_person, card, offer, prose
from shop.demo.schema import Option, Picture, Product, SpecValue

COMMON: dict[str, SpecValue] = {"mount_type": "tripod", "goto_mount": False}


def heights(low: int, high: int, *, payload: int, weight: str) -> Specs:
    """Return heights in cm, payload and weight in kg."""
    return {
        "height_lowest": low,
        "height_highest": high,
        "payload": payload,
        "mount_weight": Decimal(weight),
    }


def tripod(height_mm: int, what: str) -> tuple[Picture, ...]:
    return (
        card("photo_tripod", f"{what} with its legs spread.", height=height_mm),
        beside_person("photo_tripod", what, height=height_mm),
    )


def pier(height_mm: int, what: str) -> tuple[Picture, ...]:
    return (
        card("pier", f"{what}: a round column with a levelling plate.", height=height_mm),
        beside_person("pier", what, height=height_mm),
    )


SUPPORTS: tuple[Product, ...] = (
    Product(
        slug="alidade-steel-tripod",
        name="Steel tripod",
        brand="alidade",
        category="tripods-and-piers",
        pitch="Round steel legs in two thicknesses: the cheapest way to calm a nervous mount.",
        description=prose("""
            Stiffness grows with the fourth power of the tube's diameter, so the step from 44 to 50 mm gains
            two thirds in rigidity for one and a half kilograms. Hard rubber feet can be swapped for spikes.
            The tray locks the legs outward and holds six eyepieces.

            Fill the legs with dry sand up to the clamp if you own a garden and do not mind the weight. It
            shortens the ringing after a knock from two seconds to less than one, as our bench notes show.
            """),
        in_the_box=("Tripod with eyepiece tray", "Rubber feet and spikes", "M 10 and M 12 bolt"),
        keywords="tripod steel legs stable stand mount",
        specs=COMMON,
        options=(
            Option(
                code="legs",
                name="Legs",
                hint="(changes price and weight)",
                values=(("44", "44 mm"), ("50", "50 mm")),
                own_card=True,
            ),
        ),
        variants=(
            offer(
                11301,
                "Steel tripod 44 mm",
                "149.00",
                kg="7.3",
                box=(880, 240, 220),
                stock=18,
                options={"legs": "44"},
                specs={**heights(68, 112, payload=20, weight="5.6"), "leg_diameter": 44},
                pictures=tripod(1120, "Steel tripod with 44 mm legs"),
            ),
            offer(
                11302,
                "Steel tripod 50 mm",
                "199.00",
                kg="9.4",
                box=(960, 260, 240),
                stock=9,
                options={"legs": "50"},
                specs={**heights(76, 126, payload=40, weight="7.5"), "leg_diameter": 50},
                pictures=tripod(1260, "Steel tripod with 50 mm legs"),
            ),
        ),
        popularity=43,
    ),
    Product(
        slug="alidade-ash-tripod",
        name="Ash wood tripod",
        brand="alidade",
        category="tripods-and-piers",
        pitch="Wood swallows vibration better than metal. Twin legs of ash, oiled, with brass clamps.",
        description=prose("""
            Knock on it and count: with a 5 kg telescope the image stands still after 0.6 seconds, on an
            aluminium tripod of the same weight after two. The grain runs along the whole leg, and there is no
            joint that could creak.

            The wood is oiled rather than lacquered, so a scratch is mended with a rag. Let it dry in the room
            after a dewy night and it will outlive its owner.
            """),
        in_the_box=("Tripod with tray", "Carrying strap", "Bolt M 10, adapter 3/8″", "Bottle of hard oil"),
        keywords="wooden tripod ash vibration damping stand classic brass",
        specs={**COMMON, **heights(72, 134, payload=25, weight="6.2")},
        variants=(
            offer(
                11305,
                "Ash wood tripod",
                "329.00",
                kg="8.0",
                box=(960, 260, 230),
                stock=5,
                pictures=tripod(1340, "Twin-legged ash tripod"),
            ),
        ),
        popularity=36,
    ),
    Product(
        slug="alidade-carbon-tripod",
        name="Carbon tripod 165",
        brand="alidade",
        category="tripods-and-piers",
        pitch="Two kilograms that carry fifteen: for trackers, angled binoculars and long walks.",
        description=prose("""
            Three leg sections of 36 mm carbon tube and a flat shoulder without centre column. The missing
            column is deliberate, since it would be the first thing to twist under a star tracker. A levelling
            half-ball sits in the shoulder and accepts both 3/8 inch screws and an M 8 bolt.

            At full height it reaches 165 cm, enough for standing under a straight 70 mm binocular. In wind
            hang the bag from the hook between the legs.
            """),
        in_the_box=("Tripod with levelling base", "Spikes", "Bag", "Two hexagonal keys"),
        keywords="carbon tripod travel light photo tracker binocular hiking",
        specs={**COMMON, **heights(22, 165, payload=15, weight="2.3"), "leg_diameter": 36},
        variants=(
            offer(
                11309,
                "Carbon tripod 165",
                "379.00",
                kg="3.2",
                box=(720, 200, 190),
                stock=8,
                pictures=tripod(1650, "Slim carbon tripod"),
            ),
        ),
        popularity=49,
    ),
    Product(
        slug="alidade-garden-pier",
        name="Garden pier",
        brand="alidade",
        category="tripods-and-piers",
        pitch="A steel column that is always there: polar alignment once, then only lift the mount on.",
        description=prose("""
            The foot bolts to a concrete block of at least 60 by 60 by 80 centimetres, of which we enclose a
            drawing with the anchor cage. Above it stands a galvanised tube of 168 mm with a levelling plate.
            After filling it with sand the first resonance lies above 20 Hz with 25 kg on top.

            Take the lower one for refractors, which end at the bottom, the higher one for Newtonians that
            would meet the hedge. Frost depth decides how deep the block must go; ask a builder nearby.
            """),
        in_the_box=(
            "Galvanised column with levelling plate",
            "Anchor cage M 16 with template",
            "Weather cap",
            "Plan for the foundation",
        ),
        keywords="pier column observatory garden fixed steel pillar mount",
        specs={**COMMON, "mount_type": "pier", "leg_diameter": 168},
        options=(
            Option(
                code="height",
                name="Height",
                hint="(changes price and weight)",
                values=(("90", "90 cm"), ("120", "120 cm")),
                own_card=True,
            ),
        ),
        variants=(
            offer(
                11313,
                "Garden pier 90 cm",
                "549.00",
                kg="33",
                box=(1020, 380, 380),
                parcels=2,
                stock=9,
                options={"height": "90"},
                specs=heights(90, 90, payload=60, weight="27.0"),
                pictures=pier(900, "Garden pier 90 cm high"),
            ),
            offer(
                11314,
                "Garden pier 120 cm",
                "629.00",
                kg="40",
                box=(1320, 380, 380),
                parcels=2,
                stock=2,
                options={"height": "120"},
                specs=heights(120, 120, payload=60, weight="33.5"),
                pictures=pier(1200, "Garden pier 120 cm high"),
            ),
        ),
        popularity=20,
    ),
    Product(
        slug="alidade-folding-pier",
        name="Folding pier 85",
        brand="alidade",
        category="tripods-and-piers",
        pitch=(
            "A column on three struts for terraces: no leg in the way when the tube swings past the meridian."
        ),
        description=prose("""
            Long refractors and cameras collide with tripod legs; with a pier they pass. The struts fold up
            for transport and lock with pins. Screw feet of hardened rubber level it on paving to within a
            tenth of a degree.

            It is heavier than a tripod of the same stiffness and lower. Do not put it on a lawn without the
            supplied ground plates, or the polar axis sinks through the evening.
            """),
        in_the_box=("Column with three struts", "Ground plates", "Bolts M 10 and M 12"),
        keywords="folding pier portable column terrace refractor meridian stand",
        specs={
            **COMMON,
            **heights(85, 85, payload=30, weight="12.4"),
            "mount_type": "pier",
            "leg_diameter": 120,
        },
        variants=(
            offer(
                11317,
                "Folding pier 85",
                "349.00",
                kg="15.2",
                box=(960, 260, 260),
                stock=0,
                pictures=pier(850, "Portable pier 85 cm high, drawn without its struts"),
            ),
        ),
        popularity=9,
    ),
)
