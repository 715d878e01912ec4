"""Reviews of Barlow lenses, diagonals, filters, finders and care."""

from shop.demo.catalogue.reviews.voices import Voice, about
from shop.demo.schema import Review

ACCESSORIES: tuple[Review, ...] = (
    *about(
        "caelum-barlow",
        Voice(
            "Fenja K.",
            "2026-09",
            5,
            "Doubled my collection",
            "A 32 and a 20 mm became four eyepieces. Screwed-off cell gives a gentle 1.5 times.",
        ),
        Voice(
            "Herbert V.",
            "2026-04",
            4,
            "Good enough for the Moon",
            "At 200 times a little veil around Jupiter, at the price I shrug.",
        ),
    ),
    *about(
        "vela-telecentric",
        Voice(
            "Sander P.",
            "2026-07",
            5,
            "Exactly 2.5",
            "Measured Jupiter before and after: 2.49. The wheel in between changes nothing.",
        ),
    ),
    *about(
        "vela-dielectric-diagonal",
        Voice(
            "Grit N.",
            "2026-06",
            5,
            "Heavy eyepieces sit tight",
            "The 30 mm Panorama no longer turns away from me.",
        ),
        Voice(
            "Adam B.",
            "2026-10",
            4,
            "Check your back focus",
            "My short tube did not reach focus with the 2 inch one. The small one fits.",
        ),
    ),
    *about(
        "caelum-mirror-diagonal",
        Voice(
            "Wenke L.", "2026-02", 4, "Replaces plastic", "Stiff, plain, does what it should for 29 euros."
        ),
    ),
    *about(
        "caelum-uhc",
        Voice(
            "Tilman G.",
            "2026-08",
            5,
            "Blinking trick",
            "Held it between eye and eyepiece as described, and the Dumbbell jumped out.",
        ),
        Voice(
            "Rosa E.",
            "2026-05",
            4,
            "Not for galaxies",
            "I tried it on M 51 anyway. It got darker. On the Lagoon it is marvellous.",
        ),
        Voice(
            "Karsten D.",
            "2026-10",
            3,
            "LED street",
            "Since our street has white lamps the effect has halved.",
            "",
            (
                "So has ours, Karsten. We lowered our expectations in the text rather than the price of "
                "the filter, and can only recommend the field path behind the last house."
            ),
        ),
    ),
    *about(
        "caelum-oiii",
        Voice(
            "Benedikt S.",
            "2026-09",
            5,
            "The Veil exists",
            "Ten years of looking past it. With this and 200 mm I followed it for twenty minutes.",
        ),
        Voice(
            "Yvonne A.",
            "2026-07",
            2,
            "Too dark in my 80 mm",
            "I can hardly see a star to focus on, even in the middle of the Milky Way.",
            "",
            "It needs 150 mm; the facet now says so. We exchanged it for the milder UHC, Yvonne.",
        ),
    ),
    *about(
        "caelum-moon-filter",
        Voice(
            "Egon T.",
            "2026-01",
            5,
            "Found my way back",
            "Without it I stumbled over the dog after looking at the full Moon.",
        ),
    ),
    *about(
        "dioptra-narrowband",
        Voice(
            "Frauke B.",
            "2026-06",
            5,
            "Hydrogen from Neukölln",
            "Three hours, full Moon, and the Pelican is all there.",
        ),
        Voice(
            "Lennart C.",
            "2026-03",
            4,
            "Good curves, thick cell",
            "The cell is a tenth too thick for my old wheel. Unmounted version, please.",
        ),
    ),
    *about(
        "gnomon-solar-film",
        Voice(
            "Jutta H.",
            "2026-08",
            5,
            "Eclipse in the schoolyard",
            "The leaflet for the cardboard cell is so clear that the pupils built four of them.",
        ),
        Voice(
            "Samuel R.",
            "2026-08",
            4,
            "Wrinkles are right",
            "I was worried until I read that it should not be tight. Sunspots are crisp.",
        ),
    ),
    *about(
        "gnomon-sun-cap",
        Voice("Birgit F.", "2026-07", 5, "Strap gives peace of mind", "A gust took my hat, not the filter."),
    ),
    *about(
        "reticule-red-dot",
        Voice(
            "Noah W.",
            "2026-10",
            5,
            "Dim enough",
            "The old one outshone every star. This can be turned down to nearly nothing.",
        ),
        Voice(
            "Ursula K.",
            "2026-03",
            3,
            "Forgot to switch it off",
            "Flat after a week, my mistake. An automatic switch would be nice.",
            "",
            (
                "The maker heard that from us too, Ursula: since September it goes out by itself after "
                "an hour. We posted you the new one."
            ),
        ),
    ),
    *about(
        "sextans-right-angle-finder",
        Voice(
            "Dieter M.",
            "2026-05",
            5,
            "My neck has written this review",
            "As you foretold. Map and view agree at last.",
        ),
    ),
    *about(
        "reticule-collimation-laser",
        Voice(
            "Kirsten J.",
            "2026-09",
            4,
            "Came aligned",
            "Turned it in the focuser, dot stayed put. Two minutes now instead of twenty.",
        ),
        Voice(
            "Piotr Z.",
            "2026-06",
            2,
            "Was not aligned",
            "The dot drew a circle of four centimetres on the wall.",
            "",
            (
                "Then it took a knock after our bench. You received a new one, and we show the three "
                "screws in a video for anyone who prefers to do it."
            ),
        ),
    ),
    *about(
        "scutum-eyepiece-case",
        Voice(
            "Linus O.", "2026-04", 4, "Pluck with care", "I tore one cube too many. Foam is otherwise firm."
        ),
    ),
    *about(
        "scutum-cleaning-set",
        Voice(
            "Gesine R.",
            "2026-02",
            5,
            "Mostly the advice",
            "The leaflet talked me out of wiping my mirror. Worth the money.",
        ),
    ),
    *about(
        "scutum-dew-heater",
        Voice(
            "Björn S.", "2026-10", 5, "Until three in the morning", "Before, my Maksutov was blind by eleven."
        ),
        Voice(
            "Amelie P.",
            "2026-01",
            4,
            "Step two is enough",
            "Runs from a power bank for two nights on the middle step.",
        ),
    ),
)
