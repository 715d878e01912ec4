"""Ports and addresses on this machine."""

import socket

from shop.local.console import LocalError

LOOPBACK = "127.0.0.1"


def family(host: str) -> socket.AddressFamily:
    """Return the address family that a host name or address is written in."""
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def why_not(host: str, port: int) -> str:
    """Return why nothing can listen there, in the system's words, or an empty text when the port is free."""
    with socket.socket(family(host), socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(1)
        except OSError as error:
            return error.strerror or str(error)
    return ""


def require_free(host: str, port: int) -> None:
    """Raise LocalError when another program has the port, and say how to choose another one."""
    reason = why_not(host, port)
    if reason:
        raise LocalError(
            f"Cannot use port {port} on {host}: {reason}.\n"
            f"Choose another one like this:  PORT={port + 1} bin/run"
        )


def free() -> int:
    """Return a port of the loopback address that nobody uses at this moment."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.bind((LOOPBACK, 0))
        return int(listener.getsockname()[1])


def in_url(host: str) -> str:
    """Return the host as a URL writes it."""
    return f"[{host}]" if ":" in host else host


def to_visit(host: str) -> str:
    """Return the host a browser on this machine uses: an address that means "all" is no address to visit."""
    return "localhost" if host in ("0.0.0.0", "::", "") else host  # noqa: S104 (compared, not bound)
