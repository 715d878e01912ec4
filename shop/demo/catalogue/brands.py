"""The invented makers. Names are small constellations and old instruments; addresses exist nowhere."""

from shop.demo.schema import Brand

BRANDS: tuple[Brand, ...] = (
    Brand(
        slug="sextans",
        name="Sextans",
        maker="Sextans Optik GmbH",
        address="Spiegelweg 4, 07745 Jena, Germany",
        email="contact@sextans.example",
        about=(
            "Grinds parabolic mirrors and builds the Newtonians around them. Each mirror leaves "
            "with its measured values on a signed card."
        ),
    ),
    Brand(
        slug="vela",
        name="Vela",
        maker="Vela Optische Werkstätten GmbH",
        address="Linsengang 17, 35578 Wetzlar, Germany",
        email="service@vela.example",
        about=(
            "Lens makers: ED refractors, eyepieces and small tabletop telescopes that share their focusers."
        ),
    ),
    Brand(
        slug="reticule",
        name="Reticule",
        maker="Reticule Instruments B.V.",
        address="Draadkruisstraat 21, 2312 Leiden, Netherlands",
        email="support@reticule.example",
        about="Catadioptric telescopes, finders and cameras, and the small electronics that steer them.",
    ),
    Brand(
        slug="caelum",
        name="Caelum",
        maker="Caelum s.r.o.",
        address="Hvězdná stezka 8, 750 02 Přerov, Czechia",
        email="info@caelum.example",
        about="Plain refractors, Porro binoculars and filters at prices for a first try, made in Moravia.",
    ),
    Brand(
        slug="torquetum",
        name="Torquetum",
        maker="Torquetum Feinmechanik GmbH",
        address="Schneckenradstraße 2, 78054 Villingen-Schwenningen, Germany",
        email="werk@torquetum.example",
        about=(
            "Equatorial mounts from a clockmaking town: worm wheels, harmonic drives and measured "
            "error curves."
        ),
    ),
    Brand(
        slug="alidade",
        name="Alidade",
        maker="Alidade Mechanika Kft.",
        address="Szextáns utca 11, 3300 Eger, Hungary",
        email="hello@alidade.example",
        about="Alt-azimuth heads, star trackers, tripods and piers, turned and anodised under one roof.",
    ),
    Brand(
        slug="volans",
        name="Volans",
        maker="Volans Optica S.r.l.",
        address="Via del Cannocchiale 30, 32044 Pieve di Cadore, Italy",
        email="assistenza@volans.example",
        about="Roof-prism and giant binoculars and spotting scopes from a valley of spectacle makers.",
    ),
    Brand(
        slug="dioptra",
        name="Dioptra",
        maker="Dioptra Imaging Oy",
        address="Tähtikuja 5, 20500 Turku, Finland",
        email="support@dioptra.example",
        about="Cooled cameras, astrographs and everything that keeps a sensor square to the light.",
    ),
    Brand(
        slug="gnomon",
        name="Gnomon",
        maker="Gnomon Solaire SARL",
        address="14 rue du Cadran, 05100 Briançon, France",
        email="atelier@gnomon.example",
        about="Makes nothing that works at night: solar telescopes, Sun filters and sundials.",
    ),
    Brand(
        slug="apus",
        name="Apus",
        maker="Apus Robotics S.A.",
        address="Route de la Comète 3, 1290 Versoix, Switzerland",
        email="care@apus.example",
        about=(
            "Smart telescopes that set themselves up and show the result on a phone, with repair "
            "parts for ten years."
        ),
    ),
    Brand(
        slug="columba",
        name="Columba",
        maker="Columba Radio ApS",
        address="Antennevej 9, 9000 Aalborg, Denmark",
        email="radio@columba.example",
        about=(
            "Antennas, amplifiers and receivers for satellites, each with its own measured curve in the box."
        ),
    ),
    Brand(
        slug="tucana",
        name="Tucana",
        maker="Tucana Labs Lda",
        address="Rua do Satélite 40, 3030-199 Coimbra, Portugal",
        email="lab@tucana.example",
        about="Teaching satellites, sensor boards and measuring kits with open drawings and open software.",
    ),
    Brand(
        slug="scutum",
        name="Scutum",
        maker="Scutum Zubehör e. K.",
        address="Werkhof 6, 24103 Kiel, Germany",
        email="post@scutum.example",
        about="Cases, heaters, chairs and red lamps: whatever keeps optics dry and observers warm.",
    ),
    Brand(
        slug="nocturlabe",
        name="Nocturlabe",
        maker="Nocturlabe Globes and Dials Ltd",
        address="27 Pole Star Row, Whitby YO21 4QQ, United Kingdom",
        email="makers@nocturlabe.example",
        about=(
            "Planispheres, globes, orreries and small gifts, drawn in house and checked against the "
            "catalogues. Responsible in the EU: Astronomy Shop, Berlin."
        ),
    ),
    Brand(
        slug="almucantar",
        name="Almucantar Press",
        maker="Almucantar Verlag GmbH",
        address="Horizontgasse 12, 04103 Leipzig, Germany",
        email="verlag@almucantar.example",
        about="Books and atlases by people who observe, sewn so that they lie flat beside the telescope.",
    ),
    Brand(
        slug="house-print",
        name="House print",
        maker="Astronomy Shop GmbH",
        address="Mondscheinallee 12, 12435 Berlin, Germany",
        email="prints@astronomy-shop.example",
        about=(
            "Our own prints. Star positions come from the Hipparcos catalogue, the lines from our "
            "drawing table."
        ),
    ),
)
