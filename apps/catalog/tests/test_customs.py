from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.catalog.models import Listing, ProductPage, Variant
from apps.catalog.selectors import FACTS_FIELDS, facts_from
from apps.catalog.services import save_product
from apps.catalog.tests.factories import a_product, add_variant

pytestmark = pytest.mark.django_db


def facts_of(variant: Variant) -> Any:
    values = Variant.objects.filter(pk=variant.pk).values_list(*FACTS_FIELDS).get()
    return facts_from(*values, now=timezone.now())


class TestCustomsData:
    def test_of_a_product_hold_for_its_variants_unless_they_have_their_own(self):
        product = a_product("Scope", hs_code="900580", origin="CN")
        plain = add_variant(product)
        own = add_variant(product, hs_code="90058000", origin="DE", options={"colour": "red"})
        save_product(product=product)

        assert (facts_of(plain).hs_code, facts_of(plain).origin) == ("900580", "CN")
        assert (facts_of(own).hs_code, facts_of(own).origin) == ("90058000", "DE")

    @pytest.mark.parametrize("wrong", [{"hs_code": "9005.80"}, {"hs_code": "90"}, {"origin": "de"}])
    def test_are_refused_where_customs_would_not_read_them(self, wrong):
        product = a_product("Scope")
        for name, value in wrong.items():
            setattr(product, name, value)

        with pytest.raises(ValidationError, match=r"digits|capitals"):
            product.validate_constraints()


class TestSizes:
    def test_reach_baskets_and_cards(self):
        product = a_product("Scope")
        variant = add_variant(product, length_mm=900, width_mm=400, height_mm=300, base_price_minor=100)
        save_product(product=product)

        assert facts_of(variant).size_mm == (900, 400, 300)
        assert Listing.objects.get(variant=variant).size_mm == [900, 400, 300]

    def test_of_pages_published_before_they_were_kept_are_not_known(self):
        product = a_product("Scope")
        variant = add_variant(product)
        save_product(product=product)
        page = ProductPage.objects.get(pk=product.pk)
        del page.facts["variants"][str(variant.pk)]["size_mm"]
        page.save()

        assert facts_of(variant).size_mm == ()
