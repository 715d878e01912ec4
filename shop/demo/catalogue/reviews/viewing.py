"""Reviews of eyepieces, binoculars and spotting scopes."""

from shop.demo.catalogue.reviews.voices import Voice, about
from shop.demo.schema import Review

VIEWING: tuple[Review, ...] = (
    *about(
        "vela-wide",
        Voice(
            "Patrick U.",
            "2026-09",
            5,
            "Best forty euros so far",
            "After the supplied 25 mm the 20 mm felt like opening a second window.",
        ),
        Voice(
            "Doris L.",
            "2026-04",
            4,
            "Soft at the edge at f/5",
            "In my f/8 it is sharp to the rim, in my son's tabletop it is not.",
        ),
    ),
    *about(
        "vela-ultra-wide",
        Voice(
            "Matti K.",
            "2026-08",
            5,
            "Glasses stay on",
            "I gave up observing because of my astigmatism. The 8 mm brought me back.",
        ),
        Voice(
            "Susanne G.",
            "2026-10",
            5,
            "The 24 is my finder eyepiece",
            "One degree and a half in my refractor, flat to the rim.",
        ),
        Voice(
            "Rico A.",
            "2026-02",
            4,
            "Kidney beans in the 5 mm",
            "Eye position is picky. Once found, the view is excellent.",
        ),
    ),
    *about(
        "vela-panorama",
        Voice(
            "Judith P.",
            "2026-07",
            5,
            "I look around in it",
            "M 13 with the 7 mm at 170 times and no nudging for a minute.",
        ),
        Voice(
            "Volkmar E.",
            "2026-05",
            3,
            "Too tight with glasses",
            "Thirteen millimetres of eye relief are not enough for me. I see three quarters of the field.",
            "",
            (
                "We changed yours for the flat-field series, Volkmar, and added the sentence on "
                "glasses to the description."
            ),
        ),
    ),
    *about(
        "reticule-horizon",
        Voice(
            "Ansgar H.",
            "2026-03",
            5,
            "Floating",
            "The 20 mm in a 16 inch from the Emberger Alm. There is no point in describing it.",
        ),
    ),
    *about(
        "vela-overview",
        Voice(
            "Lidia F.",
            "2026-06",
            4,
            "All the sky that fits",
            "The 32 mm at f/6 is a good match. In my friend's f/4.7 the outer stars fly away.",
        ),
    ),
    *about(
        "reticule-planetary",
        Voice(
            "Gottfried S.",
            "2026-10",
            5,
            "The rule of 200 and 120 works",
            "Bought 6 and 9 for my 1200 mm. Those two cover every night so far.",
        ),
        Voice(
            "Chiara D.",
            "2026-05",
            4,
            "Ghost of Jupiter",
            "A faint second Jupiter when it is centred. Move it aside and the real one is lovely.",
        ),
        Voice(
            "Bastian W.",
            "2026-01",
            5,
            "Comfortable at 240 times",
            "I no longer press my eye onto the glass.",
        ),
    ),
    *about(
        "vela-lanthan",
        Voice(
            "Irmgard T.",
            "2026-08",
            5,
            "Black beside white",
            "The companion of Rigel stands free. I paid three times the usual and do not regret it.",
        ),
    ),
    *about(
        "caelum-ploessl",
        Voice(
            "Ruben C.",
            "2026-09",
            5,
            "32 mm and nothing else",
            "The widest view my small Mak can give, for 36 euros.",
        ),
        Voice(
            "Heidi J.",
            "2026-03",
            4,
            "Honest eyepieces",
            "The 6.3 is torture, as you write. The rest is fine.",
        ),
    ),
    *about(
        "sextans-orthoscopic",
        Voice(
            "Ekkehard M.",
            "2026-04",
            5,
            "Mars, last opposition",
            "The 6 mm showed a dark collar round the cap that two modern eyepieces did not.",
        ),
    ),
    *about(
        "vela-zoom",
        Voice(
            "Tabea N.",
            "2026-10",
            5,
            "Visitors understand it at once",
            "Turn here until it is sharp. Nobody drops anything in the grass any more.",
            "public observatory",
        ),
        Voice(
            "Gregor I.",
            "2026-06",
            4,
            "Narrow at 24",
            "A tunnel at the long end. From 16 mm on it is very good.",
        ),
    ),
    *about(
        "caelum-zoom",
        Voice(
            "Paula B.",
            "2026-02",
            3,
            "Stiff in winter",
            "In my pocket it works, on the telescope at minus five it does not turn.",
            "",
            "The new grease is thinner. Send it in, Paula, and we change it without charge.",
        ),
    ),
    *about(
        "caelum-eyepiece-set",
        Voice(
            "Ludger O.",
            "2026-01",
            4,
            "Good present",
            "Our son uses four of the eleven parts, which you predicted. The case is decent.",
        ),
        Voice(
            "Simone V.",
            "2026-08",
            2,
            "Colour filters are a toy",
            (
                "Green and blue show me nothing in a 70 mm telescope. I would rather have had one "
                "better eyepiece."
            ),
            "",
            (
                "In 70 mm that is true. You may swap the six filters for a 20 mm Wide eyepiece, "
                "Simone; the offer holds for everyone who bought the set with a small telescope."
            ),
        ),
    ),
    *about(
        "caelum-porro-bak4",
        Voice(
            "Friederike A.",
            "2026-09",
            5,
            "Andromeda as a spindle",
            "From a field path, leaning on a fence. My telescope is jealous.",
        ),
        Voice(
            "Konrad L.",
            "2026-05",
            5,
            "Ten by fifty, full stop",
            (
                "I had a pair from the discounter. Seeing both at the same night was embarrassing "
                "for the discounter."
            ),
        ),
        Voice(
            "Marlene Y.",
            "2026-07",
            4,
            "12×50 needs a railing",
            "Steady with elbows on the balcony, shaky without.",
        ),
        Voice(
            "Hubert Z.",
            "2026-10",
            5,
            "7×50 on the boat",
            "Calm enough for stars on a slow sea. The case smells of rubber for a week.",
        ),
    ),
    *about(
        "caelum-porro-pocket",
        Voice(
            "Verena S.",
            "2026-06",
            5,
            "Made for small faces",
            "My grandson sees one circle, not two. He counts the stars in the Beehive.",
        ),
    ),
    *about(
        "volans-porro-ed",
        Voice(
            "Jens B.",
            "2026-08",
            5,
            "Sealed for good",
            "Went overboard on its floating strap near Fehmarn and came back dry.",
        ),
    ),
    *about(
        "volans-star-field",
        Voice(
            "Elke R.",
            "2026-09",
            5,
            "Whole constellations",
            "I finally saw the faint stars of the Little Bear from the outskirts.",
        ),
        Voice(
            "Arthur M.",
            "2026-04",
            3,
            "Strange at first",
            (
                "The edge of the view is blurred and moves with the eye. Nice idea, small effect in "
                "a bright city."
            ),
            "",
            (
                "From a bright city it gains least, that is true, Arthur. Take it to the country "
                "once before you decide; sixty days are meant for that."
            ),
        ),
    ),
    *about(
        "volans-roof-hd",
        Voice(
            "Clara W.",
            "2026-10",
            5,
            "By the door since May",
            "Kestrels, a comet, and the leak in the roof.",
        ),
        Voice(
            "Eduard K.",
            "2026-03",
            4,
            "Very good at dusk",
            "The 8×42 is bright and sharp. Focus wheel turns a little heavily when cold.",
        ),
        Voice(
            "Nora H.",
            "2026-06",
            1,
            "Strap broke on day two",
            (
                "The clip of the strap opened and the binocular fell on a path. The glass survived, "
                "my trust did not."
            ),
            "",
            (
                "We tested twenty straps after your letter and found a batch of soft clips. "
                "Everyone who had one received a new strap, and your binocular was checked and "
                "recollimated at our cost."
            ),
        ),
    ),
    *about(
        "volans-compact",
        Voice(
            "Timea G.",
            "2026-07",
            4,
            "In the pocket for the space station",
            "Three passes in a week, once even the solar panels as a line.",
        ),
    ),
    *about(
        "caelum-giant",
        Voice(
            "Roland P.",
            "2026-10",
            5,
            "Comet binocular",
            "The 15×70 on a deckchair showed the tail for four degrees.",
        ),
        Voice(
            "Sigrid F.",
            "2026-02",
            3,
            "Arrived with double vision",
            "The two halves did not agree, so my head ached after a minute.",
            "",
            (
                "Knocked out of line in transport. We realigned it within two days and added the "
                "result of the check to each box."
            ),
        ),
        Voice(
            "Miro N.",
            "2026-05",
            4,
            "25×100 is a monster",
            "A light photo tripod is a joke underneath. On the heavy one it is a wonder.",
        ),
    ),
    *about(
        "volans-giant-angled",
        Voice(
            "Ottilie B.",
            "2026-09",
            5,
            "Sitting down to the Orion nebula",
            "Two eyes, chair, thermos. I have sold my eyepiece collection except for two pairs.",
        ),
    ),
    *about(
        "volans-spotting-ed",
        Voice(
            "Reinhard C.",
            "2026-06",
            5,
            "Bittern and Moon",
            "By day at the reed, by night at the terminator. The 85 is heavy after an hour's walk.",
        ),
        Voice(
            "Wiebke J.",
            "2026-04",
            4,
            "Narrow at 20 times",
            "Zooms are like that. Sharpness is first class.",
        ),
    ),
    *about(
        "caelum-spotting-80",
        Voice(
            "Lothar E.",
            "2026-08",
            4,
            "Enough for the range",
            "Sees holes at a hundred metres. At 60 times there is a purple edge.",
        ),
    ),
    *about(
        "scutum-parallelogram",
        Voice(
            "Beate S.",
            "2026-07",
            5,
            "My aunt and my niece",
            "The same star for a woman of 1.85 and a girl of 1.10. Clever and beautiful.",
        ),
    ),
    *about(
        "reticule-phone-holder",
        Voice(
            "Ilse W.",
            "2026-10",
            4,
            "Moon on my screen",
            "Five minutes, as you say, of which four were spent aligning the second lens of the phone.",
        ),
        Voice(
            "Marvin D.",
            "2026-09",
            2,
            "Too heavy for my small refractor",
            "The focuser sank slowly with my large phone in the holder.",
            "",
            (
                "Phone and holder together weigh half a kilogram. We now name the smallest "
                "telescopes it suits, Marvin, and took yours back."
            ),
        ),
    ),
)
