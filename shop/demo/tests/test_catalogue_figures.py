import math
from decimal import Decimal
from typing import Any

from shop.demo.catalogue import PRODUCTS
from shop.demo.tests.shelves import department_of, everything_on_sale


def half_up(value: float, places: int = 0) -> Decimal:
    return Decimal(math.floor(value * 10**places + 0.5 + 1e-9)).scaleb(-places)


class TestTelescopes:
    def all(self) -> list[tuple[str, dict[str, Any]]]:
        found = [
            (variant.sku, specs)
            for product, variant, specs in everything_on_sale()
            if department_of(product.category).slug == "telescopes"
        ]
        assert len(found) > 60
        return found

    def test_agree_with_the_formulas_of_optics(self):
        for sku, specs in self.all():
            aperture, focal = float(specs["aperture"]), float(specs["focal_length"])
            assert specs["focal_ratio"] == half_up(focal / aperture, 1), sku
            assert specs["resolution"] == half_up(116 / aperture, 2), sku
            assert specs["limiting_magnitude"] == half_up(2 + 5 * math.log10(aperture), 1), sku
            assert specs["light_grasp"] == half_up(aperture**2 / 49), sku
            assert specs["highest_magnification"] == 2 * specs["aperture"], sku
            assert specs["lowest_magnification"] == math.ceil(aperture / 7), sku

    def test_agree_with_their_supplied_eyepieces(self):
        counted = 0
        for sku, specs in self.all():
            if "supplied_eyepiece" not in specs:
                assert "supplied_magnification" not in specs, sku
                continue
            counted += 1
            power = float(specs["focal_length"]) / float(specs["supplied_eyepiece"])
            field = float(specs["supplied_apparent_field"]) / power
            assert specs["supplied_magnification"] == half_up(power), sku
            assert specs["supplied_true_field"] == half_up(field, 2), sku
            assert specs["supplied_exit_pupil"] == half_up(float(specs["aperture"]) / power, 1), sku
            assert specs["supplied_magnification"] <= specs["highest_magnification"], sku
            if "supplied_short_eyepiece" in specs:
                short = float(specs["focal_length"]) / float(specs["supplied_short_eyepiece"])
                assert specs["supplied_high_magnification"] == half_up(short), sku
                assert specs["supplied_high_magnification"] <= specs["highest_magnification"], sku
        assert counted > 25

    def test_add_up_their_weights(self):
        for sku, specs in self.all():
            parts = [Decimal(specs[code]) for code in ("tube_weight", "base_weight") if code in specs]
            assert specs["heaviest_part"] == max(parts), sku
            if len(parts) == 2:
                assert specs["total_weight"] == sum(parts), sku
            fits = specs["tube_length"] <= 550 and sum(parts) <= 7
            assert specs["fits_rucksack"] is fits, sku

    def test_show_the_supplied_field_in_their_views(self):
        for product, variant, specs in everything_on_sale():
            shown = [p for p in variant.pictures if p.kind == "view" and "supplied_eyepiece" in specs]
            fields = {specs.get("supplied_true_field")}
            if "supplied_short_eyepiece" in specs:
                short = Decimal(str(specs["supplied_short_eyepiece"]))
                apparent = Decimal(str(specs["supplied_apparent_field"]))
                fields.add(half_up(float(apparent * short / Decimal(str(specs["focal_length"]))), 2))
            if shown:
                assert {p.params["true_field"] for p in shown} & fields, (product.slug, variant.sku)


class TestOtherFigures:
    def with_all(self, *codes: str) -> list[tuple[str, dict[str, Any]]]:
        found = [(v.sku, specs) for _, v, specs in everything_on_sale() if set(codes) <= set(specs)]
        assert len(found) >= 3
        return found

    def test_eyepieces_have_a_field_stop_that_fits_their_barrel(self):
        for sku, specs in self.with_all("eyepiece_focal_length", "field_stop"):
            focal, field = float(specs["eyepiece_focal_length"]), float(specs["apparent_field"])
            assert specs["field_stop"] == half_up(focal * field * math.pi / 180, 1), sku
            assert specs["field_stop"] <= {"1-25": 27.5, "2": 47}[specs["barrel"]], sku
            assert specs["power_at_1000"] == half_up(1000 / focal), sku
            assert specs["field_at_1000"] == half_up(field * focal / 1000, 2), sku

    def test_sensors_are_pixels_times_their_size(self):
        for sku, specs in self.with_all("pixels_x", "pixel_size"):
            width = specs["pixels_x"] * float(specs["pixel_size"]) / 1000
            height = specs["pixels_y"] * float(specs["pixel_size"]) / 1000
            assert specs["sensor_width"] == half_up(width, 2), sku
            assert specs["sensor_height"] == half_up(height, 2), sku
            assert specs["sensor_diagonal"] == half_up(math.hypot(width, height), 1), sku
            assert specs["megapixels"] == half_up(specs["pixels_x"] * specs["pixels_y"] / 1e6, 1), sku

    def test_binoculars_agree_with_their_name(self):
        for sku, specs in self.with_all("binocular_magnification", "objective"):
            power, aperture = specs["binocular_magnification"], specs["objective"]
            field = float(specs["field_of_view"])
            assert specs["exit_pupil"] == half_up(aperture / power, 1), sku
            assert specs["binocular_apparent_field"] == half_up(power * field), sku
            assert specs["field_at_1000_m"] == half_up(2000 * math.tan(math.radians(field / 2))), sku

    def test_finders_have_the_exit_pupil_of_their_numbers(self):
        for sku, specs in self.with_all("finder_exit_pupil"):
            pupil = half_up(specs["finder_aperture"] / specs["finder_magnification"], 1)
            assert specs["finder_exit_pupil"] == pupil, sku

    def test_dishes_have_the_gain_of_their_diameter(self):
        dishes = [(v.sku, s) for p, v, s in everything_on_sale() if p.slug == "columba-mesh-dish"]
        assert len(dishes) == 2
        for sku, specs in dishes:
            diameter, wavelength = Decimal(str(specs["antenna_diameter"])), 299_792.458 / 1694
            gain = 10 * math.log10(0.55 * (math.pi * float(diameter) / wavelength) ** 2)
            assert specs["antenna_gain"] == half_up(gain, 1), sku
            assert specs["beamwidth"] == half_up(70 * wavelength / float(diameter), 1), sku

    def test_batteries_hold_volts_times_ampere_hours(self):
        batteries = [(v.sku, s) for p, v, s in everything_on_sale() if "battery_energy" in s]
        assert batteries
        for sku, specs in batteries:
            energy = Decimal(str(specs["battery_voltage"])) * Decimal(str(specs["battery_capacity"]))
            assert specs["battery_energy"] == half_up(float(energy)), sku

    def test_mounts_promise_less_for_photography_than_for_looking(self):
        for sku, specs in self.with_all("payload", "photo_payload"):
            assert specs["photo_payload"] <= specs["payload"], sku

    def test_antennas_cover_a_range_upwards(self):
        for sku, specs in self.with_all("frequency_low", "frequency_high"):
            assert specs["frequency_low"] < specs["frequency_high"], sku

    def test_guide_telescopes_have_the_ratio_of_their_numbers(self):
        for sku, specs in self.with_all("guide_focal_ratio"):
            ratio = half_up(specs["guide_focal_length"] / specs["guide_aperture"], 1)
            assert specs["guide_focal_ratio"] == ratio, sku


class TestParcels:
    WEIGHTS = ("total_weight", "mount_weight", "tripod_weight", "part_weight", "binocular_weight")
    MORE = ("support_weight", "care_weight", "gear_weight")

    def test_weigh_more_than_what_is_in_them(self):
        for _, variant, specs in everything_on_sale():
            own = [Decimal(str(specs[code])) for code in (*self.WEIGHTS, *self.MORE) if code in specs]
            own.append(Decimal(str(specs.get("tube_weight", 0))))
            assert variant.weight_g > 1000 * max(own), variant.sku

    def test_can_be_carried_by_one_person(self):
        for _, variant, _ in everything_on_sale():
            assert variant.weight_g / variant.parcels <= 41_000, variant.sku
            assert all(5 <= side <= 1_700 for side in variant.size_mm), variant.sku

    def test_hold_a_telescope_of_254_mm_in_two(self):
        product = next(product for product in PRODUCTS if product.slug == "sextans-dobsonian")
        variant = next(v for v in product.variants if v.options["aperture"] == "254")
        assert (variant.parcels, variant.weight_g) == (2, 38_000)

    def test_cost_money_in_whole_cents(self):
        for _, variant, _ in everything_on_sale():
            assert variant.price > 0
            assert variant.price == variant.price.quantize(Decimal("0.01")), variant.sku
