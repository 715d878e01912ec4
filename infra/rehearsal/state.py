"""What the rehearsal knows of its releases, as CodePipeline, CodeDeploy and the services around them would."""

import threading
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime

STAGES = ("Source", "Build", "Approve", "Migrate", "Workers", "Web", "Verify")
EVENTS = (
    "BeforeInstall", "Install", "AfterInstall", "AllowTestTraffic", "AfterAllowTestTraffic", "BeforeAllowTraffic",
    "AllowTraffic", "AfterAllowTraffic",
)  # fmt: skip
COLOURS = ("blue", "green")
ENV = "rehearsal"
REGION = "eu-central-1"
ACCOUNT = "000000000000"


def now() -> datetime:
    """Return the time as services tell it."""
    return datetime.now(UTC)


def arn(service: str, rest: str) -> str:
    """Return a name as AWS gives it."""
    return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{rest}"


@dataclass(frozen=True)
class Release:
    """A release of a rehearsal: the folder with its code, and the image it would be."""

    name: str
    commit: str
    revision: int

    @property
    def image(self) -> str:
        """Return an image by digest, of which there is none."""
        return f"registry.example/shop@sha256:{self.commit.encode().hex():0<64.64}"

    @property
    def task_definition(self) -> str:
        """Return the name of its task definition."""
        return arn("ecs", f"task-definition/shop-{ENV}-web:{self.revision}")


@dataclass
class Action:
    """What one stage has done for one release."""

    stage: str
    status: str = "InProgress"
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    began: datetime = field(default_factory=now)
    changed: datetime = field(default_factory=now)
    by: str = ""
    says: str = ""
    external: str = ""
    variables: dict[str, str] = field(default_factory=dict)

    def end(self, status: str, says: str = "") -> None:
        """Say how it ended."""
        self.status, self.says, self.changed = status, says, now()


@dataclass
class Execution:
    """One release on its way."""

    commit: str
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    status: str = "InProgress"
    began: datetime = field(default_factory=now)
    changed: datetime = field(default_factory=now)
    actions: list[Action] = field(default_factory=list)
    token: str = ""
    decision: str = ""
    decided: threading.Event = field(default_factory=threading.Event)

    def end(self, status: str) -> None:
        """Say how it ended."""
        self.status, self.changed = status, now()


@dataclass
class Deployment:
    """One deployment of the web service."""

    release: Release
    appspec: str
    id: str = field(default_factory=lambda: f"d-{uuid.uuid4().hex[:9].upper()}")
    status: str = "Created"
    by: str = "codePipeline"
    began: datetime = field(default_factory=now)
    ended: datetime | None = None
    error: str = ""
    rollback: str = ""
    takes_back: str = ""
    events: dict[str, str] = field(default_factory=lambda: dict.fromkeys(EVENTS, "Pending"))
    said: dict[str, str] = field(default_factory=dict)  # by a hook, at its end
    stop: threading.Event = field(default_factory=threading.Event)
    is_watched: bool = True  # by the alarms
    is_gradual: bool = True

    @property
    def has_ended(self) -> bool:
        """Say whether nothing more will happen."""
        return self.ended is not None


@dataclass
class Cloud:
    """Everything that the services know."""

    executions: list[Execution] = field(default_factory=list)  # newest first, as the next
    deployments: list[Deployment] = field(default_factory=list)
    releases: dict[str, Release] = field(default_factory=dict)  # by commit
    parameters: dict[str, str] = field(default_factory=dict)
    published: set[str] = field(default_factory=set)  # names of releases whose static files are there
    held: dict[str, str] = field(default_factory=dict)
    is_scaling_suspended: bool = False
    workers_image: str = ""

    def deployment(self, deployment_id: str) -> Deployment | None:
        """Return a deployment by its name."""
        return next((one for one in self.deployments if one.id == deployment_id), None)

    def execution(self, execution_id: str) -> Execution | None:
        """Return an execution by its name."""
        return next((one for one in self.executions if one.id == execution_id), None)

    def by_task_definition(self, name: str) -> Release | None:
        """Return the release whose task definition this is."""
        return next((one for one in self.releases.values() if one.task_definition == name), None)
