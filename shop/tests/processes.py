"""Runs a piece of the shop in a process of its own on the test database, so that it can be killed."""

import os
import subprocess
import sys

from django.conf import settings
from django.db import connection

KILLED = 137


def told(*, faults: str = "", **environment: str) -> dict[str, str]:
    """The environment of a process that works on the test database."""
    params = connection.settings_dict
    url = (
        f"postgres://{params['USER']}:{params['PASSWORD']}@{params['HOST']}:{params['PORT']}/{params['NAME']}"
    )
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "shop.settings_test",
        "DATABASE_URL": url,
        "REDIS_URL": settings.REDIS_URL,
        "SHOP_FAULTS": faults,
        **environment,
    }


def in_a_process(code: str, *, faults: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python code inside a fresh Django process and wait for it to end or to be killed."""
    start = f"import django; django.setup()\n{code}"
    return subprocess.run(
        [sys.executable, "-c", start],
        env=told(faults=faults, **environment),
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
