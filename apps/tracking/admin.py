from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from apps.core.admin import ReadOnlyAdmin, actor_of
from apps.tracking import services
from apps.tracking.downloads import as_download
from apps.tracking.models import Label, LateNotice, TrackedParcel


@admin.register(Label)
class LabelAdmin(ReadOnlyAdmin):
    """Labels as carriers sold them."""

    list_display = [
        "shipment",
        "order",
        "carrier",
        "state",
        "tracking_number",
        "price",
        "made_by",
        "created_at",
        "pdf",
    ]
    list_filter = ["state", "carrier"]
    list_select_related = ["shipment__order"]
    search_fields = ["tracking_number", "shipment__order__code"]
    list_per_page = 50
    fields = [("shipment", "order"), ("carrier", "state"), ("reference", "tracking_number"), "price", "error",
              ("made_by", "created_at", "bought_at"), "pdf"]  # fmt: skip
    readonly_fields = ["shipment", "order", "carrier", "state", "reference", "tracking_number", "price", "error",
                       "made_by", "created_at", "bought_at", "pdf"]  # fmt: skip

    @admin.display(description="Order")
    def order(self, label: Label) -> str:
        return label.shipment.order.code

    @admin.display(description="Price")
    def price(self, label: Label) -> str:
        return str(label.price or "")

    @admin.display(description="File")
    def pdf(self, label: Label) -> SafeString | str:
        if not label.is_bought:
            return ""
        url = reverse("admin:tracking_label_file", args=[label.pk])
        return format_html('<a class="underline" href="{}">Open the label</a>', url)

    def get_urls(self) -> list[URLPattern]:
        own = path("<int:pk>/file/", self.admin_site.admin_view(self.file), name="tracking_label_file")
        return [own, *super().get_urls()]

    def file(self, request: HttpRequest, pk: int, **_kwargs: Any) -> HttpResponse:
        """Give the file to who may see labels."""
        label = Label.objects.filter(pk=pk, state=Label.State.BOUGHT).first()
        if label is None or not self.has_view_permission(request, label):
            raise Http404
        return as_download(label)


@admin.register(TrackedParcel)
class TrackedParcelAdmin(ReadOnlyAdmin):
    """Parcels that the shop follows at their carriers."""

    list_display = ["shipment", "order", "carrier", "state", "state_at", "expected_on", "heard_at", "error"]
    list_filter = ["state", "carrier"]
    list_select_related = ["shipment__order"]
    search_fields = ["reference", "shipment__tracking_number", "shipment__order__code"]
    list_per_page = 50
    fields = [("shipment", "order"), ("carrier", "reference"), ("state", "state_at", "expected_on"),
              ("heard_at", "next_look_at"), ("failures", "error"), "told"]  # fmt: skip
    readonly_fields = ["shipment", "order", "carrier", "reference", "state", "state_at", "expected_on", "heard_at",
                       "next_look_at", "failures", "error", "told"]  # fmt: skip

    @admin.display(description="Order")
    def order(self, parcel: TrackedParcel) -> str:
        return parcel.shipment.order.code

    @admin.display(description="What the carrier said")
    def told(self, parcel: TrackedParcel) -> SafeString:
        """The events with the carrier's own words, also those that the shop does not know."""
        events = parcel.shipment.tracking_events.all()
        rows = ((f"{e.at:%d.%m.%Y %H:%M}", e.word, e.text, e.place, e.get_source_display()) for e in events)
        return format_html_join("", "<p>{} <b>{}</b> {} {} ({})</p>", rows)


class _OpenFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("open", "Nobody looks after it"), ("away", "Not here")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[LateNotice]) -> QuerySet[LateNotice]:
        away = queryset.filter(shipment__delivered_at=None)
        return {"open": away.filter(seen_at=None), "away": away}.get(self.value() or "", queryset)


@admin.register(LateNotice)
class LateNoticeAdmin(ReadOnlyAdmin):
    """Parcels that did not come by their promised day. Their shoppers have been told."""

    list_display = ["shipment", "order", "promised_last", "where", "expected_on", "noticed_at", "seen_by"]
    list_filter = [_OpenFilter]
    list_select_related = ["shipment__order", "shipment__tracked"]
    search_fields = ["shipment__tracking_number", "shipment__order__code"]
    list_per_page = 50
    actions = ["look_after"]

    @admin.display(description="Order")
    def order(self, notice: LateNotice) -> SafeString:
        order = notice.shipment.order
        url = reverse("admin:orders_order_change", args=[order.pk])
        return format_html('<a class="underline" href="{}">{}</a>', url, order.code)

    @admin.display(description="Where it is")
    def where(self, notice: LateNotice) -> str:
        parcel: TrackedParcel | None = getattr(notice.shipment, "tracked", None)
        if notice.shipment.delivered_at:
            return "delivered"
        return parcel.get_state_display() if parcel and parcel.state else "the carrier tells nothing"

    @admin.display(description="Expected on")
    def expected_on(self, notice: LateNotice) -> str:
        parcel: TrackedParcel | None = getattr(notice.shipment, "tracked", None)
        return str(parcel.expected_on or "") if parcel else ""

    def has_look_after_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("tracking.change_latenotice")

    @admin.action(description="I look after it", permissions=["look_after"])
    def look_after(self, request: HttpRequest, queryset: QuerySet[LateNotice]) -> None:
        """Take late parcels off the list of those that nobody looks after."""
        taken = services.look_after(
            notice_ids=list(queryset.values_list("pk", flat=True)), actor=actor_of(request)
        )
        self.message_user(request, f"You look after {taken}.", messages.SUCCESS)
