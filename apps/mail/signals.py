"""Facts that mail announces, after the commit."""

from django.dispatch import Signal

message_resent = Signal()  # message_id: int, of the copy
