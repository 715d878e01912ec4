"""Places for names on a chart, so that they cross neither each other nor what they should keep clear of."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from shop.demo.drawings.engraving.bounds import Box
from shop.demo.drawings.engraving.lettering import Anchor, lettering, text_width

Point = tuple[float, float]
Segment = tuple[Point, Point]


def overlap(a: Box, b: Box) -> bool:
    """This function will tell whether two boxes share room."""
    return a.left < b.right and b.left < a.right and a.top < b.bottom and b.top < a.bottom


def crosses(segment: Segment, box: Box) -> bool:
    """This function will tell whether a line passes through a box."""
    (x0, y0), (x1, y1) = segment
    enter, leave = 0.0, 1.0
    for start, end, low, high in ((x0, x1, box.left, box.right), (y0, y1, box.top, box.bottom)):
        if abs(end - start) < 1e-9:
            if not low < start < high:
                return False
            continue
        a, b = (low - start) / (end - start), (high - start) / (end - start)
        enter, leave = max(enter, min(a, b)), min(leave, max(a, b))
    return enter < leave


@dataclass
class LabelDesk:
    """Remembers what is on a chart and gives each name a free place."""

    taken: list[Box] = field(default_factory=list)
    lines: list[Segment] = field(default_factory=list)
    frame: Box | None = None

    def is_free(self, box: Box) -> bool:
        """This function will tell whether a label may stand in a box."""
        if self.frame is not None and not (
            self.frame.left <= box.left
            and box.right <= self.frame.right
            and self.frame.top <= box.top
            and box.bottom <= self.frame.bottom
        ):
            return False
        return not any(overlap(box, other) for other in self.taken) and not any(
            crosses(s, box) for s in self.lines
        )

    def beside(
        self,
        point: Point,
        text: str,
        size: float,
        gap: float,
        *,
        weight: int = 500,
        italic: bool = False,
        tone: str = "L",
    ) -> str | None:
        """This function will letter a name beside a point, on the first side that is free, or return None."""
        wide = text_width(text, size, weight, italic=italic)
        x, y = point
        sides: tuple[tuple[float, float, Anchor], ...] = (
            (gap, size * 0.36, "start"), (-gap, size * 0.36, "end"), (gap * 0.6, -gap - 1, "start"),
            (gap * 0.6, gap + size * 0.75, "start"), (-gap * 0.6, gap + size * 0.75, "end"),
            (-gap * 0.6, -gap - 1, "end"),
            (0, gap + size * 0.85, "middle"), (0, -gap - size * 0.2, "middle"),
        )  # fmt: skip
        for dx, dy, anchor in sides:
            left = x + dx - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
            box = Box(left - 2, y + dy - size * 0.78, left + wide + 2, y + dy + size * 0.26)
            if self.is_free(box):
                self.taken.append(box)
                return lettering(
                    x + dx, y + dy, text, size, weight=weight, italic=italic, anchor=anchor, tone=tone
                )
        return None

    def near(
        self, places: Iterable[Point], text: str, size: float, *, spacing: float = 0, tone: str = "L"
    ) -> str | None:
        """This function will letter a name centred on the first place that is free, or return None."""
        wide = text_width(text, size, spacing=spacing)
        for x, y in places:
            box = Box(x - wide / 2 - 3, y - size * 0.82, x + wide / 2 + 3, y + size * 0.3)
            if self.is_free(box):
                self.taken.append(box)
                return lettering(x, y, text, size, spacing=spacing, anchor="middle", tone=tone)
        return None
