from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.content import selectors


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    found = selectors.page_at(slug, is_guide=False)
    if found is None:
        raise Http404
    return render(request, "content/page.html", {"page": found})


@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    found = selectors.page_at(slug, is_guide=True)
    if found is None:
        raise Http404
    return render(request, "content/guide.html", {"page": found, "guides": selectors.guides()})


@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    return render(request, "content/guides.html", {"guides": selectors.guides()})
