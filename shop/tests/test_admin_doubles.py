"""Two rows of one form that the database would refuse together: the second one says so."""

import pytest

from apps.accounts.models import User
from apps.cart.tests.factories import for_sale
from apps.catalog.models import Attribute, AttributeValue
from apps.shipping.models import Rate
from apps.shipping.tests.factories import delivery_rates
from shop.tests.stage import fields_of, signed_in, words_of

pytestmark = pytest.mark.django_db


class TestTheSameBand:
    def test_of_a_method_is_told_at_the_row(self, staff: User):
        delivery_rates()
        rate = Rate.objects.select_related("method").order_by("pk")[0]
        method = rate.method
        page = f"/admin/shipping/method/{method.pk}/change/"
        desk = signed_in(staff)
        filled = fields_of(desk.get(page), "method_form")
        band = {
            "zone": str(rate.zone_id), "up_to_weight_g": "777", "up_to_volume_cm3": "",
            "from_value_minor": "0", "currency": "EUR", "price_minor": "100", "free_from_minor": "",
            "transit_days_min": "1", "transit_days_max": "2", "id": "", "method": str(method.pk),
        }  # fmt: skip
        first = int(filled["rates-TOTAL_FORMS"])
        rows = {f"rates-{first + more}-{name}": value for more in (0, 1) for name, value in band.items()}

        answer = desk.post(page, {**filled, **rows, "rates-TOTAL_FORMS": str(first + 2)})

        assert answer.status_code == 200
        assert "The same stands here already, in a row above." in words_of(answer)
        assert not Rate.objects.filter(up_to_weight_g=777).exists()


class TestTheSameSpecification:
    def test_of_a_product_is_told_at_the_row(self, staff: User):
        product = for_sale().product
        attribute = Attribute.objects.create(code="finish", name="Finish", kind="TEXT")
        page = f"/admin/catalog/product/{product.pk}/change/"
        desk = signed_in(staff)
        filled = fields_of(desk.get(page), "product_form")
        value = {
            "attribute": str(attribute.pk),
            "variant": "",
            "text": "Matt",
            "id": "",
            "product": str(product.pk),
        }
        rows = {f"attribute_values-{row}-{name}": given for row in (0, 1) for name, given in value.items()}

        answer = desk.post(page, {**filled, **rows, "attribute_values-TOTAL_FORMS": "2"})

        assert answer.status_code == 200
        assert "The same stands here already, in a row above." in words_of(answer)
        assert not AttributeValue.objects.filter(attribute=attribute).exists()
