from apps.catalog.models import Variant
from apps.inventory import services
from apps.inventory.models import Stock, StockLocation


def a_location() -> StockLocation:
    location, _ = StockLocation.objects.get_or_create(
        code="berlin", defaults={"name": "Berlin", "country": "DE"}
    )
    return location


def stocked(variant: Variant, quantity: int, **fields: object) -> Stock:
    """Put so many of a variant on the shelf."""
    stock = Stock.objects.create(variant=variant, location=a_location(), **fields)
    services.receive(quantities={stock.pk: quantity}, actor="test")
    stock.refresh_from_db()
    return stock
