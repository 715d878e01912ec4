"""Reviews of prints, globes, books and presents."""

from shop.demo.catalogue.reviews.voices import Voice, about
from shop.demo.schema import Review

GIFTS: tuple[Review, ...] = (
    *about(
        "house-northern-sky",
        Voice(
            "Johanna G.",
            "2026-10",
            5,
            "It is a map, not decoration",
            "I turned it to the date and found Cepheus from the sofa.",
        ),
        Voice(
            "Cedric L.",
            "2026-05",
            5,
            "Paper feels like linen",
            "The large one in oak. Heavier than expected, so use two nails.",
        ),
        Voice(
            "Sonja P.",
            "2026-02",
            4,
            "Let it lie flat",
            "Came rolled tightly, needed three days under an atlas.",
        ),
    ),
    *about(
        "house-constellation",
        Voice(
            "Magda R.",
            "2026-09",
            5,
            "Distances in small figures",
            "My daughter was offended that Orion is not a family.",
        ),
        Voice(
            "Linda K.",
            "2026-07",
            4,
            "Would love more constellations",
            "Cassiopeia for me, but where is the Dolphin?",
        ),
    ),
    *about(
        "house-date-chart",
        Voice(
            "Esther M.",
            "2026-08",
            5,
            "Our wedding, checked",
            "My brother recomputed it and could find no mistake. He tried for an evening.",
        ),
        Voice(
            "Robin S.",
            "2026-06",
            5,
            "They wrote to me",
            "I had mixed up the time zone of Lisbon. They noticed before printing.",
        ),
        Voice(
            "Antonia F.",
            "2026-03",
            2,
            "Name misspelt",
            "An accent was missing in the title.",
            "",
            (
                "The accent was in your order and not on the print: our fault. The new one went out on "
                "the same day; please keep the first as scrap paper of unusual quality."
            ),
        ),
    ),
    *about(
        "house-moon-map",
        Voice(
            "Dorothea N.",
            "2026-10",
            5,
            "Full of thumbprints already",
            "It hangs by the balcony door. The key for turning it ended an old dispute.",
        ),
    ),
    *about(
        "house-messier",
        Voice(
            "Justus W.", "2026-04", 5, "Sixty-one rings filled", "The silver pencil was a lovely surprise."
        ),
    ),
    *about(
        "house-solar-system",
        Voice(
            "Inga B.",
            "2026-09",
            4,
            "The limb of the Sun did it",
            "Our twins measured it and went very quiet.",
        ),
    ),
    *about(
        "house-saturn",
        Voice(
            "Vincent H.",
            "2026-07",
            5,
            "Better under a lamp",
            "You see the lines only from close by. From the door it is simply Saturn.",
        ),
    ),
    *about(
        "nocturlabe-moon-globe",
        Voice(
            "Klara E.", "2026-10", 5, "The far side is so different", "We turn it to the date at breakfast."
        ),
        Voice(
            "Moritz D.",
            "2026-01",
            3,
            "Seam across a crater",
            "A fine line runs through Copernicus on the small one.",
            "",
            (
                "Copernicus deserves better. We exchanged yours and asked the maker to turn the seam to "
                "the far side, which he did."
            ),
        ),
    ),
    *about(
        "nocturlabe-planisphere",
        Voice(
            "Waltraud S.",
            "2026-08",
            5,
            "Wet grass proof",
            "Has spent the summer in the garden and looks new.",
        ),
        Voice(
            "Niklas T.",
            "2026-05",
            5,
            "No app ever taught me this",
            "Ten minutes with it and the sky had an order.",
        ),
    ),
    *about(
        "nocturlabe-orrery",
        Voice(
            "Georg A.",
            "2026-03",
            4,
            "Seven hours, two people",
            "One screw too few in the bag, a spare came by letter. Works like a clock.",
        ),
    ),
    *about(
        "almucantar-first-nights",
        Voice("Luise C.", "2026-09", 5, "Begins with a coat", "The only beginner's book I did not put away."),
        Voice(
            "Manfred O.",
            "2026-04",
            5,
            "Drawings, not dreams",
            "What is on the page is what I saw. I gave away three copies.",
        ),
    ),
    *about(
        "almucantar-field-atlas",
        Voice(
            "Hilde J.",
            "2026-07",
            5,
            "Rain on Tuesday, sky on Wednesday",
            "Water ran off it. Symbols are readable in the faintest red.",
        ),
        Voice(
            "Sebastian G.",
            "2026-02",
            4,
            "Overlay slips",
            "The clear sheet slides out of its pocket. Charts are first rate.",
        ),
    ),
    *about(
        "almucantar-moon-children",
        Voice("Charlotte V.", "2026-10", 5, "Orange, lamp, phases", "We have eaten the Moon four times now."),
    ),
    *about(
        "nocturlabe-iron-meteorite",
        Voice(
            "August P.",
            "2026-06",
            5,
            "Heavier than it has any right to be",
            "My grandfather's watch and this lie side by side.",
        ),
        Voice(
            "Tina W.",
            "2026-08",
            4,
            "Smaller than I thought",
            "Eight grams are eight grams, I should have looked at the ruler in the picture.",
        ),
    ),
    *about(
        "scutum-red-torch",
        Voice(
            "Eike B.",
            "2026-09",
            5,
            "Accident-proof",
            "White only after three seconds. The star party loved me for it.",
        ),
    ),
    *about(
        "scutum-observing-chair",
        Voice("Gerd L.", "2026-05", 5, "An inch gained", "Folklore or not, I see more, and my back agrees."),
    ),
    *about(
        "house-mug",
        Voice(
            "Antje M.", "2026-01", 4, "Cocoa gets cold", "As the page warns. It fell on stone twice, no chip."
        ),
    ),
    *about(
        "house-notebook",
        Voice(
            "Carsten R.", "2026-10", 5, "The left column", "I finally know with which eyepiece I saw what."
        ),
    ),
    *about(
        "house-puzzle",
        Voice(
            "Irmela F.",
            "2026-02",
            5,
            "The Coalsack took a week",
            "Best and worst thousand pieces of this winter.",
        ),
    ),
    *about(
        "house-calendar",
        Voice(
            "Jasper K.",
            "2026-10",
            5,
            "The strip of dusk",
            "I plan my year by it. The August eclipse is booked.",
        ),
    ),
)
