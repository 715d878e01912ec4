"""Mails that a return's steps leave for after the commit."""

from apps.outbox.services import handles
from apps.returns import emails
from apps.returns.models import Return


def _send(return_id: int, kind: str) -> None:
    emails.send(Return.objects.select_related("order").get(pk=return_id), kind)


@handles("returns.send_requested")
def send_requested(*, return_id: int) -> None:
    _send(return_id, "requested")


@handles("returns.send_approved")
def send_approved(*, return_id: int) -> None:
    _send(return_id, "approved")


@handles("returns.send_refused")
def send_refused(*, return_id: int) -> None:
    _send(return_id, "refused")


@handles("returns.send_received")
def send_received(*, return_id: int) -> None:
    _send(return_id, "received")
