"""First telescopes, for children and for first looks."""

from shop.demo.catalogue.build import SUN_WARNING, offer, prose
from shop.demo.catalogue.telescopes.figures import (
    gallery,
    light_path,
    optics,
    supplied,
    supplied_part,
    view,
    weights,
)
from shop.demo.schema import Product

FIRST: tuple[Product, ...] = (
    Product(
        slug="caelum-first-moon",
        name="First Moon 50/360",
        brand="caelum",
        category="first-telescopes",
        pitch="A real lens at the height of a six-year-old. One evening, one Moon, no instructions needed.",
        description=prose("""
            Children give up when they see nothing in the first minute. So there is one eyepiece, fixed at 18
            times, which keeps the entire Moon in view with plenty of sky around it, and a tripod that does
            not fold its legs by accident. Craters, seas and the jagged line of light and shadow are all
            there.

            The stars are points, Jupiter is a dot with companions, Saturn an egg. For rings a child needs the
            next size up, and will ask for it. The lens is glass, the body is rubber-coated, and the caps hang
            on cords.

            It also shows the neighbour's cat, the right way up.
            """),
        in_the_box=(
            "Telescope with built-in erecting prism and 20 mm eyepiece",
            "Aluminium tripod with locked legs",
            "Moon map to colour in",
        ),
        warning=SUN_WARNING,
        keywords="children kids first telescope toy moon gift six years scope junior",
        specs={
            **optics(50, 360),
            **supplied(50, 360, "20", 45),
            **weights("0.7", "1.5", length=340, diameter=66),
            "telescope_type": "refractor",
            "mount_kind": "alt-azimuth",
            "goto": False,
            "optics": "Achromatic doublet, coated",
            "focuser": "Turning ring",
            "finder": "Notch and bead",
            "mount_name": "Fork on aluminium tripod",
            "assembly_time": 2,
            "good_for": "moon-and-planets",
            "guarantee_years": 2,
            "from_age": 6,
        },
        variants=(
            offer(
                10901,
                "First Moon 50/360",
                "59.00",
                kg="3.2",
                box=(680, 230, 150),
                stock=52,
                pictures=gallery(
                    "refractor_altaz",
                    50,
                    360,
                    340,
                    "Small refractor on a fork with tripod",
                    view("moon", 360, "20", 45),
                ),
            ),
        ),
        popularity=71,
    ),
    Product(
        slug="caelum-first-refractor",
        name="First refractor 70/500",
        brand="caelum",
        category="first-telescopes",
        pitch=(
            "The smallest telescope that shows Saturn's ring as a ring, in a bag that a "
            "ten-year-old carries alone."
        ),
        description=prose("""
            Seventy millimetres are the threshold at which the sky begins to answer. The ring of Saturn stands
            free of the ball at 50 times, Jupiter's four moons change places from one evening to the next, and
            the Pleiades fill the view of the low-power eyepiece.

            Setting up means: spread the legs, hang in the tube, look along the red dot. The fork has one
            clamp and one slow-motion rod, no more. We replaced the usual 4 mm eyepiece of such sets by a 10
            mm one, since 125 times on a light tripod only teaches disappointment.

            A small notebook for drawings is in the bag. Ours is still the first thing we pull out when
            somebody rings at the shop door with a child.
            """),
        in_the_box=(
            "Tube with achromatic lens",
            "Alt-azimuth fork on aluminium tripod",
            "Erecting prism 45°",
            "Eyepieces 20 mm and 10 mm, 1.25″",
            "Red-dot finder",
            "Backpack and notebook",
        ),
        warning=SUN_WARNING,
        badge="Best for beginners",
        keywords="children kids first telescope beginner saturn ring jupiter moons gift ten years scope",
        specs={
            **optics(70, 500),
            **supplied(70, 500, "20", 50, "10"),
            **weights("1.3", "1.9", length=480, diameter=84),
            "telescope_type": "refractor",
            "mount_kind": "alt-azimuth",
            "goto": False,
            "optics": "Achromatic doublet, fully coated",
            "focuser": "Rack and pinion, 1.25″",
            "finder": "Red dot, 1×",
            "mount_name": "Fork with one slow-motion rod on aluminium tripod",
            "assembly_time": 8,
            "good_for": "moon-and-planets",
            "guarantee_years": 2,
            "from_age": 9,
        },
        variants=(
            offer(
                10905,
                "First refractor 70/500",
                "129.00",
                kg="4.7",
                box=(640, 280, 190),
                stock=41,
                pictures=gallery(
                    "refractor_altaz",
                    70,
                    500,
                    480,
                    "Light refractor on a fork with tripod",
                    light_path("refractor", 70, 500, 480),
                    supplied_part(["20"], 50),
                    view("saturn", 500, "10", 50),
                ),
            ),
        ),
        popularity=86,
    ),
    Product(
        slug="vela-first-tabletop",
        name="First tabletop N 76/300",
        brand="vela",
        category="first-telescopes",
        pitch="A ball of a telescope for small hands: pull, look, and the Milky Way is full of stars.",
        description=prose("""
            No knobs, no screws. The tube sits in its base by friction and goes wherever a hand pushes it.
            Three degrees of sky at 15 times mean that even a five-year-old hits the Moon without help, and
            that a walk along the Milky Way shows hundreds of stars at once.

            The spherical mirror limits the power to about 60 times; beyond that everything is soft. The 10 mm
            eyepiece in the box stays below that limit.

            Printed on the tube are the names of eight bright stars and what each is the colour of. Parents
            tend to learn them first.
            """),
        in_the_box=(
            "Tube on its tabletop base, assembled",
            "Eyepieces 20 mm and 10 mm, 1.25″",
            "Dust caps on cords",
            "Star card for four seasons",
        ),
        warning=SUN_WARNING,
        keywords="children kids first telescope mini dob dobson tabletop gift five years milky way",
        specs={
            **optics(76, 300, obstruction=24),
            **supplied(76, 300, "20", 45, "10"),
            **weights("0.9", "0.9", length=290, diameter=96),
            "telescope_type": "newtonian-dobsonian",
            "mount_kind": "tabletop",
            "goto": False,
            "optics": "Spherical mirror, flat secondary mirror",
            "focuser": "Rack and pinion, 1.25″",
            "finder": "Sight tube",
            "mount_name": "Tabletop base",
            "assembly_time": 1,
            "good_for": "wide-star-fields",
            "guarantee_years": 2,
            "from_age": 5,
        },
        variants=(
            offer(
                10911,
                "First tabletop N 76/300",
                "69.00",
                kg="2.9",
                box=(360, 270, 250),
                stock=4,
                pictures=gallery(
                    "dobsonian",
                    76,
                    300,
                    290,
                    "Very small Newtonian on a tabletop base",
                    supplied_part(["20"], 45),
                    view("pleiades", 300, "20", 45),
                    extra={"tabletop": True},
                ),
            ),
        ),
        popularity=68,
    ),
    Product(
        slug="caelum-first-classic",
        name="Window refractor 60/700",
        brand="caelum",
        category="first-telescopes",
        pitch="The long slim tube for a teenager's room: it looks like science, and it splits double stars.",
        description=prose("""
            At f/11.7 a simple two-lens objective is almost free of colour, which is why school observatories
            owned thousands of this type. At 70 times the Moon is large and crisp and Albireo parts into gold
            and blue.

            The yoke with a fine-motion rod for altitude is simple and does its work below 100 times. Higher
            powers shake. Seen through a closed window any telescope is blurred, so please open it.
            """),
        in_the_box=(
            "Tube with achromatic lens",
            "Yoke mount on wooden tripod",
            "Star diagonal, eyepieces 25 mm and 10 mm",
            "Finder 5×24",
            "Moon map",
        ),
        warning=SUN_WARNING,
        keywords="teenager first telescope classic refractor long 60mm wooden tripod albireo gift",
        specs={
            **optics(60, 700),
            **supplied(60, 700, "25", 48, "10"),
            **weights("1.2", "2.6", length=690, diameter=72),
            "telescope_type": "refractor",
            "mount_kind": "alt-azimuth",
            "goto": False,
            "optics": "Achromatic doublet, coated",
            "focuser": "Rack and pinion, 1.25″",
            "finder": "5×24",
            "mount_name": "Yoke on wooden tripod",
            "assembly_time": 15,
            "good_for": "moon-and-planets",
            "guarantee_years": 2,
            "from_age": 11,
        },
        variants=(
            offer(
                10915,
                "Window refractor 60/700",
                "109.00",
                kg="5.6",
                box=(860, 280, 170),
                stock=17,
                pictures=gallery(
                    "refractor_altaz",
                    60,
                    700,
                    690,
                    "Long thin refractor in a yoke on a tripod",
                    view("double_star", 700, "10", 48),
                ),
            ),
        ),
        popularity=40,
    ),
)
