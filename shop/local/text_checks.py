"""Checks of plain text: what no file of the project may contain."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

_SOURCE = re.compile(r"://|^\s*(?:-i|-f|--index-url|--extra-index-url|--find-links|--trusted-host)\b")
_MACHINE_PATH = re.compile(r"(?<![\w.~}$/-])/(?:work|root|home/[\w.-]+)/")


def package_sources(root: Path) -> list[str]:
    """Return the lines of requirements files that say where packages come from; each machine decides that."""
    return _lines_with(_SOURCE, root, sorted(root.glob("requirements*.txt")))


def machine_paths(root: Path) -> list[str]:
    """Return the lines of the project's files with a path that exists on one person's machine only."""
    return _lines_with(_MACHINE_PATH, root, project_files(root))


def project_files(root: Path) -> list[Path]:
    """Return the files that git knows or would take; where it knows none, as in an unpacked archive, all there are."""
    names = _names_by_git(root)
    if names is None:
        return _files_of_an_archive(root)
    return [root / name for name in names if name and (root / name).is_file()]


def _names_by_git(root: Path) -> list[str] | None:
    # The folder may belong to another account, for example in a container.
    command = [
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    try:
        listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    return sorted(set(listed.split("\0")))


def _files_of_an_archive(root: Path) -> list[Path]:
    """Build machines get the files of a commit without its history. Folders that .gitignore names are made here."""
    ignored = root / ".gitignore"
    lines = ignored.read_text().splitlines() if ignored.exists() else []
    made_here = {line.strip("/") for line in lines if line.endswith("/")}
    files = (one for one in root.rglob("*") if not made_here & set(one.relative_to(root).parts))
    return sorted(one for one in files if one.is_file())


def _lines_with(pattern: re.Pattern[str], root: Path, files: Iterable[Path]) -> list[str]:
    found = []
    for file in files:
        content = file.read_bytes()
        if b"\0" in content:
            continue
        for number, line in enumerate(content.decode(errors="replace").splitlines(), start=1):
            if pattern.search(line):
                found.append(f"{file.relative_to(root)}:{number}: {line.strip()[:120]}")
    return found
