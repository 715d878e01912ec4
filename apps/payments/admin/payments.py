from django.contrib import admin

from apps.core.admin import ReadOnlyAdmin, ReadOnlyInline
from apps.payments.models import Payment, PaymentEvent, Refund


class EventInline(ReadOnlyInline):
    model = PaymentEvent
    fields = ["at", "type", "amount_minor", "reference", "message"]
    readonly_fields = fields


class RefundInline(ReadOnlyInline):
    model = Refund
    fields = ["created_at", "amount_minor", "status", "reason", "actor"]
    readonly_fields = fields


@admin.register(Payment)
class PaymentAdmin(ReadOnlyAdmin):
    list_display = ["order", "amount", "method", "status", "needs_review", "created_at"]
    list_filter = ["status", "provider", "needs_review"]
    list_select_related = ["order"]
    search_fields = ["order__code", "order__email", "reference", "key"]
    date_hierarchy = "created_at"
    inlines = [EventInline, RefundInline]
