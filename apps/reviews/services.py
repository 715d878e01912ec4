"""Every change of a review. The product's average follows in the same transaction."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count, Sum

from apps.catalog import services as catalog
from apps.reviews.models import Review


@transaction.atomic
def save_review(*, review: Review) -> Review:
    """Store a review and refresh the average of its product."""
    review.save()
    refresh_ratings(product_ids=[review.product_id])
    return review


@transaction.atomic
def refresh_ratings(*, product_ids: Iterable[int]) -> None:
    """Count the published reviews of products and show the result on their cards."""
    shown = Review.objects.filter(product__in=list(product_ids), is_published=True).order_by()
    sums = {
        pk: (total, count)
        for pk, total, count in shown.values_list("product").annotate(Sum("rating"), Count("pk"))
    }
    for product_id in sorted(set(product_ids)):
        total, count = sums.get(product_id, (0, 0))
        catalog.record_rating(product_id=product_id, rating_sum=total, rating_count=count)
