"""Alt-azimuth mounts."""

from shop.demo.catalogue.build import offer, prose
from shop.demo.catalogue.mounts.figures import alt_azimuth, load, set_option
from shop.demo.schema import Product, SpecValue

COMMON: dict[str, SpecValue] = {"mount_type": "alt-azimuth", "guarantee_years": 2}

ALT_AZIMUTH: tuple[Product, ...] = (
    Product(
        slug="alidade-az-5",
        name="Alt-azimuth head AZ 5",
        brand="alidade",
        category="alt-azimuth",
        pitch="Two axes, two endless slow-motion knobs and no setting up. Hang the tube in, look.",
        description=prose("""
            Push the telescope roughly into place and follow with the knobs, which have no end stop. That
            covers a whole evening of lunar walks with a 90 mm refractor. The friction of each axis is set
            with a coin, so that the head holds a camera body on the back without creeping.

            Five kilograms of payload means five kilograms on a short tube. A long 70/900 sways in a breeze
            although it weighs less. Put the head on your own photo tripod, or take the set with the steel
            legs.
            """),
        in_the_box=(
            "Head with two slow-motion knobs",
            "Saddle for 44 mm rails",
            "Adapter from 3/8″ to M 10",
            "Steel tripod, if chosen",
        ),
        keywords="altaz az head manual grab and go quick mount slow motion",
        specs={
            **COMMON,
            "goto_mount": False,
            "drive": "By hand, worm gears with endless knobs",
            "saddle": "44 mm",
        },
        options=(set_option(("head", "Head alone"), ("tripod", "With steel tripod")),),
        variants=(
            offer(
                11101,
                "Alt-azimuth head AZ 5",
                "199.00",
                kg="2.9",
                box=(300, 220, 180),
                stock=15,
                options={"set": "head"},
                specs=load("5", "1.8"),
                pictures=alt_azimuth(5, "Small alt-azimuth head", goto=False),
            ),
            offer(
                11102,
                "Alt-azimuth head AZ 5",
                "289.00",
                kg="8.3",
                box=(860, 260, 220),
                stock=12,
                options={"set": "tripod"},
                specs={**load("5", "1.8", tripod="4.2"), "tripod_kind": "Steel"},
                pictures=alt_azimuth(5, "Small alt-azimuth head", goto=False),
            ),
        ),
        popularity=64,
    ),
    Product(
        slug="alidade-az-twin",
        name="Twin alt-azimuth mount AZ 14",
        brand="alidade",
        category="alt-azimuth",
        pitch=(
            "Carries a telescope on each side: the wide view left, the close view right, both on "
            "the same target."
        ),
        description=prose("""
            A wide refractor and a Maksutov side by side answer the eternal question of the right eyepiece.
            One saddle can be tilted by two degrees in each direction, which brings the two views into
            agreement once per evening.

            With a single telescope you hang a counterweight, or a small refractor, on the other side. The
            bearings run on needle rollers and have enough friction for 10 kg on one side; fine motion is by
            tangent screws with spring.

            It stands on any tripod with an M 10 bolt. Choose stout legs: two telescopes catch twice the wind.
            """),
        in_the_box=(
            "Mount with two saddles for 44 and 75 mm rails",
            "Tangent screws for both axes",
            "M 10 bolt and 20 mm shaft for a counterweight",
        ),
        keywords="altaz twin dual side by side mount manual two telescopes",
        specs={
            **COMMON,
            **load("14", "4.6"),
            "goto_mount": False,
            "drive": "By hand, tangent screws",
            "saddle": "Two, 44 and 75 mm",
        },
        variants=(
            offer(
                11105,
                "Twin alt-azimuth mount AZ 14",
                "429.00",
                kg="6.7",
                box=(440, 320, 220),
                stock=6,
                pictures=alt_azimuth(14, "Twin alt-azimuth mount", goto=False),
            ),
        ),
        popularity=42,
    ),
    Product(
        slug="reticule-az-goto",
        name="GoTo head AZ 6",
        brand="reticule",
        category="alt-azimuth",
        pitch="One arm, Wi-Fi and a phone: turns the small telescope you have into one that finds things.",
        description=prose("""
            Level the tripod, point the tube north, tap two stars. From then on the head goes where the app
            says, within a third of a degree, and follows. You may also loosen the clutches and push by hand;
            the encoders keep count.

            For looking it suits tubes up to 102 mm refractor or 127 mm Maksutov. Photographers use it for
            planet videos and, with a wedge and the equatorial mode of the app, for exposures up to a minute
            at 200 mm.

            Eight AA cells last for about six hours. In frost take the power tank instead.
            """),
        in_the_box=(
            "GoTo head with Wi-Fi",
            "Battery case for 8 AA cells",
            "Aluminium tripod with extension pillar, if chosen",
        ),
        keywords="goto altaz head wifi app automatic tracking mount small telescope upgrade",
        specs={
            **COMMON,
            **load("6", "2.1", photo="3"),
            "goto_mount": True,
            "drive": "Servo motors with encoders on both axes",
            "saddle": "44 mm",
            "power_supply": "12 V, 0.8 A, or 8 AA cells",
            "software": "App for Android and iOS, open protocol",
        },
        options=(set_option(("head", "Head alone"), ("tripod", "With tripod and pillar")),),
        variants=(
            offer(
                11109,
                "GoTo head AZ 6",
                "329.00",
                kg="3.4",
                box=(330, 240, 200),
                stock=13,
                options={"set": "head"},
                pictures=alt_azimuth(6, "One-armed GoTo head", goto=True),
            ),
            offer(
                11110,
                "GoTo head AZ 6",
                "419.00",
                kg="7.0",
                box=(790, 280, 220),
                stock=0,
                expected=8,
                backorder=10,
                options={"set": "tripod"},
                specs={"tripod_weight": 3, "tripod_kind": "Aluminium with extension pillar"},
                pictures=alt_azimuth(6, "One-armed GoTo head", goto=True),
            ),
        ),
        popularity=69,
    ),
    Product(
        slug="alidade-az-encoder",
        name="Push-to mount AZ 10",
        brand="alidade",
        category="alt-azimuth",
        pitch=(
            "Moved by your hand, measured by encoders: silent, quick, and the display counts the "
            "degrees down to zero."
        ),
        description=prose("""
            Two optical encoders with 10,000 steps per turn report the direction to a small box with a
            display, or to a planetarium app. After aligning on two stars the numbers shrink as you approach
            the object, and there it is. No motor hums, no battery is drained by slewing.

            The wooden handle is not decoration. A long lever moves ten kilograms with one finger and makes
            small corrections at 200 times possible without fine-motion screws.

            Alignment wants a level base. The built-in bubble is good to a tenth of a degree, which is enough.
            """),
        in_the_box=(
            "Mount with encoders and ash handle",
            "Display unit with red light, two AA cells",
            "Saddle for 44 and 75 mm rails",
            "M 10 bolt",
        ),
        keywords="push-to encoder digital setting circles altaz mount dsc silent",
        specs={
            **COMMON,
            **load("10", "3.7"),
            "goto_mount": False,
            "drive": "By hand, optical encoders on both axes",
            "saddle": "44 and 75 mm",
            "power_supply": "2 AA cells, supplied",
        },
        variants=(
            offer(
                11113,
                "Push-to mount AZ 10",
                "549.00",
                kg="5.6",
                box=(420, 280, 240),
                stock=4,
                pictures=alt_azimuth(10, "Alt-azimuth mount with encoders", goto=False),
            ),
        ),
        popularity=38,
    ),
    Product(
        slug="reticule-az-dual-mode",
        name="Dual-mode GoTo mount 15",
        brand="reticule",
        category="alt-azimuth",
        pitch="Upright for looking with friends, tilted for photographs: one mount for two kinds of night.",
        description=prose("""
            As an alt-azimuth mount it takes a 203 mm Schmidt-Cassegrain on one side and 5 kg more on the
            other. Tilt the head to your latitude, change a setting, and it becomes an equatorial mount with
            counterweight and guide port.

            The changeover lasts ten minutes, and each mode has its own alignment. People tend to stay with
            one of the two. If you already know which, a pure mount of the same price carries more or runs
            smoother.

            We recommend it to clubs, where Saturday's public evening and Sunday's galaxy happen on the same
            tripod.
            """),
        in_the_box=(
            "Mount head, tiltable from 0° to 90°",
            "Hand controller",
            "Counterweight shaft and weight, 5 kg",
            "Steel tripod 50 mm",
        ),
        keywords="dual mode altaz equatorial goto mount club outreach two telescopes",
        specs={
            **COMMON,
            **load("15", "11.5", photo="9", tripod="7.5"),
            "goto_mount": True,
            "drive": "Stepper motors, encoders on both axes",
            "guide_port": "ST-4 socket, USB",
            "saddle": "44 and 75 mm, two saddles",
            "tripod_kind": "Steel, 50 mm legs",
            "latitudes": "0° to 90°",
            "power_supply": "12 V, 2 A",
        },
        variants=(
            offer(
                11117,
                "Dual-mode GoTo mount 15",
                "1590.00",
                kg="31.0",
                box=(940, 420, 360),
                parcels=3,
                stock=2,
                pictures=alt_azimuth(15, "Large dual-mode GoTo mount", goto=True),
            ),
        ),
        popularity=29,
    ),
)
