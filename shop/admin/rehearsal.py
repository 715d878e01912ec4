"""Promotions with a rehearsal: what one would have done to the orders of the last days."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.decorators import action
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from apps.currency.money import Money
from apps.orders import rehearsals
from apps.orders.models import OrderLine
from apps.orders.rehearsals import Rehearsal
from apps.promotions import selectors as promotions
from apps.promotions.admin import PromotionAdmin
from apps.promotions.models import Promotion
from apps.promotions.rules import Report

Table = dict[str, Any]
MOST_LINES = 200


class RehearsalForm(forms.Form):
    """How far back to look."""

    days = forms.IntegerField(
        min_value=1,
        max_value=365,
        initial=30,
        label="Orders of the last days",
        help_text="From 1 to 365.",
        widget=UnfoldAdminIntegerFieldWidget,
    )


class RehearsedPromotionAdmin(PromotionAdmin):
    """Promotions as their app shows them, with a page that runs one over past orders."""

    actions_detail = ["rehearsal"]

    def has_rehearsal_permission(self, request: HttpRequest, object_id: object = None) -> bool:
        """Tell whether somebody may see promotions and orders: the page shows figures of both."""
        return bool(self.has_view_permission(request) and request.user.has_perm("orders.view_order"))

    @action(description="Rehearse on past orders", url_path="rehearsal", permissions=["rehearsal"])  # type: ignore[untyped-decorator]
    def rehearsal(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what the promotion would have done to past orders."""
        promotion = self.get_object(request, object_id)
        if promotion is None:
            raise Http404
        form = RehearsalForm(request.GET if "days" in request.GET else {"days": 30})
        context = {
            **self.admin_site.each_context(request),
            "form": form,
            "title": "Rehearsal",
            "subject": promotion,
            "opts": self.opts,
            "in_words": promotions.description(promotion.pk),
            "back": reverse("admin:promotions_promotion_change", args=[promotion.pk]),
            **(self._outcome(promotion, form.cleaned_data["days"]) if form.is_valid() else {}),
        }
        return render(request, "admin/rehearsal.html", context)

    def _outcome(self, promotion: Promotion, days: int) -> dict[str, Any]:
        found = rehearsals.rehearse(promotion_id=promotion.pk, days=days, now=timezone.now())
        return {
            "report": found.report,
            "days": days,
            "most": rehearsals.MOST_ORDERS if found.is_cut else None,
            "figures": _figures(found.report),
            "conflicts": _conflicts(found.report),
            "under_cost": _under_cost(found),
            "at_zero": _at_zero(found),
            "most_lines": MOST_LINES,
            "base": settings.BASE_CURRENCY,
        }


def _figures(report: Report) -> Table:
    headers = ["Currency", "Revenue then", "Revenue with it", "Difference", "Its own discount"]
    rows = [
        [currency, *(_money(minor, currency) for minor in (
            totals.revenue_before, totals.revenue_after, totals.difference, totals.discount
        ))]
        for currency, totals in sorted(report.totals.items())
    ]  # fmt: skip
    return {"headers": headers, "rows": rows}


def _conflicts(report: Report) -> Table:
    headers = ["Promotion", "Keeps it from applying", "Gives less beside it", "Reduces the same line"]
    rows = [
        [
            _link("promotions_promotion", conflict.promotion_id, conflict.label),
            *(_orders(count) for count in (conflict.blocks, conflict.gives_way, conflict.adds_up)),
        ]
        for conflict in report.conflicts
    ]
    return {"headers": headers, "rows": rows}


def _under_cost(found: Rehearsal) -> Table:
    rows = [
        [
            *_of(line),
            line.order.money(found.report.paid[line.order.code, line.pk]),
            line.order.money(found.costs[line.pk]),
        ]
        for line in _named(found, found.report.under_cost)
    ]
    return {"headers": ["Order", "Goods", "Listed", "With all promotions", "Cost with tax"], "rows": rows}


def _at_zero(found: Rehearsal) -> Table:
    rows = [_of(line) for line in _named(found, found.report.at_zero)]
    return {"headers": ["Order", "Goods", "Listed"], "rows": rows}


def _named(found: Rehearsal, keys: list[tuple[str, Any]]) -> list[OrderLine]:
    return [found.lines[key] for key in keys[:MOST_LINES]]


def _of(line: OrderLine) -> list[Any]:
    order = line.order
    return [
        _link("orders_order", order.pk, order.code),
        f"{line.quantity} × {line.title}",
        order.money(line.line_before_gross_minor),
    ]


def _link(model: str, pk: int, words: str) -> SafeString:
    return format_html(
        '<a class="underline" href="{}">{}</a>', reverse(f"admin:{model}_change", args=[pk]), words
    )


def _money(minor: int, currency: str) -> str:
    return str(Money(minor, currency))


def _orders(count: int) -> str:
    return f"{count} order{'' if count == 1 else 's'}" if count else "—"


admin.site.unregister(Promotion)
admin.site.register(Promotion, RehearsedPromotionAdmin)
