"""The tree of departments and their parts.

Facets and card facts belong to a department. A part whose goods are of another kind (filters among the
eyepieces, rails among the mounts) names its own, which take the department's place there.
"""

from shop.demo.catalogue.categories.binoculars import BINOCULARS
from shop.demo.catalogue.categories.cameras import CAMERAS
from shop.demo.catalogue.categories.eyepieces import EYEPIECES
from shop.demo.catalogue.categories.gifts import GIFTS
from shop.demo.catalogue.categories.mounts import MOUNTS
from shop.demo.catalogue.categories.space import SPACE
from shop.demo.catalogue.categories.telescopes import TELESCOPES
from shop.demo.schema import Category

CATEGORIES: tuple[Category, ...] = (
    *TELESCOPES,
    *MOUNTS,
    *EYEPIECES,
    *BINOCULARS,
    *CAMERAS,
    *SPACE,
    *GIFTS,
)
