from django.db import models
from django.db.models import Q
from pictures.models import PictureField


class Picture(models.Model):
    """A picture of a product, of one variant, or of a category: a drawn plate or a photograph.

    Plates are SVG files that only the shop's own drawing code writes. Uploads are photographs: they are
    decoded, re-encoded and scaled (renditions) before anybody sees them.
    """

    class Kind(models.TextChoices):
        CARD = "CARD", "card"
        PLATE = "PLATE", "plate"
        SCALE = "SCALE", "in scale"
        SECTION = "SECTION", "section"
        PART = "PART", "supplied part"
        VIEW = "VIEW", "view through it"
        PHOTO = "PHOTO", "photograph"

    product = models.ForeignKey(
        "catalog.Product", on_delete=models.CASCADE, null=True, blank=True, related_name="pictures"
    )
    variant = models.ForeignKey(
        "catalog.Variant", on_delete=models.CASCADE, null=True, blank=True, related_name="pictures"
    )
    category = models.ForeignKey(
        "catalog.Category", on_delete=models.CASCADE, null=True, blank=True, related_name="pictures"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PHOTO)
    plate = models.FileField(upload_to="plates/", blank=True, editable=False)
    photo = PictureField(
        upload_to="photos/",
        blank=True,
        aspect_ratios=[None, "1/1"],
        width_field="photo_width",
        height_field="photo_height",
    )
    photo_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    photo_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    alt = models.CharField("alternative text", max_length=250, help_text="Says what the picture shows.")
    caption = models.CharField(max_length=120, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(product__isnull=False, category=None)
                | Q(product=None, variant=None, category__isnull=False),
                name="picture_of_one_thing",
            ),
            models.CheckConstraint(
                condition=(~Q(plate="") & Q(photo="")) | (Q(plate="") & ~Q(photo="")),
                name="picture_plate_or_photo",
            ),
        ]

    def __str__(self) -> str:
        return self.alt

    @property
    def url(self) -> str:
        """Address of the plate, or of the uploaded photograph in full size."""
        return self.plate.url if self.plate else self.photo.url
