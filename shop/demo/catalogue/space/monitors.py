"""Weather and sky monitors."""

from decimal import Decimal

from shop.demo.catalogue.build import LITHIUM, Specs, card, offer, prose
from shop.demo.schema import Product


def monitor(measures: str, band: str, interface: str, supply: str, kg: str) -> Specs:
    """Return what a monitor measures and how its readings leave it."""
    return {
        "measures": measures,
        "band": band,
        "interface": interface,
        "supply": supply,
        "gear_weight": Decimal(kg),
        "guarantee_years": 2,
    }


MONITORS: tuple[Product, ...] = (
    Product(
        slug="tucana-weather-station",
        name="Weather station for observers",
        brand="tucana",
        category="weather-and-sky",
        pitch=(
            "Wind, humidity, dew point and the temperature of the sky: says in one line whether to "
            "carry the telescope out."
        ),
        description=prose("""
            An infrared sensor looks straight up. Clear sky is twenty to thirty degrees colder than the
            ground, clouds are nearly as warm; that number alone beats most forecasts for the next two hours.
            Together with the dew point you know when the heater has to start.

            Readings go by radio at 868 MHz over 150 metres to the indoor unit and from there as plain text or
            web page into the home network. Nothing is sent to anybody else.

            Cups and vane turn on ball bearings, which want a drop of oil each spring. Birds like to sit on
            the arm; spikes are supplied.
            """),
        in_the_box=("Outdoor unit with solar cell", "Indoor unit with display", "Tripod, mast clamp, spikes"),
        warning=LITHIUM,
        keywords="weather station cloud sensor dew point wind observatory seeing forecast",
        specs={
            **monitor("weather", "ism", "wi-fi", "solar", "1.25"),
            "frequency_low": Decimal("868.0"),
            "frequency_high": Decimal("868.6"),
            "transmits": False,
        },
        variants=(
            offer(
                15301,
                "Weather station for observers",
                "199.00",
                kg="2.2",
                box=(420, 280, 200),
                stock=12,
                pictures=(
                    card(
                        "weather_station",
                        (
                            "Weather station on a tripod with wind cups, vane, rain gauge and a stack "
                            "of shields."
                        ),
                    ),
                ),
            ),
        ),
        popularity=49,
    ),
    Product(
        slug="tucana-sidereal-clock",
        name="Sidereal clock",
        brand="tucana",
        category="weather-and-sky",
        pitch=(
            "Runs three minutes and fifty-six seconds fast a day, as the stars do. Dim amber digits "
            "for the observing hut."
        ),
        description=prose("""
            Local sidereal time is the right ascension that stands in the south at this moment. Whoever reads
            it from the wall knows without an app what is best placed: at six o'clock Orion, at twelve the
            galaxies of Virgo, at eighteen the heart of the Milky Way.

            It shows sidereal time; a button changes to civil or universal time for ten seconds. It sets
            itself by radio or network, and the longitude is entered once. Brightness goes down to a level
            that harms no dark adaptation.
            """),
        in_the_box=("Clock in a steel housing", "Power supply with cable, 3 m"),
        keywords="sidereal clock star time observatory digital display right ascension gift",
        specs=monitor("position-and-time", "none", "wi-fi", "mains", "1.10"),
        variants=(
            offer(
                15305,
                "Sidereal clock",
                "149.00",
                kg="1.9",
                box=(380, 220, 160),
                stock=9,
                pictures=(card("display_clock", "Clock with one row of large lit digits, marked sidereal."),),
            ),
        ),
        popularity=43,
    ),
    Product(
        slug="tucana-satellite-display",
        name="Satellite display",
        brand="tucana",
        category="weather-and-sky",
        pitch=(
            "A small world on the desk with a moving point: where the space station is now, and "
            "when it will pass over you."
        ),
        description=prose("""
            Choose up to twenty satellites. The display shows the ground track, the footprint and a countdown
            to the next visible pass with direction and height, which is what one wants to know when the
            children should go out into the garden.

            It fetches orbital elements once a day from a public source and computes the rest itself; without
            network it stays right for about a week. The screen can be dimmed to a glimmer for the night.
            """),
        in_the_box=("Display in a steel housing", "USB-C cable and adapter"),
        keywords="iss tracker display satellite pass countdown desk space station gift",
        specs=monitor("shows-only", "none", "wi-fi", "usb", "1.40"),
        variants=(
            offer(
                15309,
                "Satellite display",
                "179.00",
                kg="2.1",
                box=(340, 280, 160),
                stock=14,
                pictures=(
                    card(
                        "satellite_tracker_display",
                        ("Desk display with the ground track of a satellite and the time of its next rise."),
                    ),
                ),
            ),
        ),
        popularity=55,
    ),
    Product(
        slug="tucana-gnss-receiver",
        name="Position and time receiver",
        brand="tucana",
        category="weather-and-sky",
        pitch=(
            "Tells where you are to a metre and when to fifty nanoseconds: for occultations, "
            "asteroids and GoTo mounts."
        ),
        description=prose("""
            When an asteroid covers a star for four seconds, the value of the observation lies in its times.
            This receiver uses four satellite systems, puts out a pulse every second, and lights a diode in
            the field of the camera, so each picture carries its time.

            As an ordinary position source for mounts and planetarium programs it is overqualified yet simple:
            USB in, done. First fix after thirty seconds under free sky.
            """),
        in_the_box=("Receiver with magnetic antenna, 3 m", "Timing diode on a cable", "USB-C cable"),
        keywords="gnss gps receiver time pulse pps occultation asteroid timing usb",
        specs={
            **monitor("position-and-time", "l-band", "usb", "usb", "0.19"),
            "resolution_text": "Position 1 m, pulse 50 ns",
        },
        variants=(
            offer(
                15313,
                "Position and time receiver",
                "99.00",
                kg="0.4",
                box=(180, 120, 60),
                stock=10,
                pictures=(
                    card("gnss_receiver", "Receiver box with a display and a round antenna beside it."),
                ),
            ),
        ),
        popularity=31,
    ),
)
