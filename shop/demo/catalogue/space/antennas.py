"""Antennas for satellites."""

from decimal import Decimal

from shop.demo.catalogue import physics
from shop.demo.catalogue.build import Specs, card, offer, prose
from shop.demo.schema import Option, Product, SpecValue, Variant

COMMON: dict[str, SpecValue] = {"supply": "none", "guarantee_years": 3}
MAST_WARNING = (
    "Keep antennas and masts away from power lines. Earth every mast and never work on a roof in a storm."
)


def tuned(band: str, low: str, high: str, gain: str, *, polarisation: str) -> Specs:
    """Return band, range in MHz and gain in dBi."""
    return {
        "band": band,
        "frequency_low": Decimal(low),
        "frequency_high": Decimal(high),
        "antenna_gain": Decimal(gain),
        "polarisation": polarisation,
    }


def dish(number: int, diameter: int, price: str, *, kg: str, weight: str, stock: int) -> Variant:
    """Return one size of the mesh dish, its gain computed at 1694 MHz."""
    return offer(
        number,
        f"Mesh dish {diameter // 10} cm with 1.7 GHz feed",
        price,
        kg=kg,
        box=(diameter + 60, diameter // 2 + 80, 160),
        stock=stock,
        options={"diameter": str(diameter)},
        specs={
            **tuned("l-band", "1675", "1710", "0", polarisation="Linear or circular, by feed"),
            "antenna_gain": physics.dish_gain(diameter, 1694),
            "beamwidth": physics.dish_beamwidth(diameter, 1694),
            "antenna_diameter": diameter,
            "gear_weight": Decimal(weight),
        },
        pictures=(
            card(
                "dish",
                f"Parabolic mesh dish of {diameter} mm with its feed, drawn on a tripod.",
                diameter=diameter,
            ),
        ),
    )


ANTENNAS: tuple[Product, ...] = (
    Product(
        slug="columba-crossed-yagi",
        name="Crossed Yagi",
        brand="columba",
        category="antennas",
        pitch=(
            "Circular polarisation for tumbling satellites: two Yagis at right angles on one boom, "
            "phased at the factory."
        ),
        description=prose("""
            A satellite turns as it passes, and a linear antenna then fades every few seconds. Crossed
            elements with a quarter-wave phasing line receive both planes equally, at the cost of some weight
            at the end of the mast. A relay switches between right-hand and left-hand.

            The VHF version covers 144 to 146 MHz and still works at 137 MHz with a decibel less. The UHF
            version is cut for 435 to 438 MHz, where most CubeSats send. With 30 degrees of beam it forgives a
            rotator that is a few degrees off.

            The elements come off and are colour-marked, so the whole packs into a ski bag.
            """),
        in_the_box=(
            "Boom and elements",
            "Phasing line with polarisation switch",
            "Mast clamp up to 54 mm",
            "Measured curve",
        ),
        warning=MAST_WARNING,
        keywords="yagi crossed circular antenna satellite 2m 70cm 145 437 mhz amateur cubesat iss beam",
        specs={**COMMON, "interface": "n", "gear_weight": Decimal("1.5")},
        options=(
            Option(
                code="band",
                name="Band",
                hint="(changes price and length)",
                values=(("vhf", "VHF, 145 MHz"), ("uhf", "UHF, 437 MHz")),
                own_card=True,
            ),
        ),
        variants=(
            offer(
                15001,
                "Crossed Yagi VHF, 2 × 5 elements",
                "199.00",
                kg="3.4",
                box=(1120, 140, 120),
                stock=7,
                options={"band": "vhf"},
                specs={
                    **tuned("vhf", "144", "146", "9.4", polarisation="Circular, switchable"),
                    "antenna_elements": 10,
                    "antenna_length": 1640,
                    "beamwidth": Decimal("52.0"),
                    "gear_weight": Decimal("1.90"),
                },
                pictures=(
                    card(
                        "yagi",
                        "Crossed Yagi with five pairs of long elements on its boom.",
                        elements=5,
                        boom_length=1640,
                        crossed=True,
                    ),
                ),
            ),
            offer(
                15002,
                "Crossed Yagi UHF, 2 × 10 elements",
                "219.00",
                kg="2.6",
                box=(980, 140, 120),
                stock=9,
                options={"band": "uhf"},
                specs={
                    **tuned("uhf", "430", "440", "13.2", polarisation="Circular, switchable"),
                    "antenna_elements": 20,
                    "antenna_length": 1780,
                    "beamwidth": Decimal("30.0"),
                    "gear_weight": Decimal("1.30"),
                },
                pictures=(
                    card(
                        "yagi",
                        "Crossed Yagi with ten pairs of short elements on its boom.",
                        elements=10,
                        boom_length=1780,
                        crossed=True,
                    ),
                ),
            ),
        ),
        popularity=48,
    ),
    Product(
        slug="columba-hand-yagi",
        name="Hand-held Yagi UHF",
        brand="columba",
        category="antennas",
        pitch=(
            "Seven elements on a wooden grip: point it at the space station and listen to a school contact."
        ),
        description=prose("""
            Six minutes of walking round in the garden with the arm outstretched replaces any rotator. The
            amplitude in the headphones tells the direction, and children hold it as naturally as a butterfly
            net. Twist the wrist when the signal fades: that is the polarisation turning.

            Gain is 10.8 dBi at 437 MHz. The elements unscrew and stow inside the boom.
            """),
        in_the_box=("Boom with grip, tripod thread and seven elements", "Coax 1.5 m with SMA plug", "Bag"),
        keywords="yagi handheld portable antenna arrow satellite iss amateur uhf 437 school",
        specs={
            **COMMON,
            **tuned("uhf", "430", "440", "10.8", polarisation="Linear"),
            "interface": "sma",
            "antenna_elements": 7,
            "antenna_length": 960,
            "beamwidth": Decimal("45.0"),
            "gear_weight": Decimal("0.62"),
        },
        variants=(
            offer(
                15005,
                "Hand-held Yagi UHF",
                "79.00",
                kg="1.0",
                box=(640, 110, 90),
                stock=15,
                pictures=(
                    card(
                        "yagi",
                        "Light Yagi antenna with seven elements in one plane, drawn on a tripod.",
                        elements=7,
                        boom_length=960,
                        crossed=False,
                    ),
                ),
            ),
        ),
        popularity=44,
    ),
    Product(
        slug="columba-qfh",
        name="Quadrifilar antenna 137 MHz",
        brand="columba",
        category="antennas",
        pitch=(
            "Hears weather satellites from horizon to horizon without moving. For balcony, roof and "
            "garden pole."
        ),
        description=prose("""
            Two twisted loops form a cardioid that looks upwards and ignores the street. As the satellite
            rises, passes and sets, the signal stays nearly even, so a picture has no dark bands. Nothing
            turns and nothing needs to be aimed.

            A mast of two metres above the balcony rail gains more than any amplifier, for what counts is a
            free horizon. Steel railings within a metre spoil the pattern; wood does not.

            The Russian Meteor satellites send digital pictures here. The old analogue ones of the NOAA series
            have been switched off, and books that praise them are out of date.
            """),
        in_the_box=("Antenna with N socket", "Mast clamp up to 50 mm", "Choke of six ferrite rings"),
        warning=MAST_WARNING,
        keywords="qfh quadrifilar helix antenna 137 mhz weather satellite meteor m2 lrpt balcony",
        specs={
            **COMMON,
            **tuned("vhf", "136", "139", "3.5", polarisation="Circular, right-hand"),
            "interface": "n",
            "antenna_length": 830,
            "antenna_diameter": 360,
            "beamwidth": Decimal("140.0"),
            "gear_weight": Decimal("1.15"),
        },
        variants=(
            offer(
                15009,
                "Quadrifilar antenna 137 MHz",
                "149.00",
                kg="2.4",
                box=(940, 420, 120),
                stock=12,
                pictures=(
                    card("qfh", "Quadrifilar antenna: two twisted loops, drawn on a tripod.", height=830),
                ),
            ),
        ),
        popularity=60,
    ),
    Product(
        slug="columba-mesh-dish",
        name="Mesh dish with 1.7 GHz feed",
        brand="columba",
        category="antennas",
        pitch=(
            "High-resolution weather pictures, one kilometre a pixel, for people who can aim by "
            "hand or by rotator."
        ),
        description=prose("""
            Polar satellites send their full data near 1.7 GHz with a signal that needs a dish. Sixty
            centimetres are the least, ninety give a margin at low passes. The feed is a helix with an
            amplifier in the focus, so the coax may be ten metres long.

            Following by hand is sport: the beam of the larger dish is 14 degrees wide, a pass lasts twelve
            minutes, and the laptop shows when you slip. For fixed geostationary satellites screw it to a
            balcony and forget it.

            The mesh lets wind through and still reflects as a sheet would up to 3 GHz.
            """),
        in_the_box=(
            "Dish in six segments",
            "Helix feed with amplifier",
            "Mast clamp and hand grip",
            "SMA plug",
        ),
        warning=MAST_WARNING,
        keywords="dish parabolic mesh hrpt 1.7 ghz l-band weather satellite goes metop feed helix",
        specs={**COMMON, "interface": "sma", "supply": "coax"},
        options=(
            Option(
                code="diameter",
                name="Diameter",
                hint="(changes price and gain)",
                values=(("600", "60 cm"), ("900", "90 cm")),
                own_card=True,
            ),
        ),
        variants=(
            dish(15013, 600, "189.00", kg="4.8", weight="2.40", stock=6),
            dish(15014, 900, "259.00", kg="7.2", weight="3.90", stock=6),
        ),
        popularity=39,
    ),
    Product(
        slug="columba-patch",
        name="Active patch 1.5 to 1.65 GHz",
        brand="columba",
        category="antennas",
        pitch=(
            "Palm-sized, waterproof, with its amplifier inside: for geostationary messages and "
            "position signals."
        ),
        description=prose("""
            Point it roughly south, at the elevation of the satellite, and text begins to run: weather
            bulletins for ships and aircraft, sent in the clear from 36,000 kilometres. A window that faces
            south is enough.

            Power reaches the amplifier through the coax, 3 to 5 V, as most receivers offer. With 8 dBi it is
            too small for weather pictures.
            """),
        in_the_box=("Patch with 3 m of coax and SMA plug", "Suction cup and stand"),
        keywords="patch antenna l-band inmarsat aero std-c gnss active 1.5 ghz geostationary",
        specs={
            **COMMON,
            **tuned("l-band", "1525", "1660", "8.0", polarisation="Circular, right-hand"),
            "interface": "sma",
            "supply": "coax",
            "antenna_length": 145,
            "beamwidth": Decimal("70.0"),
            "noise_figure": Decimal("0.8"),
            "amplifier_gain": 28,
            "gear_weight": Decimal("0.41"),
        },
        variants=(
            offer(
                15017,
                "Active patch 1.5 to 1.65 GHz",
                "69.00",
                kg="0.7",
                box=(210, 190, 70),
                stock=17,
                pictures=(card("patch", "Flat square patch antenna on its stand.", size=145),),
            ),
        ),
        popularity=34,
    ),
    Product(
        slug="columba-helix",
        name="Helix 2.4 GHz",
        brand="columba",
        category="antennas",
        pitch=(
            "Twelve turns of copper for the amateur transponder in geostationary orbit and for "
            "school radio links."
        ),
        description=prose("""
            A helix is the antenna that forgives most: wide in band, circular by nature, easy to build and
            easy to aim. The amateur radio transponder at 26 degrees east is workable from Europe with it, as
            uplink at a few watts.

            As a feed it illuminates dishes of f/D 0.6. Take the reflector disc off and screw it on behind the
            focus.
            """),
        in_the_box=("Helix in a rain-proof tube", "N socket", "Mast clamp"),
        warning=f"{MAST_WARNING} Transmitting needs an amateur radio licence.",
        keywords="helix antenna 2.4 ghz s-band qo-100 amateur uplink circular 13cm",
        specs={
            **COMMON,
            **tuned("s-band", "2300", "2500", "13.5", polarisation="Circular, right-hand"),
            "interface": "n",
            "antenna_length": 390,
            "antenna_diameter": 42,
            "beamwidth": Decimal("35.0"),
            "gear_weight": Decimal("0.70"),
        },
        variants=(
            offer(
                15021,
                "Helix 2.4 GHz",
                "89.00",
                kg="1.3",
                box=(480, 170, 160),
                stock=8,
                pictures=(
                    card(
                        "helix",
                        "Slim helical antenna with twelve turns, drawn on a tripod.",
                        turns=12,
                        diameter=42,
                    ),
                ),
            ),
        ),
        popularity=25,
    ),
    Product(
        slug="columba-discone",
        name="Discone 100 to 1500 MHz",
        brand="columba",
        category="antennas",
        pitch="Hears everything from aircraft to balloons, equally well and not particularly far.",
        description=prose("""
            Sixteen rods of stainless steel make a disc above a cone. No tuning, no aiming: the right antenna
            for a first look with a wide receiver at what goes on around you. Radiosondes at 402 MHz,
            aeroplanes at 1090 MHz, ships at 162 MHz.

            For satellites it is a stopgap, with a null straight up, where they are closest. Add a quadrifilar
            antenna as soon as you know what you like.
            """),
        in_the_box=("Discone in parts", "Mast clamp up to 50 mm", "N socket"),
        warning=MAST_WARNING,
        keywords="discone wideband antenna scanner ads-b ais radiosonde aircraft sdr",
        specs={
            **COMMON,
            **tuned("wide", "100", "1500", "2.0", polarisation="Linear, vertical"),
            "interface": "n",
            "antenna_length": 760,
            "antenna_diameter": 620,
            "gear_weight": Decimal("1.10"),
        },
        variants=(
            offer(
                15025,
                "Discone 100 to 1500 MHz",
                "79.00",
                kg="2.0",
                box=(860, 160, 120),
                stock=11,
                pictures=(
                    card("discone", "Discone antenna of thin steel rods, drawn on a tripod.", height=760),
                ),
            ),
        ),
        popularity=28,
    ),
)
