"""Documents for customers: by the link of an order, for who may see its details, or by the account."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from apps.accounts.models import User
from apps.documents import selectors
from apps.documents.downloads import as_download
from apps.orders import selectors as orders
from apps.orders import visitor_orders


@never_cache
@require_safe
def by_link(request: HttpRequest, code: str, secret: str, number: str) -> HttpResponse:
    """Give a document to who has the order's link and proved to know its e-mail address.

    Others are led to the order's page, which asks for the address, or says that the link has expired.
    """
    found = orders.order_by_link(code=code, secret=secret)
    if found is None or not found.order.is_placed:
        raise Http404
    if found.is_expired or not visitor_orders.knows(request, code):
        return HttpResponseRedirect(orders.link_path(found.order))
    document = selectors.customers_document(found.order, number)
    if document is None:
        raise Http404
    return as_download(document)


@never_cache
@require_safe
@login_required
def mine(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """Give the signed-in customer a document of one of their own orders."""
    user = request.user
    order = orders.order_of(user=user, code=code) if isinstance(user, User) else None
    document = selectors.customers_document(order, number) if order is not None else None
    if document is None:
        raise Http404
    return as_download(document)
