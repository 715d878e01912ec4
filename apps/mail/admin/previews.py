"""Pages that show every kind of e-mail, written about made-up things, in every language of the shop."""

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from apps.mail import services
from apps.mail.kinds import MailKind, kind_named, kinds

PHONE, DESK = 390, 600


def alone(html: str) -> HttpResponse:
    """Answer with the HTML part of a mail alone, with everything active switched off."""
    response = HttpResponse(html)
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'; sandbox"
    )
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


class Previews:
    """The pages of the previews, for one admin site."""

    def __init__(self, site: AdminSite, opts: Any) -> None:
        self.site, self.opts = site, opts

    def urls(self) -> list[URLPattern]:
        """Return their addresses, to stand before those of the model."""
        view = self.site.admin_view
        return [
            path("kinds/", view(self.index), name="mail_message_kinds"),
            path("kinds/<slug:name>/", view(self.kind), name="mail_message_kind"),
            path("kinds/<slug:name>/html/", view(self.html), name="mail_message_kind_html"),
        ]

    def index(self, request: HttpRequest) -> HttpResponse:
        """List every kind of e-mail that the shop writes."""
        _must_see(request)
        return self._page(request, "admin/mail_kinds.html", title="E-mail previews", kinds=kinds())

    def kind(self, request: HttpRequest, name: str) -> HttpResponse:
        """Show one kind as a customer would see it: on a phone, at a desk, or as plain text."""
        kind, language = _asked_for(request, name)
        shown = request.GET.get("show", "")
        return self._page(
            request,
            "admin/mail_kind.html",
            title=kind.title,
            kind=kind,
            written=services.preview(kind=kind, language=language),
            language=language,
            languages=settings.LANGUAGES,
            shown=shown if shown in ("text", "phone") else "desk",
            width=PHONE if shown == "phone" else DESK,
        )

    def html(self, request: HttpRequest, name: str) -> HttpResponse:
        """Answer with the HTML part of a kind, for the frame of its page."""
        kind, language = _asked_for(request, name)
        return alone(services.preview(kind=kind, language=language).html)

    def _page(self, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
        return render(request, template, {**self.site.each_context(request), "opts": self.opts, **context})


def _must_see(request: HttpRequest) -> None:
    if not request.user.has_perm("mail.view_message"):
        raise PermissionDenied


def _asked_for(request: HttpRequest, name: str) -> tuple[MailKind, str]:
    _must_see(request)
    kind = kind_named(name)
    if kind is None:
        raise Http404
    wanted = request.GET.get("language", "")
    return kind, wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
