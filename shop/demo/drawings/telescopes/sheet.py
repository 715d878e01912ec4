"""The sheet that all telescopes share, so that their pictures can be compared."""

from shop.demo.drawings.engraving.sheet import Sheet

TELESCOPES = Sheet(scale=0.335, bar=500, stand="ground")
