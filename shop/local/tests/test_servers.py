from pathlib import Path

import pytest

from shop.local import ports, postgres, valkey


class TestPostgresCommand:
    def test_listens_on_this_machine_only(self) -> None:
        command = postgres.server_command(Path("/bin"), Path("/data"), 5433, test=False)

        assert command[command.index("-h") + 1] == "127.0.0.1"
        assert "unix_socket_directories=" in command

    def test_risks_data_in_tests_only(self) -> None:
        shop = postgres.server_command(Path("/bin"), Path("/data"), 5433, test=False)
        test = postgres.server_command(Path("/bin"), Path("/data"), 5433, test=True)

        assert "fsync=off" in test
        assert not any("off" in part for part in shop)


class TestCollation:
    def test_comes_from_the_server_itself_where_it_can(self) -> None:
        assert "--builtin-locale=C.UTF-8" in postgres.collation(18)

    def test_comes_from_the_system_before_version_17(self) -> None:
        assert not any("builtin" in option for option in postgres.collation(15))


class TestPostgresIsReady:
    @pytest.fixture
    def lock_file(self, tmp_path: Path) -> Path:
        file = tmp_path / "postmaster.pid"
        file.write_text(f"123\n{tmp_path}\n1795224061\n5433\n\n127.0.0.1\n  1234 5\nready   \n")
        return file

    def test_believes_the_lock_file_of_its_process(self, lock_file: Path) -> None:
        assert postgres.is_ready(lock_file.parent, 123)

    def test_does_not_believe_that_of_another_process(self, lock_file: Path) -> None:
        assert not postgres.is_ready(lock_file.parent, 124)

    def test_waits_while_the_server_is_starting(self, lock_file: Path) -> None:
        lock_file.write_text(lock_file.read_text().replace("ready", "starting"))

        assert not postgres.is_ready(lock_file.parent, 123)

    def test_waits_while_there_is_no_lock_file(self, tmp_path: Path) -> None:
        assert not postgres.is_ready(tmp_path, 123)


class TestValkeyConfiguration:
    def test_keeps_the_queue_of_a_shop_but_not_of_tests(self, tmp_path: Path) -> None:
        assert "appendonly yes" in valkey.configuration(tmp_path, 6380, "secret", keep=True)
        assert "appendonly no" in valkey.configuration(tmp_path, 6380, "secret", keep=False)

    def test_asks_for_a_password_and_listens_on_this_machine_only(self, tmp_path: Path) -> None:
        text = valkey.configuration(tmp_path, 6380, "secret", keep=True)

        assert "requirepass secret\n" in text
        assert "bind 127.0.0.1\n" in text

    def test_bears_a_folder_with_spaces(self, tmp_path: Path) -> None:
        assert 'dir "/a folder"' in valkey.configuration(Path("/a folder"), 6380, "secret", keep=True)


class TestValkeyAnswers:
    def test_is_false_where_nobody_listens(self) -> None:
        assert not valkey.answers(ports.free(), "secret")
