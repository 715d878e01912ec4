"""Dobsonians: Newtonian tubes on turning boxes."""

from shop.demo.catalogue.build import SUN_WARNING, offer, prose
from shop.demo.catalogue.telescopes.figures import (
    Target,
    gallery,
    light_path,
    optics,
    supplied,
    supplied_part,
    view,
    weights,
)
from shop.demo.schema import Option, Picture, Product, SpecValue, Variant

FINDER = Option(
    code="finder",
    name="Finder",
    values=(("optical", "Optical 8×50"), ("red-dot", "Red dot"), ("right-angle", "Right-angle 9×50")),
)
FINDER_WORDS = {
    "optical": "8×50, straight view",
    "red-dot": "Red dot, 1×",
    "right-angle": "9×50, right-angle view",
}
COMMON: dict[str, SpecValue] = {
    "telescope_type": "newtonian-dobsonian",
    "mount_kind": "dobsonian",
    "goto": False,
    "guarantee_years": 3,
}


def pictures(
    aperture: int,
    focal_length: int,
    length: int,
    first: Target,
    second: Target,
    extra: dict[str, SpecValue] | None = None,
) -> tuple[Picture, ...]:
    what = "Newtonian telescope on a low turning base"
    return gallery(
        "dobsonian",
        aperture,
        focal_length,
        length,
        what,
        light_path("newtonian", aperture, focal_length, length),
        view(first, focal_length, "25", 52),
        view(second, focal_length, "10", 52),
        extra=extra,
    )


def classic(
    number: int,
    aperture: int,
    focal_length: int,
    price: int,
    *,
    tube: str,
    base: str,
    kg: str,
    box: tuple[int, int, int],
    stock: tuple[int, int, int],
    expected: int | None = None,
    minutes: int = 30,
) -> tuple[Variant, ...]:
    """Return the three finders of one aperture; the right-angle finder costs 39 EUR more."""
    length = round(focal_length * 0.967)
    shared: dict[str, SpecValue] = {
        **optics(aperture, focal_length, obstruction=aperture // 4),
        **supplied(aperture, focal_length, "25", 52, "10"),
        **weights(tube, base, length=length, diameter=round(aperture * 1.15)),
        "assembly_time": minutes,
        "good_for": "galaxies" if aperture >= 200 else "clusters-and-nebulae",
    }
    images = pictures(aperture, focal_length, length, "galaxy" if aperture > 254 else "moon", "saturn")
    return tuple(
        offer(
            number + place,
            f"N {aperture}/{focal_length} Dobsonian",
            f"{price + (39 if finder == 'right-angle' else 0)}.00",
            kg=kg,
            box=box,
            parcels=2,
            stock=stock[place],
            expected=None if stock[place] else expected,
            options={"aperture": str(aperture), "finder": finder},
            specs={**shared, "finder": FINDER_WORDS[finder]},
            pictures=images,
        )
        for place, finder in enumerate(FINDER_WORDS)
    )


def tabletop(
    number: int,
    aperture: int,
    focal_length: int,
    price: str,
    *,
    tube: str,
    base: str,
    kg: str,
    box: tuple[int, int, int],
    stock: int,
) -> Variant:
    """Return one size of the tabletop telescope."""
    length = round(focal_length * 0.8)
    return offer(
        number,
        f"Tabletop N {aperture}/{focal_length}",
        price,
        kg=kg,
        box=box,
        stock=stock,
        options={"aperture": str(aperture)},
        specs={
            **optics(aperture, focal_length, obstruction=round(aperture * 0.28)),
            **supplied(aperture, focal_length, "25", 50, "10"),
            **weights(tube, base, length=length, diameter=round(aperture * 1.23)),
        },
        pictures=gallery(
            "dobsonian",
            aperture,
            focal_length,
            length,
            "Short Newtonian telescope on a one-armed tabletop base",
            supplied_part(["25"], 50),
            view("pleiades", focal_length, "25", 50),
            extra={"tabletop": True},
        ),
    )


def truss(
    number: int, aperture: int, focal_length: int, price: str, *, tube: str, base: str, kg: str, stock: int
) -> Variant:
    """Return one size of the truss Dobsonian; the mirror box is its heaviest part."""
    side, length = round(aperture * 1.45), round(focal_length * 0.95)
    return offer(
        number,
        f"Truss N {aperture}/{focal_length}",
        price,
        kg=kg,
        box=(side + 120, side + 120, side + 140),
        parcels=3,
        stock=stock,
        expected=None if stock else 42,
        backorder=0 if stock else 4,
        options={"aperture": str(aperture)},
        specs={
            **optics(aperture, focal_length, obstruction=round(aperture * 0.22)),
            **weights(tube, base, length=length, diameter=side),
        },
        pictures=pictures(aperture, focal_length, length, "orion_nebula", "jupiter", {"truss": True}),
    )


DOBSONIANS: tuple[Product, ...] = (
    Product(
        slug="sextans-dobsonian",
        name="Newtonian Dobsonian",
        brand="sextans",
        category="dobsonians",
        pitch=(
            "The most telescope for the money that one person can still carry in two trips. From "
            "200 mm it shows spiral arms under a dark sky, and any of the four shows the Cassini "
            "gap from town."
        ),
        description=prose("""
            A parabolic mirror in a steel tube, a base of laminated wood on a ball-bearing ring, and nothing
            that needs a battery except the fan behind the mirror. You push the tube and it stays where you
            leave it. At 200 times a planet crosses the view in about a minute, so a nudge every fifteen
            seconds becomes a habit that children learn faster than adults.

            With 150 mm, globular clusters turn from a smudge into sugar on velvet and Jupiter keeps four or
            more belts. With 200 mm the Whirlpool galaxy shows its arms from a village sky. With 254 and 305
            mm you begin to see shape in galaxies that were only on a list before. From a street with lamps
            all four sizes show the same faint galaxies: none worth the walk.

            What it does badly: long exposures, because it does not follow the stars by itself, and stairs.
            Look at the weight of the parts before you choose, and measure the boot of the car. Plan a wide
            eyepiece of 30 mm and one of 6 mm as the next purchases, and let the mirror cool for half an hour
            first.
            """),
        in_the_box=(
            "Tube with parabolic main mirror, cooling fan and battery case",
            "Dobsonian base in flat parts, with tools",
            "Eyepieces 25 mm and 10 mm, 1.25″",
            "Finder of your choice",
            "Moon filter and collimation cap",
            "Signed card with the measured values of the mirror",
        ),
        warning=SUN_WARNING,
        badge="Best for beginners",
        keywords=(
            "dob dobson newton reflector telescope scope deep sky galaxies M51 M13 M42 orion nebula "
            "saturn 8 inch 10 inch 12 inch push"
        ),
        specs={
            **COMMON,
            "optics": "Parabolic main mirror, flat secondary mirror, aluminium with silicon dioxide coat",
            "focuser": "Crayford, 2″ and 1.25″, 10:1 reduction",
            "camera_connection": "T2 (M 42 × 0.75)",
            "mount_name": "Dobsonian base on a ball-bearing ring",
            "power_supply": "8 AA cells for the fan, not supplied",
        },
        options=(
            Option(
                code="aperture",
                name="Aperture",
                hint="(changes price and weight)",
                values=(("150", "150 mm"), ("200", "200 mm"), ("254", "254 mm"), ("305", "305 mm")),
                own_card=True,
            ),
            FINDER,
        ),
        variants=(
            *classic(
                10424,
                150,
                1200,
                429,
                tube="6.8",
                base="11.2",
                kg="22",
                box=(1300, 320, 320),
                stock=(21, 9, 6),
            ),
            *classic(
                10427,
                200,
                1200,
                649,
                tube="11.0",
                base="15.4",
                kg="31",
                box=(1310, 380, 380),
                stock=(14, 7, 3),
            ),
            *classic(
                10430,
                254,
                1200,
                899,
                tube="15.8",
                base="17.2",
                kg="38",
                box=(1330, 440, 430),
                stock=(5, 4, 2),
            ),
            *classic(
                10433,
                305,
                1500,
                1249,
                tube="20.9",
                base="21.8",
                kg="50",
                box=(1640, 490, 490),
                stock=(0, 0, 0),
                expected=19,
                minutes=45,
            ),
        ),
        popularity=100,
    ),
    Product(
        slug="vela-tabletop-newtonian",
        name="Tabletop Newtonian",
        brand="vela",
        category="dobsonians",
        pitch=(
            "A small mirror telescope that lives on a shelf and is ready before the kettle boils. "
            "Stand it on a garden table and sweep the Milky Way."
        ),
        description=prose("""
            One arm holds the tube, one disc turns it. There is no tripod, which is the point: a tripod at
            this price would shake, a garden table does not. A stool with three legs and a firm seat works as
            well, and on a balcony the base stands on a flower box.

            The short focal length makes it a hunter of wide things. The Pleiades fit into the view with room
            around them, the Andromeda galaxy reaches from edge to edge, and a slow drive through Cygnus on an
            August night shows more stars than you can look at. At 65 to 130 times Saturn is small but
            unmistakable.

            The 130 mm and 150 mm tubes slide together for travel; slide them open before you look for the
            focus. Fast mirrors are fussy about alignment: learn to check it with the cap in the box.
            Neighbouring lamps shine into the open tube, so a shroud of black card is the cheapest improvement
            there is.
            """),
        in_the_box=(
            "Tube with rack-and-pinion focuser",
            "Tabletop base, assembled",
            "Eyepieces 25 mm and 10 mm, 1.25″",
            "Red-dot finder with cell",
            "Collimation cap",
        ),
        warning=SUN_WARNING,
        keywords=(
            "dob dobson mini tabletop grab and go newton reflector scope pleiades M45 andromeda M31 travel"
        ),
        specs={
            **COMMON,
            "mount_kind": "tabletop",
            "optics": "Parabolic main mirror, flat secondary mirror",
            "focuser": "Rack and pinion, 1.25″",
            "finder": "Red dot, 1×",
            "mount_name": "One-armed tabletop base with 3/8″ thread below",
            "assembly_time": 5,
            "good_for": "wide-star-fields",
            "guarantee_years": 2,
        },
        options=(
            Option(
                code="aperture",
                name="Aperture",
                hint="(changes price and weight)",
                values=(("114", "114 mm"), ("130", "130 mm"), ("150", "150 mm")),
                own_card=True,
            ),
        ),
        variants=(
            tabletop(
                10441, 114, 450, "179.00", tube="2.4", base="2.2", kg="6.4", box=(520, 360, 330), stock=31
            ),
            tabletop(
                10442, 130, 650, "239.00", tube="3.1", base="3.0", kg="8.2", box=(610, 400, 350), stock=44
            ),
            tabletop(
                10443, 150, 750, "299.00", tube="4.3", base="3.6", kg="10.1", box=(700, 430, 380), stock=12
            ),
        ),
        popularity=96,
    ),
    Product(
        slug="sextans-truss-dobsonian",
        name="Truss Dobsonian",
        brand="sextans",
        category="dobsonians",
        pitch=(
            "A large mirror that comes apart into pieces one person can lift. For a car, a dark "
            "hill and a list of galaxies."
        ),
        description=prose("""
            Eight poles connect the mirror box to a light upper ring. They clamp without tools, and after the
            first evening the assembly takes a quarter of an hour in the dark. A shroud of black cloth keeps
            stray light and breath away from the mirrors and is part of the delivery.

            At 305 mm the planetary nebulae take on colour: the Cat's Eye is plainly green. At 406 mm the dust
            lane of the galaxy NGC 891 stands in the view like a pencil stroke, and Stephan's Quintet splits
            into its members. Both show them from a place where the Milky Way throws structure, and nowhere
            else.

            A truss needs collimation each time it is built up; take a laser or a sight tube along. The larger
            one puts the eyepiece 175 cm above the ground when it points at the zenith, so shorter people want
            a step. No eyepieces are supplied, because owners of such mirrors have strong opinions about
            eyepieces.
            """),
        in_the_box=(
            "Mirror box with main mirror, cover and three fans",
            "Upper ring with secondary mirror and focuser",
            "Eight poles with quick clamps, in a bag",
            "Rocker box and ground board",
            "Light shroud",
            "Red-dot finder",
        ),
        warning=SUN_WARNING,
        keywords="dob dobson truss lattice big light bucket galaxies NGC 891 stephan quintet 16 inch 12 inch",
        specs={
            **COMMON,
            "optics": "Parabolic borosilicate mirror, measured; secondary on a four-vane spider",
            "focuser": "Crayford, 2″ and 1.25″, 10:1 reduction",
            "finder": "Red dot, 1×",
            "mount_name": "Rocker box on three bearings",
            "assembly_time": 40,
            "good_for": "galaxies",
            "power_supply": "12 V for the fans, cable supplied",
        },
        options=(
            Option(
                code="aperture",
                name="Aperture",
                hint="(changes price and weight)",
                values=(("305", "305 mm"), ("406", "406 mm")),
                own_card=True,
            ),
        ),
        variants=(
            truss(10451, 305, 1525, "2190.00", tube="17.6", base="11.3", kg="39", stock=6),
            truss(10452, 406, 1829, "3890.00", tube="31.5", base="16.4", kg="62", stock=0),
        ),
        popularity=61,
    ),
    Product(
        slug="reticule-push-to-dobsonian",
        name="Push-to Dobsonian N 203/1200",
        brand="reticule",
        category="dobsonians",
        pitch=(
            "Your hands move it, your phone tells them where. For people who want to see a galaxy "
            "tonight and learn the sky on the way."
        ),
        description=prose("""
            A cradle beside the focuser holds a phone over a small mirror. Its camera photographs the stars
            and compares them with a catalogue, so the arrows on the screen are right to a quarter of a degree
            without any alignment. Turn the base until the arrows meet and the object is in the 25 mm
            eyepiece.

            The method works in town too, as long as the camera sees some twenty stars. Under thick haze it
            fails and you are back at the red dot. The phone warms the air a little, so look with the eye away
            from its screen: the red mode of the app is dim enough to keep night vision.

            The optics are those of an ordinary 203 mm Newtonian, and that is a compliment. There are no
            motors: what the arrows found drifts out of the field at the usual pace and your hand brings it
            back.
            """),
        in_the_box=(
            "Tube with parabolic mirror",
            "Base with fine-turning knobs on both axes",
            "Phone cradle with mirror, for phones up to 90 mm wide",
            "Eyepieces 25 mm and 10 mm, 1.25″",
            "Red-dot finder",
            "Code for the finder app, without subscription",
        ),
        warning=SUN_WARNING,
        badge="New",
        keywords="dob dobson push-to phone app assisted smartphone finder 8 inch newton reflector",
        specs={
            **COMMON,
            **optics(203, 1200, obstruction=50),
            **supplied(203, 1200, "25", 52, "10"),
            **weights("11.4", "14.2", length=1160, diameter=235),
            "goto": True,
            "optics": "Parabolic main mirror, flat secondary mirror",
            "focuser": "Crayford, 2″ and 1.25″",
            "camera_connection": "T2 (M 42 × 0.75)",
            "finder": "Phone cradle with plate solving, red dot",
            "mount_name": "Dobsonian base with slow-motion knobs",
            "assembly_time": 35,
            "good_for": "galaxies",
            "software": "Finder app for Android and iOS, works without network",
        },
        variants=(
            offer(
                10455,
                "Push-to Dobsonian N 203/1200",
                "849.00",
                kg="31.5",
                box=(1310, 390, 390),
                parcels=2,
                stock=8,
                pictures=pictures(203, 1200, 1160, "orion_nebula", "jupiter"),
            ),
        ),
        popularity=84,
    ),
    Product(
        slug="sextans-suitcase-dobsonian",
        name="Suitcase Dobsonian N 203/1000",
        brand="sextans",
        category="dobsonians",
        pitch="Eight inches of mirror that fly as cabin-sized luggage. For eclipse trips and southern skies.",
        description=prose("""
            Everything nests: the upper ring lies on the mirror box, the poles stand beside it, and the rocker
            folds flat under both. Packed it measures 46 by 36 by 26 centimetres. Set-up takes twelve minutes
            and one hexagonal key, which is tied to the box so that it cannot be forgotten.

            Light weight has a price. In wind the structure trembles, and a heavy 2″ eyepiece tips the
            balance; the supplied counterweight and a full water bottle on the hook cure the second, only a
            wall cures the first. The mirror is thin, cools in a quarter of an hour and stands at f/4.9, so a
            coma corrector is a sensible companion for wide eyepieces.

            From Namibia or La Palma it shows the Tarantula Nebula or Omega Centauri in a way no larger
            telescope at home ever will. That is the whole argument for it.
            """),
        in_the_box=(
            "Mirror box, upper ring, six poles, folding rocker",
            "Padded bag with shoulder strap",
            "Counterweight 0.5 kg with magnet foot",
            "Light shroud",
            "Collimation cap and tethered key",
        ),
        warning=SUN_WARNING,
        keywords="dob travel airline portable truss ultralight 8 inch omega centauri tarantula eclipse",
        specs={
            **COMMON,
            **optics(203, 1000, obstruction=50),
            **weights("6.6", "3.2", length=930, diameter=300),
            "optics": "Thin parabolic mirror, 19 mm, on a nine-point cell",
            "focuser": "Helical, 1.25″ and 2″",
            "finder": "Sight tube",
            "mount_name": "Folding rocker box",
            "assembly_time": 12,
            "good_for": "clusters-and-nebulae",
        },
        variants=(
            offer(
                10457,
                "Suitcase Dobsonian N 203/1000",
                "1690.00",
                kg="12.4",
                box=(560, 460, 360),
                stock=2,
                pictures=pictures(203, 1000, 930, "pleiades", "orion_nebula", {"truss": True}),
            ),
        ),
        popularity=52,
    ),
    Product(
        slug="reticule-goto-dobsonian",
        name="GoTo Dobsonian",
        brand="reticule",
        category="dobsonians",
        pitch=(
            "A solid-tube Dobsonian with motors: it drives to the object, then holds it while the "
            "family takes turns at the eyepiece."
        ),
        description=prose("""
            Point it at two bright stars, confirm each, and it knows the sky for the night. From there a list
            on the hand controller or a tap in a planetarium app sends it on its way; the slow whirr takes
            half a minute from horizon to horizon. Encoders on both axes mean that you may also push by hand
            without losing the alignment.

            Following changes how you look. With a planet standing still in the field the eye has time to wait
            for the steady moments, and sketching becomes possible. Short videos of Jupiter work, exposures of
            minutes do not, since the field turns around its centre.

            The motors draw 1.2 A at 12 V while slewing. A small power tank lasts two nights; a wall adapter
            with a long cable is the wrong idea on wet grass. The base weighs more than that of the manual
            version.
            """),
        in_the_box=(
            "Tube with parabolic mirror",
            "Motor base with encoders on both axes",
            "Hand controller with 42,000 objects",
            "Cable for 12 V, 2.1 mm plug",
            "Eyepieces 25 mm and 10 mm, 1.25″",
            "Finder 8×50",
        ),
        warning=SUN_WARNING,
        keywords="dob dobson goto computer automatic tracking newton reflector motor app 8 inch 10 inch",
        specs={
            **COMMON,
            "mount_kind": "computerised",
            "goto": True,
            "optics": "Parabolic main mirror, flat secondary mirror",
            "focuser": "Crayford, 2″ and 1.25″",
            "camera_connection": "T2 (M 42 × 0.75)",
            "finder": "8×50, straight view",
            "mount_name": "Motor Dobsonian base with encoders",
            "assembly_time": 50,
            "good_for": "moon-and-planets",
            "power_supply": "12 V, 2 A",
            "software": "Open protocol over USB and Wi-Fi",
        },
        options=(
            Option(
                code="aperture",
                name="Aperture",
                hint="(changes price and weight)",
                values=(("200", "200 mm"), ("254", "254 mm")),
                own_card=True,
            ),
        ),
        variants=(
            offer(
                10461,
                "GoTo N 200/1200 Dobsonian",
                "1390.00",
                kg="36",
                box=(1310, 390, 390),
                parcels=2,
                stock=6,
                options={"aperture": "200"},
                specs={
                    **optics(200, 1200, obstruction=50),
                    **supplied(200, 1200, "25", 52, "10"),
                    **weights("11.6", "19.0", length=1160, diameter=230),
                },
                pictures=pictures(200, 1200, 1160, "jupiter", "saturn"),
            ),
            offer(
                10462,
                "GoTo N 254/1200 Dobsonian",
                "1790.00",
                kg="45",
                box=(1330, 450, 450),
                parcels=2,
                stock=0,
                expected=12,
                backorder=5,
                options={"aperture": "254"},
                specs={
                    **optics(254, 1200, obstruction=60),
                    **supplied(254, 1200, "25", 52, "10"),
                    **weights("16.1", "22.4", length=1160, diameter=292),
                },
                pictures=pictures(254, 1200, 1160, "saturn", "double_star"),
            ),
        ),
        popularity=70,
    ),
)
