"""What buyers wrote."""

from datetime import date

from django.db import transaction

from apps.catalog.models import Product
from apps.reviews import services as reviews
from apps.reviews.models import Review
from shop.demo.catalogue import REVIEWS


@transaction.atomic
def load_reviews() -> int:
    """Load the reviews that are not there yet and return how many came."""
    products = {p.slug: p for p in Product.objects.filter(slug__in={r.product_slug for r in REVIEWS})}
    known = set(Review.objects.values_list("product__slug", "title"))
    missing = [r for r in REVIEWS if r.product_slug in products and (r.product_slug, r.title) not in known]
    Review.objects.bulk_create(
        Review(
            product=products[review.product_slug],
            rating=review.rating,
            title=review.title,
            text=review.text,
            author=review.author,
            context=review.context,
            bought_on=date.fromisoformat(f"{review.month}-01"),
            reply=review.reply,
        )
        for review in missing
    )
    reviews.refresh_ratings(product_ids={products[review.product_slug].pk for review in missing})
    return len(missing)
