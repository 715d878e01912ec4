from decimal import Decimal

from django.db import models
from django.db.models import Q


class Attribute(models.Model):
    """A typed fact about products: a row of the specification table, and a facet where a department says so."""

    class Kind(models.TextChoices):
        NUMBER = "NUMBER", "number with unit"
        BOOLEAN = "BOOLEAN", "yes or no"
        CHOICE = "CHOICE", "one of a list"
        TEXT = "TEXT", "free text"

    code = models.SlugField(max_length=60, unique=True, help_text="Used in addresses; never shown.")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    group = models.CharField(
        max_length=60, help_text="Heading in the specification table, for example Optics."
    )
    position = models.PositiveIntegerField(default=0)
    unit = models.CharField(max_length=20, blank=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    hint = models.CharField(
        max_length=200, blank=True, help_text="Explains the word to a newcomer, under the facet."
    )

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["NUMBER", "BOOLEAN", "CHOICE", "TEXT"]), name="attribute_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def written(self, number: Decimal) -> str:
        """Write a number as the shop writes this attribute: 1200 mm, 0.58″, f/6."""
        digits = f"{number:.{self.decimals}f}"
        if self.decimals and "." in digits:
            digits = digits.rstrip("0").rstrip(".")
        if self.unit.endswith("/"):
            return f"{self.unit}{digits}"
        glued = self.unit in ("″", "′", "°", "×", "%") or not self.unit
        return digits + ("" if glued else "\N{NO-BREAK SPACE}") + self.unit


class AttributeChoice(models.Model):
    """One value of a choice attribute."""

    attribute = models.ForeignKey(Attribute, on_delete=models.CASCADE, related_name="choices")
    slug = models.SlugField(max_length=60)
    label = models.CharField(max_length=80)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "label"]
        constraints = [
            models.UniqueConstraint(fields=["attribute", "slug"], name="choice_once_per_attribute")
        ]

    def __str__(self) -> str:
        return self.label


class AttributeBucket(models.Model):
    """One line of a number's facet, for example "84 to 130 mm". Bounds are inclusive; empty means open."""

    attribute = models.ForeignKey(Attribute, on_delete=models.CASCADE, related_name="buckets")
    slug = models.SlugField(max_length=60)
    label = models.CharField(max_length=80)
    low = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["attribute", "slug"], name="bucket_once_per_attribute")
        ]

    def __str__(self) -> str:
        return self.label

    def holds(self, number: Decimal) -> bool:
        return (self.low is None or number >= self.low) and (self.high is None or number <= self.high)


class AttributeValue(models.Model):
    """The value of an attribute for a product, or for one variant where it differs."""

    product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="attribute_values")
    variant = models.ForeignKey(
        "catalog.Variant", on_delete=models.CASCADE, null=True, blank=True, related_name="attribute_values"
    )
    attribute = models.ForeignKey(Attribute, on_delete=models.PROTECT, related_name="values")
    number = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    boolean = models.BooleanField(null=True, blank=True)
    choice = models.ForeignKey(AttributeChoice, on_delete=models.PROTECT, null=True, blank=True)
    text = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product", "variant", "attribute"],
                name="attribute_once_per_thing",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=(
                    Q(number__isnull=False, boolean=None, choice=None, text="")
                    | Q(number=None, boolean__isnull=False, choice=None, text="")
                    | Q(number=None, boolean=None, choice__isnull=False, text="")
                    | (Q(number=None, boolean=None, choice=None) & ~Q(text=""))
                ),
                name="attribute_value_exactly_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attribute}: {self.written}"

    @property
    def written(self) -> str:
        """The value as people read it."""
        if self.number is not None:
            return self.attribute.written(self.number)
        if self.boolean is not None:
            return "Yes" if self.boolean else "No"
        return self.choice.label if self.choice is not None else self.text
