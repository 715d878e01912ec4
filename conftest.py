"""The cast and the stage of the test suite."""

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from hypothesis import settings as hypothesis_settings

from apps.accounts.models import User
from apps.core.memo import forget_all

_SLOW = ("docker", "experiments", "rehearsal")
hypothesis_settings.register_profile("long", max_examples=200, stateful_step_count=50, deadline=None)


class Blocker(Protocol):
    """The part of pytest-django that keeps tests without the mark from the database."""

    def unblock(self) -> AbstractContextManager[None]: ...


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("experiments")
    group.addoption(
        "--scale", type=float, default=1.0, help="how often experiments are done, 1 is as documented"
    )
    group.addoption("--seed", type=int, default=0, help="repeat the chance of an experiment")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave experiments out, and say so, unless they were asked for by their mark; what is slow may take long."""
    for item in items:
        if any(item.get_closest_marker(name) for name in _SLOW):
            item.add_marker(pytest.mark.timeout(0))
    if "experiments" in config.getoption("markexpr"):
        return
    left_out = [item for item in items if item.get_closest_marker("experiments")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


_BLOCKER = pytest.StashKey[Blocker]()


@pytest.fixture(scope="session", autouse=True)
def _remember_blocker(request: pytest.FixtureRequest, django_db_blocker: Blocker) -> None:
    request.config.stash[_BLOCKER] = django_db_blocker


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give all walks through the browser to one process of a parallel run, and every other test to any.

    The walks share one running shop and one browser, which only one process should start.
    """
    from xdist.scheduler import LoadScopeScheduling

    class OneBrowser(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return "browser" if nodeid.startswith("shop/tests/browser/") else nodeid

    return OneBrowser(config, log) if config.getvalue("dist") == "loadscope" else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None]:
    """Bring back what the migrations wrote when a test with real transactions has emptied the tables.

    Otherwise the next test would miss it: with several processes, tests come in any order.
    """
    yield
    # After the last test the test database is gone already.
    if nextitem is not None and _empties_tables(item) and not _empties_tables(nextitem):
        with item.config.stash[_BLOCKER].unblock():
            written = connection._test_serialized_contents  # type: ignore[attr-defined]  # noqa: SLF001 - as Django
            connection.creation.deserialize_db_from_string(written)


def _empties_tables(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    return mark is not None and bool(mark.kwargs.get("transaction"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Begin every test database as a copy of one with all tables: the migrations run once, not in every process."""
    from shop.tests import templates
    from shop.tests.restoring import CopyingCreation

    connection.creation = CopyingCreation(connection)
    connection.settings_dict["TEST"]["TEMPLATE"] = templates.tables(os.environ["DATABASE_URL"])


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
def together() -> Callable[[Sequence[Callable[[], Any]]], list[Any]]:
    """Press at the same moment: for the tests of apps, which do not import the project's."""
    from shop.tests.together import together as press_together

    return press_together


@pytest.fixture(scope="session")
def _stripe_server() -> Iterator[Any]:
    from shop.tests.stripe_fake import FakeStripe

    fake = FakeStripe()
    fake.start()
    yield fake
    fake.stop()


@pytest.fixture
def stripe(_stripe_server: Any, settings: Any) -> Any:
    """A shop that takes money through Stripe, and the stand-in that plays Stripe."""
    from apps.payments.gateways.stripe.client import breaker
    from shop.tests.stripe_fake.api import PUBLISHABLE_KEY, SECRET_KEY

    breaker.close()
    _stripe_server.reset()
    settings.PAYMENT_PROVIDERS = ["stripe"]
    settings.STRIPE_SECRET_KEY, settings.STRIPE_PUBLISHABLE_KEY = SECRET_KEY, PUBLISHABLE_KEY
    settings.STRIPE_WEBHOOK_SECRETS = [_stripe_server.courier.secret]
    settings.TAKES_NO_MONEY = True
    settings.STRIPE_API_BASE = _stripe_server.url
    settings.STRIPE_JS_URL = f"{_stripe_server.url}/v3/"
    return _stripe_server


@pytest.fixture(scope="session")
def _easypost_server() -> Iterator[Any]:
    from shop.tests.easypost_fake import FakeEasyPost

    fake = FakeEasyPost()
    fake.start()
    yield fake
    fake.stop()


@pytest.fixture
def easypost(_easypost_server: Any, settings: Any) -> Any:
    """A shop that is connected to EasyPost, and the stand-in that plays EasyPost."""
    from shop.tests.easypost_fake.api import KEY, SECRET

    _easypost_server.reset()
    settings.CARRIERS = ["easypost"]
    settings.EASYPOST_API_KEY, settings.EASYPOST_WEBHOOK_SECRETS = KEY, [SECRET]
    settings.EASYPOST_API_BASE = _easypost_server.url
    return _easypost_server


@pytest.fixture
def books() -> Callable[..., list[Any]]:
    """What does not balance, but for some invariants: for the tests of apps that stand below the books."""
    from apps.books.selectors import check

    return lambda *besides: [finding for finding in check() if finding.invariant not in besides]


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
