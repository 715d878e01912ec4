from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from apps.content import services
from apps.content.models import Page
from apps.core.admin import ShopAdmin


@admin.register(Page)
class PageAdmin(ShopAdmin):
    list_display = ["title", "kind", "slug", "is_published", "updated_at"]
    list_filter = ["kind", "is_published"]
    search_fields = ["title", "body"]
    prepopulated_fields = {"slug": ["title"]}

    def save_model(self, request: HttpRequest, obj: Page, form: Any, change: bool) -> None:
        services.save_page(page=obj)
