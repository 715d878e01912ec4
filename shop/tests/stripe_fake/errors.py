"""Errors in the shape that Stripe gives them."""

from typing import Any


class ApiError(Exception):
    """An answer with an error object."""

    def __init__(self, status: int, kind: str, message: str, code: str = "", **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": {"type": kind, "message": message, **({"code": code} if code else {}), **more}}


def invalid(message: str, code: str = "", param: str = "") -> ApiError:
    """A request that cannot be carried out."""
    return ApiError(400, "invalid_request_error", message, code, **({"param": param} if param else {}))


def missing(kind: str, name: str) -> ApiError:
    """An object that does not exist."""
    text = f"No such {kind}: '{name}'"
    return ApiError(404, "invalid_request_error", text, "resource_missing", param="id")


def unexpected(intent: dict[str, Any], verb: str) -> ApiError:
    """An intent whose state does not allow what was asked."""
    text = f"You cannot {verb} this PaymentIntent because it has a status of {intent['status']}."
    return ApiError(
        400, "invalid_request_error", text, "payment_intent_unexpected_state", payment_intent=intent
    )
