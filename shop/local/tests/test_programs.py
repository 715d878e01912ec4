import os
import sys
import time
from pathlib import Path

import pytest

from shop.local import programs
from shop.local.console import LocalError
from shop.local.programs import Program

SLEEP = "import time; time.sleep(60)"
SLEEP_DEAF = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
)


def make_program(folder: Path, name: str, code: str, port: int = 0) -> Program:
    command = [sys.executable, "-c", code]
    return Program(name, command, os.environ, folder / f"{name}.log", folder, cwd=folder, port=port)


class TestStopAll:
    def test_stops_what_another_command_started_and_forgets_it(self, tmp_path: Path) -> None:
        processes = [programs.start(make_program(tmp_path, name, SLEEP)) for name in ("web", "postgres")]
        assert list(programs.running(tmp_path)) == ["web", "postgres"]

        killed = programs.stop_all(tmp_path)

        assert killed == []
        assert programs.running(tmp_path) == {}
        assert not list(tmp_path.glob("*.json"))
        for process in processes:
            process.wait()

    def test_kills_what_does_not_listen_once_nobody_wants_to_wait(self, tmp_path: Path) -> None:
        process = programs.start(make_program(tmp_path, "worker", SLEEP_DEAF))
        while not (tmp_path / "worker.log").read_text():
            time.sleep(0.01)

        killed = programs.stop_all(tmp_path, gives_up=lambda: True)

        assert killed == ["worker"]
        process.wait()

    def test_has_nothing_to_do_where_nothing_runs(self, tmp_path: Path) -> None:
        assert programs.stop_all(tmp_path) == []


class TestStartServer:
    def test_tries_another_port_when_one_was_snatched(self, tmp_path: Path) -> None:
        ports: list[int] = []

        def describe(port: int) -> Program:
            ports.append(port)
            return make_program(tmp_path, "valkey", SLEEP if len(ports) == 2 else "raise SystemExit(1)", port)

        program, process = programs.start_server(describe, lambda program, pid: len(ports) == 2)

        assert len(ports) == 2
        assert program.port == ports[1]
        programs.end_group(process)

    def test_shows_the_end_of_the_log_when_it_never_starts(self, tmp_path: Path) -> None:
        code = "raise SystemExit('no space left')"

        with pytest.raises(LocalError, match=r"valkey does not start(.|\n)*no space left"):
            programs.start_server(
                lambda port: make_program(tmp_path, "valkey", code, port), lambda program, pid: False
            )


class TestLogs:
    def test_are_set_aside_once_they_are_large(self, tmp_path: Path) -> None:
        log = tmp_path / "web.log"
        log.write_bytes(b"x" * (5 * 1024 * 1024 + 1))

        programs.rotate(log)

        assert not log.exists()
        assert (tmp_path / "web.log.1").exists()

    def test_stay_while_they_are_small(self, tmp_path: Path) -> None:
        log = tmp_path / "web.log"
        log.write_text("x")

        programs.rotate(log)

        assert log.read_text() == "x"

    def test_show_their_last_lines(self, tmp_path: Path) -> None:
        log = tmp_path / "web.log"
        log.write_text("\n".join(str(number) for number in range(100)))

        assert programs.last_lines(log, 2) == "98\n99"
