"""Reads of reviews."""

from dataclasses import dataclass

from django.db.models import Count

from apps.reviews.models import Review

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Reviews:
    """The reviews of a product as its page shows them."""

    shown: list[Review]
    distribution: list[tuple[int, int]]  # (stars, how many), five stars first
    stars: int | None  # only these are shown

    @property
    def total(self) -> int:
        return sum(count for _, count in self.distribution)


def reviews_of(product_id: int, *, stars: int | None = None) -> Reviews:
    """Return the newest reviews of a product, of all or of one number of stars, and how the stars spread."""
    published = Review.objects.filter(product=product_id, is_published=True)
    counts = dict(published.order_by().values_list("rating").annotate(Count("pk")))
    wanted = published.filter(rating=stars) if stars else published
    return Reviews(list(wanted[:SHOWN]), [(n, counts.get(n, 0)) for n in range(5, 0, -1)], stars)
