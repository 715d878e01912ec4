"""What a piece of work belongs to: a request and an order, in every line of the log and in the work it asks for.

Kept beside the running code (contextvars), so that nobody has to pass it on. The outbox keeps it with a message,
and Celery carries it in a task's headers.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.conf import settings
from structlog.contextvars import bind_contextvars, bound_contextvars, get_contextvars

HANDED_ON = ("request_id", "order")


def is_about(order: str) -> None:
    """Note that what follows in this request or task is about an order, named by its code."""
    bind_contextvars(order=order)


def to_hand_on() -> dict[str, str]:
    """Return what work that is asked for now has to take along: request, order, and trace if there is one."""
    known = get_contextvars()
    carried = {name: known[name] for name in HANDED_ON if name in known}
    if settings.IS_TRACED:
        from opentelemetry import propagate

        propagate.inject(carried)
    return carried


@contextmanager
def resumed(carried: Mapping[str, str]) -> Iterator[None]:
    """Work, for the length of a block, for the request, order and trace that were handed on."""
    with bound_contextvars(**{name: carried[name] for name in HANDED_ON if name in carried}):
        if not settings.IS_TRACED:
            yield
            return
        from opentelemetry import context, propagate

        token = context.attach(propagate.extract(carried))
        try:
            yield
        finally:
            context.detach(token)
