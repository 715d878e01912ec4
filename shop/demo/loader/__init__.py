"""Turns the demo data into rows and files. Running it again adds what is missing and changes nothing else."""

from shop.demo.loader.delivery import load_delivery
from shop.demo.loader.goods import load_products
from shop.demo.loader.offers import load_offers
from shop.demo.loader.people import load_customers, load_staff
from shop.demo.loader.setting import load_content, load_structure
from shop.demo.loader.voices import load_reviews

__all__ = [
    "load_content",
    "load_customers",
    "load_delivery",
    "load_offers",
    "load_products",
    "load_reviews",
    "load_staff",
    "load_structure",
]
