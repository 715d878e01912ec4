"""The telescopes of the shop, all on one sheet."""

from typing import Annotated, Literal

from shop.demo.drawings.engraving.pen import Pen
from shop.demo.drawings.engraving.registry import Between, goods
from shop.demo.drawings.telescopes import builds
from shop.demo.drawings.telescopes.dobsonian import draw_dobsonian
from shop.demo.drawings.telescopes.sheet import TELESCOPES

Aperture = Annotated[float, Between(50, 406)]
SmallAperture = Annotated[float, Between(40, 160)]
RefractorLength = Annotated[float, Between(300, 1400)]
# The length of the tube as it is sold, in millimetres; 0 if it should follow from the optics.
NewtonianTube = Annotated[float, Between(0, 1500)]
RefractorTube = Annotated[float, Between(0, 1450)]
FoldedTube = Annotated[float, Between(0, 900)]
MountSize = Literal["1", "2", "3"]
Cassegrain = Literal["sct", "rc", "mak"]


@goods(TELESCOPES)
def dobsonian(
    pen: Pen,
    aperture: Aperture = 200,
    focal_length: Annotated[float, Between(300, 1830)] = 1200,
    tabletop: bool = False,
    truss: bool = False,
    tube_length: Annotated[float, Between(0, 1800)] = 0,
) -> str:
    """This function will draw a Dobsonian, on the ground or small enough for a table."""
    return draw_dobsonian(pen, aperture, focal_length, tube_length, tabletop=tabletop, truss=truss).marks


@goods(TELESCOPES)
def newtonian_eq(
    pen: Pen,
    aperture: Annotated[float, Between(60, 305)] = 150,
    focal_length: Annotated[float, Between(300, 1500)] = 750,
    mount_size: MountSize = "2",
    tube_length: NewtonianTube = 0,
) -> str:
    """This function will draw a Newtonian on an equatorial mount of size 1 to 3."""
    return builds.newtonian_on_equatorial(pen, aperture, focal_length, mount_size, tube_length).marks


@goods(TELESCOPES)
def refractor_eq(
    pen: Pen,
    aperture: SmallAperture = 102,
    focal_length: RefractorLength = 1000,
    mount_size: MountSize = "2",
    tube_length: RefractorTube = 0,
) -> str:
    """This function will draw a refractor on an equatorial mount of size 1 to 3."""
    return builds.refractor_on_equatorial(pen, aperture, focal_length, mount_size, tube_length).marks


@goods(TELESCOPES)
def refractor_altaz(
    pen: Pen,
    aperture: SmallAperture = 80,
    focal_length: RefractorLength = 640,
    tube_length: RefractorTube = 0,
) -> str:
    """This function will draw a refractor on a light alt-azimuth fork."""
    return builds.refractor_on_fork(pen, aperture, focal_length, tube_length).marks


@goods(TELESCOPES)
def refractor_tube(
    pen: Pen,
    aperture: SmallAperture = 80,
    focal_length: RefractorLength = 480,
    tube_length: RefractorTube = 0,
) -> str:
    """This function will draw a refractor tube without a mount, lying on its dovetail bar."""
    return builds.bare_refractor(pen, aperture, focal_length, tube_length).marks


@goods(TELESCOPES)
def newtonian_tube(
    pen: Pen,
    aperture: Aperture = 200,
    focal_length: Annotated[float, Between(300, 1650)] = 800,
    tube_length: NewtonianTube = 0,
) -> str:
    """This function will draw a Newtonian tube without a mount, lying on its dovetail bar."""
    return builds.bare_newtonian(pen, aperture, focal_length, tube_length).marks


@goods(TELESCOPES)
def maksutov_goto(
    pen: Pen,
    aperture: Annotated[float, Between(60, 230)] = 127,
    focal_length: Annotated[float, Between(300, 2800)] = 1500,
    tube_length: FoldedTube = 0,
) -> str:
    """This function will draw a Maksutov on a GoTo mount with one arm."""
    return builds.cassegrain_on_arm(pen, aperture, focal_length, tube_length, maksutov=True).marks


@goods(TELESCOPES)
def sct_goto(
    pen: Pen,
    aperture: Annotated[float, Between(90, 305)] = 203,
    focal_length: Annotated[float, Between(300, 3100)] = 2032,
    tube_length: FoldedTube = 0,
) -> str:
    """This function will draw a Schmidt-Cassegrain on a GoTo mount with one arm."""
    return builds.cassegrain_on_arm(pen, aperture, focal_length, tube_length, maksutov=False).marks


@goods(TELESCOPES)
def cassegrain_tube(
    pen: Pen,
    aperture: Aperture = 203,
    focal_length: Annotated[float, Between(300, 4000)] = 2032,
    kind: Cassegrain = "sct",
    tube_length: FoldedTube = 0,
) -> str:
    """This function will draw a folded tube without a mount: Schmidt, Ritchey-Chretien or Maksutov."""
    return builds.bare_cassegrain(pen, aperture, focal_length, kind, tube_length).marks


@goods(TELESCOPES)
def tabletop_mak(
    pen: Pen,
    aperture: Annotated[float, Between(50, 150)] = 90,
    focal_length: Annotated[float, Between(300, 2000)] = 1250,
    tube_length: FoldedTube = 0,
) -> str:
    """This function will draw a small Maksutov on a one-armed stand for a table."""
    drawn = builds.cassegrain_on_arm(pen, aperture, focal_length, tube_length, maksutov=True, table=True)
    return drawn.marks


@goods(TELESCOPES)
def solar_refractor(
    pen: Pen,
    aperture: SmallAperture = 50,
    focal_length: Annotated[float, Between(300, 1000)] = 400,
    tube_length: RefractorTube = 0,
) -> str:
    """This function will draw a telescope made for the Sun, with its tuning ring and sun finder."""
    return builds.solar_on_fork(pen, aperture, focal_length, tube_length).marks
