"""Globes, planispheres, orreries and sundials."""

from shop.demo.catalogue import physics
from shop.demo.catalogue.build import SMALL_PARTS, Specs, card, offer, prose
from shop.demo.schema import Option, Product

MOON_DIAMETER_KM = 3475
MARS_DIAMETER_KM = 6779


def ball(body_km: int, diameter_cm: int) -> Specs:
    """Return the size of a globe in cm and its scale in millions."""
    return {
        "longest_side": diameter_cm,
        "globe_scale": physics.rounded(body_km * 100_000 / diameter_cm / 1_000_000, 1),
    }


GLOBES: tuple[Product, ...] = (
    Product(
        slug="nocturlabe-moon-globe",
        name="Moon globe",
        brand="nocturlabe",
        category="globes",
        pitch=(
            "Front and back: the side that everybody knows, and the one without seas that nobody "
            "saw before 1959."
        ),
        description=prose("""
            Printed from orbital height data, with the shadows drawn by hand so that craters look like craters
            under a reading lamp. The globe lifts out of its half meridian, so that it can be held as the Moon
            stands tonight, libration included.

            The large one carries 850 names. The small one has 170 and lives on desks, where it is picked up
            more often than any paperweight.
            """),
        in_the_box=("Globe", "Foot with half meridian", "Booklet with index of names"),
        keywords="moon globe lunar sphere craters far side desk gift",
        specs={"from_age": 6, "material": "plastic", "subject": "moon"},
        options=(
            Option(
                code="diameter",
                name="Diameter",
                hint="(changes price)",
                values=(("130", "13 cm"), ("300", "30 cm")),
                own_card=True,
            ),
        ),
        variants=(
            offer(
                16101,
                "Moon globe 13 cm",
                "39.00",
                kg="0.7",
                box=(190, 190, 190),
                stock=32,
                options={"diameter": "130"},
                specs=ball(MOON_DIAMETER_KM, 13),
                pictures=(
                    card(
                        "globe",
                        "Small globe of the Moon on a foot with half meridian.",
                        body="moon",
                        diameter=130,
                    ),
                ),
            ),
            offer(
                16102,
                "Moon globe 30 cm",
                "119.00",
                kg="2.4",
                box=(370, 370, 390),
                stock=9,
                options={"diameter": "300"},
                specs=ball(MOON_DIAMETER_KM, 30),
                pictures=(
                    card(
                        "globe",
                        "Large globe of the Moon on a foot with half meridian.",
                        body="moon",
                        diameter=300,
                    ),
                ),
            ),
        ),
        popularity=74,
    ),
    Product(
        slug="nocturlabe-mars-globe",
        name="Mars globe 30 cm",
        brand="nocturlabe",
        category="globes",
        pitch="A volcano as wide as Poland, a canyon as long as Europe, and the tracks of every rover.",
        description=prose("""
            The colours are toned down to what an eye in orbit would see. Classical names of the dark areas,
            as used at the telescope, stand in italics; the names of mountains and valleys stand upright. That
            makes it useful during an opposition, when Syrtis Major comes round.

            The axis is tilted by 25 degrees and the globe turns on it. Landing sites are small brass pins.
            """),
        in_the_box=("Globe with half meridian", "Steel foot", "Booklet"),
        keywords="mars globe planet rover syrtis major olympus mons desk gift",
        specs={
            **ball(MARS_DIAMETER_KM, 30),
            "from_age": 8,
            "material": "plastic",
            "subject": "planets",
        },
        variants=(
            offer(
                16105,
                "Mars globe 30 cm",
                "119.00",
                reduced_from="139.00",
                kg="2.9",
                box=(380, 380, 430),
                stock=6,
                pictures=(card("globe", "Globe of Mars on a tilted axis.", body="mars", diameter=300),),
            ),
        ),
        popularity=38,
    ),
    Product(
        slug="nocturlabe-sky-globe",
        name="Sky globe, lit",
        brand="nocturlabe",
        category="globes",
        pitch=(
            "The stars as seen from outside, as astronomers drew them for two thousand years, with "
            "a warm light within."
        ),
        description=prose("""
            Unlit it shows constellations as figures, lit it shows the Milky Way and the deep-sky objects from
            behind. Set latitude and hour on the arc, and you read off what rises, what sets and how long the
            Sun stays up on any date.

            People stumble over the reversal: on a sky globe left and right are exchanged, for one looks at
            the sphere from without. A minute of turning, and it makes sense.
            """),
        in_the_box=(
            "Globe 26 cm with half meridian",
            "Lamp with warm light, exchangeable",
            "Mains adapter",
            "Booklet",
        ),
        keywords="celestial globe sky lamp constellations light teaching gift",
        specs={
            "longest_side": 36,
            "from_age": 8,
            "material": "plastic",
            "subject": "stars",
            "charted": "Stars to 5.5 mag, 88 constellations",
        },
        variants=(
            offer(
                16109,
                "Sky globe, lit",
                "129.00",
                kg="2.6",
                box=(380, 340, 400),
                stock=7,
                pictures=(
                    card(
                        "globe",
                        "Celestial globe full of stars, on a foot with half meridian.",
                        body="sky",
                        diameter=260,
                    ),
                ),
            ),
        ),
        popularity=33,
    ),
    Product(
        slug="nocturlabe-planisphere",
        name="Planisphere",
        brand="nocturlabe",
        category="globes",
        pitch=(
            "Turn date to hour, and the window shows the sky above you. No battery has ever been "
            "needed for this."
        ),
        description=prose("""
            A planisphere is made for one latitude and good for five degrees to either side. Ours has the
            constellations on the front and a table of planets until 2040 on the back. The letters are large
            enough for a red lamp and for eyes over fifty.

            The sheet is plastic, 0.8 mm, printed on the inner side, so it neither tears nor fades and may lie
            in wet grass. Take the version nearest to your own latitude: 50 degrees runs through Prague and
            Mainz, 40 degrees through Madrid and Naples.
            """),
        in_the_box=("Planisphere", "Card with first steps"),
        keywords="planisphere star wheel rotating chart finder disc beginner children school gift",
        specs={
            "longest_side": 25,
            "from_age": 8,
            "material": "plastic",
            "subject": "stars",
            "charted": "Stars to 5 mag, planets to 2040",
        },
        options=(
            Option(
                code="latitude",
                name="Latitude",
                values=(("50", "50° north"), ("40", "40° north")),
            ),
        ),
        variants=tuple(
            offer(
                16113 + place,
                "Planisphere",
                "17.90",
                kg="0.3",
                box=(300, 280, 15),
                stock=stock,
                options={"latitude": latitude},
                specs={"latitude_range": words},
                pictures=(
                    card(
                        "planisphere",
                        "Round star dial with an oval window and a ring of dates.",
                        diameter=250,
                    ),
                ),
            )
            for place, (latitude, words, stock) in enumerate(
                (("50", "45° to 55° north", 71), ("40", "35° to 45° north", 24))
            )
        ),
        popularity=79,
    ),
    Product(
        slug="nocturlabe-orrery",
        name="Brass orrery kit",
        brand="nocturlabe",
        category="globes",
        pitch=(
            "Turn the crank and the Earth goes round the Sun in twelve turns, with the Moon about "
            "it. Built from 64 brass parts."
        ),
        description=prose("""
            The gears give Mercury, Venus, Earth and Moon their periods to better than one percent. Everything
            is pressed and screwed, nothing glued, so it can be taken apart again to see how the tilt of the
            Earth's axis stays parallel, the neatest trick of the machine.

            Allow six hours for two people. Distances and sizes are not to scale; on that of the wheels the
            Sun would stand in the garden.
            """),
        in_the_box=("64 brass parts, screws, two tools", "Oak base", "Illustrated instructions"),
        warning=SMALL_PARTS,
        keywords="orrery planetarium brass kit gears solar system mechanical tellurion model gift",
        specs={
            "longest_side": 34,
            "from_age": 12,
            "material": "metal",
            "subject": "planets",
            "pieces": 64,
        },
        variants=(
            offer(
                16119,
                "Brass orrery kit",
                "189.00",
                kg="2.8",
                box=(400, 300, 120),
                stock=5,
                pictures=(
                    card("orrery", "Model of the inner planets on arms around the Sun.", diameter=340),
                ),
            ),
        ),
        popularity=36,
    ),
    Product(
        slug="gnomon-sundial",
        name="Garden sundial",
        brand="gnomon",
        category="globes",
        pitch=(
            "Shows the time to five minutes for as long as the Sun shines, and asks for nothing but "
            "a level stone and a free view to the south."
        ),
        description=prose("""
            The hour lines are engraved for 51 degrees of latitude, from Cologne to Dresden and Kyiv. Three
            screws below tilt the plate by the few degrees that other places differ. Set it level, turn it
            until the XII lies due north of the rod, and it is right for good. A small curve on the underside
            gives the difference between sundial and clock through the year, up to sixteen minutes.

            Solid brass, 25 cm. It turns brown within a year, which suits it; whoever minds can polish.
            """),
        in_the_box=("Sundial of brass", "Three screws and plugs", "Card with the equation of time"),
        keywords="sundial horizontal brass garden sun time gift",
        specs={
            "longest_side": 25,
            "from_age": 8,
            "material": "metal",
            "subject": "sun",
            "latitude_range": "48° to 54° north",
        },
        variants=(
            offer(
                16123,
                "Garden sundial",
                "149.00",
                kg="3.1",
                box=(320, 310, 200),
                stock=7,
                pictures=(
                    card(
                        "sundial",
                        "Round horizontal sundial with Roman hours and a pointed rod.",
                        diameter=250,
                    ),
                ),
            ),
        ),
        popularity=34,
    ),
)
