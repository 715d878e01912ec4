"""The secrets of this machine's shop: made once, kept in .local/secrets.json for its owner alone."""

import json
import secrets
from dataclasses import asdict, dataclass

from shop.local import locks, paths


@dataclass(frozen=True)
class Credentials:
    """Random secrets; all of them are safe inside a URL and inside SQL quotes."""

    secret_key: str
    postgres_password: str
    valkey_password: str
    staff_password: str


def load() -> Credentials:
    """Return this machine's secrets, making them the first time."""
    with locks.held(paths.LOCAL / "secrets.lock"):
        try:
            return Credentials(**json.loads(paths.SECRETS.read_text()))
        except (OSError, ValueError, TypeError):
            made = _make()
            paths.write_private(paths.SECRETS, json.dumps(asdict(made), indent=2))
            return made


def _make() -> Credentials:
    return Credentials(
        secret_key=secrets.token_urlsafe(50),
        postgres_password=secrets.token_urlsafe(24),
        valkey_password=secrets.token_urlsafe(24),
        staff_password=f"{secrets.token_hex(3)}-{secrets.token_hex(3)}-{secrets.token_hex(3)}",
    )
