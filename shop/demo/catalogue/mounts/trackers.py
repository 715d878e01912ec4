"""Star trackers."""

from shop.demo.catalogue.build import LITHIUM, offer, prose
from shop.demo.catalogue.mounts.figures import load, set_option, tracker
from shop.demo.schema import Product, SpecValue

COMMON: dict[str, SpecValue] = {"mount_type": "tracker", "goto_mount": False, "guarantee_years": 2}

TRACKERS: tuple[Product, ...] = (
    Product(
        slug="alidade-clockwork-tracker",
        name="Clockwork tracker",
        brand="alidade",
        category="star-trackers",
        pitch=(
            "Wind it up, and it turns a camera with the sky for an hour. No battery, no app, "
            "nothing to freeze."
        ),
        description=prose("""
            A spring, an escapement of a kitchen timer refined by a watchmaker, and a polished plate. It runs
            true enough for two minutes at 24 mm and one minute at 50 mm, which is what a Milky Way photograph
            needs. Longer lenses ask for a motor.

            Align by looking along the notch at the pole star; with wide lenses two degrees of error do not
            show. It ticks softly, and some owners say that this is the best part.
            """),
        in_the_box=("Tracker with winding key", "Camera screw 1/4″", "Felt pouch"),
        keywords="star tracker mechanical wind-up nano milky way camera wide angle travel astrophotography",
        specs={
            **COMMON,
            **load("1.5", "0.4", photo="1.5"),
            "drive": "Spring clockwork, 60 minutes",
            "exposure_at_50": 60,
            "top_plate": "1/4″ screw, 3/8″ socket below",
        },
        variants=(
            offer(
                11201,
                "Clockwork tracker",
                "139.00",
                kg="0.8",
                box=(190, 140, 110),
                stock=23,
                pictures=tracker(2, "Small clockwork tracker"),
            ),
        ),
        popularity=53,
    ),
    Product(
        slug="alidade-star-tracker",
        name="Star tracker P 3",
        brand="alidade",
        category="star-trackers",
        pitch=(
            "The size of a fist, precise to half an arcminute: minutes of exposure with the lenses "
            "you already have."
        ),
        description=prose("""
            A worm of 86 mm diameter sits in an aluminium block, driven by a stepper motor that knows
            sidereal, lunar and solar rates. With a polar finder set properly it allows four minutes at 50 mm
            and two at 135 mm; we tested each with twenty exposures and count only those with all stars round.

            A ball head on top turns the camera anywhere. With lenses heavier than a kilogram take the set
            with wedge and counterweight, since a lopsided load makes any small worm stumble.

            Time lapses at half the sidereal rate keep both landscape and sky acceptably sharp. The internal
            battery runs ten hours.
            """),
        in_the_box=(
            "Tracker with polar finder",
            "Cable USB-C and shutter cable",
            "Wedge, declination bracket and 1 kg weight, if chosen",
        ),
        warning=LITHIUM,
        keywords="star tracker astrophotography camera milky way telephoto andromeda barn door travel polar",
        specs={
            **COMMON,
            **load("3", "1.0", photo="3"),
            "drive": "Stepper motor with worm; sidereal, half, lunar, solar",
            "exposure_at_50": 240,
            "exposure_at_135": 120,
            "guide_port": "ST-4 socket",
            "top_plate": "3/8″ screw, 3/8″ socket below",
            "power_supply": "Built-in 18 Wh, USB-C",
        },
        options=(set_option(("tracker", "Tracker alone"), ("kit", "With wedge and counterweight")),),
        variants=(
            offer(
                11205,
                "Star tracker P 3",
                "329.00",
                kg="1.8",
                box=(240, 180, 150),
                stock=19,
                options={"set": "tracker"},
                pictures=tracker(3, "Star tracker"),
            ),
            offer(
                11206,
                "Star tracker P 3",
                "459.00",
                kg="4.4",
                box=(340, 260, 180),
                stock=14,
                options={"set": "kit"},
                pictures=tracker(3, "Star tracker"),
            ),
        ),
        badge="Best for beginners",
        popularity=83,
    ),
    Product(
        slug="alidade-tracker-goto",
        name="GoTo tracker P 6",
        brand="alidade",
        category="star-trackers",
        pitch="A tracker with a second axis: it frames the object for you and dithers between exposures.",
        description=prose("""
            One motor follows the sky, the other tilts the lens. Plate solving in the phone app brings the
            Rosette nebula to the middle of the sensor at the first attempt, although nothing is visible in
            the finder. Guiding works on both axes, so five-minute exposures at 400 mm become a matter of
            setting up well.

            Payload is six kilograms with counterweight. That is a 72 mm refractor, guide scope and mirrorless
            camera, not more. A sturdy tripod counts for as much as the tracker here.
            """),
        in_the_box=(
            "Tracker with two motor axes",
            "Wedge with fine adjustment, polar finder",
            "Saddle for 44 mm rails, counterweight 2 kg",
            "Cables USB-C and 12 V",
        ),
        keywords="star tracker goto dual axis astrophotography rosette guiding dithering camera refractor",
        specs={
            **COMMON,
            **load("6", "2.3", photo="5"),
            "goto_mount": True,
            "drive": "Stepper motors on two axes",
            "periodic_error": 50,
            "exposure_at_50": 300,
            "exposure_at_135": 180,
            "guide_port": "ST-4 socket, USB, Wi-Fi",
            "saddle": "44 mm",
            "power_supply": "12 V, 1 A, or USB-C",
        },
        variants=(
            offer(
                11209,
                "GoTo tracker P 6",
                "649.00",
                reduced_from="729.00",
                kg="7.1",
                box=(400, 300, 220),
                stock=3,
                pictures=tracker(6, "Two-axis star tracker with wedge"),
            ),
        ),
        popularity=60,
    ),
)
