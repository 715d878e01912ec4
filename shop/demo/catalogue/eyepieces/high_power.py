"""High-power eyepieces."""

from shop.demo.catalogue.build import SUN_WARNING_EYEPIECE, prose
from shop.demo.catalogue.eyepieces.figures import eyepiece, focal_lengths
from shop.demo.schema import Product

HIGH_POWER: tuple[Product, ...] = (
    Product(
        slug="reticule-planetary",
        name="Planetary 58°",
        brand="reticule",
        category="high-power",
        pitch=(
            "Seven steps from 2.5 to 9 mm with the same comfortable eye relief in each: pick by the "
            "night, not by the pain."
        ),
        description=prose("""
            Simple short eyepieces have to be looked at with the eyelashes on the glass. A built-in negative
            lens moves the exit pupil out to 16 mm, in the 2.5 mm as well as in the 9 mm. The field of 58
            degrees keeps a planet in a hand-moved telescope for a minute and a half at 150 times.

            Which one? Divide the focal length of your telescope by 200 and by 120, and take the steps nearest
            to the results: one for good nights, one for ordinary ones. The 2.5 and 3.2 mm only make sense
            below 700 mm of focal length.

            Bright planets show a faint ghost when placed exactly in the centre. Move them aside a little.
            """),
        in_the_box=("Eyepiece with twist-up eyecup", "Caps for both ends"),
        warning=SUN_WARNING_EYEPIECE,
        keywords="planetary eyepiece short high magnification ocular saturn jupiter mars double stars",
        specs={"coating": "Fully multi-coated", "guarantee_years": 2},
        options=(focal_lengths("2.5", "3.2", "4", "5", "6", "7", "9"),),
        variants=tuple(
            eyepiece(
                12101 + place,
                "Planetary",
                focal_length,
                "54.00",
                field=58,
                relief=16,
                size=(42, height),
                grams=grams,
                lenses=6,
                stock=stock,
            )
            for place, (focal_length, height, grams, stock) in enumerate(
                (
                    ("2.5", 84, 205, 8),
                    ("3.2", 83, 200, 11),
                    ("4", 82, 195, 17),
                    ("5", 80, 190, 30),
                    ("6", 79, 190, 33),
                    ("7", 77, 185, 14),
                    ("9", 75, 185, 19),
                )
            )
        ),
        popularity=87,
    ),
    Product(
        slug="vela-lanthan",
        name="Lanthanum 60°",
        brand="vela",
        category="high-power",
        pitch="Dark background, white Moon, twenty millimetres from the eye: quiet luxury for planets.",
        description=prose("""
            Glass with lanthanum bends light strongly with little dispersion, so the same comfort takes fewer
            surfaces. Scattered light is what you notice missing: beside a bright planet the sky stays black,
            and the faint companion of a double star has somewhere to be seen.

            The three focal lengths are spaced so that each gives about one and a half times the power of the
            next. In an f/6 telescope the 5 mm reaches the useful limit on most nights.
            """),
        in_the_box=("Eyepiece in a bolt case", "Caps for both ends"),
        warning=SUN_WARNING_EYEPIECE,
        keywords="lanthanum eyepiece planets high power long eye relief glasses contrast ocular",
        specs={"coating": "Fully multi-coated, matt black inside", "guarantee_years": 5},
        options=(focal_lengths("3.5", "5", "8"),),
        variants=(
            eyepiece(
                12111,
                "Lanthanum",
                "3.5",
                "189.00",
                field=60,
                relief=20,
                size=(46, 94),
                grams=270,
                lenses=7,
                stock=6,
            ),
            eyepiece(
                12112,
                "Lanthanum",
                "5",
                "179.00",
                field=60,
                relief=20,
                size=(46, 90),
                grams=260,
                lenses=7,
                stock=9,
            ),
            eyepiece(
                12113,
                "Lanthanum",
                "8",
                "179.00",
                field=60,
                relief=20,
                size=(46, 84),
                grams=250,
                lenses=6,
                stock=2,
            ),
        ),
        popularity=50,
    ),
)
