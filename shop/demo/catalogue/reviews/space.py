"""Reviews of antennas, receivers, kits and monitors."""

from shop.demo.catalogue.reviews.voices import Voice, about
from shop.demo.schema import Review

SPACE: tuple[Review, ...] = (
    *about(
        "columba-crossed-yagi",
        Voice(
            "Mirko S.",
            "2026-06",
            5,
            "No more fading",
            "CubeSat telemetry from three degrees up, with the right-hand setting.",
        ),
    ),
    *about(
        "columba-hand-yagi",
        Voice(
            "Lina E.",
            "2026-09",
            5,
            "We heard the astronaut",
            "Twelve children on the lawn, one antenna, absolute silence.",
        ),
        Voice("Kaspar N.", "2026-03", 4, "Arm gets tired", "Ten minutes are long. Otherwise great fun."),
    ),
    *about(
        "columba-qfh",
        Voice(
            "Roswitha D.",
            "2026-10",
            5,
            "Even signal",
            "From rise to set without a dark band, on a wooden balcony.",
        ),
        Voice(
            "Tobias G.",
            "2026-05",
            3,
            "Steel railing",
            "Bolted to the railing it was poor. On a broomstick two metres up it is a different antenna.",
            "",
            "Wood or height, Tobias, as you found. The drawing in the leaflet now shows a broomstick.",
        ),
    ),
    *about(
        "columba-mesh-dish",
        Voice(
            "Enno B.",
            "2026-08",
            5,
            "One kilometre a pixel",
            "Followed by hand with my son calling out the numbers. We saw our own valley.",
        ),
    ),
    *about(
        "columba-usb-receiver",
        Voice(
            "Florian U.",
            "2026-07",
            5,
            "Forty euros of wonder",
            "Aeroplanes, ships, balloons, and at six in the morning a weather satellite.",
        ),
        Voice("Edith M.", "2026-02", 4, "Gets warm", "You say it is normal, so I stopped worrying."),
    ),
    *about(
        "columba-wide-receiver",
        Voice(
            "Arvid K.",
            "2026-04",
            4,
            "Clean next to a transmitter",
            "The broadcast tower two kilometres away no longer matters.",
        ),
    ),
    *about(
        "columba-mast-amplifier",
        Voice(
            "Xaver P.",
            "2026-09",
            5,
            "At the antenna, where it belongs",
            "The first picture without noise stripes.",
        ),
    ),
    *about(
        "columba-weather-station-set",
        Voice(
            "Bea L.",
            "2026-10",
            5,
            "Italy on my laptop",
            "Unpacked at two, first picture at half past five. The boot of Italy is unmistakable.",
        ),
        Voice(
            "Günter H.",
            "2026-06",
            4,
            "Courtyard is hard",
            "Only passes high in the south. It was honest of you to say so beforehand.",
        ),
        Voice(
            "Saskia T.",
            "2026-01",
            1,
            "Nothing but noise",
            "After a weekend I had seen snow on the screen and outside.",
            "",
            (
                "Your receiver had a cold solder joint. We found it within a day, sent a new one that "
                "we had listened to for an hour, and are glad about your picture of Iceland."
            ),
        ),
    ),
    *about(
        "tucana-lora-station",
        Voice(
            "Ben A.",
            "2026-08",
            5,
            "Messages from orbit on the fridge",
            "Forty packets a week with a wire on the sill.",
        ),
    ),
    *about(
        "columba-az-el-rotator",
        Voice(
            "Ottmar R.",
            "2026-05",
            4,
            "Stays put in a storm",
            "Worm gears hold. The connectors could be better sealed, I added tape.",
        ),
    ),
    *about(
        "tucana-cubesat",
        Voice(
            "Pia W.",
            "2026-09",
            5,
            "A term well spent",
            "Fourteen pupils, one satellite, and a launch with a balloon at the end.",
            "teaches at a grammar school",
        ),
        Voice(
            "Ole J.",
            "2026-04",
            3,
            "Soldering is small",
            "Some parts are too small for beginners. The lessons themselves are excellent.",
            "",
            (
                "Since June the boards with the smallest parts come assembled, Ole. Thank you for the "
                "photographs of the pupils' fingers."
            ),
        ),
    ),
    *about(
        "tucana-radio-telescope",
        Voice(
            "Margarethe S.",
            "2026-07",
            5,
            "Rotation curve from a car park",
            "The supermarket let us in on a Sunday. Flat curve, long faces, good questions.",
        ),
    ),
    *about(
        "tucana-cosmic-ray",
        Voice(
            "Johann F.",
            "2026-03",
            5,
            "Doubled on the Zugspitze",
            "Took it up by cable car. The guard at the station wanted one, too.",
        ),
    ),
    *about(
        "tucana-weather-station",
        Voice(
            "Lorenz T.",
            "2026-10",
            4,
            "The sky sensor is the point",
            "Minus 22 over ambient means get the telescope. The display is a bit bright at night.",
        ),
        Voice(
            "Carola V.",
            "2026-06",
            2,
            "Wind sensor read zero",
            "For a month it claimed dead calm on the North Sea coast.",
            "",
            (
                "Salt in the bearing of the cups. A rinse with fresh water cured it; the manual for "
                "coastal places has a page on that now, with thanks to you."
            ),
        ),
    ),
    *about(
        "tucana-sidereal-clock",
        Voice(
            "Hedwig B.",
            "2026-09",
            5,
            "My observatory was not complete",
            "Dim, exact, and visitors always ask why it is wrong.",
        ),
    ),
    *about(
        "tucana-satellite-display",
        Voice(
            "Till M.",
            "2026-08",
            5,
            "The children run out by themselves",
            "Countdown on the desk, shoes on at three minutes.",
        ),
    ),
)
