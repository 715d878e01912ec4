from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.core.memo import forget_all
from apps.currency.money import Money
from apps.pricing import services
from apps.pricing.errors import NoTaxRate, TaxRateOverlaps
from apps.pricing.models import TaxArea, TaxClass, TaxRate, TaxZone, TaxZoneMember
from apps.pricing.selectors import BusinessBuyer, Item, price_basket, tax_for
from apps.pricing.selectors.taxes import REVERSE_CHARGE_NOTE

pytestmark = pytest.mark.django_db

UNION = ["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
         "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"]  # fmt: skip


def euro(text: str) -> Money:
    return Money.of(text, "EUR")


def register(code: str, number: str = "123") -> None:
    TaxZoneMember.objects.filter(code=code).update(
        registration=number, registered_from=timezone.localdate() - timedelta(days=1)
    )
    forget_all()


class TestTheUnion:
    @pytest.mark.parametrize("country", UNION)
    def test_is_taxed_at_the_destination_for_every_class(self, country):
        for tax_class in ("standard", "reduced", "books"):
            tax = tax_for(tax_class, country)

            assert tax.is_taxed
            assert tax.place == country
            assert 0 <= tax.percent <= 27

    def test_has_a_source_and_a_day_for_every_rate(self):
        assert not TaxRate.objects.filter(source="").exists()
        assert not TaxRate.objects.filter(valid_from__gt=date(2026, 1, 1)).exists()
        assert TaxRate.objects.filter(tax_class__code="standard", country__in=UNION, region="").count() == 27

    @pytest.mark.parametrize(
        ("country", "region", "postcode", "place", "percent"),
        [
            ("PT", "", "1100-148", "PT", "23"),
            ("PT", "", "9500-150", "PT-20", "16"),
            ("PT", "", "9000-082", "PT-30", "22"),
            ("PT", "20", "", "PT-20", "16"),
            ("AT", "", "6991", "AT-6691", "19"),
            ("AT", "", "6900", "AT", "20"),
            ("MC", "", "98000", "FR", "20"),
            ("GB", "", "BT1 5GS", "XI", "20"),
            ("GB", "NIR", "", "XI", "20"),
            ("ES", "M", "28013", "ES", "21"),
            ("", "", "", "DE", "19"),
        ],
    )
    def test_has_areas_with_rates_of_their_own(self, country, region, postcode, place, percent):
        tax = tax_for("standard", country, region=region, postcode=postcode)

        assert (tax.place, tax.percent, tax.zone) == (place, Decimal(percent), "eu")

    def test_takes_the_country_s_rate_where_an_area_has_none(self):
        assert tax_for("books", "AT", postcode="6991").percent == 10


class TestOutsideTheUnion:
    @pytest.mark.parametrize(
        ("country", "region", "postcode", "place"),
        [
            ("ES", "", "35001", "ES-CN"),
            ("ES", "TF", "", "ES-CN"),
            ("ES", "", "51001", "ES-CE"),
            ("ES", "", "52001", "ES-ML"),
            ("FI", "", "22100", "AX"),
            ("AX", "", "22100", "AX"),
            ("DE", "", "78266", "DE-78266"),
            ("DE", "", "27498", "DE-27498"),
            ("IT", "", "23041", "IT-23041"),
            ("IT", "", "22061", "IT-22061"),
            ("GR", "", "630 86", "GR-69"),
            ("FR", "", "97410", "RE"),
            ("RE", "", "", "RE"),
            ("GB", "", "JE2 3AB", "JE"),
            ("GB", "", "GY1 1AA", "GG"),
            ("JP", "", "", "JP"),
            ("LI", "", "9490", "CH"),
        ],
    )
    def test_is_an_export_with_a_note(self, country, region, postcode, place):
        tax = tax_for("standard", country, region=region, postcode=postcode)

        assert (tax.place, tax.is_export, tax.percent) == (place, True, 0)
        assert "customs" in tax.note
        assert tax.apply(euro("119.00")).gross == euro("100.00")

    @pytest.mark.parametrize(
        ("country", "percent"), [("GB", "20"), ("IM", "20"), ("CH", "8.1"), ("LI", "8.1"), ("NO", "25")]
    )
    def test_is_taxed_once_the_shop_is_registered(self, country, percent):
        assert tax_for("standard", country).is_export

        register("GB"), register("CH"), register("NO")

        tax = tax_for("standard", country)
        assert (tax.is_export, tax.percent) == (False, Decimal(percent))
        assert tax.apply(euro("120.00")).gross == euro("120.00")

    def test_shows_american_prices_without_the_tax_that_the_basket_adds(self):
        assert tax_for("standard", "US", region="CA").is_export

        register("US-CA")
        tax = tax_for("standard", "US", region="CA")
        basket = price_basket(
            [Item(1, "standard", 2, euro("119.00"))], currency="EUR", country="US", region="CA"
        )

        assert tax.shown(euro("119.00")) == euro("100.00")
        assert (basket.total.net, basket.total.gross) == (euro("200.00"), euro("214.50"))
        assert tax_for("standard", "US", region="NV").is_export

    def test_follows_the_setting_where_no_zone_names_the_country(self, settings):
        settings.TAX_DEFAULT_ZONE = "eu"
        with pytest.raises(NoTaxRate):
            tax_for("standard", "JP")

    def test_refuses_to_sell_without_a_default_zone(self, settings):
        settings.TAX_DEFAULT_ZONE = "moon"
        with pytest.raises(NoTaxRate):
            tax_for("standard", "JP")


class TestBusinesses:
    FRENCH = BusinessBuyer("FR", "FR40303265045", is_valid=True)

    def test_of_other_member_states_owe_the_tax_themselves(self):
        tax = tax_for("standard", "FR", business=self.FRENCH)

        assert tax.treatment == "reverse_charge"
        assert not tax.is_export
        assert tax.note == REVERSE_CHARGE_NOTE
        assert tax.apply(euro("119.00")).gross == euro("100.00")

    def test_may_have_goods_sent_to_a_third_member_state(self):
        assert tax_for("standard", "IT", business=self.FRENCH).treatment == "reverse_charge"

    @pytest.mark.parametrize(
        ("country", "buyer"),
        [
            ("FR", BusinessBuyer("FR", "FR40303265045", is_valid=False)),
            ("DE", FRENCH),  # goods that stay at home
            ("FR", BusinessBuyer("DE", "DE136695976", is_valid=True)),  # a business of the home country
            ("FR", BusinessBuyer("CH", "CHE107787577MWST", is_valid=True)),
            ("FR", None),
        ],
    )
    def test_pay_like_everybody_otherwise(self, country, buyer):
        tax = tax_for("standard", country, business=buyer)

        assert (tax.treatment, tax.place) == ("taxed", country)

    def test_export_like_everybody(self):
        assert tax_for("standard", "ES", postcode="35001", business=self.FRENCH).is_export
        assert tax_for("standard", "JP", business=self.FRENCH).is_export

    def test_see_the_note_on_their_basket(self):
        basket = price_basket(
            [Item(1, "standard", 1, euro("119.00")), Item(2, "books", 1, euro("10.70"))],
            currency="EUR",
            country="FR",
            delivery=(euro("11.90"), "standard"),
            business=self.FRENCH,
        )

        assert basket.notes == (REVERSE_CHARGE_NOTE,)
        assert basket.total.gross == basket.total.net == euro("120.00")
        assert basket.taxes == []
        assert not basket.is_export


class TestTheTables:
    def test_are_read_in_one_statement_and_kept(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            tax_for("standard", "FR", postcode="97410")
            tax_for("books", "GB", region="NIR")

    def test_prefer_the_longest_match(self):
        TaxArea.objects.create(country="DE", postcode_prefix="274", code="AT", name="Made up")
        forget_all()

        assert tax_for("standard", "DE", postcode="27474").place == "AT"
        assert tax_for("standard", "DE", postcode="27498").place == "DE-27498"

    def test_put_each_place_into_one_zone(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            TaxZoneMember.objects.create(zone=TaxZone.objects.get(code="world"), code="FR")

    def test_need_a_number_before_tax_is_collected(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            TaxZoneMember.objects.filter(code="GB").update(registered_from=date(2026, 1, 1))


class TestAddTaxRate:
    def new(self, percent="21", day=date(2027, 1, 1), **more):
        standard = TaxClass.objects.get(code="standard")
        return services.add_tax_rate(
            tax_class=standard, country="DE", percent=Decimal(percent), valid_from=day, **more
        )

    def test_ends_the_rate_before_it(self, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            self.new()

        assert tax_for("standard", "DE", at=datetime(2026, 12, 31, 12, tzinfo=UTC)).percent == 19
        assert tax_for("standard", "DE", at=datetime(2027, 1, 1, 12, tzinfo=UTC)).percent == 21
        assert TaxRate.objects.get(country="DE", tax_class__code="standard", percent=19).valid_until == date(
            2026, 12, 31
        )

    @pytest.mark.parametrize("day", [date(2027, 1, 1), date(2026, 12, 1)])
    def test_refuses_to_begin_before_a_planned_one(self, day):
        self.new()

        with pytest.raises(TaxRateOverlaps):
            self.new("22", day)

        assert TaxRate.objects.get(country="DE", tax_class__code="standard", percent=19).valid_until == date(
            2026, 12, 31
        )

    def test_leaves_other_places_and_classes_alone(self):
        self.new(region="27498", day=date(2021, 7, 1))

        assert TaxRate.objects.get(country="DE", tax_class__code="standard", region="").valid_until is None

    def test_is_the_only_way_in(self):
        standard = TaxClass.objects.get(code="standard")

        with pytest.raises(IntegrityError, match="tax_rate_one_at_a_time"), transaction.atomic():
            TaxRate.objects.create(tax_class=standard, country="DE", percent=21, valid_from=date(2026, 6, 1))
