"""What every template needs: icons, facts about the shop, the menu, and form controls."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import forms, template
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.catalog import selectors as catalog
from apps.catalog.facets import Filters
from apps.catalog.selectors import CategoryNode
from shop.controls import escape

register = template.Library()

HOURS = "weekdays 9 to 18"


@register.simple_tag
@lru_cache(maxsize=64)
def icon(name: str, size: str = "") -> SafeString:
    """Print an icon of the sprite; "s" makes it small. The words beside it say what it means."""
    return format_html(
        '<svg class="ic{}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        " ic-s" if size == "s" else "",
        static("img/icons.svg"),
        name,
    )


@dataclass(frozen=True, slots=True)
class ShopFacts:
    """What pages say about the shop itself."""

    name: str
    url: str
    phone: str
    phone_link: str
    email: str
    hours: str
    return_days: int
    withdrawal_days: int
    keep_days: int
    currency: str
    is_demo: bool


@register.simple_tag
def shop_facts() -> ShopFacts:
    """Return what pages say about the shop: name, phone, hours, days to return."""
    return ShopFacts(
        name=settings.SHOP_NAME,
        url=settings.SHOP_URL,
        phone=settings.CONTACT_PHONE,
        phone_link="tel:" + settings.CONTACT_PHONE.replace(" ", ""),
        email=settings.CONTACT_EMAIL,
        hours=HOURS,
        return_days=settings.RETURN_DAYS,
        withdrawal_days=settings.WITHDRAWAL_DAYS,
        keep_days=settings.CART_KEEP_DAYS,
        currency=settings.BASE_CURRENCY,
        is_demo=settings.TAKES_NO_MONEY or "test" in settings.PAYMENT_PROVIDERS,
    )


@register.simple_tag
@lru_cache(maxsize=1)
def hero_words() -> dict[str, str]:
    """Return what the sky on the home page shows: headline, alt, caption. Written together with the picture."""
    text = (settings.BASE_DIR / "static" / "img" / "hero.json").read_text(encoding="utf-8")
    words: dict[str, str] = json.loads(text)
    return words


@register.simple_tag
def departments() -> list[CategoryNode]:
    """Return the departments for the menu (kept in memory, no query)."""
    return catalog.departments()


@dataclass(frozen=True, slots=True)
class DepartmentLink:
    address: str
    is_chosen: bool


@register.simple_tag
def department_link(filters: Filters, slug: str) -> DepartmentLink:
    """Return where a department chip on the search page leads: into the department, or out of it again."""
    if slug in filters.values.get("department", ()):
        return DepartmentLink(filters.without("department", slug).address(), is_chosen=True)
    narrowed = Filters(
        values={**filters.values, "department": (slug,)},
        price_from=filters.price_from,
        price_to=filters.price_to,
        in_stock=filters.in_stock,
        sort=filters.sort,
        query=filters.query,
        currency=filters.currency,
    )
    return DepartmentLink(narrowed.address(), is_chosen=False)


@register.filter
def errors_of(field: BoundField) -> list[str]:
    """Return what is wrong with a field. Django's bare "required" becomes what to do instead."""
    said = []
    for error in field.errors.as_data():
        said += [_what_to_do(field)] if _is_bare(error) else error.messages
    return said


def _is_bare(error: ValidationError) -> bool:
    return error.code == "required" and error.messages == [
        str(forms.Field.default_error_messages["required"])
    ]


def _what_to_do(field: BoundField) -> str:
    return f"Enter your {str(field.label or field.name).lower()}"


@register.simple_tag
def control(field: BoundField, hint: str = "", like: str = "") -> SafeString:
    """Print a form field's control with the class of its kind and the ids of what describes it.

    `like` is an example of a right answer; the script compares shapes with it.
    """
    widget = field.field.widget
    attrs: dict[str, Any] = {"class": _class_of(widget), "placeholder": False}
    described = [f"{field.auto_id}_helptext"] if hint or field.help_text else []
    described += [f"{field.auto_id}_error"] if field.errors else []
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if like:
        attrs["data-like"] = like
    return field.as_widget(attrs=attrs)


@register.simple_tag
def field(field: BoundField, *, label: str = "", hint: str = "", like: str = "") -> SafeString:
    """Print a form field: its label, hint, what is wrong with it, and its control, described by both.

    Label and hint are the field's own unless others are given. For `like` see `control`. It is written here, not
    by a template, because the checkout prints seventeen of them.
    """
    wrong = errors_of(field)
    note: Any = hint or field.help_text
    parts = [
        f'<div class="field{" bad" if wrong else ""}">\n',
        f'<label for="{escape(field.auto_id)}">{escape(label or field.label)}',
        "" if field.field.required else ' <span class="opt">(optional)</span>',
        "</label>\n",
        f'<div class="hint" id="{escape(field.auto_id)}_helptext">{escape(note)}</div>\n' if note else "",
    ]
    if wrong:
        said = " ".join(escape(error) for error in wrong)
        parts.append(
            f'<p class="err" id="{escape(field.auto_id)}_error"><span class="vh">Error: </span>{said}</p>\n'
        )
    parts += [control(field, note, like), "\n</div>"]
    return SafeString("".join(parts))


def _class_of(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect):
        return "tick"
    return "sel" if isinstance(widget, forms.Select) else "in"


@register.filter
def first_name(name: str) -> str:
    """Return the first word of a full name."""
    return name.split(maxsplit=1)[0] if name.split() else ""


@register.filter
def tenths(value: int) -> str:
    """Write a rating kept in tenths: 47 becomes 4.7."""
    return f"{value / 10:.1f}"


@register.filter
def half_stars(value: int) -> int:
    """Return how many half stars a rating in tenths fills, 0 to 10."""
    return round(value / 5)


@register.filter
def of_kind(pictures: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """Return the pictures of a kind, for example the views through the eyepiece."""
    return [picture for picture in pictures if picture["kind"] == kind]
