"""Department binoculars and its parts."""

from shop.demo.schema import Category

BINOCULARS: tuple[Category, ...] = (
    Category(
        slug="binoculars",
        name="Binoculars",
        parent=None,
        noun=("binocular or scope", "binoculars and scopes"),
        advice=(
            "The first number is the power, the second the width of each lens. Over 10 times you "
            "want a tripod."
        ),
        seo_title="Binoculars for the sky and spotting scopes",
        seo_description=(
            "Porro, roof-prism and giant binoculars with weight, field and exit pupil, and spotting scopes."
        ),
        picture="cat-binoculars",
        facets=("binocular_magnification", "objective", "binocular_weight", "tripod_thread", "exit_pupil"),
        card_specs=("binocular_magnification", "objective", "binocular_weight"),
        sorts=(
            ("objective", "Aperture, large to small", True),
            ("binocular_weight", "Lightest first", False),
        ),
        promoted=(
            ("Porro binoculars", "/binoculars/porro/"),
            ("Held by hand at night", "?binocular_magnification=9-to-10&exit_pupil=over-4-9"),
            ("Under 700 g", "?binocular_weight=up-to-0-7"),
            ("Giant binoculars", "/binoculars/giant/"),
            ("Spotting scopes", "/binoculars/spotting-scopes/"),
        ),
    ),
    Category(
        slug="porro",
        name="Porro binoculars",
        parent="binoculars",
        noun=("Porro binocular", "Porro binoculars"),
        advice="The broad-shouldered classic: much light and a deep view for the money.",
        seo_title="Porro binoculars 7×50 to 12×50",
        seo_description="Porro-prism binoculars for the night sky with true fields and weights.",
    ),
    Category(
        slug="roof",
        name="Roof-prism binoculars",
        parent="binoculars",
        noun=("roof-prism binocular", "roof-prism binoculars"),
        advice="Slim and sealed: for those who look at birds by day and at star clouds by night.",
        seo_title="Roof-prism binoculars and monoculars",
        seo_description="Waterproof roof-prism binoculars from 25 to 56 mm for day and night.",
    ),
    Category(
        slug="giant",
        name="Giant binoculars",
        parent="binoculars",
        noun=("giant binocular", "giant binoculars"),
        advice="Two eyes on a comet show more than one; a tripod is part of the instrument.",
        seo_title="Giant binoculars from 70 to 100 mm",
        seo_description="Straight and angled giant binoculars with weights and the support they need.",
    ),
    Category(
        slug="spotting-scopes",
        name="Spotting scopes",
        parent="binoculars",
        noun=("spotting scope", "spotting scopes"),
        advice="Upright image, sealed body and a zoom: for the coast by day, for the Moon in the evening.",
        seo_title="Spotting scopes from 50 to 85 mm",
        seo_description="Angled spotting scopes with zoom eyepieces for nature and the Moon.",
    ),
    Category(
        slug="supports",
        name="Supports",
        parent="binoculars",
        noun=("support", "supports"),
        advice="On a support, a 10×50 shows a full magnitude more than in the hand.",
        seo_title="Tripods, parallelogram mounts and phone holders",
        seo_description="Supports that carry binoculars and phones, with payload and height.",
        facets=("support_kind", "support_payload", "support_weight"),
        card_specs=("support_kind", "support_payload", "support_weight"),
        sorts=(("support_weight", "Lightest first", False),),
    ),
)
