import subprocess
from pathlib import Path

import pytest

from shop.local import text_checks


@pytest.fixture
def project(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    return tmp_path


class TestPackageSources:
    def test_accept_a_plain_hashed_file(self, project: Path) -> None:
        (project / "requirements.txt").write_text("django==5.2.19 \\\n    --hash=sha256:00\n")

        assert text_checks.package_sources(project) == []

    @pytest.mark.parametrize(
        "line",
        [
            "--index-url packages.example",
            "  --extra-index-url packages.example",
            "-f packages",
            "django @ " + "https://packages.example/django.whl",
        ],
    )
    def test_find_where_packages_come_from(self, project: Path, line: str) -> None:
        (project / "requirements-dev.txt").write_text(f"celery==5.7.0\n{line}\n")

        assert text_checks.package_sources(project) == [f"requirements-dev.txt:2: {line.strip()}"]


class TestMachinePaths:
    @pytest.mark.parametrize("folder", ["work", "root", "home/alice"])
    def test_find_a_path_of_one_machine(self, project: Path, folder: str) -> None:
        (project / "notes.md").write_text(f"fine\nsee /{folder}/shop/notes.txt\n")

        assert text_checks.machine_paths(project) == [f"notes.md:2: see /{folder}/shop/notes.txt"]

    @pytest.mark.parametrize(
        "text",
        ["/homepage/", "a/work/b", "https://example.test/work/1", "{root}/work/x", "/workshop/", "/home/"],
    )
    def test_accept_what_only_looks_alike(self, project: Path, text: str) -> None:
        (project / "notes.md").write_text(text)

        assert text_checks.machine_paths(project) == []

    def test_pass_over_pictures_and_ignored_files(self, project: Path) -> None:
        line = "/" + "root/x"
        (project / ".gitignore").write_text("/.local/\n")
        (project / ".local").mkdir()
        (project / ".local" / "log").write_text(line)
        (project / "picture.png").write_bytes(b"\x89PNG\0" + line.encode())

        assert text_checks.machine_paths(project) == []


class TestAnArchive:
    """What a pipeline hands to its build machine: files without git's folder."""

    def test_is_read_as_a_whole(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
        (tmp_path / "docs").mkdir()
        (tmp_path / "docs" / "notes.md").write_text("see /" + "root/notes.txt\n")

        assert text_checks.machine_paths(tmp_path) == ["docs/notes.md:1: see /" + "root/notes.txt"]

    def test_leaves_out_what_the_machine_has_made(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
        (tmp_path / ".gitignore").write_text("/.local/\n__pycache__/\n*.py[cod]\n")
        for made in (".local/log", "apps/__pycache__/notes"):
            (tmp_path / made).parent.mkdir(parents=True)
            (tmp_path / made).write_text("/" + "root/x")

        assert text_checks.project_files(tmp_path) == [tmp_path / ".gitignore"]
