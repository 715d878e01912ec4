"""Staff pages that bring several apps together: products with prices and stock, promotions, the start page."""

from shop.admin import documents as _documents  # noqa: F401 - joins the page of an order
from shop.admin import refunds  # noqa: F401 - adds its actions to the orders' page
from shop.admin.audit import AuditAdmin
from shop.admin.products import OptionAdmin, ProductAdmin, VariantAdmin
from shop.admin.rehearsal import RehearsedPromotionAdmin

__all__ = ["AuditAdmin", "OptionAdmin", "ProductAdmin", "RehearsedPromotionAdmin", "VariantAdmin"]
