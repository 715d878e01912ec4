"""Finders."""

from shop.demo.catalogue import physics
from shop.demo.catalogue.build import SUN_WARNING, Specs, card, offer, prose
from shop.demo.schema import Option, Product


def optical(magnification: int, aperture: int, kind: str) -> Specs:
    """Return power, aperture in mm and the exit pupil that follows."""
    return {
        "finder_kind": kind,
        "finder_magnification": magnification,
        "finder_aperture": aperture,
        "finder_exit_pupil": physics.exit_pupil(aperture, magnification),
    }


FINDERS: tuple[Product, ...] = (
    Product(
        slug="reticule-red-dot",
        name="Red-dot finder",
        brand="reticule",
        category="finders",
        pitch="A red point hangs among the stars where the telescope looks. No upside-down, no squinting.",
        description=prose("""
            Look with both eyes open through the small window, put the point on a bright star, done. It is the
            finder we recommend for first telescopes, as long as stars are visible to the naked eye. In a
            bright city, where the sky is empty, an optical one finds more.

            The brightness can be turned down far enough for a dark site, which many such finders miss. A cell
            lasts a season, provided that you switch it off; a spare one sits in the lid.
            """),
        in_the_box=("Finder with shoe", "Two cells CR2032", "Two hexagonal keys"),
        warning=(
            "Contains button cells. Keep away from children: swallowing causes severe burns within two hours."
        ),
        keywords="red dot finder reflex sight zero magnification 1x dovetail shoe telescope scope",
        specs={
            "finder_kind": "red-dot",
            "finder_magnification": 1,
            "finder_aperture": 22,
            "guarantee_years": 2,
            "power_supply": "CR2032, supplied",
        },
        variants=(
            offer(
                12601,
                "Red-dot finder",
                "29.00",
                kg="0.16",
                box=(130, 80, 70),
                stock=55,
                pictures=(card("red_dot_finder", "Small red-dot finder with a tilted window."),),
            ),
        ),
        popularity=77,
    ),
    Product(
        slug="sextans-straight-finder",
        name="Finder, straight view",
        brand="sextans",
        category="finders",
        pitch=(
            "A small telescope on the large one: it shows stars that the eye cannot, and the way "
            "between them."
        ),
        description=prose("""
            Star-hopping means walking from a bright star to the object by way of fainter ones. With 50 mm one
            sees stars down to tenth magnitude, enough for every step on the usual maps. With 30 mm it is
            ninth, sufficient for a small refractor.

            The view is upside down, as in the telescope itself, which makes the change between the two easy.
            Both have a crosshair, thick enough to see against the night sky, and a spring-loaded bracket with
            two screws instead of three.
            """),
        in_the_box=("Finder with crosshair", "Bracket with spring pin and shoe"),
        warning=SUN_WARNING,
        keywords="finder scope optical straight 6x30 8x50 star hopping crosshair",
        specs={"finder_kind": "straight", "guarantee_years": 3},
        options=(
            Option(
                code="size",
                name="Size",
                hint="(changes price and weight)",
                values=(("6x30", "6×30"), ("8x50", "8×50")),
                own_card=True,
            ),
        ),
        variants=(
            offer(
                12605,
                "Finder 6×30, straight view",
                "39.00",
                kg="0.42",
                box=(230, 110, 90),
                stock=19,
                options={"size": "6x30"},
                specs={**optical(6, 30, "straight"), "finder_field": 7},
                pictures=(
                    card(
                        "finder",
                        "Slim straight finder 6×30 in its bracket.",
                        aperture=30,
                        magnification=6,
                    ),
                ),
            ),
            offer(
                12606,
                "Finder 8×50, straight view",
                "59.00",
                kg="0.78",
                box=(280, 130, 110),
                stock=24,
                options={"size": "8x50"},
                specs={**optical(8, 50, "straight"), "finder_field": 6},
                pictures=(
                    card(
                        "finder",
                        "Straight finder 8×50 in its bracket.",
                        aperture=50,
                        magnification=8,
                    ),
                ),
            ),
        ),
        popularity=48,
    ),
    Product(
        slug="sextans-right-angle-finder",
        name="Right-angle finder 9×50",
        brand="sextans",
        category="finders",
        pitch=(
            "You look into it from above, the view is upright and matches the map. Your neck will "
            "write a review."
        ),
        description=prose("""
            A roof prism bends the view by 90 degrees and turns it the right way round. On a Dobsonian
            pointing high that is the difference between standing and kneeling. North is up and east is left,
            exactly as printed in atlases.

            One drawback: you no longer look in the direction of the sky, so the first aim becomes a guess.
            Most owners put a red dot beside it. The crosshair can be lit with the small lamp, which is
            supplied.
            """),
        in_the_box=("Finder with prism", "Bracket with shoe", "Red lamp for the crosshair with cell LR41"),
        warning=f"{SUN_WARNING} Contains a button cell: keep away from children.",
        keywords="raci right angle correct image finder scope 9x50 dobsonian illuminated",
        specs={**optical(9, 50, "right-angle"), "finder_field": 5, "guarantee_years": 3},
        variants=(
            offer(
                12611,
                "Right-angle finder 9×50",
                "89.00",
                kg="0.92",
                box=(260, 170, 120),
                stock=14,
                pictures=(
                    card(
                        "finder",
                        "Finder 9×50 with a right-angle prism and eyepiece on top.",
                        aperture=50,
                        magnification=9,
                        right_angle=True,
                    ),
                ),
            ),
        ),
        popularity=56,
    ),
)
