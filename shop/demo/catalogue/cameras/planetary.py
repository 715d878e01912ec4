"""Planetary cameras."""

from shop.demo.catalogue.build import Specs, offer, prose
from shop.demo.catalogue.cameras.figures import COLOUR, body, electronics, portrait, sensor
from shop.demo.schema import Picture, Product, SpecValue

COMMON: dict[str, SpecValue] = {
    "cooled": False,
    "data_port": "USB 3, type C",
    "guarantee_years": 2,
    "software": "Drivers for Windows, macOS and Linux",
}

IMX_462 = sensor("IMX-462, back-lit", 1936, 1096, "2.9")
IMX_678 = sensor("IMX-678, back-lit", 3840, 2160, "2.0")
IMX_585 = sensor("IMX-585, back-lit", 3856, 2180, "2.9")
IMX_174 = sensor("IMX-174, global shutter", 1936, 1216, "5.86")


def pictures(what: str, figures: Specs, diameter: int = 62, length: int = 36) -> tuple[Picture, ...]:
    return portrait("camera_planetary", what, diameter, length, figures)


PLANETARY: tuple[Product, ...] = (
    Product(
        slug="reticule-planet-462",
        name="Planet camera IMX-462",
        brand="reticule",
        category="planetary",
        pitch=(
            "Saturn on your screen tonight: plug in where the eyepiece was, film for two minutes, "
            "let software pick the calm moments."
        ),
        description=prose("""
            The air blurs a planet a hundred times a second, but never all the time. This camera takes 130
            full frames each second through USB 3; a free program sorts them by sharpness and adds up the best
            tenth. The result shows more than anybody ever saw through the same telescope.

            Pixels of 2.9 µm suit a focal ratio near f/15. An f/6 Newtonian needs a 2.5 times amplifier, a
            Maksutov f/12 none. The sensor is small, 5.6 by 3.2 millimetres, so finding the planet takes a
            finder that is set well.

            It is sensitive in the near infrared. With a suitable pass filter, methane bands and calm images
            of Mars come within reach; without the blocking filter the colours look strange.
            """),
        in_the_box=("Camera with 1.25″ nose and T2 thread", "Cable USB 3, 2 m", "Infrared blocking filter"),
        badge="Best for beginners",
        keywords="planetary camera cmos imx462 saturn jupiter mars lucky imaging video webcam",
        specs={
            **COMMON,
            **IMX_462,
            **electronics("0.7", 12, 12, 130),
            **body(62, 36, 120, "12.5"),
            "camera_thread": "1-25",
            "colour": "colour",
        },
        variants=(
            offer(
                14001,
                "Planet camera IMX-462",
                "269.00",
                kg="0.45",
                box=(160, 130, 90),
                stock=24,
                pictures=pictures("Small planetary camera", IMX_462),
            ),
        ),
        popularity=93,
    ),
    Product(
        slug="reticule-planet-678",
        name="Planet camera IMX-678",
        brand="reticule",
        category="planetary",
        pitch=(
            "Two-micrometre pixels: full resolution at f/10, without any Barlow lens in a Schmidt-Cassegrain."
        ),
        description=prose("""
            Small pixels move the amplification from glass to silicon. What an f/15 set-up did with larger
            ones, f/10 does here, with less light lost in lenses and a field large enough for half the Moon at
            1000 mm.

            Eight megapixels fill a disk quickly: a minute at full size is 20 GB. Choose a region of interest
            for planets, and a solid-state drive for the Moon. In long exposures a weak glow at one edge
            appears, which dark frames remove.
            """),
        in_the_box=("Camera with 1.25″ nose and T2 thread", "Cable USB 3, 2 m", "Dust cap"),
        keywords="planetary camera imx678 small pixels moon lunar high resolution cmos",
        specs={
            **COMMON,
            **IMX_678,
            **electronics("0.8", 11, 12, 47),
            **body(62, 36, 125, "12.5"),
            "camera_thread": "1-25",
            "colour": "colour",
        },
        variants=(
            offer(
                14005,
                "Planet camera IMX-678",
                "319.00",
                reduced_from="349.00",
                kg="0.46",
                box=(160, 130, 90),
                stock=13,
                pictures=pictures("Planetary camera with a wide sensor", IMX_678),
            ),
        ),
        popularity=67,
    ),
    Product(
        slug="reticule-planet-585",
        name="Camera IMX-585",
        brand="reticule",
        category="planetary",
        pitch=(
            "Between the worlds: quick enough for Jupiter, large enough for the Dumbbell nebula in "
            "ten-second exposures."
        ),
        description=prose("""
            A sensor of 13 mm diagonal with deep wells of 38,000 electrons. At gain zero it takes the Moon
            without burning out, at high gain it adds up short exposures of bright nebulae on a mount without
            guiding. As a live camera for a club evening it has no equal at its price.

            Choose monochrome for the Sun, for filters and for methane; colour for everything else. The mono
            version costs more because fewer are made.

            It is not cooled. On a warm night exposures over thirty seconds fill with hot pixels.
            """),
        in_the_box=("Camera with T2 thread and 1.25″ nose", "Cable USB 3, 2 m", "Dust cap"),
        keywords="camera imx585 eaa live stacking planetary deep sky colour mono dumbbell M27",
        specs={
            **COMMON,
            **IMX_585,
            **electronics("0.8", 38, 12, 46),
            **body(70, 44, 220, "17.5"),
            "camera_thread": "t2",
        },
        options=(COLOUR,),
        variants=(
            offer(
                14009,
                "Camera IMX-585",
                "429.00",
                kg="0.6",
                box=(180, 150, 110),
                stock=15,
                options={"colour": "colour"},
                specs={"colour": "colour"},
                pictures=pictures("Uncooled camera with T2 thread", IMX_585, 70, 44),
            ),
            offer(
                14010,
                "Camera IMX-585",
                "499.00",
                kg="0.6",
                box=(180, 150, 110),
                stock=4,
                options={"colour": "mono"},
                specs={"colour": "mono"},
                pictures=pictures("Uncooled camera with T2 thread", IMX_585, 70, 44),
            ),
        ),
        popularity=75,
    ),
    Product(
        slug="dioptra-solar-174",
        name="Sun and Moon camera IMX-174",
        brand="dioptra",
        category="planetary",
        pitch="Reads all pixels at the same instant, so that boiling daytime air cannot bend the Sun's limb.",
        description=prose("""
            With a rolling shutter the lower lines of a picture are taken later than the upper ones, and in
            bad seeing a prominence wobbles like jelly. A global shutter freezes everything at once, 160 times
            a second.

            The pixels of 5.86 µm fit slow telescopes from f/20 on, which hydrogen telescopes with amplifiers
            often are. Interference rings appear in narrow light; the supplied tilt adapter makes them vanish.
            """),
        in_the_box=("Camera with T2 thread and 1.25″ nose", "Tilt adapter", "Cable USB 3, 2 m"),
        keywords="solar camera imx174 global shutter mono sun h-alpha moon lunar newton rings",
        specs={
            **COMMON,
            **IMX_174,
            **electronics("3.5", 32, 12, 164),
            **body(62, 40, 140, "17.5"),
            "camera_thread": "t2",
            "colour": "mono",
        },
        variants=(
            offer(
                14013,
                "Sun and Moon camera IMX-174",
                "599.00",
                kg="0.6",
                box=(170, 140, 100),
                stock=6,
                pictures=pictures("Monochrome camera with global shutter", IMX_174, 62, 40),
            ),
        ),
        popularity=30,
    ),
)
