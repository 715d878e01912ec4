from apps.catalog.models import Variant
from apps.currency.money import Money
from apps.pricing import services


def priced(variant: Variant, amount: str, currency: str = "EUR") -> Variant:
    """Give a variant a price in major units, home tax included."""
    services.set_prices(prices={variant.pk: Money.of(amount, currency)}, actor="test")
    return variant
