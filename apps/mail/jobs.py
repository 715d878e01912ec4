from apps.mail import services
from apps.outbox.services import handles


@handles("mail.deliver")
def deliver(*, message_id: int, is_secret: bool) -> None:
    services.deliver(message_id=message_id, is_secret=is_secret)
