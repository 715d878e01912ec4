"""The basket page and everything that is pressed on it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from apps.accounts.visitor import safe_next, visitor_of
from apps.cart import selectors, services
from apps.cart.errors import CouponRefused, NoSuchLine, OutOfStock, TooManyCoupons
from apps.cart.forms import AddForm, CouponForm, PutBackForm, QuantityForm
from apps.cart.services import Added
from apps.cart.visitor_cart import cart_of, contents_of, remember, show, user_of
from apps.catalog import selectors as catalog
from apps.catalog.models import ProductPage
from apps.catalog.selectors import choose
from apps.core.errors import ShopError
from apps.core.limits import limited


def _page(request: HttpRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    """The basket as a page, or as the part that changes."""
    basket = selectors.basket(contents_of(request), country=visitor_of(request).country)
    template = "cart/_basket.html" if getattr(request, "htmx", None) else "cart/basket.html"
    return render(request, template, {"basket": basket, **more}, status=status)


@never_cache
@require_safe
def basket(request: HttpRequest) -> HttpResponse:
    """Show the basket, and at the top what just happened to it."""
    given = request.GET.get("added", "")
    return _page(request, added=int(given) if given.isdecimal() and len(given) < 19 else None)


@never_cache
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Put the chosen variant into the basket: with script a notice on the same page, else the basket page."""
    form = AddForm(request.POST)
    if not form.is_valid():
        return _not_added(request, ShopError(str(next(iter(form.errors.values()))[0])), None)
    try:
        added = services.add(
            cart=cart_of(request),
            user=user_of(request),
            variant_id=form.cleaned_data["variant"] or _chosen(request, form.cleaned_data["product"]),
            product_id=form.cleaned_data["product"],
            quantity=form.cleaned_data["quantity"],
            personal_text=form.cleaned_data["personal_text"],
            currency=visitor_of(request).currency,
        )
    except ShopError as refusal:
        return _not_added(request, refusal, catalog.page_of(form.cleaned_data["product"]))
    show(request, added.cart)
    return _was_added(request, added)


def _chosen(request: HttpRequest, product_id: int) -> int:
    """Return the variant that the posted options name; raises Http404 for a product that nobody can buy."""
    page = catalog.page_of(product_id)
    if page is None or not page.is_published(timezone.now()):
        raise Http404
    chosen = choose(page.document, options=request.POST)
    if chosen is None:
        raise Http404
    return chosen.variant_id


def _was_added(request: HttpRequest, added: Added) -> HttpResponse:
    response: HttpResponse
    if getattr(request, "htmx", None):
        found = selectors.contents(cart_id=added.cart.pk)
        basket = selectors.basket(found, country=visitor_of(request).country)
        line = next(line for line in basket.lines if line.line.pk == added.line.pk)
        context = {"basket": basket, "line": line, "added": added}
        response = render(request, "cart/_added.html", context)
    else:
        url = f"{reverse('cart:basket')}?added={added.line.pk}"
        response = HttpResponseRedirect(f"{url}&clamped={added.clamped_to}" if added.clamped_to else url)
    remember(response, added.token)
    return response


def _not_added(request: HttpRequest, refusal: ShopError, page: ProductPage | None) -> HttpResponse:
    template = "cart/_not_added.html" if getattr(request, "htmx", None) else "cart/not_added.html"
    product = page.document if page else {}
    context: dict[str, Any] = {
        "message": refusal.message,
        "product": product,
        "back": safe_next(request, None),
    }
    if product and isinstance(refusal, OutOfStock):
        context["alternatives"] = catalog.related_cards(
            product_id=product["id"], category_id=product["trail"][-1]["id"], price_minor=0, count=4
        )
    return render(request, template, context, status=refusal.status)


@never_cache
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Change the quantity of a line, or remove it."""
    cart = cart_of(request)
    form = QuantityForm(request.POST)
    if cart is None:
        raise NoSuchLine
    if not form.is_valid():
        problem = {
            "line": form.data.get("line"),
            "message": next(iter(form.errors.values()))[0],
            "typed": form.data.get("quantity"),
        }
        return _page(request, status=400, problem=problem)
    line = cart.lines.filter(pk=form.cleaned_data["line"]).first()
    if line is None:
        raise NoSuchLine
    wanted = form.wanted()
    got = services.set_quantity(cart=cart, line_id=line.pk, quantity=wanted)
    removed = line if got == 0 else None
    return _answer(request, changed=line.pk, removed=removed, clamped=got if got != wanted else None)


def _answer(request: HttpRequest, **what: Any) -> HttpResponse:
    """With script the changed basket; without, the basket page again, with a notice for an undo."""
    if getattr(request, "htmx", None):
        return _page(request, **what)
    removed = what.get("removed")
    if removed is not None:
        return _page(request, removed=removed)
    return HttpResponseRedirect(reverse("cart:basket"))


@never_cache
@require_POST
def put_back(request: HttpRequest) -> HttpResponse:
    """Undo a removal."""
    cart = cart_of(request)
    form = PutBackForm(request.POST)
    if cart is None or not form.is_valid():
        raise NoSuchLine
    line = services.put_back(
        cart=cart,
        variant_id=form.cleaned_data["variant"],
        quantity=form.cleaned_data["quantity"],
        personal_text=form.cleaned_data["personal_text"],
    )
    return _answer(request, changed=line.pk)


@never_cache
@require_POST
def clear(request: HttpRequest) -> HttpResponse:
    """Empty the basket."""
    cart = cart_of(request)
    if cart is not None:
        services.clear(cart=cart)
    if getattr(request, "htmx", None):
        return _page(request)
    return HttpResponseRedirect(reverse("cart:basket"))


@never_cache
@require_POST
@limited("coupon", "20/minute")
def add_code(request: HttpRequest) -> HttpResponse:
    """Put a code into the basket. One that gives nothing is not kept; the page says why, beside the field."""
    form = CouponForm(request.POST)
    found = contents_of(request)
    if found is None:
        return HttpResponseRedirect(reverse("cart:basket"))
    typed = request.POST.get("code", "")[:60]
    if not form.is_valid():
        return _page(request, status=400, code_problem=form.errors["code"][0], typed_code=typed)
    try:
        services.use_code(found=found, code=form.cleaned_data["code"], country=visitor_of(request).country)
    except (CouponRefused, TooManyCoupons) as refusal:
        return _page(request, status=refusal.status, code_problem=refusal.message, typed_code=typed)
    return _answer(request)


@never_cache
@require_POST
def remove_code(request: HttpRequest) -> HttpResponse:
    """Take a code out of the basket."""
    cart = cart_of(request)
    if cart is not None:
        services.remove_coupon(cart=cart, code=request.POST.get("code", "")[:60])
    return _answer(request)
