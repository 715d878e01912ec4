"""One way to call EasyPost: with a time-out for the whole answer, and its errors in our words.

The official library sends a call up to three times more when a connection fails, and its time-out is that of one
silence; a checkout can wait for neither.
"""

import json
import threading
import time
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from urllib3.exceptions import HTTPError

from apps.shipping.gateways.base import CarrierRefused, CarrierSilent

CONNECT_SECONDS = 2.0
MAX_BYTES = 5 * 1024 * 1024
_CHUNK = 64 * 1024
_local = threading.local()


def call(method: str, path: str, *, seconds: float, data: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return EasyPost's answer to a call within so many seconds. Raises CarrierSilent or CarrierRefused."""
    url = f"{settings.EASYPOST_API_BASE}{path}"
    headers = {"Authorization": f"Bearer {settings.EASYPOST_API_KEY}"}
    status, body, _ = _exchange(method, url, seconds=seconds, data=data, headers=headers)
    answer = _read(status, body)
    if status >= 400:
        raise refusal(status, answer)
    return answer


def download(url: str, *, seconds: float) -> tuple[bytes, str]:
    """Return a file that EasyPost named, and its type. Raises CarrierSilent."""
    allowed = {"https", urlsplit(settings.EASYPOST_API_BASE).scheme}
    if urlsplit(url).scheme not in allowed:
        raise CarrierSilent("The label's address is none that the shop opens.", "GARBAGE")
    status, body, kind = _exchange("GET", url, seconds=seconds)
    if status != 200:
        raise CarrierSilent(f"The label's file answered {status}.")
    return body, kind


def refusal(status: int, answer: dict[str, Any]) -> CarrierRefused | CarrierSilent:
    """Say what an answer that is an error means: the carrier's trouble, a wrong key, or a no."""
    error = answer.get("error")
    words = error if isinstance(error, dict) else {}
    message = f"{words.get('code', status)}: {words.get('message', 'no reason given')}"[:300]
    if status >= 500 or status == 429:
        return CarrierSilent(message)
    return CarrierRefused(message, "KEY" if status in (401, 403) else "REFUSED")


def _exchange(
    method: str,
    url: str,
    *,
    seconds: float,
    data: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
) -> tuple[int, bytes, str]:
    ends_at = time.monotonic() + seconds
    try:
        with _session().request(
            method,
            url,
            json=data,
            headers=headers,
            timeout=(min(seconds, CONNECT_SECONDS), seconds),
            allow_redirects=False,
            stream=True,
        ) as response:
            body = _body(response, ends_at)
            return response.status_code, body, response.headers.get("Content-Type", "")
    except (requests.RequestException, HTTPError) as silence:
        raise CarrierSilent(f"{type(silence).__name__} after at most {seconds:g} s") from silence


def _session() -> requests.Session:
    """A session of this thread: its connections are kept open, and not shared."""
    found: requests.Session | None = getattr(_local, "session", None)
    if found is None:
        found = _local.session = requests.Session()
        found.headers["User-Agent"] = f"astronomy-shop (+{settings.SHOP_URL})"
    return found


def _body(response: requests.Response, ends_at: float) -> bytes:
    content = bytearray()
    # One read of the socket each time: reading until a piece is full would let an answer drip past its time.
    while chunk := response.raw.read1(_CHUNK, decode_content=True):
        content += chunk
        if len(content) > MAX_BYTES:
            raise CarrierSilent("The answer is too long.", "GARBAGE")
        if time.monotonic() > ends_at:
            raise CarrierSilent("The answer came too slowly.")
    return bytes(content)


def _read(status: int, body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        if status >= 500:
            raise CarrierSilent(f"The carrier answered {status}.") from error
        raise CarrierSilent("The carrier's answer is no JSON.", "GARBAGE") from error
    if not isinstance(answer, dict):
        raise CarrierSilent("The carrier's answer is no object.", "GARBAGE")
    return answer
