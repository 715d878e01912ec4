"""Posters and charts on paper. Each fills its plate; the scale bar tells how large it is."""

from typing import Annotated, Literal

from shop.demo.drawings.engraving.pen import Pen
from shop.demo.drawings.engraving.registry import Between, whole_plate
from shop.demo.drawings.engraving.sheet import DrawingError
from shop.demo.drawings.gifts import charts, motifs
from shop.demo.drawings.gifts.page import Page, bar_for, blank, page
from shop.demo.drawings.sky.stars import constellations

Side = Annotated[float, Between(100, 1600)]
PosterMotif = Literal[
    "northern_sky",
    "southern_sky",
    "milky_way",
    "zodiac",
    "moon_map",
    "messier",
    "saturn",
    "solar_system",
    "orbits",
]


def picture(sheet: Page, motif: str) -> str:
    """This function will draw the picture of a poster on its page."""
    if motif in ("northern_sky", "southern_sky"):
        return charts.polar_sky(sheet, south=motif == "southern_sky")
    return {
        "milky_way": charts.whole_milky_way,
        "zodiac": charts.zodiac_ring,
        "moon_map": motifs.moon_map,
        "messier": motifs.messier_list,
        "saturn": motifs.saturn_plate,
        "solar_system": motifs.solar_system,
        "orbits": motifs.orbits,
    }[motif](sheet)


@whole_plate()
def poster(
    pen: Pen, motif: PosterMotif = "northern_sky", width: Side = 500, height: Side = 700, framed: bool = False
) -> str:
    """This function will draw a poster, alone or in a wooden frame."""
    sheet = page(width, height, framed=framed)
    return bar_for(sheet) + blank(sheet) + picture(sheet, motif)


@whole_plate()
def constellation_poster(
    pen: Pen, code: str = "Ori", width: Side = 400, height: Side = 500, framed: bool = False
) -> str:
    """This function will draw a poster of one constellation, named by its three letters.

    Raises DrawingError.
    """
    figure = constellations().get(code)
    if figure is None:
        raise DrawingError(
            f"there is no figure for the constellation {code!r}; known: {', '.join(constellations())}"
        )
    sheet = page(width, height, framed=framed)
    return bar_for(sheet) + blank(sheet) + charts.one_constellation(sheet, figure)


@whole_plate()
def star_chart_date(pen: Pen, width: Side = 400, height: Side = 500, framed: bool = False) -> str:
    """This function will draw a chart of the sky over one place on one night."""
    sheet = page(width, height, framed=framed)
    words = ("The sky above us", "Berlin, 21 June 2027, 23:30")
    chart = charts.night_sky(sheet, charts.MIDSUMMER, *charts.BERLIN, words)
    return bar_for(sheet) + blank(sheet) + chart
