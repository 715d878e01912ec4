"""The scenarios: what is released, what an operator does, and what must come of it."""

import itertools
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from infra.rehearsal import places
from infra.rehearsal.engine import Speed, Version
from infra.rehearsal.stage import Books, Stage, running, settle
from infra.rehearsal.state import COLOURS, Release

_SMALL = 0.01  # of the requests; what a release may cost that is found in the small step
_MANY_REQUESTS = 20_000
_MANY_ORDERS = 200
_PLENTY = "UPDATE inventory_stock SET on_hand = on_hand + 10000 WHERE on_hand > 0"
_DESTRUCTIVE = """
from django.db import migrations
class Migration(migrations.Migration):
    dependencies = [("catalog", "{last}")]
    operations = [migrations.RunSQL("ALTER TABLE catalog_product RENAME COLUMN pitch TO pitch_new")]
"""
_CONTRACT = """
from django.db import migrations
class Migration(migrations.Migration):
    dependencies = [("catalog", "{last}")]
    operations = [migrations.RunSQL("ALTER TABLE catalog_product DROP COLUMN rehearsal_note")]
"""
_BROKEN = """
from django.db import migrations
class Migration(migrations.Migration):
    dependencies = [("catalog", "{last}")]
    operations = [migrations.RunSQL("ALTER TABLE there_is_no_such_table ADD COLUMN x integer")]
"""
_OTHER_COLUMN = {
    "apps/catalog/models/products.py": (
        "pitch = models.CharField(",
        'pitch = models.CharField(db_column="pitch_new",',
    )
}


@dataclass(frozen=True)
class Result:
    """What came of a scenario."""

    name: str
    outcome: str  # of the release
    exit_code: int  # of deployctl
    requests: int
    failed: int
    missing: int  # files that pages named
    books: Books
    seconds: float
    old_failed: int = 0  # of what the release before has answered
    releases: int = 1
    reasons: dict[str, int] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """Return "as it must be", or what is otherwise."""
        return "; ".join(self.wrong) or "as it must be"


@dataclass(frozen=True)
class Scenario:
    """What happens, and what must come of it. `most_failed` is a share of the requests."""

    letter: str
    name: str
    exit_code: int = 0
    outcome: str = "Succeeded"
    most_failed: float = 0.0
    least_failed: int = 0  # where the scenario shows what happens without a precaution
    is_published: bool = True
    shows_missing: bool = False
    fault: str = ""
    migration: str = ""
    replaced: dict[str, tuple[str, str]] = field(default_factory=dict)
    watched: Collection[str] = COLOURS
    most_mb: int = 0
    harms_old: bool = False  # the release before answers with errors, too
    shoppers: int = 4
    buying: float = 0.5  # share of visits
    least_requests: int = 20
    least_orders: int = 1
    prepare: str = ""  # a statement for the database before it begins
    act: Callable[[Stage], int] = lambda stage: stage.release()
    is_released: bool = True
    is_long: bool = False  # only played where somebody names it

    def judge(self, found: Result) -> Result:
        """Return a result with what is otherwise than it must be."""
        return replace(found, wrong=tuple(_faults(self, found)))


def _restart_in_place(stage: Stage) -> int:
    engine = stage.engine
    version = engine.versions["two"]
    engine.fleet.stop_web(engine.live)
    engine.fleet.start_web(engine.live, version.release, version.tree, engine.proxy.of(engine.live))
    time.sleep(8)
    return 0


def _kill_one_task(stage: Stage) -> int:
    stage.engine.fleet.web[stage.engine.live][0].kill()
    time.sleep(8)
    return 0


def _kill_worker(stage: Stage) -> int:
    """Take the worker away while it works, twice, and then replace it as a release does."""
    for _ in range(2):
        time.sleep(3)
        stage.engine.fleet.workers[0].kill()
    return stage.release()


def _roll_back_half_way(stage: Stage) -> int:
    """Change one's mind while the small step is on its way."""
    stage.deployctl("release", "start", "--commit", "two", "--no-watch")
    while not (found := stage.engine.cloud.executions[0]).token:
        time.sleep(0.2)
    stage.deployctl("release", "approve", found.id)
    while stage.engine.proxy.share(stage.engine.live) == 100 and found.status == "InProgress":
        time.sleep(0.2)
    return stage.deployctl("release", "rollback", "--yes", "--every", "0.5")


def _roll_back_afterwards(stage: Stage) -> int:
    """Release, see it succeed, and go back to the release before."""
    return stage.release() or stage.deployctl("release", "rollback", "--yes", "--every", "0.5")


def _release_on_and_on(stage: Stage) -> int:
    """Release one commit after the other until so many shoppers were there that one failure in 20,000 would show."""
    one, two = (stage.engine.versions[name].tree for name in ("one", "two"))
    for number in itertools.count(2):
        commit = f"good{number}"
        stage.engine.add(Version(Release(commit, commit, number + 1), two if number % 2 == 0 else one))
        if code := stage.release(commit):
            return code
        if stage.shoppers.pages >= _MANY_REQUESTS and len(stage.shoppers.placed) >= _MANY_ORDERS:
            break
    return 0


SCENARIOS = (
    Scenario("A", "good release, static files in the image only", is_published=False, shows_missing=True),
    Scenario("B", "good release, static files published first"),
    Scenario("C", "every third form fails", exit_code=4, outcome="Failed", most_failed=_SMALL, fault="fail-posts:0.35"),
    Scenario("D", "new tasks never become ready", exit_code=4, outcome="Failed", fault="never-ready"),
    Scenario(
        "E1", "destructive migration, alarms on the new colour only", most_failed=1.0, least_failed=20,
        migration=_DESTRUCTIVE, replaced=_OTHER_COLUMN, watched=("green",), harms_old=True,
    ),
    Scenario(
        "E2", "destructive migration, alarms on both colours", exit_code=4, outcome="Failed", most_failed=1.0,
        least_failed=20, migration=_DESTRUCTIVE, replaced=_OTHER_COLUMN, harms_old=True,
    ),
    Scenario(
        "F", "column dropped that the release before does not use", migration=_CONTRACT,
        prepare="ALTER TABLE catalog_product ADD COLUMN rehearsal_note text",
    ),
    Scenario(
        "G", "restart in place, without a second colour", most_failed=1.0, least_failed=5, act=_restart_in_place,
        is_released=False,
    ),
    Scenario("H", "one of two tasks dies", most_failed=0.5, act=_kill_one_task, is_released=False),
    Scenario("P", "every form fails", exit_code=4, outcome="Failed", fault="fail-posts:1"),
    Scenario("S", "products are slow", exit_code=4, outcome="Failed", fault="slow:2"),
    Scenario(
        "M", "tasks eat memory and are killed after a few pages", exit_code=4, outcome="Failed", most_failed=_SMALL,
        fault="leak:60", most_mb=450,
    ),
    Scenario(
        "N", "tasks eat memory and are killed when all traffic is there", exit_code=4, outcome="Failed",
        most_failed=0.2, fault="leak:10", most_mb=450,
    ),
    Scenario("T", "migration fails", exit_code=3, outcome="not deployed", migration=_BROKEN),
    Scenario("W", "workers die at work", act=_kill_worker),
    Scenario("R", "taken back half way by the operator", outcome="Stopped", act=_roll_back_half_way),
    Scenario("Z", "taken back by the operator afterwards", act=_roll_back_afterwards),
    Scenario(
        "L", "good releases, one after the other", act=_release_on_and_on, shoppers=6, is_long=True,
        least_requests=_MANY_REQUESTS, least_orders=_MANY_ORDERS, prepare=_PLENTY,
        buying=0.1,
    ),
)  # fmt: skip


def play(scenario: Scenario, speed: Speed) -> Result:
    """Play a scenario and judge it."""
    base = places.tree("one")
    last = max(one.stem for one in (base.folder / "apps/catalog/migrations").glob("0*.py"))
    migration = scenario.migration.format(last=last)
    new = places.tree("two", style="two", migration=migration, replaced=scenario.replaced)
    places.fresh_database(base)
    if scenario.prepare:
        places.rows(scenario.prepare)
    began = time.monotonic()
    label = f"{scenario.letter.lower()}{int(began)}"
    with running(
        base, label=label, speed=speed, is_published=scenario.is_published, watched=scenario.watched,
        most_mb=scenario.most_mb, shoppers=scenario.shoppers, buying=scenario.buying,
    ) as stage:  # fmt: skip
        stage.engine.add(Version(Release("two", "two", 2), new, scenario.fault))
        stage.warm_up()
        code = scenario.act(stage)
        time.sleep(1)
        stage.shoppers.stop()
        books = settle(stage.shoppers.placed, label)
        result = _result(scenario, stage, code, books, time.monotonic() - began)
    places.drop_database()
    return result


def _result(scenario: Scenario, stage: Stage, code: int, books: Books, seconds: float) -> Result:
    met, cloud = stage.shoppers, stage.engine.cloud
    outcomes = [one.status for one in cloud.deployments if one.release.name != "one"]
    outcome = next(
        (one for one in outcomes if one != "Succeeded"), "Succeeded" if outcomes else "not deployed"
    )
    answered = stage.engine.proxy.since(0.0)
    found = Result(
        scenario.letter, outcome if scenario.is_released else "-", code, met.pages, met.failed, met.missing, books,
        seconds, sum(one.colour == COLOURS[0] and one.status >= 500 for one in answered), len(cloud.executions),
        dict(met.reasons),
    )  # fmt: skip
    return scenario.judge(found)


def _faults(scenario: Scenario, found: Result) -> list[str]:
    """Return what is otherwise than it must be."""
    share = found.failed / max(found.requests, 1)
    checks = {
        f"exit code {found.exit_code} instead of {scenario.exit_code}": found.exit_code != scenario.exit_code,
        f"{found.outcome} instead of {scenario.outcome}": scenario.is_released
        and found.outcome != scenario.outcome,
        f"{share:.1%} of requests failed": share > scenario.most_failed,
        "shows no failed request": found.failed < scenario.least_failed,
        f"the release before has failed {found.old_failed} times": found.old_failed > 0
        and not scenario.harms_old
        and scenario.is_released,
        f"{found.missing} files were missing": found.missing > 0
        and not scenario.shows_missing
        and scenario.is_released,
        "shows no missing file": scenario.shows_missing and not found.missing,
        f"{found.books.lost} orders lost": found.books.lost > 0,
        f"{found.books.without_mail} orders without mail": found.books.without_mail > 0,
        f"{found.books.doubled} orders, charges or mails twice": found.books.doubled > 0,
        f"only {found.requests} requests and {found.books.placed} orders": found.requests
        < scenario.least_requests
        or found.books.placed < scenario.least_orders,
    }
    return [text for text, is_wrong in checks.items() if is_wrong]
