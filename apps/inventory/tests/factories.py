from apps.catalog.models import Variant
from apps.inventory import services
from apps.inventory.models import Stock, StockLocation


def a_location(code: str = "berlin", *, country: str = "DE", priority: int = 0) -> StockLocation:
    location, _ = StockLocation.objects.get_or_create(
        code=code, defaults={"name": code.title(), "country": country, "priority": priority}
    )
    return location


def stocked(variant: Variant, quantity: int, *, at: StockLocation | None = None, **fields: object) -> Stock:
    """Put so many of a variant on the shelf."""
    stock = Stock.objects.create(variant=variant, location=at or a_location(), **fields)
    services.receive(quantities={stock.pk: quantity}, actor="test")
    stock.refresh_from_db()
    return stock
