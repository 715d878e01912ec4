"""A bank statement as a file: first what it would do, then doing it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from unfold.widgets import UnfoldAdminFileFieldWidget

from apps.core.admin import actor_of
from apps.core.errors import ShopError
from apps.payments import selectors, services
from apps.payments.feeds import COLUMNS, MAX_BYTES, decoded, read_statement
from apps.payments.services import Imported


class StatementForm(forms.Form):
    """The file, or what was in it when its preview was shown."""

    file = forms.FileField(
        required=False,
        widget=UnfoldAdminFileFieldWidget,
        help_text=f"CSV with the columns {', '.join(COLUMNS)}, up to {MAX_BYTES // 1024} kB.",
    )
    content = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file: UploadedFile[Any] | None = cleaned.get("file")
        if file is not None and (file.size or 0) > MAX_BYTES:
            self.add_error("file", f"The file is larger than {MAX_BYTES // 1024} kB.")
        elif file is not None:
            cleaned["bytes"] = file.read()
        elif cleaned.get("content"):
            cleaned["bytes"] = cleaned["content"].encode()
        elif not self.errors:
            self.add_error("file", "Choose a file.")
        return cleaned


def statement_page(
    request: HttpRequest, context: dict[str, Any], tell: Callable[[HttpRequest, str, int], None]
) -> HttpResponse:
    """Show the form, the preview of a file, or lead back to the list once its rows were written down."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = StatementForm(*sent)
    rows: list[selectors.Matched] = []
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["bytes"]
        try:
            if "book" in request.POST:
                done = services.import_statement(content=content, actor=actor_of(request))
                _tell(request, done, tell)
                return HttpResponseRedirect(reverse("admin:payments_payment_changelist"))
            rows = selectors.matched(read_statement(content))
        except ShopError as refusal:
            form.add_error("file", refusal.message)
    return render(request, "admin/statement.html", {**context, **_shown(form, rows)})


def _shown(form: StatementForm, rows: list[selectors.Matched]) -> dict[str, Any]:
    content = form.cleaned_data["bytes"] if rows else b""
    return {
        "form": form,
        "rows": rows,
        "with_order": sum(row.order is not None for row in rows),
        "content": decoded(content),
    }


def _tell(request: HttpRequest, done: Imported, tell: Callable[[HttpRequest, str, int], None]) -> None:
    said = f"{done.counted} counted, {done.known} known already, {done.late} too late."
    tell(request, said, messages.SUCCESS)
    for problem in done.problems:
        tell(request, problem, messages.ERROR)
