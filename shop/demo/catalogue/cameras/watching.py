"""Guide cameras and all-sky cameras."""

from shop.demo.catalogue import physics
from shop.demo.catalogue.build import Specs, card, offer, prose
from shop.demo.catalogue.cameras.figures import body, electronics, sensor
from shop.demo.schema import Picture, Product, SpecValue

COMMON: dict[str, SpecValue] = {"cooled": False, "guarantee_years": 2}

GUIDE_130 = sensor("AR-0130, global shutter", 1280, 960, "3.75")
GUIDE_290 = sensor("IMX-290, back-lit", 1936, 1096, "2.9")
SKY_462 = sensor("IMX-462, back-lit", 1936, 1096, "2.9")
SKY_676 = sensor("IMX-676, back-lit, square", 3536, 3536, "2.0")
SKY_METEOR = sensor("IMX-307, back-lit", 1920, 1080, "2.9")


def guide_camera(what: str, diameter: int, length: int) -> tuple[Picture, ...]:
    return (
        card(
            "camera_guide",
            f"{what}, {diameter} mm across and {length} mm long, like a fat eyepiece.",
            diameter=diameter,
            length=length,
        ),
    )


def dome(what: str, diameter: int, height: int) -> tuple[Picture, ...]:
    return (
        card(
            "camera_allsky",
            f"{what}: a round housing of {diameter} mm with a clear dome.",
            diameter=diameter,
            height=height,
        ),
    )


def guide_optics(aperture: int, focal_length: int) -> Specs:
    """Return the figures of a guide telescope."""
    return {
        "guide_aperture": aperture,
        "guide_focal_length": focal_length,
        "guide_focal_ratio": physics.focal_ratio(aperture, focal_length),
    }


WATCHING: tuple[Product, ...] = (
    Product(
        slug="reticule-guide-camera",
        name="Guide camera G 130",
        brand="reticule",
        category="guiding",
        pitch=(
            "Slides into any 1.25″ holder and keeps one star where it belongs, every two seconds, all night."
        ),
        description=prose("""
            Guiding corrects what the gears of the mount do wrong. The camera needs to see a star of ninth
            magnitude with good rhythm, no more; megapixels would only slow it. This one sends pictures
            through USB and corrections through a socket on its back.

            With a guide telescope of 120 mm focal length a pixel covers 6.4 arcseconds. Software measures to
            a tenth of that, good for imaging scales down to about 1.5 arcseconds. For longer telescopes use
            an off-axis guider.
            """),
        in_the_box=("Camera in 1.25″ shape", "Cables USB and ST-4, 2 m", "Parfocal ring"),
        keywords="guide camera autoguider st-4 guiding mono small phd",
        specs={
            **COMMON,
            **GUIDE_130,
            **electronics("4.0", 13, 12, 30),
            **body(32, 68, 90, "8.0"),
            "camera_thread": "1-25",
            "colour": "mono",
            "data_port": "USB 2, ST-4",
        },
        variants=(
            offer(
                14201,
                "Guide camera G 130",
                "129.00",
                kg="0.3",
                box=(150, 110, 80),
                stock=20,
                pictures=guide_camera("Guide camera", 32, 68),
            ),
        ),
        popularity=62,
    ),
    Product(
        slug="dioptra-guide-camera",
        name="Guide camera G 290",
        brand="dioptra",
        category="guiding",
        pitch="Sensitive enough for an off-axis guider, where stars are few and misshapen.",
        description=prose("""
            Through the small prism of an off-axis guider one sees a strip of sky at the full focal length.
            Without a sensitive sensor there is, often enough, no star in it. A noise below one electron finds
            stars of twelfth magnitude within two seconds at 1600 mm.

            Used alone, it is also a decent camera for the Moon and planets in black and white.
            """),
        in_the_box=("Camera in 1.25″ shape", "Cables USB-C and ST-4", "C-mount adapter"),
        keywords="guide camera imx290 off-axis oag sensitive mono autoguider st-4",
        specs={
            **COMMON,
            **GUIDE_290,
            **electronics("0.9", 14, 12, 60),
            **body(36, 62, 110, "8.5"),
            "camera_thread": "1-25",
            "colour": "mono",
            "data_port": "USB 3, type C, ST-4",
        },
        variants=(
            offer(
                14205,
                "Guide camera G 290",
                "239.00",
                kg="0.35",
                box=(150, 110, 80),
                stock=8,
                pictures=guide_camera("Sensitive guide camera", 36, 62),
            ),
        ),
        popularity=45,
    ),
    Product(
        slug="reticule-guiding-set",
        name="Guiding set 30/120",
        brand="reticule",
        category="guiding",
        pitch=(
            "Guide telescope, camera and ring clamp, focused and ready: slide it into the finder "
            "shoe and start."
        ),
        description=prose("""
            The combination is fixed because loose parts bend. The camera screws into the tube, the focus is
            locked at infinity in our workshop, and a single foot fits the usual finder shoes. Weight is 360
            g, so that small mounts do not notice it.

            At 120 mm it guides telescopes up to about 600 mm focal length with small pixels. Stars sufficient
            for guiding are found in every direction of the sky, at new Moon and at full.
            """),
        in_the_box=("Guide telescope 30/120 with camera", "Foot for finder shoes", "Cables USB and ST-4"),
        keywords="guiding set autoguider guide scope camera finder shoe complete",
        specs={
            **COMMON,
            **GUIDE_130,
            **electronics("4.0", 13, 12, 30),
            **body(38, 190, 360, "8.0"),
            **guide_optics(30, 120),
            "camera_thread": "own-lens",
            "colour": "mono",
            "data_port": "USB 2, ST-4",
        },
        variants=(
            offer(
                14209,
                "Guiding set 30/120",
                "199.00",
                kg="0.7",
                box=(270, 120, 100),
                stock=11,
                pictures=(
                    card(
                        "finder",
                        "Slim guide telescope of 30 mm aperture in its bracket.",
                        aperture=30,
                        magnification=5,
                    ),
                    Picture(
                        drawing="camera_guide",
                        params={"diameter": 32, "length": 68},
                        alt="The guide camera of the set beside its tube.",
                        caption="The camera in the set",
                        kind="part",
                    ),
                ),
            ),
        ),
        popularity=58,
    ),
    Product(
        slug="dioptra-all-sky",
        name="All-sky camera",
        brand="dioptra",
        category="all-sky",
        pitch=(
            "The whole sky on one picture, every minute, all year: clouds, aurora and the fireball "
            "everybody else only heard of."
        ),
        description=prose("""
            A fish-eye lens of 180 degrees sits under an acrylic dome with a heating ring. The small computer
            inside takes exposures from a ten-thousandth of a second by day to a minute at night, makes a time
            lapse each morning and a star-trail picture on the side.

            It needs one Ethernet cable, through which it also gets its power, and a place with a free
            horizon. Domes turn dull after about four years and can be exchanged without tools.

            Remember the neighbours: it must not look into windows. A mask in the software blackens what lies
            below the roofs.
            """),
        in_the_box=("Camera with computer and dome", "Mast clamp", "Power injector", "Spare dome"),
        keywords="allsky all-sky camera fisheye meteor aurora cloud observatory time lapse star trails",
        specs={
            **COMMON,
            **SKY_676,
            **electronics("0.9", 10, 12, 15),
            **body(130, 150, 1450, "8.0"),
            "camera_thread": "own-lens",
            "colour": "colour",
            "data_port": "Ethernet with power",
            "power_supply": "Over Ethernet, 12 W",
        },
        variants=(
            offer(
                14221,
                "All-sky camera",
                "690.00",
                kg="2.9",
                box=(320, 240, 220),
                stock=7,
                pictures=dome("All-sky camera", 130, 150),
            ),
        ),
        popularity=42,
    ),
    Product(
        slug="reticule-sky-watch",
        name="Cloud watcher",
        brand="reticule",
        category="all-sky",
        pitch="A small eye on the roof that tells the observatory to close before the first drop falls.",
        description=prose("""
            Simple picture, quick verdict: from the number of visible stars the program estimates the cloud
            cover and reports clear, hazy or closed as text, as a web page and as a switching contact. A rain
            sensor on the housing overrides everything.

            The view of 150 degrees is enough for that. For beautiful pictures of the Milky Way take the
            larger camera.
            """),
        in_the_box=("Camera with rain sensor", "Wall bracket", "Cable USB, 10 m, outdoor"),
        keywords="cloud sensor allsky watcher observatory safety rain camera roof",
        specs={
            **COMMON,
            **SKY_462,
            **electronics("0.7", 12, 12, 30),
            **body(90, 110, 620, "8.0"),
            "camera_thread": "own-lens",
            "colour": "colour",
            "data_port": "USB 2",
        },
        variants=(
            offer(
                14225,
                "Cloud watcher",
                "289.00",
                kg="1.3",
                box=(220, 180, 160),
                stock=10,
                pictures=dome("Small cloud camera", 90, 110),
            ),
        ),
        popularity=29,
    ),
    Product(
        slug="reticule-meteor-camera",
        name="Meteor camera",
        brand="reticule",
        category="all-sky",
        pitch="Twenty-five pictures a second towards one region of sky, ready for the meteor networks.",
        description=prose("""
            Two stations that see the same meteor from 60 km apart can compute its orbit, and for fireballs
            the place where stones may lie. This camera delivers what the networks ask for: fixed lens of 4 mm
            at f/1, precise time, constant pointing.

            Detection runs on a small computer indoors. Expect ten meteors in an ordinary night and a few
            hundred in the maximum of the Geminids. Aeroplanes are filtered out, bats are not.
            """),
        in_the_box=(
            "Camera in weatherproof housing",
            "Wall arm with three axes",
            "Network cable, 15 m, outdoor",
        ),
        keywords="meteor camera video network fireball geminids perseids shooting stars station",
        specs={
            **COMMON,
            **SKY_METEOR,
            **electronics("2.0", 14, 12, 25),
            **body(110, 120, 980, "8.0"),
            "camera_thread": "own-lens",
            "colour": "mono",
            "data_port": "Ethernet with power",
            "power_supply": "Over Ethernet, 6 W",
        },
        variants=(
            offer(
                14229,
                "Meteor camera",
                "219.00",
                kg="1.8",
                box=(280, 180, 160),
                stock=5,
                pictures=dome("Meteor camera", 110, 120),
            ),
        ),
        popularity=24,
    ),
)
