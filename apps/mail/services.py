"""Composing and sending e-mails. Called from tasks only, never while a page waits."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from apps.mail.errors import NotKept
from apps.mail.kinds import MailKind, kind_named
from apps.mail.models import Message
from apps.mail.signals import message_resent
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
    once it is sent. Files that its kind names go along. Raises what the mail backend raises.
    """
    earlier = Message.objects.filter(kind=kind, reference=reference).first()
    if earlier is not None and (earlier.sent_at or not settings.EMAIL_URL):
        return earlier
    message = earlier or _compose(kind=kind, reference=reference, to=to, context=context, language=language)
    message.is_secret = is_secret
    if settings.EMAIL_URL:
        _send_now(message)
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
    message.is_secret = is_secret
    message.save()
    outbox.publish(topic=DELIVER_TOPIC, key=f"{DELIVER_TOPIC}:{message.pk}", message_id=message.pk)
    return message


def _send_now(message: Message) -> None:
    _hand_over(message)
    message.sent_at = timezone.now()
    if message.is_secret:
        message.text = message.html = "Not kept: this message carried a private link or code."


@transaction.atomic
def resend(*, message_id: int, key: UUID, actor: str) -> Message:
    """Send a copy of a kept message to the same address and return it; the same key again does nothing more.

    The copy is a message of its own, and the mail service gets it after the commit. Raises NotKept for a
    message with a private link, and Message.DoesNotExist.
    """
    first = Message.objects.get(pk=message_id)
    if first.is_secret:
        raise NotKept
    copy, is_new = Message.objects.get_or_create(
        kind=first.kind,
        reference=f"{first.about[:60]}~{key.hex}",
        defaults={
            "to": first.to,
            "subject": first.subject,
            "text": first.text,
            "html": first.html,
            "language": first.language,
            "resent_of": first,
            "resent_by": actor,
        },
    )
    if is_new:
        outbox.publish(topic=DELIVER_TOPIC, key=f"{DELIVER_TOPIC}:{copy.pk}", message_id=copy.pk)
        transaction.on_commit(lambda: message_resent.send_robust(sender=Message, message_id=copy.pk))
    return copy


@transaction.atomic
def deliver(*, message_id: int) -> None:
    """Hand a written message to the mail service if there is one, once. Raises what the mail backend raises.

    The outbox runs it, whose row is locked meanwhile: two workers never have the same message at once.
    """
    message = Message.objects.get(pk=message_id)
    if message.sent_at is None and settings.EMAIL_URL:
        _send_now(message)
        message.save()


@dataclass(frozen=True, slots=True)
class Written:
    """The words of an e-mail."""

    subject: str
    text: str
    html: str


def preview(*, kind: MailKind, language: str) -> Written:
    """Write an e-mail of a kind about made-up things, in a language. Nothing is sent or kept."""
    return _write(kind=kind.name, context=kind.sample(), language=language)


def _compose(*, kind: str, reference: str, to: str, context: dict[str, Any], language: str) -> Message:
    words = _write(kind=kind, context=context, language=language)
    return Message(
        kind=kind,
        reference=reference,
        to=to,
        subject=words.subject,
        text=words.text,
        html=words.html,
        language=language,
    )


def _write(*, kind: str, context: dict[str, Any], language: str) -> Written:
    context = {
        **context,
        "language": language,
        "shop_name": settings.SHOP_NAME,
        "shop_url": settings.SHOP_URL,
        "contact_phone": settings.CONTACT_PHONE,
        "contact_email": settings.CONTACT_EMAIL,
    }
    with translation.override(language):
        subject = " ".join(render_to_string(f"emails/{kind}/subject.txt", context).split())
        text = render_to_string(f"emails/{kind}/body.txt", context)
        html = _inliner.inline(render_to_string(f"emails/{kind}/body.html", context))
    return Written(subject, text, html)


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
    kind = kind_named(message.kind)
    for attachment in kind.files(message.about) if kind else ():
        email.attach(*attachment)
    email.send()
