"""The picture of the month: the southern sky at ten in the evening, with a telescope that points at its
target, and the words that are true for it."""

from dataclasses import dataclass

from shop.demo.drawings.hero_chart import evening_chart
from shop.demo.drawings.sky.evening import NIGHTS, TALL, WIDE, Sky, sky_of
from shop.demo.drawings.sky.stars import constellations, stars_by_hip

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True)
class Hero:
    """The picture of a month in two crops, with the words that are true for it."""

    wide_svg: str
    tall_svg: str
    alt: str
    headline: str
    caption: str


def hero_for(month: int, year: int = 2027) -> Hero:
    """This function will draw the picture of a month, 1 to 12. Raises ValueError for any other month."""
    if month not in NIGHTS:
        raise ValueError(f"there is no month {month}")
    night = NIGHTS[month]
    seen = visible_constellations(sky_of(WIDE, year, month))
    alt = (
        f"Star map of the southern sky with {', '.join(seen[:-1])} and {seen[-1]} above a Dobsonian "
        f"telescope that points at {night.name}."
    )
    caption = f"Looking south from 50° N in mid-{MONTH_NAMES[month - 1]} at 22:00. Star positions: Hipparcos."
    wide, tall = (evening_chart(layout, year, month) for layout in (WIDE, TALL))
    return Hero(wide, tall, alt, night.headline, caption)


def visible_constellations(sky: Sky) -> list[str]:
    """This function will name the three brightest constellations in the middle of the picture."""
    ranked = []
    for figure in constellations().values():
        light, inside = 0.0, 0
        for hip in figure.members:
            star = stars_by_hip()[hip]
            point = sky.star(star)
            if point is not None and sky.shows(point) and point[0] > sky.layout.width * 0.42:
                light += 10 ** (-0.4 * star.magnitude)
                inside += 1
        if inside > 0.8 * len(figure.members):
            ranked.append((light, figure.name))
    return [name for _, name in sorted(ranked, reverse=True)[:3]]
