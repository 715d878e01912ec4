"""Equatorial and harmonic mounts."""

from shop.demo.catalogue.build import offer, prose
from shop.demo.catalogue.mounts.figures import equatorial, harmonic, load, set_option
from shop.demo.schema import Option, Product, SpecValue

COMMON: dict[str, SpecValue] = {"mount_type": "equatorial", "guarantee_years": 3}
GOTO: dict[str, SpecValue] = {"goto_mount": True, "power_supply": "12 V, 2 A"}

EQUATORIAL: tuple[Product, ...] = (
    Product(
        slug="caelum-eq-3",
        name="EQ-3 mount",
        brand="caelum",
        category="equatorial",
        pitch=(
            "The first equatorial mount of many observers: carries a 130 mm Newtonian calmly and "
            "can grow a motor."
        ),
        description=prose("""
            Worm wheels on both axes, a polar finder bored through the right ascension axis and clamps one
            finds with gloves on. Learning on such a mount teaches how the sky turns, since every movement of
            your hand corresponds to one of its own.

            Six kilograms are its limit for looking. With a photographic lens and the optional motor it
            follows for two minutes at 50 mm focal length. With more than 400 mm of focal length on top, don't
            expect round stars.

            Two kinds of legs are offered. Steel costs 1.5 kg more to carry and halves the time a tremor takes
            to die.
            """),
        in_the_box=(
            "Mount head with polar finder",
            "Tripod of your choice with tray",
            "Two counterweights, 3.4 and 1.7 kg",
            "Two flexible shafts",
        ),
        keywords="eq3 equatorial mount german manual motor astro newton refractor",
        specs={
            **COMMON,
            "goto_mount": False,
            "drive": "By hand; motor for right ascension can be added",
            "worm_teeth": 130,
            "saddle": "44 mm",
            "latitudes": "20° to 65°",
        },
        options=(set_option(("aluminium", "With aluminium tripod"), ("steel", "With steel tripod")),),
        variants=(
            offer(
                11001,
                "EQ-3 mount",
                "269.00",
                kg="15.2",
                box=(880, 330, 270),
                stock=11,
                options={"set": "aluminium"},
                specs={**load("6", "4.3", photo="3", tripod="3.2"), "tripod_kind": "Aluminium"},
                pictures=equatorial(6, "Light equatorial mount"),
            ),
            offer(
                11002,
                "EQ-3 mount",
                "309.00",
                kg="17.0",
                box=(880, 330, 270),
                stock=8,
                options={"set": "steel"},
                specs={**load("6", "4.3", photo="3", tripod="4.7"), "tripod_kind": "Steel"},
                pictures=equatorial(6, "Light equatorial mount"),
            ),
        ),
        popularity=59,
    ),
    Product(
        slug="torquetum-eq-12",
        name="GoTo mount T 12",
        brand="torquetum",
        category="equatorial",
        pitch=(
            "A clockmaker's mount for the first serious camera: belts instead of gears, and an "
            "error curve you can read."
        ),
        description=prose("""
            Toothed belts drive both worms, so there is no grinding and hardly any backlash when the guider
            reverses. Each head is measured for an hour before it leaves, and the curve of its periodic error,
            at most 24 arcseconds from peak to peak, is printed and signed.

            It takes a 200 mm Newtonian for looking and an 84 mm refractor with guide scope and cooled camera
            for photographs. Beyond eight kilograms of photographic load the number of lost exposures rises,
            in wind steeply.

            The hand controller is optional for those with a computer: the mount speaks an open protocol by
            USB and Wi-Fi. Polar alignment takes five minutes with the finder, two with a camera.
            """),
        in_the_box=(
            "Mount head with polar finder and saddle for 44 and 75 mm rails",
            "Hand controller with cable",
            "Counterweight shaft 20 mm and one weight, 5 kg",
            "Measured error curve",
            "Steel tripod, if chosen",
        ),
        keywords="goto equatorial mount eq5 class astrophotography guiding belt drive german",
        specs={
            **COMMON,
            **GOTO,
            "drive": "Stepper motors with belts",
            "worm_teeth": 144,
            "worm_period": 598,
            "periodic_error": 24,
            "guide_port": "ST-4 socket, USB, Wi-Fi",
            "saddle": "44 and 75 mm",
            "latitudes": "12° to 68°",
        },
        options=(set_option(("head", "Head alone"), ("tripod", "With steel tripod")),),
        variants=(
            offer(
                11005,
                "GoTo mount T 12",
                "890.00",
                kg="16.5",
                box=(480, 360, 300),
                parcels=2,
                stock=7,
                options={"set": "head"},
                specs=load("12", "8.0", photo="8"),
                pictures=equatorial(12, "Medium equatorial GoTo mount"),
            ),
            offer(
                11006,
                "GoTo mount T 12",
                "1040.00",
                kg="23.4",
                box=(900, 360, 300),
                parcels=3,
                stock=9,
                options={"set": "tripod"},
                specs={**load("12", "8.0", photo="8", tripod="5.6"), "tripod_kind": "Steel, 44 mm legs"},
                pictures=equatorial(12, "Medium equatorial GoTo mount"),
            ),
        ),
        popularity=76,
    ),
    Product(
        slug="torquetum-eq-20",
        name="GoTo mount T 20",
        brand="torquetum",
        category="equatorial",
        pitch=(
            "The workhorse: 20 kg on its shoulders, quiet enough for a housing estate at three in "
            "the morning."
        ),
        description=prose("""
            Larger worm wheels and tapered bearings make the step from the T 12. What you notice first is
            silence at slewing speed; what counts is that a 203 mm Ritchey-Chrétien with camera and guider, 13
            kg together, still gives round stars at 1600 mm.

            The head weighs 16 kg. Carrying it across a lawn each evening is the reason people give for
            building a pier. Cables run through the axes to a socket at the saddle, with 12 V and two USB
            ports, so nothing snags at the meridian.

            An hour of service every five years, regreasing and adjusting the worms, keeps it new. A manual
            with photographs shows how, and the maker does it for a fixed price.
            """),
        in_the_box=(
            "Mount head with through-axis cabling",
            "Counterweight shaft and two weights, 5 kg each",
            "Hand controller",
            "Measured error curve",
            "Steel tripod 50 mm, if chosen",
        ),
        keywords="goto equatorial mount eq6 class heavy astrophotography belt drive observatory german",
        specs={
            **COMMON,
            **GOTO,
            "drive": "Stepper motors with belts",
            "worm_teeth": 180,
            "worm_period": 479,
            "periodic_error": 16,
            "guide_port": "ST-4 socket, USB, Wi-Fi",
            "saddle": "44 and 75 mm",
            "latitudes": "10° to 70°",
        },
        options=(set_option(("head", "Head alone"), ("tripod", "With steel tripod")),),
        variants=(
            offer(
                11009,
                "GoTo mount T 20",
                "1490.00",
                kg="31.0",
                box=(560, 420, 350),
                parcels=2,
                stock=9,
                options={"set": "head"},
                specs=load("20", "16.0", photo="14"),
                pictures=equatorial(20, "Heavy equatorial GoTo mount"),
            ),
            offer(
                11010,
                "GoTo mount T 20",
                "1690.00",
                kg="39.5",
                box=(960, 420, 350),
                parcels=3,
                stock=6,
                options={"set": "tripod"},
                specs={**load("20", "16.0", photo="14", tripod="7.5"), "tripod_kind": "Steel, 50 mm legs"},
                pictures=equatorial(20, "Heavy equatorial GoTo mount"),
            ),
        ),
        popularity=65,
    ),
    Product(
        slug="torquetum-eq-35",
        name="Observatory mount T 35",
        brand="torquetum",
        category="equatorial",
        pitch="For a pier in a hut. Absolute encoders know where it points, after a power cut too.",
        description=prose("""
            High-resolution encoders on the axes correct the worm while it turns, so that what remains of the
            periodic error is below one arcsecond. Exposures of five minutes without a guide star are routine
            at 1000 mm once the polar axis is set and a model of thirty stars has been made.

            This is not a mount to carry. Two people lift the 29 kg head onto a pier, once. It parks itself
            when rain is reported and can be woken over the network from the kitchen or another continent.

            Made to order, in the sequence in which the orders arrive.
            """),
        in_the_box=(
            "Mount head with absolute encoders",
            "Counterweight shaft and three weights, 8 kg each",
            "Control unit with Ethernet",
            "Pier adapter plate",
            "Measured curves of both axes",
        ),
        keywords="observatory mount absolute encoder remote heavy german equatorial pier",
        specs={
            **COMMON,
            **GOTO,
            **load("35", "29.0", photo="28"),
            "drive": "Servo motors, absolute encoders on both axes",
            "worm_teeth": 250,
            "worm_period": 345,
            "periodic_error": 1,
            "guide_port": "Ethernet, USB",
            "saddle": "75 mm, twin clamps",
            "latitudes": "0° to 75°",
            "power_supply": "24 V, 5 A",
        },
        variants=(
            offer(
                11013,
                "Observatory mount T 35",
                "7490.00",
                kg="67",
                box=(620, 520, 430),
                parcels=3,
                stock=0,
                expected=70,
                backorder=3,
                pictures=equatorial(35, "Massive observatory mount"),
            ),
        ),
        popularity=22,
    ),
    Product(
        slug="torquetum-harmonic",
        name="Harmonic-drive mount",
        brand="torquetum",
        category="equatorial",
        pitch=(
            "A mount like a thermos flask that lifts more than its own weight twice over, without a "
            "counterweight."
        ),
        description=prose("""
            In a harmonic drive a flexible toothed ring rolls inside a rigid one. It has no backlash and such
            torque that the telescope need not be balanced. Mount, tripod and 80 mm refractor go into one
            rucksack, the old dream of travelling photographers.

            The error of the gear is large and quick: up to 40 arcseconds within seven minutes. Guiding with
            one-second exposures is therefore a must, and then the result equals that of mounts three times as
            heavy. Without a guider it is a mount for looking only.

            It holds its position by a brake when the current fails. On narrow tripods a heavy tube can topple
            the lot, so put the pier extension away and set one leg towards the load.
            """),
        in_the_box=(
            "Mount head with saddle for 44 and 75 mm rails",
            "Base with altitude and azimuth screws",
            "Cable 12 V",
            "Padded bag",
            "Counterweight shaft for loads near the limit",
        ),
        keywords="harmonic strain wave drive mount travel portable astrophotography light goto",
        specs={
            **COMMON,
            **GOTO,
            "mount_type": "harmonic",
            "drive": "Harmonic drives, stepper motors",
            "worm_period": 432,
            "periodic_error": 40,
            "guide_port": "ST-4 socket, USB, Wi-Fi",
            "saddle": "44 and 75 mm",
            "latitudes": "0° to 90°",
        },
        options=(
            Option(
                code="payload",
                name="Payload",
                hint="(changes price and weight)",
                values=(("9", "9 kg"), ("16", "16 kg")),
                own_card=True,
            ),
        ),
        variants=(
            offer(
                11015,
                "Harmonic mount H 9",
                "1190.00",
                kg="6.1",
                box=(340, 280, 240),
                stock=10,
                options={"payload": "9"},
                specs=load("9", "3.4", photo="8"),
                pictures=harmonic(9, "Small harmonic-drive mount"),
            ),
            offer(
                11016,
                "Harmonic mount H 16",
                "1890.00",
                kg="9.2",
                box=(400, 320, 280),
                stock=3,
                options={"payload": "16"},
                specs=load("16", "5.8", photo="14"),
                pictures=harmonic(16, "Larger harmonic-drive mount"),
            ),
        ),
        badge="New",
        popularity=81,
    ),
    Product(
        slug="torquetum-travel-eq",
        name="Travel mount T 7",
        brand="torquetum",
        category="equatorial",
        pitch=(
            "An equatorial mount with worm and belt that weighs four kilograms: between star "
            "tracker and T 12."
        ),
        description=prose("""
            Somebody who has outgrown a tracker, yet flies to the Alps or the Canaries, wants two motors, GoTo
            and guiding in a bag of hand-luggage size. The T 7 carries a 72 mm refractor with camera, or a 300
            mm telephoto lens with a margin.

            It needs its counterweight, one kilogram, which is the honest drawback against harmonic drives. In
            return the error is small and slow, and exposures up to 60 seconds at 300 mm work without guiding
            at all.

            The tripod thread is 3/8 inch. Any photo tripod rated for 15 kg will do; lighter ones twist.
            """),
        in_the_box=(
            "Mount head with wedge and polar finder",
            "Counterweight 1 kg on a 20 mm shaft",
            "USB-C cable, 12 V cable",
            "Bag",
        ),
        keywords="travel equatorial mount goto light portable astrophotography tracker telephoto",
        specs={
            **COMMON,
            **GOTO,
            **load("7", "4.0", photo="5"),
            "drive": "Stepper motors with belts",
            "worm_teeth": 120,
            "worm_period": 718,
            "periodic_error": 30,
            "guide_port": "ST-4 socket, USB, Wi-Fi",
            "saddle": "44 mm",
            "latitudes": "0° to 72°",
            "exposure_at_135": 120,
        },
        variants=(
            offer(
                11019,
                "Travel mount T 7",
                "749.00",
                kg="7.2",
                box=(380, 300, 240),
                stock=5,
                pictures=equatorial(7, "Small travelling equatorial mount"),
            ),
        ),
        popularity=47,
    ),
)
