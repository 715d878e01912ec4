"""Prints and posters."""

from decimal import Decimal

from shop.demo.catalogue.build import Specs, offer, prose
from shop.demo.schema import Option, Picture, Product, SpecValue, Variant

PAPER = "Cotton paper, 300 g/m², pigment ink"
COMMON: dict[str, SpecValue] = {"material": "paper", "from_age": 6}

FRAME = Option(
    code="frame",
    name="Frame",
    hint="(changes price and weight)",
    values=(("none", "Unframed"), ("oak", "Oak frame with glass")),
)

CONSTELLATIONS: tuple[tuple[str, str, int], ...] = (
    ("Ori", "Orion", 18),
    ("UMa", "Great Bear", 24),
    ("Cas", "Cassiopeia", 11),
    ("Cyg", "Swan", 9),
    ("Sco", "Scorpion", 13),
    ("Leo", "Lion", 15),
    ("Tau", "Bull", 7),
    ("And", "Andromeda", 0),
)


def size(width_cm: str, height_cm: str, *, framed: bool = False) -> Specs:
    """Return the measures of the sheet in cm."""
    width, height = Decimal(width_cm), Decimal(height_cm)
    return {
        "width_cm": width,
        "height_cm": height,
        "longest_side": max(width, height),
        "framed": framed,
        "paper": PAPER,
    }


def poster(motif: str, width_cm: int, height_cm: int, what: str, *, framed: bool = False) -> Picture:
    in_frame = " in an oak frame" if framed else ""
    return Picture(
        drawing="poster",
        params={"motif": motif, "width": width_cm * 10, "height": height_cm * 10, "framed": framed},
        alt=f"Print of {what}, {width_cm} by {height_cm} cm{in_frame}.",
        kind="card",
    )


def framed_and_not(
    number: int,
    title: str,
    motif: str,
    what: str,
    *,
    size_cm: tuple[int, int],
    prices: tuple[str, str],
    stock: tuple[int, int],
    options: dict[str, str] | None = None,
) -> tuple[Variant, ...]:
    """Return one print without and with its frame."""
    width_cm, height_cm = size_cm
    weight = width_cm * height_cm / 1000
    kilograms = (f"{0.35 + weight * 0.03:.2f}", f"{1.0 + weight * 0.75:.2f}")
    boxes = ((width_cm * 10 + 60, 90, 90), (height_cm * 10 + 120, width_cm * 10 + 120, 70))
    return tuple(
        offer(
            number + place,
            title,
            prices[place],
            kg=kilograms[place],
            box=boxes[place],
            stock=stock[place],
            options={**(options or {}), "frame": frame},
            specs=size(str(width_cm), str(height_cm), framed=bool(place)),
            pictures=(poster(motif, width_cm, height_cm, what, framed=bool(place)),),
        )
        for place, frame in enumerate(("none", "oak"))
    )


PRINTS: tuple[Product, ...] = (
    Product(
        slug="house-northern-sky",
        name="The Northern Sky, print",
        brand="house-print",
        category="prints",
        pitch=(
            "Every star to magnitude 4.9 north of 40 degrees south, where the catalogue puts it, on "
            "paper that lasts."
        ),
        description=prose("""
            We computed the positions from the Hipparcos catalogue and drew the rest ourselves: figures, the
            band of the Milky Way, a ring of dates around the edge. Turn the date to the top and the upper
            half is tonight's sky at ten, which makes the print a large planisphere without moving parts.

            It is printed in Berlin with pigment inks on cotton paper of 300 grams. In ordinary daylight
            behind glass the makers of the ink give it eighty years. Unframed it comes rolled in a tube; let
            it lie under books for a day.
            """),
        in_the_box=("Print, rolled in a tube or framed", "Card with the method of projection"),
        badge="Our own print",
        keywords="poster star map chart northern sky print wall art constellations hipparcos gift",
        specs={**COMMON, "subject": "stars", "charted": "Stars to 4.9 mag, epoch 2000, Milky Way"},
        options=(
            Option(
                code="size",
                name="Size",
                hint="(changes price)",
                values=(("50x70", "50 × 70 cm"), ("70x100", "70 × 100 cm")),
                own_card=True,
            ),
            FRAME,
        ),
        variants=(
            *framed_and_not(
                16001,
                "The Northern Sky, 50 × 70 cm",
                "northern_sky",
                "the northern sky as a round star map",
                size_cm=(50, 70),
                prices=("34.90", "109.00"),
                stock=(48, 12),
                options={"size": "50x70"},
            ),
            *framed_and_not(
                16003,
                "The Northern Sky, 70 × 100 cm",
                "northern_sky",
                "the northern sky as a large round star map",
                size_cm=(70, 100),
                prices=("59.00", "169.00"),
                stock=(17, 4),
                options={"size": "70x100"},
            ),
        ),
        popularity=88,
    ),
    Product(
        slug="house-southern-sky",
        name="The Southern Sky, print",
        brand="house-print",
        category="prints",
        pitch=(
            "The other half, with the Cross, Carina and both Magellanic Clouds: for those who have "
            "been there or will go."
        ),
        description=prose("""
            Centred on the south celestial pole, where there is no bright star to mark it. Europeans find
            Orion upside down near the rim and then, slowly, a sky full of names from the voyages of the
            eighteenth century: Telescope, Octant, Air Pump, Clock.

            It pairs with its northern sister in scale and colour. The dark cloud of the Coalsack is drawn as
            an outline, for it is an absence, and nobody agrees on its edge.
            """),
        in_the_box=("Print, rolled in a tube or framed", "Card with southern sights for binoculars"),
        keywords="poster star map southern sky print wall art crux carina magellanic australia namibia gift",
        specs={**COMMON, "subject": "stars", "charted": "Stars to 4.9 mag, epoch 2000, Milky Way"},
        options=(FRAME,),
        variants=framed_and_not(
            16007,
            "The Southern Sky, 50 × 70 cm",
            "southern_sky",
            "the southern sky as a round star map",
            size_cm=(50, 70),
            prices=("34.90", "109.00"),
            stock=(26, 3),
        ),
        popularity=53,
    ),
    Product(
        slug="house-constellation",
        name="Constellation print",
        brand="house-print",
        category="prints",
        pitch=(
            "One figure, true to scale, with the names that the Arabs, the Greeks and Bayer gave its stars."
        ),
        description=prose("""
            A constellation is a view along a line, not a group. So each star carries its distance in light
            years in small figures, and one sees at once that Betelgeuse and Rigel have nothing to do with
            each other.

            The lines are our own drawing, kept thin, for tradition never agreed on them. Brightness is shown
            by size, colour by the letter of the spectral class. Thirty by forty centimetres fit a standard
            frame.
            """),
        in_the_box=("Print, flat between boards",),
        keywords=(
            "constellation poster print orion great bear big dipper cassiopeia cygnus scorpius leo "
            "taurus andromeda zodiac birthday gift"
        ),
        specs={
            **COMMON,
            **size("30", "40"),
            "subject": "stars",
            "charted": "Stars to 6 mag with names and distances",
        },
        options=(
            Option(
                code="constellation",
                name="Constellation",
                values=tuple((code.lower(), name) for code, name, _ in CONSTELLATIONS),
                own_card=True,
            ),
        ),
        variants=tuple(
            offer(
                16011 + place,
                f"Constellation print, {name}",
                "19.90",
                kg="0.4",
                box=(450, 350, 15),
                stock=stock,
                expected=None if stock else 7,
                options={"constellation": code.lower()},
                pictures=(
                    Picture(
                        drawing="constellation_poster",
                        params={"code": code, "width": 300, "height": 400, "framed": False},
                        alt=f"Print of the constellation {name}: stars by brightness, joined by thin lines.",
                        kind="card",
                    ),
                ),
            )
            for place, (code, name, stock) in enumerate(CONSTELLATIONS)
        ),
        popularity=76,
    ),
    Product(
        slug="house-date-chart",
        name="Star chart for a date and place",
        brand="house-print",
        category="prints",
        pitch="The sky over your town at the minute you name: a birth, a wedding, a first light.",
        description=prose("""
            Send us a title with the date, the time and the place, and we compute the sky: stars to sixth
            magnitude, the Moon in its phase, the planets where they stood. A line at the foot states the time
            in universal time and the latitude, so that anybody can check it.

            Daytime works as well. Stars are above you at noon too, only outshone, and the chart then bears
            the Sun. We look at each one before printing and write to you if a date is impossible, such as 30
            February.

            Because it is made for you alone, the right of withdrawal does not apply; errors of ours are of
            course put right.
            """),
        in_the_box=("Print with your title, rolled in a tube or framed",),
        badge="Made for you",
        keywords=(
            "personalised star map custom night sky date place birth wedding anniversary gift print poster"
        ),
        specs={**COMMON, "subject": "stars", "charted": "Stars to 6 mag, Moon and planets for the date"},
        options=(FRAME,),
        variants=tuple(
            offer(
                16021 + place,
                "Star chart for a date and place, 40 × 50 cm",
                price,
                kg=kg,
                box=box,
                stock=40,
                options={"frame": frame},
                specs=size("40", "50", framed=bool(place)),
                pictures=(
                    Picture(
                        drawing="star_chart_date",
                        params={"width": 400, "height": 500, "framed": bool(place)},
                        alt=(
                            "Round chart of the sky for one evening, with a title and a line of "
                            "figures below."
                        ),
                        kind="card",
                    ),
                ),
            )
            for place, (frame, price, kg, box) in enumerate(
                (
                    ("none", "49.00", "0.45", (460, 90, 90)),
                    ("oak", "109.00", "2.6", (620, 520, 70)),
                )
            )
        ),
        personal_text="Names or title on the chart, with date, time and place",
        popularity=85,
    ),
    Product(
        slug="house-moon-map",
        name="Map of the Moon, print",
        brand="house-print",
        category="prints",
        pitch=(
            "Three hundred names on the near side, engraved in line: hangs beside the telescope and "
            "gets thumbprints."
        ),
        description=prose("""
            North is up, as the naked eye and binoculars see it. A small key shows how to turn the map for a
            Newtonian and for a refractor with a diagonal, which is the question everybody asks in the first
            week.

            Craters are drawn with the Sun low in the east, so that heights have shadows. Landing sites from
            Luna 2 to the present are marked with the year. The ink stands on matt paper, on which a pencil
            note can be made and rubbed out.
            """),
        in_the_box=("Print, rolled in a tube or framed", "Index of names"),
        keywords="moon map lunar chart poster print craters maria landing sites apollo gift",
        specs={**COMMON, "subject": "moon", "charted": "300 names, landing sites, near side"},
        options=(FRAME,),
        variants=framed_and_not(
            16025,
            "Map of the Moon, 50 × 70 cm",
            "moon_map",
            "the near side of the Moon with names",
            size_cm=(50, 70),
            prices=("36.90", "112.00"),
            stock=(33, 8),
        ),
        popularity=72,
    ),
    Product(
        slug="house-messier",
        name="The Messier Catalogue, print",
        brand="house-print",
        category="prints",
        pitch="All 110 objects, drawn at one scale, with a small ring beside each to tick off.",
        description=prose("""
            Printed side by side at the same scale, the catalogue is full of surprises: the Andromeda galaxy
            needs a whole band, the Ring nebula is a dot, M 40 is a double star and M 73 four stars that
            happen to stand there.

            Each object comes with its constellation, its brightness, and the smallest aperture in which one
            of us has seen it from Brandenburg. It takes about two years to fill in the rings.
            """),
        in_the_box=("Print, rolled in a tube", "Silver pencil"),
        keywords="messier catalogue poster print checklist deep sky M1 M31 M42 M45 M110 marathon gift",
        specs={
            **COMMON,
            **size("70", "50"),
            "subject": "deep-sky",
            "charted": "110 objects at one scale",
        },
        variants=(
            offer(
                16029,
                "The Messier Catalogue, 70 × 50 cm",
                "36.90",
                kg="0.5",
                box=(560, 90, 90),
                stock=21,
                pictures=(poster("messier", 70, 50, "the 110 Messier objects in rows"),),
            ),
        ),
        popularity=57,
    ),
    Product(
        slug="house-milky-way",
        name="The Milky Way, panorama print",
        brand="house-print",
        category="prints",
        pitch=(
            "The whole band from Scorpius round to Scorpius, one metre wide: hang it above a sofa "
            "or a workbench."
        ),
        description=prose("""
            In galactic coordinates the band lies level and the constellations stand at odd angles, which
            after a moment feels right: this is how the Galaxy would draw it. The dark rift, the great star
            clouds and 80 nebulae and clusters carry their names.

            The density of the dots follows star counts, smoothed by hand. Seen from three metres it is a
            cloud, from thirty centimetres a map.
            """),
        in_the_box=("Print, rolled in a tube",),
        keywords="milky way panorama poster print galaxy band wall art nebulae gift",
        specs={
            **COMMON,
            **size("100", "40"),
            "subject": "deep-sky",
            "charted": "Whole sky in galactic coordinates, 80 objects",
        },
        variants=(
            offer(
                16033,
                "The Milky Way, 100 × 40 cm",
                "44.90",
                kg="0.5",
                box=(460, 100, 100),
                stock=13,
                pictures=(
                    poster("milky_way", 100, 40, "the band of the Milky Way in an oval map of the whole sky"),
                ),
            ),
        ),
        popularity=51,
    ),
    Product(
        slug="house-solar-system",
        name="The Solar System, print",
        brand="house-print",
        category="prints",
        pitch=(
            "Eight planets with their true sizes against each other, and in the margin the thing no "
            "poster can show: the distances."
        ),
        description=prose("""
            At this scale Jupiter measures eleven centimetres and the Earth one. The Sun would be over a metre
            wide; its limb is drawn along the left edge. To place the Earth at its right distance you would
            have to hang a second sheet 115 metres down the road, and Neptune at three and a half kilometres.

            Axes are tilted as they are, Uranus on its side. Moons larger than Pluto are shown beside their
            planets.
            """),
        in_the_box=("Print, rolled in a tube", "Measuring tape card for a planet walk"),
        keywords="solar system planets poster print children room sizes jupiter saturn school gift",
        specs={
            **COMMON,
            **size("70", "50"),
            "subject": "planets",
            "charted": "Planets and large moons at one scale",
        },
        variants=(
            offer(
                16037,
                "The Solar System, 70 × 50 cm",
                "32.90",
                kg="0.5",
                box=(560, 90, 90),
                stock=29,
                pictures=(
                    poster("solar_system", 70, 50, "the planets at one scale beside the edge of the Sun"),
                ),
            ),
        ),
        popularity=60,
    ),
    Product(
        slug="house-saturn",
        name="Saturn, engraving",
        brand="house-print",
        category="prints",
        pitch=(
            "The planet as a telescope of 300 mm shows it in the best second of a good night, in "
            "twelve hundred lines."
        ),
        description=prose("""
            Rings, gap, the shadow of the ball on the ring and of the ring on the ball: all computed for an
            opening of 21 degrees, then drawn with lines of varying width as in an old plate book. No grey
            tone is used anywhere.

            Thirty by forty centimetres, black on warm white. It goes well with a plain frame and a reading
            lamp.
            """),
        in_the_box=("Print, flat between boards",),
        keywords="saturn engraving print poster ring planet wall art minimal gift",
        specs={**COMMON, **size("40", "30"), "subject": "planets"},
        variants=(
            offer(
                16041,
                "Saturn, engraving, 40 × 30 cm",
                "22.90",
                kg="0.4",
                box=(450, 350, 15),
                stock=36,
                pictures=(poster("saturn", 40, 30, "Saturn with its ring in fine lines"),),
            ),
        ),
        popularity=64,
    ),
)
