from django.db import models


class Category(models.Model):
    """A department (no parent) or a part of one."""

    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80)
    path = models.CharField(
        max_length=255,
        unique=True,
        editable=False,
        help_text="Slugs from the department down, kept by the service.",
    )
    position = models.PositiveIntegerField(default=0)
    noun = models.CharField(
        max_length=60, default="product", help_text="One of its goods, as in “1 telescope”."
    )
    noun_plural = models.CharField(max_length=60, default="products", help_text="As in “34 telescopes”.")
    advice = models.CharField(
        max_length=300, blank=True, help_text="One sentence of advice under the heading."
    )
    seo_title = models.CharField("SEO title", max_length=80, blank=True)
    seo_description = models.CharField("SEO description", max_length=200, blank=True)
    is_published = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "categories"
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "slug"], name="category_slug_once_per_parent", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/{self.path}/"


class FormerCategoryPath(models.Model):
    """A path that a category had before; it redirects for good."""

    path = models.CharField(max_length=255, unique=True)
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="former_paths")

    def __str__(self) -> str:
        return self.path


class CategoryFacet(models.Model):
    """An attribute to filter a category by; up to three stand on its cards.

    A category without facets of its own takes those of the one above.
    """

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="facets")
    attribute = models.ForeignKey("catalog.Attribute", on_delete=models.CASCADE, related_name="facets")
    position = models.PositiveIntegerField(default=0)
    card_position = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="1 to 3 puts it on the product card; empty leaves it off."
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["category", "attribute"], name="facet_once_per_category"),
            models.UniqueConstraint(
                fields=["category", "card_position"], name="card_position_once_per_category"
            ),
            models.CheckConstraint(
                condition=models.Q(card_position=None) | models.Q(card_position__range=(1, 3)),
                name="card_position_1_to_3",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category}: {self.attribute}"


class CategorySort(models.Model):
    """A way to sort a category, and those below without own ones, by a number: "Lightest first"."""

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="sorts")
    attribute = models.ForeignKey("catalog.Attribute", on_delete=models.CASCADE, related_name="+")
    label = models.CharField(max_length=60)
    is_descending = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.label


class PromotedLink(models.Model):
    """A way into a department that helps people who do not know the words yet."""

    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="promoted")
    label = models.CharField(max_length=60)
    target = models.CharField(
        max_length=255, help_text="A query of this department (?type=refractor) or a path."
    )
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.label
