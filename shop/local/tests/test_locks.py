import os
import subprocess
import sys
from pathlib import Path

from shop.local import locks


class TestTryTake:
    def test_refuses_a_second_holder(self, tmp_path: Path) -> None:
        first = locks.try_take(tmp_path / "run.lock")
        assert first is not None

        assert locks.try_take(tmp_path / "run.lock") is None
        assert locks.is_taken(tmp_path / "run.lock")
        os.close(first)

    def test_is_free_again_once_its_holder_was_killed(self, tmp_path: Path) -> None:
        code = (
            "import sys; from pathlib import Path; from shop.local import locks;"
            "locks.try_take(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
        )
        holder = subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "run.lock")],
            cwd=Path(__file__).resolve().parents[3],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert locks.is_taken(tmp_path / "run.lock")

        holder.kill()
        holder.communicate()

        assert not locks.is_taken(tmp_path / "run.lock")


class TestNote:
    def test_can_be_read_by_those_who_find_the_lock_taken(self, tmp_path: Path) -> None:
        lock = locks.try_take(tmp_path / "run.lock")
        assert lock is not None
        locks.write_note(lock, {"url": "http://a-longer-address.test:8000"})

        locks.write_note(lock, {"url": "http://localhost:8000"})

        assert locks.read_note(tmp_path / "run.lock") == {"url": "http://localhost:8000"}
        os.close(lock)

    def test_is_empty_before_anything_was_written(self, tmp_path: Path) -> None:
        assert locks.read_note(tmp_path / "run.lock") == {}
