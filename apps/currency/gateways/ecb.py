"""Fetches the file of reference rates from the European Central Bank."""

import time
from contextlib import closing
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import urlsplit

from django.conf import settings

from apps.currency.errors import RatesUnavailable
from apps.currency.feeds.ecb import MAX_BYTES

_CHUNK = 64 * 1024


def fetch() -> bytes:
    """Return the file at ECB_URL as it was sent, complete or not at all.

    A silence of ECB_TIMEOUT_SECONDS, three times as long for the whole file, more than 20 MB, a redirect or
    any other answer than 200 raises RatesUnavailable, as does an empty ECB_URL.
    """
    if not settings.ECB_URL:
        raise RatesUnavailable("Fetching exchange rates is switched off: the setting ECB_URL is empty.")
    ends_at = time.monotonic() + 3 * settings.ECB_TIMEOUT_SECONDS
    try:
        with closing(_connection()) as connection:
            connection.request(
                "GET", _path(), headers={"User-Agent": f"astronomy-shop (+{settings.SHOP_URL})"}
            )
            return _body(connection.getresponse(), ends_at)
    except (OSError, HTTPException) as error:
        reason = str(error) or type(error).__name__
        raise RatesUnavailable(f"The exchange rates could not be fetched: {reason}.") from error


def _connection() -> HTTPConnection:
    url = urlsplit(settings.ECB_URL)
    kind = HTTPSConnection if url.scheme == "https" else HTTPConnection
    return kind(url.hostname or "", url.port, timeout=settings.ECB_TIMEOUT_SECONDS)


def _path() -> str:
    url = urlsplit(settings.ECB_URL)
    return f"{url.path or '/'}?{url.query}" if url.query else url.path or "/"


def _body(response: HTTPResponse, ends_at: float) -> bytes:
    if response.status != 200:
        raise RatesUnavailable(f"The feed of exchange rates answered {response.status} {response.reason}.")
    announced = response.length
    content = bytearray()
    while chunk := response.read1(_CHUNK):
        content += chunk
        if len(content) > MAX_BYTES:
            raise RatesUnavailable(f"The feed of exchange rates sent more than {MAX_BYTES // 1024**2} MB.")
        if time.monotonic() > ends_at:
            raise RatesUnavailable("The feed of exchange rates was too slow.")
    if announced is not None and len(content) < announced:
        raise RatesUnavailable(
            f"The feed of exchange rates broke off after {len(content)} of {announced} bytes."
        )
    return bytes(content)
