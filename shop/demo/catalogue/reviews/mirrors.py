"""Reviews of telescopes with mirrors."""

from shop.demo.catalogue.reviews.voices import Voice, about
from shop.demo.schema import Review

MIRRORS: tuple[Review, ...] = (
    *about(
        "sextans-dobsonian",
        Voice(
            "Ines K.",
            "2026-09",
            5,
            "Finally saw the Cassini gap",
            (
                "Set up in forty minutes including coffee. Collimation arrived spot on, exactly as "
                "the card said. The 10 mm eyepiece is decent, but I bought a 6 mm within a week."
            ),
            "observes from a suburb",
        ),
        Voice(
            "Tomasz W.",
            "2026-06",
            3,
            "Great optics, heavy base",
            (
                "The views are wonderful. Carrying the base down the stairs is not. Measure your "
                "stairwell before you order."
            ),
            "third floor without a lift",
            (
                "Thank you, Tomasz. We now print the weight of each part beside the delivery date. "
                "There is also a strap kit that splits the load; write to us and we send you one."
            ),
        ),
        Voice(
            "Bettina R.",
            "2026-08",
            5,
            "254 mm under a dark sky",
            (
                "On the first night in the Rhön I saw the dust lane in M 82 and both companions of "
                "Andromeda without searching. My husband came out to see why I was laughing."
            ),
            "drives forty minutes to the hills",
        ),
        Voice(
            "Oskar L.",
            "2026-04",
            5,
            "The children own it now",
            (
                "I wanted galaxies, they wanted the Moon, the Moon won. It survives being pushed "
                "about by a nine-year-old."
            ),
            "garden in a village",
        ),
        Voice(
            "Pavel D.",
            "2026-03",
            4,
            "Very good, fan is loud",
            (
                "Optically nothing to complain about. The fan hums so much that I run it only while "
                "cooling and switch it off to observe."
            ),
            "terrace in the town",
        ),
        Voice(
            "Marie-Claire B.",
            "2026-07",
            5,
            "Exactly as the weights say",
            (
                "I chose the 150 because I have a bad back and the page told me what each piece "
                "weighs. It was right, and I take it out twice a week."
            ),
            "ground-floor flat",
        ),
        Voice(
            "Henk V.",
            "2026-05",
            4,
            "Right-angle finder is worth the 39 euros",
            (
                "No more kneeling on wet stones. One star off because the screws of the base came "
                "in a bag without labels."
            ),
        ),
        Voice(
            "Lukas F.",
            "2026-02",
            2,
            "Dented tube, then solved",
            (
                "The outer box had been dropped and the tube had a dent the size of a coin. Stars "
                "were still round but I do not pay for dents."
            ),
            "",
            (
                "You should not. The carrier's box had no corner guards; since March ours do. Your "
                "new tube left us the day you wrote, and we collected the old one."
            ),
        ),
    ),
    *about(
        "vela-tabletop-newtonian",
        Voice(
            "Sofia M.",
            "2026-10",
            5,
            "It lives on the kitchen shelf",
            (
                "Because it is always ready I have used it more in one autumn than my old "
                "equatorial in six years."
            ),
            "balcony facing east",
        ),
        Voice(
            "Jörg H.",
            "2026-08",
            5,
            "Milky Way machine",
            (
                "Lying in Cygnus with the 25 mm is like snorkelling. I do not miss a tripod, we "
                "have a solid garden table."
            ),
        ),
        Voice(
            "Alenka P.",
            "2026-05",
            4,
            "Needs a table that does not wobble",
            (
                "On our folding camping table everything trembled. On a beer crate with a stone in "
                "it the image stands still."
            ),
        ),
        Voice(
            "Dirk S.",
            "2026-01",
            5,
            "Replaced a department-store telescope",
            (
                "The old one had 525 times written on the box and showed nothing. This one has 26 "
                "times and showed my daughter the Pleiades."
            ),
        ),
        Voice(
            "Camille G.",
            "2026-06",
            3,
            "Stray light",
            (
                "With a lamp post in view the open struts let in so much light that the contrast is "
                "gone. A sleeve of black foam helps, it should be in the box."
            ),
            "city courtyard",
            (
                "A pattern for the sleeve is now in the manual, Camille, and we sell the foam at "
                "cost. Thank you for the push."
            ),
        ),
        Voice(
            "Ewan T.",
            "2026-09",
            4,
            "Small focuser, big sky",
            (
                "Only 1.25 inch eyepieces, but a 32 mm Plössl already shows three degrees. "
                "Collimation took me an evening to understand."
            ),
        ),
    ),
    *about(
        "sextans-truss-dobsonian",
        Voice(
            "Rainer O.",
            "2026-04",
            5,
            "Sixteen inches in a small estate car",
            (
                "Poles on the roof rack, mirror box behind the seats. NGC 891 with its dust lane "
                "was worth every trip."
            ),
            "alpine pass, 1900 m",
        ),
        Voice(
            "Vera N.",
            "2026-08",
            4,
            "Built up in sixteen minutes",
            (
                "I timed it with a friend holding a torch. A step is needed at the zenith, as the "
                "description warns."
            ),
        ),
    ),
    *about(
        "reticule-push-to-dobsonian",
        Voice(
            "Timo A.",
            "2026-10",
            5,
            "Forty objects in one evening",
            (
                "I used to find three. The arrows are accurate enough that everything was somewhere "
                "in the 25 mm."
            ),
        ),
        Voice(
            "Gudrun E.",
            "2026-09",
            4,
            "Works with my old phone",
            (
                "A phone from 2019 needs four seconds for each position, which is fine. In haze it "
                "gave up and I star-hopped like before."
            ),
            "edge of a small town",
        ),
        Voice(
            "Matteo R.",
            "2026-07",
            2,
            "My phone did not fit",
            (
                "With its case it is 94 mm wide and the cradle takes 90. Without the case it "
                "slipped at steep angles."
            ),
            "",
            (
                "The width is now the first line of the contents list, Matteo, and a wider cradle "
                "lies in the box of every telescope sold since August. Yours went out free of "
                "charge."
            ),
        ),
    ),
    *about(
        "sextans-suitcase-dobsonian",
        Voice(
            "Ulrike B.",
            "2026-05",
            5,
            "Flew to Namibia with me",
            (
                "Fitted the overhead locker of three different airlines. Omega Centauri at 80 times "
                "made me sit down on the sand."
            ),
            "farm in Namibia",
        ),
    ),
    *about(
        "reticule-goto-dobsonian",
        Voice(
            "Stefan P.",
            "2026-03",
            5,
            "The queue stays patient",
            "At our public evenings Saturn now waits for the people and not the other way round.",
            "runs a school observatory",
        ),
        Voice(
            "Agnes D.",
            "2026-09",
            3,
            "Good when powered well",
            "With eight old cells it lost its way twice. With a proper power tank it is precise.",
            "",
            (
                "That matches our experience, Agnes. The manual now says in its first chapter that "
                "batteries are for emergencies."
            ),
        ),
    ),
    *about(
        "sextans-newtonian-eq",
        Voice(
            "Monika F.",
            "2026-06",
            4,
            "Good first equatorial",
            (
                "The 150 on the EQ-3 is steady enough for me. Turning the tube in its rings is a "
                "nuisance that nobody mentions except you."
            ),
        ),
        Voice(
            "Rasmus E.",
            "2026-10",
            4,
            "With a motor it flies",
            "Added a motor and now clusters stay put while I draw them.",
        ),
        Voice(
            "Dana H.",
            "2026-01",
            3,
            "Eyepiece in strange places",
            "Half the time I was hanging over the counterweight. I should have taken the Dobsonian.",
            "",
            "Many people feel like that, Dana. We exchanged it, and your note on the weather was kind.",
        ),
    ),
    *about(
        "sextans-newtonian-200-eq5",
        Voice(
            "Bernhard C.",
            "2026-04",
            4,
            "Belongs outdoors for good",
            "Under its cover by the shed it gets used. Before that, carried from the cellar, it did not.",
        ),
    ),
    *about(
        "sextans-astrograph",
        Voice(
            "Kim U.",
            "2026-09",
            5,
            "Holds focus all night",
            "Two degrees down and I never had to touch the focuser, thanks to the carbon tube.",
        ),
        Voice(
            "Torben W.",
            "2026-03",
            4,
            "Plan the corrector",
            "A coma corrector is a must. With it, the 200 is a very fast galaxy hunter.",
        ),
    ),
    *about(
        "reticule-mak-goto",
        Voice(
            "Eva S.",
            "2026-10",
            5,
            "Saturn from a fourth-floor balcony",
            "Between two chimneys, at midnight, with neighbours passing behind me. The gap was there.",
            "inner city",
        ),
        Voice(
            "Carlos B.",
            "2026-05",
            4,
            "Let it cool",
            "In the first half hour Jupiter looks like soup. After that it is a different telescope.",
        ),
        Voice(
            "Ingrid M.",
            "2026-07",
            5,
            "Alignment in three minutes",
            "I am seventy-four and do not like menus. Two stars, confirm, done.",
        ),
        Voice(
            "Thomas Y.",
            "2026-02",
            3,
            "Narrow view",
            "Fine for planets, but I wanted to see Andromeda and only got its middle.",
            "",
            (
                "That is the nature of long focal lengths. We have moved the sentence about "
                "Andromeda further up in the description, Thomas."
            ),
        ),
        Voice(
            "Beata L.",
            "2026-09",
            2,
            "Wi-Fi dropped out",
            "Lost the connection to my tablet every ten minutes in the first week.",
            "",
            (
                "A firmware from August cures it. Since you had every right to be cross, we loaded "
                "it for you and paid both ways."
            ),
        ),
    ),
    *about(
        "vela-mak-photo",
        Voice(
            "Heiko N.",
            "2026-08",
            4,
            "Heron at ninety metres",
            "Feathers resolved, tripod groaning. The rings in the background take getting used to.",
        ),
    ),
    *about(
        "reticule-mak-tube",
        Voice(
            "Annika D.",
            "2026-04",
            5,
            "The Eskimo has a face",
            "270 times from a suburb. I did not believe the text either.",
        ),
    ),
    *about(
        "reticule-sc-goto",
        Voice(
            "Rolf T.",
            "2026-06",
            5,
            "One telescope for everything",
            "Planets on Monday, Ring nebula on Tuesday, sitting upright throughout.",
        ),
        Voice(
            "Nadine P.",
            "2026-01",
            4,
            "Dews over in no time",
            "Order the shield together with it. Otherwise a fine instrument.",
        ),
        Voice(
            "Szymon K.",
            "2026-09",
            3,
            "Image shift when focusing",
            (
                "At 200 times Jupiter jumps out of my field when I change direction. I have learnt "
                "to approach from one side only."
            ),
            "",
            (
                "That is the right habit, Szymon. If the jump is larger than one arcminute, send it "
                "in: we adjust the mirror support under guarantee."
            ),
        ),
    ),
    *about(
        "dioptra-rc-astrograph",
        Voice(
            "Jochen B.",
            "2026-05",
            4,
            "Patience is rewarded",
            (
                "Three evenings of alignment with your printed procedure, then round stars. Do not "
                "touch the main mirror."
            ),
        ),
        Voice(
            "Malin O.",
            "2026-07",
            1,
            "Arrived out of alignment",
            (
                "Stars looked like boomerangs and I am not a technician. For this price I expected "
                "it to be usable."
            ),
            "",
            (
                "You are right. The tube had shifted in its box. We collected it, aligned it on the "
                "bench, sent you the star test and changed the packing of the whole series."
            ),
        ),
    ),
    *about(
        "reticule-tabletop-mak",
        Voice(
            "Lilli F.",
            "2026-10",
            5,
            "Window-sill astronomy",
            (
                "Open window, lights out, Jupiter's moons before bed. It is my third year with it "
                "and I own larger ones."
            ),
        ),
        Voice(
            "Arne G.",
            "2026-06",
            4,
            "Sweet little thing",
            "Trapezium in four clean points. The supplied diagonal is plastic, I replaced it.",
        ),
    ),
)
