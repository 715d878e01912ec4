"""Idempotency keys of the API: the same key and request get the same answer."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from apps.core.errors import ShopError
from apps.core.faults import is_on
from apps.payments.errors import BadKey, KeyInProgress, KeyReused
from apps.payments.models import IdempotencyKey

KEEP = timedelta(hours=24)
STALE_AFTER = timedelta(seconds=120)
NOT_KEPT = frozenset({409, 429})


@dataclass(frozen=True)
class Replay:
    status_code: int
    body: Any


def begin(
    *, scope: str, key: str, method: str, path: str, body: bytes, now: datetime | None = None
) -> Replay | None:
    """Claim a key before the work starts. Return the stored answer if there is one.

    Raises BadKey for an unusable key, KeyReused when it came with another request, KeyInProgress while the
    first request runs (a claim older than two minutes died with its process and is taken over).
    """
    now = now or timezone.now()
    if not 1 <= len(key) <= 255 or not key.isprintable():
        raise BadKey
    fingerprint = hashlib.sha256(b"\n".join([method.encode(), path.encode(), body])).hexdigest()
    row = IdempotencyKey(scope=scope, key=key, fingerprint=fingerprint, started_at=now)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return _earlier(scope, key, fingerprint, now)
    return None


def _earlier(scope: str, key: str, fingerprint: str, now: datetime) -> Replay | None:
    with transaction.atomic():
        earlier = IdempotencyKey.objects.select_for_update().get(scope=scope, key=key)
        if not is_on("idempotency_key"):
            return None
        expired = earlier.started_at < now - KEEP
        if earlier.fingerprint != fingerprint and not expired:
            raise KeyReused
        if earlier.status_code is not None and not expired:
            return Replay(earlier.status_code, earlier.body)
        if earlier.started_at > now - STALE_AFTER:
            raise KeyInProgress
        earlier.started_at, earlier.fingerprint, earlier.status_code = now, fingerprint, None
        earlier.save()
    return None


def finish(*, scope: str, key: str, status_code: int, body: Any) -> None:
    """Store the answer for repeats. Conflicts, rate limits and server errors are not kept."""
    if status_code in NOT_KEPT or status_code >= 500:
        release_key(scope=scope, key=key)
        return
    IdempotencyKey.objects.filter(scope=scope, key=key).update(status_code=status_code, body=body)


def settle_failure(*, scope: str, key: str, error: Exception) -> None:
    """Store a clear refusal (4xx) as the answer; forget the key after anything that may go better next time."""
    if isinstance(error, ShopError) and error.status < 500:
        body = {"code": error.code, "message": error.message, "details": error.details}
        finish(scope=scope, key=key, status_code=error.status, body=body)
    else:
        release_key(scope=scope, key=key)


def release_key(*, scope: str, key: str) -> None:
    """Forget a claim whose request came to nothing."""
    IdempotencyKey.objects.filter(scope=scope, key=key, status_code=None).delete()


def forget_old(*, now: datetime | None = None) -> int:
    """Delete keys older than a day and return how many."""
    deleted, _ = IdempotencyKey.objects.filter(started_at__lt=(now or timezone.now()) - KEEP).delete()
    return deleted
