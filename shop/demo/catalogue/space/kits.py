"""Teaching satellites and laboratory kits."""

from decimal import Decimal

from shop.demo.catalogue.build import LITHIUM, SMALL_PARTS, Specs, card, offer, prose
from shop.demo.schema import Option, Product, Variant


def lab(measures: str, skill: str, hours: int, band: str, interface: str, supply: str, kg: str) -> Specs:
    """Return what a kit measures and what building it takes."""
    return {
        "measures": measures,
        "skill": skill,
        "build_time": hours,
        "band": band,
        "interface": interface,
        "supply": supply,
        "gear_weight": Decimal(kg),
        "guarantee_years": 2,
    }


def cubesat(number: int, units: int, price: str, hours: int, kg: str, weight: str, stock: int) -> Variant:
    """Return the teaching satellite in one of its sizes."""
    return offer(
        number,
        f"CubeSat kit {units}U",
        price,
        kg=kg,
        box=(units * 120 + 120, 240, 180),
        stock=stock,
        options={"units": str(units)},
        specs={
            **lab("satellite-data", "solder", hours, "uhf", "wi-fi", "solar", weight),
            "antenna_length": round(units * 113.5),
        },
        pictures=(
            card(
                "cubesat_kit",
                f"Teaching satellite of {units} units with solar cells and tape antennas.",
                units=units,
            ),
        ),
    )


KITS: tuple[Product, ...] = (
    Product(
        slug="tucana-cubesat",
        name="CubeSat kit",
        brand="tucana",
        category="kits",
        pitch=(
            "A satellite in true size, with working power supply, sensors and radio: everything but "
            "the rocket."
        ),
        description=prose("""
            The frame is milled to the dimensions of the CubeSat standard, 100 by 100 by 113.5 millimetres for
            each unit. Inside are a power board with solar cells and battery, a flight computer, sensors for
            attitude and temperature, and a transmitter of 10 mW that a hand-held receiver picks up across the
            school yard.

            The 2U adds reaction wheels that turn the hanging satellite towards a lamp. The 3U adds a camera
            and a payload bay for the pupils' own experiment. Twelve lessons, in English and German, lead from
            the first soldered joint to a simulated mission with a countdown.

            It is not space-rated, and we do not know anyone who would launch it.
            """),
        in_the_box=(
            "Frame, boards and solar cells",
            "Battery with protection circuit",
            "Lessons and software",
            "USB receiver",
        ),
        warning=f"{LITHIUM} {SMALL_PARTS}",
        keywords="cubesat satellite kit education school university 1u 2u 3u stem teaching telemetry",
        specs={
            "satellite_computer": "Dual-core microcontroller, 8 MB flash",
            "frequency_low": Decimal("433.1"),
            "frequency_high": Decimal("434.7"),
            "transmits": True,
        },
        options=(
            Option(
                code="units",
                name="Size",
                hint="(changes price and lessons)",
                values=(("1", "1U"), ("2", "2U"), ("3", "3U")),
                own_card=True,
            ),
        ),
        variants=(
            cubesat(15201, 1, "449.00", 12, "1.9", "0.95", 8),
            cubesat(15202, 2, "790.00", 18, "2.9", "1.70", 4),
            cubesat(15203, 3, "1190.00", 26, "3.8", "2.40", 2),
        ),
        popularity=52,
    ),
    Product(
        slug="tucana-radio-telescope",
        name="Radio telescope kit 1420 MHz",
        brand="tucana",
        category="kits",
        pitch="Measures the rotation of the Milky Way from a car park, by day, through clouds.",
        description=prose("""
            Neutral hydrogen sends at 1420.4 MHz. Point the dish at a part of the Milky Way, integrate for
            five minutes, and a hump rises from the noise, shifted by the speed with which that arm approaches
            or recedes. Twelve such measurements make a rotation curve, the first hint of dark matter, in an
            afternoon.

            Dish, feed, amplifier and receiver are matched. The mount is turned by hand with two scales;
            nothing needs to track, since the beam is 16 degrees wide. Calibrate on the ground and on the cold
            sky, as the booklet explains.

            In the middle of a city the line is still there, yet filters for mobile phone bands get warm.
            """),
        in_the_box=(
            "Dish 90 cm in segments, feed and amplifier",
            "Wide receiver 14 bit",
            "Tripod mount with two scales",
            "Software for spectra, booklet of six experiments",
        ),
        keywords="radio telescope hydrogen line 21 cm 1420 mhz milky way rotation curve school kit",
        specs={
            **lab("radio-sky", "plug", 4, "l-band", "usb", "usb", "9.80"),
            "frequency_low": 1390,
            "frequency_high": 1450,
            "beamwidth": Decimal("16.4"),
            "antenna_diameter": 900,
        },
        variants=(
            offer(
                15207,
                "Radio telescope kit 1420 MHz",
                "690.00",
                kg="14.5",
                box=(960, 560, 260),
                parcels=2,
                stock=5,
                pictures=(
                    card(
                        "radio_telescope_kit",
                        "Dish on a tripod with its receiver box on the ground.",
                        dish=900,
                    ),
                ),
            ),
        ),
        popularity=47,
    ),
    Product(
        slug="tucana-meteor-radio",
        name="Meteor radio kit",
        brand="tucana",
        category="kits",
        pitch=(
            "Hears shooting stars by day and in the rain: a ping for each trail that reflects a "
            "distant transmitter."
        ),
        description=prose("""
            A meteor leaves a column of ionised air that acts as a mirror for a fraction of a second. The kit
            listens to the French radar at 143.05 MHz, whose signal only reaches you by such reflections, and
            counts. From August's Perseids to daytime streams nobody ever sees, a curve grows month after
            month.

            Assembly means soldering one antenna and one filter. A small computer, not supplied, runs the
            counter. North of the Alps it works within about 1500 km of Dijon.
            """),
        in_the_box=("Three-element Yagi in parts", "Filter kit", "USB receiver", "Memory card with software"),
        warning=SMALL_PARTS,
        keywords="meteor radio forward scatter graves 143 mhz perseids kit count shooting star",
        specs={
            **lab("radio-sky", "solder", 5, "vhf", "usb", "usb", "1.90"),
            "frequency_low": 143,
            "frequency_high": Decimal("143.1"),
        },
        variants=(
            offer(
                15211,
                "Meteor radio kit",
                "129.00",
                kg="3.0",
                box=(1080, 180, 120),
                stock=7,
                pictures=(
                    card("meteor_radio_kit", "Three-element antenna on a tripod with its receiver box."),
                ),
            ),
        ),
        popularity=32,
    ),
    Product(
        slug="tucana-cosmic-ray",
        name="Cosmic-ray detector kit",
        brand="tucana",
        category="kits",
        pitch=(
            "Clicks once a second for particles that were born in exploding stars and have just "
            "passed through the roof."
        ),
        description=prose("""
            A scintillator the size of a bar of chocolate flashes when a muon crosses it; a silicon
            photomultiplier sees the flash. Two of them stacked and switched in coincidence ignore
            radioactivity from the walls and show how the rate depends on the angle to the zenith.

            Take it up a mountain or on an aeroplane and the count doubles or multiplies. In a cellar it
            falls. Data goes to a memory card and to USB.

            No high voltage: the detector runs on 29 V made on the board.
            """),
        in_the_box=(
            "Two scintillators with sensors, wrapped",
            "Boards, ready-made",
            "Housing, cables",
            "Six experiments",
        ),
        keywords="cosmic ray muon detector kit particle physics school scintillator sipm",
        specs={
            **lab("particles", "plug", 2, "none", "usb", "usb", "0.85"),
            "resolution_text": "Time 10 ns, rate about 1 per second",
        },
        variants=(
            offer(
                15215,
                "Cosmic-ray detector kit",
                "389.00",
                kg="1.6",
                box=(280, 210, 130),
                stock=3,
                pictures=(
                    card(
                        "cosmic_ray_detector", "Detector box with a lit counter and the path of a particle."
                    ),
                ),
            ),
        ),
        popularity=27,
    ),
    Product(
        slug="tucana-magnetometer",
        name="Magnetometer kit",
        brand="tucana",
        category="kits",
        pitch="Sees the northern lights in the compass needle before they stand in the sky.",
        description=prose("""
            When a solar storm reaches the Earth, the magnetic field trembles by a few hundred nanotesla
            within an hour. Three fluxgate sensors in a tube, buried half a metre deep away from cars, record
            it to one nanotesla and send a warning when the slope grows steep.

            The curve of quiet days shows the Sun, too: a gentle swing each noon from currents in the upper
            air. Iron within three metres spoils everything, including the spade you forgot.
            """),
        in_the_box=(
            "Sensor tube with cable, 20 m",
            "Logger board with Ethernet",
            "Level and compass",
            "Instructions for burying",
        ),
        keywords="magnetometer fluxgate aurora northern lights solar storm geomagnetic kit",
        specs={
            **lab("magnetic-field", "plug", 3, "none", "ethernet", "usb", "1.70"),
            "resolution_text": "1 nT, three axes, one value a second",
        },
        variants=(
            offer(
                15219,
                "Magnetometer kit",
                "249.00",
                kg="2.8",
                box=(420, 260, 140),
                stock=6,
                pictures=(
                    card("magnetometer", "Sensor tube beside its logger box with a curve on the display."),
                ),
            ),
        ),
        popularity=29,
    ),
)
