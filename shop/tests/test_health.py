"""Is it alive, can it serve: asked by machines that know neither host name nor certificate."""

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from shop import health
from shop.tests.processes import in_a_process
from shop.tests.stage import shopper

NOWHERE = "127.0.0.1:1"  # nothing listens on this port
ASK = """
import json
from django.test import Client
client = Client(raise_request_exception=False)
answers = [client.get(path, headers={"host": "10.0.0.7"}) for path in ("/livez", "/readyz", "/", "/telescopes/")]
print(json.dumps([[a.status_code, a.headers.get("Retry-After"), a.content.decode()] for a in answers]))
"""


@pytest.fixture
def asked_first():
    """Forget that every migration was seen applied, before the test and after it."""
    health._migrated.clear()
    yield
    health._migrated.clear()


class TestAlive:
    @pytest.mark.parametrize("host", ["", "10.0.0.7", "elsewhere.example", "x y"])
    def test_is_answered_whatever_the_host_without_the_database(self, settings, host: str):
        """The database would refuse: this test has not asked for it."""
        settings.ALLOWED_HOSTS = ["shop.example"]
        settings.SECURE_SSL_REDIRECT = True

        response = Client().get("/livez", headers={"host": host})

        assert (response.status_code, response.content) == (200, b"ok")
        assert not response.cookies


@pytest.mark.django_db
class TestReady:
    def test_is_answered_whatever_the_host(self, settings, asked_first):
        settings.ALLOWED_HOSTS = ["shop.example"]
        settings.SECURE_SSL_REDIRECT = True

        response = Client().get("/readyz", headers={"host": "10.0.0.7"})

        assert response.status_code == 200
        assert response.json() == {
            "release": settings.RELEASE,
            "database": "ok",
            "cache": "ok",
            "migrations": "ok",
        }

    def test_costs_one_statement_once_the_migrations_were_seen(self, asked_first, django_assert_num_queries):
        Client().get("/readyz")

        with django_assert_num_queries(1):
            Client().get("/readyz")

    def test_is_not_said_while_a_migration_is_missing(self, asked_first):
        MigrationRecorder.Migration.objects.filter(app="payments").delete()

        response = Client().get("/readyz")

        assert response.status_code == 503
        assert response.json()["migrations"] == "pending"

    def test_is_said_again_once_they_are_applied(self, asked_first):
        rows = list(MigrationRecorder.Migration.objects.filter(app="payments"))
        MigrationRecorder.Migration.objects.filter(app="payments").delete()
        assert Client().get("/readyz").status_code == 503

        MigrationRecorder.Migration.objects.bulk_create(rows)

        assert Client().get("/readyz").status_code == 200


def _without_a_cache(settings: Any) -> None:
    nowhere = {**settings.CACHES["default"], "LOCATION": f"redis://{NOWHERE}/0"}
    settings.CACHES = {"default": nowhere}


@pytest.mark.django_db
class TestWithoutTheCache:
    def test_the_shop_is_ready_and_says_what_is_away(self, settings, asked_first):
        _without_a_cache(settings)

        response = Client().get("/readyz")

        assert response.status_code == 200
        assert response.json()["cache"] == "away"

    def test_pages_baskets_and_accounts_work(self, settings, alice):
        _without_a_cache(settings)
        client = shopper(until="payment")
        client.post("/account/login/", {"login": alice.email, "password": "alice-likes-saturn"})

        assert client.get("/").status_code == 200
        assert client.get("/checkout/payment/").status_code == 200
        assert client.get("/orders/mine/").status_code == 200

    def test_a_lock_is_still_held_by_one_while_the_cache_is_there(self):
        assert cache.add("lock", 1)
        assert not cache.add("lock", 1)


class TestWithoutTheDatabase:
    def test_the_shop_is_alive_not_ready_and_asks_to_come_back(self):
        done = in_a_process(ASK, DATABASE_URL=f"postgres://shop:x@{NOWHERE}/shop", LOG_LEVEL="CRITICAL")
        assert done.returncode == 0, done.stderr

        alive, ready, home, department = json.loads(done.stdout.splitlines()[-1])

        assert alive[0] == 200
        assert ready[0] == 503
        assert json.loads(ready[2])["database"] == "away"
        for status, retry_after, page in (home, department):
            assert (status, retry_after) == (503, "10")
            assert "Back in a moment" in page
            assert NOWHERE.partition(":")[0] not in page
