"""Department eyepieces and its parts."""

from shop.demo.schema import Category

EYEPIECES: tuple[Category, ...] = (
    Category(
        slug="eyepieces",
        name="Eyepieces",
        parent=None,
        noun=("eyepiece or accessory", "eyepieces and accessories"),
        advice="Two good eyepieces are worth more than six poor ones: one for finding, one for looking.",
        seo_title="Eyepieces, filters, finders and diagonals",
        seo_description=(
            "Eyepieces with the field and power they give in your telescope, and everything around "
            "the focuser."
        ),
        picture="cat-eyepieces",
        facets=("eyepiece_focal_length", "apparent_field", "barrel", "eye_relief"),
        card_specs=("eyepiece_focal_length", "apparent_field", "eye_relief"),
        sorts=(
            ("eyepiece_focal_length", "Focal length, short to long", False),
            ("apparent_field", "Widest field first", True),
        ),
        promoted=(
            ("Wide fields", "/eyepieces/wide-field/"),
            ("For planets", "/eyepieces/high-power/"),
            ("Comfortable with glasses", "?eye_relief=15-to-17&eye_relief=over-17"),
            ("Filters", "/eyepieces/filters/"),
            ("Finders", "/eyepieces/finders/"),
            ("Barlow lenses", "/eyepieces/barlows/"),
        ),
    ),
    Category(
        slug="wide-field",
        name="Wide field",
        parent="eyepieces",
        noun=("wide-field eyepiece", "wide-field eyepieces"),
        advice="From 65° on you no longer see the edge unless you look for it.",
        seo_title="Wide-field eyepieces from 65 to 100 degrees",
        seo_description=(
            "Wide and ultra-wide eyepieces in 1.25″ and 2″ with field stop, eye relief and weight."
        ),
    ),
    Category(
        slug="high-power",
        name="High power",
        parent="eyepieces",
        noun=("high-power eyepiece", "high-power eyepieces"),
        advice=(
            "Short focal lengths for planets and double stars, made so that the eye need not touch the glass."
        ),
        seo_title="High-power and planetary eyepieces",
        seo_description="Eyepieces from 2.5 to 9 mm for planets, the Moon and double stars.",
    ),
    Category(
        slug="classic",
        name="Classic",
        parent="eyepieces",
        noun=("classic eyepiece", "classic eyepieces"),
        advice="Few lenses, small price, clean image: Plössl, orthoscopic and Erfle designs.",
        seo_title="Plössl, orthoscopic and Erfle eyepieces",
        seo_description="Classic eyepiece designs with four to five lenses for sharp stars at a small price.",
    ),
    Category(
        slug="zooms-and-sets",
        name="Zooms and sets",
        parent="eyepieces",
        noun=("zoom or set", "zooms and sets"),
        advice="One turn of the barrel, or one case, covers every power a telescope can use.",
        seo_title="Zoom eyepieces and eyepiece sets",
        seo_description="Zoom eyepieces and cased sets with their shortest and longest focal lengths.",
        facets=("shortest_focal_length", "longest_focal_length", "barrel"),
        card_specs=("shortest_focal_length", "longest_focal_length", "barrel"),
        sorts=(("shortest_focal_length", "Focal length, short to long", False),),
    ),
    Category(
        slug="barlows",
        name="Barlows and reducers",
        parent="eyepieces",
        noun=("Barlow or reducer", "Barlows and reducers"),
        advice="A Barlow doubles the power of every eyepiece you own; a reducer shortens a long telescope.",
        seo_title="Barlow lenses and focal reducers",
        seo_description="Barlow lenses from 1.5 to 5 times and reducers for Schmidt-Cassegrains.",
        facets=("barlow_factor", "barrel", "barlow_elements"),
        card_specs=("barlow_factor", "barrel", "barlow_elements"),
        sorts=(("barlow_factor", "Factor, small to large", False),),
    ),
    Category(
        slug="diagonals",
        name="Diagonals",
        parent="eyepieces",
        noun=("diagonal", "diagonals"),
        advice="They save your neck at the zenith; at high power their quality shows.",
        seo_title="Star diagonals and erecting prisms",
        seo_description="Mirror, prism and erecting diagonals and a solar wedge for 1.25″ and 2″ focusers.",
        facets=("diagonal_kind", "barrel", "deviation"),
        card_specs=("diagonal_kind", "barrel", "deviation"),
    ),
    Category(
        slug="filters",
        name="Filters",
        parent="eyepieces",
        noun=("filter", "filters"),
        advice="A filter adds no light: it takes away what you do not want to see.",
        seo_title="Filters for nebulae, the Moon, planets and the Sun",
        seo_description=(
            "UHC, O III, Moon, colour, solar and camera filters with pass bands and the aperture they need."
        ),
        facets=("filter_kind", "filter_size", "filter_aperture"),
        card_specs=("filter_kind", "filter_size", "filter_aperture"),
    ),
    Category(
        slug="finders",
        name="Finders",
        parent="eyepieces",
        noun=("finder", "finders"),
        advice="Half the time at a telescope is finding; a good finder gives it back.",
        seo_title="Finders: optical, right-angle and red dot",
        seo_description=(
            "Finder telescopes and red-dot finders with magnification, aperture and field of view."
        ),
        facets=("finder_kind", "finder_magnification", "finder_aperture"),
        card_specs=("finder_kind", "finder_magnification", "finder_aperture"),
    ),
    Category(
        slug="collimation",
        name="Collimation and focusing",
        parent="eyepieces",
        noun=("collimation tool or focuser", "collimation tools and focusers"),
        advice="Two minutes of alignment sharpen a mirror telescope more than any new eyepiece.",
        seo_title="Collimation lasers, sight tubes and focusers",
        seo_description=(
            "Tools that line up the mirrors of a Newtonian, and focusers that move without shake."
        ),
        facets=("collimation_kind", "barrel", "needs_battery"),
        card_specs=("collimation_kind", "barrel", "needs_battery"),
    ),
    Category(
        slug="cases-and-care",
        name="Cases and care",
        parent="eyepieces",
        noun=("case or care item", "cases and care items"),
        advice="Dust does little harm, wiping it off does a lot. Keep optics dry, closed and mostly alone.",
        seo_title="Eyepiece cases, cleaning and dew heaters",
        seo_description="Cases, cleaning sets and heaters that keep lenses clear through a damp night.",
        facets=("care_kind", "needs_power", "care_weight"),
        card_specs=("care_kind", "needs_power", "care_weight"),
    ),
)
