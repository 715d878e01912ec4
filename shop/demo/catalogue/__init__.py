"""The demo catalogue: makers, facts, departments, goods and what buyers say about them."""

from collections.abc import Iterator

from shop.demo.catalogue.attributes import ATTRIBUTES
from shop.demo.catalogue.binoculars import BINOCULARS
from shop.demo.catalogue.brands import BRANDS
from shop.demo.catalogue.cameras import CAMERAS
from shop.demo.catalogue.categories import CATEGORIES
from shop.demo.catalogue.eyepieces import EYEPIECES
from shop.demo.catalogue.gifts import GIFTS
from shop.demo.catalogue.growth import grown
from shop.demo.catalogue.mounts import MOUNTS
from shop.demo.catalogue.reviews import REVIEWS
from shop.demo.catalogue.space import SPACE
from shop.demo.catalogue.telescopes import TELESCOPES
from shop.demo.schema import Product

__all__ = ["ATTRIBUTES", "BRANDS", "CATEGORIES", "PRODUCTS", "REVIEWS", "grow"]

PRODUCTS: tuple[Product, ...] = (
    *TELESCOPES,
    *MOUNTS,
    *EYEPIECES,
    *BINOCULARS,
    *CAMERAS,
    *SPACE,
    *GIFTS,
)


def grow(n: int) -> Iterator[Product]:
    """Yield n further products for load measurements; the same n gives the same products."""
    return grown(PRODUCTS, n)
