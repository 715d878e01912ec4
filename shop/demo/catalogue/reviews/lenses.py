"""Reviews of refractors, smart and solar telescopes and first telescopes."""

from shop.demo.catalogue.reviews.voices import Voice, about
from shop.demo.schema import Review

LENSES: tuple[Review, ...] = (
    *about(
        "caelum-achromat-eq",
        Voice(
            "Frieda L.",
            "2026-08",
            5,
            "Plato's shadow",
            "I had no idea how sharp a simple lens can be. The Moon looks engraved.",
            "roof terrace in the city",
        ),
        Voice(
            "Jonas C.",
            "2026-02",
            4,
            "Colour is there, and I forgot it",
            "Venus has a purple skirt. Jupiter and the double stars do not care.",
        ),
        Voice(
            "Radka S.",
            "2026-06",
            4,
            "Wobbles with the legs out",
            (
                "Fully extended it swings for three seconds after each touch. With short legs and a "
                "stool it is fine."
            ),
        ),
        Voice(
            "Peter W.",
            "2026-01",
            2,
            "The mount defeated me",
            (
                "I could not get along with the polar axis at all and the instructions for it are "
                "four pictures."
            ),
            "beginner",
            (
                "We are sorry that it started like this, Peter. There is now an eight-page booklet "
                "with photographs, and Mara spent half an hour on the telephone with you; we are "
                "glad that Jupiter followed."
            ),
        ),
        Voice(
            "Nele J.",
            "2026-10",
            5,
            "Bought the 102 after the 70",
            (
                "Sold the small one to my neighbour. The larger shows the gap in the ring at 200 "
                "times, the tripod is only just enough for it."
            ),
        ),
    ),
    *about(
        "vela-ed-eq",
        Voice(
            "Klaas D.",
            "2026-07",
            5,
            "White stars, black sky",
            "I compared it with a friend's achromat on the Moon: no discussion. The focuser is a joy.",
        ),
        Voice(
            "Sabine V.",
            "2026-04",
            4,
            "Honest about the mount",
            (
                "You said it would not carry me into photography, and you were right; for looking "
                "it is calm enough."
            ),
        ),
        Voice(
            "Ilya G.",
            "2026-09",
            5,
            "North America nebula",
            "With a UHC filter and a 2 inch eyepiece the outline was unmistakable from our allotment.",
        ),
    ),
    *about(
        "vela-ed-tube",
        Voice(
            "Markus Z.",
            "2026-05",
            5,
            "Took the 72 to Iceland",
            (
                "Tracker, camera and this tube in one rucksack. The test photograph in the box is a "
                "nice touch."
            ),
        ),
        Voice(
            "Lea T.",
            "2026-08",
            4,
            "120 is a big refractor",
            "Excellent on Mars. The rings mark the paint slightly, hence four stars.",
        ),
        Voice(
            "Fabrice N.",
            "2026-03",
            5,
            "No diagonal included, good",
            "I have three diagonals already and was tired of paying for a fourth.",
        ),
    ),
    *about(
        "caelum-travel-refractor",
        Voice(
            "Hanna O.",
            "2026-07",
            5,
            "Holiday scope",
            "Ships in the morning, the Double Cluster at night. It weighs less than our cool box.",
            "campsite on the Baltic",
        ),
        Voice(
            "Greg M.",
            "2026-05",
            3,
            "Do not buy it for planets",
            "The page says so and I did not listen. Saturn has a violet halo at 100 times.",
            "",
            (
                "Thank you for owning up to it, Greg. The offer to exchange it for the long "
                "achromat stands until the sixty days are over."
            ),
        ),
        Voice(
            "Petra K.",
            "2026-09",
            4,
            "The right way up",
            "My mother watches birds with it, I watch clusters. The bag zip is stiff.",
        ),
    ),
    *about(
        "vela-triplet",
        Voice(
            "Andreas Q.",
            "2026-06",
            5,
            "Finished buying telescopes",
            "The interferogram is no decoration: stars are round in all corners with the flattener.",
            "photographs from the Vogtland",
        ),
        Voice(
            "Yara S.",
            "2026-02",
            4,
            "Superb and heavy",
            "The 130 in its case is not something I lift alone. Optically I have nothing to add.",
        ),
    ),
    *about(
        "caelum-planet-refractor",
        Voice(
            "Wolfgang I.",
            "2026-03",
            5,
            "Like my grandfather's",
            (
                "He had a four-inch of the same build. Double stars down to one arcsecond on the "
                "two still nights of this spring."
            ),
        ),
    ),
    *about(
        "dioptra-petzval-astrograph",
        Voice(
            "Lotte R.",
            "2026-08",
            5,
            "No spacers, no tears",
            "Screwed the camera on, focused, done. After two years with a flattener I could have cried.",
        ),
        Voice(
            "Quentin A.",
            "2026-05",
            4,
            "Sharp, dew shield too short",
            (
                "Corners are fine with APS-C. The shield could be five centimetres longer; a heater "
                "band solves it."
            ),
        ),
    ),
    *about(
        "apus-pocket-30",
        Voice(
            "Jana V.",
            "2026-09",
            5,
            "My father cried",
            (
                "He can no longer bend to an eyepiece. Now he sits in the living room and watches "
                "the Lagoon appear."
            ),
        ),
        Voice(
            "Christoph A.",
            "2026-08",
            4,
            "Not for planets",
            "Nebulae are astonishing for the size. Saturn is four pixels and an idea.",
        ),
        Voice(
            "Tess W.",
            "2026-10",
            5,
            "Two minutes after unpacking",
            "I have no patience and no dark sky. It needs neither.",
        ),
        Voice(
            "Bruno H.",
            "2026-07",
            2,
            "Needs the phone for everything",
            "When my phone died at minus eight the telescope was a paperweight.",
            "",
            (
                "Fair, Bruno. Since version 2.4 it finishes its list without a phone and keeps the "
                "pictures. Please carry the phone in an inner pocket all the same."
            ),
        ),
    ),
    *about(
        "apus-smart-50",
        Voice(
            "Regina O.",
            "2026-06",
            5,
            "The Rosette from Hamburg",
            "From Hamburg! With the dual-band filter and two hours I have a picture I printed.",
            "balcony above a main road",
        ),
        Voice(
            "Dominik S.",
            "2026-10",
            4,
            "Take the tall tripod",
            "I had the short one and a curious dachshund. Exchanged without a word.",
        ),
    ),
    *about(
        "apus-smart-80",
        Voice(
            "Karin L.",
            "2026-05",
            5,
            "Thirty pupils, one sky",
            "All of them on the live picture at once. The teacher's booklet saved me a weekend.",
            "teaches physics",
        ),
    ),
    *about(
        "gnomon-hydrogen-alpha",
        Voice(
            "Matthias E.",
            "2026-07",
            5,
            "A flame in my lunch break",
            "The prominence had changed shape between the soup and the coffee.",
        ),
        Voice(
            "Olivia R.",
            "2026-04",
            4,
            "Dim and red, as described",
            "With a towel over my head the surface came out. Without it I saw a red lamp.",
        ),
    ),
    *about(
        "gnomon-white-light",
        Voice(
            "Hartmut J.",
            "2026-06",
            5,
            "Granulation at last",
            "Early morning, calm air, rice grains everywhere. No foil ever showed me that.",
        ),
    ),
    *about(
        "gnomon-school-sun",
        Voice(
            "Silke T.",
            "2026-05",
            5,
            "Survived 4b",
            (
                "Bolted filter, no accidents, and the spots moved from Monday to Friday as the "
                "worksheet promised."
            ),
            "primary school",
        ),
    ),
    *about(
        "caelum-first-moon",
        Voice(
            "Anna Z.",
            "2026-09",
            5,
            "She found the Moon alone",
            "Five and a half years old, twenty seconds. Now it goes to bed with her.",
        ),
        Voice(
            "Ralf K.",
            "2026-01",
            4,
            "Robust",
            "Went over on the terrace once, the rubber took it. Adults have to kneel, children do not.",
        ),
    ),
    *about(
        "caelum-first-refractor",
        Voice(
            "Theresa B.",
            "2026-10",
            5,
            "No 525 times nonsense",
            (
                "Thank you for the sensible eyepieces. Saturn had a ring and my son had no more "
                "questions for almost a minute."
            ),
        ),
        Voice(
            "Uwe P.",
            "2026-03",
            4,
            "Carried by a ten-year-old",
            "The backpack really holds everything. The tripod could be stiffer.",
        ),
        Voice(
            "Milena G.",
            "2026-06",
            1,
            "Dead red dot",
            (
                "Finder did not light up, battery changed twice. A child on her birthday, clear "
                "sky, nothing to aim with."
            ),
            "",
            (
                "That should not happen on a birthday. A new finder went by express the same day "
                "with a Moon map for her, and we now switch on each one before packing."
            ),
        ),
    ),
    *about(
        "vela-first-tabletop",
        Voice(
            "Cornelia D.",
            "2026-08",
            5,
            "Nothing to break",
            "No screws to turn too far. The star names on the tube are a lovely idea.",
        ),
    ),
)
