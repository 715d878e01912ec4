"""Gift cards at the desk: issue, read the ledger, correct, make void. A code is shown once."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery, Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.core.admin import ReadOnlyInline, ShopAdmin, actor_of, log
from apps.core.errors import ShopError
from apps.currency.money import Money
from apps.giftcards import selectors, services
from apps.giftcards.forms import AdjustForm, IssueForm, OnceForm, VoidForm
from apps.giftcards.models import GiftCard, GiftCardEntry

_MOVES: dict[str, tuple[str, type[OnceForm]]] = {
    "adjust": ("Adjust", AdjustForm),
    "void": ("Make void", VoidForm),
}


class EntryInline(ReadOnlyInline):
    model = GiftCardEntry
    fk_name = "card"
    fields = ["at", "kind", "amount_minor", "reference", "actor", "reason"]
    readonly_fields = fields


@admin.register(GiftCard)
class GiftCardAdmin(ShopAdmin):
    """Only the last day is changed directly; money moves by entries."""

    list_display = [
        "ending",
        "left",
        "issued",
        "status",
        "expires_on",
        "issued_for",
        "recipient_email",
        "moves",
    ]
    list_filter = ["status", "currency"]
    search_fields = [
        "last_characters",
        "issued_for",
        "recipient_email",
        "recipient_name",
        "entries__reference",
    ]
    fields = [("ending", "status"), ("left", "issued"), "expires_on", "issued_for",
              ("recipient_name", "recipient_email"), "message", "created_at"]  # fmt: skip
    readonly_fields = ["ending", "status", "left", "issued", "issued_for", "recipient_name", "recipient_email",
                       "message", "created_at"]  # fmt: skip
    inlines = [EntryInline]

    def get_queryset(self, request: HttpRequest) -> Any:
        entries = GiftCardEntry.objects.filter(card=OuterRef("pk")).order_by().values("card")
        left = Subquery(entries.values(total=Sum("amount_minor")))
        return super().get_queryset(request).annotate(left_minor=left)

    @admin.display(description="Code ends in", ordering="last_characters")
    def ending(self, card: GiftCard) -> str:
        return str(card)

    @admin.display(description="Left", ordering="left_minor")
    def left(self, card: Any) -> str:
        return str(Money(int(card.left_minor or 0), card.currency))

    @admin.display(description="Issued over", ordering="initial_minor")
    def issued(self, card: GiftCard) -> str:
        return str(Money(card.initial_minor, card.currency))

    @admin.display(description="Move")
    def moves(self, card: GiftCard) -> SafeString:
        return format_html(
            '<a class="underline" href="{}">Adjust</a> · <a class="underline" href="{}">Make void</a>',
            reverse("admin:giftcards_giftcard_move", args=[card.pk, "adjust"]),
            reverse("admin:giftcards_giftcard_move", args=[card.pk, "void"]),
        )

    def has_delete_permission(self, request: HttpRequest, obj: GiftCard | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: GiftCard, form: Any, change: bool) -> None:
        services.set_last_day(card_id=obj.pk, expires_on=obj.expires_on)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.move)
        return [path("<int:pk>/move/<slug:kind>/", view, name="giftcards_giftcard_move"), *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Issue a card and show its code, which nobody can look up later."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = IssueForm(request.POST or None)
        if form.is_valid():
            issued = self._issue(request, form)
            if issued is not None:
                value = Money(issued.card.initial_minor, issued.card.currency)
                values = [("balance", "", str(value))]
                log(request, issued.card, values=values, reason="Issued")
                return self._show(request, issued)
        return self._page(request, form, "Issue", "a gift card", "The code is shown once, on the next page.")

    def _issue(self, request: HttpRequest, form: IssueForm) -> services.Issued | None:
        values = form.cleaned_data
        kept = ("expires_on", "recipient_name", "recipient_email", "message")
        try:
            return services.issue(
                amount=Money.of(values["amount"], values["currency"]),
                actor=actor_of(request),
                issued_for=form.reference,
                **{name: values[name] for name in kept},
            )
        except ShopError as refusal:
            form.add_error(None, refusal.message)
            return None

    def _show(self, request: HttpRequest, issued: services.Issued) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Gift card issued",
            "code": issued.code,
            "amount": Money(issued.card.initial_minor, issued.card.currency),
            "back": reverse("admin:giftcards_giftcard_changelist"),
        }
        return render(request, "admin/gift_card_issued.html", context)

    def move(self, request: HttpRequest, pk: int, kind: str) -> HttpResponse:
        """Adjust a card or make it void, with a reason."""
        card = GiftCard.objects.filter(pk=pk).first()
        if card is None or kind not in _MOVES or not self.has_change_permission(request, card):
            raise Http404
        title, form_class = _MOVES[kind]
        form = form_class(request.POST or None)
        if form.is_valid() and self._moved(request, card, kind, form):
            return HttpResponseRedirect(reverse("admin:giftcards_giftcard_changelist"))
        return self._page(request, form, title, str(card), f"{selectors.balance(card)} are left on it.")

    def _moved(self, request: HttpRequest, card: GiftCard, kind: str, form: OnceForm) -> bool:
        reason = form.cleaned_data["reason"]
        before = selectors.balance(card)
        actor, reference = actor_of(request), form.reference
        try:
            if kind == "void":
                services.void(card_id=card.pk, reference=reference, actor=actor, reason=reason)
            else:
                amount = Money.of(form.cleaned_data["amount"], card.currency)
                services.adjust(
                    card_id=card.pk, amount=amount, reason=reason, reference=reference, actor=actor
                )
        except ShopError as refusal:
            form.add_error("reason", refusal.message)
            return False
        card.refresh_from_db()
        values = [("balance", str(before), str(selectors.balance(card)))]
        log(request, card, values=values, reason=reason)
        self.message_user(request, f"{card}: done.", messages.SUCCESS)
        return True

    def _page(self, request: HttpRequest, form: OnceForm, title: str, subject: str, now: str) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "form": form,
            "title": title,
            "subject": subject,
            "opts": self.opts,
            "now": now,
            "back": reverse("admin:giftcards_giftcard_changelist"),
        }
        return render(request, "admin/act.html", context)
