"""Classic eyepieces, zooms and sets."""

from decimal import Decimal

from shop.demo.catalogue.build import MAGNETS, SUN_WARNING_EYEPIECE, card, offer, prose
from shop.demo.catalogue.eyepieces.figures import (
    body,
    eyepiece,
    eyepiece_pictures,
    eyepiece_specs,
    focal_lengths,
)
from shop.demo.schema import Product

CLASSIC: tuple[Product, ...] = (
    Product(
        slug="caelum-ploessl",
        name="Plössl",
        brand="caelum",
        category="classic",
        pitch="Four lenses, invented in Vienna in 1860, still the fairest deal in optics.",
        description=prose("""
            Two identical pairs of lenses face each other. The image is clean and neutral, and sharp to the
            edge from f/6 upwards. The 25 mm is a little better than most supplied ones, the 32 mm is the
            cheapest way to the widest field a 1.25″ barrel can show.

            Eye relief is about seven tenths of the focal length. That is generous at 32 mm and miserable at
            6.3 mm, where the eye nearly touches the lens; for high powers we point you to the planetary
            series.

            The 40 mm shows no more sky than the 32 mm, because the barrel cuts it off. It only makes it
            brighter, which helps with nebula filters in slow telescopes.
            """),
        in_the_box=("Eyepiece with fold-down eyecup", "Caps for both ends"),
        warning=SUN_WARNING_EYEPIECE,
        keywords="plossl ploessl plössl super eyepiece ocular simple cheap 1.25 beginner",
        specs={"coating": "Fully coated", "guarantee_years": 2},
        options=(focal_lengths("6.3", "10", "15", "25", "32", "40"),),
        variants=tuple(
            eyepiece(
                12201 + place,
                "Plössl",
                focal_length,
                price,
                field=field,
                relief=relief,
                size=(34, height),
                grams=grams,
                lenses=4,
                stock=stock,
            )
            for place, (focal_length, price, field, relief, height, grams, stock) in enumerate(
                (
                    ("6.3", "26.00", 52, 5, 46, 65, 13),
                    ("10", "26.00", 52, 7, 48, 68, 40),
                    ("15", "28.00", 52, 10, 52, 76, 22),
                    ("25", "32.00", 52, 18, 60, 98, 36),
                    ("32", "36.00", 48, 22, 68, 122, 48),
                    ("40", "42.00", 39, 28, 78, 150, 5),
                )
            )
        ),
        popularity=85,
    ),
    Product(
        slug="sextans-orthoscopic",
        name="Orthoscopic 42°",
        brand="sextans",
        category="classic",
        pitch=(
            "A small window with nothing in the way: the planet observer's eyepiece since Abbe drew "
            "it in 1880."
        ),
        description=prose("""
            A cemented triplet and a single lens: four pieces of glass and only four surfaces in air. Light
            that is not scattered stays in the image, and straight lines stay straight, hence the name. On
            Mars near opposition such an eyepiece shows a touch more than one with eight lenses.

            Forty-two degrees are narrow. With a Dobsonian you nudge twice as often as with a wide-field
            design, so these are happiest on mounts that follow. Eye relief is 80 percent of the focal length.
            """),
        in_the_box=("Eyepiece with engraved brass ring", "Screw-on can"),
        warning=SUN_WARNING_EYEPIECE,
        keywords="orthoscopic abbe ortho eyepiece planets mars contrast ocular classic",
        specs={"coating": "Multi-coated on all surfaces", "guarantee_years": 5},
        options=(focal_lengths("6", "9", "12.5", "18"),),
        variants=tuple(
            eyepiece(
                12211 + place,
                "Orthoscopic",
                focal_length,
                "79.00",
                field=42,
                relief=relief,
                size=(30, height),
                grams=grams,
                lenses=4,
                stock=stock,
            )
            for place, (focal_length, relief, height, grams, stock) in enumerate(
                (("6", 5, 44, 72, 10), ("9", 7, 46, 76, 7), ("12.5", 10, 50, 82, 4), ("18", 14, 56, 94, 9))
            )
        ),
        popularity=39,
    ),
    Product(
        slug="reticule-crosshair-eyepiece",
        name="Crosshair eyepiece 12.5 mm",
        brand="reticule",
        category="classic",
        pitch=(
            "A lit double cross for aligning GoTo mounts, centring finders and drift-aligning a polar axis."
        ),
        description=prose("""
            The star belongs in the small square in the middle, and the mount's model gets better by a factor
            of five compared with guessing the centre of a field. A separate knob sets the brightness down to
            where the lines are barely visible.

            It also measures: the distance between the lines is 0.1 mm, which at 1000 mm focal length
            corresponds to 20.6 arcseconds. Wide double stars can be estimated that way.
            """),
        in_the_box=("Eyepiece with lit reticle", "Dimmable red lamp with cell LR44", "Caps"),
        warning=f"{SUN_WARNING_EYEPIECE} Contains a button cell: keep away from children.",
        keywords="reticle reticule crosshair illuminated eyepiece alignment goto drift guiding measure",
        specs={
            **eyepiece_specs("12.5", 50, 10, "1.25"),
            **body(32, 74, 118, 4),
            "coating": "Fully coated",
            "guarantee_years": 2,
            "power_supply": "LR44, supplied",
        },
        variants=(
            offer(
                12221,
                "Crosshair eyepiece 12.5 mm, 1.25″",
                "79.00",
                kg="0.24",
                box=(140, 90, 70),
                stock=12,
                pictures=eyepiece_pictures("12.5", 50, "1.25", 32, 74, "Crosshair"),
            ),
        ),
        popularity=26,
    ),
    Product(
        slug="vela-zoom",
        name="Zoom 8 to 24 mm",
        brand="vela",
        category="zooms-and-sets",
        pitch=(
            "Turn the barrel until the planet looks its sharpest: three eyepieces that never have "
            "to be changed."
        ),
        description=prose("""
            The field grows from 42 degrees at 24 mm to 60 degrees at 8 mm, so at the low end one looks
            through a tube, at the high end comfortably. That is the wrong way round for finding; put a wide
            30 mm beside it and you have a pair for years.

            Click stops at 8, 12, 16, 20 and 24 mm can be felt with gloves. Focus shifts slightly between
            them. For public evenings it is unbeatable, since a queue of visitors needs neither light nor
            loose parts.
            """),
        in_the_box=("Zoom eyepiece with twist-up eyecup", "Adapter from 1.25″ to 2″", "Pouch"),
        warning=SUN_WARNING_EYEPIECE,
        keywords="zoom eyepiece variable 8-24 ocular outreach public solar",
        specs={
            "shortest_focal_length": 8,
            "longest_focal_length": 24,
            "barrel": "both",
            "eye_relief": 17,
            "lens_elements": 7,
            "barrel_outer_diameter": 55,
            "eyepiece_height": 92,
            "eyepiece_weight": 290,
            "coating": "Fully multi-coated",
            "guarantee_years": 3,
        },
        variants=(
            offer(
                12231,
                "Zoom 8 to 24 mm, 1.25″",
                "189.00",
                kg="0.48",
                box=(160, 110, 100),
                stock=23,
                pictures=(
                    card(
                        "zoom_eyepiece",
                        "Zoom eyepiece with a broad rubber ring and a scale from 8 to 24 mm.",
                        diameter=55,
                        height=92,
                    ),
                ),
            ),
        ),
        popularity=73,
    ),
    Product(
        slug="caelum-zoom",
        name="Light zoom 8 to 24 mm",
        brand="caelum",
        category="zooms-and-sets",
        pitch="A third of the price of the large one, and small enough for a refractor of 60 mm.",
        description=prose("""
            Light, plain and without click stops. The field runs from 38 degrees to 55; the image is good from
            f/7 upwards and soft at the edge in fast mirrors. As the single eyepiece for a travel telescope it
            makes packing easy.

            The lubricant stiffens below freezing, and then it turns like a rusty tap. Keep it in the coat
            pocket between uses.
            """),
        in_the_box=("Zoom eyepiece", "Caps for both ends"),
        warning=SUN_WARNING_EYEPIECE,
        keywords="zoom eyepiece small cheap 8-24 travel ocular",
        specs={
            "shortest_focal_length": 8,
            "longest_focal_length": 24,
            "barrel": "1-25",
            "eye_relief": 14,
            "lens_elements": 6,
            "barrel_outer_diameter": 40,
            "eyepiece_height": 78,
            "eyepiece_weight": 170,
            "coating": "Fully coated",
            "guarantee_years": 2,
        },
        variants=(
            offer(
                12235,
                "Light zoom 8 to 24 mm, 1.25″",
                "65.00",
                reduced_from="79.00",
                kg="0.30",
                box=(140, 90, 80),
                stock=17,
                pictures=(
                    card(
                        "zoom_eyepiece",
                        "Slim zoom eyepiece with a scale from 8 to 24 mm.",
                        diameter=40,
                        height=78,
                    ),
                ),
            ),
        ),
        popularity=46,
    ),
    Product(
        slug="caelum-eyepiece-set",
        name="Plössl set in a case",
        brand="caelum",
        category="zooms-and-sets",
        pitch=(
            "Four Plössls, a Barlow lens and six filters in foam. A present that will be used up to "
            "the last piece, or nearly."
        ),
        description=prose("""
            We would not buy sets ourselves if they were filled with what nobody needs. This one holds 32, 15,
            10 and 6.3 mm and a double Barlow, which makes seven useful steps, since 15 mm and half of 32 mm
            nearly coincide. In a telescope of 900 mm it ranges from 28 to 286 times, the last of which is for
            the Moon alone.

            The filters are Moon, three colours, contrast and a polariser. You will use the Moon filter often,
            the polariser by day, and the others out of curiosity. The case has two free places cut for later
            purchases.
            """),
        in_the_box=(
            "Plössl eyepieces 32, 15, 10 and 6.3 mm",
            "Barlow lens 2×",
            "Six filters 1.25″",
            "Aluminium case with foam and magnetic catch",
        ),
        warning=f"{SUN_WARNING_EYEPIECE} {MAGNETS}",
        keywords="eyepiece set case kit plossl barlow filters gift bundle",
        specs={
            "shortest_focal_length": Decimal("6.3"),
            "longest_focal_length": 32,
            "barrel": "1-25",
            "pieces": 11,
            "guarantee_years": 2,
        },
        variants=(
            offer(
                12239,
                "Plössl set in a case",
                "159.00",
                kg="2.2",
                box=(380, 290, 120),
                stock=14,
                pictures=(
                    card("eyepiece_case", "Open case with eyepieces, a Barlow lens and filters in foam."),
                ),
            ),
        ),
        popularity=55,
    ),
)
