"""Everything that issues a document. A document is issued once for a fact, and never changed."""

from apps.documents.contents import CreditLine
from apps.documents.services.files import keep_file
from apps.documents.services.issuing import (
    credit_money_back,
    credit_the_rest,
    credit_unpaid,
    issue_credit_note,
    issue_invoice,
    issue_packing_slip,
    replace_invoice,
)
from apps.documents.services.sweep import issue_missing

__all__ = [
    "CreditLine",
    "credit_money_back",
    "credit_the_rest",
    "credit_unpaid",
    "issue_credit_note",
    "issue_invoice",
    "issue_missing",
    "issue_packing_slip",
    "keep_file",
    "replace_invoice",
]
