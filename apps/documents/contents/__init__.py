"""What documents say, as plain data: everything that the file needs, and nothing that can change later."""

from apps.documents.contents.credits import CreditLine, credit_content, rest_of
from apps.documents.contents.invoices import invoice_content
from apps.documents.contents.slips import slip_content

__all__ = ["CreditLine", "credit_content", "invoice_content", "rest_of", "slip_content"]
