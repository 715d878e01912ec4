"""Rate limits for pages that could be used to guess or to flood."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

import limits
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import SlidingWindowCounterRateLimiter
from redis.exceptions import RedisError

from apps.core.errors import ShopError

View = Callable[..., HttpResponse]


class TooManyTries(ShopError):
    status = 429
    code = "too_many_tries"
    message = "That was tried too often. Wait a few minutes and try again."


@cache
def _shared() -> SlidingWindowCounterRateLimiter:
    storage = storage_from_string(settings.CACHE_URL, socket_timeout=0.2, socket_connect_timeout=0.2)
    return SlidingWindowCounterRateLimiter(storage)


@cache
def _local() -> SlidingWindowCounterRateLimiter:
    return SlidingWindowCounterRateLimiter(MemoryStorage())


def client_address(request: HttpRequest) -> str:
    """Return the caller's address: as our own proxies report it, never as the caller claims it.

    With TRUSTED_PROXIES = n, our outermost proxy wrote the n-th entry from the right of X-Forwarded-For.
    """
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    trusted = int(settings.TRUSTED_PROXIES)
    if trusted and len(hops) >= trusted:
        return hops[-trusted]
    return str(request.META.get("REMOTE_ADDR", ""))


@cache
def _parsed(rate: str, factor: int) -> limits.RateLimitItem:
    amount, _, period = rate.partition("/")
    return limits.parse(f"{int(amount) * factor}/{period}")


def hit(scope: str, rate: str, identity: str) -> None:
    """Count a try and raise TooManyTries beyond the rate ("10/minute").

    Without Redis every process counts for itself: the limit is then looser, but there is one.
    """
    limit = _parsed(rate, settings.RATE_LIMIT_FACTOR)
    try:
        allowed = _shared().hit(limit, scope, identity)
    except RedisError:
        allowed = _local().hit(limit, scope, identity)
    if not allowed:
        raise TooManyTries


def limited(scope: str, rate: str) -> Callable[[View], View]:
    """Limit how often one address may post to a view."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                hit(scope, rate, client_address(request))
            return view(request, *args, **kwargs)

        return wrapper

    return decorate
