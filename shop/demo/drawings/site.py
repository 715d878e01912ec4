"""The pictures of the shop's own pages: hero, departments, views and the icon."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from shop.demo.drawings.engraving.bounds import bounds
from shop.demo.drawings.engraving.numbers import number
from shop.demo.drawings.engraving.registry import generator
from shop.demo.drawings.engraving.sheet import SIZE, ground, plate
from shop.demo.drawings.hero import hero_for

LARGEST = 568.0
FLOOR = 592.0
# One drawing stands for each department, as large as its square allows and without a scale bar.
DEPARTMENTS: dict[str, tuple[str, dict[str, Any]]] = {
    "cat-telescopes": ("refractor_eq", {"aperture": 102, "focal_length": 1000}),
    "cat-mounts": ("eq_mount", {"payload_kg": 10}),
    "cat-eyepieces": ("eyepiece", {"focal_length": 25, "diameter": 44, "height": 78, "apparent_field": 60}),
    "cat-binoculars": ("binocular", {"magnification": 10, "aperture": 50}),
    "cat-cameras": ("camera_cooled", {}),
    "cat-space": ("ground_station", {}),
    "cat-gifts": ("globe", {"body": "moon"}),
}
# Views for the home page: target and true field in degrees.
VIEWS = {"moon": 0.66, "pleiades": 1.9, "galaxy": 3.4, "saturn": 0.0138}
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><style>svg{--i:#0f2236;--p:#f6f9fb}'
    "@media(prefers-color-scheme:dark){svg{--i:#ffc93c;--p:#0a1622}}</style>"
    '<circle cx="20" cy="20" r="17.5" style="fill:var(--p);stroke:var(--i)" stroke-width="3"/>'
    '<path d="M20 4v10M20 26v10M4 20h10M26 20h10" style="stroke:var(--i)" stroke-width="1.8"/>'
    '<circle cx="20" cy="20" r="6.4" style="fill:var(--i)"/></svg>'
)


def department(name: str, params: dict[str, Any]) -> str:
    """This function will draw goods as large as a square allows, without a scale bar."""
    found = generator(name)
    if found.sheet is None:
        return found.svg(params)
    box = bounds(found.marks(found.sheet.scale, params))
    scale = found.sheet.scale * LARGEST / max(box.width, box.height)
    marks = found.marks(scale, params)
    box = bounds(marks)
    x = SIZE / 2 - (box.left + box.right) / 2
    on_ground = found.sheet.stand == "ground"
    y = FLOOR if on_ground else SIZE / 2 - (box.top + box.bottom) / 2
    under = ground(max(14, x + box.left - 60), min(626, x + box.right + 60), FLOOR) if on_ground else ""
    return plate(f'{under}<g transform="translate({number(x)} {number(y)})">{marks}</g>')


def site_pictures(month: int) -> dict[str, str]:
    """This function will draw every picture of the shop's own pages, by file name, for a month of the sky."""
    hero = hero_for(month)
    words = {key: value for key, value in asdict(hero).items() if not key.endswith("_svg")}
    files = {
        "hero-wide.svg": hero.wide_svg,
        "hero-tall.svg": hero.tall_svg,
        "hero.json": json.dumps(words, ensure_ascii=False, indent=2) + "\n",
        "icon.svg": ICON,
    }
    for name, (drawing, params) in DEPARTMENTS.items():
        files[f"{name}.svg"] = department(drawing, params)
    for target, field in VIEWS.items():
        files[f"view-{target}.svg"] = generator("view").svg({"target": target, "true_field": field})
    return files


def write_site_pictures(folder: Path, month: int) -> list[Path]:
    """This function will write the pictures into a folder, which it makes if needed, and return their
    paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in sorted(site_pictures(month).items()):
        path = folder / name
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths
