"""Connections that the server closes while nobody looks."""

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def _close_from_the_server() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    settings = connection.get_connection_params()
    wanted = {
        name: settings[name] for name in ("host", "port", "user", "password", "dbname") if name in settings
    }
    with psycopg.connect(**wanted, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 2000)", [pid])


class TestIdleConnection:
    def test_is_checked_without_a_statement(self):
        connection.ensure_connection()

        with CaptureQueriesContext(connection) as captured:
            assert connection.is_usable()

        assert len(captured) == 0

    def test_is_not_usable_once_the_server_has_closed_it(self):
        _close_from_the_server()

        assert not connection.is_usable()
        connection.close()

    def test_is_replaced_before_the_next_request_notices(self):
        _close_from_the_server()

        connection.health_check_enabled = True
        connection.health_check_done = False
        connection.close_if_unusable_or_obsolete()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)
