"""Barlow lenses and reducers."""

from decimal import Decimal

from shop.demo.catalogue.build import card, offer, prose
from shop.demo.catalogue.eyepieces.figures import Barrel, slug_of
from shop.demo.schema import Option, Product, Variant


def barlow(
    number: int, title: str, factor: str, price: str, *, barrel: Barrel, kg: str, lenses: int, stock: int
) -> Variant:
    """Return one Barlow lens or telecentric of a series with a choice of factors."""
    return offer(
        number,
        title,
        price,
        kg=kg,
        box=(180, 80, 80),
        stock=stock,
        options={"factor": slug_of(factor)},
        specs={"barlow_factor": Decimal(factor), "barlow_elements": lenses},
        pictures=(
            card(
                "barlow",
                f"Telecentric amplifier with factor {factor} and a chrome barrel.",
                factor=Decimal(factor),
                barrel=barrel,
            ),
        ),
    )


BARLOWS: tuple[Product, ...] = (
    Product(
        slug="caelum-barlow",
        name="Barlow lens 2×, 1.25″",
        brand="caelum",
        category="barlows",
        pitch="Doubles every eyepiece in the drawer for the price of half an eyepiece.",
        description=prose("""
            A negative lens stretches the cone of light. The 25 mm acts like 12.5 mm and keeps its long eye
            relief, which is the real reason to own one: short Plössls are a pain, a Barlow with a long one is
            not.

            Plan your eyepieces with it in mind. Steps of 32 and 20 mm become 32, 20, 16 and 10; steps of 20
            and 10 mm give you a double. The lens cell unscrews and works as a 1.5 times Barlow when threaded
            straight into an eyepiece or a camera nose.
            """),
        in_the_box=("Barlow lens with T2 thread at the eyepiece end", "Caps for both ends"),
        keywords="barlow lens doubler 2x magnification planetary camera",
        specs={
            "barlow_factor": 2,
            "barlow_elements": 2,
            "barrel": "1-25",
            "coating": "Fully multi-coated",
            "guarantee_years": 2,
        },
        variants=(
            offer(
                12301,
                "Barlow lens 2×, 1.25″",
                "39.00",
                kg="0.26",
                box=(160, 80, 70),
                stock=47,
                pictures=(
                    card("barlow", "Short Barlow lens with a chrome barrel.", factor=2, barrel="1.25"),
                ),
            ),
        ),
        popularity=75,
    ),
    Product(
        slug="vela-telecentric",
        name="Telecentric amplifier, 1.25″",
        brand="vela",
        category="barlows",
        pitch="For cameras on planets: the factor stays what is engraved, wherever the sensor sits.",
        description=prose("""
            An ordinary Barlow magnifies more the farther away the sensor is. Here a second group of lenses
            makes the rays parallel again, so filter wheel and diagonal may come between without changing the
            scale. The edge of the field is as sharp as the middle, and solar filters behind it work evenly.

            Rule of thumb for colour or mono cameras: focal ratio of about five times the pixel size in
            micrometres. With 2.9 µm that is f/14.5, so an f/6 Newtonian takes the 2.5 times, while an f/4
            astrograph gets near it with the 4 times.
            """),
        in_the_box=("Amplifier", "Eyepiece holder with brass ring", "Bolt case"),
        keywords="telecentric barlow amplifier planetary imaging camera solar sampling",
        specs={"barrel": "1-25", "coating": "Fully multi-coated", "guarantee_years": 5},
        options=(Option(code="factor", name="Factor", values=(("2-5", "2.5×"), ("4", "4×")), own_card=True),),
        variants=(
            barlow(12305, "Telecentric 2.5×", "2.5", "139.00", barrel="1.25", kg="0.38", lenses=4, stock=11),
            barlow(12306, "Telecentric 4×", "4", "149.00", barrel="1.25", kg="0.40", lenses=4, stock=7),
        ),
        popularity=41,
    ),
    Product(
        slug="vela-barlow-2-inch",
        name="Barlow lens 2×, 2″",
        brand="vela",
        category="barlows",
        pitch="Wide enough for a 2″ eyepiece with 82 degrees, and for the sensor of a mirrorless camera.",
        description=prose("""
            Three lenses, one of them of ED glass, pass a field of 40 mm without darkening the corners. A 30
            mm Panorama turns into a 15 mm with even longer eye relief, and a half-frame of the Moon fits onto
            APS-C at twice the scale.

            It adds 11 cm to the length of the train and 340 g at its end. Check that the focuser locks
            firmly.
            """),
        in_the_box=("Barlow lens with adapter 2″ to 1.25″", "T2 and M 48 adapter", "Caps"),
        keywords="barlow 2 inch ed large lens doubler moon camera",
        specs={
            "barlow_factor": 2,
            "barlow_elements": 3,
            "barrel": "2",
            "coating": "Fully multi-coated",
            "guarantee_years": 5,
        },
        variants=(
            offer(
                12309,
                "Barlow lens 2×, 2″",
                "129.00",
                reduced_from="149.00",
                kg="0.52",
                box=(220, 110, 100),
                stock=8,
                pictures=(card("barlow", "Large Barlow lens with a 2″ barrel.", factor=2, barrel="2"),),
            ),
        ),
        popularity=30,
    ),
    Product(
        slug="reticule-sc-reducer",
        name="Reducer 0.63× for Schmidt-Cassegrains",
        brand="reticule",
        category="barlows",
        pitch="Turns f/10 into f/6.3: a field half as wide again and exposures of two fifths the length.",
        description=prose("""
            Four lenses shorten the cone and flatten the field at the same time. It threads onto the rear of
            203 to 280 mm Schmidt-Cassegrains and takes the usual visual back behind it. For looking, it makes
            a second finder eyepiece superfluous: with a 32 mm the Pleiades nearly fit at 203 mm.

            For cameras the sensor must sit 105 mm behind it, within two millimetres, up to a diagonal of 27
            mm. Do not combine it with a 2″ wide-field eyepiece, whose field then shows a dark rim.
            """),
        in_the_box=("Reducer with threads on both sides", "Caps"),
        keywords="reducer corrector focal f6.3 sct schmidt cassegrain flattener",
        specs={
            "barlow_factor": Decimal("0.63"),
            "barlow_elements": 4,
            "barrel": "both",
            "optical_length": 105,
            "coating": "Fully multi-coated",
            "guarantee_years": 3,
        },
        variants=(
            offer(
                12313,
                "Reducer 0.63× for Schmidt-Cassegrains",
                "165.00",
                kg="0.46",
                box=(140, 130, 90),
                stock=10,
                pictures=(
                    card(
                        "reducer",
                        "Short wide reducer with large glass and fine threads.",
                        diameter=66,
                        length=32,
                    ),
                ),
            ),
        ),
        popularity=37,
    ),
    Product(
        slug="caelum-mini-reducer",
        name="Mini reducer 0.5×, 1.25″",
        brand="caelum",
        category="barlows",
        pitch="Screws onto the nose of a small camera and doubles the sky it sees, more or less.",
        description=prose("""
            Two lenses in a 1.25″ cell, for sensors up to 8 mm of diagonal. The factor depends on the
            distance: 0.5 at 51 mm, 0.6 at 40 mm. Live viewing of nebulae with a planetary camera becomes four
            times quicker, and stars in the corners turn into commas, which for live viewing is acceptable.

            Newtonians often lack the inward travel for it. Measure first: the focus moves in by about as much
            as the distance.
            """),
        in_the_box=("Reducer in a small box",),
        keywords="reducer 0.5x eaa live camera 1.25 focal",
        specs={
            "barlow_factor": Decimal("0.5"),
            "barlow_elements": 2,
            "barrel": "1-25",
            "coating": "Multi-coated",
            "guarantee_years": 2,
        },
        variants=(
            offer(
                12317,
                "Mini reducer 0.5×, 1.25″",
                "29.00",
                kg="0.08",
                box=(90, 70, 50),
                stock=26,
                pictures=(
                    card("reducer", "Small reducer lens in a 1.25″ filter cell.", diameter=30, length=12),
                ),
            ),
        ),
        popularity=25,
    ),
)
