"""Wide-field eyepieces."""

from shop.demo.catalogue.build import SUN_WARNING_EYEPIECE, prose
from shop.demo.catalogue.eyepieces.figures import eyepiece, focal_lengths
from shop.demo.schema import Product

WIDE_FIELD: tuple[Product, ...] = (
    Product(
        slug="vela-wide",
        name="Wide 66°",
        brand="vela",
        category="wide-field",
        pitch=(
            "The step from the eyepiece that came in the box: a third more field, and an eyecup that folds."
        ),
        description=prose("""
            Five lenses give 66 degrees of apparent field, sharp over the inner two thirds at f/6 and over all
            of it at f/10. In fast Newtonians stars near the edge grow little wings, half from the eyepiece
            and half from the mirror.

            Twenty millimetres is the one for finding in most telescopes, nine for clusters and the Moon, six
            for planets from about 1000 mm of focal length. The fifteen is a calm compromise for galaxies.
            """),
        in_the_box=("Eyepiece with caps for both ends", "Fold-down rubber eyecup"),
        warning=SUN_WARNING_EYEPIECE,
        keywords="eyepiece wide angle ocular upgrade 66 degrees beginner",
        specs={"coating": "Fully multi-coated", "guarantee_years": 2},
        options=(focal_lengths("6", "9", "15", "20"),),
        variants=(
            eyepiece(
                12001,
                "Wide",
                "6",
                "42.00",
                field=66,
                relief=14,
                size=(36, 62),
                grams=110,
                lenses=5,
                stock=37,
            ),
            eyepiece(
                12002,
                "Wide",
                "9",
                "42.00",
                field=66,
                relief=14,
                size=(36, 60),
                grams=105,
                lenses=5,
                stock=29,
            ),
            eyepiece(
                12003,
                "Wide",
                "15",
                "45.00",
                field=66,
                relief=13,
                size=(36, 58),
                grams=112,
                lenses=5,
                stock=18,
            ),
            eyepiece(
                12004,
                "Wide",
                "20",
                "45.00",
                field=66,
                relief=18,
                size=(36, 66),
                grams=128,
                lenses=5,
                stock=44,
            ),
        ),
        popularity=82,
    ),
    Product(
        slug="vela-ultra-wide",
        name="Ultra wide 68°",
        brand="vela",
        category="wide-field",
        pitch="Flat field and twenty millimetres of eye relief: made for people who keep their glasses on.",
        description=prose("""
            The twist-up eyecup stops at four heights, so eyes with and without glasses find the right
            distance and come back to it. Sharpness holds to within a few degrees of the edge down to f/5, the
            field curvature of short refractors notwithstanding.

            With the 24 mm a telescope of 1000 mm shows a degree and a half, the largest field a 1.25″ barrel
            permits in practice. The 8 mm is the favourite of Dobsonian owners: 150 times at 1200 mm, enough
            for the Cassini gap and gentle enough for an average night.

            The eye must be placed with some care in the 5 mm, where a kidney-shaped shadow wanders if you
            come too close.
            """),
        in_the_box=("Eyepiece in a bolt case", "Caps for both ends"),
        warning=SUN_WARNING_EYEPIECE,
        badge="For glasses",
        keywords="eyepiece wide angle flat field glasses spectacles eye relief 68 degrees ocular",
        specs={"coating": "Fully multi-coated, blackened lens edges", "guarantee_years": 5},
        options=(focal_lengths("5", "8", "12", "16", "24"),),
        variants=(
            eyepiece(
                12011,
                "Ultra wide",
                "5",
                "129.00",
                field=68,
                relief=20,
                size=(44, 88),
                grams=245,
                lenses=8,
                stock=12,
            ),
            eyepiece(
                12012,
                "Ultra wide",
                "8",
                "129.00",
                field=68,
                relief=20,
                size=(44, 84),
                grams=230,
                lenses=7,
                stock=25,
            ),
            eyepiece(
                12013,
                "Ultra wide",
                "12",
                "129.00",
                field=68,
                relief=20,
                size=(44, 78),
                grams=215,
                lenses=7,
                stock=16,
            ),
            eyepiece(
                12014,
                "Ultra wide",
                "16",
                "139.00",
                field=68,
                relief=20,
                size=(46, 76),
                grams=225,
                lenses=6,
                stock=0,
                expected=10,
            ),
            eyepiece(
                12015,
                "Ultra wide",
                "24",
                "149.00",
                field=65,
                relief=21,
                size=(48, 82),
                grams=260,
                lenses=6,
                stock=21,
            ),
        ),
        popularity=91,
    ),
    Product(
        slug="vela-panorama",
        name="Panorama 82°",
        brand="vela",
        category="wide-field",
        pitch=(
            "A field so large that you look around in it. Steers a Dobsonian owner's hand less "
            "often to the tube."
        ),
        description=prose("""
            At 82 degrees an object crosses the view in one and a half times the time it needs in a Plössl of
            the same power. With a telescope moved by hand that is the whole case for the money. Seven to nine
            lenses are needed for it, and the longer ones weigh accordingly.

            The 22 and 30 mm are 2″ eyepieces of the size of a jam jar. In a telescope of 1200 mm the 30 mm
            shows two degrees: the North America nebula with a filter, or the whole of the Veil in two views.
            Balance the tube again after inserting it. Below f/5 a coma corrector becomes worthwhile before a
            better eyepiece does.

            Eye relief of the four short ones is 13 to 15 mm, tight with glasses.
            """),
        in_the_box=("Eyepiece with twist-up eyecup", "Caps for both ends", "Pouch"),
        warning=SUN_WARNING_EYEPIECE,
        keywords="eyepiece ultra wide uwa 82 degrees ocular dobsonian panorama 2 inch",
        specs={"coating": "Fully multi-coated, blackened lens edges", "guarantee_years": 5},
        options=(focal_lengths("4", "7", "11", "15", "22", "30"),),
        variants=(
            eyepiece(
                12021,
                "Panorama",
                "4",
                "179.00",
                field=82,
                relief=13,
                size=(50, 96),
                grams=330,
                lenses=9,
                stock=9,
            ),
            eyepiece(
                12022,
                "Panorama",
                "7",
                "179.00",
                field=82,
                relief=13,
                size=(50, 92),
                grams=310,
                lenses=8,
                stock=14,
            ),
            eyepiece(
                12023,
                "Panorama",
                "11",
                "179.00",
                field=82,
                relief=14,
                size=(50, 88),
                grams=305,
                lenses=7,
                stock=11,
            ),
            eyepiece(
                12024,
                "Panorama",
                "15",
                "189.00",
                field=82,
                relief=15,
                size=(52, 92),
                grams=345,
                lenses=7,
                stock=3,
            ),
            eyepiece(
                12025,
                "Panorama",
                "22",
                "249.00",
                field=82,
                relief=16,
                size=(62, 118),
                grams=690,
                lenses=7,
                stock=6,
                barrel="2",
            ),
            eyepiece(
                12026,
                "Panorama",
                "30",
                "289.00",
                field=82,
                relief=22,
                size=(72, 136),
                grams=980,
                lenses=6,
                stock=8,
                barrel="2",
            ),
        ),
        popularity=80,
    ),
    Product(
        slug="reticule-horizon",
        name="Horizon 100°",
        brand="reticule",
        category="wide-field",
        pitch=(
            "The edge of the field disappears behind your cheekbones. For large mirrors and nights "
            "that deserve them."
        ),
        description=prose("""
            A hundred degrees have one and a half times the area of 82. The effect is of floating rather than
            of looking through something, most of all with the 9 mm on globular clusters and with the 20 mm on
            the Milky Way from a mountain.

            The price includes disadvantages. To see the whole field you must move your head. Each weighs more
            than half a kilogram, heats slowly, and fogs from the warmth of the eye in winter, so a heater
            band is a sensible addition. The 2″ barrel keeps them out of small focusers.

            At high contrast on planets a simple orthoscopic eyepiece is better for a sixth of the sum.
            """),
        in_the_box=("Eyepiece with nitrogen filling", "Aluminium bolt case"),
        warning=SUN_WARNING_EYEPIECE,
        keywords="eyepiece hyper wide 100 degrees ocular dobsonian 2 inch globular cluster immersion",
        specs={"coating": "Fully multi-coated, sealed with nitrogen", "guarantee_years": 5},
        options=(focal_lengths("5", "9", "14", "20"),),
        variants=(
            eyepiece(
                12031,
                "Horizon",
                "5",
                "389.00",
                field=100,
                relief=14,
                size=(60, 128),
                grams=560,
                lenses=9,
                stock=9,
                barrel="2",
            ),
            eyepiece(
                12032,
                "Horizon",
                "9",
                "389.00",
                field=100,
                relief=14,
                size=(60, 120),
                grams=590,
                lenses=9,
                stock=7,
                barrel="2",
            ),
            eyepiece(
                12033,
                "Horizon",
                "14",
                "419.00",
                field=100,
                relief=15,
                size=(62, 126),
                grams=680,
                lenses=9,
                stock=5,
                barrel="2",
            ),
            eyepiece(
                12034,
                "Horizon",
                "20",
                "449.00",
                field=100,
                relief=15,
                size=(74, 142),
                grams=1040,
                lenses=9,
                stock=7,
                barrel="2",
            ),
        ),
        popularity=45,
    ),
    Product(
        slug="vela-overview",
        name="Overview 70°, 2″",
        brand="vela",
        category="wide-field",
        pitch=(
            "Two-inch eyepieces with as much sky as the barrel can pass. One of them belongs in "
            "every 2″ focuser."
        ),
        description=prose("""
            The field stop of the 38 mm measures 46 mm, the largest that fits. No other eyepiece shows more
            sky in your telescope, whatever it costs; in a 1200 mm Dobsonian it is 2.2 degrees, four Moons
            side by side.

            Mind the exit pupil. At f/5 the 38 mm sends out a beam of 7.6 mm, more than the eye can take in,
            and a suburban sky turns grey. The 26 mm is then the better choice. At f/10 there is no such
            worry.

            Five lenses in three groups keep stars acceptable to the edge at f/7 and beyond; at f/5 the outer
            fifth is for orientation only.
            """),
        in_the_box=("Eyepiece with roll-up eyecup", "Caps for both ends"),
        warning=SUN_WARNING_EYEPIECE,
        keywords="eyepiece 2 inch wide overview erfle finder low power exit pupil ocular milky way",
        specs={"coating": "Fully multi-coated", "guarantee_years": 2},
        options=(focal_lengths("26", "32", "38"),),
        variants=(
            eyepiece(
                12041,
                "Overview",
                "26",
                "79.00",
                field=70,
                relief=18,
                size=(58, 92),
                grams=390,
                lenses=5,
                stock=15,
                barrel="2",
            ),
            eyepiece(
                12042,
                "Overview",
                "32",
                "85.00",
                field=70,
                relief=22,
                size=(60, 102),
                grams=450,
                lenses=5,
                stock=19,
                barrel="2",
            ),
            eyepiece(
                12043,
                "Overview",
                "38",
                "95.00",
                field=70,
                relief=28,
                size=(62, 112),
                grams=520,
                lenses=5,
                stock=10,
                barrel="2",
            ),
        ),
        popularity=67,
    ),
)
