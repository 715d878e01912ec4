"""Where PostgreSQL's files lie, and which account may run it.

PostgreSQL refuses to run as root, so as root it runs as "nobody". That account has to reach the server's
programs and data, which it cannot in a checkout below root's closed home folder. As root both therefore lie
outside the checkout, in a folder named after the checkout's path. Rather not in /tmp or /var/tmp: machines
tidy files away there one by one after some weeks, which would leave a broken database.
"""

import hashlib
import os
import pwd
import shutil
import signal
from collections.abc import Sequence
from pathlib import Path

from shop.local import locks, paths, processes
from shop.local.binaries import Server
from shop.local.console import LocalError

_OUTSIDE = ("/var/lib", "/var/tmp", "/tmp")  # noqa: S108
_POINTER = paths.LOCAL / "outside"
_NEEDLESS = ("include", "pgxs", "pkgconfig", "*.a", "__pycache__")


def account() -> dict[str, int | Sequence[int]]:
    """Return the account for PostgreSQL in the words of subprocess: nothing special unless this is root."""
    if os.geteuid() != 0:
        return {}
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError as error:
        raise LocalError(
            'PostgreSQL refuses to run as root, and this machine has no account "nobody" for it.\n'
            "Start the shop from an ordinary account, or set DATABASE_URL."
        ) from error
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def postgres_home(*, test: bool) -> Path:
    """Return the folder of the shop's or of the tests' database cluster, made if need be."""
    if os.geteuid() == 0:
        home = outside() / ("test" if test else "shop")
    else:
        home = (paths.TEST if test else paths.LOCAL) / "postgres"
    _make_open(home)
    return home


def outside() -> Path:
    """Return root's folder outside the checkout.

    What lies there belongs to the .local that points to it: without the pointer (.local was removed, or the
    checkout copied) it is left over, and is cleared away.
    """
    folder = outside_folder(paths.ROOT)
    with locks.held(paths.LOCAL / "outside.lock"):
        if not _POINTER.exists() or _POINTER.read_text() != str(folder):
            _clear(folder)
            _POINTER.write_text(str(folder))
        _make_open(folder)
    return folder


def outside_folder(root: Path) -> Path:
    """Return where root keeps PostgreSQL for a checkout: on a disk that may hold programs."""
    name = f"astronomy-shop-{hashlib.sha256(str(root).encode()).hexdigest()[:12]}"
    for parent in map(Path, _OUTSIDE):
        if parent.is_dir() and os.access(parent, os.W_OK) and _may_hold_programs(parent):
            return parent / name
    raise LocalError(
        f"None of {', '.join(_OUTSIDE)} can hold PostgreSQL's programs and data.\n"
        "Start the shop from an ordinary account, or set DATABASE_URL."
    )


def reachable(server: Server) -> Path:
    """Return the folder of the server's programs, where its account reaches them: as root in a copy."""
    if server.package is None or os.geteuid() != 0:
        return server.program.parent
    copy = outside() / f"programs-{server.version}"
    with locks.held(paths.LOCAL / "programs.lock"):
        if not copy.exists():
            _copy_package(server.package, copy)
    return copy / server.program.parent.relative_to(server.package.parent)


def end_server_in(data: Path) -> None:
    """Stop a server that still works on a data folder, as its own lock file tells.

    Where the process in that file is a stranger by now, the file goes: PostgreSQL would take the stranger for
    its server and refuse to start.
    """
    lock_file = data / "postmaster.pid"
    try:
        pid = int(lock_file.read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return
    server = processes.Record(pid, processes.birth(pid))
    if str(data) not in processes.command(pid):
        if processes.exists(pid):
            lock_file.unlink()
        return
    processes.ask_to_end(server, signal.SIGINT)
    if not processes.wait_for_end(server, 20):
        processes.kill(server)


def _copy_package(package: Path, target: Path) -> None:
    draft = target.with_name("programs.draft")
    shutil.rmtree(draft, ignore_errors=True)
    # The programs look for their libraries in the folder beside the package.
    skip = shutil.ignore_patterns(*_NEEDLESS)
    for folder in (package, package.with_name(f"{package.name}.libs")):
        if folder.exists():
            shutil.copytree(folder, draft / folder.name, ignore=skip, symlinks=True)
    for path in (draft, *draft.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    draft.rename(target)


def _make_open(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)


def _may_hold_programs(folder: Path) -> bool:
    return not os.statvfs(folder).f_flag & getattr(os, "ST_NOEXEC", 0)


def _clear(folder: Path) -> None:
    for data in folder.glob("*/data"):
        end_server_in(data)
    if folder.exists():
        shutil.rmtree(folder)
