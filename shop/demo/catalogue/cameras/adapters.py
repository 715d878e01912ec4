"""Filter wheels, rings, flatteners, guiders and lenses."""

from decimal import Decimal

from shop.demo.catalogue import physics
from shop.demo.catalogue.build import Specs, card, offer, prose
from shop.demo.schema import Option, Product


def length(optical: str, grams: int) -> Specs:
    """Return how many millimetres of the back focus a part uses, and its weight in g."""
    return {"optical_length": Decimal(optical), "adapter_weight": grams}


ADAPTERS: tuple[Product, ...] = (
    Product(
        slug="dioptra-filter-wheel",
        name="Motor filter wheel",
        brand="dioptra",
        category="wheels-and-adapters",
        pitch=(
            "Changes filters by command to within a hundredth of a turn, so one set of flat fields "
            "lasts a week."
        ),
        description=prose("""
            A toothed belt turns the carousel against a spring-loaded ball; the stop is the same each time,
            dust shadows included. Only 20 mm of optical length leave room for an off-axis guider within the
            usual 55 mm.

            Five positions with 1.25″ filters are right for sensors up to 16 mm diagonal. Seven with 2″
            filters suit APS-C and, with unmounted 50 mm filters, full frame. Power comes through USB.
            """),
        in_the_box=(
            "Filter wheel with threads on both sides",
            "USB cable",
            "Screws and masks for unmounted filters",
        ),
        keywords="filter wheel motorised electronic efw mono lrgb narrowband usb",
        specs={"adapter_kind": "filter-wheel", "guarantee_years": 3},
        options=(
            Option(
                code="size",
                name="Size",
                hint="(changes price and weight)",
                values=(("5", "5 × 1.25″"), ("7", "7 × 2″")),
                own_card=True,
            ),
        ),
        variants=(
            offer(
                14301,
                "Motor filter wheel 5 × 1.25″",
                "279.00",
                kg="0.9",
                box=(240, 200, 90),
                stock=9,
                options={"size": "5"},
                specs={
                    **length("20.0", 480),
                    "wheel_positions": 5,
                    "wheel_filters": "1.25″ in cells",
                    "telescope_side": "t2",
                },
                pictures=(
                    card(
                        "filter_wheel",
                        "Flat round filter wheel with five openings.",
                        positions=5,
                        thread="T2",
                    ),
                ),
            ),
            offer(
                14302,
                "Motor filter wheel 7 × 2″",
                "449.00",
                kg="1.6",
                box=(340, 280, 100),
                stock=9,
                options={"size": "7"},
                specs={
                    **length("20.0", 880),
                    "wheel_positions": 7,
                    "wheel_filters": "2″ in cells or 50 mm unmounted",
                    "telescope_side": "m54",
                },
                pictures=(
                    card(
                        "filter_wheel",
                        "Large flat filter wheel with seven openings.",
                        positions=7,
                        thread="M54",
                    ),
                ),
            ),
        ),
        popularity=43,
    ),
    Product(
        slug="reticule-manual-wheel",
        name="Manual filter wheel 5 × 1.25″",
        brand="reticule",
        category="wheels-and-adapters",
        pitch=(
            "A thumb on the rim instead of a motor: for planets through colour filters and for the eyepiece."
        ),
        description=prose("""
            It works between diagonal and eyepiece as well as before a camera. The positions click, one can
            count them in the dark. Nebula filter, Moon filter, colour filters and one empty hole: an evening
            without screwing.

            It makes the light path 18 mm longer, which some Newtonians cannot offer.
            """),
        in_the_box=("Filter wheel with T2 threads", "1.25″ nose and eyepiece holder"),
        keywords="filter wheel manual 5 position eyepiece planets t2",
        specs={
            **length("18.0", 310),
            "adapter_kind": "filter-wheel",
            "wheel_positions": 5,
            "wheel_filters": "1.25″ in cells",
            "telescope_side": "1-25",
            "guarantee_years": 2,
        },
        variants=(
            offer(
                14305,
                "Manual filter wheel 5 × 1.25″",
                "89.00",
                kg="0.5",
                box=(190, 160, 80),
                stock=12,
                pictures=(
                    card(
                        "filter_wheel",
                        "Round filter wheel with five openings, 1.25″.",
                        positions=5,
                        thread="1.25",
                    ),
                ),
            ),
        ),
        popularity=21,
    ),
    Product(
        slug="reticule-t2-ring",
        name="T2 ring for cameras",
        brand="reticule",
        category="wheels-and-adapters",
        pitch="The link between your camera and any telescope with a T2 thread, in five bayonets.",
        description=prose("""
            Camera bodies differ in the distance from bayonet to sensor; each ring makes up the difference to
            exactly 55 mm, the length that flatteners expect. Three screws allow the camera to be turned
            upright.

            The release pin of the camera works as with a lens. Set the camera to shoot without one.
            """),
        in_the_box=("Ring for the chosen bayonet", "Hexagonal key"),
        keywords="t2 ring t-ring dslr mirrorless camera adapter bayonet astrophotography m42",
        specs={"adapter_kind": "ring", "telescope_side": "t2", "guarantee_years": 2},
        options=(
            Option(
                code="bayonet",
                name="Bayonet",
                values=(("e", "E"), ("ef", "EF"), ("f", "F"), ("rf", "RF"), ("z", "Z")),
            ),
        ),
        variants=tuple(
            offer(
                14309 + place,
                "T2 ring for cameras",
                "24.90",
                kg="0.12",
                box=(90, 90, 50),
                stock=stock,
                options={"bayonet": bayonet},
                specs=length(optical, grams),
                pictures=(
                    card(
                        "adapter_ring",
                        "Short ring with a camera bayonet on one side and a fine thread on the other.",
                        outer=62,
                        inner=42,
                        length=16,
                    ),
                ),
            )
            for place, (bayonet, optical, grams, stock) in enumerate(
                (
                    ("e", "37.0", 70, 22),
                    ("ef", "11.0", 45, 34),
                    ("f", "8.5", 40, 17),
                    ("rf", "35.0", 68, 19),
                    ("z", "39.0", 72, 2),
                )
            )
        ),
        popularity=53,
    ),
    Product(
        slug="dioptra-spacers",
        name="Spacer ring set T2",
        brand="dioptra",
        category="wheels-and-adapters",
        pitch="Eight rings from 0.3 to 20 mm: every distance to within three tenths, without adhesive tape.",
        description=prose("""
            A flattener that sits a millimetre too far away makes stars in the corners point outward, one too
            close makes them swim around the centre. With this set you find the right distance by trying, then
            note it on the lid.

            Lengths are engraved. The thin rings of 0.3, 0.5 and 1 mm are aluminium, not plastic, and do not
            compress.
            """),
        in_the_box=("Rings 0.3, 0.5, 1, 3, 5, 7.5, 10 and 20 mm", "Tin with table"),
        keywords="spacer ring set t2 extension back focus distance m42 astrophotography",
        specs={
            **length("20.0", 130),
            "adapter_kind": "ring",
            "telescope_side": "t2",
            "pieces": 8,
            "guarantee_years": 2,
        },
        variants=(
            offer(
                14317,
                "Spacer ring set T2",
                "49.00",
                kg="0.25",
                box=(110, 90, 60),
                stock=16,
                pictures=(
                    card("adapter_ring", "Threaded spacer ring 20 mm long.", outer=48, inner=40, length=20),
                ),
            ),
        ),
        popularity=31,
    ),
    Product(
        slug="vela-flattener",
        name="Flattener for ED refractors",
        brand="vela",
        category="wheels-and-adapters",
        pitch="Round stars in all four corners, with or without shortening the telescope.",
        description=prose("""
            A doublet focuses on a bowl, a sensor is flat. The 1.0× version only bends the bowl straight; the
            0.8× version also shortens 560 to 448 mm and cuts exposure to two thirds.

            Both want the sensor 55 mm behind the shoulder of the thread. Tested on our ED 72, 84, 102 and 120
            with APS-C; full frame works with the two larger ones. On other makers' refractors it often fits
            and is then a matter of luck and spacer rings.
            """),
        in_the_box=("Flattener with 2″ barrel and M 48 thread", "Caps", "Table of distances"),
        keywords="flattener reducer 0.8x field refractor ed astrophotography m48 corner stars",
        specs={"adapter_kind": "flattener", "telescope_side": "2", "guarantee_years": 5},
        options=(
            Option(
                code="factor",
                name="Factor",
                hint="(changes price)",
                values=(("1-0", "1.0×, flattens only"), ("0-8", "0.8×, reduces too")),
                own_card=True,
            ),
        ),
        variants=(
            offer(
                14321,
                "Flattener 1.0× for ED refractors",
                "149.00",
                kg="0.45",
                box=(160, 110, 100),
                stock=9,
                options={"factor": "1-0"},
                specs={**length("55.0", 240), "reduction": Decimal("1.00")},
                pictures=(card("flattener", "Short flattener with a 2″ barrel.", diameter=56, length=48),),
            ),
            offer(
                14322,
                "Reducing flattener 0.8× for ED refractors",
                "219.00",
                kg="0.6",
                box=(180, 120, 110),
                stock=6,
                options={"factor": "0-8"},
                specs={**length("55.0", 390), "reduction": Decimal("0.80")},
                pictures=(
                    card("flattener", "Longer reducing flattener with large glass.", diameter=62, length=74),
                ),
            ),
        ),
        popularity=49,
    ),
    Product(
        slug="sextans-coma-corrector",
        name="Coma corrector 2″",
        brand="sextans",
        category="wheels-and-adapters",
        pitch=(
            "Pulls the comet tails of the outer stars back into points: for Newtonians between f/4 and f/6."
        ),
        description=prose("""
            A parabolic mirror is perfect on the axis and nowhere else. Four lenses put the outer field right,
            for cameras up to APS-C and, with the supplied eyepiece ring, also for looking. In a f/4.9 travel
            Dobsonian with an 82° eyepiece the difference is visible at once.

            Its factor is 1.05. Camera distance is 55 mm. For the eye, set the ring once for the eyepiece
            until the edge is sharp.
            """),
        in_the_box=("Corrector with 2″ barrel and M 48 thread", "Adjustable eyepiece ring", "Caps"),
        keywords="coma corrector newton f4 f5 paracorr astrophotography dobsonian edge stars",
        specs={
            **length("55.0", 410),
            "adapter_kind": "flattener",
            "telescope_side": "2",
            "reduction": Decimal("1.05"),
            "guarantee_years": 3,
        },
        variants=(
            offer(
                14325,
                "Coma corrector 2″",
                "189.00",
                kg="0.65",
                box=(190, 120, 110),
                stock=7,
                pictures=(
                    card(
                        "flattener",
                        "Coma corrector with 2″ barrel and a scale ring.",
                        diameter=58,
                        length=82,
                    ),
                ),
            ),
        ),
        popularity=38,
    ),
    Product(
        slug="dioptra-off-axis-guider",
        name="Off-axis guider",
        brand="dioptra",
        category="wheels-and-adapters",
        pitch=(
            "Guides through the main telescope itself, so nothing can flex between what guides and "
            "what is guided."
        ),
        description=prose("""
            A prism of 8 mm takes a little light from the rim of the field, outside the sensor, and sends it
            to the guide camera. Mirror flop, bending tubes and heavy focusers are corrected along with
            everything else.

            The search for a guide star needs a turn of the whole train now and then. A helical focuser on the
            side port brings main and guide camera to focus together; do that by day on a distant tower and
            lock it.
            """),
        in_the_box=("Guider with T2, M 48 and M 54 adapters", "Helical focuser 1.25″", "Hexagonal keys"),
        keywords="off-axis guider oag guiding prism long focal length sct rc",
        specs={
            **length("16.5", 330),
            "adapter_kind": "guiding",
            "telescope_side": "m48",
            "guarantee_years": 3,
        },
        variants=(
            offer(
                14329,
                "Off-axis guider",
                "199.00",
                kg="0.6",
                box=(190, 150, 90),
                stock=6,
                pictures=(
                    card("off_axis_guider", "Flat ring with a side tube and a small prism reaching inward."),
                ),
            ),
        ),
        popularity=33,
    ),
    Product(
        slug="reticule-guide-scope",
        name="Guide telescope",
        brand="reticule",
        category="wheels-and-adapters",
        pitch=(
            "A stiff little refractor for the guide camera: short for small mounts, longer for finer scales."
        ),
        description=prose("""
            No focuser that could tilt: the whole front cell turns on a fine thread and is locked by a ring.
            Two brackets with nylon screws belong to it; once the direction is set, replace them by the
            supplied fixed clamps if you never aim off-axis.

            The 30/120 is for up to 600 mm imaging focal length, the 50/200 for up to 1000 mm. Beyond that,
            guide through the telescope.
            """),
        in_the_box=(
            "Guide telescope with brackets and fixed clamps",
            "Foot for finder shoes",
            "1.25″ and C-mount holder",
        ),
        keywords="guide scope guiding telescope mini autoguider 30mm 50mm finder",
        specs={"adapter_kind": "guiding", "telescope_side": "1-25", "guarantee_years": 2},
        options=(
            Option(
                code="size",
                name="Size",
                hint="(changes price and weight)",
                values=(("30", "30/120"), ("50", "50/200")),
                own_card=True,
            ),
        ),
        variants=tuple(
            offer(
                14333 + place,
                f"Guide telescope {aperture}/{focal}",
                price,
                kg=kg,
                box=(focal + 130, 130, 110),
                stock=stock,
                options={"size": str(aperture)},
                specs={
                    **length("12.0", grams),
                    "guide_aperture": aperture,
                    "guide_focal_length": focal,
                    "guide_focal_ratio": physics.focal_ratio(aperture, focal),
                },
                pictures=(
                    card(
                        "finder",
                        f"Guide telescope {aperture}/{focal} in its brackets.",
                        aperture=aperture,
                        magnification=power,
                    ),
                ),
            )
            for place, (aperture, focal, power, price, kg, grams, stock) in enumerate(
                ((30, 120, 4, "79.00", "0.5", 230, 18), (50, 200, 7, "119.00", "0.9", 520, 7))
            )
        ),
        popularity=35,
    ),
    Product(
        slug="dioptra-star-lens",
        name="Star lens 135 mm f/2",
        brand="dioptra",
        category="wheels-and-adapters",
        pitch=(
            "A telephoto that is sharp on stars wide open, in the size of a thermos cup: summer "
            "Milky Way in one field."
        ),
        description=prose("""
            Stars are the hardest test for a lens: points everywhere, colours of every kind. Eleven lenses,
            three of them ED, keep them round to the corner of full frame at f/2. Focus has no motor; a fine
            thread with a scale and a lock takes its place.

            On a tracker it needs a minute for what a telescope at f/6 collects in nine. The whole Andromeda
            galaxy takes a fifth of the width of full frame; the belt of Orion leaves room for Barnard's Loop
            around it.

            It has an M 48 rear thread at 55 mm and comes with one bayonet of your choice from our T2 rings.
            """),
        in_the_box=("Lens with foot and 44 mm rail", "M 48 adapter", "Hood and caps", "Focus mask"),
        keywords="lens 135mm f2 astro tracker milky way widefield telephoto horsehead orion andromeda",
        specs={
            **length("55.0", 1050),
            "adapter_kind": "lens",
            "telescope_side": "m48",
            "guide_aperture": 67,
            "guide_focal_length": 135,
            "guide_focal_ratio": physics.focal_ratio(67, 135),
            "guarantee_years": 3,
        },
        variants=(
            offer(
                14341,
                "Star lens 135 mm f/2",
                "590.00",
                kg="1.7",
                box=(260, 160, 150),
                stock=5,
                pictures=(
                    card(
                        "camera_lens",
                        "Telephoto lens with a wide front glass and a broad focus ring.",
                        aperture=67,
                        focal_length=135,
                    ),
                ),
            ),
        ),
        popularity=40,
    ),
)
