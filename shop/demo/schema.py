"""What the demo data is made of. Plain values only: no Django, no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Kind = Literal["number", "boolean", "choice", "text"]
SpecValue = Decimal | int | bool | str


@dataclass(frozen=True, kw_only=True)
class Brand:
    """An invented maker. The address fields feed the product safety section."""

    slug: str
    name: str
    maker: str  # legal name
    address: str  # postal address in one line, with country
    email: str  # ends in .example
    about: str  # one or two sentences


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """One line of a numeric facet, for example "84 to 130 mm". Bounds are inclusive; None means open."""

    slug: str
    label: str
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Attribute:
    """One typed fact about a product: drives the specification table and the facets."""

    code: str  # snake_case, unique
    name: str
    kind: Kind
    group: str  # heading in the specification table, for example "Optics"
    unit: str = ""  # printed after the number with a no-break space, for example "mm"
    decimals: int = 0
    hint: str = ""  # one plain sentence, shown under the facet
    choices: tuple[tuple[str, str], ...] = ()  # (slug, label), kind "choice" only
    buckets: tuple[Bucket, ...] = ()  # kind "number" with a facet only


@dataclass(frozen=True, kw_only=True)
class Category:
    """A department (no parent) or a part of one."""

    slug: str
    name: str
    parent: str | None
    noun: tuple[str, str]  # ("telescope", "telescopes"): used in "34 telescopes"
    advice: str  # one sentence under the heading
    seo_title: str
    seo_description: str
    picture: str = ""  # departments: key of a drawing, see drawings.py
    # Facts below hold for the department; a part whose goods are of another kind names its own in their place.
    facets: tuple[str, ...] = ()  # attribute codes, in order
    card_specs: tuple[str, ...] = ()  # exactly three attribute codes, all of them facets
    sorts: tuple[tuple[str, str, bool], ...] = ()  # (attribute code, label, descending)
    promoted: tuple[
        tuple[str, str], ...
    ] = ()  # (label, query string of this department or path of a category)


@dataclass(frozen=True, kw_only=True)
class Option:
    """A choice the shopper makes on the product page; each combination on sale is a Variant."""

    code: str
    name: str  # "Aperture"
    hint: str = ""  # "(changes price and weight)"
    values: tuple[tuple[str, str], ...]  # (code, label)
    own_card: bool = False  # each value gets its own card in lists (aperture yes, colour no)


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One drawing of a product: which generator, with which dimensions in millimetres."""

    drawing: str  # name of a generator registered in drawings.py
    params: Mapping[str, SpecValue]
    alt: str
    caption: str = ""
    kind: Literal["card", "plate", "scale", "section", "part", "view"] = "plate"


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One thing that can be put in the basket."""

    sku: str  # "AS-10427"
    gtin: str  # 13 digits, check digit right, prefix 200 to 299 (in-store range, owned by nobody)
    title: str  # full display name, "N 200/1200 Dobsonian"; unique among variants with their own card
    options: Mapping[str, str] = field(default_factory=dict)
    price: Decimal  # EUR, German VAT included
    reduced_from: Decimal | None = None  # regular price, if it is reduced at the moment
    weight_g: int  # packed
    parcels: int = 1
    size_mm: tuple[int, int, int]  # largest parcel, packed
    specs: Mapping[str, SpecValue] = field(default_factory=dict)  # where it differs from the product
    stock: int = 0
    backorder: int = 0  # how many more may be sold before they arrive
    expected_in_days: int | None = None  # when the next delivery comes, for sold-out goods
    pictures: Sequence[Picture] = ()  # first one is the card picture


@dataclass(frozen=True, kw_only=True)
class Product:
    slug: str
    name: str  # without brand
    brand: str
    category: str  # slug of the deepest category
    pitch: str  # one or two sentences beside the price
    description: str  # Markdown, two to four paragraphs, may use lists
    in_the_box: tuple[str, ...]
    warning: str = ""  # safety warning, for example about the Sun
    badge: str = ""  # at most one, for example "New"
    keywords: str = ""  # synonyms for the search, separated by spaces
    tax_class: Literal["standard", "books", "voucher"] = "standard"
    is_gift_card: bool = False
    specs: Mapping[str, SpecValue]
    options: tuple[Option, ...] = ()
    variants: tuple[Variant, ...]
    personal_text: str = ""  # label of a text the shopper may give, for example "Name on the chart"
    popularity: int = 0  # 0 to 100, order of "Recommended"


@dataclass(frozen=True, kw_only=True)
class Review:
    """What a buyer says about a product."""

    product_slug: str
    author: str  # "Ines K."
    month: str  # of the purchase, "2026-08"
    rating: int  # 1 to 5 stars
    title: str
    text: str
    context: str = ""  # "observes from a suburb"
    reply: str = ""  # answer of the shop
