"""Catadioptrics: Maksutovs, Schmidt-Cassegrains and their relatives."""

from typing import Literal

from shop.demo.catalogue.build import SUN_WARNING, Specs, offer, prose
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
from shop.demo.catalogue.telescopes.refractors import by_aperture
from shop.demo.schema import Picture, Product, SpecValue, Variant

MAK: dict[str, SpecValue] = {"telescope_type": "maksutov", "guarantee_years": 2}
SC: dict[str, SpecValue] = {"telescope_type": "schmidt-cassegrain", "guarantee_years": 3}
GOTO: dict[str, SpecValue] = {"mount_kind": "computerised", "goto": True, "power_supply": "12 V, 1.5 A"}
TUBE: dict[str, SpecValue] = {"mount_kind": "none", "goto": False}


def set_pictures(
    drawing: str,
    aperture: int,
    focal_length: int,
    length: int,
    section: Literal["cassegrain", "maksutov"],
    target: Target,
    eyepiece: str = "25",
) -> tuple[Picture, ...]:
    return gallery(
        drawing,
        aperture,
        focal_length,
        length,
        "Short closed telescope on a one-armed computer mount with tripod",
        light_path(section, aperture, focal_length, length),
        view("craters", focal_length, "10", 52),
        view(target, focal_length, eyepiece, 52),
    )


def tube(
    number: int,
    title: str,
    price: str,
    aperture: int,
    focal_length: int,
    kind: Literal["sct", "rc", "mak"],
    *,
    obstruction: int,
    weight: str,
    length: int,
    kg: str,
    stock: int,
    expected: int | None = None,
    backorder: int = 0,
    specs: Specs | None = None,
) -> Variant:
    """Return one size of a folded telescope without mount."""
    names = {"sct": "Schmidt-Cassegrain", "rc": "Open two-mirror", "mak": "Maksutov"}
    diameter = round(aperture * 1.14)
    return offer(
        number,
        title,
        price,
        kg=kg,
        box=(length + 190, diameter + 160, diameter + 160),
        stock=stock,
        expected=expected,
        backorder=backorder,
        options={"aperture": str(aperture)},
        specs={
            **optics(aperture, focal_length, obstruction=obstruction),
            **weights(weight, length=length, diameter=diameter),
            **(specs or {}),
        },
        pictures=gallery(
            "cassegrain_tube",
            aperture,
            focal_length,
            length,
            f"{names[kind]} tube",
            light_path("maksutov" if kind == "mak" else "cassegrain", aperture, focal_length, length),
            extra={"kind": kind},
            standing=False,
        ),
    )


CATADIOPTRICS: tuple[Product, ...] = (
    Product(
        slug="reticule-mak-goto",
        name="Maksutov GoTo",
        brand="reticule",
        category="catadioptrics",
        pitch=(
            "Planet telescope in the size of a bucket, on a mount that finds and follows. A set for "
            "balconies and for short evenings."
        ),
        description=prose("""
            A thick curved lens in front and a mirror behind fold a long focal length into a tube shorter than
            your forearm. High power comes naturally: with the 10 mm eyepiece the larger one gives 150 times,
            and Saturn stands in the view with its ring and the Cassini gap on calm nights. There is no colour
            fringe and nothing to align, for years.

            The flip side is a narrow view. Even the lowest power shows less than one degree and a half of
            sky, so the Pleiades or Andromeda do not fit. The closed tube also stores the warmth of the living
            room; carry it out forty minutes before, or the planet boils.

            Alignment takes two stars and three minutes. The mount is alt-azimuth, right for looking and for
            planet videos. Dew settles on the front lens first: the shield listed under cases and care is not
            a luxury.
            """),
        in_the_box=(
            "Maksutov tube with 44 mm rail",
            "One-armed GoTo mount with Wi-Fi",
            "Steel tripod with tray",
            "Eyepieces 25 mm and 10 mm, 1.25″",
            "Star diagonal 90° and red-dot finder",
            "Cable for 12 V and battery case",
        ),
        warning=SUN_WARNING,
        keywords=(
            "mak maksutov cassegrain goto computer telescope planets moon saturn jupiter balcony "
            "city wifi scope"
        ),
        specs={
            **MAK,
            **GOTO,
            "optics": "Meniscus lens, main mirror, aluminised spot as secondary",
            "focuser": "Moving main mirror, 1.25″",
            "camera_connection": "T2 (M 42 × 0.75)",
            "finder": "Red dot, 1×",
            "mount_name": "One-armed GoTo mount on steel tripod",
            "assembly_time": 25,
            "good_for": "moon-and-planets",
            "software": "App for Android and iOS, open protocol",
        },
        options=(by_aperture(102, 127),),
        variants=(
            offer(
                10701,
                "Mak 102/1300 GoTo",
                "479.00",
                kg="11.3",
                box=(820, 380, 300),
                stock=12,
                options={"aperture": "102"},
                specs={
                    **optics(102, 1300, obstruction=32),
                    **supplied(102, 1300, "25", 52, "10"),
                    **weights("2.2", "5.4", length=280, diameter=120),
                },
                pictures=set_pictures("maksutov_goto", 102, 1300, 280, "maksutov", "moon"),
            ),
            offer(
                10702,
                "Mak 127/1500 GoTo",
                "629.00",
                kg="13.4",
                box=(840, 400, 320),
                stock=17,
                options={"aperture": "127"},
                specs={
                    **optics(127, 1500, obstruction=39),
                    **supplied(127, 1500, "25", 52, "10"),
                    **weights("3.5", "5.6", length=340, diameter=145),
                },
                pictures=set_pictures("maksutov_goto", 127, 1500, 340, "maksutov", "saturn", "10"),
            ),
        ),
        popularity=92,
    ),
    Product(
        slug="vela-mak-photo",
        name="Mak 102/1300 photo",
        brand="vela",
        category="catadioptrics",
        pitch=(
            "A mirror lens of 1300 mm that goes on a camera tripod: for the Moon, for the Sun "
            "behind a filter and for herons."
        ),
        description=prose("""
            Remove the diagonal, screw on a T2 ring and the tube becomes a telephoto lens at f/12.7. The Moon
            fills half the height of a full-frame sensor. Focus is by a large knurled ring at the back that
            does not shift the image by more than half an arcminute when it reverses.

            By day it resolves the feathers of a bird at a hundred metres, in air that lies still, which means
            in the morning. Out-of-focus highlights turn into rings, as with every mirror lens; some like
            that.

            For looking at the sky a 90° diagonal and any 1.25″ eyepiece are all it needs. No mount is
            supplied.
            """),
        in_the_box=(
            "Tube with foot for photo tripods and 44 mm rail",
            "T2 thread and 1.25″ holder",
            "Slip-on sun shade",
            "Padded shoulder bag",
        ),
        warning=SUN_WARNING,
        badge="New",
        keywords="mak maksutov photo lens mirror telephoto spotting birds nature ota tube moon",
        specs={
            **MAK,
            **TUBE,
            **optics(102, 1300, obstruction=32),
            **weights("2.2", length=290, diameter=120),
            "optics": "Meniscus lens, main mirror, aluminised spot as secondary",
            "focuser": "Moving main mirror with large ring, 1.25″",
            "camera_connection": "T2 (M 42 × 0.75)",
            "good_for": "moon-and-planets",
        },
        variants=(
            offer(
                10711,
                "Mak 102/1300 photo",
                "289.00",
                kg="3.5",
                box=(430, 230, 220),
                stock=20,
                pictures=gallery(
                    "cassegrain_tube",
                    102,
                    1300,
                    290,
                    "Small Maksutov tube",
                    light_path("maksutov", 102, 1300, 290),
                    view("moon", 1300, "32", 48),
                    extra={"kind": "mak"},
                    standing=False,
                ),
            ),
        ),
        popularity=58,
    ),
    Product(
        slug="reticule-mak-tube",
        name="Maksutov tube",
        brand="reticule",
        category="catadioptrics",
        pitch="Long focal lengths for small mounts: 1800 mm that weigh as much as a bag of potatoes.",
        description=prose("""
            The 150 mm is the largest that still cools within an evening. The 180 mm is a specialist's tool,
            with an image of Mars and of tight doubles that observers compare with long refractors, and it
            asks for two hours outdoors before it shows them.

            Both carry a dual-speed focuser on the back in addition to the moving mirror: coarse focus with
            the mirror, then lock it and fine-tune without image shift. That matters for cameras with small
            pixels.

            Neither is a deep-sky telescope. Planetary nebulae, which are small and bright, are the exception,
            and the Eskimo at 270 times is one of the best things a town observer can look at.
            """),
        in_the_box=(
            "Tube with 75 mm rail",
            "Rear focuser 2″ with 1.25″ adapter",
            "Dielectric diagonal 2″",
            "Finder 6×30",
        ),
        warning=SUN_WARNING,
        keywords="mak maksutov ota tube planets mars double stars eskimo nebula NGC 2392 long focus",
        specs={
            **MAK,
            **TUBE,
            "optics": "Meniscus lens, main mirror with enhanced coating",
            "focuser": "Moving mirror with lock, rear Crayford 2″",
            "camera_connection": "T2 (M 42 × 0.75) and M 48",
            "finder": "6×30",
            "good_for": "moon-and-planets",
        },
        options=(by_aperture(150, 180),),
        variants=(
            tube(
                10721,
                "Mak 150/1800 tube",
                "899.00",
                150,
                1800,
                "mak",
                obstruction=44,
                weight="6.4",
                length=430,
                kg="10.2",
                stock=6,
            ),
            tube(
                10722,
                "Mak 180/2700 tube",
                "1490.00",
                180,
                2700,
                "mak",
                obstruction=43,
                weight="8.2",
                length=500,
                kg="13.0",
                stock=3,
            ),
        ),
        popularity=44,
    ),
    Product(
        slug="reticule-sc-goto",
        name="Schmidt-Cassegrain GoTo",
        brand="reticule",
        category="catadioptrics",
        pitch="Much aperture in a tube you can tuck under one arm, with a mount that knows 40,000 objects.",
        description=prose("""
            If one telescope has to do everything reasonably, this is the usual answer. Planets stand at f/10
            in a convenient size, a reducer brings the 203 mm to f/6.3 for nebulae, and the eyepiece is always
            at a height where one can sit. The thin corrector plate in front closes the tube against dust.

            It does nothing perfectly. The central obstruction takes some contrast, focusing moves the main
            mirror and with it the image, and the plate collects dew unless it is heated. The 150 mm is quick
            to set up and rarely stays at home; the larger one shows the spirals of M 51 as a suspicion from a
            dark meadow.

            The single arm damps a tap within two seconds if the tripod stays short. Photographs of up to
            twenty seconds are feasible before the turning of the field shows.
            """),
        in_the_box=(
            "Schmidt-Cassegrain tube with 44 mm rail",
            "One-armed GoTo mount with hand controller and Wi-Fi",
            "Steel tripod with spreader tray",
            "Eyepiece 25 mm, 1.25″, and star diagonal",
            "Red-dot finder",
            "Cable for 12 V",
        ),
        warning=SUN_WARNING,
        keywords=(
            "sct schmidt cassegrain goto computer 8 inch 6 inch all-round telescope scope wifi "
            "planets galaxies"
        ),
        specs={
            **SC,
            **GOTO,
            "optics": "Schmidt plate, spherical mirrors, enhanced coatings",
            "focuser": "Moving main mirror, 1.25″",
            "camera_connection": "T2 (M 42 × 0.75) by adapter",
            "finder": "Red dot, 1×",
            "mount_name": "One-armed GoTo mount on steel tripod",
            "assembly_time": 30,
            "good_for": "moon-and-planets",
            "software": "App for Android and iOS, open protocol",
        },
        options=(by_aperture(150, 203),),
        variants=(
            offer(
                10731,
                "SC 150/1500 GoTo",
                "1190.00",
                kg="19.8",
                box=(860, 420, 340),
                parcels=2,
                stock=7,
                options={"aperture": "150"},
                specs={
                    **optics(150, 1500, obstruction=56),
                    **supplied(150, 1500, "25", 52),
                    **weights("4.6", "9.1", length=410, diameter=182),
                },
                pictures=set_pictures("sct_goto", 150, 1500, 410, "cassegrain", "jupiter"),
            ),
            offer(
                10732,
                "SC 203/2032 GoTo",
                "1690.00",
                kg="24.5",
                box=(900, 480, 400),
                parcels=2,
                stock=0,
                expected=15,
                backorder=8,
                options={"aperture": "203"},
                specs={
                    **optics(203, 2032, obstruction=69),
                    **supplied(203, 2032, "25", 52),
                    **weights("5.8", "9.6", length=430, diameter=235),
                },
                pictures=set_pictures("sct_goto", 203, 2032, 430, "cassegrain", "saturn"),
            ),
        ),
        popularity=79,
    ),
    Product(
        slug="reticule-sc-tube",
        name="Schmidt-Cassegrain tube",
        brand="reticule",
        category="catadioptrics",
        pitch="Three sizes of tube for those who have a mount and want reach, from 203 to 280 mm.",
        description=prose("""
            The optics match our GoTo sets, the fittings go further: mirror locks that hold the image during a
            long series, vents behind mesh that cut the cooling time by half, and a wide 3.25″ thread at the
            back.

            Choose by the mount. The 203 mm is content with 12 kg of payload. The 235 mm wants 20 kg, the 280
            mm wants 25 kg and a second pair of hands when you set it into the saddle. On a pier in a garden
            hut the 280 mm is one of the standard instruments for planet photographers, who work at 2800 mm
            and longer.

            At this focal length a good eyepiece collection looks different: 40, 24, 15 and 10 mm, and the
            last one seldom.
            """),
        in_the_box=(
            "Tube with vents, mirror locks and 75 mm rail",
            "Visual back 1.25″ and 2″",
            "Finder 8×50",
            "Front cover with centring mark",
        ),
        warning=SUN_WARNING,
        keywords="sct schmidt cassegrain ota tube 9.25 11 inch planets photography reducer",
        specs={
            **SC,
            **TUBE,
            "optics": "Schmidt plate, enhanced coatings, vented cell",
            "focuser": "Moving main mirror with locks",
            "camera_connection": "3.25″ thread, T2 by adapter",
            "finder": "8×50, straight view",
            "good_for": "moon-and-planets",
        },
        options=(by_aperture(203, 235, 280),),
        variants=(
            tube(
                10741,
                "SC 203/2032 tube",
                "1290.00",
                203,
                2032,
                "sct",
                obstruction=69,
                weight="6.1",
                length=440,
                kg="11.0",
                stock=6,
                specs={"back_focus": 127},
            ),
            tube(
                10742,
                "SC 235/2350 tube",
                "2190.00",
                235,
                2350,
                "sct",
                obstruction=85,
                weight="9.3",
                length=530,
                kg="15.5",
                stock=2,
                specs={"back_focus": 140},
            ),
            tube(
                10743,
                "SC 280/2800 tube",
                "3290.00",
                280,
                2800,
                "sct",
                obstruction=95,
                weight="13.0",
                length=600,
                kg="21.0",
                stock=0,
                expected=48,
                backorder=2,
                specs={"back_focus": 140},
            ),
        ),
        popularity=45,
    ),
    Product(
        slug="dioptra-rc-astrograph",
        name="Ritchey-Chrétien astrograph tube",
        brand="dioptra",
        category="catadioptrics",
        pitch=(
            "Two hyperbolic mirrors, no glass, no colour: long focal length for small galaxies and "
            "patient photographers."
        ),
        description=prose("""
            Research observatories use this design because it has no coma and no chromatic error. For a
            private photographer it means round stars over a sensor of the APS-C class without a corrector,
            and an image that does not move when the temperature does, since focus is set at the back and the
            mirrors stay fixed.

            Alignment is exacting. Follow the printed procedure with a sight tube, on the bench, by daylight,
            and do not turn the main mirror screws in despair. The secondary blocks almost half the diameter;
            for looking at planets there are better choices.

            Galaxies of five to ten arcminutes, NGC 7331 or the Deer Lick group, are what it is made for.
            """),
        in_the_box=(
            "Tube with 75 mm rail above and below",
            "Focuser 2″, rotatable, with three extension rings",
            "Three fans and switch",
            "Printed alignment procedure",
        ),
        warning=SUN_WARNING,
        keywords="rc ritchey chretien astrograph galaxies NGC 7331 astrophotography ota hyperbolic",
        specs={
            **TUBE,
            "telescope_type": "cassegrain",
            "optics": "Hyperbolic main and secondary mirror of quartz glass",
            "focuser": "Rack and pinion 2″, 10:1 reduction, behind a fixed mirror",
            "camera_connection": "M 54 × 0.75, M 48 × 0.75",
            "good_for": "photography",
            "guarantee_years": 3,
            "image_circle": 30,
        },
        options=(by_aperture(152, 203),),
        variants=(
            tube(
                10751,
                "RC 152/1370 tube",
                "749.00",
                152,
                1370,
                "rc",
                obstruction=72,
                weight="5.9",
                length=440,
                kg="10.1",
                stock=5,
                specs={"back_focus": 220},
            ),
            tube(
                10752,
                "RC 203/1624 tube",
                "1190.00",
                203,
                1624,
                "rc",
                obstruction=95,
                weight="8.0",
                length=480,
                kg="13.4",
                stock=9,
                specs={"back_focus": 235},
            ),
        ),
        popularity=39,
    ),
    Product(
        slug="dioptra-classical-cassegrain",
        name="Classical Cassegrain 203/2436 tube",
        brand="dioptra",
        category="catadioptrics",
        pitch="The planet mirror without a front lens: nothing to dew up, quick to cool, steady in focus.",
        description=prose("""
            A parabolic main mirror and a small hyperbolic secondary, as Cassegrain proposed in 1672. At f/12
            the obstruction stays at a third, so Jupiter keeps its low-contrast detail better than in a
            photographic design of the same aperture.

            The open front lets the mirrors follow the falling temperature within half an hour. It lets dust
            in too; leave it there, and blow it off once a year. A camera with 2.9 µm pixels sits at a scale
            of 0.25 arcseconds without any Barlow lens, which is close to what this aperture can resolve.

            Its field is small and slightly curved. Wide clusters are better left to other tubes.
            """),
        in_the_box=(
            "Tube with 75 mm rail",
            "Focuser 2″ with two extension rings",
            "Fan for the main mirror",
            "Adapter 2″ to 1.25″",
        ),
        warning=SUN_WARNING,
        keywords="classical cassegrain planets moon saturn jupiter ota tube 8 inch f12",
        specs={
            **TUBE,
            **optics(203, 2436, obstruction=67),
            **weights("7.9", length=590, diameter=238),
            "telescope_type": "cassegrain",
            "optics": "Parabolic main mirror, hyperbolic secondary, quartz glass",
            "focuser": "Crayford 2″, 10:1 reduction",
            "camera_connection": "M 48 × 0.75 and T2",
            "back_focus": 150,
            "good_for": "moon-and-planets",
            "guarantee_years": 3,
        },
        variants=(
            offer(
                10761,
                "Classical Cassegrain 203/2436 tube",
                "1390.00",
                kg="13.2",
                box=(760, 400, 390),
                stock=3,
                pictures=gallery(
                    "cassegrain_tube",
                    203,
                    2436,
                    590,
                    "Open Cassegrain tube",
                    light_path("cassegrain", 203, 2436, 590),
                    view("saturn", 2436, "10", 52),
                    extra={"kind": "rc"},
                    standing=False,
                ),
            ),
        ),
        popularity=31,
    ),
    Product(
        slug="reticule-tabletop-mak",
        name="Tabletop Mak 90/1250",
        brand="reticule",
        category="catadioptrics",
        pitch=(
            "Stands on a window sill, reaches 125 times and shows Jupiter's moons between dinner and bedtime."
        ),
        description=prose("""
            Long focus and a short tube on a small turning base: the Moon and bright planets from any flat,
            without a tripod in the way. Open the window fully, wait ten minutes until the warm air has left,
            and accept that a view through an open window is never as calm as one from the balcony.

            Albireo's gold and blue are a good second target, then the four stars of the Trapezium in Orion.
            Anything pale and wide is outside its talents. The base has a photo thread beneath, so a camera
            tripod works too.
            """),
        in_the_box=(
            "Maksutov tube with 44 mm rail",
            "Tabletop base",
            "Eyepieces 25 mm and 10 mm, 1.25″",
            "Star diagonal and red-dot finder",
        ),
        warning=SUN_WARNING,
        keywords="mak maksutov tabletop small window balcony city albireo trapezium moon planets scope",
        specs={
            **MAK,
            **optics(90, 1250, obstruction=29),
            **supplied(90, 1250, "25", 50, "10"),
            **weights("1.6", "2.0", length=260, diameter=108),
            "mount_kind": "tabletop",
            "goto": False,
            "optics": "Meniscus lens, main mirror, aluminised spot as secondary",
            "focuser": "Moving main mirror, 1.25″",
            "finder": "Red dot, 1×",
            "mount_name": "Tabletop base with 3/8″ thread below",
            "assembly_time": 5,
            "good_for": "moon-and-planets",
        },
        variants=(
            offer(
                10771,
                "Tabletop Mak 90/1250",
                "219.00",
                kg="5.2",
                box=(420, 340, 300),
                stock=24,
                pictures=gallery(
                    "tabletop_mak",
                    90,
                    1250,
                    260,
                    "Small Maksutov on a tabletop base",
                    light_path("maksutov", 90, 1250, 260),
                    supplied_part(["25"], 50),
                    view("jupiter", 1250, "10", 50),
                ),
            ),
        ),
        popularity=63,
    ),
)
