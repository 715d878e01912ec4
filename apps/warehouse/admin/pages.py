"""The pages the warehouse works from. Everything is a form post, and every step leaves a line in the audit list."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from apps.core.admin import actor_of, log
from apps.core.downloads import private_file
from apps.core.errors import ShopError
from apps.documents import selectors as documents
from apps.inventory import selectors as stock
from apps.inventory.models import StockLocation
from apps.orders.errors import ChangedMeanwhile
from apps.orders.models import Order, Shipment
from apps.tracking import selectors as tracking
from apps.warehouse import selectors, services
from apps.warehouse.errors import AllPacked, EmptyBox, UnknownCode
from apps.warehouse.forms import ParcelForm, ScanForm
from apps.warehouse.models import Box
from apps.warehouse.rules import Details
from apps.warehouse.selectors import Part
from apps.warehouse.services import Bench

PERMISSION = "warehouse.pack_orders"


@dataclass
class Screen:
    """The packing screen of one order at one location, while a request is answered."""

    request: HttpRequest
    order: Order
    location: StockLocation
    box: Box | None
    parcel: ParcelForm
    scan: ScanForm = field(default_factory=ScanForm)
    problem: str = ""
    done: str = ""
    status: int = 200

    @property
    def bench(self) -> Bench:
        typed = self.request.POST.get("revision", "")
        revision = int(typed) if typed.isdecimal() and len(typed) < 10 else self.order.revision
        return Bench(self.order.pk, self.location.pk, revision)

    @property
    def address(self) -> str:
        return _screen_of(self.order, self.location)


class Warehouse:
    """The pages of the warehouse, for one admin site."""

    def __init__(self, site: AdminSite, opts: Any) -> None:
        self.site, self.opts = site, opts

    def urls(self) -> list[URLPattern]:
        """Return their addresses, to stand before those of the model."""
        view = self.site.admin_view
        return [
            path("pick/", view(self.pick), name="warehouse_box_pick"),
            path("pack/<int:order>/<int:location>/", view(self.pack), name="warehouse_box_pack"),
            path("<int:pk>/shipped/", view(self.shipped), name="warehouse_box_shipped"),
            path("<int:pk>/slip/", view(self.slip), name="warehouse_box_slip"),
            path("<int:pk>/label/", view(self.label), name="warehouse_box_label"),
        ]

    def pick(self, request: HttpRequest) -> HttpResponse:
        """List what is to be fetched at a location, for which orders, and what is waited for."""
        _must_be_allowed(request)
        places = stock.locations()
        if not places:
            return self._page(request, "warehouse/pick.html", {"title": "Pick list"})
        place = next((p for p in places if p.code == request.GET.get("location")), places[0])
        work = selectors.pick_list(place.pk)
        context = {"title": f"Pick list, {place}", "places": places, "place": place, "work": work}
        return self._page(request, "warehouse/pick.html", context)

    def pack(self, request: HttpRequest, order: int, location: int) -> HttpResponse:
        """Show an order at a location and do what was pressed. What was typed stays, with a message beside it."""
        _must_be_allowed(request)
        screen = _screen(request, order, location)
        if request.method == "POST":
            went = _work(screen)
            if went:
                return HttpResponseRedirect(went)
        return self._page(request, "warehouse/pack.html", _context(screen), screen.status)

    def shipped(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show a parcel that has left: its slip, its number, and what comes next."""
        box, parcel = _shipped_box(request, pk)
        rest = selectors.parts_of(box.order, box.location_id, None)
        left = sum(part.ready for part in rest)
        following = None if left else selectors.next_order(box.location_id)
        context = {
            "title": f"Parcel of order {box.order.code}",
            "box": box,
            "kilograms": "" if box.weight_g is None else f"{box.weight_g / 1000:g}",
            "label": selectors.label_of(box),
            "sells_labels": selectors.makes_labels(box.order) and not parcel.tracking_number,
            "left": left,
            "again": _screen_of(box.order, box.location),
            "following": following,
            "next": _screen_of(following, box.location) if following else "",
            "pick": f"{reverse('admin:warehouse_box_pick')}?location={box.location.code}",
        }
        return self._page(request, "warehouse/shipped.html", context)

    def slip(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give the packing slip of a parcel as a file, to be printed."""
        _, parcel = _shipped_box(request, pk)
        document = services.packing_slip(shipment_id=parcel.pk)
        content, name = documents.file_of(document), f"{document.number}.pdf"
        return private_file(content, content_type="application/pdf", name=name, is_inline=True)

    def label(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give the carrier's label of a parcel as a file, or buy it."""
        box, _ = _shipped_box(request, pk)
        if request.method == "POST":
            _buy_label(request, box)
            return HttpResponseRedirect(reverse("admin:warehouse_box_shipped", args=[pk]))
        label = selectors.label_of(box)
        if label is None:
            raise Http404
        content = tracking.label_file(label)
        return private_file(content, content_type=label.content_type, name=label.file_name, is_inline=True)

    def _page(
        self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        context = {**self.site.each_context(request), "opts": self.opts, **context}
        return render(request, template, context, status=status)


def _must_be_allowed(request: HttpRequest) -> None:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied


def _screen_of(order: Order, location: StockLocation) -> str:
    return reverse("admin:warehouse_box_pack", args=[order.pk, location.pk])


def _shipped_box(request: HttpRequest, pk: int) -> tuple[Box, Shipment]:
    _must_be_allowed(request)
    box = selectors.box_by_id(pk)
    if box is None or box.shipment is None:
        raise Http404
    return box, box.shipment


def _screen(request: HttpRequest, order_id: int, location_id: int) -> Screen:
    order = Order.objects.filter(pk=order_id, placed_at__isnull=False).first()
    place = next((p for p in stock.locations() if p.pk == location_id), None)
    if order is None or place is None:
        raise Http404
    box = selectors.open_box(order_id, location_id)
    kept = box.details if box else Details()
    return Screen(request, order, place, box, ParcelForm.of(kept))


# ---- what can be pressed ---------------------------------------------------------------------------------


def _work(screen: Screen) -> str:
    """Do what was pressed; return where to go, or "" if the page has to say something first."""
    posted = screen.request.POST
    screen.parcel, screen.scan = ParcelForm(posted), ScanForm(posted)
    if not (screen.parcel.is_valid() and screen.scan.is_valid()):
        screen.problem, screen.status = "Something is not right. Nothing was counted.", 422
        return ""
    name, _, subject = posted.get("do", "scan").partition(":")
    try:
        return _ship(screen, subject) if name == "ship" else _pack(screen, name, subject)
    except (UnknownCode, AllPacked) as refusal:
        screen.scan.add_error("code", refusal.message)
        screen.problem, screen.status = refusal.message, refusal.status
    except ShopError as refusal:
        screen.problem, screen.status = refusal.message, refusal.status
    return ""


def _ship(screen: Screen, subject: str) -> str:
    """A second press finds the box that has left and leads to the same page; a label is bought once, too."""
    typed = screen.request.POST.get("box", "")
    box = selectors.box_by_id(int(typed)) if typed.isdecimal() and len(typed) < 18 else None
    if box is None or (box.order_id, box.location_id) != (screen.order.pk, screen.location.pk):
        raise EmptyBox
    is_first = box.shipment is None
    parcel = services.ship_box(box_id=box.pk, details=screen.parcel.details(), actor=actor_of(screen.request))
    if is_first:
        log(screen.request, box, values=[("shipped", "", str(parcel))], reason="The parcel has left.")
        messages.success(screen.request, f"Parcel of order {screen.order.code} has left.")
    if subject == "label" and not parcel.tracking_number:
        _buy_label(screen.request, box)
    return reverse("admin:warehouse_box_shipped", args=[box.pk])


def _buy_label(request: HttpRequest, box: Box) -> None:
    """The parcel has left whatever the carrier says: it can be asked again from the parcel's page."""
    if selectors.label_of(box) is not None:
        return
    try:
        label = services.buy_label(box_id=box.pk, actor=actor_of(request))
    except ShopError as refusal:
        messages.error(request, refusal.message)
        return
    log(request, box, values=[("label", "", str(label))], reason="The label was bought.")
    messages.success(request, f"Label {label.tracking_number} is ready.")


def _pack(screen: Screen, name: str, subject: str) -> str:
    bench, actor = screen.bench, actor_of(screen.request)
    is_news = services.note(bench=bench, details=screen.parcel.details(), actor=actor)
    line_id = int(subject) if subject.isdecimal() and len(subject) < 18 else 0
    code = screen.scan.cleaned_data["code"]
    if name == "put":
        kept = services.put(bench=bench, line_id=line_id, quantity=1, actor=actor)
        screen.done = f"{kept.quantity} × {kept.line.title} in the parcel."
    elif name == "take":
        screen.done = f"One taken out: {services.take_out(bench=bench, line_id=line_id, actor=actor).title}."
    elif name == "empty":
        services.start_over(bench=bench, actor=actor)
        screen.done = "The parcel is empty. Pack it by the list as it is now."
    elif code.strip():
        kept = services.scan(bench=bench, code=code, actor=actor)
        screen.done = f"{kept.quantity} × {kept.line.title} in the parcel."
    elif is_news:
        screen.done = "What is written on the parcel is kept."
    else:
        screen.scan.add_error("code", "Scan or type an item number first.")
        screen.problem, screen.status = "Nothing was scanned.", 422
        return ""
    box = selectors.open_box(screen.order.pk, screen.location.pk)
    log(screen.request, box or screen.order, reason=screen.done)
    messages.success(screen.request, screen.done)
    return screen.address


# ---- what is shown ---------------------------------------------------------------------------------------


def _context(screen: Screen) -> dict[str, Any]:
    order, place = screen.order, screen.location
    order.refresh_from_db()
    box = selectors.open_box(order.pk, place.pk)
    parts = selectors.parts_of(order, place.pk, box)
    is_stale = box is not None and box.revision != order.revision
    packed, ready = sum(part.packed for part in parts), sum(part.ready for part in parts)
    focus = _focus(screen, box, is_complete=bool(ready) and packed >= ready)
    if focus in screen.parcel.fields:
        screen.parcel.fields[focus].widget.attrs["autofocus"] = True
    return {
        "title": f"Pack order {order.code} at {place}",
        "order": order,
        "place": place,
        "box": box,
        "parts": parts,
        "packed": packed,
        "ready": ready,
        "focus": focus,
        "elsewhere": _elsewhere(order, place, parts),
        "parcels": selectors.parcels_of(order.pk),
        "problem": screen.problem or (ChangedMeanwhile.message if is_stale else ""),
        "is_stale": is_stale,
        "blocked": _blocked(order),
        "sells_labels": selectors.makes_labels(order),
        "parcel": screen.parcel,
        "scan": screen.scan,
        "pick": f"{reverse('admin:warehouse_box_pick')}?location={place.code}",
    }


def _focus(screen: Screen, box: Box | None, *, is_complete: bool) -> str:
    """The field or button for which the packer needs the keyboard next."""
    if screen.parcel.errors:
        return str(next(iter(screen.parcel.errors)))
    if screen.scan.errors or not is_complete:
        return "code"
    return "weight" if box is None or box.weight_g is None else "ship"


def _blocked(order: Order) -> str:
    """Why an order may not be packed now; "" if it may."""
    if not order.stands:
        return "This order was cancelled or has expired. Put its goods back."
    if order.is_held:
        return f"This order is on hold: {order.hold_reason}. Put it aside until the order desk releases it."
    return "" if order.is_paid else "This order is not paid yet. Put it aside until its money is here."


def _elsewhere(order: Order, place: StockLocation, parts: list[Part]) -> list[tuple[str, int]]:
    """How many units of the order leave from other places."""
    lines = {line.reference for line in order.lines.all() if line.allocated_qty and not line.is_gift_card}
    promised = stock.allocated_at(lines)
    names = {known.pk: str(known) for known in stock.locations()} if len(promised) > 1 else {}
    return [
        (names[pk], sum(units.values())) for pk, units in promised.items() if pk != place.pk and pk in names
    ]
