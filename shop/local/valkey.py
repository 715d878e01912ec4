"""The shop's own Valkey (or Redis): cache and task queue, reachable from this machine alone."""

import contextlib
import os
import shutil
import socket
from pathlib import Path

from shop.local import paths, ports, programs
from shop.local.binaries import Server
from shop.local.console import LocalError
from shop.local.programs import Process, Program


def start(
    server: Server, home: Path, password: str, log: Path, records: Path, *, test: bool
) -> tuple[Program, Process]:
    """Start the server and wait until it answers. Raises LocalError when it does not.

    The queue of a shop survives a restart. What another version of the server has kept may be unreadable to
    this one, and is then set aside: the outbox in the database sends such work again.
    """
    home.mkdir(mode=0o700, exist_ok=True)

    def describe(port: int) -> Program:
        file = home / "valkey.conf"
        paths.write_private(file, configuration(home, port, password, keep=not test))
        env = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
        return Program("valkey", [str(server.program), str(file)], env, log, records, cwd=home, port=port)

    def is_ready(program: Program, _: int) -> bool:
        return answers(program.port, password)

    try:
        return programs.start_server(describe, is_ready)
    except LocalError:
        if not _set_queue_aside(home):
            raise
    return programs.start_server(describe, is_ready)


def configuration(home: Path, port: int, password: str, *, keep: bool) -> str:
    """Return the server's configuration file."""
    return (
        f'bind {ports.LOOPBACK}\nport {port}\nrequirepass {password}\ndir "{home}"\n'
        f'daemonize no\ndatabases 64\nsave ""\nappendonly {"yes" if keep else "no"}\n'
    )


def url(port: int, password: str) -> str:
    """Return the server's address as REDIS_URL wants it, without a database number."""
    return f"redis://:{password}@{ports.LOOPBACK}:{port}"


def answers(port: int, password: str) -> bool:
    """Return whether a server on that port takes the password and is ready for commands."""
    try:
        with socket.create_connection((ports.LOOPBACK, port), timeout=1) as connection:
            connection.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            heard = b""
            while heard.count(b"\r\n") < 2 and (part := connection.recv(256)):
                heard += part
    except OSError:
        return False
    return heard == b"+OK\r\n+PONG\r\n"


def remove(home: Path) -> None:
    """Delete what the server has kept."""
    shutil.rmtree(home, ignore_errors=True)


def _set_queue_aside(home: Path) -> bool:
    queue = home / "appendonlydir"
    aside = home / "appendonlydir-set-aside"
    shutil.rmtree(aside, ignore_errors=True)
    with contextlib.suppress(FileNotFoundError):
        queue.rename(aside)
    return aside.exists()
