"""Every change of a page."""

from django.db import transaction

from apps.content.models import Page
from apps.core.markdown import to_html
from apps.core.memo import forget_all


@transaction.atomic
def save_page(*, page: Page) -> Page:
    """Store a page with its HTML."""
    page.html = to_html(page.body)
    page.save()
    transaction.on_commit(forget_all)
    return page
