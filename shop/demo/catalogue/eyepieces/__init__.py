"""Department of eyepieces and of everything around the focuser."""

from shop.demo.catalogue.eyepieces.barlows import BARLOWS
from shop.demo.catalogue.eyepieces.care import CARE
from shop.demo.catalogue.eyepieces.classic import CLASSIC
from shop.demo.catalogue.eyepieces.diagonals import DIAGONALS
from shop.demo.catalogue.eyepieces.filters import FILTERS
from shop.demo.catalogue.eyepieces.finders import FINDERS
from shop.demo.catalogue.eyepieces.high_power import HIGH_POWER
from shop.demo.catalogue.eyepieces.wide_field import WIDE_FIELD
from shop.demo.schema import Product

EYEPIECES: tuple[Product, ...] = (
    *WIDE_FIELD,
    *HIGH_POWER,
    *CLASSIC,
    *BARLOWS,
    *DIAGONALS,
    *FILTERS,
    *FINDERS,
    *CARE,
)
