"""A backup is one only if it can be restored: the drill passes on a filled shop and notices what is wrong."""

import psycopg
import pytest
from django.conf import settings as configured

from apps.cart.tests.factories import for_sale
from infra import restore_drill
from infra.restore_drill import DrillError, Holding
from shop.tests.processes import told
from shop.tests.stage import an_order, run_outbox


@pytest.fixture
def url(transactional_db, monkeypatch: pytest.MonkeyPatch):
    """A shop with a paid order and everything that follows it; the address of its database."""
    environment = told()
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    an_order(for_sale("Bahtinov mask"), for_sale("Moon map"))
    run_outbox()
    yield environment["DATABASE_URL"]
    restore_drill.drop(restore_drill.beside(environment["DATABASE_URL"]))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestTheDrill:
    def test_restores_a_shop_that_could_go_on_and_sees_what_a_copy_lacks(self, url: str):
        done = restore_drill.drill(url, keep=True)

        assert done.faults == []
        assert set(done.seconds) >= {"dump", "restore", restore_drill.CHECKS}
        copy = restore_drill.beside(url)
        original = restore_drill.holding_of(url)
        assert original.newest_order is not None
        assert original.rows["orders_orderline"] == 2

        with psycopg.connect(copy) as connection:
            connection.execute("DELETE FROM mail_message")
            connection.execute("UPDATE inventory_stock SET on_hand = on_hand + 1")
        found = restore_drill.differences(original, restore_drill.holding_of(copy))
        # The drill itself has compared the copy's books.
        assert [fault.split(" had ")[0] for fault in found] == ["books_run", "mail_message"]
        (books,) = restore_drill.complaints(copy, "check_books")
        assert "I3" in books


class TestComparing:
    def test_names_tables_and_orders_that_differ(self):
        before = Holding({"a": 1, "b": 2}, ("K7", 1000))

        assert restore_drill.differences(before, before) == []
        assert restore_drill.differences(before, Holding({"a": 1, "c": 1}, ("K6", 900))) == [
            "b had 2 rows and has 0",
            "c had 0 rows and has 1",
            "the newest order was ('K7', 1000) and is ('K6', 900)",
        ]


class TestPrograms:
    def test_are_as_new_as_the_server(self):
        with psycopg.connect(told()["DATABASE_URL"].rpartition("/")[0] + "/postgres") as connection:
            folder = restore_drill.find_programs(connection.info.server_version // 10_000)

        assert (folder / "pg_restore").exists()

    def test_that_are_missing_are_asked_for(self):
        with pytest.raises(DrillError, match="apt-get install postgresql-client-99"):
            restore_drill.find_programs(99)


class TestTheCommand:
    def test_removes_no_database_but_its_own(self):
        with pytest.raises(DrillError, match="_restored"):
            restore_drill.drop(configured.DATABASES["default"].get("URL", "postgres://shop@127.0.0.1/shop"))

    def test_says_when_nobody_answers(self, capsys: pytest.CaptureFixture[str]):
        assert restore_drill.main(["--restored", "postgres://shop@127.0.0.1:1/shop"]) == 2
        assert "refused" in capsys.readouterr().err
