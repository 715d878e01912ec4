"""Smart telescopes: camera, mount and computer in one body."""

from decimal import Decimal

from shop.demo.catalogue import physics
from shop.demo.catalogue.build import LITHIUM, SUN_WARNING, Specs, card, offer, prose
from shop.demo.catalogue.telescopes.figures import TARGETS, Target, optics, weights
from shop.demo.schema import Option, Picture, Product, SpecValue

COMMON: dict[str, SpecValue] = {
    "telescope_type": "refractor",
    "mount_kind": "computerised",
    "goto": True,
    "good_for": "photography",
    "guarantee_years": 3,
    "camera_connection": "Built in",
    "software": "App for Android and iOS; pictures as FITS, TIFF and JPEG",
}
WARNING = f"{SUN_WARNING} {LITHIUM}"


def sensor(x: int, y: int, pixel: str, focal_length: int, name: str) -> Specs:
    """Return the figures of the built-in sensor."""
    return {
        "sensor": name,
        "pixels_x": x,
        "pixels_y": y,
        "pixel_size": Decimal(pixel),
        "sensor_width": physics.sensor_side(x, Decimal(pixel)),
        "sensor_height": physics.sensor_side(y, Decimal(pixel)),
        "sensor_diagonal": physics.sensor_diagonal(x, y, Decimal(pixel)),
        "megapixels": physics.megapixels(x, y),
    }


def pictures(aperture: int, focal_length: int, target: Target, field: str) -> tuple[Picture, ...]:
    params: Specs = {"aperture": aperture, "focal_length": focal_length}
    name, what = TARGETS[target]
    return (
        card(
            "smartscope",
            f"Smart telescope with {aperture} mm aperture: a tube in one arm on a short tripod.",
            **params,
        ),
        Picture(
            drawing="in_scale",
            params={"of": "smartscope", **params},
            alt=f"The {aperture} mm smart telescope beside a person 1.75 m tall.",
            caption="In scale",
            kind="scale",
        ),
        Picture(
            drawing="view",
            params={"target": target, "true_field": Decimal(field)},
            alt=f"What fits into the picture: {what}. The circle is {field} degrees of sky wide.",
            caption=f"{name}, field of the camera",
            kind="view",
        ),
    )


SMART: tuple[Product, ...] = (
    Product(
        slug="apus-pocket-30",
        name="Pocket smart telescope 30/150",
        brand="apus",
        category="smart-telescopes",
        pitch=(
            "Weighs as much as a bottle of milk and still finds the Orion nebula by itself. For "
            "rucksack, roof and curious colleagues."
        ),
        description=prose("""
            Put it on the ground, open the app, tap an object. It photographs the sky, works out where it
            points, turns and begins to add up ten-second exposures. After two minutes a nebula appears in
            colour; after an hour it has become smooth. You need no pole star, no cable and no knowledge.

            Thirty millimetres are little aperture and 150 mm little focal length. Planets are dots, globular
            clusters stay a fuzzy ball, small galaxies are ovals of twenty pixels. It is at its best on large
            nebulae, on comets, on the Moon and, with the supplied filter, on sunspots.

            The battery lasts five hours at 15 °C and three in frost. Anything with USB-C feeds it beyond
            that.
            """),
        in_the_box=(
            "Telescope with built-in battery",
            "Short carbon tripod",
            "Solar filter that clicks on by magnet",
            "Cable USB-C",
            "Hard pouch",
        ),
        warning=WARNING,
        badge="New",
        keywords="smart telescope automatic app phone eaa camera travel orion nebula M42 comet robot",
        specs={
            **COMMON,
            **optics(30, 150),
            **weights("0.9", "0.4", length=190, diameter=90),
            **sensor(1920, 1080, "2.9", 150, "Colour CMOS 1/2.8″"),
            "optics": "Four-lens apochromat",
            "focuser": "Motor, automatic",
            "mount_name": "Built-in alt-azimuth drive, equatorial when tilted",
            "assembly_time": 2,
            "power_supply": "Built-in 21 Wh, USB-C",
        },
        variants=(
            offer(
                10801,
                "Pocket smart telescope 30/150",
                "399.00",
                kg="2.1",
                box=(290, 210, 150),
                stock=38,
                pictures=pictures(30, 150, "orion_nebula", "2.12"),
            ),
        ),
        popularity=94,
    ),
    Product(
        slug="apus-smart-50",
        name="Smart telescope 50/250",
        brand="apus",
        category="smart-telescopes",
        pitch=(
            "The middle way: enough lens for galaxies as little spirals, still light enough for the "
            "bicycle basket."
        ),
        description=prose("""
            A dual-band filter swings in by motor when you choose a nebula, so a suburban sky is no obstacle
            to the Rosette or the Veil. Without the filter it takes galaxies and star clusters in natural
            colour. Mosaics of up to four fields are put together inside the telescope while you sleep.

            An internal heater keeps the front lens clear. In wind over 25 km/h many single exposures are
            thrown away, which the app shows honestly as a percentage. Leave it in the lee of a wall.

            Two sets are on offer: with a short tabletop tripod, or with a waist-high one that keeps it out of
            wet grass and out of reach of a dog's tail.
            """),
        in_the_box=(
            "Telescope with battery and 128 GB storage",
            "Tripod of your choice",
            "Solar filter",
            "Cable USB-C and soft case",
        ),
        warning=WARNING,
        keywords="smart telescope automatic app phone eaa rosette veil nebula M51 galaxies robot dual band",
        specs={
            **COMMON,
            **optics(50, 250),
            **sensor(3840, 2160, "2.0", 250, "Colour CMOS 1/1.8″"),
            "optics": "Apochromatic triplet",
            "focuser": "Motor, automatic",
            "mount_name": "Built-in alt-azimuth drive, equatorial when tilted",
            "assembly_time": 3,
            "power_supply": "Built-in 43 Wh, USB-C",
        },
        options=(
            Option(
                code="tripod",
                name="Tripod",
                values=(("short", "Short, 25 cm"), ("tall", "Waist high, 95 cm")),
            ),
        ),
        variants=(
            offer(
                10805,
                "Smart telescope 50/250",
                "649.00",
                kg="4.4",
                box=(400, 300, 220),
                stock=16,
                options={"tripod": "short"},
                specs=weights("2.4", "0.6", length=260, diameter=140),
                pictures=pictures(50, 250, "galaxy", "1.76"),
            ),
            offer(
                10806,
                "Smart telescope 50/250",
                "719.00",
                kg="5.9",
                box=(620, 300, 220),
                stock=7,
                options={"tripod": "tall"},
                specs=weights("2.4", "1.9", length=260, diameter=140),
                pictures=pictures(50, 250, "galaxy", "1.76"),
            ),
        ),
        popularity=88,
    ),
    Product(
        slug="apus-smart-80",
        name="Smart telescope 80/400",
        brand="apus",
        category="smart-telescopes",
        pitch="For clubs and schools: results after one minute, shown on many screens at once.",
        description=prose("""
            Eight centimetres of aperture collect seven times the light of the pocket model, and the larger
            sensor shows one and a half degrees of sky. A school class sees the Ring nebula turn from noise
            into a ring while the teacher is still explaining what it is. Up to twenty phones or one projector
            follow the live picture.

            It guides on its own picture, so single exposures of a minute are possible on the equatorial
            wedge. The data can be taken out as raw frames and processed with any program; nothing is locked
            to an account.

            At 6.6 kg with its tripod it is a thing to carry rather than to pocket. Buy the small one for
            trips.
            """),
        in_the_box=(
            "Telescope with battery and 256 GB storage",
            "Tripod with equatorial wedge",
            "Solar filter and dual-band filter",
            "Transport case with foam",
            "Teacher's booklet with twelve observing evenings",
        ),
        warning=WARNING,
        keywords="smart telescope school club outreach app eaa ring nebula M57 automatic robot education",
        specs={
            **COMMON,
            **optics(80, 400),
            **weights("4.1", "2.5", length=410, diameter=170),
            **sensor(3856, 2180, "2.9", 400, "Colour CMOS 1/1.2″"),
            "optics": "Apochromatic triplet with flattener",
            "focuser": "Motor, automatic with temperature sensor",
            "mount_name": "Built-in drive on tripod with wedge",
            "assembly_time": 6,
            "power_supply": "Built-in 72 Wh, USB-C 45 W",
        },
        variants=(
            offer(
                10811,
                "Smart telescope 80/400",
                "1890.00",
                kg="9.8",
                box=(640, 420, 320),
                stock=4,
                pictures=pictures(80, 400, "pleiades", "1.60"),
            ),
        ),
        popularity=62,
    ),
    Product(
        slug="apus-smart-mirror-114",
        name="Smart Newtonian 114/450",
        brand="apus",
        category="smart-telescopes",
        pitch=(
            "A mirror instead of a lens: three quarters more light than the 80 mm, for those who "
            "want small galaxies, not only big clouds."
        ),
        description=prose("""
            Inside sits the mirror of a small tabletop telescope, in front a flat glass window that keeps it
            clean. A corrector before the sensor makes stars round into the corners. The computer checks the
            alignment of the mirrors each evening with a defocused star and tells you if it has suffered in
            transport.

            Because of the faster optics the first picture arrives in half a minute. The Whirlpool galaxy
            fills a fifth of the width and shows the bridge to its companion. Jupiter is 40 pixels across,
            enough for two belts and not more.

            The window dews easily and is heated for that reason, which costs a third of the running time.
            Plan a power bank of 20 Ah for a winter night.
            """),
        in_the_box=(
            "Telescope with battery and 256 GB storage",
            "Steel tripod",
            "Dual-band filter, built in",
            "Collimation key",
            "Cable USB-C",
        ),
        warning=WARNING,
        keywords="smart telescope newton mirror galaxies whirlpool M51 eaa automatic app",
        specs={
            **COMMON,
            **optics(114, 450, obstruction=44),
            **weights("6.9", "3.1", length=520, diameter=185),
            **sensor(3840, 2160, "2.0", 450, "Colour CMOS 1/1.8″"),
            "telescope_type": "newtonian",
            "optics": "Parabolic mirror behind a window, field corrector",
            "focuser": "Motor, automatic",
            "mount_name": "One-armed drive on steel tripod",
            "assembly_time": 6,
            "good_for": "galaxies",
            "power_supply": "Built-in 86 Wh, USB-C 45 W",
        },
        variants=(
            offer(
                10815,
                "Smart Newtonian 114/450",
                "2290.00",
                kg="14.2",
                box=(720, 460, 340),
                stock=0,
                expected=9,
                backorder=6,
                pictures=pictures(114, 450, "galaxy", "0.98"),
            ),
        ),
        popularity=56,
    ),
)
