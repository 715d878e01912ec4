"""Department space and telemetry and its parts."""

from shop.demo.schema import Category

SPACE: tuple[Category, ...] = (
    Category(
        slug="space-and-telemetry",
        name="Space and telemetry",
        parent=None,
        noun=("item of space gear", "items of space gear"),
        advice=(
            "Satellites talk all day in the clear. An antenna, a receiver and free software let you listen."
        ),
        seo_title="Antennas, receivers and kits for satellites",
        seo_description="Antennas, receivers, rotators, ground stations, CubeSat kits and sky monitors.",
        picture="cat-space",
        facets=("band", "interface", "supply"),
        card_specs=("band", "interface", "supply"),
        sorts=(("gear_weight", "Lightest first", False),),
        promoted=(
            ("Weather satellites", "?band=vhf&band=l-band"),
            ("CubeSats and amateur satellites", "?band=uhf&band=vhf-uhf"),
            ("Ground stations", "/space-and-telemetry/ground-stations/"),
            ("Kits to build", "/space-and-telemetry/kits/"),
            ("Weather and sky", "/space-and-telemetry/weather-and-sky/"),
        ),
    ),
    Category(
        slug="antennas",
        name="Antennas",
        parent="space-and-telemetry",
        noun=("antenna", "antennas"),
        advice="The antenna matters more than the receiver: put it outside, then make it larger.",
        seo_title="Satellite antennas from 100 MHz to 6 GHz",
        seo_description=(
            "Crossed Yagis, helices, dishes and quadrifilar antennas with measured gain and beam width."
        ),
        facets=("band", "interface", "antenna_gain"),
        card_specs=("band", "interface", "antenna_gain"),
        sorts=(("antenna_gain", "Highest gain first", True),),
    ),
    Category(
        slug="receivers",
        name="Receivers and amplifiers",
        parent="space-and-telemetry",
        noun=("receiver or amplifier", "receivers and amplifiers"),
        advice="A low-noise amplifier belongs at the antenna, the receiver can stay indoors.",
        seo_title="Software radios and low-noise amplifiers",
        seo_description="USB receivers, satellite-band amplifiers and coax with measured loss.",
    ),
    Category(
        slug="ground-stations",
        name="Ground stations",
        parent="space-and-telemetry",
        noun=("ground station", "ground stations"),
        advice=(
            "Everything from the antenna to the picture on the screen, tried together before it is packed."
        ),
        seo_title="Satellite ground stations",
        seo_description="Complete receiving stations for weather satellites, CubeSats and LoRa satellites.",
    ),
    Category(
        slug="rotators",
        name="Rotators",
        parent="space-and-telemetry",
        noun=("rotator", "rotators"),
        advice="A pass lasts ten minutes and crosses the whole sky; a rotator keeps the beam on it.",
        seo_title="Antenna rotators for satellites",
        seo_description="Azimuth and elevation rotators with payload, speed and open protocol.",
    ),
    Category(
        slug="kits",
        name="Satellite and laboratory kits",
        parent="space-and-telemetry",
        noun=("kit", "kits"),
        advice="Built in an afternoon or over a term; each one measures something real.",
        seo_title="CubeSat, radio astronomy and particle kits",
        seo_description=(
            "Teaching satellites, hydrogen-line, meteor-radio and particle kits with building times."
        ),
        facets=("measures", "skill", "build_time"),
        card_specs=("measures", "skill", "build_time"),
        sorts=(("build_time", "Quickest to build first", False),),
    ),
    Category(
        slug="weather-and-sky",
        name="Weather and sky monitors",
        parent="space-and-telemetry",
        noun=("monitor", "monitors"),
        advice="They answer the only question that counts at dusk: is it worth carrying the telescope out?",
        seo_title="Weather stations, sky clocks and satellite displays",
        seo_description="Weather stations, sidereal clocks, position receivers and satellite displays.",
        facets=("measures", "interface", "supply"),
        card_specs=("measures", "interface", "supply"),
    ),
)
