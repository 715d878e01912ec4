from apps.orders import services
from apps.outbox.services import handles


@handles("orders.issue_gift_cards")
def issue_gift_cards(*, order_id: int) -> None:
    services.issue_gift_cards(order_id=order_id)
