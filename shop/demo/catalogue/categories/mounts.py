"""Department mounts and its parts."""

from shop.demo.schema import Category

MOUNTS: tuple[Category, ...] = (
    Category(
        slug="mounts",
        name="Mounts",
        parent=None,
        noun=("mount", "mounts"),
        advice=(
            "A shaky mount spoils any telescope. Add up tube, camera and finder, then choose a "
            "payload with room to spare."
        ),
        seo_title="Telescope mounts, trackers, tripods and piers",
        seo_description=(
            "Equatorial, harmonic and alt-azimuth mounts with honest payloads for looking and for cameras."
        ),
        picture="cat-mounts",
        facets=("payload", "mount_type", "goto_mount", "mount_weight"),
        card_specs=("payload", "mount_type", "mount_weight"),
        sorts=(("payload", "Payload, large to small", True), ("mount_weight", "Lightest first", False)),
        promoted=(
            ("Equatorial mounts", "/mounts/equatorial/"),
            ("Star trackers", "/mounts/star-trackers/"),
            ("Finds objects by itself", "?goto_mount=yes"),
            ("Harmonic drives", "?mount_type=harmonic"),
            ("Tripods and piers", "/mounts/tripods-and-piers/"),
        ),
    ),
    Category(
        slug="equatorial",
        name="Equatorial mounts",
        parent="mounts",
        noun=("equatorial mount", "equatorial mounts"),
        advice="Aim one axis at the pole and a single slow motion holds any star still.",
        seo_title="Equatorial and harmonic mounts",
        seo_description=(
            "From a light manual head to a 30 kg observatory mount, with measured periodic error."
        ),
    ),
    Category(
        slug="alt-azimuth",
        name="Alt-azimuth mounts",
        parent="mounts",
        noun=("alt-azimuth mount", "alt-azimuth mounts"),
        advice="Up, down and sideways: set up in a minute and understood at once.",
        seo_title="Alt-azimuth mounts, manual and GoTo",
        seo_description=(
            "Heads for quick looks, for two telescopes side by side and for self-finding set-ups."
        ),
    ),
    Category(
        slug="star-trackers",
        name="Star trackers",
        parent="mounts",
        noun=("star tracker", "star trackers"),
        advice="They turn a camera with the sky, so that a minute of exposure leaves round stars.",
        seo_title="Star trackers for cameras",
        seo_description=(
            "Pocket and travel trackers with the exposure times they really allow at each focal length."
        ),
    ),
    Category(
        slug="tripods-and-piers",
        name="Tripods and piers",
        parent="mounts",
        noun=("tripod or pier", "tripods and piers"),
        advice="What stands under the mount decides how long the image shakes after a touch.",
        seo_title="Tripods and piers for telescopes",
        seo_description=(
            "Steel, ash wood and carbon tripods and fixed piers with heights, weights and thread sizes."
        ),
    ),
    Category(
        slug="mount-accessories",
        name="Mount accessories",
        parent="mounts",
        noun=("mount accessory", "mount accessories"),
        advice="Balance, rails, pole and power: the four things a mount asks for after a month.",
        seo_title="Counterweights, dovetail rails and power for mounts",
        seo_description=(
            "Counterweights, dovetail rails, polar finders, leg spreaders and batteries for mounts."
        ),
        facets=("accessory_kind", "fits_to", "part_weight"),
        card_specs=("accessory_kind", "fits_to", "part_weight"),
        sorts=(("part_weight", "Lightest first", False),),
    ),
)
