from pathlib import Path

import pytest

from shop.local.logs import Notices, Tail, is_trouble


class TestTail:
    def test_leaves_out_what_was_there_before(self, tmp_path: Path) -> None:
        log = tmp_path / "web.log"
        log.write_text("old\n")

        tail = Tail(log)
        with log.open("a") as file:
            file.write("new\n")

        assert tail.new_lines() == ["new"]
        assert tail.new_lines() == []

    def test_keeps_half_a_line_until_it_is_whole(self, tmp_path: Path) -> None:
        log = tmp_path / "web.log"
        tail = Tail(log)
        log.write_text("first\nsec")
        assert tail.new_lines() == ["first"]

        with log.open("a") as file:
            file.write("ond\n")

        assert tail.new_lines() == ["second"]

    def test_waits_for_a_log_that_does_not_exist_yet(self, tmp_path: Path) -> None:
        assert Tail(tmp_path / "missing.log").new_lines() == []


class TestIsTrouble:
    @pytest.mark.parametrize(
        "line",
        [
            "[2026-11-20 19:20:27,702: WARNING/MainProcess] lost the broker",
            "[2026-11-21 01:20:27 +0000] [11554] [ERROR] Worker failed to boot.",
            "2026-11-21T01:20:27Z [warning  ] rate_is_old   [shop.currency]",
            "Traceback (most recent call last):",
        ],
    )
    def test_sees_warnings_and_errors(self, line: str) -> None:
        assert is_trouble(line)

    @pytest.mark.parametrize(
        "line",
        [
            "[2026-11-20 19:20:27,702: INFO/MainProcess] celery@here ready.",
            "2026-11-21T01:20:27Z [info     ] order_paid   [shop.orders]",
            "GET /search?q=error 200",
        ],
    )
    def test_is_not_troubled_by_ordinary_lines(self, line: str) -> None:
        assert not is_trouble(line)


class TestNotices:
    def test_tell_the_first_trouble_at_once_and_count_the_rest(self) -> None:
        notices = Notices()

        assert notices.of(["[ERROR] one", "fine", "[ERROR] two"], now=100) == ["[ERROR] one"]
        assert notices.of(["[ERROR] three"], now=105) == []
        assert notices.of([], now=111) == ["2 more warnings or errors"]
        assert notices.of([], now=130) == []

    def test_are_silent_about_ordinary_lines(self) -> None:
        assert Notices().of(["fine", "INFO as well"], now=100) == []
