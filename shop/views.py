"""Pages that belong to no app: uploaded files on a machine without object storage, and words for robots."""

import mimetypes

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as render_sitemap
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from apps.catalog.models import Category, Listing
from apps.content.models import Page

A_YEAR = 365 * 24 * 3600
ALLOWED_TYPES = {"image/svg+xml", "image/webp", "image/jpeg", "image/png", "image/avif"}


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponse | FileResponse:
    """Serve an uploaded file where there is no object storage. Names follow from contents: kept for a year."""
    content_type = mimetypes.guess_type(path)[0] or ""
    if settings.MEDIA_BUCKET or content_type not in ALLOWED_TYPES:
        raise Http404
    try:
        file = default_storage.open(path)
        modified = default_storage.get_modified_time(path)
    except (OSError, ValueError, SuspiciousFileOperation) as missing:  # ValueError: a NUL byte in the path
        raise Http404 from missing
    response = FileResponse(file, content_type=content_type)
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    response["Last-Modified"] = http_date(modified.timestamp())
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /basket/", "Disallow: /checkout/", "Disallow: /orders/",
             "Disallow: /account/", "", f"Sitemap: {settings.SHOP_URL}/sitemap.xml", ""]  # fmt: skip
    return HttpResponse("\n".join(lines), content_type="text/plain")


class _Cards(Sitemap):  # type: ignore[type-arg]
    def items(self) -> QuerySet[Listing]:
        return Listing.objects.on_sale(timezone.now()).only("id", "url").order_by("id")


class _Categories(Sitemap):  # type: ignore[type-arg]
    def items(self) -> QuerySet[Category]:
        return Category.objects.filter(is_published=True).order_by("path")


class _Pages(Sitemap):  # type: ignore[type-arg]
    def items(self) -> QuerySet[Page]:
        return Page.objects.filter(is_published=True).order_by("slug")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    return render_sitemap(request, {"cards": _Cards, "categories": _Categories, "pages": _Pages})
