"""Catalogue pages. They are shared: nothing here knows the visitor beyond the chosen country and currency."""

from typing import Any
from urllib.parse import urlencode

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from apps.accounts.visitor import visitor_of
from apps.catalog import selectors
from apps.catalog.choosing import choose
from apps.catalog.models import ProductPage
from apps.content import selectors as content

BEST_SELLERS = 4
RELATED = 4
# The same address answers a page or a part of it: no cache may hand one out for the other.
in_parts = vary_on_headers("HX-Request", "HX-Target")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    context = {
        "departments": selectors.departments(),
        "cards": selectors.popular_cards(count=BEST_SELLERS),
        "guides": content.guides()[:3],
    }
    return render(request, "catalog/home.html", context)


@require_safe
@in_parts
def category(request: HttpRequest, path: str) -> HttpResponse:
    """Show a department or a part of it as its address asks for it."""
    node = selectors.category_at(path)
    if node is None:
        moved = selectors.former_category_path(path)
        if moved is None:
            raise Http404
        return HttpResponsePermanentRedirect(moved + _query(request))
    page = selectors.category_page(node, request.GET, currency=visitor_of(request).currency)
    if page.filters.page > 1 and not page.cards:
        raise Http404
    context = {
        "category": node,
        "trail": selectors.trail_of(node),
        "page": page,
        "counted": node.counted(page.total),
    }
    return render(request, _list_template(request, "catalog/category.html"), context)


@require_safe
@in_parts
def search(request: HttpRequest) -> HttpResponse:
    """Show what matches a search term; an exact item number leads to the item itself."""
    page = selectors.search_page(request.GET, currency=visitor_of(request).currency)
    term = page.filters.query
    exact = selectors.variant_by_number(term) if term and " " not in term else None
    if exact:
        return redirect(exact)
    if page.filters.page > 1 and not page.cards:
        raise Http404
    noun = "result" if page.total == 1 else "results"
    context: dict[str, Any] = {"page": page, "term": term, "counted": f"{page.total:,} {noun}"}
    if not page.total:
        context["near"] = selectors.near_matches(term) if term else None
        context["departments"] = selectors.departments()
    return render(request, _list_template(request, "catalog/search.html"), context)


def _list_template(request: HttpRequest, page: str) -> str:
    """Partial updates get the results, "show more" gets the next cards, everybody else the page."""
    htmx = getattr(request, "htmx", None)
    if not htmx or htmx.history_restore_request:
        return page
    return "catalog/_more.html" if htmx.target == "more" else "catalog/_list.html"


@require_safe
@in_parts
def product(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a product with the variant that ?v= names, or the first one."""
    page = selectors.product_page(slug)
    if page is None:
        moved = selectors.former_product_slug(slug)
        if moved is None:
            raise Http404
        return HttpResponsePermanentRedirect(moved + _query(request))
    if not page.is_published(timezone.now()):
        return _gone(request, page)
    chosen = choose(page.document, number=request.GET.get("v", ""))
    if chosen is None:
        raise Http404
    quantity = request.GET.get("qty", "1")
    trail = page.document["trail"]
    context = {
        "product": page.document,
        "chosen": chosen,
        "options": chosen.options,
        "quantity": quantity if quantity.isdecimal() and len(quantity) <= 2 else "1",
        "trail": trail,
        "category": selectors.category_at(trail[-1]["path"]),
        "department": selectors.category_at(trail[0]["path"]),
        "related": selectors.related_cards(
            product_id=page.pk,
            category_id=trail[-1]["id"],
            price_minor=chosen.base_price_minor,
            count=RELATED,
        ),
    }
    is_partial = bool(getattr(request, "htmx", None)) and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    response = render(request, "catalog/_product.html" if is_partial else "catalog/product.html", context)
    if is_partial:
        response["HX-Push-Url"] = chosen.variant["url"]
    return response


@require_POST
def choose_variant(request: HttpRequest, slug: str) -> HttpResponse:
    """Go to the variant that the chosen options name; the way without script, and with it for one fetch."""
    page = selectors.product_page(slug)
    if page is None or not page.is_published(timezone.now()):
        raise Http404
    chosen = choose(page.document, options=request.POST)
    if chosen is None:
        raise Http404
    url = chosen.variant["url"]
    quantity = _stepped(request.POST.get("quantity", "1"), request.POST.get("step", "0"))
    if quantity != 1:
        url += ("&" if "?" in url else "?") + urlencode({"qty": quantity})
    return HttpResponseRedirect(url)


def _stepped(quantity: str, step: str) -> int:
    """Apply a plus or minus button to a typed quantity, kept within 1 and 99."""
    typed = int(quantity) if quantity.isdecimal() and len(quantity) <= 3 else 1
    return max(1, min(99, typed + {"1": 1, "-1": -1}.get(step, 0)))


def _gone(request: HttpRequest, page: ProductPage) -> HttpResponse:
    """A product that was taken off sale: gone, with its successor or its category as the way on."""
    if page.published_at is None or page.published_at > timezone.now():
        raise Http404
    product = page.product
    successor = product.successor.get_absolute_url() if product.successor else None
    context = {"product": page.document, "successor": successor, "trail": page.document["trail"]}
    return render(request, "catalog/gone.html", context, status=410)


def _query(request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"?{query}" if query else ""
