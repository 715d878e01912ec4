from dataclasses import dataclass, field

from django.db.models import Count, F, IntegerField
from django.db.models.expressions import Func
from django.utils import timezone

from apps.catalog.models import Category, FormerCategoryPath, Listing
from apps.core.memo import memo


@dataclass(slots=True)
class CategoryNode:
    """A category as menus and lists need it. Shared by all pages of a process: never changed."""

    id: int
    name: str
    slug: str
    path: str
    noun: str
    noun_plural: str
    advice: str
    seo_title: str
    seo_description: str
    picture_url: str
    count: int
    parent: "CategoryNode | None"
    children: list["CategoryNode"] = field(default_factory=list)
    promoted: list[tuple[str, str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"/{self.path}/"

    @property
    def department(self) -> "CategoryNode":
        return self if self.parent is None else self.parent.department

    def counted(self, count: int) -> str:
        """Write a number of its goods: 1 telescope, 34 telescopes."""
        return f"{count:,} {self.noun if count == 1 else self.noun_plural}"


@memo(seconds=15)
def _tree() -> dict[str, CategoryNode]:
    """Read all published categories with their counts: three queries, four times a minute."""
    counts = _card_counts()
    rows = Category.objects.filter(is_published=True).order_by("position", "name")
    rows = rows.prefetch_related("pictures", "promoted")
    by_id: dict[int, CategoryNode] = {}
    by_path: dict[str, CategoryNode] = {}
    for row in sorted(rows, key=lambda r: r.path.count("/")):
        parent = by_id.get(row.parent_id) if row.parent_id else None
        if row.parent_id and parent is None:
            continue  # a part of an unpublished department
        node = CategoryNode(
            id=row.pk,
            name=row.name,
            slug=row.slug,
            path=row.path,
            noun=row.noun,
            noun_plural=row.noun_plural,
            advice=row.advice,
            seo_title=row.seo_title,
            seo_description=row.seo_description,
            picture_url=next((p.url for p in row.pictures.all()), ""),
            count=counts.get(row.pk, 0),
            parent=parent,
            promoted=[(link.label, _promoted_url(row.path, link.target)) for link in row.promoted.all()],
        )
        by_id[row.pk] = by_path[row.path] = by_id[row.pk] = node
        if parent is not None:
            parent.children.append(node)
    return by_path


def _promoted_url(path: str, target: str) -> str:
    return f"/{path}/{target}" if target.startswith("?") else f"/{target.strip('/')}/"


def _card_counts() -> dict[int, int]:
    each = Func(F("category_ids"), function="unnest", output_field=IntegerField())
    rows = Listing.objects.on_sale(timezone.now()).annotate(category=each).values_list("category")
    return dict(rows.annotate(n=Count("pk")))


def departments() -> list[CategoryNode]:
    """Return the departments in menu order, each with its parts."""
    return [node for node in _tree().values() if node.parent is None]


def category_at(path: str) -> CategoryNode | None:
    """Return the published category with a path such as telescopes/dobsonians, or None."""
    return _tree().get(path)


def trail_of(category: CategoryNode) -> list[CategoryNode]:
    """Return the way down to a category, department first, itself last."""
    return [*trail_of(category.parent), category] if category.parent else [category]


def former_category_path(path: str) -> str | None:
    """Return where a path that a category gave up leads now, or None."""
    former = FormerCategoryPath.objects.filter(path=path).select_related("category").first()
    return former.category.get_absolute_url() if former else None
