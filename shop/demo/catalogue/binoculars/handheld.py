"""Binoculars for the hand: Porro and roof prisms."""

from shop.demo.catalogue.binoculars.figures import binocular, glass, models
from shop.demo.catalogue.build import SUN_WARNING_BINOCULAR, card, offer, prose
from shop.demo.schema import Product

HANDHELD: tuple[Product, ...] = (
    Product(
        slug="caelum-porro-bak4",
        name="Porro BaK-4",
        brand="caelum",
        category="porro",
        pitch=(
            "If you own one instrument only, let it be this: more stars per euro than any "
            "telescope, and both hands stay warm."
        ),
        description=prose("""
            Under a dark sky the 10×50 shows the Andromeda galaxy as a long spindle, some forty of the Messier
            objects and the moons of Jupiter, if you lean against a wall. Prisms of BaK-4 glass pass the full
            cone of light, so the exit pupil is round and bright to its edge.

            The 7×50 is calmer in the hand and has the larger exit pupil, which only young eyes in the country
            can use. The 12×50 sits at the upper limit of what can be held; with elbows on a car roof it
            splits Albireo. All three take a tripod adapter behind a cap at the front of the hinge.

            They are not sealed against rain, only against drizzle. Focus is by a central wheel, the right eye
            is set once.
            """),
        in_the_box=("Binocular with caps", "Neck strap", "Soft case", "Cloth"),
        warning=SUN_WARNING_BINOCULAR,
        badge="Best for beginners",
        keywords="binocular binoculars porro 10x50 7x50 12x50 bak4 andromeda M31 milky way field glass",
        specs={
            "prism": "porro",
            "glass": "BaK-4, fully multi-coated",
            "waterproof": False,
            "pupil_distance": "56 to 73 mm",
            "guarantee_years": 2,
        },
        options=(models("7x50", "10x50", "12x50"),),
        variants=(
            offer(
                13001,
                "Porro 7×50 BaK-4",
                "115.00",
                kg="1.4",
                box=(260, 220, 110),
                stock=16,
                options={"model": "7x50"},
                specs=glass(7, 50, "7.0", relief=20, near="6.0", kg="0.88"),
                pictures=binocular(7, 50, "porro", "7.0"),
            ),
            offer(
                13002,
                "Porro 10×50 BaK-4",
                "119.00",
                kg="1.4",
                box=(260, 220, 110),
                stock=58,
                options={"model": "10x50"},
                specs=glass(10, 50, "6.5", relief=16, near="7.0", kg="0.90"),
                pictures=binocular(10, 50, "porro", "6.5"),
            ),
            offer(
                13003,
                "Porro 12×50 BaK-4",
                "125.00",
                kg="1.4",
                box=(260, 220, 110),
                stock=9,
                options={"model": "12x50"},
                specs=glass(12, 50, "5.5", relief=13, near="8.0", kg="0.92"),
                pictures=binocular(12, 50, "porro", "5.5"),
            ),
        ),
        popularity=97,
    ),
    Product(
        slug="caelum-porro-pocket",
        name="First binocular 6×30",
        brand="caelum",
        category="porro",
        pitch="For small faces and hands: the eyepieces come together to 48 mm, and six times stays steady.",
        description=prose("""
            Most binoculars are too wide for children under ten; they see two circles and give up. This one
            folds far enough, weighs less than a can of lemonade, and its rubber armour forgives a fall onto
            the lawn.

            Eight degrees of sky hold the whole belt and sword of Orion. Jupiter's moons are beyond it, the
            craters of the Moon are just within it. It is an excellent theatre and zoo glass for adults too.
            """),
        in_the_box=("Binocular with tethered caps", "Strap that opens under pull", "Pouch"),
        warning=SUN_WARNING_BINOCULAR,
        keywords="children kids binocular small 6x30 porro first zoo theatre",
        specs={
            **glass(6, 30, "8.0", relief=17, near="3.0", kg="0.47", tripod=False),
            "prism": "porro",
            "glass": "BaK-4, multi-coated",
            "waterproof": False,
            "pupil_distance": "48 to 70 mm",
            "guarantee_years": 2,
            "from_age": 6,
        },
        variants=(
            offer(
                13007,
                "First binocular 6×30",
                "69.00",
                kg="0.75",
                box=(190, 160, 90),
                stock=27,
                pictures=binocular(6, 30, "porro", "8.0"),
            ),
        ),
        popularity=59,
    ),
    Product(
        slug="volans-porro-ed",
        name="Porro 8×42 ED, waterproof",
        brand="volans",
        category="porro",
        pitch=(
            "A classic body with single-eyepiece focus, sealed against the sea: for sailors, "
            "watchers and clear nights on deck."
        ),
        description=prose("""
            Each eye is focused separately, which one does once for infinity and then never again; at night
            nothing is closer. Without a moving bridge the body stays tight, filled with nitrogen and tested
            at two metres of water.

            ED glass keeps the rim of the Moon free of colour. The field of 8.1 degrees is flat enough to let
            the Coma star cluster look alike in the middle and near the edge. By day, for birds at changing
            distances, choose one with a central wheel.
            """),
        in_the_box=("Binocular with caps", "Floating strap", "Waterproof bag"),
        warning=SUN_WARNING_BINOCULAR,
        keywords="binocular porro marine waterproof ed 8x42 individual focus boat coma berenices",
        specs={
            **glass(8, 42, "8.1", relief=18, near="5.0", kg="0.81"),
            "prism": "porro",
            "glass": "BaK-4, ED front lenses, fully multi-coated",
            "waterproof": True,
            "pupil_distance": "57 to 74 mm",
            "guarantee_years": 10,
        },
        variants=(
            offer(
                13011,
                "Porro 8×42 ED, waterproof",
                "289.00",
                kg="1.25",
                box=(240, 210, 110),
                stock=7,
                pictures=binocular(8, 42, "porro", "8.1"),
            ),
        ),
        popularity=41,
    ),
    Product(
        slug="volans-star-field",
        name="Star-field glass 2×40",
        brand="volans",
        category="porro",
        pitch="Sees a whole constellation at once, with ten times as many stars in it as without.",
        description=prose("""
            Two Galilean systems without prisms, as in an opera glass, give twice the size and one magnitude
            and a half more. The familiar figures stay whole: the Great Bear fits from nose to tail, and from
            the suburbs you see what your grandparents saw with bare eyes.

            The field has no sharp rim and depends on how close the eye comes, about 25 degrees without
            glasses and less with them. For details there is nothing to be had; for learning constellations
            there is nothing better.
            """),
        in_the_box=("Glass with individual focus", "Neck cord", "Leather pouch"),
        warning=SUN_WARNING_BINOCULAR,
        keywords="constellation binocular 2x40 galilean wide star field opera glass milky way",
        specs={
            **glass(2, 40, "25.0", relief=8, near="2.0", kg="0.43", tripod=False),
            "prism": "none",
            "glass": "Fully multi-coated",
            "waterproof": False,
            "pupil_distance": "56 to 75 mm",
            "guarantee_years": 5,
        },
        variants=(
            offer(
                13015,
                "Star-field glass 2×40",
                "159.00",
                kg="0.62",
                box=(180, 120, 90),
                stock=11,
                pictures=binocular(2, 40, "roof", "25.0")[:1],
            ),
        ),
        popularity=50,
    ),
    Product(
        slug="volans-roof-hd",
        name="Roof HD",
        brand="volans",
        category="roof",
        pitch=(
            "Slim, sealed and quick: the glass that hangs by the door for herons, comets and the "
            "noise in the attic."
        ),
        description=prose("""
            Phase-corrected prisms are the difference between a cheap and a decent roof binocular, and these
            have them. Contrast holds up against the light, and stars stay points over three quarters of the
            field.

            The 8×32 is the light one for travelling. The 8×42 is the all-rounder, also at dusk. The 10×42
            shows a little more of the Moon and trembles a little more. For the night alone a Porro with 50 mm
            gives more for less money; it cannot take a shower of rain, though.
            """),
        in_the_box=("Binocular with rain guard and tethered caps", "Neoprene strap", "Case"),
        warning=SUN_WARNING_BINOCULAR,
        keywords="binocular roof prism 8x42 10x42 8x32 waterproof birds nature phase coated comet",
        specs={
            "prism": "roof",
            "glass": "BaK-4, phase-corrected, fully multi-coated",
            "waterproof": True,
            "pupil_distance": "56 to 74 mm",
            "guarantee_years": 10,
        },
        options=(models("8x32", "8x42", "10x42"),),
        variants=(
            offer(
                13021,
                "Roof HD 8×32",
                "199.00",
                kg="0.9",
                box=(190, 170, 90),
                stock=13,
                options={"model": "8x32"},
                specs=glass(8, 32, "7.8", relief=16, near="1.8", kg="0.52"),
                pictures=binocular(8, 32, "roof", "7.8"),
            ),
            offer(
                13022,
                "Roof HD 8×42",
                "229.00",
                kg="1.1",
                box=(210, 180, 90),
                stock=25,
                options={"model": "8x42"},
                specs=glass(8, 42, "7.4", relief=18, near="2.0", kg="0.66"),
                pictures=binocular(8, 42, "roof", "7.4"),
            ),
            offer(
                13023,
                "Roof HD 10×42",
                "239.00",
                kg="1.1",
                box=(210, 180, 90),
                stock=0,
                expected=6,
                options={"model": "10x42"},
                specs=glass(10, 42, "6.2", relief=16, near="2.0", kg="0.67"),
                pictures=binocular(10, 42, "roof", "6.2"),
            ),
        ),
        popularity=81,
    ),
    Product(
        slug="volans-roof-night",
        name="Roof night glass 8×56",
        brand="volans",
        category="roof",
        pitch=(
            "Seven millimetres of exit pupil for deer at the edge of the wood and for the summer Milky Way."
        ),
        description=prose("""
            Hunters and stargazers want the same: as much light as an eye can take, low power, a quiet image.
            A transmission of 92 percent is measured, not estimated, and the sheet lies in the case.

            At 1.1 kg it is no companion for a hike. People over fifty, whose pupils open to five millimetres,
            gain nothing against a 8×42; have your pupils measured by an optician in dim light before you
            spend the money.
            """),
        in_the_box=("Binocular with caps", "Wide strap", "Loden case", "Measured transmission curve"),
        warning=SUN_WARNING_BINOCULAR,
        keywords="binocular 8x56 night glass hunting twilight roof bright milky way",
        specs={
            **glass(8, 56, "6.6", relief=20, near="3.5", kg="1.12"),
            "prism": "roof",
            "glass": "BaK-4, phase-corrected, dielectric mirror layer",
            "waterproof": True,
            "pupil_distance": "58 to 74 mm",
            "guarantee_years": 10,
        },
        variants=(
            offer(
                13027,
                "Roof night glass 8×56",
                "469.00",
                kg="1.7",
                box=(270, 210, 110),
                stock=4,
                pictures=binocular(8, 56, "roof", "6.6"),
            ),
        ),
        popularity=27,
    ),
    Product(
        slug="volans-compact",
        name="Compact 8×25",
        brand="volans",
        category="roof",
        pitch="Folds into a shirt pocket. The binocular that is with you when the space station flies over.",
        description=prose("""
            Two hinges let it collapse to 65 mm of width. The small front lenses are for daylight and for the
            Moon; star clusters need more. Still, the Pleiades are there, and Venus shows its crescent for
            some weeks around inferior conjunction, if the hand is still.

            Sealed, and light enough to be forgotten, which has led to several being washed with a shirt. They
            survived at thirty degrees.
            """),
        in_the_box=("Binocular", "Wrist strap", "Pouch with belt loop"),
        warning=SUN_WARNING_BINOCULAR,
        keywords="compact pocket binocular 8x25 folding travel light opera",
        specs={
            **glass(8, 25, "6.5", relief=14, near="2.5", kg="0.32", tripod=False),
            "prism": "roof",
            "glass": "BaK-4, phase-corrected, fully multi-coated",
            "waterproof": True,
            "pupil_distance": "55 to 74 mm",
            "guarantee_years": 10,
        },
        variants=(
            offer(
                13031,
                "Compact 8×25",
                "109.00",
                reduced_from="129.00",
                kg="0.5",
                box=(140, 110, 80),
                stock=19,
                pictures=binocular(8, 25, "roof", "6.5"),
            ),
        ),
        popularity=44,
    ),
    Product(
        slug="volans-monocular",
        name="Monocular 10×42",
        brand="volans",
        category="roof",
        pitch="Half a binocular for half the weight, for people who look with one eye anyway.",
        description=prose("""
            Held to the better eye it shows what a 10×42 shows, less the calm of two. A close focus of 1.2
            metres makes it a magnifier for butterflies and for the small print on museum labels. With the
            phone adapter it photographs the crescent Moon.

            The foot carries a quarter-inch thread, so it works as a small finder beside a camera, too.
            """),
        in_the_box=("Monocular with caps", "Wrist strap", "Pouch"),
        warning=SUN_WARNING_BINOCULAR,
        keywords="monocular 10x42 one eye travel light waterproof digiscoping",
        specs={
            **glass(10, 42, "6.2", relief=16, near="1.2", kg="0.33"),
            "prism": "roof",
            "glass": "BaK-4, phase-corrected, fully multi-coated",
            "waterproof": True,
            "guarantee_years": 10,
        },
        variants=(
            offer(
                13035,
                "Monocular 10×42",
                "119.00",
                kg="0.5",
                box=(180, 90, 80),
                stock=10,
                pictures=(
                    card(
                        "monocular",
                        "Slim monocular 10×42 with a focusing ring.",
                        magnification=10,
                        aperture=42,
                    ),
                ),
            ),
        ),
        popularity=28,
    ),
)
