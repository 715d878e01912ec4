"""Reviews of cameras and adapters."""

from shop.demo.catalogue.reviews.voices import Voice, about
from shop.demo.schema import Review

CAMERAS: tuple[Review, ...] = (
    *about(
        "reticule-planet-462",
        Voice(
            "Felix H.",
            "2026-09",
            5,
            "Saturn on the second evening",
            "The first was spent finding it on the chip. Align the finder, people.",
        ),
        Voice(
            "Marta Q.",
            "2026-05",
            5,
            "More than I ever saw by eye",
            "My 127 mm Maksutov, two minutes of film, and there was the gap all round.",
        ),
        Voice(
            "Oliver T.",
            "2026-02",
            4,
            "Buy a fast disk",
            "Frame rate is limited by my laptop. Image quality is not.",
        ),
    ),
    *about(
        "reticule-planet-678",
        Voice("Gunnar L.", "2026-06", 4, "Moon mosaics", "Small pixels at f/10 are perfect. Files are huge."),
    ),
    *about(
        "reticule-planet-585",
        Voice(
            "Zoe B.",
            "2026-08",
            5,
            "Club evening hero",
            "Dumbbell after twenty seconds on the projector, applause from the back row.",
        ),
        Voice(
            "Hannes E.",
            "2026-10",
            3,
            "Hot pixels in summer",
            "At 24 °C outside, thirty seconds look like confetti. In autumn it is fine.",
            "",
            (
                "Without cooling that is physics, Hannes. Dark frames taken on the same evening remove "
                "nearly all of it."
            ),
        ),
    ),
    *about(
        "dioptra-solar-174",
        Voice(
            "Irena D.",
            "2026-07",
            5,
            "Still pictures of a boiling Sun",
            "Prominences no longer wave like flags. Tilting removed the rings.",
        ),
    ),
    *about(
        "dioptra-cooled-533",
        Voice(
            "Maximilian R.", "2026-09", 5, "Dark frames are dark", "No glow, no fuss. The square grew on me."
        ),
        Voice(
            "Stella N.",
            "2026-04",
            4,
            "My first cooled one",
            "Setting the 55 mm took a ruler and an evening. After that, bliss.",
        ),
    ),
    *about(
        "dioptra-cooled-571",
        Voice(
            "Burkhard A.",
            "2026-10",
            5,
            "Two years of plans",
            "The Rosette with room around it. Tilt plate needed one evening, as you say.",
        ),
        Voice(
            "Celine J.",
            "2026-03",
            2,
            "Ice on the sensor",
            "After a humid week frost flowers grew on the window.",
            "",
            (
                "The desiccant was spent on arrival, which is our fault. It was changed within three "
                "days, and each camera now leaves with the date of its desiccant on the box."
            ),
        ),
    ),
    *about(
        "dioptra-cooled-455",
        Voice(
            "Ferdinand G.",
            "2026-05",
            4,
            "Shows every sin",
            "My corrector was not as good as I believed. The camera is.",
        ),
    ),
    *about(
        "reticule-guide-camera",
        Voice("Ida S.", "2026-06", 5, "Just guides", "Found a star in every field for a year."),
    ),
    *about(
        "reticule-guiding-set",
        Voice(
            "Valentin K.",
            "2026-08",
            5,
            "Slid in, started",
            "No focusing, no wobbling. My harmonic mount thanks you.",
        ),
        Voice("Greta M.", "2026-02", 4, "Cable too short", "Two metres reach the mount but not the table."),
    ),
    *about(
        "dioptra-all-sky",
        Voice(
            "Theo W.",
            "2026-09",
            5,
            "The fireball of the twelfth",
            "The whole village heard it, I have it on film.",
        ),
        Voice(
            "Maren C.",
            "2026-01",
            4,
            "Dome needs cleaning",
            "Once a month with distilled water. Time lapses at breakfast are addictive.",
        ),
    ),
    *about(
        "dioptra-filter-wheel",
        Voice("Nikolai V.", "2026-05", 5, "Flats last a fortnight", "Dust shadows return to the same pixel."),
    ),
    *about(
        "reticule-t2-ring",
        Voice(
            "Sarah O.",
            "2026-10",
            5,
            "Fits, full stop",
            "Focus at infinity, camera upright. No more to ask of a ring.",
        ),
        Voice(
            "Jakob F.",
            "2026-07",
            3,
            "Some play in the bayonet",
            "With a heavy lens body it rocks by a hair.",
            "",
            (
                "A hair is too much. We keep rings with a tighter spring for heavy cameras, Jakob; "
                "yours is on its way."
            ),
        ),
    ),
    *about(
        "vela-flattener",
        Voice(
            "Leopold B.",
            "2026-06",
            5,
            "Round to the corner",
            "0.8 with the ED 84, APS-C, 55.3 mm. Nothing to crop.",
        ),
    ),
    *about(
        "dioptra-star-lens",
        Voice(
            "Helena P.",
            "2026-08",
            5,
            "Barnard's Loop in an hour",
            "On the small tracker at f/2. I keep looking for coma.",
        ),
    ),
)
