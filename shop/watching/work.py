"""What is noted about every task: for which request and order it works."""

from typing import Any

from celery.signals import before_task_publish, setup_logging, task_postrun, task_prerun
from structlog.contextvars import bind_contextvars, clear_contextvars, get_contextvars

from apps.core.context import HANDED_ON

_before: dict[str, dict[str, Any]] = {}  # by task: what the log's lines said before it began


def listen() -> None:
    """Follow every task that is sent or runs in this process."""
    setup_logging.connect(_keep_logging, weak=False)
    before_task_publish.connect(_hand_on, weak=False)
    task_prerun.connect(_begin, weak=False)
    task_postrun.connect(_end, weak=False)


def _keep_logging(**_details: Any) -> None:
    """Celery would write its lines in a format of its own, unless somebody says that logging is set up."""


def _hand_on(headers: dict[str, Any], **_details: Any) -> None:
    known = get_contextvars()
    headers.update({name: known[name] for name in HANDED_ON if name in known})


def _begin(task_id: str, task: Any, **_details: Any) -> None:
    _before[task_id] = dict(get_contextvars())
    clear_contextvars()
    given = {name: getattr(task.request, name, None) for name in HANDED_ON}
    bind_contextvars(
        task=task.name, task_id=task_id, **{name: value for name, value in given.items() if value}
    )


def _end(task_id: str, **_details: Any) -> None:
    clear_contextvars()
    bind_contextvars(**_before.pop(task_id, {}))
