"""What other apps may follow."""

from django.dispatch import Signal

currency_chosen = Signal()  # request: HttpRequest, currency: str; sent before the answer is made
