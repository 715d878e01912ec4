from hashlib import sha256
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.decorators import display

from apps.cart.models import Cart
from apps.core.admin import ReadOnlyAdmin, ReadOnlyInline, log
from apps.core.errors import ShopError
from apps.returns.admin.actions import STEPS, Step, available
from apps.returns.admin.forms import StepForm
from apps.returns.downloads import as_picture
from apps.returns.models import Return, ReturnEvent, ReturnLine

_COLOURS = {"waits for our answer": "warning", "approved": "info", "received": "warning", "done": "success",
            "refused": "danger", "cancelled": "danger"}  # fmt: skip


class LineInline(ReadOnlyInline):
    model = ReturnLine
    fields = ["line", "asked_units", "units", "received_units", "refunded_units", "reason", "words", "wanted",
              "condition", "restock", "picture"]  # fmt: skip
    readonly_fields = fields

    @admin.display(description="Photo")
    def picture(self, line: ReturnLine) -> SafeString | str:
        if not line.photo:
            return ""
        address = reverse("admin:returns_return_photo", args=[line.pk])
        return format_html('<a class="underline" href="{}">Look at the photo</a>', address)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReturnLine]:
        return super().get_queryset(request).select_related("line", "wanted")  # type: ignore[no-any-return]


class EventInline(ReadOnlyInline):
    model = ReturnEvent
    verbose_name_plural = "timeline"
    fields = ["at", "text", "actor", "reason"]
    readonly_fields = fields


@admin.register(Return)
class ReturnAdmin(ReadOnlyAdmin):
    """Returns are read here; everything done to them is one of the steps, which call the services."""

    list_display = ["code", "order", "kind", "status_badge", "requested_at", "pay_back", "customer"]
    list_filter = ["status", "kind", "is_of_cards"]
    list_select_related = ["order"]
    search_fields = ["code", "order__code", "order__email", "lines__line__sku"]
    date_hierarchy = "requested_at"
    list_per_page = 50
    inlines = [LineInline, EventInline]
    fieldsets = [
        (None, {"fields": ["what_next", ("code", "order_page"), ("status", "kind"), ("actor", "note", "refusal")]}),
        ("Days", {"fields": [("requested_at", "decided_at", "received_at", "closed_at"),
                             ("return_until", "send_by", "pay_back")]}),
        ("Money", {"fields": [("shown", "delivery")]}),
        ("Exchange", {"fields": ["exchange"]}),
    ]  # fmt: skip
    readonly_fields = ["what_next", "order_page", "pay_back", "shown", "delivery", "exchange"]

    @display(description="Status", label=_COLOURS)  # type: ignore[untyped-decorator]
    def status_badge(self, found: Return) -> str:
        return found.get_status_display()

    @admin.display(description="Customer")
    def customer(self, found: Return) -> str:
        return str(found.order.delivery_address.get("name", ""))

    @admin.display(description="Pay back by", ordering="pay_back_by")
    def pay_back(self, found: Return) -> str:
        if found.pay_back_by is None:
            return "no day by law"
        is_late = found.pay_back_by < timezone.localdate() and found.closed_at is None
        return f"{found.pay_back_by:%d %B %Y}{' (OVERDUE)' if is_late else ''}"

    @admin.display(description="Shown to the customer")
    def shown(self, found: Return) -> str:
        return str(found.shown)

    @admin.display(description="With the delivery")
    def delivery(self, found: Return) -> str:
        return str(found.order.money(found.delivery_minor))

    @admin.display(description="Order")
    def order_page(self, found: Return) -> SafeString:
        address = reverse("admin:orders_order_change", args=[found.order_id])
        return format_html('<a class="underline" href="{}">Order {}</a>', address, found.order.code)

    @admin.display(description="In exchange")
    def exchange(self, found: Return) -> SafeString | str:
        if found.exchange_order is not None:
            address = reverse("admin:orders_order_change", args=[found.exchange_order.pk])
            return format_html(
                '<a class="underline" href="{}">Order {}</a>', address, found.exchange_order.code
            )
        cart = found.exchange_cart
        if cart is not None and cart.is_open:
            address = reverse("admin:orders_order_phone_edit", args=[cart.pk])
            return format_html('<a class="underline" href="{}">Not paid yet: look at it</a>', address)
        return "none"

    @admin.display(description="What you can do")
    def what_next(self, found: Return) -> SafeString:
        links = [
            (reverse("admin:returns_return_act", args=[found.pk, name]), step.label)
            for name, step in available(found)
        ]
        return format_html_join(
            " ", '<a class="inline-block rounded border px-3 py-2 font-semibold" href="{}">{}</a>', links
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Return]:
        rows: QuerySet[Return] = super().get_queryset(request)
        return rows.select_related("order", "exchange_cart__order")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/do/<slug:name>/", view(self.act), name="returns_return_act"),
            path("photo/<int:pk>/", view(self.photo), name="returns_return_photo"),
            *super().get_urls(),
        ]

    def photo(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show staff a photograph that came with a return."""
        line = ReturnLine.objects.filter(pk=pk).exclude(photo="").first()
        if line is None or not request.user.has_perm("returns.view_return"):
            raise Http404
        return as_picture(line)

    def act(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Ask what a step needs to know, show its effect, and do it."""
        found = Return.objects.select_related("order", "exchange_cart__order").filter(pk=pk).first()
        step = STEPS.get(name)
        if found is None or step is None or not request.user.has_perm("returns.change_return"):
            raise Http404
        form = step.form(request.POST or None, found=found)
        seen: dict[str, str] = {}
        if request.method == "POST" and form.is_valid():
            seen, minor = _look(request, step, form)
            done = None if seen or form.errors else self._do(request, found, step, form, minor)
            if done is not None:
                return HttpResponseRedirect(done)
        context = {
            **self.admin_site.each_context(request),
            "form": form,
            "title": step.label,
            "subject": found,
            "now": step.effect(found),
            "opts": self.opts,
            "back": reverse("admin:returns_return_change", args=[pk]),
            **seen,
        }
        return render(request, "admin/act.html", context)

    def _do(self, request: HttpRequest, found: Return, step: Step, form: StepForm, minor: int) -> str | None:
        """Do a step and return where to go; what stands in the way joins the form."""
        before = found.status
        try:
            made = step.run(form, request.user, minor)  # type: ignore[arg-type]
        except ShopError as refusal:
            form.add_error(None, refusal.message)
            return None
        found.refresh_from_db()
        reason = form.cleaned_data.get("reason", "")
        log(
            request,
            found,
            values=[("status", before, found.status)],
            reason=f"{step.label}: {reason}" if reason else step.label,
        )
        self.message_user(request, f"{found.code}: {step.done}", messages.SUCCESS)
        if isinstance(made, Cart):
            return reverse("admin:orders_order_phone_edit", args=[made.pk])
        return reverse("admin:returns_return_change", args=[found.pk])


def _look(request: HttpRequest, step: Step, form: Any) -> tuple[dict[str, str], int]:
    """Say what a step would do; nothing if exactly this was shown before, or if it has no preview."""
    if step.preview is None:
        return {}, 0
    try:
        look = step.preview(form)
    except ShopError as refusal:
        form.add_error(None, refusal.message)
        return {}, 0
    typed = repr(sorted((name, str(value)) for name, value in form.cleaned_data.items()))
    token = f"{look.minor}:{sha256(typed.encode()).hexdigest()[:16]}"
    if request.POST.get("seen") != token:
        return {"preview": look.text, "seen": token}, look.minor
    return {}, look.minor
