"""Reviews of mounts, tripods and their parts."""

from shop.demo.catalogue.reviews.voices import Voice, about
from shop.demo.schema import Review

MOUNTS: tuple[Review, ...] = (
    *about(
        "caelum-eq-3",
        Voice(
            "Detlef R.",
            "2026-05",
            4,
            "Teaches the sky",
            "After a month I understood right ascension with my hands. Take the steel legs.",
        ),
        Voice(
            "Ivana K.",
            "2026-09",
            3,
            "Fine for looking only",
            (
                "At 400 mm with a motor half of my exposures had trails. The text had warned me, so "
                "three stars and not two."
            ),
        ),
    ),
    *about(
        "torquetum-eq-12",
        Voice(
            "Sven G.",
            "2026-06",
            5,
            "The curve is true",
            "I measured the periodic error myself: 22 arcseconds, the sheet says 23.",
        ),
        Voice(
            "Elodie M.",
            "2026-10",
            5,
            "Quiet belts",
            "My old mount woke the dog. This one does not even wake me.",
        ),
        Voice(
            "Marek P.",
            "2026-02",
            4,
            "Solid, cable plug is delicate",
            "The hand controller socket feels fragile. Guiding stays under one arcsecond on average.",
        ),
    ),
    *about(
        "torquetum-eq-20",
        Voice(
            "Gerhard F.",
            "2026-03",
            5,
            "Fourth winter without a fault",
            (
                "Ritchey-Chrétien, guider, filter wheel, all of 13 kg. I only regret not building "
                "the pier sooner."
            ),
        ),
        Voice(
            "Aino L.",
            "2026-07",
            4,
            "Sixteen kilos is sixteen kilos",
            "Wonderful mount. My back asked for the next smaller one, my camera said no.",
        ),
    ),
    *about(
        "torquetum-harmonic",
        Voice(
            "Philipp N.",
            "2026-09",
            5,
            "In the cabin to Tenerife",
            (
                "Mount, 72 mm refractor and camera were 9 kg together. The security officer wanted "
                "to know everything about harmonic drives."
            ),
        ),
        Voice(
            "Saskia W.",
            "2026-05",
            4,
            "Guide it or leave it",
            "One-second guiding, then perfect. I tried without and got noodles, as announced.",
        ),
        Voice(
            "Holger M.",
            "2026-08",
            2,
            "Tipped over on grass",
            (
                "My own fault with a light tripod, but the bag of the H 16 says portable and it "
                "weighs nearly six kilos with a heavy tube on top."
            ),
            "",
            (
                "We are glad nothing broke, Holger. There is now a drawing on page one that shows "
                "which leg goes where, and a warning about narrow tripods in the description."
            ),
        ),
    ),
    *about(
        "alidade-az-5",
        Voice(
            "Liesbeth V.",
            "2026-04",
            5,
            "Set up before the clouds come back",
            "In Holland that is the whole point. Knobs without end are a blessing.",
        ),
        Voice(
            "Norbert S.",
            "2026-08",
            4,
            "Mind long tubes",
            "With my short 102 it is steady, with the 90/900 it sways.",
        ),
    ),
    *about(
        "alidade-az-twin",
        Voice(
            "Jiri B.",
            "2026-06",
            5,
            "Two telescopes, no quarrels",
            "My wife looks wide, I look close. We talk about the same object for once.",
        ),
    ),
    *about(
        "reticule-az-goto",
        Voice(
            "Franziska O.",
            "2026-10",
            4,
            "Gave my old Mak a new life",
            "Finds things within half a field. Eats cells, so I bought the small power tank.",
        ),
        Voice(
            "Anders J.",
            "2026-03",
            5,
            "Push and it remembers",
            "Being able to push by hand without losing the alignment is worth it alone.",
        ),
    ),
    *about(
        "alidade-clockwork-tracker",
        Voice(
            "Mirjam E.",
            "2026-08",
            5,
            "It ticks!",
            "Two minutes at 24 mm on a cliff in Brittany, no cables, no app. I love it.",
        ),
        Voice(
            "Sandro C.",
            "2026-05",
            4,
            "Know its limits",
            "With a 50 mm lens keep to one minute. At that it is reliable.",
        ),
    ),
    *about(
        "alidade-star-tracker",
        Voice(
            "Daniela H.",
            "2026-09",
            5,
            "First Andromeda",
            "135 mm, sixty times two minutes, and there it was with its companions. Polar finder is easy.",
            "no telescope yet",
        ),
        Voice(
            "Yannick P.",
            "2026-07",
            4,
            "Take the kit",
            "Bought it alone, ordered the wedge a week later. The price together would have been lower.",
        ),
        Voice(
            "Gisela T.",
            "2026-02",
            3,
            "Battery weak in frost",
            "Six hours instead of ten at minus seven. A power bank in a sock helps.",
            "",
            "Ten hours hold at 15 °C, Gisela. The data sheet now states the cold value as well.",
        ),
    ),
    *about(
        "alidade-tracker-goto",
        Voice(
            "Emil R.",
            "2026-10",
            5,
            "Frames what I cannot see",
            "Plate solving put the Rosette in the middle. I would never have found it on the display.",
        ),
    ),
    *about(
        "alidade-steel-tripod",
        Voice(
            "Volker A.",
            "2026-04",
            5,
            "Sand works",
            "Filled with sand as suggested. The ringing is gone, and so is my wish to carry it.",
        ),
    ),
    *about(
        "alidade-ash-tripod",
        Voice(
            "Brigitte N.",
            "2026-06",
            5,
            "Beautiful and dead calm",
            "Half a second, then stillness. It stands in the living room when it is not outside.",
        ),
    ),
    *about(
        "alidade-carbon-tripod",
        Voice(
            "Leon F.",
            "2026-07",
            4,
            "Light and tall",
            "Good under the star tracker with the bag hung from the hook.",
        ),
    ),
    *about(
        "torquetum-counterweight",
        Voice("Kurt D.", "2026-05", 5, "No more scratches", "The brass pad is a detail others save on."),
    ),
    *about(
        "torquetum-polar-finder",
        Voice(
            "Renate B.",
            "2026-09",
            4,
            "Clear scale",
            (
                "Took me five minutes the first time and one the tenth. The lamp switches on in the "
                "case if you are not careful."
            ),
        ),
    ),
    *about(
        "scutum-power-tank",
        Voice(
            "Ole S.",
            "2026-10",
            5,
            "Three nights at the star party",
            "The 40 Ah ran mount, camera and two heaters. Everyone else was hunting for sockets.",
        ),
        Voice(
            "Katrin M.",
            "2026-01",
            4,
            "Does not charge in frost",
            "It refuses below zero, as it says. So it spends the day indoors with me.",
        ),
    ),
)
