"""Traces: a request, its SQL and the tasks it asked for, sent to whoever OTEL_EXPORTER_OTLP_ENDPOINT names.

Without that variable nothing here is imported and nothing is changed. OpenTelemetry reads its other variables
itself, such as OTEL_TRACES_SAMPLER and OTEL_RESOURCE_ATTRIBUTES.
"""

import os
from typing import Any

from celery.signals import beat_init, worker_process_init
from django.conf import settings

_UNTRACED = "livez,readyz,metrics"
# Addresses of orders and links in mails are secrets: a trace says the route only.
_ADDRESSES = ("http.url", "http.target", "url.full", "url.path", "url.query")


def instrument() -> None:
    """Let Django, PostgreSQL, Redis and Celery tell of their work. To be called before the application is made."""
    if not settings.IS_TRACED:
        return
    os.environ.setdefault("OTEL_PYTHON_DJANGO_EXCLUDED_URLS", _UNTRACED)
    from opentelemetry.instrumentation.celery import CeleryInstrumentor
    from opentelemetry.instrumentation.django import DjangoInstrumentor
    from opentelemetry.instrumentation.psycopg import PsycopgInstrumentor
    from opentelemetry.instrumentation.redis import RedisInstrumentor

    DjangoInstrumentor().instrument(response_hook=_hide_address)
    PsycopgInstrumentor().instrument()
    RedisInstrumentor().instrument()
    CeleryInstrumentor().instrument()  # type: ignore[no-untyped-call]


def export(role: str) -> None:
    """Send what is told from now on, as a role of the shop. To be called in the process that works."""
    if not settings.IS_TRACED:
        return
    from opentelemetry import trace
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    about = {"service.name": f"shop-{role}", "service.version": settings.RELEASE}
    provider = TracerProvider(resource=Resource.create(about))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)


def listen() -> None:
    """Trace the processes of Celery as they start."""

    def begin(role: str) -> None:
        instrument()
        export(role)

    worker_process_init.connect(lambda **_: begin("worker"), weak=False)
    beat_init.connect(lambda **_: begin("beat"), weak=False)


def _hide_address(span: Any, request: Any, _response: Any) -> None:
    if span.is_recording():
        route = f"/{request.resolver_match.route}" if request.resolver_match else "/"
        for name in _ADDRESSES:
            if name in span.attributes:
                span.set_attribute(name, route)
