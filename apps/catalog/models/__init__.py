"""The catalogue as staff edit it, and the read models that pages and the search use."""

from apps.catalog.models.attributes import Attribute, AttributeBucket, AttributeChoice, AttributeValue
from apps.catalog.models.categories import (
    Category,
    CategoryFacet,
    CategorySort,
    FormerCategoryPath,
    PromotedLink,
)
from apps.catalog.models.pictures import Picture
from apps.catalog.models.products import (
    Brand,
    FormerProductSlug,
    Option,
    OptionValue,
    Product,
    Variant,
    VariantOption,
)
from apps.catalog.models.read import Listing, ProductPage

__all__ = [
    "Attribute",
    "AttributeBucket",
    "AttributeChoice",
    "AttributeValue",
    "Brand",
    "Category",
    "CategoryFacet",
    "CategorySort",
    "FormerCategoryPath",
    "FormerProductSlug",
    "Listing",
    "Option",
    "OptionValue",
    "Picture",
    "Product",
    "ProductPage",
    "PromotedLink",
    "Variant",
    "VariantOption",
]
