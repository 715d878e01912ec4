from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.core.admin import ReadOnlyAdmin
from apps.outbox import services
from apps.outbox.models import Message


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ["topic", "created_at", "due_at", "sent_count", "failures", "done_at", "dead_at"]
    list_filter = ["topic", ("done_at", admin.EmptyFieldListFilter), ("dead_at", admin.EmptyFieldListFilter)]
    search_fields = ["topic", "key"]
    ordering = ["-id"]
    actions = ["try_again"]

    @admin.action(description="Try again now")
    def try_again(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        count = services.retry(message_ids=list(queryset.values_list("pk", flat=True)))
        self.message_user(request, f"{count} messages will be tried again within seconds.", messages.SUCCESS)
