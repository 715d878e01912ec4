"""Composing and sending e-mails. Called from tasks only, never while a page waits."""

from typing import Any

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from apps.mail.models import Message
from apps.outbox import services as outbox

DELIVER_TOPIC = "mail.deliver"

_inliner = css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=True)


def send(
    *,
    kind: str,
    reference: str,
    to: str,
    context: dict[str, Any],
    language: str = "en",
    is_secret: bool = False,
) -> Message:
    """Write the e-mail `kind` about `reference` once, and hand it to the mail service if there is one.

    The templates are emails/<kind>/subject.txt, body.txt and body.html. Called again for the same kind
    and reference, it returns the first message and sends nothing. The words of a secret one are dropped
    once it is sent. Raises what the mail backend raises.
    """
    earlier = Message.objects.filter(kind=kind, reference=reference).first()
    if earlier is not None and (earlier.sent_at or not settings.EMAIL_URL):
        return earlier
    message = earlier or _compose(kind=kind, reference=reference, to=to, context=context, language=language)
    if settings.EMAIL_URL:
        _sent(message, is_secret=is_secret)
    message.save()
    return message


@transaction.atomic
def write(
    *,
    kind: str,
    reference: str,
    to: str,
    context: dict[str, Any],
    language: str = "en",
    is_secret: bool = False,
) -> Message:
    """Write an e-mail as `send` does, once, in the caller's transaction, and have it sent after the commit.

    For what exists only if the transaction does, as a new code: no mail tells of what was rolled back.
    """
    earlier = Message.objects.filter(kind=kind, reference=reference).first()
    if earlier is not None:
        return earlier
    message = _compose(kind=kind, reference=reference, to=to, context=context, language=language)
    message.save()
    outbox.publish(
        topic=DELIVER_TOPIC,
        key=f"{DELIVER_TOPIC}:{message.pk}",
        message_id=message.pk,
        is_secret=is_secret,
    )
    return message


def deliver(*, message_id: int, is_secret: bool) -> None:
    """Hand a written e-mail to the mail service if there is one. Raises what the mail backend raises."""
    message = Message.objects.get(pk=message_id)
    if settings.EMAIL_URL and message.sent_at is None:
        _sent(message, is_secret=is_secret)
        message.save()


def _sent(message: Message, *, is_secret: bool) -> None:
    _hand_over(message)
    message.sent_at = timezone.now()
    if is_secret:
        message.text = message.html = "Not kept: this message carried a private link or code."


def _compose(*, kind: str, reference: str, to: str, context: dict[str, Any], language: str) -> Message:
    context = {
        **context,
        "shop_name": settings.SHOP_NAME,
        "shop_url": settings.SHOP_URL,
        "contact_phone": settings.CONTACT_PHONE,
        "contact_email": settings.CONTACT_EMAIL,
    }
    with translation.override(language):
        subject = " ".join(render_to_string(f"emails/{kind}/subject.txt", context).split())
        text = render_to_string(f"emails/{kind}/body.txt", context)
        html = _inliner.inline(render_to_string(f"emails/{kind}/body.html", context))
    return Message(
        kind=kind, reference=reference, to=to, subject=subject, text=text, html=html, language=language
    )


def _hand_over(message: Message) -> None:
    # The same Message-ID on a repeated attempt lets mail systems drop the second copy.
    email = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        to=[message.to],
        reply_to=[settings.CONTACT_EMAIL],
        headers={
            "Message-ID": f"<{message.kind}.{message.reference}@{settings.CONTACT_EMAIL.rpartition('@')[2]}>"
        },
    )
    email.attach_alternative(message.html, "text/html")
    email.send()
