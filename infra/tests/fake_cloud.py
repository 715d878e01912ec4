"""The services that deployctl asks, over HTTP and in the shapes of the SDK, without a shop behind them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from infra.build import render
from infra.rehearsal.answers import Desk, Orders
from infra.rehearsal.state import ENV, Action, Cloud, Deployment, Execution, Release, now
from infra.rehearsal.wire import Answer, ServiceError, serving

ONE, TWO, THREE = (Release(name, name, number) for number, name in enumerate(("one", "two", "three"), 1))


@dataclass
class Balancer:
    """Shares and healthy tasks as a test wants them."""

    shares: dict[str, int] = field(default_factory=lambda: {"blue": 100, "green": 0})
    tasks: dict[str, int] = field(default_factory=lambda: {"blue": 2, "green": 2})

    def share(self, colour: str) -> int:
        return self.shares[colour]

    def healthy(self, colour: str) -> int:
        return self.tasks[colour]


@dataclass
class Bells:
    """Alarms as a test wants them."""

    rings: dict[str, str] = field(default_factory=lambda: {"error-share": "OK", "slow": "INSUFFICIENT_DATA"})

    def states(self) -> dict[str, str]:
        return self.rings


@dataclass
class FakeCloud:
    """An environment whose release `one` has all shoppers, and what a test may change about it."""

    cloud: Cloud = field(default_factory=Cloud)
    balancer: Balancer = field(default_factory=Balancer)
    bells: Bells = field(default_factory=Bells)
    created: list[dict[str, Any]] = field(default_factory=list)
    when_asked: Callable[[str], None] = lambda operation: None
    asked: list[str] = field(default_factory=list)
    address: str = ""

    def __post_init__(self) -> None:
        self.cloud.releases = {one.commit: one for one in (ONE, TWO, THREE)}
        self.deployed(ONE)
        self.cloud.workers_image = ONE.image
        self.migrated(ONE)

    def migrated(self, release: Release) -> None:
        self.cloud.parameters[f"/shop/{ENV}/migrated"] = release.image

    def deployed(self, release: Release, status: str = "Succeeded", **more: Any) -> Deployment:
        appspec = render.appspec(ENV).replace("<TASK_DEFINITION>", release.task_definition)
        ended = None if status == "InProgress" else now()
        self.cloud.deployments.insert(0, Deployment(release, appspec, status=status, ended=ended, **more))
        return self.cloud.deployments[0]

    def execution(self, *stages: tuple[str, str], status: str = "InProgress", **more: Any) -> Execution:
        made = Execution("two", status=status, actions=[Action(*one) for one in stages], **more)
        self.cloud.executions.insert(0, made)
        return made

    def _start(self, commit: str) -> Execution:
        return self.start(commit)  # a test may put something else in its place

    def start(self, commit: str) -> Execution:
        return self.execution(("Source", "InProgress"))

    def deploy(self, asked: dict[str, Any]) -> Deployment:
        self.created.append(asked)
        return self.deployed(ONE)

    def update_workers(self, image: str) -> None:
        self.cloud.workers_image = image

    def answers(self) -> dict[tuple[str, str], Answer]:
        orders = Orders(self._start, self.deploy, self.update_workers)
        desk = Desk(self.cloud, self.balancer, self.bells, orders, lambda: "blue")  # type: ignore[arg-type]
        return {name: self._watched(name[1], answer) for name, answer in desk.answers().items()}

    def _watched(self, operation: str, answer: Answer) -> Answer:
        def ask(asked: dict[str, Any]) -> dict[str, Any]:
            self.asked.append(operation)
            self.when_asked(operation)
            return answer(asked)

        return ask


@contextmanager
def running() -> Iterator[FakeCloud]:
    """Serve an environment for the length of the block."""
    made = FakeCloud()
    with serving(made.answers()) as made.address:
        yield made


def throttle_once() -> Callable[[str], None]:
    """Return something that lets the service ask for patience once, whatever it is asked first."""
    left = ["ThrottlingException"]

    def refuse(operation: str) -> None:
        if left:
            raise ServiceError(left.pop(), "Rate exceeded")

    return refuse
