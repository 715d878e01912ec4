"""Spotting scopes and supports."""

from decimal import Decimal

from shop.demo.catalogue.binoculars.figures import glass, models
from shop.demo.catalogue.build import SUN_WARNING, Specs, card, offer, prose
from shop.demo.schema import Picture, Product


def scope(lowest: int, highest: int, aperture: int, field: str, *, relief: int, near: str, kg: str) -> Specs:
    """Return the figures of a zoom scope at its lowest power, and the highest power."""
    return {
        **glass(lowest, aperture, field, relief=relief, near=near, kg=kg),
        "highest_zoom": highest,
    }


def scope_picture(magnification: int, aperture: int) -> tuple[Picture, ...]:
    return (
        card(
            "spotting_scope",
            f"Angled spotting scope with {aperture} mm front lens and a zoom eyepiece.",
            magnification=magnification,
            aperture=aperture,
            angled=True,
        ),
        Picture(
            drawing="view",
            params={"target": "moon", "true_field": Decimal("1.2")},
            alt="The Moon in a spotting scope at its higher powers.",
            caption="The Moon, zoomed in",
            kind="view",
        ),
    )


def carries(payload: str, weight: str, kind: str) -> Specs:
    """Return payload and own weight of a support in kg."""
    return {
        "support_kind": kind,
        "support_payload": Decimal(payload),
        "support_weight": Decimal(weight),
    }


SCOPES: tuple[Product, ...] = (
    Product(
        slug="volans-spotting-ed",
        name="Spotting scope ED",
        brand="volans",
        category="spotting-scopes",
        pitch=(
            "One zoom ring between a whole reed bed and a single bittern, and the Moon when the day is over."
        ),
        description=prose("""
            A scope differs from a telescope by its prism, its seal and its manners: upright image,
            rain-proof, ready at once. At 60 times Saturn's ring is visible in the 85 mm and hinted at in the
            65 mm. Beyond that the prism sets a limit, so do not buy it for planets.

            The angled eyepiece is comfortable for people of different height, since the body turns in its
            collar. With the zoom the view narrows at low power, a compromise every zoom makes.

            The 65 mm goes along on a walk, the 85 mm goes along to a hide. Heat haze sets the same limit for
            both from about ten in the morning.
            """),
        in_the_box=("Scope with zoom eyepiece", "Cover that stays on while observing", "Caps"),
        warning=SUN_WARNING,
        keywords="spotting scope spotter ed angled zoom birds digiscoping nature telescope 85mm 65mm",
        specs={
            "prism": "porro",
            "glass": "ED front lens, BaK-4, fully multi-coated",
            "waterproof": True,
            "guarantee_years": 10,
        },
        options=(models("16-48x65", "20-60x85"),),
        variants=(
            offer(
                13201,
                "Spotting scope 16–48×65 ED",
                "549.00",
                kg="2.4",
                box=(400, 220, 170),
                stock=8,
                options={"model": "16-48x65"},
                specs=scope(16, 48, 65, "2.6", relief=18, near="4.0", kg="1.35"),
                pictures=scope_picture(16, 65),
            ),
            offer(
                13202,
                "Spotting scope 20–60×85 ED",
                "849.00",
                kg="3.2",
                box=(460, 240, 190),
                stock=5,
                options={"model": "20-60x85"},
                specs=scope(20, 60, 85, "2.0", relief=18, near="5.0", kg="1.95"),
                pictures=scope_picture(20, 85),
            ),
        ),
        popularity=51,
    ),
    Product(
        slug="caelum-spotting-80",
        name="Spotting scope 20–60×80",
        brand="caelum",
        category="spotting-scopes",
        pitch="Aperture without ED glass: for targets, boats and the Moon, at a third of the price.",
        description=prose("""
            Up to forty times the image is bright and clean. Above it, colour seams appear along dark branches
            against the sky and around the Moon, which photographers will mind and most other people will not.

            The focus wheel has two speeds. A retractable shade keeps drizzle off the lens. On a windy dike
            the tripod matters more than the scope: take one of at least two kilograms.
            """),
        in_the_box=("Scope with zoom eyepiece", "Table tripod", "Padded cover", "Caps"),
        warning=SUN_WARNING,
        keywords="spotting scope spotter 20-60x80 cheap target shooting birds ships moon",
        specs={
            **scope(20, 60, 80, "2.0", relief=15, near="7.0", kg="1.62"),
            "prism": "porro",
            "glass": "BaK-4, multi-coated",
            "waterproof": True,
            "guarantee_years": 2,
        },
        variants=(
            offer(
                13207,
                "Spotting scope 20–60×80",
                "269.00",
                kg="3.1",
                box=(470, 240, 190),
                stock=15,
                pictures=scope_picture(20, 80),
            ),
        ),
        popularity=46,
    ),
    Product(
        slug="volans-spotting-50",
        name="Travel scope 12–36×50",
        brand="volans",
        category="spotting-scopes",
        pitch=(
            "Seven hundred grams that show the ring tag on a gull's leg: for hikers who count every "
            "one of them."
        ),
        description=prose("""
            No larger than a bottle of wine and happy on a tripod of 800 grams. At 36 times the exit pupil is
            down to 1.4 mm, so it is a glass for daylight. Lunar craters are a bonus and the moons of Jupiter
            a surprise.

            The zoom eyepiece is fixed and sealed with the body. Glasses wearers fold the eyecup down and lose
            a tenth of the field.
            """),
        in_the_box=("Scope with fixed zoom eyepiece", "Pouch", "Caps"),
        warning=SUN_WARNING,
        keywords="travel scope compact spotting 12-36x50 hiking light birds",
        specs={
            **scope(12, 36, 50, "3.3", relief=16, near="3.0", kg="0.70"),
            "prism": "roof",
            "glass": "ED front lens, phase-corrected prism",
            "waterproof": True,
            "guarantee_years": 10,
        },
        variants=(
            offer(
                13211,
                "Travel scope 12–36×50",
                "349.00",
                kg="1.2",
                box=(290, 160, 130),
                stock=6,
                pictures=scope_picture(12, 50),
            ),
        ),
        popularity=32,
    ),
    Product(
        slug="scutum-parallelogram",
        name="Parallelogram mount",
        brand="scutum",
        category="supports",
        pitch=(
            "The binocular floats in front of you: up for the tall aunt, down for the child, still "
            "on the same star."
        ),
        description=prose("""
            Four parallel arms of ash keep the direction while the height changes by 70 centimetres. A
            counterweight of three kilograms at the other end makes it weightless in the hand. Add a reclining
            chair and the hours pass unnoticed.

            It fits tripods with a 3/8 inch screw that carry 10 kg and stand at least 110 cm high. Not for
            indoors: the swing is two metres wide.
            """),
        in_the_box=(
            "Parallelogram of ash wood",
            "Counterweights 2 and 1 kg",
            "Bracket with 1/4″ screw",
            "Carrying strap",
        ),
        keywords="parallelogram mount binocular support arm giant 15x70 20x80 comfort",
        specs={**carries("4.5", "4.8", "parallelogram"), "guarantee_years": 3},
        variants=(
            offer(
                13221,
                "Parallelogram mount",
                "289.00",
                kg="9.6",
                box=(1120, 260, 180),
                stock=6,
                pictures=(
                    card(
                        "parallelogram_mount",
                        "Parallelogram on a tripod, a binocular at one end and a weight at the other.",
                    ),
                ),
            ),
        ),
        popularity=34,
    ),
    Product(
        slug="alidade-binocular-tripod",
        name="Binocular tripod 170",
        brand="alidade",
        category="supports",
        pitch="Tall, with a fluid head that stays where you let go: for binoculars up to four kilograms.",
        description=prose("""
            A straight binocular pointing at the zenith has its eyepieces below the head, hence the height.
            The crank column adds forty centimetres without loosening the legs. The pan arm can be fitted left
            or right.

            With the column fully out it sways; at half height it does not. The adapter for the hinge of the
            binocular is included, as it is the part everyone forgets.
            """),
        in_the_box=("Tripod with crank column and fluid head", "L-adapter for binoculars", "Bag"),
        keywords="tripod binocular adapter fluid head tall support giant l-bracket",
        specs={**carries("4.0", "2.9", "tripod"), "support_height": 170, "guarantee_years": 2},
        variants=(
            offer(
                13225,
                "Binocular tripod 170",
                "159.00",
                kg="4.2",
                box=(780, 190, 180),
                stock=12,
                pictures=(card("photo_tripod", "Tall tripod with a crank column.", height=1700),),
            ),
        ),
        popularity=39,
    ),
    Product(
        slug="reticule-phone-holder",
        name="Phone holder",
        brand="reticule",
        category="supports",
        pitch=(
            "Holds any phone behind any eyepiece: the Moon in your pocket five minutes after the first try."
        ),
        description=prose("""
            Two screws set the position of the camera sideways and up, a clamp grips eyepieces from 26 to 60
            mm. Once adjusted it may be taken off and put back without loss. Use the self-timer, the lens
            nearest to normal focal length, and lock exposure on the bright part.

            It works at the Moon, at the Sun behind a filter, and on birds through a scope. Planets come out
            as small bright blobs unless you film and stack.
            """),
        in_the_box=("Holder with clamp", "Felt pads", "Card with settings for five subjects"),
        keywords="phone holder smartphone adapter digiscoping eyepiece moon photo afocal",
        specs={**carries("0.4", "0.3", "phone-adapter"), "guarantee_years": 2},
        variants=(
            offer(
                13229,
                "Phone holder",
                "45.00",
                kg="0.45",
                box=(200, 140, 70),
                stock=43,
                pictures=(
                    card(
                        "phone_holder",
                        ("Clamp with a phone that shows the Moon, above a ring for the eyepiece."),
                    ),
                ),
            ),
        ),
        popularity=68,
    ),
)
