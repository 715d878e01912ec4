"""Staff pages that bring several apps together: products with prices and stock, and the start page."""

from shop.admin.products import OptionAdmin, ProductAdmin, VariantAdmin

__all__ = ["OptionAdmin", "ProductAdmin", "VariantAdmin"]
