"""Cooled cameras for long exposures."""

from shop.demo.catalogue.build import Specs, offer, prose
from shop.demo.catalogue.cameras.figures import COLOUR, body, electronics, portrait, sensor
from shop.demo.schema import Product, SpecValue, Variant

COMMON: dict[str, SpecValue] = {
    "cooled": True,
    "data_port": "USB 3 with two-port hub",
    "guarantee_years": 3,
    "software": "Drivers for Windows, macOS and Linux",
    "power_supply": "12 V, 3 A, 5.5/2.1 mm",
}

IMX_533 = sensor("IMX-533, back-lit, square", 3008, 3008, "3.76")
IMX_571 = sensor("IMX-571, back-lit, APS-C", 6248, 4176, "3.76")
IMX_455 = sensor("IMX-455, back-lit, full frame", 9576, 6388, "3.76")
IMX_183 = sensor("IMX-183, back-lit, 1 inch", 5496, 3672, "2.4")


def pair(
    number: int,
    title: str,
    prices: tuple[str, str],
    stock: tuple[int, int],
    figures: Specs,
    *,
    diameter: int,
    length: int,
    kg: str,
    box: tuple[int, int, int],
    expected: int | None = None,
) -> tuple[Variant, ...]:
    """Return the colour and the monochrome version of one camera."""
    images = portrait("camera_cooled", "Cooled camera with fan grille", diameter, length, figures)
    return tuple(
        offer(
            number + place,
            title,
            prices[place],
            kg=kg,
            box=box,
            stock=stock[place],
            expected=None if stock[place] else expected,
            backorder=0 if stock[place] else 4,
            options={"colour": colour},
            specs={"colour": colour},
            pictures=images,
        )
        for place, colour in enumerate(("colour", "mono"))
    )


COOLED: tuple[Product, ...] = (
    Product(
        slug="dioptra-cooled-533",
        name="Cooled camera 533",
        brand="dioptra",
        category="deep-sky",
        pitch="A square sensor without glow, forgiving of telescopes: the sensible first cooled camera.",
        description=prose("""
            Eleven millimetres square lie well inside the sharp circle of nearly every telescope, so neither
            flattener nor tilt becomes a study of its own. The sensor has no amplifier glow at all; at −10 °C
            a three-minute dark frame looks black.

            The framing is a matter of taste. Round objects sit nicely in a square, the Andromeda galaxy needs
            a mosaic of two. At 560 mm the side of the picture is 1.16 degrees.

            Cooling reaches 35 degrees below the air. Give the chip five minutes to settle and warm it up
            slowly at the end of the night.
            """),
        in_the_box=(
            "Camera with T2 and M 48 adapters",
            "Spacer rings 16.5 and 21 mm, for 55 mm in total",
            "Cables USB 3 and USB 2",
            "Bag",
        ),
        keywords="cooled camera 533 osc mono deep sky square no amp glow astrophotography cmos beginner",
        specs={
            **COMMON,
            **IMX_533,
            **electronics("1.0", 50, 14, 20),
            **body(78, 86, 460, "17.5"),
            "cooling_delta": 35,
            "camera_power": 36,
            "camera_thread": "t2",
        },
        options=(COLOUR,),
        variants=pair(
            14101,
            "Cooled camera 533",
            ("899.00", "1049.00"),
            (11, 6),
            IMX_533,
            diameter=78,
            length=86,
            kg="1.3",
            box=(240, 190, 150),
        ),
        popularity=78,
    ),
    Product(
        slug="dioptra-cooled-571",
        name="Cooled camera 571",
        brand="dioptra",
        category="deep-sky",
        pitch="Twenty-six megapixels in the APS-C size: the centre of a set-up that will stay for years.",
        description=prose("""
            Sixteen bits, a noise of one electron, and a sensor that shows 2.4 by 1.6 degrees at 560 mm:
            enough for the Rosette, for the heart of Cygnus, and for a galaxy group with room to crop. The
            wells hold 50,000 electrons, so stars keep their colour in five-minute exposures.

            Now the telescope has to keep up. Expect to need a flattener and to spend one evening on tilt, for
            which three pairs of screws sit in the front plate. A computer from the last five years makes the
            stacking tolerable.

            A heated window keeps dew off. The desiccant is exchanged from outside every two years.
            """),
        in_the_box=(
            "Camera with tilt plate, M 54 and M 48 adapters",
            "Spacer rings for 55 mm in total",
            "Cable USB 3",
            "Desiccant, spare",
            "Hard case",
        ),
        keywords="cooled camera 571 aps-c 26mp 16 bit astrophotography rosette deep sky osc mono cmos",
        specs={
            **COMMON,
            **IMX_571,
            **electronics("1.0", 50, 16, 4),
            **body(90, 98, 700, "12.5"),
            "cooling_delta": 35,
            "camera_power": 42,
            "camera_thread": "m48",
        },
        options=(COLOUR,),
        variants=pair(
            14105,
            "Cooled camera 571",
            ("1590.00", "1990.00"),
            (9, 5),
            IMX_571,
            diameter=90,
            length=98,
            kg="2.1",
            box=(300, 240, 180),
        ),
        popularity=71,
    ),
    Product(
        slug="dioptra-cooled-455",
        name="Cooled camera 455",
        brand="dioptra",
        category="deep-sky",
        pitch=(
            "Full frame for those whose telescope draws 44 mm of round stars and whose mount does "
            "not tremble."
        ),
        description=prose("""
            Sixty-one megapixels on 36 by 24 millimetres. Every weakness of the optical train becomes visible
            in the corners, and every strength, too: at 530 mm a single picture spans 3.9 degrees.

            A raw frame takes 122 MB. Three clear nights fill a terabyte before processing has begun. Filters
            must have at least 50 mm, better 2″ unmounted in a slim wheel.

            For most people the 571 is the better purchase. This one is for finished set-ups that lack nothing
            else.
            """),
        in_the_box=("Camera with tilt plate and M 54 adapter", "Spacer rings", "Cable USB 3", "Hard case"),
        keywords="cooled camera 455 full frame 61mp 16 bit astrophotography cmos large sensor",
        specs={
            **COMMON,
            **IMX_455,
            **electronics("1.5", 51, 16, 2),
            **body(100, 112, 940, "17.5"),
            "cooling_delta": 35,
            "camera_power": 54,
            "camera_thread": "m54",
            "power_supply": "12 V, 5 A, 5.5/2.1 mm",
        },
        options=(COLOUR,),
        variants=pair(
            14109,
            "Cooled camera 455",
            ("3890.00", "4390.00"),
            (2, 0),
            IMX_455,
            diameter=100,
            length=112,
            kg="2.8",
            box=(320, 260, 200),
            expected=35,
        ),
        popularity=33,
    ),
    Product(
        slug="dioptra-cooled-183",
        name="Cooled mono camera 183",
        brand="dioptra",
        category="deep-sky",
        pitch="Fine pixels for short telescopes: galaxies at 400 mm with a scale of 1.24 arcseconds.",
        description=prose("""
            A one-inch sensor with twenty megapixels of 2.4 µm brings resolution to small refractors and
            camera lenses. Planetary nebulae, small galaxies and narrowband work with a fast lens are its
            field.

            A star-shaped glow grows in one corner after a minute. It is perfectly repeatable and vanishes
            with dark frames of the same length and temperature; without them it ruins the picture. If you
            dislike calibration, choose the 533.
            """),
        in_the_box=("Camera with T2 thread", "Spacer rings", "Cable USB 3", "Bag"),
        keywords="cooled camera 183 mono small pixels galaxies narrowband astrophotography",
        specs={
            **COMMON,
            **IMX_183,
            **electronics("1.6", 15, 12, 19),
            **body(78, 86, 450, "6.5"),
            "cooling_delta": 40,
            "camera_power": 36,
            "camera_thread": "t2",
            "colour": "mono",
        },
        variants=(
            offer(
                14113,
                "Cooled mono camera 183",
                "799.00",
                kg="1.3",
                box=(240, 190, 150),
                stock=0,
                pictures=portrait("camera_cooled", "Cooled monochrome camera", 78, 86, IMX_183),
            ),
        ),
        popularity=16,
    ),
)
