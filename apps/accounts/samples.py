"""What an account mail could say, for the staff's previews."""

from typing import Any

from django.conf import settings

from apps.mail import kinds


def _message() -> dict[str, Any]:
    link = f"{settings.SHOP_URL}/account/password/reset/key/sample/"
    return {
        "subject": "Choose a new password",
        "paragraphs": ["Somebody asked for a new password for your account.", f"Choose one here:\n{link}"],
    }


kinds.register(name="account_message", title="Account: a message with a private link", sample=_message)
