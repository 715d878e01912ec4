"""Refractors: telescopes with a lens."""

from shop.demo.catalogue.build import SUN_WARNING, Specs, offer, prose
from shop.demo.catalogue.telescopes.figures import (
    Target,
    gallery,
    light_path,
    optics,
    supplied,
    supplied_part,
    view,
    weights,
)
from shop.demo.schema import Option, Picture, Product, SpecValue, Variant

COMMON: dict[str, SpecValue] = {"telescope_type": "refractor", "goto": False, "guarantee_years": 2}
TUBE: dict[str, SpecValue] = {**COMMON, "mount_kind": "none"}


def by_aperture(*apertures: int) -> Option:
    return Option(
        code="aperture",
        name="Aperture",
        hint="(changes price and weight)",
        values=tuple((str(aperture), f"{aperture} mm") for aperture in apertures),
        own_card=True,
    )


def on_equatorial(
    aperture: int, focal_length: int, length: int, mount_size: int, target: Target, eyepiece: str = "25"
) -> tuple[Picture, ...]:
    return gallery(
        "refractor_eq",
        aperture,
        focal_length,
        length,
        "Refractor on an equatorial mount with tripod",
        light_path("refractor", aperture, focal_length, length),
        view(target, focal_length, eyepiece, 52),
        extra={"mount_size": mount_size},
    )


def tube_pictures(aperture: int, focal_length: int, length: int, what: str) -> tuple[Picture, ...]:
    return gallery(
        "refractor_tube",
        aperture,
        focal_length,
        length,
        what,
        light_path("refractor", aperture, focal_length, length),
        standing=False,
    )


def tube(
    number: int,
    title: str,
    price: str,
    aperture: int,
    focal_length: int,
    *,
    what: str,
    weight: str,
    kg: str,
    length: int,
    stock: int,
    expected: int | None = None,
    backorder: int = 0,
    specs: Specs | None = None,
) -> Variant:
    """Return one aperture of a series of tubes without mount."""
    return offer(
        number,
        title,
        price,
        kg=kg,
        box=(length + 140, aperture + 150, aperture + 150),
        stock=stock,
        expected=expected,
        backorder=backorder,
        options={"aperture": str(aperture)},
        specs={
            **optics(aperture, focal_length),
            **weights(weight, length=length, diameter=aperture + 22),
            **(specs or {}),
        },
        pictures=tube_pictures(aperture, focal_length, length, what),
    )


def achromat(
    number: int,
    aperture: int,
    focal_length: int,
    mount_size: int,
    price: str,
    *,
    tube_kg: str,
    base: str,
    kg: str,
    stock: int,
    target: Target,
    reduced_from: str = "",
) -> Variant:
    """Return one aperture of the achromats on an equatorial mount."""
    mount, length = f"EQ-{mount_size + 1}", round(focal_length * 0.95)
    return offer(
        number,
        f"AC {aperture}/{focal_length} on {mount}",
        price,
        kg=kg,
        box=(length + 130, 420, 260),
        reduced_from=reduced_from,
        stock=stock,
        options={"aperture": str(aperture)},
        specs={
            **optics(aperture, focal_length),
            **supplied(aperture, focal_length, "25", 52, "10"),
            **weights(tube_kg, base, length=length, diameter=aperture + 14),
            "mount_name": f"{mount} with slow-motion shafts, aluminium tripod",
        },
        pictures=on_equatorial(
            aperture, focal_length, length, mount_size, target, "10" if target == "double_star" else "25"
        ),
    )


REFRACTORS: tuple[Product, ...] = (
    Product(
        slug="caelum-achromat-eq",
        name="Achromat on equatorial mount",
        brand="caelum",
        category="refractors",
        pitch=(
            "The long white tube everyone pictures when they hear the word telescope. Sharp on the "
            "Moon and on double stars, and it never needs collimation."
        ),
        description=prose("""
            Two lenses of different glass bring most colours to one focus. What is left over shows as a violet
            seam around Venus and the limb of the Moon, weakest in the 70 mm, plain in the 102 mm at 200
            times. Many people stop noticing it after a week; those who do not should look at the ED
            refractors.

            Because nothing stands in the way of the light, contrast is high. Even the 70 mm splits Castor
            into two equal sparks and shows the shadow in the crater Plato. The 90 mm adds the Cassini gap on
            good nights, the 102 mm the festoons between Jupiter's belts. Galaxies stay pale, whichever you
            choose.

            The mount turns around the pole, so one knob follows the sky. Expect two evenings until it feels
            natural, and balance the tube with the sliding weight before you lock anything. Touching the
            focuser makes the image swing for about two seconds; the tripod is steadiest with its legs pushed
            in.
            """),
        in_the_box=(
            "Tube with fully coated achromatic lens",
            "Equatorial mount with counterweight and two flexible shafts",
            "Aluminium tripod with tray",
            "Star diagonal 90°, 1.25″",
            "Eyepieces 25 mm and 10 mm",
            "Finder: red dot with the 70 mm, 6×30 with the others",
        ),
        warning=SUN_WARNING,
        keywords=(
            "refractor lens achromat achromatic scope moon saturn jupiter double stars castor "
            "albireo beginner"
        ),
        specs={
            **COMMON,
            "mount_kind": "equatorial",
            "optics": "Air-spaced achromatic doublet, fully coated",
            "focuser": "Rack and pinion, 1.25″",
            "finder": "Red dot or 6×30",
            "assembly_time": 40,
            "good_for": "moon-and-planets",
        },
        options=(by_aperture(70, 90, 102),),
        variants=(
            achromat(
                10501,
                70,
                700,
                1,
                "159.00",
                reduced_from="199.00",
                tube_kg="1.8",
                base="4.9",
                kg="8.9",
                stock=27,
                target="moon",
            ),
            achromat(
                10502,
                90,
                900,
                1,
                "289.00",
                tube_kg="2.7",
                base="5.3",
                kg="11.4",
                stock=15,
                target="craters",
            ),
            achromat(
                10503,
                102,
                1000,
                2,
                "379.00",
                tube_kg="3.7",
                base="8.4",
                kg="15.2",
                stock=19,
                target="double_star",
            ),
        ),
        popularity=90,
    ),
    Product(
        slug="vela-ed-eq",
        name="ED refractor on EQ-3",
        brand="vela",
        category="refractors",
        pitch=(
            "Colour-free lens, sober mount: a complete set for people who look tonight and "
            "photograph next year."
        ),
        description=prose("""
            One of the two lenses is made of extra-low dispersion glass. Stars are points of their own colour,
            the limb of the Moon is white against black, and 150 times on Jupiter costs no contrast. The
            focuser carries a camera without sagging and turns with ten-to-one reduction.

            The EQ-3 is an honest mount for looking. With a motor on the right ascension axis, which can be
            added later, it follows well enough for a minute of exposure with the 84 mm. It does not guide;
            whoever is already certain about photography saves money by taking the bare tube and a stronger
            mount.

            Under a country sky the shorter one frames the whole of the Veil or the North America Nebula with
            a 2″ eyepiece and a nebula filter. The longer one is the better planet telescope and takes a
            minute more to balance.
            """),
        in_the_box=(
            "ED tube with rings and dovetail rail",
            "EQ-3 with polar finder and steel tripod",
            "Dielectric diagonal 2″ with reduction to 1.25″",
            "Eyepiece 25 mm, 1.25″",
            "Red-dot finder",
        ),
        warning=SUN_WARNING,
        keywords="ed apo refractor apochromat lens scope astrophotography double stars veil nebula",
        specs={
            **COMMON,
            "mount_kind": "equatorial",
            "optics": "ED doublet, fully multi-coated",
            "focuser": "Rack and pinion, 2″ and 1.25″, 10:1 reduction",
            "camera_connection": "M 48 × 0.75 and T2",
            "finder": "Red dot, 1×",
            "mount_name": "EQ-3 with steel tripod",
            "assembly_time": 40,
            "good_for": "photography",
            "guarantee_years": 5,
        },
        options=(by_aperture(84, 102),),
        variants=(
            offer(
                10511,
                "ED 84/560 on EQ-3",
                "799.00",
                kg="17.5",
                box=(760, 430, 290),
                parcels=2,
                stock=2,
                options={"aperture": "84"},
                specs={
                    **optics(84, 560),
                    **supplied(84, 560, "25", 52),
                    **weights("3.4", "8.4", length=500, diameter=106),
                },
                pictures=on_equatorial(84, 560, 500, 2, "pleiades"),
            ),
            offer(
                10512,
                "ED 102/714 on EQ-3",
                "1090.00",
                kg="19.6",
                box=(900, 430, 300),
                parcels=2,
                stock=7,
                options={"aperture": "102"},
                specs={
                    **optics(102, 714),
                    **supplied(102, 714, "25", 52),
                    **weights("4.6", "8.4", length=640, diameter=124),
                },
                pictures=on_equatorial(102, 714, 640, 2, "moon"),
            ),
        ),
        popularity=78,
    ),
    Product(
        slug="vela-ed-tube",
        name="ED refractor tube",
        brand="vela",
        category="refractors",
        pitch=(
            "Four sizes of one idea: two lenses, one of them ED glass, in a tube that fits the "
            "mount you already own."
        ),
        description=prose("""
            The 72 mm disappears into a camera bag and turns into a 432 mm telephoto lens on a star tracker.
            The 84 mm is the all-rounder of the series. The 102 mm is where planets become rewarding. The 120
            mm asks for a mount that carries 10 kg calmly, and repays it with steady views of Mars at 240
            times.

            Each lens is tested on an artificial star in Wetzlar and the photograph of the test is in the box.
            There is a trace of colour left in blue light, visible in long exposures as a faint halo around
            the hottest stars and never in the eyepiece. For cameras with sensors larger than 16 mm plan the
            matching flattener.

            Tubes come with rings and a 44 mm rail. Finder and diagonal are not included, so that nobody pays
            for a second one.
            """),
        in_the_box=(
            "ED tube with retractable dew shield",
            "Tube rings with carrying handle and 44 mm rail",
            "Adapters 2″ to 1.25″ and M 48",
            "Test photograph of this very lens",
        ),
        warning=SUN_WARNING,
        keywords="ed apo refractor ota tube only apochromat doublet astrophotography telephoto guide",
        specs={
            **TUBE,
            "optics": "ED doublet with lanthanum partner, fully multi-coated",
            "focuser": "Rack and pinion, 2″ and 1.25″, turns through 360°",
            "camera_connection": "M 48 × 0.75",
            "good_for": "photography",
            "guarantee_years": 5,
        },
        options=(by_aperture(72, 84, 102, 120),),
        variants=(
            tube(
                10521,
                "ED 72/432 tube",
                "429.00",
                72,
                432,
                what="Short ED refractor tube",
                weight="2.1",
                kg="3.6",
                length=360,
                stock=18,
            ),
            tube(
                10522,
                "ED 84/560 tube",
                "549.00",
                84,
                560,
                what="ED refractor tube with rings",
                weight="3.4",
                kg="5.4",
                length=500,
                stock=11,
            ),
            tube(
                10523,
                "ED 102/714 tube",
                "849.00",
                102,
                714,
                what="ED refractor tube with handle",
                weight="4.6",
                kg="7.5",
                length=640,
                stock=9,
            ),
            tube(
                10524,
                "ED 120/840 tube",
                "1590.00",
                120,
                840,
                what="Large ED refractor tube",
                weight="6.7",
                kg="10.8",
                length=790,
                stock=4,
            ),
        ),
        popularity=74,
    ),
    Product(
        slug="caelum-travel-refractor",
        name="Travel refractor on alt-azimuth mount",
        brand="caelum",
        category="refractors",
        pitch=(
            "A wide-angle lens on a tripod that moves like a camera head. For holidays, star "
            "clusters and the harbour by day."
        ),
        description=prose("""
            At f/5 the lens draws a lot of sky. The Double Cluster, the Beehive and the whole sword of Orion
            fit into one view, and the supplied erecting prism shows them, and ships, the right way up. Two
            knobs move the tube by small steps, so following at 60 times is no effort.

            The same short focal length is its weakness. Above 100 times a violet glow washes over planets and
            the Moon, and no eyepiece takes that away. Buy it for the wide view, and something slower for
            Saturn.

            Tube, head and tripod go into one bag, which is supplied; a mug of tea and a star map fit beside
            them.
            """),
        in_the_box=(
            "Tube with achromatic lens",
            "Alt-azimuth head with fine motion on aluminium tripod",
            "Erecting prism 45°, 1.25″",
            "Eyepieces 25 mm and 10 mm",
            "Red-dot finder",
            "Padded bag",
        ),
        warning=SUN_WARNING,
        keywords=(
            "refractor travel short tube richfield rich field spotting achromat double cluster "
            "beehive M44 holiday"
        ),
        specs={
            **COMMON,
            "mount_kind": "alt-azimuth",
            "optics": "Achromatic doublet, fully coated",
            "focuser": "Rack and pinion, 1.25″",
            "finder": "Red dot, 1×",
            "mount_name": "Alt-azimuth head with two fine-motion knobs",
            "assembly_time": 10,
            "good_for": "wide-star-fields",
        },
        options=(by_aperture(80, 102),),
        variants=(
            offer(
                10531,
                "AC 80/400 travel",
                "189.00",
                kg="5.9",
                box=(720, 300, 200),
                stock=22,
                options={"aperture": "80"},
                specs={
                    **optics(80, 400),
                    **supplied(80, 400, "25", 52, "10"),
                    **weights("1.6", "2.9", length=380, diameter=96),
                },
                pictures=gallery(
                    "refractor_altaz",
                    80,
                    400,
                    380,
                    "Short refractor on a light alt-azimuth tripod",
                    supplied_part(["25"]),
                    view("pleiades", 400, "25", 52),
                ),
            ),
            offer(
                10532,
                "AC 102/500 travel",
                "279.00",
                kg="8.1",
                box=(820, 340, 220),
                stock=10,
                options={"aperture": "102"},
                specs={
                    **optics(102, 500),
                    **supplied(102, 500, "25", 52, "10"),
                    **weights("2.9", "3.6", length=480, diameter=118),
                },
                pictures=gallery(
                    "refractor_altaz",
                    102,
                    500,
                    480,
                    "Wide short refractor on an alt-azimuth tripod",
                    light_path("refractor", 102, 500, 480),
                    view("orion_nebula", 500, "25", 52),
                ),
            ),
        ),
        popularity=66,
    ),
    Product(
        slug="vela-triplet",
        name="Triplet apochromat tube",
        brand="vela",
        category="refractors",
        pitch=(
            "Three lenses that agree about every colour. For photographers whose camera has become "
            "better than their telescope."
        ),
        description=prose("""
            A triplet corrects blue and violet so well that a colour camera needs no extra filter: white stars
            stay white from edge to edge. The lens cell has six push-and-pull screws and is set with an
            interferometer; the printed interferogram lies in the box with the serial number of the lens on
            it.

            Three pieces of glass take longer to reach the temperature of the night. Give the 80 mm twenty
            minutes and the 130 mm an hour, with the dew shield drawn back. Weight grows faster than aperture:
            the 130 mm with rings weighs as much as a small Dobsonian tube and belongs on a mount of the 20 kg
            class.

            For looking, a doublet of the same size comes close at a third of the price. We say so because we
            would rather sell you the right one once.
            """),
        in_the_box=(
            "Triplet tube with dew shield and locking caps",
            "CNC rings, 75 mm rail and handle",
            "Focuser with 88 mm travel and temperature readout",
            "Interferogram of this lens",
            "Aluminium-framed case",
        ),
        warning=SUN_WARNING,
        keywords="apo triplet apochromat refractor astrograph astrophotography ota fluorite ed flat",
        specs={
            **TUBE,
            "optics": "Air-spaced triplet, middle lens of ED glass",
            "camera_connection": "M 54 × 0.75 and M 48 × 0.75",
            "focuser": "Rack and pinion 3″, 10:1 reduction, temperature display",
            "good_for": "photography",
            "guarantee_years": 5,
        },
        options=(by_aperture(80, 107, 130),),
        variants=(
            tube(
                10541,
                "Triplet 80/480",
                "999.00",
                80,
                480,
                what="Triplet refractor tube",
                weight="3.3",
                kg="7.6",
                length=420,
                stock=8,
                specs={"back_focus": 134, "image_circle": 40},
            ),
            tube(
                10542,
                "Triplet 107/700",
                "2290.00",
                107,
                700,
                what="Triplet refractor tube with large focuser",
                weight="6.1",
                kg="13.2",
                length=600,
                stock=6,
                specs={"back_focus": 142, "image_circle": 44},
            ),
            tube(
                10543,
                "Triplet 130/910",
                "3690.00",
                130,
                910,
                what="Large triplet refractor tube",
                weight="10.2",
                kg="21.5",
                length=810,
                stock=0,
                expected=33,
                backorder=3,
                specs={"back_focus": 150, "image_circle": 44},
            ),
        ),
        popularity=57,
    ),
    Product(
        slug="caelum-planet-refractor",
        name="Long refractor AC 127/1200 tube",
        brand="caelum",
        category="refractors",
        pitch=(
            "Five inches of old-fashioned lens for the Moon, for double stars and for people who "
            "like brass knobs."
        ),
        description=prose("""
            Observers of the nineteenth century measured double stars with lenses of this size, and the sight
            is unchanged: two points in diffraction rings, steady as engraving. At f/9.4 the colour fringe is
            milder than the aperture suggests. A pale yellow filter removes most of the rest on Jupiter and
            Venus.

            The tube is 1180 mm long. Whatever carries it has to be stiff rather than merely strong, because
            length multiplies every tremor. Plan a mount rated for 15 kg on a tall tripod, or a pier, so that
            you do not kneel when it points at the zenith.

            It is sold without mount, finder and diagonal.
            """),
        in_the_box=(
            "Tube with lens in collimatable cell",
            "Cast rings with 75 mm rail",
            "Adapter 2″ to 1.25″",
            "Brass end cap, engraved",
        ),
        warning=SUN_WARNING,
        keywords="achromat long refractor fraunhofer double stars planets moon classic brass",
        specs={
            **TUBE,
            **optics(127, 1200),
            **weights("7.2", length=1180, diameter=142),
            "optics": "Fraunhofer doublet, multi-coated, collimatable",
            "focuser": "Crayford, 2″ and 1.25″",
            "camera_connection": "T2 (M 42 × 0.75)",
            "good_for": "moon-and-planets",
        },
        variants=(
            offer(
                10551,
                "AC 127/1200 tube",
                "599.00",
                kg="11.0",
                box=(1310, 270, 270),
                stock=6,
                pictures=tube_pictures(127, 1200, 1180, "Long classical refractor tube"),
            ),
        ),
        popularity=35,
    ),
    Product(
        slug="dioptra-petzval-astrograph",
        name="Petzval astrograph 71/350",
        brand="dioptra",
        category="refractors",
        pitch=(
            "A telescope for cameras only: flat field built in, no distances to count, round stars "
            "to the corner."
        ),
        description=prose("""
            Two lens groups stand far apart in one tube. The rear group flattens the field, so the sensor may
            sit at any distance behind the focuser and the corners stay sharp. That takes the most tedious
            hour out of setting up: no spacer rings, no test exposures for the back focus.

            At 350 mm a sensor of the APS-C class sees 3.8 by 2.6 degrees. That is the whole of the Andromeda
            galaxy with its companions, or the Heart Nebula with sky around it. Galaxies beyond the nearest
            few are specks at this scale.

            An eyepiece does come to focus, with a diagonal extension, but nobody should buy it for that.
            """),
        in_the_box=(
            "Astrograph with rings, 44 mm rail and finder shoe",
            "Camera rotator with scale",
            "Adapters M 54, M 48 and T2",
            "Case",
        ),
        warning=SUN_WARNING,
        keywords="astrograph petzval flat field astrophotography wide andromeda M31 heart nebula quadruplet",
        specs={
            **TUBE,
            **optics(71, 350),
            **weights("2.9", length=345, diameter=98),
            "optics": "Four lenses in two groups, two of ED glass",
            "focuser": "Rack and pinion 2.7″, 10:1 reduction",
            "camera_connection": "M 54 × 0.75, M 48 × 0.75, T2",
            "image_circle": 44,
            "good_for": "photography",
            "guarantee_years": 3,
        },
        variants=(
            offer(
                10556,
                "Petzval astrograph 71/350",
                "1290.00",
                kg="5.8",
                box=(480, 280, 240),
                stock=5,
                pictures=tube_pictures(71, 350, 345, "Short photographic refractor"),
            ),
        ),
        popularity=46,
    ),
)
