"""What belongs to one visitor is kept out of shared pages and put in when the answer leaves.

Home, lists, product and content pages are the same for everybody who chose the same country. Where they
show something of the visitor (basket badge, account, form token, colours, notices) the template prints a
marker; the middleware replaces it. So these pages can be served from a page cache without anybody seeing
somebody else's basket.
"""

from collections.abc import Callable
from functools import lru_cache

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import get_template
from django.utils.crypto import salted_hmac
from django.utils.html import escape

from apps.accounts.visitor import visitor_of
from apps.cart.visitor_cart import item_count, user_of
from apps.core.memo import memo


@lru_cache(maxsize=16)
def marker(name: str) -> str:
    """Return the text that stands for a part; it cannot be guessed, so no product text can contain it."""
    return f"@@{salted_hmac('shop.visitor-part', name).hexdigest()[:20]}@@"


def _csrf(request: HttpRequest) -> str:
    return get_token(request)


def _scheme(request: HttpRequest) -> str:
    return visitor_of(request).scheme


# These two are the same for everybody with so many items, and for everybody with an account.
@memo(seconds=15)
def _badge(count: int) -> str:
    return get_template("components/_basket_badge.html").render({"count": count})


@memo(seconds=15)
def _account_link(user: bool) -> str:
    return get_template("components/_account_link.html").render({"user": user})


def _basket(request: HttpRequest) -> str:
    return _badge(item_count(request))


def _account(request: HttpRequest) -> str:
    return _account_link(user_of(request) is not None)


def _messages(request: HttpRequest) -> str:
    messages = get_messages(request)
    if not len(messages):  # looking at none would still count as reading them, and take back their cookie
        return ""
    return get_template("components/_messages.html").render({"messages": list(messages)})


PARTS: dict[str, Callable[[HttpRequest], str]] = {
    "csrf": lambda request: escape(_csrf(request)),
    "scheme": _scheme,
    "basket": _basket,
    "account": _account,
    "messages": _messages,
}


def fill_in(request: HttpRequest, content: bytes) -> bytes:
    """Replace every marker in a page by what belongs to this visitor."""
    for name, part in PARTS.items():
        mark = marker(name).encode()
        if mark in content:
            content = content.replace(mark, part(request).encode())
    return content
