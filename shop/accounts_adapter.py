"""What signing in means for the rest of the shop."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest

from apps.accounts.models import User
from apps.cart import services as carts


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Brings the guest's basket along at sign-in and sends account mails through the shop's own mailer."""

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        count = carts.merge_at_sign_in(token=request.COOKIES.get(settings.CART_COOKIE_NAME), user=user)
        if count:
            what = "1 item" if count == 1 else f"{count} items"
            messages.info(request, f"{what} from your basket came along.")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue an account mail: it is written by a task, so answering takes the same time for every address."""
        from shop.account_mails import queue

        queue(template_prefix, email, context)
