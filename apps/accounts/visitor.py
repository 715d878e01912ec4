"""What a visitor chose: country, currency, colours. Kept in cookies, known without a session."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from babel import Locale
from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from apps.currency import rules as currency_rules
from apps.currency import selectors as currencies

COUNTRY_COOKIE = "country"
CURRENCY_COOKIE = "currency"
SCHEME_COOKIE = "scheme"
SCHEMES = ("auto", "day", "night", "red")


@dataclass(frozen=True, slots=True)
class Visitor:
    """The choices that pages depend on. Two visitors with equal values may see the same page."""

    country: str  # ISO 3166 alpha-2: where goods go unless an address says otherwise
    currency: str
    scheme: str
    locale: str


@lru_cache(maxsize=512)
def country_name(code: str, locale: str = "en") -> str:
    """Return the name of a country in a language, or the code where there is none."""
    return str(Locale.parse(locale).territories.get(code, code))


@lru_cache(maxsize=512)
def is_country(code: str) -> bool:
    is_alpha_2 = len(code) == 2 and code.isascii() and code.isupper()
    return is_alpha_2 and code in Locale.parse("en").territories


class HasHeaders(Protocol):
    """A request of Django or of the API."""

    @property
    def COOKIES(self) -> Mapping[str, str]: ...  # noqa: N802 - Django's name

    @property
    def headers(self) -> Mapping[str, str]: ...


def visitor_of(request: HasHeaders) -> Visitor:
    """Read the visitor's choices, once per request; a cookie that makes no sense counts as no choice."""
    known: Visitor | None = getattr(request, "known_visitor", None)
    if known is None:
        known = request.known_visitor = _read(request)  # type: ignore[attr-defined]
    return known


def _read(request: HasHeaders) -> Visitor:
    country = request.COOKIES.get(COUNTRY_COOKIE, "")
    scheme = request.COOKIES.get(SCHEME_COOKIE, "")
    return Visitor(
        country=country if is_country(country) else settings.HOME_COUNTRY,
        currency=_currency(request, country if is_country(country) else ""),
        scheme=scheme if scheme in SCHEMES else "auto",
        locale="en",
    )


def _currency(request: HasHeaders, country: str) -> str:
    return chosen_currency(request) or suggested_currency(request, country)


def chosen_currency(request: HasHeaders) -> str:
    """Return the currency that the visitor has chosen, while it is offered; else an empty string."""
    chosen = request.COOKIES.get(CURRENCY_COOKIE, "")
    return chosen if any(chosen == choice.code for choice in currencies.offered()) else ""


def suggested_currency(request: HasHeaders, country: str) -> str:
    """Return the currency that a chosen country (or "") and the browser's languages suggest."""
    header = request.headers.get("Accept-Language", "")
    return currency_rules.guess(country, header, currencies.offered())


def safe_next(request: HttpRequest, given: str | None, fallback: str = "/") -> str:
    """Return a path of this shop to go on with: the given one, else the page the form stood on, else fallback."""
    for target in (given, request.headers.get("Referer")):
        if target and url_has_allowed_host_and_scheme(
            target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        ):
            return target
    return fallback
