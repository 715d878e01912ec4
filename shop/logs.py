"""Log formatting: one JSON object a line in production, readable lines elsewhere."""

import structlog
from django.conf import settings
from structlog.typing import EventDict, Processor, WrappedLogger


def _name_release(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    line["release"] = settings.RELEASE
    return line


_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,  # request_id, order, task (apps/core/context.py)
    _name_release,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


# A traceback says where, not with which values: those may be passwords, addresses or links to orders.
_TRACEBACKS = structlog.processors.ExceptionRenderer(
    structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
)


def formatter(*, as_json: bool) -> structlog.stdlib.ProcessorFormatter:
    """Build the formatter for the console handler."""
    renderer: list[Processor] = (
        [_TRACEBACKS, structlog.processors.JSONRenderer()]
        if as_json
        else [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_SHARED,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderer],
    )


structlog.configure(
    processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
