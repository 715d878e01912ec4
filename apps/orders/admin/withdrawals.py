from datetime import timedelta

from django.conf import settings
from django.contrib import admin
from django.utils import timezone

from apps.core.admin import ReadOnlyAdmin
from apps.orders.models import Withdrawal


@admin.register(Withdrawal)
class WithdrawalAdmin(ReadOnlyAdmin):
    list_display = ["order_code", "order", "name", "email", "received_at", "pay_back_by"]
    list_select_related = ["order"]
    search_fields = ["order_code", "email", "name"]
    date_hierarchy = "received_at"

    @admin.display(description="Pay back by")
    def pay_back_by(self, withdrawal: Withdrawal) -> str:
        return f"{timezone.localdate(withdrawal.received_at) + timedelta(days=settings.WITHDRAWAL_DAYS):%d %B %Y}"
