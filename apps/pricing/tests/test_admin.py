from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from apps.catalog.models import Listing
from apps.catalog.tests.factories import a_product, add_variant
from apps.currency.money import Money
from apps.pricing import services
from apps.pricing.models import Price, PriceList, TaxClass, TaxRate, TaxZone, TaxZoneMember, VatCheck
from apps.pricing.selectors import tax_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(staff):
    client = Client()
    client.force_login(staff)
    return client


@pytest.fixture
def variant():
    variant = add_variant(a_product())
    services.set_prices(prices={variant.pk: Money.of("100", "EUR")}, actor="test")
    return variant


def list_form(*rows, **fields):
    form = {"name": "Sale", "is_active": "on", "priority": "0", "customer_group": "", "currency": ""}
    form |= {"prices-TOTAL_FORMS": str(len(rows)), "prices-INITIAL_FORMS": "0"}
    for index, row in enumerate(rows):
        blank = {"currency": "EUR", "min_quantity": "1"}
        form |= {f"prices-{index}-{name}": str(value) for name, value in (blank | row).items()}
    return form | fields


class TestPriceLists:
    def test_are_made_with_their_prices(self, desk, staff, variant):
        rows = [
            {"variant": variant.pk, "amount": "80"},
            {"variant": variant.pk, "amount": "70", "min_quantity": 5},
        ]

        answer = desk.post("/admin/pricing/pricelist/add/", list_form(*rows))

        assert answer.status_code == 302, answer.context["errors"]
        made = Price.objects.filter(price_list__name="Sale").order_by("amount_minor")
        assert [(row.amount_minor, row.min_quantity) for row in made] == [(7000, 5), (8000, 1)]
        assert {row.actor for row in made} == {str(staff)}
        assert Listing.objects.get(variant=variant).base_price_minor == 8000

    def test_show_prices_and_add_to_them(self, desk, variant):
        sale = PriceList.objects.create(name="Sale")
        services.set_prices(prices={variant.pk: Money.of("80", "EUR")}, price_list=sale.pk, actor="test")
        page = f"/admin/pricing/pricelist/{sale.pk}/change/"
        assert "€80.00" in desk.get(page).content.decode()

        answer = desk.post(page, list_form({"variant": variant.pk, "amount": "75"}))

        assert answer.status_code == 302
        assert list(Price.objects.filter(price_list=sale).values_list("amount_minor", flat=True)) == [
            7500,
            8000,
        ]

    @pytest.mark.parametrize(
        "wrong", [{"currency": "XYZ"}, {"amount": "-1"}, {"amount": ""}, {"min_quantity": 0}, {"variant": ""}]
    )
    def test_refuse_a_price_that_makes_no_sense(self, desk, variant, wrong):
        row = {"variant": variant.pk, "amount": "80"} | wrong

        answer = desk.post("/admin/pricing/pricelist/add/", list_form(row))

        assert answer.status_code == 200
        assert not PriceList.objects.exists()
        assert Price.objects.count() == 1

    def test_are_never_deleted(self, desk, variant):
        sale = PriceList.objects.create(name="Sale")

        assert desk.post(f"/admin/pricing/pricelist/{sale.pk}/delete/", {"post": "yes"}).status_code == 403


class TestTheHistory:
    def test_of_an_item_is_one_click_away(self, desk, variant):
        other = add_variant(variant.product)
        services.set_prices(prices={other.pk: Money.of("55", "EUR")}, actor="test")

        page = desk.get(f"/admin/pricing/price/?variant__id__exact={variant.pk}").content.decode()

        assert "€100.00" in page
        assert "€55.00" not in page


class TestTaxRates:
    def new(self, **fields):
        standard = TaxClass.objects.get(code="standard")
        form = {"tax_class": standard.pk, "country": "de", "region": "", "percent": "21", "source": "A law"}
        return form | {"valid_from": "2027-01-01", "valid_until": ""} | fields

    def test_are_added_and_end_the_one_before(self, desk):
        answer = desk.post("/admin/pricing/taxrate/add/", self.new())

        assert answer.status_code == 302, answer.context["errors"]
        rates = TaxRate.objects.filter(country="DE", tax_class__code="standard").order_by("valid_from")
        assert [(rate.percent, rate.valid_until) for rate in rates] == [
            (Decimal(19), date(2026, 12, 31)),
            (Decimal(21), None),
        ]

    @pytest.mark.parametrize(
        "wrong", [{"valid_from": "2021-07-01"}, {"percent": "101"}, {"valid_until": "2026-12-31"}]
    )
    def test_refuse_what_cannot_be(self, desk, wrong):
        before = TaxRate.objects.count()

        assert desk.post("/admin/pricing/taxrate/add/", self.new(**wrong)).status_code == 200
        assert TaxRate.objects.count() == before

    def test_keep_what_they_are(self, desk):
        rate = TaxRate.objects.get(country="DE", tax_class__code="standard")
        page = f"/admin/pricing/taxrate/{rate.pk}/change/"

        answer = desk.post(page, self.new(source="Another law", valid_until="2030-12-31"))

        assert answer.status_code == 302
        rate.refresh_from_db()
        assert (rate.percent, rate.source, rate.valid_until) == (19, "Another law", date(2030, 12, 31))

    def test_can_be_taken_back_until_they_begin(self, desk):
        standard = TaxClass.objects.get(code="standard")
        tomorrow = timezone.localdate() + timedelta(days=1)
        planned = services.add_tax_rate(
            tax_class=standard, country="DE", percent=Decimal(21), valid_from=tomorrow
        )
        held = TaxRate.objects.get(country="DE", percent=19)

        assert desk.post(f"/admin/pricing/taxrate/{held.pk}/delete/", {"post": "yes"}).status_code == 403
        assert desk.post(f"/admin/pricing/taxrate/{planned.pk}/delete/", {"post": "yes"}).status_code == 302


class TestOtherPages:
    @pytest.mark.parametrize(
        "page", ["taxzone", "taxarea", "vatcheck", "pricelist", "taxrate", "taxclass", "price"]
    )
    def test_open(self, desk, page):
        VatCheck.objects.create(number="DE136695976", result="valid", at=timezone.now())

        assert desk.get(f"/admin/pricing/{page}/").status_code == 200

    def test_register_the_shop_in_a_country(self, desk, django_capture_on_commit_callbacks):
        zone, member = TaxZone.objects.get(code="no"), TaxZoneMember.objects.get(code="NO")
        form = {
            "code": "no",
            "name": "Norway",
            "treatment": "registered",
            "shows_gross": "on",
            "note": "None",
        }
        form |= {"members-TOTAL_FORMS": "1", "members-INITIAL_FORMS": "1", "members-0-id": member.pk}
        form |= {"members-0-zone": zone.pk, "members-0-code": "NO", "members-0-registration": "2021234"}

        with django_capture_on_commit_callbacks(execute=True):
            answer = desk.post(
                f"/admin/pricing/taxzone/{zone.pk}/change/",
                form | {"members-0-registered_from": "2026-01-01"},
            )

        assert answer.status_code == 302, answer.context["errors"]
        assert tax_for("standard", "NO").percent == 25

    def test_never_write_vat_checks(self, desk):
        assert desk.get("/admin/pricing/vatcheck/add/").status_code == 403
