from pathlib import Path

import pytest

from shop.local.setup_steps import fingerprint


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "0001_initial.py"
    file.write_text("one")
    return file


class TestFingerprint:
    def test_stays_the_same_for_the_same_files(self, file: Path) -> None:
        assert fingerprint([file]) == fingerprint([file, file])

    def test_does_not_depend_on_the_order_of_files(self, file: Path, tmp_path: Path) -> None:
        other = tmp_path / "0002_other.py"
        other.write_text("two")

        assert fingerprint([file, other]) == fingerprint([other, file])

    def test_changes_with_the_content(self, file: Path) -> None:
        before = fingerprint([file])
        file.write_text("two")

        assert fingerprint([file]) != before

    def test_changes_with_the_name(self, file: Path) -> None:
        before = fingerprint([file])

        assert fingerprint([file.rename(file.with_name("0002_initial.py"))]) != before

    def test_changes_when_a_file_is_added_or_removed(self, file: Path, tmp_path: Path) -> None:
        before = fingerprint([file])
        (tmp_path / "0002_empty.py").touch()

        assert fingerprint(tmp_path.iterdir()) != before

    def test_changes_with_what_else_it_depends_on(self, file: Path) -> None:
        assert fingerprint([file], "one database") != fingerprint([file], "another database")

    def test_passes_over_compiled_files_and_missing_ones(self, file: Path, tmp_path: Path) -> None:
        compiled = tmp_path / "__pycache__" / "0001.pyc"
        compiled.parent.mkdir()
        compiled.write_text("code")

        assert fingerprint([file, compiled, tmp_path / "missing.py"]) == fingerprint([file])
