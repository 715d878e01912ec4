"""Solar telescopes: the only ones that may look at the Sun as they come."""

from shop.demo.catalogue.build import Specs, offer, prose
from shop.demo.catalogue.telescopes.figures import (
    gallery,
    light_path,
    optics,
    supplied,
    supplied_part,
    weights,
)
from shop.demo.catalogue.telescopes.refractors import by_aperture
from shop.demo.schema import Picture, Product, SpecValue

WARNING = (
    "Check all filters for damage before every use. Never open the sealed filter housing, never use "
    "the telescope at the Sun without it, and never leave it unattended beside children. Permanent "
    "loss of sight follows within a second of unfiltered sunlight."
)
COMMON: dict[str, SpecValue] = {
    "telescope_type": "refractor",
    "mount_kind": "alt-azimuth",
    "mount_name": "Fork with fine motion on aluminium tripod",
    "assembly_time": 8,
    "goto": False,
    "good_for": "the-sun",
    "guarantee_years": 5,
    "finder": "Sun finder with matt screen",
}


def pictures(aperture: int, focal_length: int, length: int, what: str, *more: Picture) -> tuple[Picture, ...]:
    return gallery(
        "solar_refractor",
        aperture,
        focal_length,
        length,
        what,
        light_path("refractor", aperture, focal_length, length),
        *more,
    )


def figures(aperture: int, focal_length: int, eyepiece: str, field: int) -> Specs:
    return {**optics(aperture, focal_length), **supplied(aperture, focal_length, eyepiece, field)}


SOLAR: tuple[Product, ...] = (
    Product(
        slug="gnomon-hydrogen-alpha",
        name="Hydrogen-alpha telescope",
        brand="gnomon",
        category="solar-telescopes",
        pitch=(
            "Shows prominences standing over the limb and filaments on the disc, at noon, from a "
            "city balcony."
        ),
        description=prose("""
            An etalon, two glass plates a few hundredths of a millimetre apart, lets a single red line of
            hydrogen pass and almost nothing else. In that line the Sun has a skin: dark filaments, bright
            plages, flames at the edge that change while you drink a coffee. By turning the tuning wheel you
            shift the line and bring out one or the other.

            At 0.7 ångström the 40 mm shows prominences brightly and surface detail with some patience. The 60
            mm collects twice the light at the same contrast and is the one to choose if a camera is planned.
            A monochrome camera suits better than a colour one, of whose pixels only a quarter see red.

            The image is dim and deep red; a dark cloth over the head helps more than any accessory. Near the
            minimum of the eleven-year cycle some days show very little, in this or any other telescope.
            """),
        in_the_box=(
            "Telescope with etalon and blocking filter, sealed",
            "Eyepiece 20 mm, 1.25″",
            "Sun finder",
            "Fork with fine motion on aluminium tripod",
            "Hard case with lock",
        ),
        warning=WARNING,
        keywords=(
            "sun solar h-alpha hydrogen prominences filaments etalon daytime telescope scope chromosphere"
        ),
        specs={
            **COMMON,
            "optics": "Single lens with front etalon, blocking filter in the diagonal",
            "focuser": "Helical, 1.25″",
            "camera_connection": "1.25″ barrel",
            "solar_passband": "656.28 nm, 0.07 nm wide",
        },
        options=(by_aperture(40, 60),),
        variants=(
            offer(
                10851,
                "Hydrogen-alpha 40/400",
                "749.00",
                kg="7.4",
                box=(820, 320, 240),
                stock=9,
                options={"aperture": "40"},
                specs={**figures(40, 400, "20", 55), **weights("1.6", "3.1", length=400, diameter=62)},
                pictures=pictures(
                    40, 400, 400, "Slim solar telescope on a fork with tripod", supplied_part(["20"], 55)
                ),
            ),
            offer(
                10852,
                "Hydrogen-alpha 60/500",
                "1790.00",
                kg="10.2",
                box=(840, 380, 280),
                stock=2,
                options={"aperture": "60"},
                specs={**figures(60, 500, "20", 55), **weights("2.9", "3.6", length=510, diameter=84)},
                pictures=pictures(
                    60, 500, 510, "Solar telescope on a fork with tripod", supplied_part(["20"], 55)
                ),
            ),
        ),
        popularity=54,
    ),
    Product(
        slug="gnomon-white-light",
        name="White-light telescope 80/560",
        brand="gnomon",
        category="solar-telescopes",
        pitch="Sunspots with their grey borders and the rice grain of the surface, in natural white.",
        description=prose("""
            A wedge of glass sends 95 percent of the light and nearly all the heat into a ceramic trap and
            lets you see the rest through a fixed dense filter. The method beats a foil in front of the lens:
            granulation, cells of gas 1000 km wide, becomes visible at 80 times whenever the air is calm,
            usually before eleven in the morning.

            The ceramic gets as hot as a cup of tea; the grille is there for fingers. A green filter,
            supplied, raises the contrast of faculae near the limb.

            Wedge and dense filter are riveted to the tube, so nobody can turn it into a night telescope by
            mistake.
            """),
        in_the_box=(
            "Telescope with fixed solar wedge",
            "Eyepiece 12.5 mm, 1.25″",
            "Green contrast filter",
            "Sun finder",
            "Fork with fine motion on aluminium tripod",
        ),
        warning=WARNING,
        keywords="sun solar white light herschel wedge sunspots granulation faculae daytime",
        specs={
            **COMMON,
            **figures(80, 560, "12.5", 52),
            **weights("3.3", "3.6", length=540, diameter=102),
            "optics": "ED doublet with solar wedge and density 3.0",
            "focuser": "Rack and pinion, 1.25″, 10:1 reduction",
            "camera_connection": "1.25″ barrel and T2",
            "solar_passband": "400 to 700 nm, dimmed 100,000 times",
        },
        variants=(
            offer(
                10855,
                "White-light telescope 80/560",
                "690.00",
                kg="9.9",
                box=(840, 360, 280),
                stock=6,
                pictures=pictures(80, 560, 540, "Solar telescope with wedge on a fork with tripod"),
            ),
        ),
        popularity=37,
    ),
    Product(
        slug="gnomon-calcium-k",
        name="Calcium-K telescope 60/480",
        brand="gnomon",
        category="solar-telescopes",
        pitch=(
            "A camera instrument for the violet light of calcium, where the magnetic network of the "
            "Sun lights up."
        ),
        description=prose("""
            At 393 nm active regions glow white against a dark mesh. Many people over forty cannot see this
            wavelength at all, because the lens of the eye yellows, so we sell it for cameras and mention the
            eyepiece only in passing.

            Any monochrome planetary camera works at exposures of a few milliseconds. The image of the whole
            disc measures 4.5 mm, which fits a 1/1.8 inch sensor with a margin for flares at the limb.

            A UV-rated extension keeps ghost images away; ordinary Barlow lenses are often opaque here, so ask
            before you buy one.
            """),
        in_the_box=(
            "Telescope with double-stacked K-line filter, sealed",
            "Camera adapter 1.25″ and T2",
            "Sun finder",
            "Fork with fine motion on aluminium tripod",
            "Case",
        ),
        warning=WARNING,
        keywords="sun solar calcium k-line violet plages network camera imaging",
        specs={
            **COMMON,
            **optics(60, 480),
            **weights("2.4", "3.6", length=460, diameter=82),
            "optics": "Doublet corrected for violet, K-line filter",
            "focuser": "Rack and pinion, 1.25″",
            "camera_connection": "1.25″ barrel and T2",
            "solar_passband": "393.4 nm, 0.22 nm wide",
        },
        variants=(
            offer(
                10857,
                "Calcium-K telescope 60/480",
                "1150.00",
                kg="9.1",
                box=(840, 360, 270),
                stock=0,
                expected=40,
                pictures=pictures(60, 480, 460, "Solar telescope for cameras on a fork with tripod"),
            ),
        ),
        popularity=18,
    ),
    Product(
        slug="gnomon-school-sun",
        name="School Sun telescope 70/400",
        brand="gnomon",
        category="solar-telescopes",
        pitch=(
            "For the playground: a glass filter bolted over the lens, a view that thirty children "
            "can share in one break."
        ),
        description=prose("""
            A metal-coated glass of optical density 5 covers the whole front and is held by three screws that
            need a special key, which stays in the teachers' room. Behind it is a plain 70 mm refractor with a
            low power that keeps the whole Sun in view for several minutes without touching anything.

            Sunspots larger than the Earth are easy. In the years of solar maximum there are always some; at
            minimum, partial eclipses and the darkening towards the edge are lesson enough.

            Worksheets for rotation, spot counts and the size of the Sun come with it, in German and English.
            """),
        in_the_box=(
            "Telescope with bolted glass filter",
            "Filter key on a ring",
            "Eyepiece 20 mm, 1.25″",
            "Star diagonal, for the same height at every position",
            "Fork with fine motion on aluminium tripod",
            "Twelve worksheets",
        ),
        warning=WARNING,
        keywords="sun solar school classroom education children sunspots eclipse telescope",
        specs={
            **COMMON,
            **figures(70, 400, "20", 50),
            **weights("1.9", "3.1", length=400, diameter=92),
            "optics": "Achromatic doublet behind a glass filter of density 5",
            "focuser": "Rack and pinion, 1.25″",
            "solar_passband": "White light, dimmed 100,000 times",
        },
        variants=(
            offer(
                10861,
                "School Sun telescope 70/400",
                "249.00",
                kg="6.8",
                box=(820, 320, 240),
                stock=14,
                pictures=pictures(
                    70, 400, 400, "Short solar telescope on a fork with tripod", supplied_part(["20"], 50)
                ),
            ),
        ),
        popularity=30,
    ),
)
