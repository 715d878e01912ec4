"""The outbox topics that load and call one service."""

from apps.outbox.services import handles
from apps.returns import services


@handles("orders.withdrawn")
def open_withdrawal(*, withdrawal_id: int) -> None:
    services.open_withdrawal(withdrawal_id=withdrawal_id)
