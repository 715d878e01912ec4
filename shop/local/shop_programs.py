"""The shop itself as programs: the steps that fill it, its three processes, and when they are ready."""

import http.client
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from shop.local import paths, ports, programs, stopping, supervisor, venv
from shop.local.console import LocalError
from shop.local.environment import Address
from shop.local.logs import Tail
from shop.local.programs import Program
from shop.local.setup_steps import Step, fingerprint
from shop.local.supervisor import Watched

_LONGEST_START = 120.0  # seconds, as the next
_QUIET_WORKER = 15.0
_CELERY = ("celery", "-A", "shop.celery")


def steps(environment: Mapping[str, str], database: str) -> list[Step]:
    """Return what makes a shop of an empty database, in order. `database` says which database it is."""
    media, static = Path(environment["MEDIA_ROOT"]), Path(environment["STATIC_ROOT"])
    staff = (environment["DEMO_STAFF_EMAIL"], environment["DEMO_STAFF_PASSWORD"])
    return [
        tables(database),
        Step(
            "Demo goods",
            "load_demo",
            _demo_goods,
            depends_on=(database, fingerprint(_migrations()), str(media), *staff),
            is_there=lambda: _holds_something(media),
            shows_output=True,
        ),
        Step(
            "Static files",
            "collectstatic",
            _static_files,
            ("--noinput",),
            (str(static),),
            is_there=lambda: _holds_something(static),
        ),
    ]


def tables(database: str) -> Step:
    """Return the step that makes the tables of an empty database."""
    return Step("Tables", "migrate", _migrations, ("--noinput",), (database,))


def processes_of(where: Address, environment: Mapping[str, str]) -> list[Program]:
    """Return the shop's processes: web server, worker and scheduler, which keeps its state in memory."""
    gunicorn = ("gunicorn", "-c", "docker/gunicorn.conf.py", "--bind", where.bind, "shop.wsgi:application")
    # There is one worker only: looking for others to talk to would cost a second at every start.
    worker = (*_CELERY, "worker", "--concurrency", "2", "-l", "INFO", "--without-mingle", "--without-gossip")
    return [
        _program("web", gunicorn, environment),
        _program("worker", worker, environment),
        _program(
            "beat", (*_CELERY, "beat", "--scheduler", "celery.beat:Scheduler", "-l", "INFO"), environment
        ),
    ]


def stand_in(where: Address, environment: Mapping[str, str]) -> Program:
    """Return the stand-in for Stripe, which sends its signed messages to the shop."""
    port = environment["STRIPE_API_BASE"].rpartition(":")[2]
    command = ("shop.tests.stripe_fake", "--port", port, "--webhooks", f"{where.url}/webhooks/stripe/")
    return _program("stripe", (*command, "--secret", environment["STRIPE_WEBHOOK_SECRETS"]), environment)


def start_and_wait(where: Address, starting: Sequence[Watched], others: Sequence[Watched]) -> None:
    """Start the shop's processes and wait until the shop answers and the worker works.

    Raises LocalError when a process keeps dying, or when the shop is not ready after two minutes.
    """
    worker = next(one for one in starting if one.program.name == "worker")
    worker_log = Tail(worker.program.log)
    worker_works = False
    answer = ""
    deadline = time.monotonic() + _LONGEST_START
    while time.monotonic() < deadline:
        supervisor.look_after([*others, *starting], starting=True)
        # The worker says so when it is ready, unless somebody has made it talk less.
        said = any(" ready." in line for line in worker_log.new_lines())
        worker_works = worker_works or said or worker.has_lived(_QUIET_WORKER)
        answer = ask_readiness(where)
        if worker_works and answer == "200":
            return
        stopping.pause(0.1)
    log = paths.LOGS / "web.log"
    raise LocalError(
        f"Not ready after {_LONGEST_START:.0f} s: {where.url}/readyz says {answer or 'nothing'}.\n"
        f"The end of {paths.shown(log)}:\n{programs.last_lines(log)}"
    )


def ask_readiness(where: Address) -> str:
    """Return what /readyz says: "200", another status with its text, or nothing when nobody answers."""
    connection = http.client.HTTPConnection(ports.to_visit(where.host), where.port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        response = connection.getresponse()
        text = response.read(300).decode(errors="replace").strip()
    except (OSError, http.client.HTTPException):
        return ""
    finally:
        connection.close()
    return "200" if response.status == 200 else f"{response.status} {text}"


def _program(name: str, command: Sequence[str], environment: Mapping[str, str]) -> Program:
    log = paths.LOGS / f"{name}.log"
    programs.rotate(log)
    return Program(name, [str(venv.python()), "-m", *command], environment, log, paths.RUN)


def _migrations() -> Iterable[Path]:
    return [paths.ROOT / "requirements.txt", *paths.ROOT.glob("apps/*/migrations/*.py")]


def _demo_goods() -> Iterable[Path]:
    command = "management/commands/load_demo.py"
    return [
        *paths.ROOT.glob(f"apps/*/{command}"),
        paths.ROOT / "shop" / command,
        *(file for file in paths.ROOT.glob("shop/demo/**/*") if "tests" not in file.parts),
        *paths.ROOT.glob("static/img/*"),  # the pictures of departments are demo goods too
    ]


def _static_files() -> Iterable[Path]:
    return [
        paths.ROOT / "requirements.txt",
        *paths.ROOT.glob("shop/*.py"),
        *paths.ROOT.glob("static/**/*"),
        *paths.ROOT.glob("apps/*/static/**/*"),
    ]


def _holds_something(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())
