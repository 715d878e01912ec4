"""Invoices and credit notes on the pages of orders."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse

from apps.documents import selectors
from apps.documents.models import Document
from apps.orders.models import Order

register = template.Library()


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as a page lists it."""

    document: Document
    url: str


@register.simple_tag
def papers_of(orders: Iterable[Order]) -> dict[int, list[Paper]]:
    """Return the documents of a customer's own orders by order id, in one statement for all of them."""
    codes = {order.pk: order.code for order in orders}
    found = selectors.documents_of(codes)
    return {
        pk: [Paper(document, _own(codes[pk], document)) for document in documents]
        for pk, documents in found.items()
    }


@register.inclusion_tag("documents/_of_order.html", takes_context=True)
def documents_of(context: dict[str, Any], order: Order) -> dict[str, Any]:
    """Print the documents of one order. Who came by its link gets addresses that belong to the link."""
    is_owner = order.user_id is not None and context["request"].user.pk == order.user_id
    documents = selectors.documents_of([order.pk])[order.pk]
    return {
        "papers": [
            Paper(document, _own(order.code, document) if is_owner else _by_link(context["link"], document))
            for document in documents
        ],
        "is_known": context["is_known"],
    }


@register.filter
def papers_in(papers: dict[int, list[Paper]], order: Order) -> list[Paper]:
    return papers.get(order.pk, [])


def _own(code: str, document: Document) -> str:
    return reverse("documents:mine", kwargs={"code": code, "number": document.number})


def _by_link(link: str, document: Document) -> str:
    return f"{link}documents/{document.number}/"
