"""E-mails as staff see them: what was written, and what each kind looks like."""

from apps.mail.admin.messages import MessageAdmin

__all__ = ["MessageAdmin"]
