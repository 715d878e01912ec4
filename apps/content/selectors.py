"""Reads of pages."""

from apps.content.models import Page
from apps.core.memo import memo


def page_at(slug: str, *, is_guide: bool) -> Page | None:
    """Return a published page, or None."""
    kinds = [Page.Kind.GUIDE] if is_guide else [Page.Kind.LEGAL, Page.Kind.HELP]
    return Page.objects.filter(slug=slug, kind__in=kinds, is_published=True).first()


@memo(seconds=15)
def guides() -> list[Page]:
    """Return the published guides in order, without their texts."""
    return list(Page.objects.filter(kind=Page.Kind.GUIDE, is_published=True).defer("body", "html"))
