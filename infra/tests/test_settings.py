"""What the shop's settings ask of the environment, against what a release tells its tasks."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from infra import stacks
from infra.build import render
from infra.paths import ROOT, TASK_DEFINITIONS
from infra.tests.test_rendering import RELEASE, VALUES

OPTIONAL = TASK_DEFINITIONS / "optional-settings.txt"
# Secrets by their names; the rest of the secrets is random text.
SECRETS = {
    "DB_USER": "shop",
    "EMAIL_URL": "smtp+tls://user:pass@mail.example:587",
    "SENTRY_DSN": "",
    "SECRET_KEY_FALLBACKS": "",
    "STRIPE_SECRET_KEY": "sk_live_1",
    "STRIPE_PUBLISHABLE_KEY": "pk_live_1",
    "STRIPE_WEBHOOK_SECRETS": "whsec_1",
}
# Notes every name that the settings look up, whether it is there or not.
RECORD = """
import environ, json, os, runpy
class Noting(dict):
    asked = set()
    def __getitem__(self, name):
        self.asked.add(name)
        return super().__getitem__(name)
    def __contains__(self, name):
        self.asked.add(name)
        return super().__contains__(name)
environ.Env.ENVIRON = Noting(os.environ)
runpy.run_path("shop/settings.py")
print(json.dumps(sorted(Noting.asked)))
"""


def values() -> dict[str, str]:
    """Return what the stacks of the example account tell a build."""
    chosen = {"TrustedProxies": "1", "WebProcesses": "2", "StripeCapture": "automatic"}
    defaults = {"SellerCountry": "DE", "BankAccountBic": ""}
    return VALUES | chosen | defaults | stacks.parameter_file("account.example")


def told(container: dict[str, Any] | None = None) -> dict[str, str]:
    """Return the environment of the web service's task, with secrets that nobody would guess to be some."""
    if container is None:
        (container,) = render.task_definition(values(), RELEASE, region="x")["containerDefinitions"]
    secrets = {one["name"]: SECRETS.get(one["name"], "k7" * 32) for one in container["secrets"]}
    return secrets | {one["name"]: one["value"] for one in container["environment"]}


def start(folder: Path, environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the image's entrypoint with nothing but this environment."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [str(ROOT / "docker/entrypoint"), *command],
        cwd=ROOT,
        env=environment | {"PATH": path, "TMPDIR": str(folder), "STATIC_ROOT": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def optional() -> Iterator[str]:
    """Return the settings that tasks are not told, because their default suits every shop."""
    for line in OPTIONAL.read_text().splitlines():
        if line and not line.startswith("#"):
            yield from line.split("#")[0].split()


class TestTheTasks:
    def test_are_told_every_setting_or_somebody_has_decided_against_it(self):
        """A setting that nobody has thought of would have its default in production, for better or worse."""
        environment = told() | {"DATABASE_URL": "postgres://s@localhost/s", "REDIS_URL": "redis://localhost"}
        done = subprocess.run(
            [sys.executable, "-c", RECORD],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        asked = set(json.loads(done.stdout))

        composed = {"DATABASE_URL", "REDIS_URL", "CACHE_URL", "BROKER_URL"}  # by docker/entrypoint
        decided = set(told()) | composed | set(optional())
        assert sorted(asked - decided) == [], f"Add it to the task definitions, or to {OPTIONAL.name}."
        assert sorted(set(optional()) - asked) == []
        assert sorted(set(optional()) & set(told())) == []

    def test_have_what_production_asks_for(self, tmp_path: Path):
        done = start(tmp_path, told(), "manage", "check", "--deploy", "--fail-level", "ERROR")

        assert done.returncode == 0, done.stderr

    @pytest.mark.parametrize(
        ("names", "says"),
        [
            ({"SELLER_VAT_ID", "DOCUMENTS_BUCKET"}, {"shop.E003", "shop.E004"}),
            ({"STRIPE_WEBHOOK_SECRETS"}, {"needs STRIPE_WEBHOOK_SECRETS"}),
            ({"BANK_ACCOUNT_IBAN"}, {"need BANK_ACCOUNT_HOLDER and BANK_ACCOUNT_IBAN"}),
        ],
    )
    def test_do_not_start_without(self, tmp_path: Path, names: set[str], says: set[str]):
        without = {key: value for key, value in told().items() if key not in names}

        done = start(tmp_path, without, "manage", "check")

        assert done.returncode != 0
        assert {one for one in says if one not in done.stderr} == set()
