"""Department telescopes and its parts."""

from shop.demo.schema import Category

TELESCOPES: tuple[Category, ...] = (
    Category(
        slug="telescopes",
        name="Telescopes",
        parent=None,
        noun=("telescope", "telescopes"),
        advice=(
            "Aperture decides what you see, weight decides how often. Start with one of these or "
            "filter by what matters to you."
        ),
        seo_title="Telescopes, star-tested and drawn to scale",
        seo_description=(
            "Dobsonians, refractors, catadioptrics, smart and solar telescopes with true weights, "
            "true fields of view and a delivery date."
        ),
        picture="cat-telescopes",
        facets=(
            "aperture",
            "telescope_type",
            "heaviest_part",
            "mount_kind",
            "focal_length",
            "good_for",
            "goto",
            "fits_rucksack",
        ),
        card_specs=("aperture", "focal_length", "heaviest_part"),
        sorts=(("aperture", "Aperture, large to small", True), ("heaviest_part", "Lightest first", False)),
        promoted=(
            ("Dobsonians", "/telescopes/dobsonians/"),
            ("Refractors", "/telescopes/refractors/"),
            ("Catadioptrics", "/telescopes/catadioptrics/"),
            ("Finds objects by itself", "?goto=yes"),
            ("Fits a rucksack", "?fits_rucksack=yes"),
            ("For children", "/telescopes/first-telescopes/"),
        ),
    ),
    Category(
        slug="dobsonians",
        name="Dobsonians",
        parent="telescopes",
        noun=("Dobsonian", "Dobsonians"),
        advice="A mirror in a tube on a turning box: nothing else shows as much for the money.",
        seo_title="Dobsonian telescopes from 114 to 406 mm",
        seo_description=(
            "Tabletop, solid-tube and truss Dobsonians with the weight of every part and the view "
            "through the supplied eyepieces."
        ),
    ),
    Category(
        slug="refractors",
        name="Refractors",
        parent="telescopes",
        noun=("refractor", "refractors"),
        advice=(
            "A lens needs no alignment and is ready at once; ED glass takes the blue fringe off bright stars."
        ),
        seo_title="Refractors: achromats, ED and triplet telescopes",
        seo_description=(
            "Lens telescopes for the Moon, double stars and photography, with and without a mount."
        ),
    ),
    Category(
        slug="newtonians",
        name="Newtonians on equatorial mounts",
        parent="telescopes",
        noun=("Newtonian", "Newtonians"),
        advice=(
            "The mirror of a Dobsonian on a mount that follows the stars, and tubes for those who "
            "own a mount."
        ),
        seo_title="Newtonian telescopes and astrographs",
        seo_description=(
            "Newtonians on equatorial mounts and fast photographic tubes, with payload and back focus stated."
        ),
    ),
    Category(
        slug="catadioptrics",
        name="Catadioptrics",
        parent="telescopes",
        noun=("catadioptric telescope", "catadioptric telescopes"),
        advice="Two mirrors fold a long focal length into a short tube: high power in small luggage.",
        seo_title="Maksutov, Schmidt-Cassegrain and Cassegrain telescopes",
        seo_description=(
            "Compact long-focus telescopes for planets and cameras, on computerised mounts or as tubes."
        ),
    ),
    Category(
        slug="smart-telescopes",
        name="Smart telescopes",
        parent="telescopes",
        noun=("smart telescope", "smart telescopes"),
        advice=(
            "They find, follow and add up pictures by themselves; there is no eyepiece, you look at a screen."
        ),
        seo_title="Smart telescopes with camera and computer inside",
        seo_description=(
            "Self-aligning telescopes that stack pictures of nebulae on your phone, with honest limits."
        ),
    ),
    Category(
        slug="solar-telescopes",
        name="Solar telescopes",
        parent="telescopes",
        noun=("solar telescope", "solar telescopes"),
        advice="Only these may be pointed at the Sun as they come; each has its filters built in and sealed.",
        seo_title="Solar telescopes for white light, hydrogen and calcium",
        seo_description="Sealed solar telescopes that show prominences, granulation and sunspots in safety.",
    ),
    Category(
        slug="first-telescopes",
        name="For children and first looks",
        parent="telescopes",
        noun=("first telescope", "first telescopes"),
        advice="Steady stands, wide views and nothing that breaks: the Moon has to be found within a minute.",
        seo_title="First telescopes for children",
        seo_description=(
            "Small, steady telescopes for children, with the age they suit and what they really show."
        ),
    ),
)
