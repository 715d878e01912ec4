"""The two servers a shop needs. Each comes from the environment if named there, else from this machine."""

import os
from dataclasses import dataclass
from pathlib import Path

from shop.local import binaries, console, credentials, paths, postgres, programs, valkey
from shop.local.programs import Process, Program


@dataclass(frozen=True)
class Service:
    """A server that runs: its address, and its program if this command started it."""

    url: str
    identity: str = ""
    program: Program | None = None
    process: Process | None = None


def named(variable: str) -> str:
    """Return the address a person has given for a server, or an empty text."""
    return os.environ.get(variable, "").strip()


def start_postgres() -> Service:
    """Return the shop's database, started if nobody named one. Raises LocalError when that fails."""
    with console.line("PostgreSQL") as row:
        given = named("DATABASE_URL")
        if given:
            row.result = "from DATABASE_URL"
            return Service(given)
        password = credentials.load().postgres_password
        cluster = postgres.prepare(test=False, password=password, tell=row.detail)
        log = paths.LOGS / "postgres.log"
        programs.rotate(log)
        program, process = postgres.start(cluster, log, paths.RUN)
        row.result = f"{cluster.version} on port {program.port}"
        return Service(postgres.url(program.port, password), cluster.identity, program, process)


def start_valkey() -> Service:
    """Return the shop's queue and cache, started if nobody named one. Raises LocalError when that fails."""
    with console.line("Valkey") as row:
        given = named("REDIS_URL")
        if given:
            row.result = "from REDIS_URL"
            return Service(given)
        password = credentials.load().valkey_password
        server = binaries.find_valkey()
        log = paths.LOGS / "valkey.log"
        programs.rotate(log)
        program, process = valkey.start(server, valkey_home(), password, log, paths.RUN, test=False)
        row.name = "Valkey" if "valkey" in server.program.name else "Redis"
        row.result = f"{server.version} on port {program.port}"
        return Service(valkey.url(program.port, password), "", program, process)


def valkey_home() -> Path:
    """Return the folder in which the shop's queue is kept."""
    return paths.LOCAL / "valkey"
