"""What buyers say, department by department."""

from shop.demo.catalogue.reviews.accessories import ACCESSORIES
from shop.demo.catalogue.reviews.cameras import CAMERAS
from shop.demo.catalogue.reviews.gifts import GIFTS
from shop.demo.catalogue.reviews.lenses import LENSES
from shop.demo.catalogue.reviews.mirrors import MIRRORS
from shop.demo.catalogue.reviews.mounts import MOUNTS
from shop.demo.catalogue.reviews.space import SPACE
from shop.demo.catalogue.reviews.viewing import VIEWING
from shop.demo.schema import Review

REVIEWS: tuple[Review, ...] = (
    *MIRRORS,
    *LENSES,
    *MOUNTS,
    *VIEWING,
    *ACCESSORIES,
    *CAMERAS,
    *SPACE,
    *GIFTS,
)
