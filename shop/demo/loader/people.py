"""The demo shop's staff."""

import os

from apps.accounts import services as accounts


def load_staff() -> str | None:
    """Make the demo member of staff from DEMO_STAFF_EMAIL and DEMO_STAFF_PASSWORD; return the e-mail address."""
    email = os.environ.get("DEMO_STAFF_EMAIL")
    password = os.environ.get("DEMO_STAFF_PASSWORD")
    if not email or not password:
        return None
    accounts.ensure_staff(email=email, password=password, name="Mara Lindqvist")
    return email
