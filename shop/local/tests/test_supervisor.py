import os
import sys
import time
from pathlib import Path

import pytest

from shop.local.console import LocalError
from shop.local.programs import Program
from shop.local.supervisor import Deaths, Watched, look_after


def make_program(folder: Path, code: str) -> Program:
    return Program("web", [sys.executable, "-c", code], os.environ, folder / "web.log", folder, cwd=folder)


class TestDeaths:
    def test_wait_longer_each_time_up_to_half_a_minute(self) -> None:
        deaths = Deaths()

        waits = [deaths.note(now, lived=1) for now in range(0, 700, 100)]

        assert waits == [1, 2, 4, 8, 16, 30, 30]

    def test_are_forgiven_after_a_long_life(self) -> None:
        deaths = Deaths()
        deaths.note(0, lived=1)
        deaths.note(2, lived=1)

        assert deaths.note(200, lived=190) == 1

    def test_are_too_many_at_five_within_a_minute(self) -> None:
        deaths = Deaths()
        for now in (0, 10, 20, 30):
            deaths.note(now, lived=1)
        assert not deaths.are_too_many()

        deaths.note(59, lived=1)

        assert deaths.are_too_many()

    def test_are_not_too_many_when_spread_over_more_than_a_minute(self) -> None:
        deaths = Deaths()

        for now in (0, 20, 40, 60, 80):
            deaths.note(now, lived=1)

        assert not deaths.are_too_many()


class TestLookAfter:
    def test_starts_what_does_not_run(self, tmp_path: Path) -> None:
        watched = Watched(make_program(tmp_path, "import time; time.sleep(60)"))

        look_after([watched], starting=True)

        assert watched.process is not None
        assert watched.has_lived(0)
        assert not watched.has_lived(60)
        watched.process.kill()
        watched.process.wait()

    def test_says_which_program_died_and_starts_it_again(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        watched = Watched(make_program(tmp_path, "raise SystemExit(3)"))
        look_after([watched], starting=True)
        first = watched.process
        assert first is not None
        first.wait()

        look_after([watched], starting=True)
        assert not watched.has_lived(0)
        watched.next_start = time.monotonic()
        look_after([watched], starting=True)

        assert "[web] ended (exit code 3); starting again in 1 s" in capsys.readouterr().out
        assert watched.process is not None
        assert watched.process is not first
        watched.process.wait()

    def test_gives_up_a_start_that_fails_again_and_again_and_shows_the_log(self, tmp_path: Path) -> None:
        watched = Watched(make_program(tmp_path, "raise SystemExit('no such setting')"))
        for ago in (40, 30, 20, 10):
            watched.deaths.note(time.monotonic() - ago, lived=1)
        watched.start()
        assert watched.process is not None
        watched.process.wait()

        with pytest.raises(LocalError, match=r"web ended 5 times within a minute(.|\n)*no such setting"):
            look_after([watched], starting=True)

    def test_never_gives_up_a_shop_that_was_ready(self, tmp_path: Path) -> None:
        watched = Watched(make_program(tmp_path, "raise SystemExit(3)"))
        for ago in (40, 30, 20, 10):
            watched.deaths.note(time.monotonic() - ago, lived=1)
        watched.start()
        assert watched.process is not None
        watched.process.wait()

        look_after([watched], starting=False)

        assert watched.next_start > time.monotonic() + 10
