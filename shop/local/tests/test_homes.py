import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shop.local import homes


@pytest.fixture
def lock_file(tmp_path: Path) -> Path:
    return tmp_path / "postmaster.pid"


class TestOutsideFolder:
    def test_is_the_same_for_a_checkout_every_time(self) -> None:
        assert homes.outside_folder(Path("/srv/shop")) == homes.outside_folder(Path("/srv/shop"))

    def test_is_different_for_every_checkout(self) -> None:
        assert homes.outside_folder(Path("/srv/shop")) != homes.outside_folder(Path("/srv/shop2"))


class TestEndServerIn:
    def test_stops_the_server_that_works_on_the_folder(self, lock_file: Path) -> None:
        code = (
            "import signal, time; signal.signal(signal.SIGINT, signal.SIG_DFL);"
            "print(flush=True); time.sleep(60)"
        )
        command = [sys.executable, "-c", code, str(lock_file.parent)]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)
        assert server.stdout is not None
        server.stdout.readline()
        lock_file.write_text(f"{server.pid}\n{lock_file.parent}\n")

        homes.end_server_in(lock_file.parent)

        server.stdout.close()
        assert server.wait(5) in (-signal.SIGINT, 0)

    def test_removes_a_lock_file_that_names_a_stranger_and_leaves_that_one_alone(
        self, lock_file: Path
    ) -> None:
        stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        lock_file.write_text(f"{stranger.pid}\n{lock_file.parent}\n")

        homes.end_server_in(lock_file.parent)

        assert not lock_file.exists()
        assert stranger.poll() is None
        stranger.kill()
        stranger.wait()

    def test_leaves_the_lock_file_of_a_crashed_server_to_postgresql(self, lock_file: Path) -> None:
        gone = subprocess.Popen([sys.executable, "-c", ""])
        gone.wait()
        lock_file.write_text(f"{gone.pid}\n{lock_file.parent}\n")

        homes.end_server_in(lock_file.parent)

        assert lock_file.exists()

    def test_has_nothing_to_do_without_a_lock_file(self, lock_file: Path) -> None:
        began = time.monotonic()

        homes.end_server_in(lock_file.parent)

        assert time.monotonic() - began < 1


class TestAccount:
    def test_is_an_ordinary_one_for_root_and_ones_own_otherwise(self) -> None:
        account = homes.account()

        assert bool(account) == (os.geteuid() == 0)
        assert account.get("user") != 0
