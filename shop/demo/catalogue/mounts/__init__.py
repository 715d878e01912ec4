"""Department of mounts."""

from shop.demo.catalogue.mounts.accessories import ACCESSORIES
from shop.demo.catalogue.mounts.alt_azimuth import ALT_AZIMUTH
from shop.demo.catalogue.mounts.equatorial import EQUATORIAL
from shop.demo.catalogue.mounts.supports import SUPPORTS
from shop.demo.catalogue.mounts.trackers import TRACKERS
from shop.demo.schema import Product

MOUNTS: tuple[Product, ...] = (*EQUATORIAL, *ALT_AZIMUTH, *TRACKERS, *SUPPORTS, *ACCESSORIES)
