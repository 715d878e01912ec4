"""Everything staff have done in this area: who, when, to what, old and new values, and why."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.core import audit
from apps.core.admin import ReadOnlyAdmin


class AreaFilter(admin.SimpleListFilter):
    title = "area"
    parameter_name = "area"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        areas = ContentType.objects.filter(logentry__isnull=False).values_list("app_label", flat=True)
        return [(area, area) for area in sorted(set(areas))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
        return queryset.filter(content_type__app_label=self.value()) if self.value() else queryset


@admin.register(LogEntry)
class AuditAdmin(ReadOnlyAdmin):
    """Django's log of the staff area, with what our admin classes keep in it besides."""

    list_display = ["action_time", "user", "what", "on", "changes", "reason"]
    list_display_links = ["action_time"]
    list_filter = [AreaFilter, "action_flag", ("user", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["user", "content_type"]
    search_fields = ["object_repr", "change_message", "user__email"]
    date_hierarchy = "action_time"
    ordering = ["-action_time", "-pk"]
    list_per_page = 50
    fields = ["action_time", "user", "what", "on", "done", "changes", "reason"]
    readonly_fields = fields

    @admin.display(description="What", ordering="content_type")
    def what(self, entry: LogEntry) -> str:
        return str(entry.content_type.name) if entry.content_type else "something that is gone"

    @admin.display(description="On")
    def on(self, entry: LogEntry) -> SafeString | str:
        address = None if entry.is_deletion() else entry.get_admin_url()
        if not address:
            return entry.object_repr
        return format_html('<a class="underline" href="{}">{}</a>', address, entry.object_repr)

    @admin.display(description="Done")
    def done(self, entry: LogEntry) -> str:
        return entry.get_change_message() or entry.get_action_flag_display()

    @admin.display(description="Old → new")
    def changes(self, entry: LogEntry) -> str:
        return audit.read(entry).in_words() or self.done(entry)

    @admin.display(description="Reason")
    def reason(self, entry: LogEntry) -> str:
        return audit.read(entry).reason
