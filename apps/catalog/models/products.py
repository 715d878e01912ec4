from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from apps.core.models import Timestamped


def customs_constraints(name: str) -> list[models.CheckConstraint]:
    """What holds of customs data, in the constraints of a table."""
    return [
        models.CheckConstraint(
            condition=Q(hs_code__regex=r"^([0-9]{6,10})?$"),
            name=f"{name}_hs_code_is_a_number",
            violation_error_message="An HS code has 6 to 10 digits, without dots.",
        ),
        models.CheckConstraint(
            condition=Q(origin__regex=r"^([A-Z]{2})?$"),
            name=f"{name}_origin_is_a_country",
            violation_error_message="Enter the two capitals of a country.",
        ),
    ]


class Brand(models.Model):
    """A maker of goods. The address is what EU product safety law wants on the offer."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    about = models.TextField(blank=True)
    maker_name = models.CharField("legal name", max_length=120)
    maker_address = models.CharField("postal address", max_length=250)
    maker_email = models.EmailField("e-mail")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ProductQuerySet(models.QuerySet["Product"]):
    def published(self, at: datetime) -> Self:
        """Narrow to what shoppers may see at a moment."""
        return self.filter(Q(published_at__lte=at) & (Q(unpublished_at=None) | Q(unpublished_at__gt=at)))


class Product(Timestamped):
    """A thing that is described once; what goes into the basket is one of its variants."""

    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="products")
    category = models.ForeignKey("catalog.Category", on_delete=models.PROTECT, related_name="products")
    name = models.CharField(max_length=140)
    slug = models.SlugField(max_length=140, unique=True)
    pitch = models.CharField(
        max_length=400, help_text="One or two sentences beside the price: for whom, what for."
    )
    description = models.TextField(help_text="Markdown.")
    in_the_box = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    warning = models.TextField(blank=True, help_text="Safety warning, shown openly on the page.")
    badge = models.CharField(max_length=30, blank=True, help_text="At most one, for example New.")
    keywords = models.CharField(max_length=300, blank=True, help_text="Synonyms for the search.")
    personal_text = models.CharField(
        max_length=60,
        blank=True,
        help_text="Label of a text the shopper gives, for example Name on the chart.",
    )
    tax_class = models.SlugField(max_length=30, default="standard")
    hs_code = models.CharField(
        "HS code",
        max_length=10,
        blank=True,
        default="",
        db_default="",
        help_text="Goods number for customs, 6 to 10 digits: 900580 for telescopes.",
    )
    origin = models.CharField(
        "country of origin",
        max_length=2,
        blank=True,
        default="",
        db_default="",
        help_text="Where it was made, ISO 3166 alpha-2.",
    )
    is_gift_card = models.BooleanField(
        "gift card",
        default=False,
        db_default=False,
        help_text="Each unit sold is a card over what it cost; its code comes by e-mail, nothing is sent.",
    )
    popularity = models.PositiveIntegerField(default=0, help_text="Order of “Recommended”, higher first.")
    rating_sum = models.PositiveIntegerField(default=0, editable=False)
    rating_count = models.PositiveIntegerField(default=0, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, help_text="Empty: a draft.")
    unpublished_at = models.DateTimeField(null=True, blank=True, help_text="Empty: for as long as it exists.")
    successor = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="predecessors"
    )
    seo_title = models.CharField("SEO title", max_length=80, blank=True)
    seo_description = models.CharField("SEO description", max_length=200, blank=True)

    objects = ProductQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["rating_sum", "rating_count", "updated_at"])

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unpublished_at=None)
                | Q(published_at=None)
                | Q(unpublished_at__gt=F("published_at")),
                name="product_unpublished_after_published",
            ),
            *customs_constraints("product"),
            models.CheckConstraint(
                condition=Q(rating_sum__lte=5 * F("rating_count")), name="product_rating_possible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.brand.name} {self.name}"

    def get_absolute_url(self) -> str:
        return f"/products/{self.slug}/"


class FormerProductSlug(models.Model):
    """A slug that a product had before; it redirects for good."""

    slug = models.SlugField(max_length=140, unique=True)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="former_slugs")

    def __str__(self) -> str:
        return self.slug


class Option(models.Model):
    """A choice on the product page. Each combination on sale is a variant."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="options")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=60)
    hint = models.CharField(max_length=80, blank=True)
    has_own_card = models.BooleanField(
        "own card per value",
        default=False,
        help_text="Lists show each value by itself (aperture yes, colour no).",
    )
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["product", "code"], name="option_once_per_product")]

    def __str__(self) -> str:
        return self.name


class OptionValue(models.Model):
    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="values")
    code = models.SlugField(max_length=40)
    label = models.CharField(max_length=60)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["option", "code"], name="option_value_once")]

    def __str__(self) -> str:
        return self.label


class Variant(Timestamped):
    """One thing that can be put in the basket, with its own number, weight, price and stock."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="variants")
    sku = models.CharField("item number", max_length=40, unique=True)
    gtin = models.CharField("GTIN", max_length=14, unique=True, null=True, blank=True)
    title = models.CharField(max_length=140, help_text="Full display name, good by itself.")
    weight_g = models.PositiveIntegerField("packed weight (g)")
    parcels = models.PositiveSmallIntegerField(default=1)
    length_mm = models.PositiveIntegerField("largest parcel, length (mm)")
    width_mm = models.PositiveIntegerField("width (mm)")
    height_mm = models.PositiveIntegerField("height (mm)")
    hs_code = models.CharField(
        "HS code",
        max_length=10,
        blank=True,
        default="",
        db_default="",
        help_text="For customs; empty: the product's.",
    )
    origin = models.CharField(
        "country of origin", max_length=2, blank=True, default="", db_default="", help_text="The same."
    )
    is_active = models.BooleanField("on sale", default=True)
    position = models.PositiveIntegerField(default=0)
    base_price_minor = models.BigIntegerField(
        null=True,
        editable=False,
        help_text="Copy of the base currency price, written by pricing; sorts and filters.",
    )
    cost_minor = models.BigIntegerField(
        null=True,
        blank=True,
        help_text="What one unit costs the shop, in the base currency without tax; empty: not known.",
    )
    is_available = models.BooleanField(
        default=False,
        editable=False,
        help_text="Copy of the stock state, written by inventory; filters only.",
    )

    history = HistoricalRecords(excluded_fields=["updated_at", "base_price_minor", "is_available"])

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            *customs_constraints("variant"),
            models.CheckConstraint(condition=Q(weight_g__gt=0), name="variant_has_weight"),
            models.CheckConstraint(condition=Q(parcels__gt=0), name="variant_has_a_parcel"),
            models.CheckConstraint(
                condition=Q(cost_minor=None) | Q(cost_minor__gte=0), name="variant_cost_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.sku})"


class VariantOption(models.Model):
    """Which value of an option a variant has."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="option_values")
    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="+")
    value = models.ForeignKey(OptionValue, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["variant", "option"], name="variant_option_once")]

    def __str__(self) -> str:
        return f"{self.option}: {self.value}"
