"""Drawings become files, named by what is in them, each written once."""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from shop.demo import drawings
from shop.demo.schema import Picture, SpecValue


def save_drawing(picture: Picture) -> str:
    """Draw a picture, unless it was drawn already, and return its name in the media storage."""
    return _save(picture.drawing, json.dumps(_plain(picture.params), sort_keys=True))


def _plain(params: Mapping[str, SpecValue]) -> dict[str, str | bool | int | float]:
    return {name: float(value) if isinstance(value, Decimal) else value for name, value in params.items()}


@cache
def _save(drawing: str, params: str) -> str:
    return _store(drawings.draw(drawing, json.loads(params)))


def _store(svg: str) -> str:
    data = svg.encode()
    name = f"plates/{hashlib.sha256(data).hexdigest()[:20]}.svg"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(data))
    return name


def save_site_picture(name: str) -> str:
    """Copy one of the site's own pictures (static/img) into the media storage and return its name there."""
    return _store((Path(settings.BASE_DIR) / "static" / "img" / f"{name}.svg").read_text(encoding="utf-8"))
