"""Account work that happens after the commit."""

import uuid

from apps.mail import services as mail
from apps.outbox.services import handles


@handles("accounts.send_mail", forget_payload=True)
def send_mail(*, to: str, subject: str, text: str) -> None:
    """Send a mail about an account. It may carry a link that signs in, so its words are not kept anywhere."""
    context = {
        "subject": subject,
        "paragraphs": [part.strip() for part in text.split("\n\n") if part.strip()],
    }
    mail.send(kind="account_message", reference=str(uuid.uuid4()), to=to, context=context, is_secret=True)
