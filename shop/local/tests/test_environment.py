import subprocess
from pathlib import Path

import pytest

from shop.local import environment
from shop.local.console import LocalError
from shop.local.credentials import Credentials
from shop.local.environment import Address

EVERYWHERE = "0.0.0.0"  # noqa: S104 (nothing listens here)


class TestAddress:
    def test_is_port_8000_of_this_machine_by_default(self) -> None:
        where = environment.address({})

        assert (where.host, where.port) == ("127.0.0.1", 8000)
        assert where.url == "http://127.0.0.1:8000"

    def test_follows_host_and_port(self) -> None:
        assert environment.address({"HOST": "::1", "PORT": "8001"}).bind == "[::1]:8001"

    def test_is_visited_on_this_machine_when_it_listens_everywhere(self) -> None:
        assert Address(EVERYWHERE, 8000).url == "http://localhost:8000"

    @pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "8000.5", "\u00b2"])
    def test_refuses_what_is_no_port(self, port: str) -> None:
        with pytest.raises(LocalError, match="PORT is"):
            environment.address({"PORT": port})


class TestAllowedHosts:
    def test_hold_every_name_of_this_machine(self) -> None:
        assert environment.allowed_hosts("127.0.0.1") == "localhost,127.0.0.1,[::1]"

    def test_hold_the_chosen_address_too(self) -> None:
        assert environment.allowed_hosts("192.0.2.7").endswith(",192.0.2.7")

    def test_are_open_when_others_can_reach_the_shop(self) -> None:
        assert environment.allowed_hosts(EVERYWHERE) == "*"


class TestDemo:
    def test_makes_a_demo_shop_of_this_machine(self) -> None:
        secret = Credentials("s" * 50, "for postgres", "for valkey", "for staff")

        own = environment.demo(Address("127.0.0.1", 8000), secret, "postgres://own", "redis://own")

        assert own["SHOP_MODE"] == "demo"
        assert own["DATABASE_URL"] == "postgres://own"
        assert own["SECRET_KEY"] == "s" * 50
        assert own["DEMO_STAFF_PASSWORD"] == "for staff"


class TestMerge:
    def test_lets_the_person_win(self) -> None:
        told = environment.merge({"SHOP_URL": "http://own"}, {"SHOP_URL": "http://given", "TIME_ZONE": "UTC"})

        assert told == {"SHOP_URL": "http://given", "TIME_ZONE": "UTC"}

    def test_takes_an_empty_variable_for_one_not_set(self) -> None:
        assert environment.merge({"SHOP_URL": "http://own"}, {"SHOP_URL": ""}) == {"SHOP_URL": "http://own"}


class TestAsShell:
    def test_can_be_read_by_a_shell_whatever_the_value(self, tmp_path: Path) -> None:
        file = tmp_path / "shop.env"
        file.write_text(environment.as_shell({"PLAIN": "1", "ODD": "it's $HOME `x`"}))

        read = subprocess.run(
            ["sh", "-c", f'. {file}; printf %s "$PLAIN$ODD"'], capture_output=True, text=True, check=True
        )

        assert read.stdout == "1it's $HOME `x`"
