import os
from pathlib import Path

import pytest

from shop.local import paths, testing
from shop.local.console import LocalError


class TestSlots:
    def test_are_different_for_two_runs_at_once(self, tmp_path: Path) -> None:
        first, first_lock = testing.take_slot(tmp_path)
        second, second_lock = testing.take_slot(tmp_path)

        assert (first, second) == (0, 1)
        os.close(first_lock)
        assert testing.is_any_slot_taken(tmp_path)
        os.close(second_lock)
        assert not testing.is_any_slot_taken(tmp_path)

    def test_are_used_again(self, tmp_path: Path) -> None:
        _, first_lock = testing.take_slot(tmp_path)
        os.close(first_lock)

        number, lock = testing.take_slot(tmp_path)

        assert number == 0
        os.close(lock)

    def test_run_out(self, tmp_path: Path) -> None:
        taken = [testing.take_slot(tmp_path) for _ in range(testing.SLOTS)]

        with pytest.raises(LocalError, match="wait until one has ended"):
            testing.take_slot(tmp_path)
        for _, lock in taken:
            os.close(lock)


class TestEnsureServices:
    def test_leaves_servers_alone_that_somebody_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DATABASE_URL", "postgres://somewhere")
        monkeypatch.setenv("REDIS_URL", "redis://somewhere")
        monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
        before = dict(os.environ)

        testing.ensure_services()

        assert dict(os.environ) == before

    def test_gives_each_process_of_a_parallel_run_its_own_queue_and_cache(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(paths, "TEST", tmp_path)
        monkeypatch.setenv("DATABASE_URL", "postgres://somewhere")
        monkeypatch.setenv("REDIS_URL", "redis://:secret@somewhere:7000/5")
        monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw1")
        monkeypatch.delenv("CACHE_URL", raising=False)

        chosen = []
        for _ in range(2):
            monkeypatch.delenv("BROKER_URL", raising=False)
            testing.ensure_services()
            chosen.append((os.environ["BROKER_URL"], os.environ["CACHE_URL"]))

        assert chosen == [
            ("redis://:secret@somewhere:7000/0", "redis://:secret@somewhere:7000/1"),
            ("redis://:secret@somewhere:7000/2", "redis://:secret@somewhere:7000/3"),
        ]


class TestFindChromium:
    @pytest.fixture
    def browser(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        program = tmp_path / "chromium"
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
        monkeypatch.delenv("CHROMIUM", raising=False)
        monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "none"))
        monkeypatch.setenv("PATH", str(tmp_path))
        return program

    def test_takes_the_one_named_in_the_environment(
        self, browser: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = browser.rename(browser.with_name("my-browser"))
        monkeypatch.setenv("CHROMIUM", str(other))

        assert testing.find_chromium() == str(other)

    def test_says_so_when_that_one_does_not_exist(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CHROMIUM", "no-such-browser")

        with pytest.raises(LocalError, match="no-such-browser"):
            testing.find_chromium()

    def test_prefers_the_one_that_playwright_brought(
        self, browser: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = tmp_path / "playwright" / "chromium-1200" / "chrome-linux"
        folder.mkdir(parents=True)
        brought = browser.rename(folder / "chrome")
        monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))

        assert testing.find_chromium() == str(brought)

    def test_looks_on_the_path(self, browser: Path) -> None:
        assert testing.find_chromium() == str(browser)
