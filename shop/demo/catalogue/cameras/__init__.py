"""Department of cameras and of what stands between them and the telescope."""

from shop.demo.catalogue.cameras.adapters import ADAPTERS
from shop.demo.catalogue.cameras.cooled import COOLED
from shop.demo.catalogue.cameras.planetary import PLANETARY
from shop.demo.catalogue.cameras.watching import WATCHING
from shop.demo.schema import Product

CAMERAS: tuple[Product, ...] = (*PLANETARY, *COOLED, *WATCHING, *ADAPTERS)
