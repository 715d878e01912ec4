"""Every typed fact the shop knows about its goods, with the words and ranges of the facets."""

from shop.demo.catalogue.attributes.binoculars import BINOCULARS
from shop.demo.catalogue.attributes.cameras import CAMERAS
from shop.demo.catalogue.attributes.common import COMMON
from shop.demo.catalogue.attributes.eyepieces import EYEPIECES
from shop.demo.catalogue.attributes.gifts import GIFTS
from shop.demo.catalogue.attributes.mounts import MOUNTS
from shop.demo.catalogue.attributes.space import SPACE
from shop.demo.catalogue.attributes.telescopes import TELESCOPES
from shop.demo.schema import Attribute

ATTRIBUTES: tuple[Attribute, ...] = (
    *TELESCOPES,
    *MOUNTS,
    *EYEPIECES,
    *BINOCULARS,
    *CAMERAS,
    *SPACE,
    *GIFTS,
    *COMMON,
)
