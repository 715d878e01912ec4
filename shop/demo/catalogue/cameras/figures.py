"""Specifications and pictures of cameras."""

from decimal import Decimal

from shop.demo.catalogue import physics
from shop.demo.catalogue.build import Specs, card
from shop.demo.schema import Option, Picture

YARDSTICK = 1000  # mm, the focal length for which the scale on the sky is stated

COLOUR = Option(
    code="colour",
    name="Sensor",
    hint="(changes price)",
    values=(("colour", "Colour"), ("mono", "Monochrome")),
)


def sensor(name: str, x: int, y: int, pixel_um: str) -> Specs:
    """Return what follows from the number of pixels and their size in micrometres."""
    pixel = Decimal(pixel_um)
    return {
        "sensor": name,
        "pixels_x": x,
        "pixels_y": y,
        "pixel_size": pixel,
        "megapixels": physics.megapixels(x, y),
        "sensor_width": physics.sensor_side(x, pixel),
        "sensor_height": physics.sensor_side(y, pixel),
        "sensor_diagonal": physics.sensor_diagonal(x, y, pixel),
        "sky_scale_at_1000": physics.pixel_scale(pixel, YARDSTICK),
    }


def electronics(read_noise: str, full_well: int, bits: int, frames: int) -> Specs:
    """Return noise in electrons, well depth in thousand electrons, bit depth and frames a second."""
    return {
        "read_noise": Decimal(read_noise),
        "full_well": full_well,
        "bit_depth": bits,
        "frame_rate": frames,
    }


def body(diameter: int, length: int, grams: int, flange: str) -> Specs:
    """Return the outer size in mm, the weight in g and the depth of the sensor in mm."""
    return {
        "camera_diameter": diameter,
        "camera_length": length,
        "camera_weight": grams,
        "flange_distance": Decimal(flange),
    }


def portrait(drawing: str, what: str, diameter: int, length: int, figures: Specs) -> tuple[Picture, ...]:
    """Return the card picture of a camera that shows its sensor at true size."""
    return (
        card(
            drawing,
            f"{what}, {diameter} mm across, with its sensor of {figures['sensor_width']} by "
            f"{figures['sensor_height']} mm behind the window.",
            diameter=diameter,
            length=length,
            sensor_width=figures["sensor_width"],
            sensor_height=figures["sensor_height"],
        ),
    )
