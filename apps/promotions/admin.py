"""Promotions in words and rows, their codes, and who used them."""

import csv
from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.admin import StackedInline

from apps.core.admin import ReadOnlyAdmin, ShopAdmin, log
from apps.core.errors import ShopError
from apps.currency.money import Money
from apps.promotions import selectors, services
from apps.promotions.forms import (
    ConditionForm,
    ConditionFormSet,
    CouponCodeForm,
    EffectForm,
    GenerateForm,
    PromotionForm,
)
from apps.promotions.models import Condition, CouponCode, Effect, Promotion, PromotionUse
from apps.promotions.rules import customer_key


class EffectInline(StackedInline):  # type: ignore[misc]
    model = Effect
    form = EffectForm
    extra = 0
    verbose_name_plural = "what it gives"
    fields = [("kind", "position"), "percent", ("amount", "in_others"), ("buy_quantity", "get_quantity"),
              "gift_variant"]  # fmt: skip
    autocomplete_fields = ["gift_variant"]


class ConditionInline(StackedInline):  # type: ignore[misc]
    model = Condition
    form = ConditionForm
    formset = ConditionFormSet
    extra = 0
    verbose_name_plural = "on which conditions (all must hold)"
    fields = ["kind", "products", "categories", "brands", ("amount", "in_others"), ("quantity", "counts_everything"),
              ("groups", "countries"), "starts_at", "ends_at"]  # fmt: skip
    autocomplete_fields = ["products", "categories", "brands"]


@admin.register(Promotion)
class PromotionAdmin(ShopAdmin):
    form = PromotionForm
    list_display = [
        "name",
        "status",
        "starts_at",
        "ends_at",
        "priority",
        "needs_coupon",
        "use_count",
        "make_codes",
    ]
    list_filter = ["status", "needs_coupon"]
    search_fields = ["name", "label", "codes__code"]
    inlines = [EffectInline, ConditionInline]
    readonly_fields = ["in_words", "spent"]
    fieldsets = [
        (None, {"fields": ["in_words", ("name", "label"), "status", "starts_at", "ends_at"]}),
        ("Beside others", {"fields": ["priority", ("is_exclusive", "stops_further")]}),
        ("Limits", {"fields": ["needs_coupon", ("max_uses", "max_uses_per_customer"), ("budget", "spent")]}),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        counted = Count("uses", filter=Q(uses__given_back_at=None), distinct=True)
        return super().get_queryset(request).annotate(uses_so_far=counted)

    @admin.display(description="In words")
    def in_words(self, promotion: Promotion) -> str:
        return selectors.description(promotion.pk) if promotion.pk else "Save it to read it in words."

    @admin.display(description="Uses", ordering="uses_so_far")
    def use_count(self, promotion: Any) -> str:
        most = f" of {promotion.max_uses}" if promotion.max_uses is not None else ""
        return f"{promotion.uses_so_far}{most}"

    @admin.display(description="Spent of the budget")
    def spent(self, promotion: Promotion) -> str:
        if promotion.budget_minor is None:
            return "—"
        return str(Money(promotion.spent_minor, promotion.budget_currency))

    @admin.display(description="Codes")
    def make_codes(self, promotion: Promotion) -> SafeString | str:
        if not promotion.needs_coupon:
            return "—"
        address = reverse("admin:promotions_promotion_codes", args=[promotion.pk])
        return format_html('<a class="underline" href="{}">Make codes</a>', address)

    def save_model(self, request: HttpRequest, obj: Promotion, form: Any, change: bool) -> None:
        services.save_promotion(promotion=obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        services.refresh_rules()

    def has_delete_permission(self, request: HttpRequest, obj: Promotion | None = None) -> bool:
        """Promotions are paused, not deleted: uses and orders keep naming them."""
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.codes)
        return [path("<int:pk>/codes/", view, name="promotions_promotion_codes"), *super().get_urls()]

    def codes(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make random codes and hand them over as a file."""
        promotion = Promotion.objects.filter(pk=pk).first()
        if promotion is None or not self.has_change_permission(request, promotion):
            raise Http404
        form = GenerateForm(request.POST or None)
        if form.is_valid():
            values = {**form.cleaned_data, "prefix": form.cleaned_data["starts_with"]}
            del values["starts_with"]
            try:
                made = services.generate_codes(promotion=promotion, **values)
            except ShopError as refusal:
                form.add_error("starts_with", refusal.message)
            else:
                log(request, promotion, reason=f"{len(made)} codes made")
                return _csv(promotion.codes.filter(code__in=made).order_by("pk"), f"codes-{pk}.csv")
        context = {
            **self.admin_site.each_context(request),
            "form": form,
            "title": "Make codes",
            "subject": promotion,
            "opts": self.opts,
            "now": f"{promotion.codes.count()} codes so far. New ones come as a CSV file.",
            "back": reverse("admin:promotions_promotion_changelist"),
        }
        return render(request, "admin/act.html", context)


def _csv(codes: Iterable[CouponCode], name: str) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response)
    writer.writerow(["code", "max_uses", "used", "expires_at"])
    for coupon in codes:
        expires = coupon.expires_at.isoformat() if coupon.expires_at else ""
        writer.writerow([coupon.code, coupon.max_uses, coupon.used, expires])
    return response


@admin.register(CouponCode)
class CouponCodeAdmin(ShopAdmin):
    form = CouponCodeForm
    list_display = ["code", "promotion", "use_count", "expires_at", "created_at"]
    list_filter = ["promotion", ("expires_at", admin.EmptyFieldListFilter)]
    list_select_related = ["promotion"]
    search_fields = ["code", "promotion__name"]
    autocomplete_fields = ["promotion"]
    actions = ["export"]

    def get_queryset(self, request: HttpRequest) -> Any:
        counted = Count("uses", filter=Q(uses__given_back_at=None), distinct=True)
        return super().get_queryset(request).annotate(uses_so_far=counted)

    @admin.display(description="Uses", ordering="uses_so_far")
    def use_count(self, coupon: Any) -> str:
        most = f" of {coupon.max_uses}" if coupon.max_uses is not None else ""
        return f"{coupon.uses_so_far}{most}"

    @admin.action(description="Export as CSV")
    def export(self, request: HttpRequest, queryset: QuerySet[CouponCode]) -> HttpResponse:
        return _csv(queryset.iterator(), "codes.csv")

    def save_model(self, request: HttpRequest, obj: CouponCode, form: Any, change: bool) -> None:
        services.save_code(coupon=obj)


@admin.register(PromotionUse)
class PromotionUseAdmin(ReadOnlyAdmin):
    """What orders used. Searching for an e-mail address finds its uses, although none is kept."""

    list_display = ["at", "promotion", "code", "reference", "spent_minor", "given_back_at"]
    list_filter = ["promotion", ("given_back_at", admin.EmptyFieldListFilter)]
    list_select_related = ["promotion", "code"]
    search_fields = ["reference", "code__code"]
    date_hierarchy = "at"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[PromotionUse], search_term: str
    ) -> tuple[QuerySet[PromotionUse], bool]:
        if "@" in search_term:
            return queryset.filter(customer=customer_key(search_term)), False
        found: tuple[QuerySet[PromotionUse], bool] = super().get_search_results(
            request, queryset, search_term
        )
        return found
