"""Astronomy cameras, all on one sheet, looking up to the right with the sensor in view."""

from typing import Annotated

from shop.demo.drawings.engraving.pen import (
    BLACK,
    DETAIL_BLACK,
    DETAIL_PAPER,
    DETAIL_SHADE,
    GLINT,
    HATCH,
    LOWER,
    PAPER,
    SCREEN,
    SHADE,
    TINT,
    Pen,
    cosd,
    sind,
)
from shop.demo.drawings.engraving.registry import Between, goods
from shop.demo.drawings.engraving.sheet import Sheet

CAMERAS = Sheet(scale=2.2, bar=50, stand="centre")
E = 0.30
TILT = -14.0

Sensor = Annotated[float, Between(2, 50)]


def sensor(pen: Pen, x: float, width: float, height: float, room: float) -> str:
    """This function will draw a sensor on the face at x, true to its measures, within a radius."""
    diagonal = (width**2 + height**2) ** 0.5
    k = min(1.0, 2 * room * 0.96 / diagonal)
    w, h = width * k / 2, height * k / 2
    lean = 0.16 * w

    def corner(across: float, up: float) -> tuple[float, float]:
        return x + E * across, up + (lean if across < 0 else -lean) * 0.5

    corners = [corner(-w, -h), corner(w, -h), corner(w, h), corner(-w, h)]
    marks = pen.polyline(DETAIL_SHADE, corners, closed=True)
    (ax, ay), (bx, by) = corner(-w * 0.7, -h * 0.5), corner(w * 0.5, -h * 0.5)
    return marks + pen.line(ax, ay, bx, by, GLINT)


def _front(pen: Pen, x: float, radius: float, sensor_width: float, sensor_height: float) -> str:
    """Draws a threaded front with the sensor inside."""
    depth = 7.0
    marks = pen.cylinder(x, radius, x + depth, radius, E, angles=(40, 55, 68, 79))
    marks += pen.ellipse(x + depth, 0, E * radius, radius, PAPER)
    inner = radius * 0.86
    marks += pen.ellipse(x + depth, 0, E * inner, inner, DETAIL_BLACK)
    marks += "".join(pen.band(x + 1.6 + k * 1.8, radius, E, HATCH) for k in range(3))
    return marks + sensor(pen, x + depth, sensor_width, sensor_height, inner)


def _cable(pen: Pen, x: float, y: float) -> str:
    """Draws a data cable from the back of a camera to its plug."""
    cable = pen.cable(6.3, "M", x + 3, y, "C", x - 30, y + 2, x - 40, y + 34, x - 24, y + 56)
    plug = pen.box(-6, 0, 12, 20, BLACK, 1) + pen.box(-4.4, 20, 8.8, 9, SHADE, 0.5)
    return cable + pen.place(plug, x - 24, y + 54, -38)


@goods(CAMERAS)
def camera_cooled(
    pen: Pen,
    diameter: Annotated[float, Between(60, 120)] = 86,
    length: Annotated[float, Between(80, 180)] = 130,
    sensor_width: Sensor = 23.5,
    sensor_height: Sensor = 15.7,
) -> str:
    """This function will draw a cooled camera: fins at the back, tilt plate and sensor in front."""
    r = diameter / 2
    fins, front = length * 0.44, length * 0.94
    marks = _cable(pen, -E * r * 0.96, 10) + pen.cylinder(0, r * 0.94, fins, r * 0.94, E)
    count = round(fins / 7)
    step = fins / count
    marks += "".join(
        pen.ring(2 + k * step, 2 + k * step + step * 0.58, r * 0.99, E, TINT, shaded=False)
        for k in range(count)
    )
    marks += pen.hatch(2, r * 0.99, fins, r * 0.99, E, LOWER, fade=0)
    marks += pen.cylinder(fins, r, front, r, E, SHADE) + pen.ring(front - 5, front + 2, r * 1.02, E)
    face = front + 2
    marks += pen.ellipse(face, 0, E * r * 1.02, r * 1.02, TINT)
    throat = min(r * 0.8, max(24.0, (sensor_width**2 + sensor_height**2) ** 0.5 / 2 * 1.2))
    marks += _front(pen, face, throat, sensor_width, sensor_height)
    ring = (throat + r) / 2
    if r - throat > 7:
        marks += "".join(
            pen.circle(face + E * ring * cosd(a), ring * sind(a), 2.2, DETAIL_PAPER)
            for a in (35, 155, 215, 325)
        )
    marks += pen.box(-E * r - 9, 1, 14, 18, BLACK, 1)
    return pen.place(marks, 0, 0, TILT)


@goods(CAMERAS)
def camera_planetary(
    pen: Pen,
    diameter: Annotated[float, Between(30, 100)] = 62,
    length: Annotated[float, Between(20, 100)] = 36,
    sensor_width: Sensor = 5.6,
    sensor_height: Sensor = 3.2,
) -> str:
    """This function will draw a small camera for the planets, with its nose piece taken off."""
    r = diameter / 2
    marks = _cable(pen, -E * r * 0.94, r * 0.18)
    marks += pen.cylinder(0, r * 0.9, length * 0.12, r, E, TINT, angles=LOWER)
    marks += pen.cylinder(length * 0.12, r, length * 0.9, r, E)
    marks += pen.ring(length * 0.26, length * 0.36, r * 1.01, E, SHADE, shaded=False)
    marks += pen.cylinder(length * 0.9, r, length, r * 0.94, E, TINT, angles=LOWER)
    marks += pen.ellipse(length, 0, E * r * 0.94, r * 0.94, TINT)
    throat = min(r * 0.76, 21.0)
    marks += _front(pen, length, throat, sensor_width, sensor_height)
    ring = (throat + r * 0.94) / 2
    marks += "".join(
        pen.circle(length + E * ring * cosd(a), ring * sind(a), 1.6, DETAIL_BLACK)
        for a in (40, 140, 220, 320)
    )
    marks += pen.box(-E * r - 7, r * 0.18 - 8, 12, 16, BLACK, 1)
    return pen.place(marks, 0, 0, TILT)


@goods(CAMERAS)
def camera_guide(
    pen: Pen,
    diameter: Annotated[float, Between(28, 80)] = 34,
    length: Annotated[float, Between(30, 140)] = 76,
) -> str:
    """This function will draw a guide camera that fits into an eyepiece holder."""
    r = diameter / 2
    nose = min(length * 0.46, 34.0)
    body = length - nose
    marks = _cable(pen, -E * r * 0.9, 0) + pen.cylinder(0, r * 0.9, 3, r, E, TINT, angles=())
    marks += pen.cylinder(3, r, body, r, E, SHADE)
    marks += pen.ring(body * 0.3, body * 0.42, r * 1.02, E, BLACK, shaded=False)
    marks += pen.ring(body - 6, body, max(r, 17.5), E)
    marks += pen.ellipse(body, 0, E * max(r, 17.5), max(r, 17.5), TINT)
    marks += pen.cylinder(body, 15.9, length, 15.9, E)
    marks += pen.ring(body + nose * 0.4, body + nose * 0.62, 14.9, E)
    marks += pen.ellipse(length, 0, E * 15.9, 15.9, PAPER)
    marks += pen.ellipse(length, 0, E * 13.4, 13.4, DETAIL_BLACK)
    marks += sensor(pen, length, 5.6, 3.2, 12) + pen.box(-E * r - 7, -7, 12, 14, BLACK, 1)
    return pen.place(marks, 0, 0, TILT)


@goods(CAMERAS)
def camera_allsky(
    pen: Pen,
    diameter: Annotated[float, Between(60, 150)] = 110,
    height: Annotated[float, Between(70, 200)] = 140,
) -> str:
    """This function will draw an all-sky camera: a weatherproof body with a clear dome."""
    r, flat = diameter / 2, 0.22
    dome = r * 0.62
    body = max(30.0, height - dome)
    marks = pen.cylinder(0, r * 0.92, body * 0.16, r, flat, TINT, angles=LOWER)
    marks += pen.cylinder(body * 0.16, r, body * 0.82, r, flat)
    marks += pen.ring(body * 0.82, body, r * 1.05, flat, SHADE)
    marks += pen.ellipse(body, 0, flat * r * 1.05, r * 1.05, TINT)
    bolts = "".join(
        pen.ellipse(r * 0.88 * sind(a), -body + flat * r * 0.88 * cosd(a), 3.4, 1.7, DETAIL_BLACK)
        for a in range(-150, 181, 60)
    )
    gland = pen.cylinder(0, 7, 12, 7, 0.2, SHADE, angles=()) + pen.ring(10, 18, 9, 0.2, BLACK, shaded=False)
    cable = pen.cable(5, "M", r + 16, -body * 0.28, "c", 26, 2, 34, 30, 20, body * 0.32 + 20)
    cable += pen.place(gland, r * 0.94, -body * 0.28)
    return cable + pen.place(marks, 0, 0, -90) + bolts + pen.place(_clear_dome(pen, dome, flat), 0, -body)


def _clear_dome(pen: Pen, r: float, flat: float) -> str:
    """Draws a clear dome over a wide lens."""
    lens = pen.cylinder(0, r * 0.42, r * 0.3, r * 0.42, flat, BLACK, angles=())
    lens += pen.ellipse(r * 0.3, 0, flat * r * 0.42, r * 0.42, SHADE)
    lens += pen.ellipse(r * 0.3, 0, flat * r * 0.28, r * 0.28, SCREEN)
    bowl = pen.path("", "M", -r, 0, "A", r, r, "0 0 1", r, 0) + pen.ellipse(0, 0, r, r * flat)
    for reach, x0, y0, x1, y1 in ((0.86, 0.82, 0.2, 0.3, 0.8), (0.74, 0.7, 0.16, 0.34, 0.64)):
        bowl += pen.path(HATCH, "M", -r * x0, -r * y0, "A", r * reach, r * reach, "0 0 1", -r * x1, -r * y1)
    return pen.place(lens, 0, 2, -90) + bowl
