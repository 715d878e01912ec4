from django.db import models
from django.db.models import Q

from apps.core.models import Timestamped


class Review(Timestamped):
    """What a buyer thinks of a product. Only somebody whose order held it can write one."""

    product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="reviews")
    order_line = models.OneToOneField(
        "orders.OrderLine",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="review",
        help_text="The purchase it speaks of; one review each.",
    )
    rating = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=4000)
    author = models.CharField(max_length=80, help_text="First name and initial.")
    context = models.CharField(max_length=120, blank=True, help_text="For example: observes from a suburb.")
    bought_on = models.DateField(help_text="Shown as month and year.")
    reply = models.TextField(blank=True, help_text="The shop's answer.")
    is_published = models.BooleanField(default=True)

    class Meta:
        ordering = ["-bought_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(rating__gte=1, rating__lte=5), name="review_rating_1_to_5")
        ]
        indexes = [
            models.Index(
                fields=["product", "-bought_on"], condition=Q(is_published=True), name="review_shown"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rating} stars: {self.title}"

    @property
    def half_stars(self) -> int:
        return self.rating * 2
