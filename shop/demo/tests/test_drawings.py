"""The drawings: what every one of them must keep to, and that sky and scales are true."""

import json
import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from shop.demo.drawings import DrawingError, UnknownDrawing, draw, hero_for, names
from shop.demo.drawings.engraving.bounds import Box, bounds
from shop.demo.drawings.engraving.pen import Pen
from shop.demo.drawings.engraving.registry import Generator, Parameter, generator, generators
from shop.demo.drawings.engraving.sheet import GROUND_Y, STYLE
from shop.demo.drawings.gifts.objects import hour_angle
from shop.demo.drawings.site import DEPARTMENTS, VIEWS, write_site_pictures
from shop.demo.drawings.sky.evening import NIGHTS, TALL, WIDE, evening, sky_of, target_of
from shop.demo.drawings.sky.geometry import Stereographic, alt_az, from_galactic, sidereal_time, to_galactic
from shop.demo.drawings.sky.labels import LabelDesk, crosses, overlap
from shop.demo.drawings.sky.stars import constellations, messier, stars, stars_by_hip
from shop.demo.schema import SpecValue

SVG = "{http://www.w3.org/2000/svg}"
SQUARE, SLACK = 640, 8
SIZES = ("smallest", "typical", "largest")
MONTHS = range(1, 13)
CASES = [(found.name, size) for found in generators() for size in SIZES]


def parse(svg: str) -> ET.Element:
    """Return the root of a document; the parser refuses what is not well formed."""
    return ET.fromstring(svg)  # noqa: S314  # our own drawing


def value(parameter: Parameter, size: str) -> SpecValue:
    """Return the smallest, the usual or the largest value of a parameter."""
    if size == "typical":
        given: SpecValue = parameter.default
        return Decimal(str(given)) if isinstance(given, float) else given
    if parameter.choices:
        return parameter.choices[0 if size == "smallest" else -1]
    if parameter.bounds:
        bound = parameter.bounds.low if size == "smallest" else parameter.bounds.high
        return int(bound) if parameter.kind is int else Decimal(str(bound))
    return parameter.default if parameter.kind is str else size == "largest"


def values(found: Generator, size: str) -> dict[str, SpecValue]:
    """Return all parameters of a drawing, each at its smallest, usual or largest value."""
    return {parameter.name: value(parameter, size) for parameter in found.parameters}


def inside(svg: str) -> str:
    """Return what a document draws, without its style and its definitions."""
    body = re.sub(r"<style>.*?</style>|<defs>.*?</defs>", "", svg, flags=re.DOTALL)
    return body[body.index(">") + 1 : body.rindex("</svg>")]


def shape(svg: str, tag: str, **attributes: str) -> ET.Element:
    """Return the first element of a document with these attributes."""
    for element in parse(svg).iter(f"{SVG}{tag}"):
        if all(element.get(key) == wanted for key, wanted in attributes.items()):
            return element
    raise AssertionError(f"no {tag} with {attributes}")


def bar_width(svg: str) -> float:
    """Return the length of the scale bar in drawing units."""
    return bounds(f'<path d="{shape(svg, "path", **{"class": "bar"}).get("d")}"/>').width


def words(svg: str) -> list[str]:
    """Return what is lettered on a drawing, read from the names of its glyphs, without spaces."""
    groups = [[use.get("href", "") for use in group.findall(f"{SVG}use")] for group in parse(svg).iter()]
    return ["".join(chr(int(name[3:], 16)) for name in group) for group in groups if group]


class TestEveryDrawing:
    @pytest.mark.parametrize(("name", "size"), CASES)
    def test_is_valid_and_stays_within_its_square(self, name: str, size: str) -> None:
        svg = draw(name, values(generator(name), size))

        root = parse(svg)
        box = bounds(inside(svg))

        assert root.get("viewBox") == f"0 0 {SQUARE} {SQUARE}"
        assert min(box.left, box.top) >= -SLACK
        assert max(box.right, box.bottom) <= SQUARE + SLACK

    @pytest.mark.parametrize("name", sorted(names()))
    def test_gives_the_same_bytes_for_the_same_parameters(self, name: str) -> None:
        params = values(generator(name), "typical")

        assert draw(name, params) == draw(name, dict(reversed(params.items()))) == draw(name, {})

    @pytest.mark.parametrize(
        "name", [found.name for found in generators() if found.parameters and not found.passes_on]
    )
    def test_looks_different_when_its_parameters_differ(self, name: str) -> None:
        drawn = {draw(name, values(generator(name), size)) for size in SIZES}

        assert len(drawn) >= 2

    @pytest.mark.parametrize("name", ["dimensions", "in_scale"])
    def test_shows_the_goods_that_it_is_asked_for(self, name: str) -> None:
        goods = ("dobsonian", "sct_goto", "eq_mount", "yagi")

        assert len({draw(name, {"of": of}) for of in goods}) == len(goods)

    @pytest.mark.parametrize("name", sorted(names()))
    def test_refers_only_to_glyphs_and_clips_that_it_defines(self, name: str) -> None:
        svg = draw(name, {})

        defined = set(re.findall(r' id="([^"]+)"', svg))

        assert set(re.findall(r'href="#([^"]+)"', svg)) <= defined
        assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= defined

    @pytest.mark.parametrize("name", sorted(names()))
    def test_is_small(self, name: str) -> None:
        assert len(draw(name, {})) < 36_000

    def test_carries_its_own_day_and_night_colours(self) -> None:
        assert "color-scheme:light dark" in STYLE
        assert "prefers-color-scheme:dark" in STYLE
        assert STYLE in draw("dobsonian", {})


class TestParameters:
    def test_are_told_by_name(self) -> None:
        assert names()["filter"] == ("diameter", "kind")
        assert {"of", "aperture", "focal_length", "tabletop"} <= set(names()["in_scale"])

    def test_may_be_whole_decimal_or_written_out(self) -> None:
        assert draw("eyepiece", {"height": 78}) == draw("eyepiece", {"height": Decimal("78.0")})
        assert draw("diagonal", {"barrel": "2"}) == draw("diagonal", {"barrel": Decimal("2.0")})

    @pytest.mark.parametrize(
        ("name", "params", "complaint"),
        [
            ("dobsonian", {"aperture": 20}, "between 50 and 406"),
            ("dobsonian", {"aperture": "200"}, "must be a number"),
            ("dobsonian", {"aperture": True}, "must be a number"),
            ("dobsonian", {"tabletop": 1}, "true or false"),
            ("dobsonian", {"colour": "red"}, "no parameter colour"),
            ("diagonal", {"kind": "wooden"}, "one of mirror, prism, erecting"),
            ("book", {"title": " "}, "text of 1 to"),
            ("book", {"title": "Звёзды"}, "no letter for"),
            ("constellation_poster", {"code": "Xyz"}, "no figure"),
            ("in_scale", {"of": "filter"}, "whole plate"),
            ("in_scale", {"of": "eyepiece"}, "does not stand on the ground"),
            ("dimensions", {"of": "dobsonian", "colour": "red"}, "no parameter colour"),
        ],
    )
    def test_that_are_wrong_are_refused_with_a_reason(
        self, name: str, params: Mapping[str, SpecValue], complaint: str
    ) -> None:
        with pytest.raises(DrawingError, match=complaint):
            draw(name, params)

    def test_of_a_name_nobody_knows_are_refused(self) -> None:
        with pytest.raises(UnknownDrawing, match="no drawing named 'hat'"):
            draw("hat", {})


class TestScale:
    @pytest.mark.parametrize("name", [found.name for found in generators() if found.sheet])
    def test_bar_is_as_long_as_it_says(self, name: str) -> None:
        sheet = generator(name).sheet
        assert sheet is not None

        assert bar_width(draw(name, {})) == pytest.approx(sheet.bar * sheet.scale, abs=0.2)

    @pytest.mark.parametrize(("width", "height", "framed"), [(500, 700, False), (300, 400, True)])
    def test_bar_of_a_poster_measures_its_paper(self, width: int, height: int, framed: bool) -> None:
        svg = draw("poster", {"motif": "saturn", "width": width, "height": height, "framed": framed})

        paper = shape(svg, "rect", **{"class": "o"})
        length = {500: 100, 300: 50}[width]

        assert float(paper.get("width", 0)) / width == pytest.approx(bar_width(svg) / length, rel=0.01)

    def test_telescopes_share_one_scale(self) -> None:
        telescopes = ("dobsonian", "refractor_eq", "sct_goto", "smartscope")

        assert len({bar_width(draw(name, {})) for name in telescopes}) == 1

    @pytest.mark.parametrize("of", ["newtonian_tube", "refractor_eq", "sct_goto", "dobsonian"])
    def test_a_tube_is_as_long_as_it_is_sold(self, of: str) -> None:
        assert "640mm" in words(draw("dimensions", {"of": of, "tube_length": 640}))

    def test_a_dobsonian_tells_the_width_of_its_base(self) -> None:
        svg = draw("dimensions", {"of": "dobsonian", "aperture": 200, "focal_length": 1200})

        assert words(svg) == ["1160mm", "530mm"]

    def test_a_person_is_one_metre_seventy_five_tall(self) -> None:
        svg = draw("in_scale", {"of": "dobsonian"})

        person = next(group for group in parse(svg).iter(f"{SVG}g") if len(group) == 5)
        tall = bounds(ET.tostring(person, encoding="unicode"))

        assert GROUND_Y - tall.top == pytest.approx(1750 * bar_width(svg) / 500, rel=0.01)

    def test_the_moon_fills_its_part_of_the_field(self) -> None:
        svg = draw("view", {"target": "moon", "true_field": Decimal("1.036")})

        radii = [float(circle.get("r", 0)) for circle in parse(svg).iter(f"{SVG}circle")]

        assert 150.0 in radii
        assert 300.0 in radii


class TestBounds:
    def test_measure_shapes_through_nested_transforms(self) -> None:
        marks = '<g transform="translate(10 20) scale(-1 1)"><rect x="1" y="2" width="3" height="4"/></g>'

        assert bounds(marks) == Box(6, 22, 9, 26)

    def test_measure_turned_shapes(self) -> None:
        box = bounds(Pen(2).place(Pen(2).box(0, 0, 10, 1), 5, 5, 90))

        assert (box.left, box.top, box.right, box.bottom) == pytest.approx((8, 10, 10, 30))

    def test_follow_arcs_and_relative_steps(self) -> None:
        box = bounds('<path d="M0 0A10 10 0 0 1 20 0l5 5v-2h-1c1 1 2 2 3 3z"/>')

        assert box.top == pytest.approx(-10, abs=0.2)
        assert box.right == pytest.approx(27)

    def test_leave_definitions_and_shading_out(self) -> None:
        marks = '<defs><circle r="99"/></defs><path class="h" d="M0 0L99 99"/><circle r="2"/>'

        assert bounds(marks).right == pytest.approx(2)

    def test_refuse_to_measure_nothing(self) -> None:
        with pytest.raises(ValueError, match="nothing to measure"):
            bounds("<g/>")


class TestSky:
    def test_every_figure_uses_stars_of_the_catalogue(self) -> None:
        known = stars_by_hip()

        assert len(constellations()) >= 16
        assert all(hip in known for figure in constellations().values() for hip in figure.members)

    def test_no_line_of_a_figure_is_longer_than_26_degrees(self) -> None:
        known = stars_by_hip()
        for figure in constellations().values():
            for first, second in figure.pairs:
                a, b = known[first], known[second]
                closeness = math.sin(math.radians(a.dec)) * math.sin(math.radians(b.dec)) + math.cos(
                    math.radians(a.dec)
                ) * math.cos(math.radians(b.dec)) * math.cos(math.radians(a.ra - b.ra))
                assert math.degrees(math.acos(min(1.0, closeness))) < 26, (figure.code, first, second)

    def test_a_poster_shows_the_belt_of_orion_straight_and_true(self) -> None:
        belt = [stars_by_hip()[hip] for hip in (25930, 26311, 26727)]

        flat = Stereographic(84, 0, 1, 0, 0, mirrored=True)
        (x0, y0), (x1, y1), (x2, y2) = (flat.point(star.ra, star.dec) for star in belt)

        assert x0 > x1 > x2, "Mintaka is the western one, on the right"
        assert y0 < y1 < y2
        bend = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        assert abs(bend) / math.hypot(x2 - x0, y2 - y0) < 0.15

    def test_messier_list_is_complete_and_close_to_known_places(self) -> None:
        assert [entry.number for entry in messier()] == list(range(1, 111))
        pleiades, orion_nebula = messier()[44], messier()[41]
        assert (pleiades.ra, pleiades.dec) == pytest.approx((56.75, 24.12), abs=0.05)
        assert (orion_nebula.ra, orion_nebula.dec) == pytest.approx((83.85, -5.45), abs=0.05)

    def test_the_pole_stands_as_high_as_the_latitude(self) -> None:
        altitude, azimuth = alt_az(0, 90, 123, 50)

        assert altitude == pytest.approx(50)
        assert azimuth % 360 == pytest.approx(0, abs=1e-6)

    def test_a_star_on_the_meridian_stands_in_the_south(self) -> None:
        altitude, azimuth = alt_az(100, 10, 100, 50)

        assert (altitude, azimuth) == pytest.approx((50, 180))

    def test_sidereal_time_agrees_with_the_almanac(self) -> None:
        # Astronomical Algorithms, example 12.b: 1987 April 10, 19:21 UT is 8 h 34 m 57.0896 s at Greenwich.
        expected = (8 + 34 / 60 + 57.0896 / 3600) * 15

        assert sidereal_time(datetime(1987, 4, 10, 19, 21, tzinfo=UTC), 0) == pytest.approx(
            expected, abs=0.001
        )

    def test_galactic_places_lead_there_and_back(self) -> None:
        ra, dec = from_galactic(0, 0)

        assert (ra, dec) == pytest.approx((266.405, -28.936), abs=0.01)
        assert to_galactic(*from_galactic(120, -35)) == pytest.approx((120, -35))

    def test_catalogue_holds_the_brightest_stars(self) -> None:
        brightest = min(stars(), key=lambda star: star.magnitude)

        assert (brightest.hip, len(stars()) > 3000) == (32349, True)

    def test_a_sundial_divides_the_hours_for_50_degrees_north(self) -> None:
        assert hour_angle(12) == 0
        assert hour_angle(18) == pytest.approx(90)
        assert hour_angle(15) == pytest.approx(math.degrees(math.atan(math.sin(math.radians(50)))))


class TestHero:
    @pytest.mark.parametrize("month", MONTHS)
    def test_points_at_its_target(self, month: int) -> None:
        ra, dec = target_of(month)
        altitude, azimuth = alt_az(ra, dec, sidereal_time(evening(2027, month), 10), 50)
        assert altitude > 20

        for svg, layout in ((hero_for(month).wide_svg, WIDE), (hero_for(month).tall_svg, TALL)):
            x, y = sky_of(layout, 2027, month).chart.point(azimuth, altitude)
            reticle = shape(svg, "circle", r="26")

            assert float(reticle.get("cx", 0)) == pytest.approx(x, abs=0.06)
            assert float(reticle.get("cy", 0)) == pytest.approx(y, abs=0.06)
            assert x == pytest.approx(layout.target_x)
            assert y >= layout.highest_y - 0.01

    @pytest.mark.parametrize("month", MONTHS)
    def test_speaks_the_truth_about_the_south(self, month: int) -> None:
        night = NIGHTS[month]
        altitude, azimuth = alt_az(night.ra, night.dec, sidereal_time(evening(2027, month), 10), 50)

        from_meridian = abs(azimuth - 180) * math.cos(math.radians(altitude))
        assert altitude > 5
        assert from_meridian < (10 if "due south" in night.headline else 15)
        assert "high" not in night.headline or altitude > 50

    @pytest.mark.parametrize("month", MONTHS)
    def test_is_a_valid_picture_in_two_crops_with_words(self, month: int) -> None:
        hero = hero_for(month)

        assert parse(hero.wide_svg).get("viewBox") == "0 0 1600 680"
        assert parse(hero.tall_svg).get("viewBox") == "0 0 520 500"
        assert hero.headline.endswith(".")
        assert NIGHTS[month].name in hero.alt
        assert hero.caption.startswith("Looking south from 50° N in mid-")

    def test_shows_orion_in_january_and_not_in_july(self) -> None:
        assert "Orion" in hero_for(1).alt
        assert "Orion" not in hero_for(7).alt

    def test_refuses_a_thirteenth_month(self) -> None:
        with pytest.raises(ValueError, match="no month 13"):
            hero_for(13)


class TestLabels:
    def test_take_the_next_side_when_one_is_taken(self) -> None:
        desk = LabelDesk()

        first = desk.beside((100, 100), "Rigel", 15, 10)
        second = desk.beside((104, 100), "Saiph", 15, 10)

        assert first is not None
        assert second is not None
        assert not overlap(bounds(first), bounds(second))

    def test_stay_away_where_there_is_no_room(self) -> None:
        desk = LabelDesk(taken=[Box(-500, -500, 500, 500)])

        assert desk.beside((0, 0), "Rigel", 15, 10) is None
        assert desk.near([(0, 0), (9, 9)], "ORION", 13) is None

    def test_keep_clear_of_lines(self) -> None:
        box = Box(0, 0, 10, 10)

        assert crosses(((-5, 5), (15, 5)), box)
        assert crosses(((5, -5), (5, 15)), box)
        assert not crosses(((-5, -5), (15, -5)), box)
        assert not crosses(((11, -5), (11, 15)), box)


class TestSitePictures:
    def test_are_written_for_every_department_and_view(self, tmp_path: Path) -> None:
        paths = write_site_pictures(tmp_path / "img", 1)

        written = {path.name for path in paths}
        assert {f"{name}.svg" for name in DEPARTMENTS} <= written
        assert {f"view-{target}.svg" for target in VIEWS} <= written
        assert {"hero-wide.svg", "hero-tall.svg", "hero.json", "icon.svg"} <= written
        for path in paths:
            if path.suffix == ".svg":
                parse(path.read_text(encoding="utf-8"))

    def test_come_with_the_words_of_the_month(self, tmp_path: Path) -> None:
        write_site_pictures(tmp_path, 12)

        said = json.loads((tmp_path / "hero.json").read_text(encoding="utf-8"))

        assert said["headline"] == "The Pleiades stand due south at ten."
        assert set(said) == {"alt", "headline", "caption"}
