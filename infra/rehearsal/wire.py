"""An HTTP server that speaks the protocols of AWS: what it is asked and answers is checked against the SDK's models."""

import json
import re
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.sax.saxutils import escape

from botocore.loaders import Loader
from botocore.validate import ParamValidator
from moto.core.model import ServiceModel
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.serialize import get_serializer_class

Answer = Callable[[dict[str, Any]], dict[str, Any]]
# Requests are signed with these names where they differ from those of the models.
_SIGNED_AS = {"monitoring": "cloudwatch", "elasticloadbalancing": "elbv2"}
_CREDENTIAL = re.compile(r"Credential=[^/]+/\d+/[\w-]+/([\w-]+)/aws4_request")


class ServiceError(Exception):
    """What a service answers when it does not do what it is asked."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(message or code)
        self.code = code


@cache
def model(service: str) -> ServiceModel:
    """Return the SDK's description of a service."""
    return ServiceModel(Loader().load_service_model(service, "service-2"), service)


def check(service: str, operation: str, answer: Mapping[str, Any]) -> None:
    """Raise AssertionError when an answer is none that the service could give."""
    shape = model(service).operation_model(operation).output_shape
    faults = ParamValidator().validate(dict(answer), shape).generate_report() if shape else ""
    if faults:
        raise AssertionError(f"{service} {operation}: {faults}")


class _Handler(BaseHTTPRequestHandler):
    """Finds out which operation is asked for, and answers in the protocol of its service."""

    answers: Mapping[tuple[str, str], Answer]
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body at once: in two parts the second waits for the first's acknowledgement

    def _handle(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        found = _CREDENTIAL.search(self.headers.get("Authorization", ""))
        signed = found.group(1) if found else "s3"
        service = _SIGNED_AS.get(signed, signed)
        operation = self._operation(service, body)
        try:
            status, headers, text = self._answer(service, operation, body)
        except ServiceError as error:
            status, headers, text = _refusal(service, error)
        except Exception:  # noqa: BLE001 - whoever asks has to hear of it
            status, headers, text = _refusal(service, ServiceError("InternalFailure", traceback.format_exc()))
        self._send(status, headers, text)

    do_GET = do_POST = do_HEAD = do_PUT = _handle  # noqa: N815 - names of the standard library

    def handle_expect_100(self) -> bool:
        """Send the permission to go on at once, although answers are buffered."""
        may_go_on = super().handle_expect_100()
        self.wfile.flush()
        return may_go_on

    def _operation(self, service: str, body: bytes) -> str:
        target = self.headers.get("X-Amz-Target", "")
        if target:
            return target.rpartition(".")[2]
        if service == "s3":
            return {"HEAD": "HeadObject", "PUT": "PutObject", "GET": "GetObject"}.get(
                self.command, self.command
            )
        return dict(parse_qsl(body.decode())).get("Action", "")

    def _answer(self, service: str, operation: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        answer = self.answers.get((service, operation))
        if answer is None:
            raise ServiceError("UnknownOperationException", f"The rehearsal knows no {service} {operation}.")
        if service == "s3":
            answer({"path": urlsplit(self.path).path})
            return 200, {}, b""
        asked_for = model(service).operation_model(operation)
        protocol = str(model(service).resolved_protocol)
        values = dict(parse_qsl(body.decode(), keep_blank_values=True)) if protocol == "query" else {}
        request: Any = {"body": body, "headers": self.headers, "method": self.command, "url_path": "/"}
        request |= {"url_params": {}, "values": values}
        told = answer(PROTOCOL_PARSERS[protocol](asked_for).parse(request))
        check(service, operation, told)
        made = get_serializer_class(service, protocol)(asked_for).serialize(told)
        text = made["body"]
        return made["status_code"], dict(made["headers"]), text.encode() if isinstance(text, str) else text

    def _send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() != "content-length":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing: the rehearsal has its own report."""


def _refusal(service: str, error: ServiceError) -> tuple[int, dict[str, str], bytes]:
    status = 404 if service == "s3" else 400
    if model(service).resolved_protocol == "json":
        body = json.dumps({"__type": error.code, "message": str(error)})
        return status, {"Content-Type": "application/x-amz-json-1.1"}, body.encode()
    told = f"<Code>{error.code}</Code><Message>{escape(str(error))}</Message>"
    body = f"<ErrorResponse><Error>{told}</Error></ErrorResponse>"
    return status, {"Content-Type": "text/xml"}, b"" if service == "s3" else body.encode()


@contextmanager
def serving(answers: Mapping[tuple[str, str], Answer], port: int = 0) -> Iterator[str]:
    """Answer on this machine for the length of the block, at the address that is returned."""
    handler = type("Handler", (_Handler,), {"answers": answers})
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
