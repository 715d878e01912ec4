"""Department cameras and its parts."""

from shop.demo.schema import Category

CAMERAS: tuple[Category, ...] = (
    Category(
        slug="cameras",
        name="Cameras",
        parent=None,
        noun=("camera or adapter", "cameras and adapters"),
        advice=(
            "Fast cameras for planets, cooled ones for nebulae: pixel and sensor size must fit the "
            "focal length."
        ),
        seo_title="Astronomy cameras, filter wheels and adapters",
        seo_description=(
            "Planetary, cooled, guiding and all-sky cameras with true sensor sizes and back focus."
        ),
        picture="cat-cameras",
        facets=("sensor_diagonal", "pixel_size", "camera_thread", "cooled", "colour"),
        card_specs=("sensor_diagonal", "pixel_size", "camera_thread"),
        sorts=(
            ("sensor_diagonal", "Largest sensor first", True),
            ("pixel_size", "Smallest pixels first", False),
        ),
        promoted=(
            ("Saturn on your screen", "/cameras/planetary/"),
            ("Cooled", "?cooled=yes"),
            ("Colour", "?colour=colour"),
            ("Guiding", "/cameras/guiding/"),
            ("Filter wheels and adapters", "/cameras/wheels-and-adapters/"),
        ),
    ),
    Category(
        slug="planetary",
        name="Planetary cameras",
        parent="cameras",
        noun=("planetary camera", "planetary cameras"),
        advice="They film at a hundred frames a second, and software keeps the calm moments.",
        seo_title="Planetary cameras for Moon, Sun and planets",
        seo_description="Fast small cameras for planets, with pixel size and frame rate.",
    ),
    Category(
        slug="deep-sky",
        name="Cooled cameras",
        parent="cameras",
        noun=("cooled camera", "cooled cameras"),
        advice="Minutes of exposure need a sensor at 0 °C or less, a mount that guides and patience.",
        seo_title="Cooled cameras for nebulae and galaxies",
        seo_description="Cooled colour and monochrome cameras from 1 inch to full frame.",
    ),
    Category(
        slug="guiding",
        name="Guiding",
        parent="cameras",
        noun=("guide camera", "guide cameras"),
        advice="A second, small camera watches one star and corrects the mount every two seconds.",
        seo_title="Guide cameras and guiding sets",
        seo_description="Guide cameras and complete guiding sets with focal length and pixel size.",
    ),
    Category(
        slug="all-sky",
        name="All-sky cameras",
        parent="cameras",
        noun=("all-sky camera", "all-sky cameras"),
        advice="A fish-eye under a dome that watches for meteors and clouds while you sleep.",
        seo_title="All-sky and meteor cameras",
        seo_description=(
            "Weatherproof all-sky cameras for meteors, aurora and the cloud watch of an observatory."
        ),
    ),
    Category(
        slug="wheels-and-adapters",
        name="Filter wheels and adapters",
        parent="cameras",
        noun=("wheel or adapter", "wheels and adapters"),
        advice="Count millimetres: every ring between flattener and sensor belongs to the back focus.",
        seo_title="Filter wheels, rings, flatteners and holders",
        seo_description="Filter wheels, T2 rings, spacers, flatteners, off-axis guiders and phone holders.",
        facets=("adapter_kind", "telescope_side", "optical_length"),
        card_specs=("adapter_kind", "telescope_side", "optical_length"),
    ),
)
