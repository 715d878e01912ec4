"""Books and atlases."""

from decimal import Decimal

from shop.demo.catalogue.build import Specs, card, offer, prose
from shop.demo.schema import Product


def volume(
    width: int, height: int, pages: int, *, reader: str, age: int, author: str, binding: str, subject: str
) -> Specs:
    """Return what a book shares with all books; width and height in mm."""
    return {
        "width_cm": Decimal(width) / 10,
        "height_cm": Decimal(height) / 10,
        "longest_side": Decimal(max(width, height)) / 10,
        "pages": pages,
        "reader": reader,
        "from_age": age,
        "author": author,
        "binding": binding,
        "material": "paper",
        "subject": subject,
    }


BOOKS: tuple[Product, ...] = (
    Product(
        slug="almucantar-first-nights",
        name="First Nights Under the Sky",
        brand="almucantar",
        category="books",
        pitch=(
            "Fifty evenings with the naked eye, binoculars and a small telescope, in the order in "
            "which they work."
        ),
        description=prose("""
            Most introductions begin with the history of astronomy. This one begins with a coat and a
            deckchair. Each double page is one evening: when to go out, where to look, what you will see and
            what you will not, and one thing to think about on the way in.

            The drawings were made at the eyepiece of a 114 mm telescope, so nobody is promised photographs.
            It covers the year from 50 degrees north and works between 40 and 60.
            """),
        in_the_box=("Book, 176 pages, sewn, lies flat",),
        keywords="book beginner introduction stargazing observing year first telescope guide",
        tax_class="books",
        specs=volume(
            170,
            240,
            176,
            reader="beginners",
            age=12,
            author="Henrike Ostwald",
            binding="Sewn, flexible cover",
            subject="observing",
        ),
        variants=(
            offer(
                16201,
                "First Nights Under the Sky",
                "24.90",
                kg="0.62",
                box=(260, 190, 40),
                stock=57,
                pictures=(
                    card(
                        "book",
                        "Book with the title First Nights on its cover.",
                        title="First Nights",
                        width=170,
                        height=240,
                        thickness=16,
                    ),
                ),
            ),
        ),
        popularity=70,
    ),
    Product(
        slug="almucantar-field-atlas",
        name="Field Atlas of the Stars",
        brand="almucantar",
        category="books",
        pitch="Sixty charts to magnitude 7.5, black on white, legible by red light and proof against dew.",
        description=prose("""
            Each chart shows 30 degrees of sky at a scale where the finder's field is the size of a coin; a
            transparent overlay with circles is tucked into the cover. Two thousand objects are marked, those
            visible in 150 mm in bold.

            The paper is a mineral sheet without fibres: water beads, ink stays. Spiral binding lets it fold
            over and lie flat on a wet table. There is no sky colour, since dark blue turns black in red light
            and hides the lines.
            """),
        in_the_box=("Atlas, 60 charts, spiral binding", "Overlay with finder circles"),
        keywords="star atlas charts field map sky deep sky star hopping waterproof",
        tax_class="books",
        specs=volume(
            297,
            210,
            132,
            reader="observers",
            age=12,
            author="Ludvík Hájek",
            binding="Spiral, mineral paper",
            subject="stars",
        ),
        variants=(
            offer(
                16205,
                "Field Atlas of the Stars",
                "39.90",
                kg="1.05",
                box=(320, 240, 40),
                stock=23,
                pictures=(
                    card(
                        "atlas",
                        "Star atlas in landscape format with spiral binding.",
                        title="Field Atlas",
                        width=297,
                        height=210,
                        thickness=16,
                    ),
                ),
            ),
        ),
        popularity=65,
    ),
    Product(
        slug="almucantar-small-telescopes",
        name="Deep Sky with Small Telescopes",
        brand="almucantar",
        category="books",
        pitch=(
            "Four hundred nebulae, clusters and galaxies described through 80 and 150 mm: honest "
            "words, pencil drawings."
        ),
        description=prose("""
            The author kept notes for nineteen years and printed the failures as well. For each object you
            read what one sees from a suburb, what from the country, which power was best and how hard it was
            on a scale of five. A finder chart stands on the same page.

            Photographs appear once, in an appendix, so that they do not spoil the expectation.
            """),
        in_the_box=("Book, 388 pages, hardback",),
        keywords="book deep sky guide nebulae clusters galaxies observing small telescope drawings",
        tax_class="books",
        specs=volume(
            190,
            250,
            388,
            reader="observers",
            age=14,
            author="Marta Lindqvist",
            binding="Sewn, hardback",
            subject="deep-sky",
        ),
        variants=(
            offer(
                16209,
                "Deep Sky with Small Telescopes",
                "44.90",
                kg="1.35",
                box=(280, 220, 60),
                stock=15,
                pictures=(
                    card(
                        "book",
                        "Thick book with the title Deep Sky on its cover.",
                        title="Deep Sky",
                        width=190,
                        height=250,
                        thickness=32,
                    ),
                ),
            ),
        ),
        popularity=46,
    ),
    Product(
        slug="almucantar-mirror-maker",
        name="The Mirror Maker's Notebook",
        brand="almucantar",
        category="books",
        pitch=(
            "Grind, polish and test a 150 mm mirror at the kitchen table. Four weeks of evenings, "
            "explained stroke by stroke."
        ),
        description=prose("""
            Two discs of glass, carborundum, pitch and water: by rubbing one on the other, the upper becomes
            hollow of its own accord. How to steer this to a tenth of a micrometre with a razor blade and a
            lamp is one of the prettiest things in practical physics.

            The second half builds a Dobsonian around the mirror from one sheet of plywood. Drawings are to
            scale and tested by eleven beginners, whose mistakes have a chapter of their own.
            """),
        in_the_box=("Book, 224 pages, sewn", "Three folded plans"),
        keywords="book mirror grinding telescope making atm foucault dobsonian build plywood",
        tax_class="books",
        specs=volume(
            210,
            240,
            224,
            reader="builders",
            age=14,
            author="Jonas Wiebe",
            binding="Sewn, flexible cover",
            subject="observing",
        ),
        variants=(
            offer(
                16213,
                "The Mirror Maker's Notebook",
                "34.90",
                kg="0.90",
                box=(270, 240, 50),
                stock=8,
                pictures=(
                    card(
                        "book",
                        "Square book with the title Mirror Maker on its cover.",
                        title="Mirror Maker",
                        width=210,
                        height=240,
                        thickness=20,
                    ),
                ),
            ),
        ),
        popularity=30,
    ),
    Product(
        slug="almucantar-listening",
        name="Listening to Satellites",
        brand="almucantar",
        category="books",
        pitch=(
            "From a wire on the balcony to pictures of the weather: radio for people who have never soldered."
        ),
        description=prose("""
            What is a decibel, why does a pass last fourteen minutes, where does the hiss come from? The first
            chapters answer with a twenty-euro receiver on the table. Later ones build three antennas, decode
            telemetry and measure the Doppler shift of the space station.

            Programs are named with versions and dates, and the publisher keeps a page of corrections, for in
            this field half of everything changes within two years.
            """),
        in_the_box=("Book, 248 pages, sewn",),
        keywords="book satellites radio sdr antenna weather telemetry iss ground station beginner",
        tax_class="books",
        specs=volume(
            170,
            240,
            248,
            reader="builders",
            age=14,
            author="Signe Kjær",
            binding="Sewn, flexible cover",
            subject="observing",
        ),
        variants=(
            offer(
                16217,
                "Listening to Satellites",
                "29.90",
                kg="0.74",
                box=(260, 190, 45),
                stock=12,
                pictures=(
                    card(
                        "book",
                        "Book with the title Listening on its cover.",
                        title="Listening",
                        width=170,
                        height=240,
                        thickness=21,
                    ),
                ),
            ),
        ),
        popularity=35,
    ),
    Product(
        slug="almucantar-moon-children",
        name="Where Does the Moon Go by Day?",
        brand="almucantar",
        category="books",
        pitch="Questions of a five-year-old, answered with a ball, a torch and a bathroom.",
        description=prose("""
            Each answer is something to do rather than to be told. Hold an orange at arm's length and walk
            round the lamp: there are the phases. Draw the Moon every evening for two weeks, and where it goes
            by day is no riddle any more.

            Reading aloud takes twenty minutes, doing takes a month. The pictures are linocuts in three
            colours, the last page folds out to a Moon 50 cm wide.
            """),
        in_the_box=("Book, 48 pages, hardback with folding page",),
        keywords="children book kids moon phases experiments reading aloud gift",
        tax_class="books",
        specs=volume(
            240,
            260,
            48,
            reader="children",
            age=4,
            author="Ada Brenner",
            binding="Hardback, sewn",
            subject="moon",
        ),
        variants=(
            offer(
                16221,
                "Where Does the Moon Go by Day?",
                "16.90",
                kg="0.55",
                box=(290, 270, 25),
                stock=38,
                pictures=(
                    card(
                        "book",
                        "Large thin children's book with the title The Moon on its cover.",
                        title="The Moon",
                        width=240,
                        height=260,
                        thickness=9,
                    ),
                ),
            ),
        ),
        popularity=61,
    ),
)
