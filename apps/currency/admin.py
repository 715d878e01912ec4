from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from unfold.decorators import action

from apps.core.admin import ReadOnlyAdmin, ShopAdmin
from apps.core.errors import ShopError
from apps.currency import selectors, services
from apps.currency.forms import FetchForm, RatesFileForm
from apps.currency.models import Currency, ExchangeRate
from apps.currency.money import symbol
from apps.currency.rules import Ending
from apps.currency.services import ImportReport


@admin.register(Currency)
class CurrencyAdmin(ShopAdmin):
    """Which currencies visitors can choose, how converted prices end, and what stands in the way."""

    list_display = ["code", "symbol", "is_offered", "ending", "newest_rate", "age", "why_not"]
    fields = ["code", "is_offered", "ending", "newest_rate", "age", "why_not"]
    readonly_fields = ["code", "newest_rate", "age", "why_not"]

    @admin.display(description="Symbol")
    def symbol(self, currency: Currency) -> str:
        return symbol(currency.code)

    @admin.display(description="Newest rate")
    def newest_rate(self, currency: Currency) -> str:
        found = selectors.newest_rate(currency.code)
        if found is None or found.source == selectors.OWN_RATE:
            return "base currency" if found else "none"
        units = f"{found.rate.normalize():f}"
        return f"1 {found.base} = {units} {found.currency}, {found.source} {found.effective_on}"

    @admin.display(description="Age")
    def age(self, currency: Currency) -> str:
        return selectors.age_of_rate(currency.code)

    @admin.display(description="Why not offered")
    def why_not(self, currency: Currency) -> str:
        return selectors.why_not_offered(currency.code)

    def get_readonly_fields(self, request: HttpRequest, obj: Currency | None = None) -> list[str]:
        is_base = obj is not None and obj.code == settings.BASE_CURRENCY
        return [*self.readonly_fields, "is_offered"] if is_base else self.readonly_fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Currency | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Currency, form: Any, change: bool) -> None:
        services.update_currency(code=obj.code, is_offered=obj.is_offered, ending=Ending(obj.ending))


@admin.register(ExchangeRate)
class ExchangeRateAdmin(ReadOnlyAdmin):
    """The history of rates. New ones come from the feed or from a file; none is ever changed."""

    list_display = ["effective_on", "currency", "units", "source", "fetched_at"]
    list_filter = ["currency", "effective_on", "source"]
    date_hierarchy = "effective_on"
    actions_list = ["fetch_now", "upload"]

    @admin.display(description="Units for 1 EUR", ordering="rate")
    def units(self, row: ExchangeRate) -> str:
        return f"{row.rate.normalize():f}"

    @action(description="Fetch now", url_path="fetch-now", permissions=["add_rates"])  # type: ignore[untyped-decorator]
    def fetch_now(self, request: HttpRequest) -> HttpResponse:
        """Ask the feed now, whatever the schedule says."""
        form = FetchForm(request.POST if request.method == "POST" else None)
        return self._add(
            request, "Fetch now", form, lambda: services.fetch_rates(force=form.cleaned_data["force"])
        )

    @action(description="Upload a file", url_path="upload", permissions=["add_rates"])  # type: ignore[untyped-decorator]
    def upload(self, request: HttpRequest) -> HttpResponse:
        """Add rates from a file, for example when the feed cannot be reached."""
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = RatesFileForm(*sent)

        def add() -> ImportReport:
            content = form.cleaned_data["file"].read()
            return services.import_rates(content, force=form.cleaned_data["force"])

        return self._add(request, "Upload a file", form, add)

    def has_add_rates_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("currency.add_exchangerate")

    def _add(
        self, request: HttpRequest, title: str, form: forms.Form, add: Callable[[], ImportReport]
    ) -> HttpResponse:
        back = reverse("admin:currency_exchangerate_changelist")
        if form.is_valid() and self._added(request, form, add):
            return HttpResponseRedirect(back)
        newest = selectors.newest_day()
        context = {
            **self.admin_site.each_context(request),
            "form": form,
            "title": title,
            "subject": "exchange rates",
            "now": f"The newest rates are of {newest}." if newest else "There are no rates yet.",
            "opts": self.opts,
            "back": back,
        }
        return render(request, "admin/act.html", context)

    def _added(self, request: HttpRequest, form: forms.Form, add: Callable[[], ImportReport]) -> bool:
        try:
            report = add()
        except ShopError as refusal:
            form.add_error(None, refusal.message)
            return False
        moved = len(report.changed_currencies)
        self.message_user(
            request,
            f"Rates up to {report.effective_on}: {report.added} added, {report.known} known, {moved} moved.",
            messages.SUCCESS,
        )
        return True
