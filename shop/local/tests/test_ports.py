import socket

import pytest

from shop.local import ports
from shop.local.console import LocalError


class TestRequireFree:
    def test_is_content_with_a_free_port(self) -> None:
        ports.require_free("127.0.0.1", ports.free())

    def test_names_the_busy_port_and_the_way_out(self) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            port = other.getsockname()[1]

            with pytest.raises(LocalError, match=rf"port {port} on 127.0.0.1.*\n.*PORT={port + 1} bin/run"):
                ports.require_free("127.0.0.1", port)

    def test_does_not_mind_connections_that_have_just_ended(self) -> None:
        with socket.socket() as server:
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            server.bind(("127.0.0.1", 0))
            server.listen()
            port = server.getsockname()[1]
            client = socket.create_connection(("127.0.0.1", port))
            accepted, _ = server.accept()
            accepted.close()
            client.close()

        ports.require_free("127.0.0.1", port)


class TestToVisit:
    @pytest.mark.parametrize("host", ["0.0.0.0", "::", ""])  # noqa: S104 (nothing listens here)
    def test_replaces_all_addresses_by_this_machine(self, host: str) -> None:
        assert ports.to_visit(host) == "localhost"

    def test_keeps_an_address(self) -> None:
        assert ports.to_visit("192.0.2.7") == "192.0.2.7"


class TestInUrl:
    def test_puts_the_newer_addresses_in_brackets(self) -> None:
        assert ports.in_url("::1") == "[::1]"
        assert ports.in_url("127.0.0.1") == "127.0.0.1"
