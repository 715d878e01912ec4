"""The migrations of the project and of its packages: which releases have had already, and what the others do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from infra.lint.schema.rules import RULES, faults

_HERE = Path(__file__).parent
RELEASED = _HERE / "released.txt"
ALLOWED = _HERE / "allowed.txt"
_SHORTEST_REASON = 15  # characters; a sentence, not a word


@dataclass(frozen=True)
class Finding:
    """Something about a migration that must not go out."""

    migration: str  # such as "orders.0014_notes"
    rule: str
    says: str

    def __str__(self) -> str:
        return f"{self.migration} {self.rule}: {self.says}. {RULES.get(self.rule, '')}".rstrip()


def lines(path: Path) -> list[str]:
    """Return the lines of a list without its comments."""
    found = (line.strip() for line in path.read_text().splitlines())
    return [line for line in found if line and not line.startswith("#")]


def check(loader: MigrationLoader, released: Iterable[str], allowed: Iterable[str]) -> list[Finding]:
    """Return what is wrong with migrations that no release has had, and with the lists themselves."""
    known = set(released)
    names = {_name(key) for key in loader.disk_migrations}
    names |= {_name(key) for one in loader.disk_migrations.values() for key in one.replaces}
    found = [
        Finding(
            name, "is-gone", "a release has run it, so its file has to stay or be replaced by a squashed one"
        )
        for name in sorted(known - names)
    ]
    return found + _without_allowed(list(_of_new(loader, known)), list(allowed))


def record(loader: MigrationLoader) -> str:
    """Return the list of all migrations there are."""
    return "".join(f"{name}\n" for name in sorted(_name(key) for key in loader.disk_migrations))


def _of_new(loader: MigrationLoader, released: set[str]) -> Iterator[Finding]:
    state, new_models = ProjectState(), set[tuple[str, str]]()
    for key in _in_order(loader):
        migration = loader.graph.nodes[key]
        assert migration is not None  # noqa: S101 - the graph was checked when it was built
        if _name(key) in released or {_name(one) for one in migration.replaces} & released:
            migration.mutate_state(state, preserve=False)
            continue
        for rule, says in faults(migration, state, new_models):
            yield Finding(_name(key), rule, says)


def _in_order(loader: MigrationLoader) -> list[tuple[str, str]]:
    order: dict[tuple[str, str], None] = {}
    for leaf in sorted(loader.graph.leaf_nodes()):
        order |= dict.fromkeys(loader.graph.forwards_plan(leaf))
    return list(order)


def _without_allowed(found: list[Finding], allowed: list[str]) -> list[Finding]:
    marks: dict[tuple[str, str], str] = {}
    for line in allowed:
        name, _, reason = line.partition(":")
        migration, _, rule = name.strip().partition(" ")
        marks[migration, rule.strip()] = reason.strip()
    broken = {(one.migration, one.rule) for one in found}
    left = [one for one in found if (one.migration, one.rule) not in marks]
    for (migration, rule), reason in marks.items():
        if len(reason) < _SHORTEST_REASON:
            left.append(Finding(migration, rule, "is allowed without a reason"))
        if (migration, rule) not in broken:
            left.append(Finding(migration, rule, "is allowed, but nothing breaks it; take the line out"))
    return left


def _name(key: tuple[str, str]) -> str:
    return ".".join(key)
