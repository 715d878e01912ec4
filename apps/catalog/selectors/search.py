"""Full text search over cards, and what to offer when nothing matches."""

from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db.models import F, OrderBy, QuerySet
from django.utils import timezone

from apps.catalog.models import Listing
from apps.catalog.selectors.cards import Card, cards
from apps.catalog.words import split

_MAX_TERMS = 8


def terms(text: str) -> list[str]:
    """Split what was typed into at most eight search terms."""
    return split(text)[:_MAX_TERMS]


def query_for(words: list[str]) -> SearchQuery:
    """Ask for all words, each as the beginning of a word, in the shop's search configuration."""
    return SearchQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config="shop")


def matching(
    rows: QuerySet[Listing], words: list[str]
) -> tuple[QuerySet[Listing], tuple[str | OrderBy, ...]]:
    """Narrow cards to those that match all words, and say how to order them by relevance."""
    query = query_for(words)
    return rows.filter(search=query), (
        SearchRank(F("search"), query).desc(),
        F("popularity").desc(),
        F("id").asc(),
    )


@dataclass(frozen=True, slots=True)
class Near:
    """What a page without results offers."""

    cards: list[Card]
    wider: list[tuple[str, int]]  # (term with one word less, number of results)


def near_matches(text: str) -> Near:
    """Find cards whose names look like the term, and the results of dropping one word at a time."""
    rows = Listing.objects.on_sale(timezone.now())
    likeness = TrigramWordSimilarity(text, "search_names")
    alike = rows.annotate(likeness=likeness).filter(likeness__gte=0.3).order_by("-likeness", "-popularity")
    words = terms(text)
    wider = []
    if 1 < len(words) <= 5:
        for index in range(len(words)):
            rest = words[:index] + words[index + 1 :]
            count = rows.filter(search=query_for(rest)).count()
            if count:
                wider.append((" ".join(rest), count))
    return Near(cards=cards(alike[:4]), wider=sorted(wider, key=lambda pair: pair[1])[:3])
