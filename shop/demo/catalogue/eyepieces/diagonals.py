"""Diagonals: mirrors and prisms that bend the view."""

from shop.demo.catalogue.build import card, offer, prose
from shop.demo.catalogue.eyepieces.figures import BARREL_SLUGS, Barrel
from shop.demo.schema import Option, Product, Variant

BARRELS = Option(
    code="barrel",
    name="Barrel",
    hint="(changes price and weight)",
    values=(("1-25", "1.25″"), ("2", "2″")),
    own_card=True,
)


def dielectric(number: int, barrel: Barrel, price: str, kg: str, stock: int) -> Variant:
    """Return one size of the dielectric mirror."""
    return offer(
        number,
        f"Dielectric diagonal {barrel}″",
        price,
        kg=kg,
        box=(160, 120, 90),
        stock=stock,
        options={"barrel": BARREL_SLUGS[barrel]},
        specs={"barrel": BARREL_SLUGS[barrel]},
        pictures=(
            card(
                "diagonal",
                f"Star diagonal with a {barrel}″ barrel and a mirror set at 45 degrees.",
                barrel=barrel,
                kind="mirror",
            ),
        ),
    )


DIAGONALS: tuple[Product, ...] = (
    Product(
        slug="vela-dielectric-diagonal",
        name="Dielectric diagonal",
        brand="vela",
        category="diagonals",
        pitch="Ninety-nine percent of the light goes round the corner, and will still do so in twenty years.",
        description=prose("""
            Some seventy alternating layers on quartz glass reflect better than aluminium and are so hard that
            they survive cleaning. The mirror is flat to a tenth of a wavelength, which at 200 times still
            counts.

            In a refractor it shows the sky upright and mirrored left to right, so fold your star map
            accordingly. The two-inch version passes the full field of long eyepieces and is also steadier
            with heavy ones; its path is 110 mm long, longer than the focus of some short tubes allows.
            """),
        in_the_box=("Diagonal with brass compression ring", "Caps", "2″ version: adapter to 1.25″"),
        keywords="diagonal star mirror zenith dielectric 90 degrees refractor",
        specs={
            "diagonal_kind": "dielectric",
            "deviation": "90",
            "reflectivity": 99,
            "guarantee_years": 5,
        },
        options=(BARRELS,),
        variants=(
            dielectric(12401, "1.25", "79.00", "0.30", 17),
            dielectric(12402, "2", "129.00", "0.62", 13),
        ),
        popularity=54,
    ),
    Product(
        slug="caelum-mirror-diagonal",
        name="Mirror diagonal 1.25″",
        brand="caelum",
        category="diagonals",
        pitch="The plain one, as a replacement for a plastic diagonal that came with a small refractor.",
        description=prose("""
            Aluminised mirror, metal housing, two screws. Compared with the sort that small telescopes arrive
            with, the gain is in stiffness and in a mirror that is glued flat rather than clamped at its
            corners.

            It passes 91 percent of the light. The difference to a dielectric one cannot be seen by eye, its
            age after ten damp years can.
            """),
        in_the_box=("Diagonal", "Caps"),
        keywords="diagonal mirror star 90 replacement cheap refractor maksutov",
        specs={
            "diagonal_kind": "mirror",
            "deviation": "90",
            "barrel": "1-25",
            "reflectivity": 91,
            "guarantee_years": 2,
        },
        variants=(
            offer(
                12405,
                "Mirror diagonal 1.25″",
                "29.00",
                kg="0.22",
                box=(130, 100, 70),
                stock=31,
                pictures=(
                    card(
                        "diagonal", "Small mirror diagonal with 1.25″ barrel.", barrel="1.25", kind="mirror"
                    ),
                ),
            ),
        ),
        popularity=34,
    ),
    Product(
        slug="reticule-prism-diagonal",
        name="Prism diagonal 1.25″",
        brand="reticule",
        category="diagonals",
        pitch=(
            "Total reflection inside glass: no coating to tarnish and very little stray light. For "
            "f/8 and slower."
        ),
        description=prose("""
            Planet observers prefer prisms in slow telescopes, since a polished glass face scatters less than
            the best mirror layer. In the cone of a fast refractor the same glass spreads colour, so below f/7
            choose a mirror.

            The light path is 65 mm, short enough for telescopes with little back focus. The body is turned
            from one piece and has a T2 thread for cameras.
            """),
        in_the_box=("Diagonal with T2 thread", "Eyepiece holder with brass ring", "Caps"),
        keywords="prism diagonal zenith 90 planets maksutov contrast zeiss-type",
        specs={
            "diagonal_kind": "prism",
            "deviation": "90",
            "barrel": "1-25",
            "guarantee_years": 3,
        },
        variants=(
            offer(
                12409,
                "Prism diagonal 1.25″",
                "89.00",
                kg="0.29",
                box=(130, 100, 80),
                stock=9,
                pictures=(
                    card("diagonal", "Prism diagonal with a closed housing.", barrel="1.25", kind="prism"),
                ),
            ),
        ),
        popularity=23,
    ),
    Product(
        slug="caelum-erecting-prism",
        name="Erecting prism 45°, 1.25″",
        brand="caelum",
        category="diagonals",
        pitch=(
            "Turns an astronomical telescope into a spotting scope: upright, right way round, at a "
            "relaxed angle."
        ),
        description=prose("""
            A roof prism exchanges left and right, so the image matches what you see without it. For birds,
            ships and mountains that is needed; for the Moon it agrees with ordinary maps.

            Bright stars show a thin line of light across them, from the edge of the roof. Above 100 times it
            disturbs. Take the mirror diagonal for planets and keep this one for the balcony.
            """),
        in_the_box=("Prism", "Caps"),
        keywords="erecting prism amici 45 terrestrial spotting correct image birds upright",
        specs={
            "diagonal_kind": "erecting",
            "deviation": "45",
            "barrel": "1-25",
            "guarantee_years": 2,
        },
        variants=(
            offer(
                12413,
                "Erecting prism 45°, 1.25″",
                "35.00",
                kg="0.24",
                box=(130, 100, 80),
                stock=15,
                pictures=(
                    card(
                        "diagonal",
                        "Erecting prism that bends the view by 45 degrees.",
                        barrel="1.25",
                        kind="erecting",
                    ),
                ),
            ),
        ),
        popularity=29,
    ),
    Product(
        slug="gnomon-solar-wedge",
        name="Solar wedge",
        brand="gnomon",
        category="diagonals",
        pitch="Replaces the star diagonal of a refractor by day and shows granulation no foil will show.",
        description=prose("""
            An unsilvered wedge sends 4.6 percent of the sunlight upwards; a fixed neutral filter takes the
            rest down to a safe level. The heat leaves through a ceramic plate at the back.

            For refractors only, up to 150 mm of aperture. In a Newtonian, a Maksutov or any other telescope
            with mirrors the concentrated heat destroys the secondary before it reaches the wedge. A
            polarising filter, sold under filters, sets the brightness.
            """),
        in_the_box=("Wedge with fixed density filter 3.0", "Continuum filter, green", "Adapter 2″ to 1.25″"),
        warning=(
            "For refractors only. Check the fixed filter before every use. Never remove it, never "
            "use the wedge in a telescope with mirrors, and cover or remove the finder. Loss of "
            "sight is immediate and permanent."
        ),
        keywords="solar wedge herschel sun white light granulation sunspots prism",
        specs={"diagonal_kind": "solar-wedge", "deviation": "90", "guarantee_years": 5},
        options=(BARRELS,),
        variants=(
            offer(
                12417,
                "Solar wedge 1.25″",
                "219.00",
                kg="0.55",
                box=(160, 130, 90),
                stock=5,
                options={"barrel": "1-25"},
                specs={"barrel": "1-25"},
                pictures=(
                    card(
                        "diagonal",
                        "Solar wedge with a closed housing and a 1.25″ barrel.",
                        barrel="1.25",
                        kind="prism",
                    ),
                ),
            ),
            offer(
                12418,
                "Solar wedge 2″",
                "329.00",
                kg="0.90",
                box=(190, 150, 110),
                stock=0,
                expected=17,
                options={"barrel": "2"},
                specs={"barrel": "2"},
                pictures=(
                    card(
                        "diagonal",
                        "Large solar wedge with a closed housing and a 2″ barrel.",
                        barrel="2",
                        kind="prism",
                    ),
                ),
            ),
        ),
        popularity=19,
    ),
)
