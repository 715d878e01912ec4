"""Department of gifts and prints."""

from shop.demo.catalogue.gifts.books import BOOKS
from shop.demo.catalogue.gifts.cards import CARDS
from shop.demo.catalogue.gifts.globes import GLOBES
from shop.demo.catalogue.gifts.prints import PRINTS
from shop.demo.catalogue.gifts.things import THINGS
from shop.demo.schema import Product

GIFTS: tuple[Product, ...] = (*PRINTS, *GLOBES, *BOOKS, *THINGS, *CARDS)
