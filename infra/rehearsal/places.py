"""Where a rehearsal's shop lives: its database, the folders with each release's code and static files."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from infra.deployctl.problems import Failed, Refused
from infra.paths import ROOT
from shop.local.setup_steps import fingerprint

HOME = ROOT / ".local" / "rehearsal"
_CODE = ("apps", "shop", "static", "templates", "infra", "docker", "manage.py", "requirements.txt")
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV")


@dataclass(frozen=True)
class Tree:
    """The code of a release, and its collected static files."""

    folder: Path
    static: Path


def database_url(suffix: str) -> str:
    """Return the address of a database of the rehearsal. Raises Refused where no server is named."""
    given = os.environ.get("DATABASE_URL", "")
    if not given or not os.environ.get("REDIS_URL", ""):
        raise Refused(
            "DATABASE_URL and REDIS_URL name no servers for the rehearsal.",
            "Name servers of your own, such as those of bin/run (.local/env); databases *_rehearsal are made there.",
        )
    parts = urlsplit(given)
    return parts._replace(path=f"{parts.path}_{suffix}").geturl()


def environment(tree: Tree, port: int, static_host: str = "") -> dict[str, str]:
    """Return what the processes of a release are told."""
    return {
        **{name: os.environ[name] for name in _KEPT if name in os.environ},
        "SHOP_MODE": "demo",
        "SECRET_KEY": "made-for-a-rehearsal-on-one-machine-and-for-nothing-else",
        "DATABASE_URL": database_url("rehearsal"),
        "REDIS_URL": os.environ["REDIS_URL"],
        "SHOP_URL": f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "CSRF_TRUSTED_ORIGINS": f"http://127.0.0.1:{port}",
        "TRUSTED_PROXIES": "1",
        "RATE_LIMIT_FACTOR": "10000",  # all shoppers come from one address
        "MEDIA_ROOT": str(HOME / "media"),
        "DOCUMENTS_ROOT": str(HOME / "documents"),
        "STATIC_ROOT": str(tree.static),
        "STATIC_HOST": static_host,
        "DJANGO_SETTINGS_MODULE": "shop.settings",
        "LOG_LEVEL": "WARNING",
        "WEB_CONCURRENCY": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUNBUFFERED": "1",
    }


def command(tree: Tree, told: Mapping[str, str], *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run manage.py of a release to its end."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=tree.folder, env=dict(told), capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


def _must(done: "subprocess.CompletedProcess[str]") -> None:
    if done.returncode:
        raise Failed(
            f"{done.args[1:]} failed:\n{done.stdout}{done.stderr}"[-2000:], "Correct that and repeat."
        )


# ---- code ----------------------------------------------------------------------------------------------


def tree(
    name: str, *, style: str = "", migration: str = "", replaced: Mapping[str, tuple[str, str]] | None = None
) -> Tree:
    """Return the code of a release: this folder's, with a line of style, a migration or a replaced text more.

    Each style has its own static files, collected once and kept while nothing of the code has changed.
    """
    folder = HOME / "releases" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for part in _CODE:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__", "tests"))
        elif source.exists():
            shutil.copy2(source, folder / part)
    if migration:
        (folder / "apps/catalog/migrations/9999_rehearsal.py").write_text(migration)
    for path, (old, new) in (replaced or {}).items():
        file = folder / path
        text = file.read_text()
        if old not in text:
            raise Failed(
                f"{path} has no {old!r} to replace.", "Adapt infra/rehearsal/scenarios.py to the code."
            )
        file.write_text(text.replace(old, new, 1))
    return Tree(folder, _collected(folder, style))


def _collected(folder: Path, style: str) -> Path:
    """Return the static files of a release with this line at the end of its style sheet."""
    if style:
        part = sorted((folder / "static/css/parts").glob("*.css"))[-1]
        part.write_text(f"{part.read_text()}\n/* {style} */\n")
    static = HOME / "static" / (style or "plain")
    mark = fingerprint([*(ROOT / "static").rglob("*.*"), *(ROOT / "apps").glob("*/static/**/*.*")], style)
    marked = static.with_suffix(".mark")
    if not (marked.exists() and marked.read_text() == mark):
        shutil.rmtree(static, ignore_errors=True)
        made = Tree(folder, static)
        _must(command(made, environment(made, 80), "collectstatic", "--noinput"))
        marked.write_text(mark)
    return static


# ---- database ------------------------------------------------------------------------------------------


def fresh_database(base: Tree) -> None:
    """Give the rehearsal a database with the demo shop: a copy of one that is kept while the code is the same."""
    template, url = database_url("rehearsal_template"), database_url("rehearsal")
    code = [
        one
        for part in ("apps", "shop/demo")
        for one in (ROOT / part).rglob("*.py")
        if "tests" not in one.parts
    ]
    mark = fingerprint(code)
    with _maintenance(url) as server:
        if _comment(server, _name(template)) != mark or not (HOME / "media").is_dir():
            _recreate(server, template)
            told = environment(base, 80) | {"DATABASE_URL": template}
            _must(command(base, told, "migrate", "--noinput"))
            _must(command(base, told, "load_demo"))
            name, text = sql.Identifier(_name(template)), sql.Literal(mark)
            server.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(name, text))
        _recreate(server, url, template)


def drop_database() -> None:
    """Remove the rehearsal's database; the template stays for the next time."""
    url = database_url("rehearsal")
    with _maintenance(url) as server:
        server.execute(_DROP.format(sql.Identifier(_name(url))))


_DROP = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")


def _recreate(server: "psycopg.Connection[tuple[object, ...]]", url: str, template: str = "") -> None:
    name = sql.Identifier(_name(url))
    server.execute(_DROP.format(name))
    like = sql.SQL(" TEMPLATE {}").format(sql.Identifier(_name(template))) if template else sql.SQL("")
    server.execute(sql.SQL("CREATE DATABASE {}{}").format(name, like))


def _name(url: str) -> str:
    return urlsplit(url).path[1:]


def _comment(server: "psycopg.Connection[tuple[object, ...]]", name: str) -> object:
    query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    row = server.execute(query, (name,)).fetchone()
    return row[0] if row else None


def _maintenance(url: str) -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(urlsplit(url)._replace(path="/postgres").geturl(), autocommit=True)


def rows(query: str, *values: object, **named: object) -> list[tuple[object, ...]]:
    """Ask the rehearsal's database."""
    with psycopg.connect(database_url("rehearsal"), autocommit=True) as connection:
        cursor = connection.execute(query.encode(), named or values)
        return cursor.fetchall() if cursor.description else []
