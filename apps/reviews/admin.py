from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from apps.core.admin import ShopAdmin
from apps.reviews import services
from apps.reviews.models import Review


@admin.register(Review)
class ReviewAdmin(ShopAdmin):
    """Staff answer and hide reviews; what buyers wrote stays as it is."""

    list_display = ["title", "product", "rating", "author", "bought_on", "is_published"]
    list_filter = ["rating", "is_published"]
    list_select_related = ["product__brand"]
    search_fields = ["title", "text", "product__name"]
    fields = ["product", "rating", "title", "text", "author", "context", "bought_on", "reply", "is_published"]
    readonly_fields = ["product", "rating", "title", "text", "author", "context", "bought_on"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Review, form: Any, change: bool) -> None:
        services.save_review(review=obj)
