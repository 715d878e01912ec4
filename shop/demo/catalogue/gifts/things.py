"""Meteorites, light and comfort, stationery and small things."""

from decimal import Decimal

from shop.demo.catalogue.build import LITHIUM, SMALL_PARTS, card, offer, prose
from shop.demo.schema import Option, Product

THINGS: tuple[Product, ...] = (
    Product(
        slug="nocturlabe-iron-meteorite",
        name="Iron meteorite, Canyon Diablo",
        brand="nocturlabe",
        category="meteorites",
        pitch=(
            "A splinter of the body that struck Arizona and left a crater 1200 metres wide. Small, "
            "dark and heavier than the hand expects."
        ),
        description=prose("""
            Some fifty thousand years ago an iron of thirty to fifty metres came down on the plateau near
            Winslow. Most of it turned to vapour; fragments lie strewn for miles around. These are whole
            pieces, cleaned and oiled, with the hollows that flight through the air has left.

            Inside, nickel iron grew in bands while the core of a small planet cooled by a few degrees every
            thousand years. Cutting and etching would show them, and would take away half of the stone, so we
            leave that to you.

            Each piece is weighed to a tenth of a gram and has a card with find, class and mass. Yours differs
            from the picture; its mass is at least the one stated. Keep it dry.
            """),
        in_the_box=("Meteorite in a padded box", "Card with find, class and mass"),
        warning=SMALL_PARTS,
        keywords="meteorite iron canyon diablo arizona barringer crater nickel space rock gift",
        specs={
            "from_age": 8,
            "material": "stone",
            "subject": "meteorites",
            "classification": "Iron, IAB main group, coarse octahedrite",
            "found": "Canyon Diablo, Arizona, known since 1891",
        },
        options=(
            Option(
                code="mass",
                name="Mass",
                hint="(changes price)",
                values=(("8", "at least 8 g"), ("40", "at least 40 g")),
                own_card=True,
            ),
        ),
        variants=(
            offer(
                16301,
                "Iron meteorite, 8 g",
                "39.00",
                kg="0.12",
                box=(120, 100, 40),
                stock=18,
                options={"mass": "8"},
                specs={"longest_side": Decimal("1.6"), "mass_g": 8},
                pictures=(
                    card("meteorite", "Small iron with thumb prints, drawn to scale.", seed=7, width=16),
                ),
            ),
            offer(
                16302,
                "Iron meteorite, 40 g",
                "149.00",
                kg="0.2",
                box=(150, 120, 50),
                stock=9,
                options={"mass": "40"},
                specs={"longest_side": Decimal("2.8"), "mass_g": 40},
                pictures=(
                    card("meteorite", "Larger iron with thumb prints, drawn to scale.", seed=11, width=28),
                ),
            ),
        ),
        popularity=58,
    ),
    Product(
        slug="nocturlabe-chondrite",
        name="Stone meteorite, chondrite",
        brand="nocturlabe",
        category="meteorites",
        pitch=(
            "Older than the Earth: a fragment with round grains that froze from droplets when the "
            "Sun was young."
        ),
        description=prose("""
            Chondrules, the millimetre-sized beads in it, are 4.56 thousand million years old. Under a
            magnifying glass, on the polished face, they are easy to see; metal specks glitter between them,
            and a magnet on a thread swings towards the stone.

            The dark rind of a fresh fall has weathered to brown in the desert. It looks like an ordinary
            pebble, as most meteorites do, which is why people walk past them.
            """),
        in_the_box=(
            "Fragment with one polished face, in a box with lid of glass",
            "Card with find, class and mass",
        ),
        keywords="meteorite stone chondrite chondrules nwa desert old solar system space rock gift",
        specs={
            "longest_side": Decimal("3.0"),
            "from_age": 8,
            "material": "stone",
            "subject": "meteorites",
            "classification": "Ordinary chondrite, L group",
            "found": "Northwest Africa",
            "mass_g": 25,
        },
        variants=(
            offer(
                16305,
                "Stone meteorite, chondrite, 25 g",
                "34.00",
                kg="0.15",
                box=(110, 100, 60),
                stock=26,
                pictures=(
                    card(
                        "meteorite",
                        "Rounded stone with hollows on its surface, drawn to scale.",
                        seed=23,
                        width=30,
                    ),
                ),
            ),
        ),
        popularity=50,
    ),
    Product(
        slug="nocturlabe-tektite",
        name="Tektite",
        brand="nocturlabe",
        category="meteorites",
        pitch=(
            "Glass from the splash of an impact: earthly rock, melted, thrown above the air and "
            "frozen in flight."
        ),
        description=prose("""
            Nearly 800,000 years ago something struck South-East Asia, and drops of molten ground rained down
            from Laos to Tasmania. The crater has not been found for certain. Shapes tell of the flight:
            drops, dumb-bells, discs.

            Strictly it is no meteorite, and we say so on the card. Held against a lamp its thin edge is
            brown, not black.
            """),
        in_the_box=("Tektite, 20 to 30 g", "Card with find and age"),
        keywords="tektite impact glass indochinite crater splash stone gift",
        specs={
            "longest_side": Decimal("3.0"),
            "from_age": 8,
            "material": "stone",
            "subject": "meteorites",
            "classification": "Tektite, indochinite",
            "found": "Laos",
            "mass_g": 20,
        },
        variants=(
            offer(
                16309,
                "Tektite, 20 g",
                "14.90",
                kg="0.1",
                box=(100, 80, 50),
                stock=45,
                pictures=(card("tektite", "Black drop of natural glass with flow lines.", width=30),),
            ),
        ),
        popularity=41,
    ),
    Product(
        slug="scutum-red-torch",
        name="Red torch with dimmer",
        brand="scutum",
        category="light-and-comfort",
        pitch=(
            "Deep red, and dimmable to the point where you just make out the map. The neighbour at "
            "the next telescope will thank you."
        ),
        description=prose("""
            The eye needs half an hour to adapt to the dark and a second to lose it. Red light above 620 nm
            spares the receptors that do the night work, provided it is faint. So the dimmer matters more than
            the colour: at its lowest stop this one gives a fiftieth of a candle.

            A ring switch, no menu. White light can only be reached by holding it for three seconds, which
            rules out the classic accident.
            """),
        in_the_box=("Torch with lanyard", "Two AA cells"),
        keywords="red torch flashlight lamp night vision dark adaptation dimmer astronomy",
        specs={
            "longest_side": Decimal("13.5"),
            "from_age": 6,
            "material": "metal",
            "subject": "observing",
            "light_hours": 60,
        },
        variants=(
            offer(
                16321,
                "Red torch with dimmer",
                "21.90",
                kg="0.2",
                box=(170, 70, 50),
                stock=66,
                pictures=(card("red_torch", "Slim torch with a ring switch and a red lens.", length=135),),
            ),
        ),
        popularity=67,
    ),
    Product(
        slug="scutum-head-torch",
        name="Red head torch",
        brand="scutum",
        category="light-and-comfort",
        pitch="Both hands free for screws and cables, red first, white only on purpose.",
        description=prose("""
            Switching on always gives red, at the brightness used before. The beam is a wide, even pool
            without a bright spot, so that a chart on the knees is lit to its corners. It tilts down by ninety
            degrees and thus need not shine into anybody's face when you look up to talk.

            Charges by USB-C in two hours and can be run from the same cable with an empty battery.
            """),
        in_the_box=("Head torch", "Cable USB-C"),
        warning=LITHIUM,
        keywords="head torch headlamp red light hands free usb night astronomy",
        specs={
            "longest_side": Decimal("6.5"),
            "from_age": 8,
            "material": "plastic",
            "subject": "observing",
            "light_hours": 35,
        },
        variants=(
            offer(
                16325,
                "Red head torch",
                "32.90",
                kg="0.18",
                box=(120, 90, 60),
                stock=29,
                pictures=(card("head_torch_red", "Head torch with an elastic band and a red window."),),
            ),
        ),
        popularity=54,
    ),
    Product(
        slug="scutum-observing-chair",
        name="Observing chair",
        brand="scutum",
        category="light-and-comfort",
        pitch=(
            "A seat that slides from 25 to 85 centimetres: sit down, and an 8-inch telescope gains an inch."
        ),
        description=prose("""
            The sentence above is folklore with a grain of truth: a relaxed body holds the eye still, and
            faint detail comes in the long moments. Sitting, you see more in the same telescope, and you stay
            out for three hours instead of one.

            Beech frame, padded seat that grips the rails by its own weight. It folds to 12 cm and bears 130
            kg. On soft ground put boards under the rear feet.
            """),
        in_the_box=("Chair, assembled", "Two foot boards"),
        warning="Do not stand on the seat. Maximum load 130 kg.",
        keywords="observing chair astronomy seat adjustable stool comfort dobsonian",
        specs={
            "longest_side": 105,
            "from_age": 12,
            "material": "wood",
            "subject": "observing",
        },
        variants=(
            offer(
                16329,
                "Observing chair",
                "159.00",
                kg="8.6",
                box=(1120, 480, 170),
                stock=7,
                pictures=(card("observing_chair", "Folding wooden chair with a seat that slides on rails."),),
            ),
        ),
        popularity=45,
    ),
    Product(
        slug="scutum-blanket",
        name="Meteor blanket",
        brand="scutum",
        category="light-and-comfort",
        pitch="Waterproof below, wool above, wide enough for two who count the Perseids lying down.",
        description=prose("""
            The best instrument for meteors is a pair of eyes on a back. A blanket of 150 by 200 centimetres
            keeps dew and ants away, and the flap at one end folds over cold feet.

            Woven into the upper side is the sky of mid-August, with the radiant in Perseus in the right place
            when you lie with your head to the south. The wool may be washed at thirty degrees.
            """),
        in_the_box=("Blanket with carrying strap",),
        keywords="blanket picnic meteor perseids wool waterproof warm lying camping gift",
        specs={
            "longest_side": 200,
            "from_age": 1,
            "material": "textile",
            "subject": "observing",
            "width_cm": 150,
            "height_cm": 200,
        },
        variants=(
            offer(
                16333,
                "Meteor blanket",
                "69.00",
                kg="2.3",
                box=(420, 260, 240),
                stock=10,
                pictures=(card("blanket", "Folded wool blanket with woven stars and a strap."),),
            ),
        ),
        popularity=37,
    ),
    Product(
        slug="house-mug",
        name="Enamel mug",
        brand="house-print",
        category="stationery",
        pitch=(
            "Steel and enamel, for cocoa at two in the morning. Falls without breaking, and the sky "
            "runs all the way round."
        ),
        description=prose("""
            A third of a litre, with a rim of dark blue. The print is fired into the enamel and outlives the
            dishwasher. Because metal conducts, the handle gets warm and the drink cold: put a lid on it, or
            drink faster.

            Two motifs from our drawing table: the stars around the pole, or the Moon with the names of its
            seas.
            """),
        in_the_box=("Mug in a cardboard box",),
        keywords="mug cup enamel camping coffee tea stars moon gift",
        specs={
            "longest_side": 9,
            "from_age": 3,
            "material": "ceramic",
        },
        options=(
            Option(
                code="motif",
                name="Motif",
                values=(("stars", "Northern sky"), ("moon", "Moon map")),
                own_card=True,
            ),
        ),
        variants=tuple(
            offer(
                16341 + place,
                f"Enamel mug, {words}",
                "14.90",
                kg="0.3",
                box=(130, 110, 110),
                stock=stock,
                options={"motif": code},
                specs={"subject": subject},
                pictures=(card("mug", f"Enamel mug with a drawing of the {words}.", motif=motif),),
            )
            for place, (code, words, motif, subject, stock) in enumerate(
                (
                    ("stars", "northern sky", "northern_sky", "stars", 34),
                    ("moon", "Moon", "moon_map", "moon", 27),
                )
            )
        ),
        popularity=62,
    ),
    Product(
        slug="house-notebook",
        name="Observing notebook",
        brand="house-print",
        category="stationery",
        pitch=(
            "A hundred circles to draw in, with the questions beside them that one regrets not "
            "having answered."
        ),
        description=prose("""
            Date, place, seeing, instrument, power, field: the left column takes half a minute and gives a
            drawing its worth. The circles measure 8 cm, on grey paper for white pencil or on white paper for
            graphite, alternating.

            The back lists field stops, formulas and the Greek alphabet. Stone-paper cover, sewn, with an
            elastic band that survives frost.
            """),
        in_the_box=("Notebook, 112 pages", "White pencil and graphite pencil 2B"),
        keywords="notebook observing log journal sketching drawing diary gift",
        specs={
            "longest_side": 21,
            "from_age": 8,
            "material": "paper",
            "subject": "observing",
            "pages": 112,
        },
        variants=(
            offer(
                16345,
                "Observing notebook",
                "16.90",
                kg="0.35",
                box=(230, 170, 25),
                stock=42,
                pictures=(card("notebook", "Notebook with a label, a small Saturn and an elastic band."),),
            ),
        ),
        popularity=56,
    ),
    Product(
        slug="house-puzzle",
        name="Milky Way puzzle",
        brand="house-print",
        category="stationery",
        pitch=(
            "A thousand pieces, three quarters of them stars on dark ground. Have somebody with "
            "patience in the house."
        ),
        description=prose("""
            Our panorama of the Milky Way, cut into a thousand. The constellation lines help on the bright
            side and leave you alone in the Coalsack. Each box has a sheet with the names of everything, to be
            consulted only in despair.

            Board of recycled grey, 2 mm, printed matt so that a lamp does not dazzle. Finished size 70 by 50
            centimetres.
            """),
        in_the_box=("1000 pieces in a cotton bag", "Sheet with names"),
        warning=SMALL_PARTS,
        keywords="puzzle jigsaw 1000 pieces milky way stars game winter gift",
        specs={
            "longest_side": 70,
            "from_age": 10,
            "material": "paper",
            "subject": "deep-sky",
            "pieces": 1000,
        },
        variants=(
            offer(
                16349,
                "Milky Way puzzle",
                "24.90",
                kg="0.9",
                box=(320, 240, 70),
                stock=6,
                pictures=(
                    card(
                        "puzzle",
                        "Puzzle of a spiral galaxy with one piece still loose.",
                        motif="milky_way",
                    ),
                ),
            ),
        ),
        popularity=52,
    ),
    Product(
        slug="house-postcards",
        name="Postcards, twelve objects",
        brand="house-print",
        category="stationery",
        pitch="One Messier object for each month, with the date when it stands in the south at ten.",
        description=prose("""
            Drawn in white on blue-black, as they look in a telescope of 200 mm: the Crab as a smudge, the
            Pleiades as a necklace, the Dumbbell as an apple core. The back says in two lines how to find it,
            which has been known to turn the recipient into a customer.

            Rough card of 350 grams that takes fountain pen.
            """),
        in_the_box=("Twelve cards A6 in a sleeve",),
        keywords="postcards cards set messier months greeting stationery gift",
        specs={
            "longest_side": Decimal("14.8"),
            "from_age": 6,
            "material": "paper",
            "subject": "deep-sky",
            "pieces": 12,
        },
        variants=(
            offer(
                16353,
                "Postcards, twelve objects",
                "9.90",
                kg="0.12",
                box=(170, 120, 15),
                stock=80,
                pictures=(
                    card(
                        "postcards", "Three postcards in a fan, the top one with a galaxy.", motif="messier"
                    ),
                ),
            ),
        ),
        popularity=43,
    ),
    Product(
        slug="house-calendar",
        name="Sky calendar 2027",
        brand="house-print",
        category="stationery",
        pitch=(
            "Moonrise, planets and the twelve evenings of the year on which you should cancel "
            "everything else."
        ),
        description=prose("""
            Each month one large drawing and, below it, a strip with the phases of the Moon, the times of dusk
            for 50 degrees north, and visible planets as bars from evening to morning. On 2 August 2027 the
            strip turns black: the total eclipse over Spain and North Africa.

            A2, with a wire hanger. The drawings can be cut off and framed when the year is over.
            """),
        in_the_box=("Calendar, 13 sheets",),
        badge="New",
        keywords="calendar 2027 moon phases planets eclipse wall astronomy year gift",
        specs={
            "longest_side": Decimal("59.4"),
            "from_age": 6,
            "material": "paper",
            "subject": "observing",
        },
        variants=(
            offer(
                16357,
                "Sky calendar 2027",
                "29.90",
                kg="0.7",
                box=(620, 440, 20),
                stock=61,
                pictures=(
                    card("calendar", "Wall calendar with a drawing of the Moon above the days of January."),
                ),
            ),
        ),
        popularity=69,
    ),
    Product(
        slug="house-pin",
        name="Saturn pin",
        brand="house-print",
        category="stationery",
        pitch=(
            "Hard enamel, 25 mm, ring tilted as it should be. For lapels, hats and the strap of a binocular."
        ),
        description=prose("""
            Two clasps at the back keep it from turning, since a Saturn with its ring upright would be another
            planet. Brass of four grams, plated in nickel-free silver, with the Cassini gap left open: you can
            look through it.

            One euro of each goes into the box from which we lend telescopes to schools.
            """),
        in_the_box=("Pin with two clasps, on a card",),
        warning=SMALL_PARTS,
        keywords="pin badge enamel saturn brooch small gift under 25",
        specs={
            "longest_side": Decimal("2.5"),
            "from_age": 6,
            "material": "metal",
            "subject": "planets",
        },
        variants=(
            offer(
                16361,
                "Saturn pin",
                "8.90",
                kg="0.04",
                box=(90, 60, 15),
                stock=95,
                pictures=(card("enamel_pin", "Small enamel pin of Saturn with its ring.", motif="saturn"),),
            ),
        ),
        popularity=48,
    ),
)
