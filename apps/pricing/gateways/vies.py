"""The EU's register of VAT ids (VIES): is a number registered now?

Its REST service answers {"valid": true, "name": ..., "requestIdentifier": ...}, or, with whatever HTTP
status, {"actionSucceed": false, "errorWrappers": [{"error": "MS_UNAVAILABLE"}]}.
"""

import http.client
import json
import logging
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

log = logging.getLogger(__name__)

VALID, INVALID, UNREACHABLE = "valid", "invalid", "unreachable"
LARGEST_ANSWER = 64 * 1024
_SAYS_INVALID = frozenset({"INVALID", "INVALID_INPUT"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What the register says. `reason` tells why it said nothing."""

    result: str
    name: str = ""
    consultation_number: str = ""
    reason: str = ""


class _NoAnswer(Exception):
    """The register cannot be understood or reached."""


def check(prefix: str, number: str) -> Answer:
    """Ask about a VAT id (EL for Greece, number without prefix). Waits settings.VIES_TIMEOUT_SECONDS at most.

    Never raises for trouble outside: whatever is not a clear yes or no is "unreachable", with the reason.
    With settings.SHOP_VAT_ID the register gives a consultation number, the proof that it was asked.
    """
    question = {"countryCode": prefix, "vatNumber": number}
    own = settings.SHOP_VAT_ID
    if own:
        question |= {"requesterMemberStateCode": own[:2], "requesterNumber": own[2:]}
    try:
        return _understood(_posted(question))
    except _NoAnswer as trouble:
        log.warning("VIES did not answer about a number of %s: %s", prefix, trouble)
        return Answer(UNREACHABLE, reason=str(trouble)[:60])


def _posted(question: dict[str, str]) -> Any:
    """Post the question and return the JSON of the answer."""
    url = urlsplit(settings.VIES_URL)
    kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    connection = kind(url.hostname or "", url.port, timeout=settings.VIES_TIMEOUT_SECONDS)
    headers = {"Content-Type": "application/json", "Accept": "application/json", "Connection": "close"}
    ends = time.monotonic() + settings.VIES_TIMEOUT_SECONDS
    try:
        connection.request("POST", url.path or "/", json.dumps(question), headers)
        return json.loads(_body(connection.getresponse(), ends))
    except TimeoutError:
        raise _NoAnswer("timeout") from None
    except (OSError, http.client.HTTPException) as error:
        raise _NoAnswer(type(error).__name__) from error
    except ValueError as error:
        raise _NoAnswer("not JSON") from error
    finally:
        connection.close()


def _body(response: http.client.HTTPResponse, ends: float) -> bytes:
    """Read an answer piece by piece, so that neither a slow nor an endless one keeps the shop waiting."""
    body = b""
    while piece := response.read1(8192):
        body += piece
        if time.monotonic() > ends:
            raise TimeoutError
        if len(body) > LARGEST_ANSWER:
            raise _NoAnswer("answer too long")
    return body


def _understood(answer: Any) -> Answer:
    if not isinstance(answer, dict):
        raise _NoAnswer("unknown answer")
    errors = _errors(answer)
    if errors & _SAYS_INVALID:
        return Answer(INVALID)
    if errors:
        raise _NoAnswer(", ".join(sorted(errors)))
    if not isinstance(answer.get("valid"), bool):
        raise _NoAnswer("unknown answer")
    return Answer(
        VALID if answer["valid"] else INVALID,
        name=_text(answer.get("name") or answer.get("traderName"))[:200],
        consultation_number=_text(answer.get("requestIdentifier"))[:40],
    )


def _errors(answer: dict[str, Any]) -> set[str]:
    wrappers = answer.get("errorWrappers")
    if not isinstance(wrappers, list):
        return set()
    named = {_text(wrapper.get("error")) for wrapper in wrappers if isinstance(wrapper, dict)}
    return (named - {""}) or {"unknown error"}


def _text(value: Any) -> str:
    """Return a text of the answer; member states that give no names write "---"."""
    return value.strip().replace("\x00", "") if isinstance(value, str) and value.strip("- ") else ""
