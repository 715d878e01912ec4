"""Newtonians on equatorial mounts, and Newtonian tubes."""

from shop.demo.catalogue.build import SUN_WARNING, offer, prose
from shop.demo.catalogue.telescopes.figures import (
    gallery,
    light_path,
    optics,
    supplied,
    supplied_part,
    view,
    weights,
)
from shop.demo.catalogue.telescopes.refractors import by_aperture
from shop.demo.schema import Picture, Product, SpecValue, Variant

COMMON: dict[str, SpecValue] = {"telescope_type": "newtonian", "goto": False, "guarantee_years": 2}


def tube_pictures(aperture: int, focal_length: int, length: int, what: str) -> tuple[Picture, ...]:
    return gallery(
        "newtonian_tube",
        aperture,
        focal_length,
        length,
        what,
        light_path("newtonian", aperture, focal_length, length),
        standing=False,
    )


def astrograph(
    number: int,
    aperture: int,
    focal_length: int,
    price: str,
    *,
    weight: str,
    kg: str,
    stock: int,
    expected: int | None = None,
) -> Variant:
    """Return one aperture of the carbon astrograph."""
    length = round(focal_length * 0.94)
    return offer(
        number,
        f"Astrograph N {aperture}/{focal_length}",
        price,
        kg=kg,
        box=(length + 160, aperture + 190, aperture + 190),
        stock=stock,
        expected=expected,
        options={"aperture": str(aperture)},
        specs={
            **optics(aperture, focal_length, obstruction=round(aperture * 0.37)),
            **weights(weight, length=length, diameter=round(aperture * 1.17)),
        },
        pictures=tube_pictures(aperture, focal_length, length, "Fast Newtonian astrograph tube"),
    )


NEWTONIANS: tuple[Product, ...] = (
    Product(
        slug="sextans-newtonian-eq",
        name="Newtonian on equatorial mount",
        brand="sextans",
        category="newtonians",
        pitch=(
            "Light-gathering of a small Dobsonian with a mount that can be motorised. For those who "
            "know that a camera will follow."
        ),
        description=prose("""
            The parabolic mirror is the same as in our tabletop class, the mount underneath changes what you
            do with it. Once the polar axis stands right, one slow-motion shaft keeps a cluster in view, and a
            small motor can turn that shaft for you.

            With 130 mm the Lagoon nebula and the great Hercules cluster are fine sights from a suburb's edge.
            The 150 mm shows a third more light and needs the sturdier tripod it comes with. Note that the
            eyepiece of a Newtonian wanders into odd places on such a mount: loosen the rings and turn the
            tube before your neck complains.

            Short exposures of the Moon work from the start. For nebulae over a minute, both mounts are too
            light; we would rather sell you the astrograph tube and a stronger mount than promise otherwise.
            """),
        in_the_box=(
            "Tube with rings",
            "Equatorial mount with two counterweights and shafts",
            "Steel tripod with eyepiece tray",
            "Eyepieces 25 mm and 10 mm, 1.25″",
            "Finder 6×30",
            "Collimation cap",
        ),
        warning=SUN_WARNING,
        keywords="newton reflector eq equatorial motor M13 hercules cluster lagoon M8 telescope scope",
        specs={
            **COMMON,
            "mount_kind": "equatorial",
            "optics": "Parabolic main mirror, flat secondary mirror",
            "focuser": "Rack and pinion, 2″ and 1.25″",
            "camera_connection": "T2 (M 42 × 0.75)",
            "finder": "6×30",
            "assembly_time": 45,
            "good_for": "clusters-and-nebulae",
        },
        options=(by_aperture(130, 150),),
        variants=(
            offer(
                10601,
                "N 130/650 on EQ-2",
                "299.00",
                kg="13.9",
                box=(800, 420, 290),
                stock=16,
                options={"aperture": "130"},
                specs={
                    **optics(130, 650, obstruction=36),
                    **supplied(130, 650, "25", 52, "10"),
                    **weights("3.9", "6.8", length=610, diameter=158),
                    "mount_name": "EQ-2 on steel tripod",
                },
                pictures=gallery(
                    "newtonian_eq",
                    130,
                    650,
                    610,
                    "Newtonian on a light equatorial mount",
                    supplied_part(["25"]),
                    view("orion_nebula", 650, "25", 52),
                    extra={"mount_size": 1},
                ),
            ),
            offer(
                10602,
                "N 150/750 on EQ-3",
                "449.00",
                kg="20.1",
                box=(890, 440, 320),
                parcels=2,
                stock=9,
                options={"aperture": "150"},
                specs={
                    **optics(150, 750, obstruction=42),
                    **supplied(150, 750, "25", 52, "10"),
                    **weights("5.4", "9.7", length=700, diameter=182),
                    "mount_name": "EQ-3 on steel tripod",
                },
                pictures=gallery(
                    "newtonian_eq",
                    150,
                    750,
                    700,
                    "Newtonian on an equatorial mount",
                    light_path("newtonian", 150, 750, 700),
                    view("pleiades", 750, "25", 52),
                    extra={"mount_size": 2},
                ),
            ),
        ),
        popularity=72,
    ),
    Product(
        slug="sextans-newtonian-114-eq",
        name="Newtonian N 114/900 on EQ-2",
        brand="sextans",
        category="newtonians",
        pitch="Slow mirror, forgiving optics: sharp with simple eyepieces and quick to line up.",
        description=prose("""
            At f/7.9 a mirror asks little. It may be spherical without harm, the alignment may be a hair off,
            and a twenty-euro eyepiece is sharp almost to the edge. Many of us began with this very
            combination, which is why we still list it.

            The Moon is its home ground, and 90 to 150 times are easily reached. Bright clusters such as the
            Wild Duck break into stars. Faint nebulae want a wider, brighter field than the narrow focuser
            allows.

            The tube is long for the mount, and a breeze shows it. Extend the tripod as little as you can and
            sit on a low chair.
            """),
        in_the_box=(
            "Tube with rings",
            "EQ-2 with counterweight and shafts",
            "Aluminium tripod",
            "Eyepieces 20 mm and 9 mm, 1.25″",
            "Red-dot finder",
        ),
        warning=SUN_WARNING,
        keywords="newton reflector 4.5 inch classic beginner moon M11 wild duck scope",
        specs={
            **COMMON,
            **optics(114, 900, obstruction=30),
            **supplied(114, 900, "20", 48, "9"),
            **weights("3.6", "6.1", length=860, diameter=140),
            "mount_kind": "equatorial",
            "optics": "Spherical main mirror, flat secondary mirror",
            "focuser": "Rack and pinion, 1.25″",
            "finder": "Red dot, 1×",
            "mount_name": "EQ-2 on aluminium tripod",
            "assembly_time": 40,
            "good_for": "moon-and-planets",
        },
        variants=(
            offer(
                10611,
                "N 114/900 on EQ-2",
                "219.00",
                kg="12.2",
                box=(980, 410, 260),
                stock=13,
                pictures=gallery(
                    "newtonian_eq",
                    114,
                    900,
                    860,
                    "Long thin Newtonian on an equatorial mount",
                    supplied_part(["20"], 48),
                    view("craters", 900, "9", 48),
                    extra={"mount_size": 1},
                ),
            ),
        ),
        popularity=48,
    ),
    Product(
        slug="sextans-newtonian-200-eq5",
        name="Newtonian N 200/1000 on EQ-5",
        brand="sextans",
        category="newtonians",
        pitch=(
            "Eight inches on a mount that tracks: a set for a fixed place in the garden rather than "
            "for the boot of a car."
        ),
        description=prose("""
            A 200 mm mirror at f/5 gathers light for galaxies and, on the EQ-5, follows them with a motor in
            right ascension that runs on four C cells for a week of evenings. The focuser racks in far enough
            for a camera body, and exposures of half a minute come out round with careful polar alignment.

            Everything about it is heavier than the pictures suggest. Mount, tripod and two counterweights
            together weigh 20 kg, the tube 9 kg, and the whole is 160 cm tall when the tube points up. People
            who leave it under a cover on the terrace use it ten times as often as those who carry it.

            Because of wind load, exposures through a gusty night are lost. It likes a hedge on the weather
            side.
            """),
        in_the_box=(
            "Tube with parabolic mirror and rings",
            "EQ-5 with right ascension motor and polar finder",
            "Steel tripod, two counterweights 5 kg",
            "Eyepieces 28 mm (2″) and 10 mm (1.25″)",
            "Finder 8×50",
        ),
        warning=SUN_WARNING,
        keywords="newton reflector 8 inch equatorial motor tracking deep sky galaxies M81 M82 scope",
        specs={
            **COMMON,
            **optics(200, 1000, obstruction=63),
            **supplied(200, 1000, "28", 56, "10"),
            **weights("9.2", "20.3", length=940, diameter=232),
            "mount_kind": "equatorial",
            "optics": "Parabolic main mirror, flat secondary mirror 63 mm",
            "focuser": "Crayford, 2″ and 1.25″",
            "camera_connection": "T2 (M 42 × 0.75) and M 48",
            "finder": "8×50, straight view",
            "mount_name": "EQ-5 with right ascension motor",
            "assembly_time": 60,
            "good_for": "galaxies",
            "power_supply": "4 C cells, not supplied",
        },
        variants=(
            offer(
                10615,
                "N 200/1000 on EQ-5",
                "899.00",
                kg="36.4",
                box=(1080, 460, 360),
                parcels=3,
                stock=5,
                pictures=gallery(
                    "newtonian_eq",
                    200,
                    1000,
                    940,
                    "Large Newtonian on a heavy equatorial mount",
                    light_path("newtonian", 200, 1000, 940),
                    supplied_part(["28"], 56, large=True),
                    view("galaxy", 1000, "28", 56),
                    extra={"mount_size": 3},
                ),
            ),
        ),
        popularity=55,
    ),
    Product(
        slug="sextans-astrograph",
        name="Newtonian astrograph tube",
        brand="sextans",
        category="newtonians",
        pitch=(
            "Fast mirror, large secondary, stiff carbon tube: built around the camera and only then "
            "around the eye."
        ),
        description=prose("""
            At f/4 an exposure takes two fifths of the time it needs at f/6.3. The price is precision: focus
            must hold to a few hundredths of a millimetre, so the focuser is a three-inch one without play and
            the carbon tube does not shrink as the night cools. The main mirror rests on springs that stay put
            when the telescope swings over.

            A coma corrector is necessary for any sensor and not included, since its choice depends on the
            camera. The focus lies 90 mm outside the tube, which leaves room for corrector, filter wheel and
            off-axis guider.

            Looking through it is possible with an extension tube. The wide secondary takes contrast from
            planets, and there are better telescopes for them at half the price.
            """),
        in_the_box=(
            "Carbon tube with rings, handle and 75 mm rail",
            "Two fans with speed control",
            "Extension tubes 25 mm and 35 mm",
            "Centre-marked main mirror with test report",
            "Tube covers for front and rear",
        ),
        warning=SUN_WARNING,
        keywords="astrograph newton photo f4 carbon astrophotography coma deep sky ota tube",
        specs={
            **COMMON,
            "mount_kind": "none",
            "optics": "Parabolic borosilicate mirror, enlarged secondary",
            "focuser": "Rack and pinion 3″, 10:1 reduction",
            "camera_connection": "M 54 × 0.75, M 48 × 0.75, 2″",
            "back_focus": 90,
            "good_for": "photography",
            "guarantee_years": 3,
        },
        options=(by_aperture(150, 200, 254),),
        variants=(
            astrograph(10621, 150, 600, "799.00", weight="6.2", kg="10.4", stock=7),
            astrograph(10622, 200, 800, "1090.00", weight="9.1", kg="14.8", stock=9),
            astrograph(10623, 254, 1016, "1690.00", weight="13.7", kg="21.5", stock=0, expected=26),
        ),
        popularity=50,
    ),
    Product(
        slug="sextans-newtonian-tube-200",
        name="Newtonian tube N 200/1000",
        brand="sextans",
        category="newtonians",
        pitch="Upgrade tube for the mount in your garden: eight inches, ordinary steel, low price.",
        description=prose("""
            This is the tube of our EQ-5 set without the set. The white steel tube, the 63 mm secondary and
            the two-speed focuser suit both visual use and a first camera. Rings and a 44 mm rail let it slide
            onto most medium mounts; check that yours carries 12 kg with finder and camera.

            For visual observers the brightness of the background is the thing to know. At f/5 a 28 mm
            eyepiece gives an exit pupil of 5.6 mm, splendid in the Alps and grey in a city. A 13 mm
            wide-field eyepiece darkens the sky and is the one to use from town.
            """),
        in_the_box=(
            "Tube with rings and 44 mm rail",
            "Adapter 2″ to 1.25″ and extension 35 mm",
            "Finder 8×50",
            "Dust covers",
        ),
        warning=SUN_WARNING,
        keywords="newton reflector ota tube only 8 inch upgrade",
        specs={
            **COMMON,
            **optics(200, 1000, obstruction=63),
            **weights("9.2", length=940, diameter=232),
            "mount_kind": "none",
            "optics": "Parabolic main mirror, flat secondary mirror 63 mm",
            "focuser": "Crayford, 2″ and 1.25″, 10:1 reduction",
            "camera_connection": "T2 (M 42 × 0.75) and M 48",
            "finder": "8×50, straight view",
            "good_for": "clusters-and-nebulae",
        },
        variants=(
            offer(
                10631,
                "Newtonian tube N 200/1000",
                "449.00",
                kg="14.1",
                box=(1080, 400, 360),
                stock=10,
                pictures=tube_pictures(200, 1000, 940, "White Newtonian tube with finder"),
            ),
        ),
        popularity=33,
    ),
)
