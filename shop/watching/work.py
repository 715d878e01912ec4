"""What is noted about every task: for which request and order it works, how long it ran, and what came of it."""

import time
from dataclasses import dataclass, field
from typing import Any

from celery.signals import before_task_publish, celeryd_init, setup_logging, task_postrun, task_prerun
from django.conf import settings
from structlog.contextvars import bind_contextvars, clear_contextvars, get_contextvars

from apps.core import metrics
from apps.core.context import HANDED_ON

SENT_AT = "sent_at"  # header of a task: when it was handed to the broker, in seconds of Unix time
_OUTCOMES = {"SUCCESS": "done", "FAILURE": "failed", "RETRY": "retried"}


@dataclass
class _Running:
    """A task that runs, and what the log's lines said before it began."""

    before: dict[str, Any]
    started: float = field(default_factory=time.perf_counter)


_running: dict[str, _Running] = {}
_beside: list[Any] = []  # keeps the pipe to it open


def listen() -> None:
    """Follow every task that is sent or runs in this process."""
    setup_logging.connect(_keep_logging, weak=False)
    before_task_publish.connect(_hand_on, weak=False)
    task_prerun.connect(_begin, weak=False)
    task_postrun.connect(_end, weak=False)
    celeryd_init.connect(_answer_beside, weak=False)


def _keep_logging(**_details: Any) -> None:
    """Celery would write its lines in a format of its own, unless somebody says that logging is set up."""


def _hand_on(headers: dict[str, Any], **_details: Any) -> None:
    known = get_contextvars()
    headers.update({name: known[name] for name in HANDED_ON if name in known})
    headers[SENT_AT] = time.time()


def _begin(task_id: str, task: Any, **_details: Any) -> None:
    _running[task_id] = _Running(dict(get_contextvars()))
    clear_contextvars()
    given = {name: getattr(task.request, name, None) for name in HANDED_ON}
    bind_contextvars(
        task=task.name, task_id=task_id, **{name: value for name, value in given.items() if value}
    )


def _end(task_id: str, task: Any, state: str = "", **_details: Any) -> None:
    running = _running.pop(task_id, None)
    if running is None:
        return
    clear_contextvars()
    bind_contextvars(**running.before)
    outcome = _OUTCOMES.get(state, "failed")
    metrics.observe(
        metrics.TASK_SECONDS, time.perf_counter() - running.started, task=task.name, outcome=outcome
    )


def _answer_beside(**_details: Any) -> None:
    """Beside a worker, let another process answer Prometheus; it ends when the last one of the worker has."""
    if settings.METRICS_PORT:
        from shop.watching import exporter

        _beside.append(exporter.beside_this_program(settings.METRICS_PORT))
