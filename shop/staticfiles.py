"""Static files: compressed, named by content, and the style sheet put together from its parts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLE_SHEET = "css/shop.css"
PARTS = "css/parts"


class ShopStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Joins css/parts/*.css, in the order of their names, into css/shop.css while static files are collected.

    One file per component to work on, one request per page to serve. Nothing is translated or minified.
    """

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            self._join_style_sheet(paths)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _join_style_sheet(self, paths: dict[str, Any]) -> None:
        names = sorted(name for name in paths if name.startswith(PARTS) and name.endswith(".css"))
        text = "\n".join(Path(self.path(name)).read_text(encoding="utf-8") for name in names)
        target = Path(self.path(STYLE_SHEET))
        target.write_text(text, encoding="utf-8")
        paths[STYLE_SHEET] = (self, STYLE_SHEET)
