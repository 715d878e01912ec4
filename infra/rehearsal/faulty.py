"""The shop with a fault on purpose: what gunicorn serves in a rehearsal. REHEARSAL_FAULT says which fault.

fail-posts:0.4 answers that share of forms with 500; slow:2 takes that many seconds for a product; never-ready is never
ready; leak:4 keeps that many MB of every request. Without the variable it is the shop as it is.
"""

import os
import random
import time
from collections.abc import Callable, Iterable
from typing import Any

from shop.wsgi import application as shop

_kind, _, _amount = os.environ.get("REHEARSAL_FAULT", "").partition(":")
_kept: list[bytearray] = []

Start = Callable[..., Any]


def application(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
    """Answer as the shop does, but for the fault."""
    path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
    if _kind == "never-ready" and path == "/readyz":
        return _refuse(start_response, "503 Service Unavailable")
    if _kind == "fail-posts" and method == "POST" and random.random() < float(_amount):  # noqa: S311 - no secret
        return _refuse(start_response, "500 Internal Server Error")
    if _kind == "slow" and path.startswith("/products/"):
        time.sleep(float(_amount))
    if _kind == "leak" and path not in ("/readyz", "/livez"):
        _kept.append(bytearray(os.urandom(1024) * int(float(_amount) * 1024)))
    return shop(environ, start_response)


def _refuse(start_response: Start, status: str) -> list[bytes]:
    start_response(status, [("Content-Type", "text/plain"), ("Content-Length", "6")])
    return [b"broken"]
