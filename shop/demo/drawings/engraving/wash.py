"""Shapes in colours of their own, for what keeps its colours by day and by night: the sky, the Moon, the
planets."""

from shop.demo.drawings.engraving.numbers import number


def _paint(fill: str, opacity: float, rim: str = "none", width: float = 0) -> str:
    faint = f";opacity:{opacity:g}" if opacity < 1 else ""
    thick = f";stroke-width:{number(width)}" if width else ""
    return f'style="fill:{fill};stroke:{rim}{thick}{faint}"'


def disc(x: float, y: float, radius: float, fill: str, opacity: float = 1) -> str:
    """This function will paint a round area."""
    return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" {_paint(fill, opacity)}/>'


def circle(x: float, y: float, radius: float, colour: str, width: float = 1) -> str:
    """This function will draw a circle as a line."""
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" {_paint("none", 1, colour, width)}/>'
    )


def oval(
    x: float,
    y: float,
    rx: float,
    ry: float,
    fill: str,
    opacity: float = 1,
    *,
    turn: float = 0,
    rim: str = "none",
) -> str:
    """This function will paint an oval area, turned clockwise by degrees, with a fine rim if wanted."""
    paint = _paint(fill, opacity, rim, 0.9 if rim != "none" else 0)
    size = f'rx="{number(rx)}" ry="{number(ry)}"'
    if turn:
        return f'<ellipse {size} transform="translate({number(x)} {number(y)})rotate({turn:.0f})" {paint}/>'
    return f'<ellipse cx="{number(x)}" cy="{number(y)}" {size} {paint}/>'


def area(data: str, fill: str, opacity: float = 1, *, rim: str = "none", width: float = 0) -> str:
    """This function will paint the inside of path data."""
    return f'<path d="{data}" {_paint(fill, opacity, rim, width)}/>'


def stroke(data: str, colour: str, width: float, opacity: float = 1) -> str:
    """This function will draw path data as a line of a colour."""
    return f'<path d="{data}" {_paint("none", opacity, colour, width)}/>'


def clipped(marks: str, shape: str, name: str) -> str:
    """This function will show only what lies inside a shape; the name must be unique on its plate."""
    return f'<clipPath id="{name}">{shape}</clipPath><g clip-path="url(#{name})">{marks}</g>'
