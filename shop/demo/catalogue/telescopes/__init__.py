"""Department of telescopes."""

from shop.demo.catalogue.telescopes.catadioptrics import CATADIOPTRICS
from shop.demo.catalogue.telescopes.dobsonians import DOBSONIANS
from shop.demo.catalogue.telescopes.first import FIRST
from shop.demo.catalogue.telescopes.newtonians import NEWTONIANS
from shop.demo.catalogue.telescopes.refractors import REFRACTORS
from shop.demo.catalogue.telescopes.smart import SMART
from shop.demo.catalogue.telescopes.solar import SOLAR
from shop.demo.schema import Product

TELESCOPES: tuple[Product, ...] = (
    *DOBSONIANS,
    *REFRACTORS,
    *NEWTONIANS,
    *CATADIOPTRICS,
    *SMART,
    *SOLAR,
    *FIRST,
)
