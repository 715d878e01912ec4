"""The settings: what a production shop refuses to start with, what it switches on, and what logs may say."""

import json
import logging
import os
import subprocess
import sys

import pytest
from django.conf import settings

from shop.logs import formatter

PRODUCTION = {
    "SECRET_KEY": "only-for-this-test-" + "0123456789" * 4,
    "SHOP_URL": "https://shop.example",
    "DATABASE_URL": "postgres://shop:x@127.0.0.1:1/shop",
    "REDIS_URL": "redis://127.0.0.1:1",
    "PAYMENT_PROVIDERS": "test",
}

STRIPE = {
    "STRIPE_SECRET_KEY": "sk_live_1",
    "STRIPE_PUBLISHABLE_KEY": "pk_live_1",
    "STRIPE_WEBHOOK_SECRETS": "whsec_1",
    "PAYMENT_PROVIDERS": None,
}


def start(code: str, **changed: str | None) -> subprocess.CompletedProcess[str]:
    """Start a process that has only these variables, and run some Python in it."""
    environment = {name: value for name, value in {**PRODUCTION, **changed}.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "shop.settings", **environment},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


class TestProduction:
    @pytest.mark.parametrize(
        ("changed", "says"),
        [
            ({"SECRET_KEY": None}, "SECRET_KEY"),
            ({"SECRET_KEY": "short"}, "SECRET_KEY needs at least 50 random characters"),
            ({"DATABASE_URL": None}, "DATABASE_URL"),
            ({"REDIS_URL": None}, "REDIS_URL"),
            ({"SHOP_URL": None}, "SHOP_URL"),
            ({"SHOP_URL": "http://shop.example"}, "SHOP_URL must start with https://"),
            ({"DEBUG": "1"}, "DEBUG shows secrets to everyone"),
            ({"METRICS_PORT": "9464"}, "METRICS_PORT needs PROMETHEUS_MULTIPROC_DIR"),
            ({"SHOP_FAULTS": "off:stock_lock"}, "SHOP_FAULTS breaks the shop on purpose"),
            (
                {"SHOP_MODE": "demo", "SHOP_FAULTS": "off:stock_lock"},
                "SHOP_FAULTS breaks the shop on purpose",
            ),
            (
                {"PAYMENT_PROVIDERS": "transfer"},
                "Bank transfers need BANK_ACCOUNT_HOLDER and BANK_ACCOUNT_IBAN",
            ),
            ({"SHOP_MODE": "test", "SHOP_FAULTS": "off:nothing"}, "SHOP_FAULTS has no"),
            ({"SHOP_MODE": "live"}, "use production, demo or test"),
            ({**STRIPE, "STRIPE_WEBHOOK_SECRETS": None}, "stripe needs STRIPE_WEBHOOK_SECRETS"),
            ({**STRIPE, "STRIPE_WEBHOOK_SECRETS": " , "}, "stripe needs STRIPE_WEBHOOK_SECRETS"),
            ({**STRIPE, "STRIPE_PUBLISHABLE_KEY": None}, "stripe needs STRIPE_PUBLISHABLE_KEY"),
            ({**STRIPE, "STRIPE_SECRET_KEY": None, "PAYMENT_PROVIDERS": "stripe"}, "needs STRIPE_SECRET_KEY"),
            (
                {**STRIPE, "STRIPE_PUBLISHABLE_KEY": "pk_test_1"},
                "One of the two keys of Stripe is a test key",
            ),
            ({**STRIPE, "STRIPE_API_BASE": "http://127.0.0.1:4010"}, "lead to a stand-in"),
            ({**STRIPE, "STRIPE_JS_URL": "http://127.0.0.1:4010/v3/"}, "lead to a stand-in"),
            ({"EASYPOST_API_BASE": "http://127.0.0.1:4011"}, "leads to a stand-in"),
            ({**STRIPE, "STRIPE_CAPTURE": "later"}, "use automatic or shipment"),
        ],
    )
    def test_refuses_to_start(self, changed: dict[str, str | None], says: str):
        done = start("import apps.core.faults", **changed)

        assert done.returncode == 1
        assert says in done.stderr

    def test_is_what_runs_when_nobody_says_otherwise(self):
        done = start("from django.conf import settings as s; print(s.SHOP_MODE, s.DEBUG, s.ALLOWED_HOSTS)")

        assert done.stdout.split() == ["production", "False", "['shop.example']"]

    def test_takes_money_through_stripe_where_its_keys_are(self):
        done = start(
            "from django.conf import settings as s; print(s.PAYMENT_PROVIDERS, s.TAKES_NO_MONEY)", **STRIPE
        )

        assert done.stdout.split() == ["['stripe']", "False"]

    def test_says_that_nobody_could_pay(self):
        done = start(
            "import django; django.setup()\nfrom django.core.management import call_command; call_command('check')",
            PAYMENT_PROVIDERS=None,
        )

        assert done.returncode == 1
        assert "No payment provider is configured." in done.stderr

    def test_reads_the_bank_account_with_its_check_digits(self):
        done = start(
            "import django; django.setup()\nfrom django.core.management import call_command; call_command('check')",
            PAYMENT_PROVIDERS="transfer",
            BANK_ACCOUNT_HOLDER="Shop GmbH",
            BANK_ACCOUNT_IBAN="DE51999999990042004200",
            BANK_ACCOUNT_BIC="NONE",
        )

        assert done.returncode == 1
        assert "BANK_ACCOUNT_IBAN has a mistake in it." in done.stderr
        assert "BANK_ACCOUNT_BIC has a mistake in it." in done.stderr

    @pytest.mark.parametrize(
        ("changed", "says"),
        [
            ({"SELLER_NAME": None}, "Set SELLER_NAME."),
            ({"MEDIA_BUCKET": "pictures"}, "Set DOCUMENTS_BUCKET to a private bucket"),
        ],
    )
    def test_says_that_invoices_could_not_be_issued(self, changed: dict[str, str | None], says: str):
        seller = {"SELLER_NAME": "Lens GmbH", "SELLER_STREET": "Allee 1", "SELLER_POSTCODE": "12435",
                  "SELLER_CITY": "Berlin", "SELLER_VAT_ID": "DE136695976"}  # fmt: skip
        code = "import django; django.setup()\nfrom django.core.management import call_command; call_command('check')"

        assert start(code, **seller).returncode == 0
        assert says in start(code, **{**seller, **changed}).stderr

    def test_takes_no_demo_goods(self):
        done = start(
            "import django; django.setup()\nfrom django.core.management import call_command; call_command('load_demo')"
        )

        assert done.returncode == 1
        assert "it is not for SHOP_MODE=production" in done.stderr

    def test_switches_no_guard_off(self):
        done = start(
            "import django; django.setup()\n"
            "from apps.core.faults import switched_off\n"
            "with switched_off('stock_lock'): print('off')"
        )

        assert done.returncode == 1
        assert "off" not in done.stdout

    def test_insists_on_https_and_binds_its_cookies_to_it(self):
        done = start("""
import django, json; django.setup()
from django.conf import settings
from django.test import Client
client = Client()
plain = client.get("/basket/", headers={"host": "shop.example"})
chosen = client.post("/colours/", {"scheme": "night"}, headers={"host": "shop.example"}, secure=True)
names = [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.CART_COOKIE_NAME]
secure = [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.CART_COOKIE_SECURE]
print(json.dumps({"plain": [plain.status_code, plain["Location"]], "names": names, "secure": secure,
    "hsts": chosen["Strict-Transport-Security"], "scheme": chosen.cookies["scheme"]["secure"]}))
""")
        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout.splitlines()[-1])

        assert found["plain"] == [301, "https://shop.example/basket/"]
        assert found["names"] == ["__Host-session", "__Host-csrf", "__Host-cart"]
        assert found["secure"] == [True, True, True]
        assert found["hsts"] == "max-age=31536000; includeSubDomains; preload"
        assert found["scheme"] is True


class TestMode:
    def test_of_a_demo_may_show_its_errors_and_pays_with_test_cards(self):
        done = start(
            "from django.conf import settings as s; print(s.DEBUG, s.PAYMENT_PROVIDERS)",
            SHOP_MODE="demo",
            DEBUG="1",
            SHOP_URL=None,
            PAYMENT_PROVIDERS=None,
        )

        assert done.stdout.strip() == "True ['test', 'transfer']"

    def test_of_these_tests_is_the_one_for_tests(self):
        assert (settings.SHOP_MODE, settings.DEBUG) == ("test", False)


def _break(password: str) -> None:
    raise RuntimeError("It broke")


def _failure(password: str) -> logging.LogRecord:
    try:
        _break(password)
    except RuntimeError:
        return logging.LogRecord("shop", logging.ERROR, __file__, 1, "Failed", None, sys.exc_info())
    raise AssertionError


class TestLogs:
    @pytest.mark.parametrize("as_json", [True, False])
    def test_say_where_it_broke_and_never_with_which_values(self, as_json: bool):
        line = formatter(as_json=as_json).format(_failure("alice-likes-saturn"))

        assert "It broke" in line
        assert "test_settings.py" in line
        assert "alice-likes-saturn" not in line

    def test_are_one_object_a_line_in_production(self):
        line = formatter(as_json=True).format(_failure("x"))
        found = json.loads(line)

        assert "\n" not in line
        assert (found["event"], found["level"], found["logger"]) == ("Failed", "error", "shop")
        assert found["exception"][0]["exc_type"] == "RuntimeError"


class TestFilesOnAHostOfTheirOwn:
    """Two releases that serve pages at once share one place for static files (docs/release.md)."""

    def test_are_addressed_there_and_allowed_by_the_policy(self):
        code = (
            "from django.conf import settings as s; p = s.CONTENT_SECURITY_POLICY; "
            "print(s.STATIC_URL, p['script-src'], p['img-src'], s.STORAGES['default']['OPTIONS']['custom_domain'])"
        )
        host = "files.shop.example"

        told = start(code, STATIC_HOST=f"https://{host}", MEDIA_BUCKET="pictures", MEDIA_HOST=host).stdout

        assert told.startswith(f"https://{host}/static/ [\"'self'\", 'https://{host}']")
        assert told.endswith(f"'https://{host}', 'https://{host}'] {host}\n")
