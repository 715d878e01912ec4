"""The formulas behind the specifications, so that figures which follow from others always agree."""

import math
from decimal import ROUND_HALF_UP, Decimal

Number = Decimal | int | float

PUPIL_MM = 7  # a young eye in the dark; the usual yardstick for light gathering
SPEED_OF_LIGHT = 299_792_458  # m/s


def rounded(value: Number, places: int = 0) -> Decimal:
    """Round half up to so many decimal places, free of binary residue."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def focal_ratio(aperture: Number, focal_length: Number) -> Decimal:
    """Return focal length over aperture, both in millimetres."""
    return rounded(float(focal_length) / float(aperture), 1)


def dawes_limit(aperture: Number) -> Decimal:
    """Return the separation in arcseconds of the closest equal double star: 116 / aperture in mm.

    W. R. Dawes, Memoirs of the Royal Astronomical Society 35 (1867), found it for 6th magnitude pairs.
    """
    return rounded(116 / float(aperture), 2)


def limiting_magnitude(aperture: Number) -> Decimal:
    """Return the faintest star seen in the eyepiece: 2 + 5 log10(aperture in mm).

    The common rule for a naked-eye limit near 6 mag and a 7 mm pupil; see J. B. Sidgwick,
    Amateur Astronomer's Handbook (1971), who gives a constant between 1.8 and 2.5.
    """
    return rounded(2 + 5 * math.log10(float(aperture)), 1)


def light_grasp(aperture: Number) -> int:
    """Return how many times more light an aperture in mm takes in than a 7 mm pupil."""
    return int(rounded((float(aperture) / PUPIL_MM) ** 2))


def highest_useful_magnification(aperture: Number) -> int:
    """Return twice the aperture in mm; beyond it the image only grows dimmer and softer."""
    return int(rounded(2 * float(aperture)))


def lowest_useful_magnification(aperture: Number) -> int:
    """Return the power at which the exit pupil fills a 7 mm eye pupil, rounded up."""
    return math.ceil(float(aperture) / PUPIL_MM)


def magnification(focal_length: Number, eyepiece: Number) -> int:
    """Return the power of an eyepiece; both focal lengths in millimetres."""
    return int(rounded(float(focal_length) / float(eyepiece)))


def true_field(apparent_field: Number, focal_length: Number, eyepiece: Number) -> Decimal:
    """Return the width of sky in degrees: apparent field over magnification."""
    return rounded(float(apparent_field) * float(eyepiece) / float(focal_length), 2)


def exit_pupil(aperture: Number, power: Number) -> Decimal:
    """Return the width in mm of the beam that leaves the eyepiece."""
    return rounded(float(aperture) / float(power), 1)


def field_stop(eyepiece: Number, apparent_field: Number) -> Decimal:
    """Return the diameter in mm of the field stop: focal length times apparent field in radians.

    Holds for eyepieces without angular magnification distortion, which is the usual design aim.
    """
    return rounded(float(eyepiece) * math.radians(float(apparent_field)), 1)


def sensor_side(pixels: int, pixel_um: Number) -> Decimal:
    """Return the length in mm of one side of a sensor."""
    return rounded(pixels * float(pixel_um) / 1000, 2)


def sensor_diagonal(pixels_x: int, pixels_y: int, pixel_um: Number) -> Decimal:
    """Return the diagonal in mm of a sensor."""
    return rounded(math.hypot(pixels_x, pixels_y) * float(pixel_um) / 1000, 1)


def megapixels(pixels_x: int, pixels_y: int) -> Decimal:
    """Return the number of pixels in millions."""
    return rounded(pixels_x * pixels_y / 1_000_000, 1)


def pixel_scale(pixel_um: Number, focal_length: Number) -> Decimal:
    """Return the arcseconds of sky on one pixel: 206.265 times pixel in um over focal length in mm."""
    return rounded(206.265 * float(pixel_um) / float(focal_length), 2)


def field_at_1000_m(true_field_deg: Number) -> int:
    """Return the width in metres of the view of a binocular at a distance of 1000 m."""
    return int(rounded(2000 * math.tan(math.radians(float(true_field_deg) / 2))))


def wavelength_mm(frequency_mhz: Number) -> Decimal:
    """Return the wavelength in millimetres of a frequency in MHz."""
    return rounded(SPEED_OF_LIGHT / float(frequency_mhz) / 1000, 0)


def dish_gain(diameter_mm: Number, frequency_mhz: Number, efficiency: Number = 0.55) -> Decimal:
    """Return the gain in dBi of a parabolic dish: 10 log10(efficiency (pi D / wavelength)^2)."""
    turns = math.pi * float(diameter_mm) / (SPEED_OF_LIGHT / float(frequency_mhz) / 1000)
    return rounded(10 * math.log10(float(efficiency) * turns**2), 1)


def dish_beamwidth(diameter_mm: Number, frequency_mhz: Number) -> Decimal:
    """Return the half-power width in degrees of a dish's beam: 70 wavelengths over diameter."""
    return rounded(70 * SPEED_OF_LIGHT / float(frequency_mhz) / 1000 / float(diameter_mm), 1)


def watt_hours(voltage: Number, amp_hours: Number) -> int:
    """Return the energy in a battery."""
    return int(rounded(float(voltage) * float(amp_hours)))
