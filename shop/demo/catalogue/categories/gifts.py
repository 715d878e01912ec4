"""Department gifts and prints and its parts."""

from shop.demo.schema import Category

GIFTS: tuple[Category, ...] = (
    Category(
        slug="gifts-and-prints",
        name="Gifts and prints",
        parent=None,
        noun=("gift or print", "gifts and prints"),
        advice=(
            "Things that are true as well as pretty: every star on them stands where it stands in the sky."
        ),
        seo_title="Star prints, globes, books and meteorites",
        seo_description="Prints from true star positions, globes, sky books, meteorites and small presents.",
        picture="cat-gifts",
        facets=("longest_side", "from_age", "material", "subject"),
        card_specs=("longest_side", "from_age", "material"),
        sorts=(("longest_side", "Largest first", True), ("from_age", "Youngest first", False)),
        promoted=(
            ("Under €25", "?price_to=25"),
            ("Prints and posters", "/gifts-and-prints/prints/"),
            ("For children up to 9", "?from_age=up-to-5&from_age=6-to-9"),
            ("The Moon", "?subject=moon"),
            ("Books and atlases", "/gifts-and-prints/books/"),
            ("Meteorites", "/gifts-and-prints/meteorites/"),
        ),
    ),
    Category(
        slug="prints",
        name="Prints and posters",
        parent="gifts-and-prints",
        noun=("print", "prints"),
        advice="Printed on cotton paper in Berlin, rolled in a tube or framed under glass.",
        seo_title="Star charts and space prints",
        seo_description=(
            "Prints of the sky, constellations and the Moon from true positions, framed or unframed."
        ),
    ),
    Category(
        slug="globes",
        name="Globes and planispheres",
        parent="gifts-and-prints",
        noun=("globe or dial", "globes and dials"),
        advice="Turn them until they agree with the window, and the sky explains itself.",
        seo_title="Globes, planispheres, orreries and sundials",
        seo_description="Moon, Mars and sky globes, planispheres for your latitude, orreries and sundials.",
    ),
    Category(
        slug="books",
        name="Books and atlases",
        parent="gifts-and-prints",
        noun=("book", "books"),
        advice="Sewn bindings that lie flat in the dew, written by people who were out last night.",
        seo_title="Astronomy books and star atlases",
        seo_description="Star atlases, observing guides and books for children and builders.",
        facets=("reader", "pages", "from_age"),
        card_specs=("reader", "pages", "from_age"),
        sorts=(("pages", "Longest first", True),),
    ),
    Category(
        slug="meteorites",
        name="Meteorites",
        parent="gifts-and-prints",
        noun=("meteorite", "meteorites"),
        advice=(
            "Each piece is weighed, named with its find and sold with a card that says where it comes from."
        ),
        seo_title="Meteorites and tektites with origin",
        seo_description="Iron slices, stone meteorites and tektites with mass, classification and origin.",
    ),
    Category(
        slug="light-and-comfort",
        name="Light and comfort",
        parent="gifts-and-prints",
        noun=("item for the night", "items for the night"),
        advice=(
            "Who sits well and stays warm sees more: the eye finds faint things only when the body is still."
        ),
        seo_title="Red lamps, observing chairs and blankets",
        seo_description="Red torches, head lamps, chairs and blankets for long nights outside.",
    ),
    Category(
        slug="stationery",
        name="Stationery and small things",
        parent="gifts-and-prints",
        noun=("small thing", "small things"),
        advice="For the desk, the wall and the bag, all from our own drawing table.",
        seo_title="Mugs, notebooks, puzzles and pins",
        seo_description="Observing notebooks, postcards, puzzles, mugs and pins with true skies.",
    ),
)
