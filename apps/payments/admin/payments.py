from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from unfold.decorators import action as unfold_action

from apps.core.admin import ReadOnlyAdmin, ReadOnlyInline, actor_of
from apps.core.errors import ShopError
from apps.payments import selectors
from apps.payments.admin.actions import ACTIONS, Action, available
from apps.payments.admin.statement import statement_page
from apps.payments.models import TRANSFER, BankReceipt, Payment, PaymentEvent, ProviderEvent, Refund
from apps.payments.services import tally_of


class EventInline(ReadOnlyInline):
    model = PaymentEvent
    fields = ["at", "type", "amount_minor", "reference", "message"]
    readonly_fields = fields


class ReceiptInline(ReadOnlyInline):
    model = BankReceipt
    fields = ["received_on", "amount_minor", "reference", "note", "actor"]
    readonly_fields = fields


class RefundInline(ReadOnlyInline):
    model = Refund
    fields = ["created_at", "amount_minor", "status", "reason", "actor", "message"]
    readonly_fields = fields


class ProviderEventInline(ReadOnlyInline):
    model = ProviderEvent
    fields = ["received_at", "type", "object_id", "event_id"]
    readonly_fields = fields


class DeskFilter(admin.SimpleListFilter):
    """The views that the payments desk works from."""

    title = "view"
    parameter_name = "view"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("attention", "Needs attention"),
            ("overpaid", "Paid too much"),
            ("waiting", "Transfers we wait for"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Payment]) -> QuerySet[Payment]:
        if self.value() == "attention":
            return selectors.needing_attention(queryset)
        if self.value() == "overpaid":
            return queryset.filter(order__payment_status="OVERPAID", status=Payment.Status.CHARGED)
        if self.value() == "waiting":
            return queryset.filter(provider=TRANSFER, status=Payment.Status.PENDING)
        return queryset


@admin.register(Payment)
class PaymentAdmin(ReadOnlyAdmin):
    """Payments are read here; everything done to them is one of the actions, which call the services."""

    list_display = ["order", "amount", "method", "status", "money", "needs_review", "created_at"]
    list_filter = [DeskFilter, "status", "provider", "needs_review", "is_disputed", "refunds__status"]
    list_select_related = ["order"]
    search_fields = ["order__code", "order__email", "reference", "key", "receipts__reference"]
    date_hierarchy = "created_at"
    inlines = [EventInline, ReceiptInline, RefundInline, ProviderEventInline]
    actions_list = ["import_statement"]
    fields = [
        "what_next",
        ("order", "provider", "method"),
        ("amount", "status", "stands_at"),
        ("needs_review", "message"),
        ("reference", "key", "created_at"),
    ]
    readonly_fields = ["what_next", "amount", "stands_at", "key", "created_at"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("order").prefetch_related("events")

    @admin.display(description="Order's money")
    def money(self, payment: Payment) -> str:
        return payment.order.get_payment_status_display()

    @admin.display(description="Ledger")
    def stands_at(self, payment: Payment) -> str:
        sums = tally_of(payment)
        status = sums.status(total_minor=payment.amount_minor)
        named = {"charged": sums.charged, "refunded": sums.refunded, "authorised": sums.authorised,
                 "under way": sums.pending}  # fmt: skip
        said = [f"{name} {payment.order.money(minor)}" for name, minor in named.items() if minor]
        return f"{status.value}: {', '.join(said) or 'nothing yet'}"

    @admin.display(description="What you can do")
    def what_next(self, payment: Payment) -> SafeString | str:
        links = [
            (reverse("admin:payments_payment_act", args=[payment.pk, name]), action.label)
            for name, action in available(payment)
        ]
        button = '<a class="inline-block rounded border px-3 py-2 font-semibold" href="{}">{}</a>'
        return format_html_join(" ", button, links) or "nothing at the moment"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.act)
        return [path("<int:pk>/do/<slug:name>/", view, name="payments_payment_act"), *super().get_urls()]

    def act(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Ask what an action needs to know, show its effect, and do it."""
        payment = Payment.objects.select_related("order").filter(pk=pk).first()
        action = ACTIONS.get(name)
        if payment is None or action is None or not self.has_record_money_permission(request):
            raise Http404
        form = action.form(request.POST if request.method == "POST" else None)
        back = reverse("admin:payments_payment_change", args=[pk])
        if request.method == "POST" and form.is_valid() and self._done(request, payment, action, form):
            return HttpResponseRedirect(back)
        context = {
            **self.admin_site.each_context(request),
            "form": form,
            "title": action.label,
            "subject": payment.order,
            "now": action.effect(payment),
            "opts": self.opts,
            "back": back,
        }
        return render(request, "admin/act.html", context)

    def _done(self, request: HttpRequest, payment: Payment, action: Action, form: Any) -> bool:
        try:
            done = action.run(payment, actor_of(request), form.cleaned_data)
        except ShopError as refusal:
            form.add_error(None, refusal.message)
            return False
        self.message_user(request, f"{payment.order.code}: {done}", messages.SUCCESS)
        return True

    @unfold_action(description="Bank statement", url_path="statement", permissions=["record_money"])  # type: ignore[untyped-decorator]
    def import_statement(self, request: HttpRequest) -> HttpResponse:
        """Write down what came to the account, from the bank's file."""
        context = {
            **self.admin_site.each_context(request),
            "title": "Bank statement",
            "opts": self.opts,
            "back": reverse("admin:payments_payment_changelist"),
        }
        return statement_page(request, context, self.message_user)

    def has_record_money_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("payments.change_payment")
