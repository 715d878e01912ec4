import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from shop.local import processes
from shop.local.processes import Record


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    yield process
    process.kill()
    process.wait()


def record_of(process: subprocess.Popen[bytes]) -> Record:
    return Record(process.pid, processes.birth(process.pid))


class TestRecord:
    def test_knows_its_running_process(self, tmp_path: Path) -> None:
        processes.remember(tmp_path / "it.json", os.getpid(), port=4000)

        record = processes.recall(tmp_path / "it.json")

        assert record is not None
        assert record.is_running()
        assert record.port == 4000

    def test_is_not_fooled_by_another_process_with_the_same_pid(self) -> None:
        assert not Record(os.getpid(), "born long ago").is_running()

    def test_takes_a_process_that_is_gone_for_ended(self, sleeper: subprocess.Popen[bytes]) -> None:
        record = record_of(sleeper)
        sleeper.kill()
        sleeper.wait()

        assert not record.is_running()

    def test_takes_a_process_that_ended_but_was_not_collected_for_ended(
        self, sleeper: subprocess.Popen[bytes]
    ) -> None:
        record = record_of(sleeper)
        sleeper.kill()
        deadline = time.monotonic() + 5

        while record.is_running() and time.monotonic() < deadline:
            time.sleep(0.01)

        assert not record.is_running()
        assert sleeper.wait() == -signal.SIGKILL

    def test_with_no_birth_is_never_running(self) -> None:
        assert not Record(os.getpid(), "").is_running()


class TestRecall:
    def test_finds_nothing_where_nothing_was_written(self, tmp_path: Path) -> None:
        assert processes.recall(tmp_path / "missing.json") is None

    def test_finds_nothing_in_a_damaged_record(self, tmp_path: Path) -> None:
        (tmp_path / "it.json").write_text('{"pid": ')

        assert processes.recall(tmp_path / "it.json") is None


class TestEnding:
    def test_asks_the_process_and_waits_for_it(self, sleeper: subprocess.Popen[bytes]) -> None:
        record = record_of(sleeper)

        processes.ask_to_end(record, signal.SIGTERM)

        assert processes.wait_for_end(record, 5)

    def test_never_signals_a_stranger(self, sleeper: subprocess.Popen[bytes]) -> None:
        stranger = Record(sleeper.pid, "born long ago")

        processes.ask_to_end(stranger, signal.SIGTERM)
        processes.kill(stranger)

        assert sleeper.poll() is None

    def test_kills_the_whole_group_of_one_that_does_not_listen(self) -> None:
        code = (
            "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
            "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
            "print(child.pid, flush=True); time.sleep(60)"
        )
        deaf = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True)
        assert deaf.stdout is not None
        child = int(deaf.stdout.readline())
        record = record_of(deaf)
        child_record = Record(child, processes.birth(child))

        processes.ask_to_end(record, signal.SIGTERM)
        went = processes.wait_for_end(record, 0.2)
        processes.kill(record)

        assert not went
        assert not record.is_running()
        assert processes.wait_for_end(child_record, 5)
        deaf.stdout.close()
        deaf.wait()


class TestCommand:
    def test_tells_the_command_line(self) -> None:
        code = "import time; print(flush=True); time.sleep(60)"
        sleeper = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        assert sleeper.stdout is not None
        sleeper.stdout.readline()

        assert code in processes.command(sleeper.pid)
        sleeper.kill()
        sleeper.communicate()
