"""Collimation tools, focusers, cases, cleaning and dew heaters."""

from decimal import Decimal

from shop.demo.catalogue.build import card, offer, prose
from shop.demo.schema import Option, Product

CARE: tuple[Product, ...] = (
    Product(
        slug="reticule-collimation-laser",
        name="Collimation laser, 1.25″",
        brand="reticule",
        category="collimation",
        pitch=(
            "A red dot on the main mirror, a target at the side of the tube: Newtonians lined up in "
            "the dark, alone."
        ),
        description=prose("""
            The beam leaves through the barrel, hits the secondary, the centre mark of the main mirror, and
            returns to a slanted white target with a hole. First the secondary until the dot sits in the mark,
            then the main mirror until it falls back into the hole.

            A laser that is itself crooked misleads. Ours is set on a rotating bench to within an arcminute
            and can be checked: turn it in the focuser, the dot must stay. If not, three screws under the
            label put it right.

            It says nothing about the sideways position of the secondary mirror; for that use a sight tube,
            once a year.
            """),
        in_the_box=("Laser with target", "Cell CR2", "Two centre marks for mirrors"),
        warning="Laser class 1, under 0.4 mW. Do not stare into the beam.",
        keywords="laser collimator collimation newton dobsonian alignment mirror adjust",
        specs={
            "collimation_kind": "laser",
            "barrel": "1-25",
            "needs_battery": True,
            "power_supply": "CR2, supplied",
            "guarantee_years": 2,
        },
        variants=(
            offer(
                12701,
                "Collimation laser, 1.25″",
                "49.00",
                kg="0.30",
                box=(160, 80, 60),
                stock=27,
                pictures=(card("collimator", "Collimation laser with a round target window and its beam."),),
            ),
        ),
        popularity=64,
    ),
    Product(
        slug="sextans-sight-tube",
        name="Collimation sight tube, 1.25″",
        brand="sextans",
        category="collimation",
        pitch=(
            "A peephole, a crosshair and daylight: shows every error of alignment at once, and "
            "never needs a battery."
        ),
        description=prose("""
            Looking through the small hole one sees the secondary as a ring within the round end of the tube,
            the reflection of the main mirror in it, and the crosshair over everything. If all circles share a
            centre, nothing is left to do.

            It takes an afternoon to understand, for which the supplied sheet with eight drawings is made.
            Afterwards many owners prefer it to the laser.
            """),
        in_the_box=("Sight tube with crosshair", "Sheet with eight drawings", "Two centre marks"),
        keywords="cheshire sight tube collimation eyepiece newton alignment crosshair",
        specs={
            "collimation_kind": "sight-tube",
            "barrel": "1-25",
            "needs_battery": False,
            "guarantee_years": 5,
        },
        variants=(
            offer(
                12705,
                "Collimation sight tube, 1.25″",
                "35.00",
                kg="0.25",
                box=(190, 70, 60),
                stock=18,
                pictures=(card("collimator", "Sight tube with a crosshair in its window."),),
            ),
        ),
        popularity=36,
    ),
    Product(
        slug="sextans-crayford",
        name="Crayford focuser 2″",
        brand="sextans",
        category="collimation",
        pitch="Replaces the rough rack of an older Newtonian by four ball bearings and a fine knob.",
        description=prose("""
            A Crayford has no teeth: a steel rod presses the drawtube against bearings and turns it by
            friction. Nothing can have play, and the ten-to-one knob moves the focus by hundredths of a
            millimetre.

            It carries 2 kg straight up. A cooled camera with filter wheel is heavier; for that choose a
            telescope with rack and pinion. The base plate fits tubes from 180 to 310 mm; you will have to
            drill four holes, for which there is a paper template.
            """),
        in_the_box=(
            "Focuser with curved base",
            "Adapter 2″ to 1.25″ with brass ring",
            "Template and screws M 4",
        ),
        keywords="crayford focuser dual speed newton upgrade 2 inch 10:1",
        specs={
            "collimation_kind": "focuser",
            "barrel": "both",
            "needs_battery": False,
            "guarantee_years": 3,
        },
        variants=(
            offer(
                12709,
                "Crayford focuser 2″",
                "149.00",
                kg="1.1",
                box=(200, 180, 130),
                stock=5,
                pictures=(
                    card("focuser", "Crayford focuser with two knobs and a chrome drawtube.", barrel="2"),
                ),
            ),
        ),
        popularity=22,
    ),
    Product(
        slug="scutum-eyepiece-case",
        name="Eyepiece case",
        brand="scutum",
        category="cases-and-care",
        pitch=(
            "Foam in cubes you pluck out yourself, a lid that seals, and room for a Barlow lens and "
            "a bad idea."
        ),
        description=prose("""
            Inside measure 33 by 23 by 9 centimetres: eight 1.25″ eyepieces, or five and two large ones. A
            rubber lip in the lid keeps out damp, and the bag of silica gel takes the rest when you close it
            in a warm room.

            Close the case outdoors, open it indoors only after an hour. Otherwise the moisture of the room
            settles on cold glass.
            """),
        in_the_box=("Case with pluck foam", "Silica gel, reusable", "Key"),
        keywords="case box foam eyepieces storage transport aluminium",
        specs={
            "care_kind": "case",
            "needs_power": False,
            "care_weight": Decimal("1.4"),
            "guarantee_years": 2,
        },
        variants=(
            offer(
                12721,
                "Eyepiece case",
                "45.00",
                kg="1.9",
                box=(380, 280, 130),
                stock=21,
                pictures=(card("eyepiece_case", "Case with foam inlay for eyepieces, open."),),
            ),
        ),
        popularity=42,
    ),
    Product(
        slug="scutum-cleaning-set",
        name="Optics cleaning set",
        brand="scutum",
        category="cases-and-care",
        pitch="A bellows, a brush, a fluid and the advice to use them in that order, rarely.",
        description=prose("""
            Most dust goes with a puff of air. What remains is lifted with the goat-hair brush. Only
            fingerprints and pollen need the fluid, on a fresh swab, without pressure, from the middle
            outward, and each swab once.

            Never wipe a front mirror; it is washed under running water, as the leaflet explains. Compressed
            air from a can spits propellant and does not belong here.
            """),
        in_the_box=("Bellows", "Goat-hair brush", "Cleaning fluid 50 ml", "Twenty cotton swabs, two cloths"),
        warning=(
            "Cleaning fluid contains isopropanol: highly flammable, causes eye irritation. Keep "
            "from children."
        ),
        keywords="cleaning kit lens brush bellows fluid dust optics care cloth",
        specs={
            "care_kind": "cleaning",
            "needs_power": False,
            "care_weight": Decimal("0.25"),
        },
        variants=(
            offer(
                12725,
                "Optics cleaning set",
                "19.90",
                kg="0.4",
                box=(220, 150, 80),
                stock=39,
                pictures=(card("cleaning_kit", "Bellows, brush, bottle and cloth side by side."),),
            ),
        ),
        popularity=38,
    ),
    Product(
        slug="scutum-dew-heater",
        name="Dew heater band",
        brand="scutum",
        category="cases-and-care",
        pitch="Two watts round the front lens, and the night does not end at eleven.",
        description=prose("""
            Dew forms where glass is colder than the dew point of the air. It takes very little warmth to
            prevent it and much to remove it, so switch on before anything is seen. A foam backing sends the
            heat inwards; hook-and-loop tape closes the band.

            Choose by the tube's diameter at the lens. The small one is for eyepieces and finders. Newtonians
            with long tubes rarely need one on the main mirror, but the secondary does fog in valleys.

            Runs on USB; the knob in the cable has three steps.
            """),
        in_the_box=("Heater band with USB cable, 1.5 m", "Three-step control"),
        keywords="dew heater band strap usb anti fog lens condensation frost",
        specs={"care_kind": "dew", "needs_power": True, "power_supply": "USB, 5 V", "guarantee_years": 2},
        options=(
            Option(
                code="size",
                name="For diameters",
                hint="(changes price)",
                values=(("60", "30 to 60 mm"), ("130", "70 to 130 mm"), ("240", "140 to 240 mm")),
            ),
        ),
        variants=tuple(
            offer(
                12729 + place,
                "Dew heater band",
                price,
                kg=kg,
                box=(200, 140, 50),
                stock=stock,
                options={"size": size},
                specs={"heat_output": Decimal(watts), "care_weight": Decimal(weight)},
                pictures=(card("dew_heater", "Heater band laid in a ring, with its control."),),
            )
            for place, (size, price, kg, watts, weight, stock) in enumerate(
                (
                    ("60", "24.00", "0.14", "2.5", "0.07", 25),
                    ("130", "32.00", "0.19", "5.0", "0.11", 30),
                    ("240", "44.00", "0.28", "9.0", "0.18", 3),
                )
            )
        ),
        popularity=57,
    ),
)
