"""Receivers, amplifiers, cables, ground stations and rotators."""

from decimal import Decimal

from shop.demo.catalogue.build import Specs, card, offer, prose
from shop.demo.catalogue.space.antennas import MAST_WARNING
from shop.demo.schema import Option, Picture, Product

AMPLIFIERS: tuple[tuple[str, str, str, str, str, int, int], ...] = (
    ("137", "137 MHz", "vhf", "134", "141", 24, 14),
    ("437", "437 MHz", "uhf", "425", "445", 23, 10),
    ("1420", "1420 MHz", "l-band", "1390", "1450", 37, 5),
    ("1694", "1694 MHz", "l-band", "1660", "1720", 34, 6),
)


def receiver(low: str, high: str, bits: int, bandwidth: str, kg: str) -> Specs:
    """Return range in MHz, converter, bandwidth in MHz and weight."""
    return {
        "frequency_low": Decimal(low),
        "frequency_high": Decimal(high),
        "converter_bits": bits,
        "bandwidth_mhz": Decimal(bandwidth),
        "gear_weight": Decimal(kg),
        "band": "wide",
        "interface": "usb",
        "supply": "usb",
        "transmits": False,
    }


STATIONS: tuple[Product, ...] = (
    Product(
        slug="columba-usb-receiver",
        name="USB receiver",
        brand="columba",
        category="receivers",
        pitch=(
            "A radio without knobs: software decides whether it is a weather satellite, an "
            "aeroplane or a meteor counter."
        ),
        description=prose("""
            Eight bits and 2.4 MHz of bandwidth sound modest and are enough for nearly every satellite a
            beginner meets. A temperature-stable oscillator keeps the frequency within one part per million,
            the metal housing keeps the computer's noise out, and a switchable bias feeds an amplifier at the
            mast.

            It gets warm, about 45 °C, which is normal. Strong broadcast stations nearby may overload it; then
            a filter before the input is the cure, not more gain.
            """),
        in_the_box=("Receiver", "USB extension 1 m with ferrite", "SMA to N adapter"),
        keywords="sdr rtl software defined radio usb dongle receiver satellite weather ads-b",
        specs={
            **receiver("24", "1766", 8, "2.4", "0.06"),
            "noise_figure": Decimal("4.5"),
            "guarantee_years": 2,
        },
        variants=(
            offer(
                15101,
                "USB receiver",
                "44.00",
                kg="0.15",
                box=(140, 90, 40),
                stock=64,
                pictures=(
                    card(
                        "sdr_receiver",
                        "Small metal receiver with a USB plug and an SMA socket.",
                        length=70,
                        width=28,
                        height=13,
                    ),
                ),
            ),
        ),
        popularity=72,
    ),
    Product(
        slug="columba-wide-receiver",
        name="Wide receiver 14 bit",
        brand="columba",
        category="receivers",
        pitch=(
            "Ten megahertz at a glance and front-end filters: for weak satellites beside strong neighbours."
        ),
        description=prose("""
            Fourteen bits mean that a whisper survives next to a shout. Eleven filters before the amplifier
            are switched automatically with the frequency. Two antenna sockets let one compare a quadrifilar
            with a Yagi during the same pass.

            For the hydrogen line at 1420 MHz the stable reference matters: integrations of an hour stay where
            they are. It is the receiver inside our radio telescope kit.
            """),
        in_the_box=("Receiver", "USB-C cable with ferrites", "Two SMA caps"),
        keywords="sdr wideband receiver 14 bit hydrogen line radio astronomy satellite filter",
        specs={
            **receiver("0.1", "2000", 14, "10.0", "0.31"),
            "noise_figure": Decimal("2.2"),
            "guarantee_years": 3,
        },
        variants=(
            offer(
                15105,
                "Wide receiver 14 bit",
                "229.00",
                reduced_from="259.00",
                kg="0.6",
                box=(200, 150, 70),
                stock=8,
                pictures=(
                    card(
                        "sdr_receiver",
                        "Flat metal receiver with two sockets and cooling ribs.",
                        length=112,
                        width=82,
                        height=26,
                    ),
                ),
            ),
        ),
        popularity=37,
    ),
    Product(
        slug="columba-mast-amplifier",
        name="Mast amplifier",
        brand="columba",
        category="receivers",
        pitch=(
            "Makes up for the cable before the cable has done its damage. Belongs directly under the antenna."
        ),
        description=prose("""
            Ten metres of thin coax swallow half of a signal at 437 MHz and four fifths at 1.7 GHz. An
            amplifier behind that loss raises the noise along with the signal; before it, the loss hardly
            counts. Hence the waterproof box with a mast clamp.

            A filter ahead of the transistor keeps broadcast and mobile phones out. The supply, 4 to 6 V,
            comes up the coax from the receiver. Four versions, one for each band in use.
            """),
        in_the_box=("Amplifier in a rain-proof box", "Mast clamp", "Measured curve of this unit"),
        warning="Do not transmit into the amplifier: it would be destroyed.",
        keywords="lna low noise amplifier preamp mast 137 437 1420 1694 mhz filter hydrogen line",
        specs={
            "interface": "sma",
            "supply": "coax",
            "noise_figure": Decimal("0.7"),
            "gear_weight": Decimal("0.22"),
            "transmits": False,
            "guarantee_years": 3,
        },
        options=(
            Option(
                code="band",
                name="Band",
                values=tuple((code, label) for code, label, *_ in AMPLIFIERS),
            ),
        ),
        variants=tuple(
            offer(
                15109 + place,
                "Mast amplifier",
                "59.00",
                kg="0.35",
                box=(150, 110, 70),
                stock=stock,
                options={"band": code},
                specs={
                    "band": band,
                    "frequency_low": Decimal(low),
                    "frequency_high": Decimal(high),
                    "amplifier_gain": gain,
                },
                pictures=(card("lna_box", "Small amplifier box with a coax socket at each end."),),
            )
            for place, (code, label, band, low, high, gain, stock) in enumerate(AMPLIFIERS)
        ),
        popularity=41,
    ),
    Product(
        slug="columba-coax",
        name="Low-loss coax with N plugs",
        brand="columba",
        category="receivers",
        pitch=(
            "Ten-millimetre cable with crimped, tested plugs: the part of a station that gets the "
            "least attention and needs the most."
        ),
        description=prose("""
            Loss is stated for the finished cable at 437 MHz, plugs included. At 137 MHz it is a little over
            half of that, at 1.7 GHz about twice.

            Bend it no tighter than a dinner plate. A drop loop before the window lets rain fall off instead
            of running inside. The plugs are sealed with shrink tube; outdoors add self-fusing tape over the
            joint.
            """),
        in_the_box=("Cable with two N plugs", "Self-fusing tape"),
        keywords="coax cable low loss 50 ohm n plug antenna 10mm feedline",
        specs={
            "band": "wide",
            "interface": "n",
            "supply": "none",
            "frequency_low": 0,
            "frequency_high": 6000,
            "guarantee_years": 5,
        },
        options=(
            Option(
                code="length",
                name="Length",
                hint="(changes price and loss)",
                values=(("5", "5 m"), ("10", "10 m"), ("20", "20 m")),
            ),
        ),
        variants=tuple(
            offer(
                15115 + place,
                "Low-loss coax with N plugs",
                price,
                kg=kg,
                box=(320, 320, 90),
                stock=stock,
                options={"length": str(metres)},
                specs={
                    "antenna_length": metres * 1000,
                    "cable_loss": Decimal(loss),
                    "gear_weight": Decimal(weight),
                },
                pictures=(
                    card(
                        "coax",
                        "Ring of coaxial cable with two plugs and its length on a label.",
                        length=metres * 1000,
                    ),
                ),
            )
            for place, (metres, price, kg, loss, weight, stock) in enumerate(
                (
                    (5, "39.00", "0.9", "0.6", "0.75", 19),
                    (10, "59.00", "1.7", "1.0", "1.45", 22),
                    (20, "99.00", "3.2", "1.9", "2.85", 4),
                )
            )
        ),
        popularity=23,
    ),
    Product(
        slug="columba-weather-station-set",
        name="Weather satellite set",
        brand="columba",
        category="ground-stations",
        pitch=(
            "Antenna, amplifier, receiver, cable: pictures of Europe's weather on the screen on the "
            "first afternoon."
        ),
        description=prose("""
            These four parts have been tried together, and that is worth more than their data sheets. Fasten
            the quadrifilar antenna at the balcony rail, plug in, install the program from the printed page,
            and wait for the next pass; there are eight to twelve a day.

            A good pass lasts fourteen minutes and draws a strip 2800 km wide, from Iceland to the Sahara when
            the horizon is free. Town houses cut off the beginning and the end. In a narrow courtyard it does
            not work at all, and then we take it back.

            Our guide on receiving from a balcony goes through all of it step by step.
            """),
        in_the_box=(
            "Quadrifilar antenna 137 MHz",
            "Mast amplifier 137 MHz",
            "USB receiver",
            "Coax 10 m, adapters",
            "Printed instructions with pass calculator",
        ),
        warning=MAST_WARNING,
        badge="Best for beginners",
        keywords=(
            "weather satellite meteor set kit ground station qfh sdr receive pictures balcony starter lrpt"
        ),
        specs={
            "band": "vhf",
            "interface": "usb",
            "supply": "usb",
            "frequency_low": 136,
            "frequency_high": 139,
            "gear_weight": Decimal("3.10"),
            "transmits": False,
            "guarantee_years": 3,
        },
        variants=(
            offer(
                15121,
                "Weather satellite set",
                "279.00",
                kg="4.9",
                box=(940, 430, 180),
                stock=9,
                pictures=(
                    card(
                        "qfh",
                        "Quadrifilar antenna of the weather satellite set on its mast.",
                        height=830,
                    ),
                    Picture(
                        drawing="sdr_receiver",
                        params={"length": 70, "width": 28, "height": 13},
                        alt="The USB receiver of the set.",
                        caption="The receiver",
                        kind="part",
                    ),
                    Picture(
                        drawing="lna_box",
                        params={},
                        alt="The amplifier of the set with its two sockets.",
                        caption="The amplifier",
                        kind="part",
                    ),
                ),
            ),
        ),
        popularity=69,
    ),
    Product(
        slug="columba-tracking-station",
        name="Tracking ground station",
        brand="columba",
        category="ground-stations",
        pitch=(
            "Two crossed Yagis on a rotator that follows every pass by itself: for schools, "
            "universities and radio clubs."
        ),
        description=prose("""
            The station computes passes from fresh orbital elements, turns the antennas, corrects the Doppler
            shift, records and decodes, and can join one of the open networks, where others use it while you
            sleep. A typical week brings telemetry from two hundred satellites.

            It stands on a tripod of steel that needs four square metres of roof and 120 kg of paving slabs as
            ballast. Mounting takes two people and a dry day. The controller sits in a box at the foot and
            wants a network cable and mains.

            It receives. With a licence and a transmitter of your own it also sends: the relay for that is
            built in.
            """),
        in_the_box=(
            "Crossed Yagis for VHF and UHF",
            "Azimuth and elevation rotator",
            "Controller with computer and two receivers",
            "Tripod, coax, lightning arresters",
            "Half a day of remote set-up with us",
        ),
        warning=f"{MAST_WARNING} Transmitting needs an amateur radio licence.",
        keywords="ground station satnogs rotator tracking cubesat telemetry university school amateur radio",
        specs={
            "band": "vhf-uhf",
            "interface": "ethernet",
            "supply": "mains",
            "frequency_low": 144,
            "frequency_high": 440,
            "gear_weight": Decimal("38.00"),
            "turning_range": 360,
            "transmits": False,
            "guarantee_years": 3,
        },
        variants=(
            offer(
                15125,
                "Tracking ground station",
                "2490.00",
                kg="52",
                box=(1240, 520, 360),
                parcels=4,
                stock=0,
                expected=28,
                backorder=2,
                pictures=(
                    card(
                        "ground_station",
                        (
                            "Ground station with one of its two crossed Yagi antennas on rotator and "
                            "tripod, and the control box."
                        ),
                    ),
                ),
            ),
        ),
        popularity=30,
    ),
    Product(
        slug="tucana-lora-station",
        name="LoRa satellite station",
        brand="tucana",
        category="ground-stations",
        pitch=(
            "A matchbox on the window sill that catches packets from satellites 500 km above, for "
            "the price of a pizza evening."
        ),
        description=prose("""
            LoRa is a slow, robust kind of radio made for sensors. Several dozen small satellites use it near
            437 and 868 MHz, and a quarter-wave wire is enough to hear them. The board connects to the home
            network and shows on a page of its own what came in, from where and how strong.

            Packets of a few dozen bytes bring battery voltage, temperature and sometimes greetings. Pictures
            are not to be expected. The firmware is open and can be changed with a USB cable.
            """),
        in_the_box=("Board in a printed housing", "Two whip antennas", "USB-C cable"),
        keywords="lora satellite tinygs board 437 868 mhz iot receive wifi packets",
        specs={
            "band": "ism",
            "interface": "wi-fi",
            "supply": "usb",
            "frequency_low": 433,
            "frequency_high": 870,
            "gear_weight": Decimal("0.08"),
            "transmits": False,
            "guarantee_years": 2,
        },
        variants=(
            offer(
                15129,
                "LoRa satellite station",
                "39.00",
                kg="0.2",
                box=(150, 100, 50),
                stock=31,
                pictures=(card("lora_board", "Small circuit board with a display and a whip antenna."),),
            ),
        ),
        popularity=46,
    ),
    Product(
        slug="columba-az-el-rotator",
        name="Azimuth and elevation rotator",
        brand="columba",
        category="rotators",
        pitch="Keeps a pair of Yagis or a 90 cm dish on a satellite from rise to set, within half a degree.",
        description=prose("""
            Worm gears hold position without current, so a gust does not turn the antenna and a power cut does
            not drop it. Hall sensors on the motor shafts and end switches give the true direction, also after
            a restart.

            Speed is five degrees a second, enough for an overhead pass of the space station except for the
            last moment at the zenith; the software flips the elevation past ninety degrees to get round it.
            The protocol is the usual open one of rotator programs.

            Grease the worms every spring. The manual shows where, in one picture.
            """),
        in_the_box=(
            "Rotator with mast and boom clamps",
            "Control cable 10 m",
            "Controller with USB and Ethernet",
        ),
        warning="Moving parts. Keep hands away while the controller is powered; it may start by itself.",
        keywords="rotator az-el azimuth elevation antenna tracker satellite worm gear",
        specs={
            "band": "none",
            "interface": "ethernet",
            "supply": "twelve-volt",
            "turning_range": 450,
            "turning_speed": Decimal("5.0"),
            "turning_payload": Decimal("12.0"),
            "gear_weight": Decimal("11.50"),
            "guarantee_years": 3,
        },
        variants=(
            offer(
                15133,
                "Azimuth and elevation rotator",
                "890.00",
                kg="15",
                box=(460, 360, 300),
                stock=6,
                pictures=(card("rotator", "Two-axis rotator with its cross boom."),),
            ),
        ),
        popularity=22,
    ),
    Product(
        slug="tucana-mini-rotator",
        name="Mini rotator kit",
        brand="tucana",
        category="rotators",
        pitch="Printed gears, two stepper motors and an afternoon: turns a hand-held Yagi or a small camera.",
        description=prose("""
            For lessons and balconies. It carries 1.2 kg, moves ten degrees a second and runs from a USB power
            bank. All printed parts can be made again from the published files, which is how pupils usually
            begin to improve it.

            Wind above 30 km/h stops it. The plastic gears live for about a year of daily passes; a spare set
            is in the box.
            """),
        in_the_box=("Printed parts, motors, bearings, screws", "Control board, programmed", "Spare gears"),
        warning="Moving parts: keep fingers away from the gears while it is powered.",
        keywords="rotator kit mini 3d printed stepper antenna school education balcony",
        specs={
            "band": "none",
            "interface": "wi-fi",
            "supply": "usb",
            "turning_range": 360,
            "turning_speed": Decimal("10.0"),
            "turning_payload": Decimal("1.2"),
            "gear_weight": Decimal("1.60"),
            "guarantee_years": 2,
        },
        variants=(
            offer(
                15137,
                "Mini rotator kit",
                "179.00",
                kg="2.3",
                box=(320, 260, 180),
                stock=6,
                pictures=(card("rotator", "Two-axis rotator with its cross tube, assembled."),),
            ),
        ),
        popularity=26,
    ),
)
