"""Department of binoculars, spotting scopes and their supports."""

from shop.demo.catalogue.binoculars.giant import GIANT
from shop.demo.catalogue.binoculars.handheld import HANDHELD
from shop.demo.catalogue.binoculars.scopes import SCOPES
from shop.demo.schema import Product

BINOCULARS: tuple[Product, ...] = (*HANDHELD, *GIANT, *SCOPES)
