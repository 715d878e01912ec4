"""An order's invoices, credit notes and packing slips on its page in the staff area."""

from apps.documents.admin import DocumentInline
from apps.orders.admin import OrderAdmin

OrderAdmin.inlines = [*OrderAdmin.inlines, DocumentInline]
