from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.core.admin import ReadOnlyAdmin
from apps.outbox import services
from apps.outbox.models import Message


class StuckFilter(admin.SimpleListFilter):
    """What failed and is tried again, and what was given up after two days."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("stuck", "failed, is tried again"), ("dead", "given up"), ("done", "done")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Message]) -> QuerySet[Message]:
        chosen = {
            "stuck": queryset.filter(done_at=None, dead_at=None, failures__gt=0),
            "dead": queryset.filter(dead_at__isnull=False),
            "done": queryset.filter(done_at__isnull=False),
        }
        return chosen.get(self.value() or "", queryset)


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ["topic", "created_at", "due_at", "sent_count", "failures", "error", "done_at", "dead_at"]
    list_filter = [
        StuckFilter,
        "topic",
        ("done_at", admin.EmptyFieldListFilter),
        ("dead_at", admin.EmptyFieldListFilter),
    ]
    search_fields = ["topic", "key"]
    ordering = ["-id"]
    actions = ["try_again"]

    @admin.action(description="Try again now")
    def try_again(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        count = services.retry(message_ids=list(queryset.values_list("pk", flat=True)))
        self.message_user(request, f"{count} messages will be tried again within seconds.", messages.SUCCESS)
