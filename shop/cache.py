"""The cache: Redis, and a shop that goes on without it."""

from typing import Any

from django_redis.cache import RedisCache  # type: ignore[import-untyped]
from django_redis.exceptions import ConnectionInterrupted  # type: ignore[import-untyped]


class ShopCache(RedisCache):  # type: ignore[misc]
    """Redis as django-redis speaks to it, but locks are free while it is away.

    Sign-in counts its tries under a lock in the cache; a lock that nobody can take would keep everybody out.
    """

    def add(self, *args: Any, **kwargs: Any) -> bool:
        try:
            return bool(self.client.add(*args, **kwargs))
        except ConnectionInterrupted:
            return True
