"""Every change of prices, price lists, tax rates and what is known of VAT ids."""

from apps.pricing.services.prices import follow_schedule, refresh_base_prices, save_price_list, set_prices
from apps.pricing.services.taxes import add_tax_rate, amend_tax_rate, tax_rules_changed
from apps.pricing.services.vat import check_again, check_vat_id, forget_vat_checks

__all__ = [
    "add_tax_rate",
    "amend_tax_rate",
    "check_again",
    "check_vat_id",
    "follow_schedule",
    "forget_vat_checks",
    "refresh_base_prices",
    "save_price_list",
    "set_prices",
    "tax_rules_changed",
]
