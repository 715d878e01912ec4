"""Giant binoculars."""

from shop.demo.catalogue.binoculars.figures import giant, glass, models
from shop.demo.catalogue.build import SUN_WARNING_BINOCULAR, offer, prose
from shop.demo.schema import Product

GIANT: tuple[Product, ...] = (
    Product(
        slug="caelum-giant",
        name="Giant straight view",
        brand="caelum",
        category="giant",
        pitch=(
            "Comets, star clouds and the harbour lights of the far shore, with two eyes and for little money."
        ),
        description=prose("""
            Fifteen to twenty-five times with both eyes opens up open clusters: the Double Cluster in Perseus
            hangs in front of its background like a lamp. The 15×70 can be lifted for a glance, the other two
            belong on a tripod from the first minute; the adapter rod is built in.

            Straight view is fine up to forty degrees of altitude. Above that one crouches. A reclining chair
            or a parallelogram solves it, so would angled eyepieces at three times the price.

            The lenses are simple achromats, and Sirius flashes in all colours. The prisms may be knocked out
            of line by a fall; we realign them for the price of postage.
            """),
        in_the_box=("Binocular with built-in tripod rod", "Caps", "Strap", "Case"),
        warning=SUN_WARNING_BINOCULAR,
        keywords="giant binocular 15x70 20x80 25x100 big comet double cluster tripod astronomy",
        specs={
            "prism": "porro",
            "glass": "BaK-4, multi-coated",
            "waterproof": False,
            "pupil_distance": "56 to 74 mm",
            "guarantee_years": 2,
        },
        options=(models("15x70", "20x80", "25x100"),),
        variants=(
            offer(
                13101,
                "Giant 15×70",
                "139.00",
                kg="2.3",
                box=(340, 280, 140),
                stock=20,
                options={"model": "15x70"},
                specs=glass(15, 70, "4.4", relief=18, near="13.0", kg="1.42"),
                pictures=giant(15, 70, "4.4", angled=False),
            ),
            offer(
                13102,
                "Giant 20×80",
                "189.00",
                kg="3.4",
                box=(400, 310, 160),
                stock=11,
                options={"model": "20x80"},
                specs=glass(20, 80, "3.2", relief=17, near="20.0", kg="2.18"),
                pictures=giant(20, 80, "3.2", angled=False),
            ),
            offer(
                13103,
                "Giant 25×100",
                "379.00",
                kg="6.1",
                box=(480, 360, 190),
                stock=1,
                options={"model": "25x100"},
                specs=glass(25, 100, "2.5", relief=18, near="25.0", kg="4.35"),
                pictures=giant(25, 100, "2.5", angled=False),
            ),
        ),
        popularity=70,
    ),
    Product(
        slug="volans-giant-angled",
        name="Giant angled view",
        brand="volans",
        category="giant",
        pitch=(
            "Two refractors in one housing, with exchangeable eyepieces at an angle: a chair, a "
            "fork, and the evening is planned."
        ),
        description=prose("""
            Eyepieces at ninety degrees let you sit upright and look at the zenith. Because they take any pair
            of 1.25″ eyepieces, the same instrument is a comet glass at 20 times and a lunar telescope at 90.
            ED lenses keep the colour out of the latter.

            The 70 mm weighs 3.3 kg and rides on a strong photo head. The 100 mm wants a fork mount on a
            wooden tripod; on it, the Orion nebula has depth, an illusion nobody minds.

            Eyepieces must match to within a few hundredths of a millimetre in focus. The supplied pair is
            selected; buy further ones in pairs, too.
            """),
        in_the_box=("Binocular with ED lenses", "Selected pair of eyepieces 18 mm", "Dovetail foot", "Case"),
        warning=SUN_WARNING_BINOCULAR,
        keywords="giant binocular telescope angled 90 degrees ed 70mm 100mm binoscope comet orion nebula M42",
        specs={
            "prism": "porro",
            "glass": "ED front lenses, BaK-4, fully multi-coated",
            "waterproof": True,
            "pupil_distance": "56 to 76 mm",
            "guarantee_years": 5,
        },
        options=(models("22x70", "31x100"),),
        variants=(
            offer(
                13107,
                "Angled giant 22×70",
                "890.00",
                kg="6.0",
                box=(480, 340, 220),
                stock=5,
                options={"model": "22x70"},
                specs=glass(22, 70, "2.9", relief=16, near="8.0", kg="3.30"),
                pictures=giant(22, 70, "2.9", angled=True),
            ),
            offer(
                13108,
                "Angled giant 31×100",
                "2190.00",
                kg="10.5",
                box=(620, 420, 260),
                stock=2,
                options={"model": "31x100"},
                specs=glass(31, 100, "2.1", relief=16, near="14.0", kg="6.40"),
                pictures=giant(31, 100, "2.1", angled=True),
            ),
        ),
        popularity=43,
    ),
    Product(
        slug="volans-giant-ed",
        name="Giant 16×70 ED, sealed",
        brand="volans",
        category="giant",
        pitch="A hand-held limit case: individual focus, sealed, and sharp enough to see Saturn as an oval.",
        description=prose("""
            Four degrees of flat field at sixteen times are the sweet spot for scanning the Milky Way from a
            deckchair. With elbows propped, stars down to eleventh magnitude appear at a dark site; on a
            tripod another half.

            ED glass pays off on the Moon and on Venus, and when looking for aircraft against a bright sky. It
            costs four times as much as our plain 15×70, and if you do not mind colour on bright objects, you
            should buy that one.
            """),
        in_the_box=("Binocular with caps", "Tripod adapter", "Padded strap", "Hard case"),
        warning=SUN_WARNING_BINOCULAR,
        keywords="binocular 16x70 ed giant waterproof milky way comet sweeping",
        specs={
            **glass(16, 70, "4.0", relief=16, near="11.0", kg="1.98"),
            "prism": "porro",
            "glass": "ED front lenses, BaK-4, fully multi-coated",
            "waterproof": True,
            "pupil_distance": "56 to 74 mm",
            "guarantee_years": 10,
        },
        variants=(
            offer(
                13111,
                "Giant 16×70 ED, sealed",
                "579.00",
                kg="3.2",
                box=(360, 300, 160),
                stock=6,
                pictures=giant(16, 70, "4.0", angled=False),
            ),
        ),
        popularity=35,
    ),
)
