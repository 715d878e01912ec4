from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.core.admin import ReadOnlyAdmin
from apps.mail.models import Message


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    """The mail outbox: every message as it was written, sent or kept."""

    list_display = ["subject", "to", "kind", "created_at", "state"]
    list_filter = ["kind", ("sent_at", admin.EmptyFieldListFilter)]
    search_fields = ["to", "subject", "reference"]
    fields = ["subject", "to", "kind", "reference", "created_at", "sent_at", "preview", "text"]
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

    def get_urls(self) -> list[URLPattern]:
        own = path("<int:pk>/html/", self.admin_site.admin_view(self.html), name="mail_message_html")
        return [own, *super().get_urls()]

    def html(self, request: HttpRequest, pk: int, **_kwargs: Any) -> HttpResponse:
        """Show the HTML part alone, with everything active switched off."""
        message = Message.objects.filter(pk=pk).first()
        if message is None or not self.has_view_permission(request, message):
            raise Http404
        response = HttpResponse(message.html)
        response["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'; sandbox"
        )
        response["X-Frame-Options"] = "SAMEORIGIN"
        return response
