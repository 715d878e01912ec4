from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.core.admin import ReadOnlyAdmin, ReadOnlyInline
from apps.documents.downloads import as_download
from apps.documents.models import Document


def _file_link(document: Document) -> SafeString:
    url = reverse("admin:documents_document_file", args=[document.pk])
    return format_html('<a class="underline" href="{}">Open as PDF</a>', url)


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    """Invoices, credit notes and packing slips as they were issued."""

    list_display = ["number", "kind", "order", "buyer", "total", "issued_at", "pdf"]
    list_filter = ["kind", "series", "currency"]
    list_select_related = ["order"]
    search_fields = ["number", "order__code", "order__email", "data__buyer__name"]
    date_hierarchy = "issued_at"
    list_per_page = 50
    fields = [("number", "kind"), ("order", "buyer"), ("total", "currency"), ("issued_at", "tax_point_on"),
              ("series", "position"), ("corrects", "reference"), "pdf", "sha256"]  # fmt: skip
    readonly_fields = ["number", "kind", "order", "buyer", "total", "currency", "issued_at", "tax_point_on", "series",
                       "position", "corrects", "reference", "pdf", "sha256"]  # fmt: skip

    @admin.display(description="Buyer")
    def buyer(self, document: Document) -> str:
        return str(document.data["buyer"]["name"])

    @admin.display(description="Total")
    def total(self, document: Document) -> str:
        return str(document.total) if document.is_for_the_customer else ""

    @admin.display(description="File")
    def pdf(self, document: Document) -> SafeString:
        return _file_link(document)

    def get_urls(self) -> list[URLPattern]:
        own = path("<int:pk>/file/", self.admin_site.admin_view(self.file), name="documents_document_file")
        return [own, *super().get_urls()]

    def file(self, request: HttpRequest, pk: int, **_kwargs: Any) -> HttpResponse:
        """Give the file to who may see documents."""
        document = Document.objects.filter(pk=pk).first()
        if document is None or not self.has_view_permission(request, document):
            raise Http404
        return as_download(document)


class DocumentInline(ReadOnlyInline):
    """An order's documents on its page in the staff area."""

    model = Document
    fields = ["number", "kind", "amount", "issued_at", "pdf"]
    readonly_fields = fields
    verbose_name_plural = "documents"

    @admin.display(description="Total")
    def amount(self, document: Document) -> str:
        return str(document.total) if document.is_for_the_customer else ""

    @admin.display(description="File")
    def pdf(self, document: Document) -> SafeString:
        return _file_link(document)
