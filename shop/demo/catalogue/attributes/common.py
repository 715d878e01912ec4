"""Facts that goods of several departments share."""

from shop.demo.catalogue.attributes.ranges import number, words

COMMON = (
    number("guarantee_years", "Guarantee of the maker", "Guarantee", "years"),
    words("power_supply", "Power", "Power"),
    words("software", "Software", "Use"),
)
