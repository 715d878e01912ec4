"""Alt-azimuth heads: a single arm, a small fork, and the boxes they turn on."""

from shop.demo.drawings.engraving.pen import (
    BLACK,
    DETAIL,
    DETAIL_BLACK,
    HATCH,
    PAPER,
    SHADE,
    TINT,
    Pen,
    cosd,
    sind,
)
from shop.demo.drawings.mounts.tripod import tripod


def azimuth_base(pen: Pen, top: float, size: float = 1) -> str:
    """This function will draw the drum of a GoTo mount whose lower edge lies at y = -top."""
    k, y = size, -top
    drum = pen.path(
        TINT, "M", -92 * k, y - 16 * k, "V", y - 74 * k, "Q", -92 * k, y - 92 * k, -70 * k, y - 92 * k,
        "H", 70 * k, "Q", 92 * k, y - 92 * k, 92 * k, y - 74 * k, "V", y - 16 * k, "Z",
    )  # fmt: skip
    shading = pen.lines(
        HATCH,
        [
            (x * k, y - 18 * k, x * k, y - (88 - abs(x) * 0.06) * k)
            for x in (40, 50, 59, 67, 74, 80, 85, -80, -86)
        ],
    )
    seam = pen.line(-92 * k, y - 40 * k, 92 * k, y - 40 * k, DETAIL)
    return drum + shading + seam + pen.box(-34 * k, y - 74 * k, 44 * k, 16 * k, BLACK, pen.units(2))


def arm(pen: Pen, foot: float, rise: float, size: float = 1) -> str:
    """This function will draw the upright arm in front of a tube; `foot` and `rise` are heights of its
    ends."""
    k, low, ay = size, -foot, -rise
    outline = pen.path(
        PAPER,
        "M", -46 * k, low, "L", -40 * k, ay + 30 * k,
        "Q", -44 * k, ay - 52 * k, 4 * k, ay - 56 * k, "Q", 54 * k, ay - 52 * k, 52 * k, ay + 10 * k,
        "L", 66 * k, low, "Z",
    )  # fmt: skip
    shading = pen.lines(
        HATCH,
        [((52 - i * 6.3) * k, ay + (30 + i * 16) * k, (64 - i * 5) * k, low - 3 * k) for i in range(9)],
    )
    hub = "".join(
        pen.circle(4 * k, ay - 4 * k, r * k, tone)
        for r, tone in ((40, SHADE), (30, PAPER), (7, DETAIL_BLACK))
    )
    return outline + shading + hub


def arm_mount(pen: Pen, height: float, rise: float, size: float, tube: str, *, table: bool) -> str:
    """This function will draw a single-arm mount around a placed tube; on a table it has three short feet."""
    if table:
        stand = "".join(
            pen.path(
                BLACK, "M", x - 16, -height + 6, "L", x - 12, 0, "H", x + 12, "L", x + 16, -height + 6, "Z"
            )
            for x in (-74 * size, 6, 78 * size)
        )
        stand += pen.box(-96 * size, -height - 18 * size, 192 * size, 26 * size, SHADE, 6)
    else:
        stand = pen.place(tripod(pen, height, 320, girth=min(1.25, 0.5 + size / 2)), 0, -height)
    marks = stand + azimuth_base(pen, height, size)
    marks += pen.place(tube, 0, -height - rise) if tube else ""
    return marks + arm(pen, height + 90 * size, height + rise, size)


def fork_head(pen: Pen, height: float, rise: float, radius: float, tube: str) -> str:
    """This function will draw a light alt-azimuth fork with slow-motion rods around a placed tube."""
    y, axis = -height, -height - rise
    post = pen.place(pen.cylinder(0, 34, 78, 30, 0.2, TINT, angles=(20, 38, 52, 64, 74, 82)), 0, y - 10, -90)
    post += pen.place(pen.ring(70, 92, 44, 0.2, SHADE), 0, y - 10, -90)
    back = _fork_arm(pen, y - 96, axis, SHADE, shift=12)
    front = _fork_arm(pen, y - 90, axis + 6, PAPER, shift=0)
    hub = pen.knob(0, axis + 6, 26, SHADE)
    rod = pen.line(28, y - 60, 150, y - 20, "b")
    rod += pen.place(pen.box(-8, -16, 16, 32, SHADE, 4), 154, y - 19, 18)
    scale = pen.lines(
        HATCH,
        [
            (38 * cosd(a), axis + 6 + 38 * sind(a), 45 * cosd(a), axis + 6 + 45 * sind(a))
            for a in range(-160, -19, 14)
        ],
    )
    inner = pen.place(tube, 0, axis)
    return post + back + inner + front + scale + hub + rod


def _fork_arm(pen: Pen, low: float, axis: float, tone: str, shift: float) -> str:
    x = shift
    return pen.path(
        tone, "M", x - 44, low, "L", x - 50, axis + 10, "Q", x - 50, axis - 48, x, axis - 50,
        "Q", x + 50, axis - 48, x + 50, axis + 10, "L", x + 44, low, "Q", x, low + 24, x - 44, low, "Z",
    )  # fmt: skip
