from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.core.admin import ReadOnlyAdmin, actor_of
from apps.mail import services
from apps.mail.admin.previews import Previews, alone
from apps.mail.forms import ResendForm
from apps.mail.kinds import kinds
from apps.mail.models import Message


class KindFilter(admin.SimpleListFilter):
    title = "kind"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(kind.name, kind.title) for kind in kinds()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Message]) -> QuerySet[Message]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    """The mail outbox: every message as it was written, sent or kept."""

    list_display = ["subject", "to", "kind", "created_at", "state"]
    list_filter = [
        KindFilter,
        ("sent_at", admin.EmptyFieldListFilter),
        ("resent_of", admin.EmptyFieldListFilter),
    ]
    search_fields = ["to", "subject", "reference"]
    fields = ["subject", "to", "kind", "reference", "created_at", "sent_at", "resent_of", "resent_by",
              "again", "preview", "words"]  # fmt: skip
    readonly_fields = fields

    @admin.display(description="State")
    def state(self, message: Message) -> str:
        return "sent" if message.sent_at else "kept here"

    @admin.display(description="As the customer sees it")
    def preview(self, message: Message) -> SafeString:
        url = reverse("admin:mail_message_html", args=[message.pk])
        return format_html(
            '<iframe src="{}" title="The message" sandbox class="w-full border" height="720"></iframe>', url
        )

    @admin.display(description="Text")
    def words(self, message: Message) -> SafeString:
        return format_html(
            '<pre style="white-space: pre-wrap; overflow-wrap: anywhere">{}</pre>', message.text
        )

    @admin.display(description="What you can do")
    def again(self, message: Message) -> SafeString | str:
        if message.is_secret:
            return "Nothing: it carried a private link."
        return format_html(
            '<a class="inline-block rounded border px-3 py-2 font-semibold" href="{}">Send again</a>',
            reverse("admin:mail_message_resend", args=[message.pk]),
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/html/", view(self.html), name="mail_message_html"),
            path("<int:pk>/resend/", view(self.resend), name="mail_message_resend"),
        ]
        return [*Previews(self.admin_site, self.opts).urls(), *own, *super().get_urls()]

    def html(self, request: HttpRequest, pk: int, **_kwargs: Any) -> HttpResponse:
        """Show the HTML part alone."""
        message = Message.objects.filter(pk=pk).first()
        if message is None or not self.has_view_permission(request, message):
            raise Http404
        return alone(message.html)

    def resend(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask once more, then send the same message to the same address again."""
        message = Message.objects.filter(pk=pk, is_secret=False).first()
        if message is None or not request.user.has_perm("mail.change_message"):
            raise Http404
        form = ResendForm(request.POST or None)
        if form.is_valid():
            copy = services.resend(message_id=pk, key=form.cleaned_data["key"], actor=actor_of(request))
            self.message_user(request, f"{copy.subject}: on its way to {copy.to} again.", messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:mail_message_change", args=[copy.pk]))
        context = {
            **self.admin_site.each_context(request),
            "form": form,
            "title": "Send again",
            "subject": message.subject,
            "opts": self.opts,
            "now": f"{message.to} gets the same message once more.",
            "back": reverse("admin:mail_message_change", args=[pk]),
        }
        return render(request, "admin/act.html", context)
