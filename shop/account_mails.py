"""Account mails (password reset and the like), written here and sent by a task."""

from typing import Any

from django.db import transaction
from django.template.loader import render_to_string

from apps.accounts.services import MAIL_TOPIC
from apps.outbox import services as outbox


def queue(template_prefix: str, email: str, context: dict[str, Any]) -> None:
    """Write an account mail from its templates and hand it to the outbox."""
    subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", context).split())
    text = render_to_string(f"{template_prefix}_message.txt", context).strip()
    with transaction.atomic():
        outbox.publish(topic=MAIL_TOPIC, to=email, subject=subject, text=text)
