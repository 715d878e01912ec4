"""What the basket does when its visitor chooses something."""

from typing import Any

from django.dispatch import receiver

from apps.accounts.signals import currency_chosen
from apps.cart import visitor_cart


@receiver(currency_chosen)
def follow_currency(request: Any, currency: str, **_context: Any) -> None:
    visitor_cart.follow_currency(request, currency)
