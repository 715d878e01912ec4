"""What the shop's processes are told by environment variables. Whatever a person has set wins."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass

from shop.local import paths, ports
from shop.local.console import LocalError
from shop.local.credentials import Credentials

STAFF_EMAIL = "staff@astronomy-shop.example"


@dataclass(frozen=True)
class Address:
    """Where the shop listens, and what one types into a browser to see it."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """Return the shop's address without a slash at its end."""
        return f"http://{ports.in_url(ports.to_visit(self.host))}:{self.port}"

    @property
    def bind(self) -> str:
        """Return the address as the web server wants it."""
        return f"{ports.in_url(self.host)}:{self.port}"


def address(given: Mapping[str, str]) -> Address:
    """Return the address that HOST and PORT ask for. Raises LocalError when PORT is no port."""
    port = given.get("PORT", "").strip() or "8000"
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise LocalError(
            f"PORT is {port!r}; it has to be a number from 1 to 65535, for example PORT=8001 bin/run"
        )
    return Address(given.get("HOST", "").strip() or ports.LOOPBACK, int(port))


def demo(where: Address, secret: Credentials, database_url: str, redis_url: str) -> dict[str, str]:
    """Return the variables that make a demo shop on this machine."""
    return {
        "SHOP_MODE": "demo",
        "SECRET_KEY": secret.secret_key,
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "SHOP_URL": where.url,
        "ALLOWED_HOSTS": allowed_hosts(where.host),
        "MEDIA_ROOT": str(paths.MEDIA),
        "STATIC_ROOT": str(paths.STATIC),
        "DEMO_STAFF_EMAIL": STAFF_EMAIL,
        "DEMO_STAFF_PASSWORD": secret.staff_password,
        "PYTHONUNBUFFERED": "1",
    }


def stripe(where: Address, port: int) -> dict[str, str]:
    """Return the variables that make a shop take money through the stand-in for Stripe on a port."""
    home = f"http://{ports.LOOPBACK}:{port}"
    return {
        "STRIPE_SECRET_KEY": "sk_test_stand_in",
        "STRIPE_PUBLISHABLE_KEY": "pk_test_stand_in",
        "STRIPE_WEBHOOK_SECRETS": "whsec_stand_in",
        "STRIPE_API_BASE": home,
        "STRIPE_JS_URL": f"{home}/v3/",
    }


def merge(own: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """Return the whole environment of a process: what a person has set, and our own where that is missing."""
    return {**own, **{name: value for name, value in given.items() if value.strip() or name not in own}}


def as_shell(variables: Mapping[str, str]) -> str:
    """Return variables as a file that a shell can read."""
    return "".join(f"{name}={shlex.quote(value)}\n" for name, value in variables.items())


def allowed_hosts(host: str) -> str:
    """Return the names the shop may be called by: this machine's own, or any once other machines reach it."""
    if ports.to_visit(host) != host:
        return "*"
    return ",".join(dict.fromkeys(["localhost", "127.0.0.1", "[::1]", ports.in_url(host)]))
