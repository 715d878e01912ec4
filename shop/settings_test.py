"""Settings of the test suite: the production code path, with a fast hasher and services on this machine."""

import os

os.environ["SHOP_MODE"] = "test"
os.environ["SECRET_KEY"] = "tests-only-" + "0123456789" * 5
os.environ["SHOP_URL"] = "http://testserver"

from shop.local import paths
from shop.local.testing import ensure_services

ensure_services()

from shop.settings import *  # noqa: E402, F403

STATIC_ROOT = paths.TEST / "static"  # empty: WhiteNoise looks through it for every client of a test
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "documents": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
