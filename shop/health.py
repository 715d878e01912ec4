"""Is this process alive, and can it serve?"""

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse

_migrated: set[bool] = set()  # holds True once every migration was seen applied; they never come undone


def readiness() -> JsonResponse:
    """Answer whether this process can serve: 200 if the database answers and every migration is applied.

    The cache is reported too, but a shop without its cache is slower, not broken, so it does not decide.
    """
    report = {"release": settings.RELEASE, "database": _database(), "cache": _cache()}
    report["migrations"] = _migrations() if report["database"] == "ok" else "unknown"
    is_ready = report["database"] == "ok" and report["migrations"] == "ok"
    return JsonResponse(report, status=200 if is_ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "away"
    return "ok"


def _cache() -> str:
    cache.set("readyz", "1", 5)
    return "ok" if cache.get("readyz") == "1" else "away"


def _migrations() -> str:
    if not _migrated:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "pending"
        _migrated.add(True)
    return "ok"
