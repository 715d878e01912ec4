"""Filters for nebulae, the Moon, planets, cameras and the Sun."""

from decimal import Decimal

from shop.demo.catalogue.build import Specs, card, offer, prose
from shop.demo.schema import Option, Product, Variant

SIZES = Option(
    code="size",
    name="Size",
    hint="(changes price)",
    values=(("1-25", "1.25″"), ("2", "2″")),
    own_card=True,
)
THREADS = {"1-25": "M 28.5 × 0.6", "2": "M 48 × 0.75"}
LABELS = {"1-25": "1.25″", "2": "2″"}
CLEAR = {"1-25": 26, "2": 45}
OUTER = {"1-25": Decimal("31.7"), "2": Decimal("50.8")}
SUN_WARNING = (
    "Inspect it against a bright lamp before every use; discard it with the smallest hole or "
    "scratch. Fasten it so that wind and children cannot remove it. Cover the finder. Loss of sight "
    "is immediate and permanent."
)


def screw_in(
    number: int, name: str, kind: str, size: str, price: str, stock: int, expected: int | None = None
) -> Variant:
    """Return one size of a filter that screws into eyepieces; kind is that of the drawing."""
    return offer(
        number,
        f"{name}, {LABELS[size]}",
        price,
        kg="0.06" if size == "1-25" else "0.09",
        box=(80, 70, 30) if size == "1-25" else (90, 90, 30),
        stock=stock,
        expected=expected,
        options={"size": size},
        specs={"filter_size": size, "thread": THREADS[size], "clear_width": CLEAR[size]},
        pictures=(
            card(
                "filter",
                f"{name} in a knurled cell of {LABELS[size]}.",
                diameter=OUTER[size],
                kind=kind,
            ),
        ),
    )


def band(passband: str, peak: int, width: str = "") -> Specs:
    """Return what a filter lets through: words, percent at the peak, width in nm."""
    specs: Specs = {"passband": passband, "peak_transmission": peak}
    if width:
        specs["bandwidth"] = Decimal(width)
    return specs


FILTERS: tuple[Product, ...] = (
    Product(
        slug="caelum-uhc",
        name="Nebula filter UHC",
        brand="caelum",
        category="filters",
        pitch="Dims the street lamps and leaves the nebula. The first filter to buy, from 80 mm of aperture.",
        description=prose("""
            Glowing gas shines in few colours: doubly ionised oxygen at 496 and 501 nm, hydrogen at 486 nm. A
            window of 28 nm around these lines holds back most of the light of lamps and of the natural sky.
            The Dumbbell and the Lagoon stand out as if someone had turned down the background.

            It does not brighten anything, and it does not help galaxies or star clusters, whose light is
            spread over all colours. Against white LED lamps it gains less than it did against sodium lamps,
            yet still something.

            Try blinking: hold it between eye and eyepiece and move it in and out. What lights up is a nebula.
            """),
        in_the_box=("Filter in a plastic case", "Transmission curve"),
        keywords="uhc nebula filter light pollution OIII dumbbell M27 lagoon M8 orion veil deep sky",
        specs={
            "filter_kind": "nebula",
            "filter_aperture": "80",
            **band("O III and H-beta, 483 to 511 nm", 94, "28"),
            "guarantee_years": 2,
        },
        options=(SIZES,),
        variants=(
            screw_in(12501, "Nebula filter UHC", "uhc", "1-25", "54.00", 33),
            screw_in(12502, "Nebula filter UHC", "uhc", "2", "99.00", 14),
        ),
        popularity=89,
    ),
    Product(
        slug="caelum-oiii",
        name="Nebula filter O III",
        brand="caelum",
        category="filters",
        pitch="Narrower and stronger: the filter that makes the Veil nebula appear out of nothing.",
        description=prose("""
            Only the two green lines of oxygen pass, in a window of 12 nm. Planetary nebulae and the remains
            of exploded stars shine mostly there. With 150 mm and a dark sky the Veil turns from a rumour into
            twisted strands; without the filter most people see nothing.

            The stars become dim as well, and with small telescopes too dim to focus on. Keep to low power
            with an exit pupil of three to five millimetres. The Horsehead and the California nebula shine in
            hydrogen and vanish completely.
            """),
        in_the_box=("Filter in a plastic case", "Transmission curve"),
        keywords="oiii o-iii oxygen nebula filter veil NGC 6992 planetary nebula owl M97 helix deep sky",
        specs={
            "filter_kind": "nebula",
            "filter_aperture": "150",
            **band("O III, 495 to 507 nm", 93, "12"),
            "guarantee_years": 2,
        },
        options=(SIZES,),
        variants=(
            screw_in(12505, "Nebula filter O III", "oiii", "1-25", "64.00", 18),
            screw_in(12506, "Nebula filter O III", "oiii", "2", "119.00", 2),
        ),
        popularity=65,
    ),
    Product(
        slug="caelum-moon-filter",
        name="Moon filter",
        brand="caelum",
        category="filters",
        pitch=(
            "Takes away three quarters of the glare, so that the other eye can still find the way "
            "back to the house."
        ),
        description=prose("""
            The Moon does no harm to the eye, it merely dazzles. A grey filter of density 0.6 makes an evening
            at 200 mm pleasant and brings out shades in the seas around full Moon. It does not add detail
            along the terminator, where there is no glare.

            On Venus it calms the image as well. Below 100 mm of aperture a lamp left on in the room behind
            you does the same for nothing.
            """),
        in_the_box=("Filter in a plastic case",),
        keywords="moon lunar filter neutral grey nd glare venus",
        specs={
            "filter_kind": "moon",
            "filter_aperture": "any",
            **band("Neutral grey", 25),
            "optical_density": Decimal("0.6"),
            "guarantee_years": 2,
        },
        options=(SIZES,),
        variants=(
            screw_in(12509, "Moon filter", "moon", "1-25", "14.90", 62),
            screw_in(12510, "Moon filter", "moon", "2", "27.90", 20),
        ),
        popularity=61,
    ),
    Product(
        slug="reticule-polariser",
        name="Variable polarising filter, 1.25″",
        brand="reticule",
        category="filters",
        pitch="Two polarisers that turn against each other: from 40 percent of the light down to one.",
        description=prose("""
            Brightness becomes a matter of a fingertip. Useful on the Moon between first quarter and full, on
            Venus, and behind a solar wedge, where it spares a box full of grey filters. By day it takes the
            reflections off a lake.

            With the two halves on either side of a diagonal the brightness can be set without taking out the
            eyepiece. It needs 8 mm of inward focus.
            """),
        in_the_box=("Two-part filter", "Case"),
        keywords="polarising polarizing filter variable moon venus solar wedge brightness",
        specs={
            "filter_kind": "moon",
            "filter_aperture": "any",
            "filter_size": "1-25",
            **band("Neutral grey, 1 to 40 percent", 40),
            "thread": THREADS["1-25"],
            "clear_width": 26,
            "guarantee_years": 2,
        },
        variants=(
            offer(
                12513,
                "Variable polarising filter, 1.25″",
                "42.00",
                kg="0.08",
                box=(80, 70, 40),
                stock=16,
                pictures=(
                    card(
                        "filter",
                        "Grey filter in a cell with a turning ring.",
                        diameter=OUTER["1-25"],
                        kind="moon",
                    ),
                ),
            ),
        ),
        popularity=33,
    ),
    Product(
        slug="caelum-colour-filters",
        name="Colour filter set, 1.25″",
        brand="caelum",
        category="filters",
        pitch="Yellow, orange, green and light blue: a small lesson in what planets are made of.",
        description=prose("""
            Orange darkens the plains of Mars and sharpens the edge of the polar cap. Light blue brings out
            the belts of Jupiter and the clouds of Mars. Yellow takes the violet fringe off a simple
            refractor. Green helps with the contrast of the Great Red Spot.

            The effects are subtle. They need ten minutes of looking, and 100 mm of aperture do no harm.
            Whoever expects a switch will be disappointed.
            """),
        in_the_box=("Four filters 1.25″ in a case", "Card with suggestions for each planet"),
        keywords="colour color filter set wratten planets mars jupiter venus yellow orange green blue",
        specs={
            "filter_kind": "planet",
            "filter_aperture": "80",
            "filter_size": "1-25",
            "passband": "Yellow over 490 nm, orange over 550 nm, green 500 to 590 nm, blue 400 to 540 nm",
            "thread": THREADS["1-25"],
            "clear_width": 26,
            "pieces": 4,
            "guarantee_years": 2,
        },
        variants=(
            offer(
                12517,
                "Colour filter set, 1.25″",
                "39.00",
                kg="0.16",
                box=(150, 60, 40),
                stock=11,
                pictures=(
                    card(
                        "filter",
                        "One of the four colour filters in its cell.",
                        diameter=OUTER["1-25"],
                        kind="colour",
                    ),
                ),
            ),
        ),
        popularity=31,
    ),
    Product(
        slug="caelum-ir-cut",
        name="UV and infrared blocking filter",
        brand="caelum",
        category="filters",
        pitch=(
            "Keeps out what lenses cannot focus and sensors nevertheless see. Sharpens any colour "
            "camera on a refractor."
        ),
        description=prose("""
            Sensors without a window respond down to 350 and up to 1000 nm. No lens brings that range to one
            point, so every star wears a soft halo. Cut off at 400 and 690 nm, and the colours come right by
            themselves.

            With mirror telescopes it matters less, yet the colour balance of planets still profits. It stays
            in the nose of the camera for life.
            """),
        in_the_box=("Filter in a plastic case",),
        keywords="uv ir cut filter infrared blocking luminance colour camera refractor planetary",
        specs={
            "filter_kind": "imaging",
            "filter_aperture": "any",
            **band("400 to 690 nm", 97, "290"),
            "guarantee_years": 2,
        },
        options=(SIZES,),
        variants=(
            screw_in(12521, "UV and infrared blocking filter", "ircut", "1-25", "34.00", 28),
            screw_in(12522, "UV and infrared blocking filter", "ircut", "2", "69.00", 9),
        ),
        popularity=47,
    ),
    Product(
        slug="dioptra-narrowband",
        name="Narrowband filter 6 nm, 2″",
        brand="dioptra",
        category="filters",
        pitch="Photographs of nebulae from the middle of a city, in the light of one element at a time.",
        description=prose("""
            Six nanometres around a single line shut out nearly all artificial light and a good part of the
            Moon's. With a monochrome camera and all three filters come the well-known pictures in three
            colours: sulphur, hydrogen, oxygen.

            Exposures are long. Three minutes each at f/5 and some hours in total are normal. At focal ratios
            below f/4 the pass band shifts towards the blue; ask us for the pre-shifted version.

            Begin with hydrogen. It is the brightest and makes a good black-and-white picture alone.
            """),
        in_the_box=("Filter, 3 mm glass, in a metal case", "Measured curve of this filter"),
        keywords="narrowband h-alpha halpha oiii sii sho hubble palette filter mono camera city emission",
        specs={
            "filter_kind": "narrowband",
            "filter_size": "2",
            "filter_aperture": "any",
            "thread": THREADS["2"],
            "clear_width": 45,
            "guarantee_years": 3,
        },
        options=(
            Option(
                code="line",
                name="Line",
                values=(("hydrogen", "H-alpha"), ("oxygen", "O III"), ("sulphur", "S II")),
            ),
        ),
        variants=tuple(
            offer(
                12525 + place,
                "Narrowband filter 6 nm, 2″",
                "199.00",
                kg="0.11",
                box=(90, 90, 40),
                stock=stock,
                options={"line": line},
                specs=band(words, 92, "6"),
                pictures=(
                    card(
                        "filter",
                        "Mirror-like narrowband filter in a 2″ cell.",
                        diameter=OUTER["2"],
                        kind="narrowband",
                    ),
                ),
            )
            for place, (line, words, stock) in enumerate(
                (
                    ("hydrogen", "Hydrogen, 656.3 nm", 12),
                    ("oxygen", "Oxygen, 500.7 nm", 8),
                    ("sulphur", "Sulphur, 672.4 nm", 4),
                )
            )
        ),
        popularity=44,
    ),
    Product(
        slug="gnomon-solar-film",
        name="Solar film",
        brand="gnomon",
        category="filters",
        pitch=(
            "A sheet of density 5 to make your own Sun filter: for telescopes, binoculars and camera lenses."
        ),
        description=prose("""
            Polymer of 0.012 mm, metal-coated on both sides, each batch measured by an independent laboratory.
            It transmits a hundred-thousandth of the light. Mounted loosely, with waves rather than tight as a
            drum, it hardly spoils the image, and sunspots come out grey in a white disc.

            The leaflet shows a cell of three layers of cardboard and double-sided tape that slips over the
            tube by 4 cm. The small sheet is enough for 180 mm, the large one for two telescopes or a class.
            """),
        in_the_box=("Sheet between protective papers", "Instructions for a cardboard cell"),
        warning=SUN_WARNING,
        keywords="solar film sun filter foil sheet eclipse white light diy safety",
        specs={
            "filter_kind": "solar",
            "filter_size": "sheet",
            "filter_aperture": "any",
            "passband": "White light, dimmed 100,000 times",
            "optical_density": Decimal("5.0"),
        },
        options=(
            Option(
                code="sheet",
                name="Sheet",
                hint="(changes price)",
                values=(("a4", "20 × 29 cm"), ("large", "50 × 100 cm")),
                own_card=True,
            ),
        ),
        variants=(
            offer(
                12531,
                "Solar film 20 × 29 cm",
                "24.90",
                kg="0.14",
                box=(320, 230, 10),
                stock=90,
                options={"sheet": "a4"},
                specs={"clear_width": 200},
                pictures=(
                    card(
                        "solar_film",
                        "Sheet of film with one corner turned up, 20 by 29 cm.",
                        width=200,
                        height=290,
                    ),
                ),
            ),
            offer(
                12532,
                "Solar film 50 × 100 cm",
                "79.00",
                kg="0.45",
                box=(560, 80, 80),
                stock=23,
                options={"sheet": "large"},
                specs={"clear_width": 500},
                pictures=(
                    card(
                        "solar_film",
                        "Large sheet of film with one corner turned up, 50 by 100 cm.",
                        width=500,
                        height=1000,
                    ),
                ),
            ),
        ),
        popularity=66,
    ),
    Product(
        slug="gnomon-sun-cap",
        name="Sun filter in a cell",
        brand="gnomon",
        category="filters",
        pitch="The same film, mounted without tension in an aluminium ring with three felt-tipped screws.",
        description=prose("""
            Choose by the outer diameter of the tube, not by the aperture: measure with a strip of paper and
            divide by 3.14. Each ring adjusts over about 30 mm. A strap goes round the tube as a second hold,
            because gusts come without notice.

            With a filter over the front everything behind it stays cold, so it suits Newtonians and Maksutovs
            as well as refractors. Keep the finder covered, or take it off.
            """),
        in_the_box=("Filter in its cell", "Safety strap", "Storage box"),
        warning=SUN_WARNING,
        keywords="sun solar filter cell cap front aperture tube eclipse safe white light",
        specs={
            "filter_kind": "solar",
            "filter_size": "tube",
            "filter_aperture": "any",
            "passband": "White light, dimmed 100,000 times",
            "optical_density": Decimal("5.0"),
            "guarantee_years": 3,
        },
        options=(
            Option(
                code="tube",
                name="Tube diameter",
                hint="(changes price)",
                values=(("100", "90 to 120 mm"), ("150", "140 to 170 mm"), ("230", "220 to 250 mm")),
                own_card=True,
            ),
        ),
        variants=tuple(
            offer(
                12535 + place,
                f"Sun filter for tubes of {words} mm",
                price,
                kg=kg,
                box=(largest + 60, largest + 60, 70),
                stock=stock,
                options={"tube": code},
                specs={"clear_width": clear},
                pictures=(
                    card(
                        "filter",
                        f"Sun filter in an aluminium ring for tubes of {words} mm.",
                        diameter=largest,
                        kind="solar",
                    ),
                ),
            )
            for place, (code, words, largest, clear, price, kg, stock) in enumerate(
                (
                    ("100", "90 to 120", 120, 88, "59.00", "0.5", 12),
                    ("150", "140 to 170", 170, 138, "79.00", "0.7", 6),
                    ("230", "220 to 250", 250, 218, "109.00", "1.0", 3),
                )
            )
        ),
        popularity=40,
    ),
)
