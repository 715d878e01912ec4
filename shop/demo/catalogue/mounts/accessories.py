"""Counterweights, rails, polar finders, spreaders and power for mounts."""

from decimal import Decimal

from shop.demo.catalogue import physics
from shop.demo.catalogue.build import LITHIUM, Specs, card, offer, prose
from shop.demo.schema import Option, Product, Variant


def weight(number: int, mass: str, price: str, stock: int) -> Variant:
    """Return one counterweight; mass in kg."""
    return offer(
        number,
        f"Counterweight {mass} kg",
        price,
        kg=str(Decimal(mass) + Decimal("0.2")),
        box=(160, 160, 120),
        stock=stock,
        options={"mass": mass.replace(".", "-")},
        specs={"part_weight": Decimal(mass)},
        pictures=(
            card(
                "counterweight",
                f"Steel counterweight of {mass} kg with its clamping screw.",
                mass_kg=Decimal(mass),
            ),
        ),
    )


def rail(number: int, width: int, length: int, price: str, weight_kg: str, stock: int) -> Variant:
    """Return one dovetail rail; width and length in mm."""
    return offer(
        number,
        f"Dovetail rail, {length} mm",
        price,
        kg=str(Decimal(weight_kg) + Decimal("0.15")),
        box=(length + 40, 120, 60),
        stock=stock,
        options={"width": str(width), "length": str(length)},
        specs={"part_weight": Decimal(weight_kg), "part_length": length, "fits_to": f"saddle-{width}"},
        pictures=(
            card("dovetail", f"Dovetail rail, {length} mm long, with slots for screws.", length=length),
        ),
    )


def battery(voltage: str, amp_hours: str) -> Specs:
    """Return voltage, capacity and the energy that follows from them."""
    return {
        "battery_voltage": Decimal(voltage),
        "battery_capacity": Decimal(amp_hours),
        "battery_energy": physics.watt_hours(Decimal(voltage), Decimal(amp_hours)),
    }


ACCESSORIES: tuple[Product, ...] = (
    Product(
        slug="torquetum-counterweight",
        name="Counterweight",
        brand="torquetum",
        category="mount-accessories",
        pitch="Turned steel for 20 mm shafts, with a brass pad that does not scratch.",
        description=prose("""
            A mount should carry as little as possible and still be in balance: several small weights far down
            the shaft do that better than one big one close to the axis. The screw presses on a brass
            cylinder, so the shaft keeps its surface.

            Powder-coated with a slightly rough skin, for hands with gloves. The two smaller ones balance a
            guide scope or a camera swap, the largest a 200 mm Newtonian.
            """),
        in_the_box=("Weight with clamping screw", "Rubber ring against knocks"),
        warning="Heavy. Fit the safety screw at the end of the shaft before the weight.",
        keywords="counterweight balance shaft eq mount steel",
        specs={"accessory_kind": "counterweight", "fits_to": "shaft-20"},
        options=(
            Option(
                code="mass",
                name="Mass",
                values=(("1", "1 kg"), ("2", "2 kg"), ("3-5", "3.5 kg"), ("5", "5 kg")),
                own_card=True,
            ),
        ),
        variants=(
            weight(11401, "1", "19.00", 34),
            weight(11402, "2", "27.00", 26),
            weight(11403, "3.5", "39.00", 4),
            weight(11404, "5", "49.00", 17),
        ),
        popularity=32,
    ),
    Product(
        slug="alidade-dovetail-rail",
        name="Dovetail rail",
        brand="alidade",
        category="mount-accessories",
        pitch="The piece between tube rings and mount, in both widths and three lengths.",
        description=prose("""
            Milled from solid aluminium, straight to five hundredths of a millimetre, with slots instead of
            holes: they fit ring spacings nobody has written down. A stop screw at each end keeps the
            telescope from sliding out when the clamp is loose.

            The narrow rail serves up to about 6 kg. Above that, and for cameras in any case, the wide one
            twists less by a factor of four.
            """),
        in_the_box=("Rail with two stop screws", "Screws M 6 and 1/4″, two each"),
        keywords="dovetail rail plate bar prism 44 75 mm saddle rings narrow wide",
        specs={"accessory_kind": "dovetail"},
        options=(
            Option(code="width", name="Width", values=(("44", "Narrow, 44 mm"), ("75", "Wide, 75 mm"))),
            Option(
                code="length",
                name="Length",
                values=(("210", "210 mm"), ("300", "300 mm"), ("400", "400 mm")),
                own_card=True,
            ),
        ),
        variants=(
            rail(11411, 44, 210, "24.90", "0.36", 28),
            rail(11412, 44, 300, "32.90", "0.52", 21),
            rail(11413, 75, 300, "59.00", "0.98", 12),
            rail(11414, 75, 400, "74.00", "1.31", 7),
        ),
        popularity=28,
    ),
    Product(
        slug="torquetum-polar-finder",
        name="Polar finder with red scale",
        brand="torquetum",
        category="mount-accessories",
        pitch="Aligns an equatorial mount to three arcminutes of the pole in the time the tea needs to draw.",
        description=prose("""
            A small telescope for the hollow polar axis with an engraved ring on which the pole star is set
            like the hand of a clock. The scale is good until 2036, for both hemispheres, and lit from the
            side in red with a dimmer.

            It screws into axes with a bore of 30 mm and an M 25 thread. Adjust it once by turning the axis
            through half a circle while looking at a distant chimney; the three small screws are accessible
            from behind.
            """),
        in_the_box=("Polar finder", "Red light with cell CR1220", "Instruction card for both poles"),
        warning=(
            "Contains a button cell. Keep away from children: swallowing causes severe burns within "
            "two hours."
        ),
        keywords="polar finder scope alignment polaris polemaster equatorial mount pole star",
        specs={
            "accessory_kind": "polar-alignment",
            "fits_to": "hollow-axis",
            "part_weight": Decimal("0.18"),
            "part_length": 150,
        },
        variants=(
            offer(
                11421,
                "Polar finder with red scale",
                "69.00",
                kg="0.35",
                box=(220, 100, 80),
                stock=16,
                pictures=(card("polar_scope", "Polar finder, and beside it the ring scale one sees in it."),),
            ),
        ),
        popularity=27,
    ),
    Product(
        slug="alidade-leg-spreader",
        name="Leg spreader with tray",
        brand="alidade",
        category="mount-accessories",
        pitch="Pushes the legs of a tripod outward, which stiffens it more than any other forty euros.",
        description=prose("""
            A turn of the star knob presses three arms against the legs. The play in the hinges disappears and
            with it the slow wobble after focusing. Eyepieces of both barrel sizes sit in rubber-lined holes,
            six and two of them.

            Fits legs between 32 and 50 mm and centre bolts of M 10 or M 12. Tighten it by hand; pliers would
            bend the hinge plates.
            """),
        in_the_box=("Spreader with tray", "Bolts and washers M 10 and M 12"),
        keywords="tripod spreader tray eyepiece holder stability vibration",
        specs={
            "accessory_kind": "stability",
            "fits_to": "tripod-legs",
            "part_weight": Decimal("0.74"),
            "part_length": 320,
        },
        variants=(
            offer(
                11425,
                "Leg spreader with tray",
                "39.00",
                kg="1.0",
                box=(350, 350, 70),
                stock=20,
                pictures=(card("tripod_spreader", "Triangular spreader plate with holes for eyepieces."),),
            ),
        ),
        popularity=24,
    ),
    Product(
        slug="scutum-power-tank",
        name="Power tank",
        brand="scutum",
        category="mount-accessories",
        pitch=(
            "Lithium iron phosphate in a box with a handle: one or three nights of mount, camera "
            "and dew heater."
        ),
        description=prose("""
            A mount draws about 1 A, a cooled camera 2 A, two heater bands 1 A. Add that up for a winter night
            of ten hours and you know which size you need. The voltage stays above 12.6 V until the last
            tenth, whereas a car battery sags after an hour and makes motors stall.

            The cells bear 3000 charges. Below 0 °C the electronics refuse charging and still deliver, so load
            it indoors. Four sockets, each with its own fuse: two cigarette lighter, one 5.5/2.1 mm, one USB-C
            with 60 W.
            """),
        in_the_box=("Power tank", "Mains charger", "Cable 5.5/2.1 mm, 1.5 m", "Red lamp with magnet"),
        warning=f"{LITHIUM} Do not short the sockets. Not permitted as air luggage over 160 Wh.",
        keywords="power tank battery 12v lithium lifepo4 field mount camera heater energy",
        specs={"accessory_kind": "power", "fits_to": "twelve-volt"},
        options=(
            Option(
                code="capacity",
                name="Capacity",
                hint="(changes price and weight)",
                values=(("12", "12 Ah"), ("40", "40 Ah")),
            ),
        ),
        variants=(
            offer(
                11431,
                "Power tank",
                "149.00",
                kg="2.9",
                box=(260, 220, 160),
                stock=22,
                options={"capacity": "12"},
                specs={**battery("12.8", "12"), "part_weight": Decimal("2.10"), "part_length": 190},
                pictures=(card("power_tank", "Battery box with handle, sockets and a lit display."),),
            ),
            offer(
                11432,
                "Power tank",
                "379.00",
                kg="6.9",
                box=(360, 280, 240),
                stock=8,
                options={"capacity": "40"},
                specs={**battery("12.8", "40"), "part_weight": Decimal("5.60"), "part_length": 290},
                pictures=(card("power_tank", "Battery box with handle, sockets and a lit display."),),
            ),
        ),
        popularity=51,
    ),
)
