"""The cast and the stage of the test suite."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from apps.accounts.models import User
from apps.core.memo import forget_all


@pytest.fixture(autouse=True)
def _fresh_memory() -> Iterator[None]:
    """What a process remembers for a few seconds must not reach the next test."""
    forget_all()
    yield
    forget_all()


@pytest.fixture(autouse=True)
def _fresh_cache(request: pytest.FixtureRequest) -> None:
    if "db" in request.fixturenames or "transactional_db" in request.fixturenames:
        cache.clear()


@pytest.fixture
def alice(db: None) -> User:
    """Alice shops and has an account."""
    return User.objects.create_user("alice@example.com", "alice-likes-saturn", name="Alice Gray")


@pytest.fixture
def bob(db: None) -> User:
    """Bob has an account too and must not see what is Alice's."""
    return User.objects.create_user("bob@example.com", "bob-likes-jupiter", name="Bob Stone")


@pytest.fixture
def staff(db: None) -> User:
    """Staff works in the shop and may do everything."""
    return User.objects.create_superuser("staff@example.com", "staff-counts-stars", name="Mara Lindqvist")


@pytest.fixture
def guest() -> Client:
    """A visitor without an account. Forms need their tokens, as in a browser."""
    return Client()
