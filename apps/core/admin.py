"""What the admin pages of all apps share."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.models import DELETION, LogEntry
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline

from apps.core import audit
from apps.core.database import lock_table
from apps.core.faults import is_on


class ShopAdmin(ModelAdmin):  # type: ignore[misc]
    """Rows that staff change by a form: the log keeps who, when, old and new values, and why."""

    change_form_after_template = "admin/_reason.html"

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Check a form again that the database refused: somebody has saved the same since it was checked."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            return super().changeform_view(request, *args, **kwargs)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> audit.Message:
        """Describe a saved form for the log."""
        parts = super().construct_change_message(request, form, formsets, add)
        reason = request.POST.get(audit.REASON, "").strip()
        return audit.with_values(parts, form, formsets or [], add=add, reason=reason)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        """Write into the log what rows said that are about to go."""
        for row in queryset:
            LogEntry.objects.log_actions(
                user_id=int(request.user.pk or 0),
                queryset=[row],
                action_flag=DELETION,
                change_message=[{"values": audit.of_deleted(row)}],
                single_object=True,
            )


class OneAtATimeMixin:
    """Rows that must fit together: forms are saved one after the other, each checked against the one before."""

    model: type[Model]

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Wait until nobody else is saving such a row, then check and save."""
        view = super().changeform_view  # type: ignore[misc]
        if request.method != "POST" or not is_on("rules_lock"):
            return view(request, *args, **kwargs)
        with transaction.atomic():
            lock_table(self.model)
            return view(request, *args, **kwargs)


class ReadOnlyAdmin(ModelAdmin):  # type: ignore[misc]
    """Shows rows that only the shop itself writes."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ReadOnlyInline(TabularInline):  # type: ignore[misc]
    """Shows the rows that belong to another, which only the shop itself writes."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def actor_of(request: HttpRequest) -> str:
    """Name the member of staff for the history of what they do."""
    return str(request.user)


def log(
    request: HttpRequest, subject: Model, *, values: Iterable[audit.Value] = (), reason: str = ""
) -> None:
    """Write into the audit list what somebody did to an object by one of its services."""
    audit.record(user_id=int(request.user.pk or 0), subject=subject, values=values, reason=reason)
