"""The books at the desk: what does not balance, since when, and what can be done about it."""

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.decorators import action

from apps.books import services
from apps.books.forms import ConfirmForm
from apps.books.models import Discrepancy, Run
from apps.core.admin import ReadOnlyAdmin, actor_of
from apps.core.errors import ShopError

LIST = "admin:books_discrepancy_changelist"


@admin.register(Run)
class RunAdmin(ReadOnlyAdmin):
    list_display = ["at", "found", "took_ms", "actor"]


@admin.register(Discrepancy)
class DiscrepancyAdmin(ReadOnlyAdmin):
    """Open rows first. Every row says what contradicts what; some offer a safe repair."""

    list_display = ["invariant", "subject", "text", "first_seen_at", "state", "move", "repair_note"]
    list_filter = [("gone_at", admin.EmptyFieldListFilter), "invariant"]
    search_fields = ["subject", "text"]
    ordering = ["gone_at", "-first_seen_at"]
    actions_list = ["check_now"]

    @admin.display(description="State")
    def state(self, row: Discrepancy) -> str:
        return "open" if row.is_open else f"gone since {row.gone_at:%Y-%m-%d %H:%M}"

    @admin.display(description="Repair")
    def move(self, row: Discrepancy) -> SafeString | str:
        name = services.repair_name(row)
        if not name:
            return "by hand" if row.is_open else ""
        url = reverse("admin:books_discrepancy_repair", args=[row.pk])
        return format_html('<a class="underline" href="{}">{}</a>', url, name)

    def get_urls(self) -> list[URLPattern]:
        own = path(
            "<int:pk>/repair/", self.admin_site.admin_view(self.repair), name="books_discrepancy_repair"
        )
        return [own, *super().get_urls()]

    @action(description="Check now", url_path="check-now", permissions=["view"])  # type: ignore[untyped-decorator]
    def check_now(self, request: HttpRequest) -> HttpResponse:
        """Compare the books at once."""
        if request.method != "POST":
            return self._page(
                request, ConfirmForm(), "Check", "the books", "It changes nothing in the books."
            )
        run = services.check_books(actor=actor_of(request))
        said = f"Compared in {run.took_ms} ms: {run.found or 'nothing'} found."
        self.message_user(request, said, messages.WARNING if run.found else messages.SUCCESS)
        return HttpResponseRedirect(reverse(LIST))

    def repair(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do the safe repair of a row, after a second press."""
        row = Discrepancy.objects.filter(pk=pk).first()
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        form = ConfirmForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                row = services.repair(discrepancy_id=pk, actor=actor_of(request))
            except ShopError as refusal:
                form.add_error(None, refusal.message)
            else:
                level = messages.WARNING if row.is_open else messages.SUCCESS
                after = "It is still there." if row.is_open else "It is gone."
                self.message_user(request, f"{row.repair_note} {after}", level)
                return HttpResponseRedirect(reverse(LIST))
        return self._page(request, form, services.repair_name(row) or "Repair", str(row), row.text)

    def _page(
        self, request: HttpRequest, form: ConfirmForm, title: str, subject: str, now: str
    ) -> HttpResponse:
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "form": form,
            "title": title,
            "subject": subject,
            "opts": self.opts,
            "now": now,
            "back": reverse(LIST),
        }
        return render(request, "admin/act.html", context)
