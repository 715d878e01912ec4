"""What the outbox starts in mail."""

from apps.mail import services
from apps.outbox.services import handles


@handles("mail.deliver")
def deliver(*, message_id: int) -> None:
    services.deliver(message_id=message_id)
