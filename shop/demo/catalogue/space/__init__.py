"""Department of space gear: antennas, receivers, kits and monitors."""

from shop.demo.catalogue.space.antennas import ANTENNAS
from shop.demo.catalogue.space.kits import KITS
from shop.demo.catalogue.space.monitors import MONITORS
from shop.demo.catalogue.space.stations import STATIONS
from shop.demo.schema import Product

SPACE: tuple[Product, ...] = (*ANTENNAS, *STATIONS, *KITS, *MONITORS)
