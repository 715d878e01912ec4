"""From a document's content to its file: a PDF/A-3b that carries the same as an electronic invoice."""

from apps.documents.rendering.einvoice import einvoice
from apps.documents.rendering.pdf import pdf_of

__all__ = ["einvoice", "pdf_of"]
