"""The shop's own PostgreSQL: a cluster made on first use, reachable from this machine alone."""

import hashlib
import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shop.local import binaries, homes, paths, ports, programs
from shop.local.console import LocalError
from shop.local.programs import Process, Program

NAME = "shop"  # of the role and of its database
_SETTINGS = ("unix_socket_directories=", "max_connections=200", "shared_buffers=64MB")
_UNSAFE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_HOSTS = f"host all {NAME} 127.0.0.1/32 scram-sha-256\n"


@dataclass(frozen=True)
class Cluster:
    """A database cluster on disk, and the programs that serve it."""

    home: Path
    folder: Path
    version: str
    test: bool
    identity: str

    @property
    def data(self) -> Path:
        """Return PostgreSQL's data folder."""
        return self.home / "data"


def prepare(*, test: bool, password: str, tell: Callable[[str], None]) -> Cluster:
    """Return the cluster, made or made anew where need be.

    A server that a killed run left behind is stopped first. Raises LocalError when there is no PostgreSQL, or
    when it cannot make the cluster.
    """
    server = binaries.find_postgres()
    home = homes.postgres_home(test=test)
    homes.end_server_in(home / "data")
    _set_other_version_aside(home, server.major, keep=not test, tell=tell)
    folder = homes.reachable(server)
    note = _read_note(home)
    if not note:
        note = _create(home, folder, server.major, password, test=test)
    elif note["password"] != _digest(password):
        note = _change_password(home, folder, note["identity"], password)
    return Cluster(home, folder, server.version, test, note["identity"])


def start(cluster: Cluster, log: Path, records: Path) -> tuple[Program, Process]:
    """Start the server and wait until it accepts connections. Raises LocalError when it does not."""

    def describe(port: int) -> Program:
        return Program(
            name="postgres",
            command=server_command(cluster.folder, cluster.data, port, test=cluster.test),
            env=_environment(),
            log=log,
            records=records,
            cwd=cluster.home,
            port=port,
            account=homes.account(),
        )

    return programs.start_server(describe, lambda _, pid: is_ready(cluster.data, pid))


def server_command(folder: Path, data: Path, port: int, *, test: bool) -> list[str]:
    """Return the server's command: TCP on the loopback address only; careless of the disk in tests only."""
    settings = (*_SETTINGS, *(_UNSAFE if test else ()))
    command = [str(folder / "postgres"), "-D", str(data), "-h", ports.LOOPBACK, "-p", str(port)]
    return command + [part for setting in settings for part in ("-c", setting)]


def url(port: int, password: str, database: str = NAME) -> str:
    """Return the address of a database as DATABASE_URL wants it."""
    return f"postgres://{NAME}:{password}@{ports.LOOPBACK}:{port}/{database}"


def is_ready(data: Path, pid: int) -> bool:
    """Return whether the server with this process id says in its lock file that it accepts connections."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return False
    return len(lines) >= 8 and lines[0] == str(pid) and lines[7].startswith("ready")


def remove(*, test: bool) -> None:
    """Delete the cluster with all it holds, but not those that were set aside."""
    home = homes.postgres_home(test=test)
    homes.end_server_in(home / "data")
    _note(home).unlink(missing_ok=True)
    shutil.rmtree(home / "data", ignore_errors=True)


def _set_other_version_aside(home: Path, major: int, *, keep: bool, tell: Callable[[str], None]) -> None:
    try:
        found = (home / "data" / "PG_VERSION").read_text().strip()
    except OSError:
        return
    if found == str(major):
        return
    aside = home / f"data-{found}"
    shutil.rmtree(aside, ignore_errors=True)
    (home / "data").rename(aside)
    _note(home).unlink(missing_ok=True)
    if keep:
        tell(f"The database was made by PostgreSQL {found}, this is {major}: starting with a new database.")
        tell(f"The old one is kept in {paths.shown(aside)}")
    else:
        shutil.rmtree(aside)


def _create(home: Path, folder: Path, major: int, password: str, *, test: bool) -> dict[str, str]:
    data = home / "data"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(mode=0o700)
    account = homes.account()
    if account:
        os.chown(data, int(str(account["user"])), int(str(account["group"])))
    speed = ["--no-sync"] if test else []
    # Nobody may log in by the rules of initdb; the one rule written below lets in the shop's own role.
    common = ["-D", str(data), "-U", "postgres", "-E", "UTF8", "-A", "reject"]
    _run(home, [str(folder / "initdb"), *common, *collation(major), *speed])
    (data / "pg_hba.conf").write_text(_HOSTS)
    create = f"CREATE ROLE {NAME} LOGIN CREATEDB PASSWORD '{password}'\nCREATE DATABASE {NAME} OWNER {NAME}\n"
    _run_alone(home, folder, create)
    return _write_note(home, secrets.token_hex(8), password)


def collation(major: int) -> list[str]:
    """Return initdb's options for text that is compared and lower-cased as Unicode on every machine alike."""
    if major >= 17:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    if sys.platform == "darwin":  # its C library has no C.UTF-8
        return ["--locale=C", "--lc-ctype=en_US.UTF-8"]
    return ["--locale=C.UTF-8"]


def _change_password(home: Path, folder: Path, identity: str, password: str) -> dict[str, str]:
    _run_alone(home, folder, f"ALTER ROLE {NAME} PASSWORD '{password}'\n")
    return _write_note(home, identity, password)


def _run_alone(home: Path, folder: Path, sql: str) -> None:
    """Run statements, one a line, in single-user mode, which needs neither a network nor a client program."""
    told = _run(home, [str(folder / "postgres"), "--single", "-D", str(home / "data"), "postgres"], sql)
    if "ERROR:" in told or "FATAL:" in told:
        raise LocalError(f"PostgreSQL refused to set up the shop's database:\n{told}")


def _run(home: Path, command: Sequence[str], sql: str = "") -> str:
    done = subprocess.run(
        command,
        cwd=home,
        env=dict(_environment()),
        input=sql,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
        check=False,
        **homes.account(),  # type: ignore[call-overload]
    )
    if done.returncode:
        raise LocalError(f"{Path(command[0]).name} failed:\n{done.stdout.strip()}")
    return str(done.stdout)


def _environment() -> Mapping[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}


def _note(home: Path) -> Path:
    return home / "cluster.json"


def _read_note(home: Path) -> dict[str, str]:
    """Return what was noted once the cluster was complete; an interrupted start has left no note."""
    try:
        note: dict[str, str] = json.loads(_note(home).read_text())
    except (OSError, ValueError):
        return {}
    return note if (home / "data" / "PG_VERSION").exists() else {}


def _write_note(home: Path, identity: str, password: str) -> dict[str, str]:
    note = {"identity": identity, "password": _digest(password)}
    _note(home).write_text(json.dumps(note))
    return note


def _digest(password: str) -> str:
    return hashlib.sha256(password.encode()).hexdigest()
