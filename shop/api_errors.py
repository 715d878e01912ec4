"""How the API says no: one shape for every refusal."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from apps.core.errors import Busy, ShopError

_TOO_LARGE = {
    "code": "too_large",
    "message": f"A request can have at most {settings.DATA_UPLOAD_MAX_MEMORY_SIZE:,} bytes.",
    "details": {},
}


def handle(exception: Exception, context: dict[str, Any]) -> Response | None:
    """Turn an exception into {code, message, details}; None for bugs, which become a plain 500."""
    if isinstance(exception, OperationalError | InterfaceError):
        exception = Busy()
    if isinstance(exception, ShopError):
        return _refusal(exception)
    if isinstance(exception, RequestDataTooBig):
        return Response(_TOO_LARGE, status=status.HTTP_413_REQUEST_ENTITY_TOO_LARGE)
    response = exception_handler(exception, context)
    if response is None:
        return None
    if isinstance(exception, exceptions.ValidationError):
        body = {"code": "invalid", "message": "Some fields need another value.", "details": exception.detail}
    else:
        body = {"code": _code(exception), "message": _message(exception), "details": {}}
    response.data = body
    return response


def _refusal(refusal: ShopError) -> Response:
    body = {"code": refusal.code, "message": refusal.message, "details": refusal.details}
    response = Response(body, status=refusal.status)
    if refusal.status in {status.HTTP_409_CONFLICT, status.HTTP_503_SERVICE_UNAVAILABLE}:
        response["Retry-After"] = "2"
    return response


def _code(exception: Exception) -> str:
    if isinstance(exception, Http404):
        return "not_found"
    if isinstance(exception, PermissionDenied):
        return "permission_denied"
    return str(getattr(exception, "default_code", "error"))


def _message(exception: Exception) -> str:
    if isinstance(exception, Http404):
        return "There is nothing at this address."
    return str(getattr(exception, "detail", exception))
