"""The one settings file. Everything that differs between machines comes from the environment.

SHOP_MODE says what kind of shop this is:

* production (the default): every secret must be set, nothing test-only can be switched on;
* demo: what bin/run starts, a full shop on one machine with made-up goods and a test payment provider;
* test: the test suite (see settings_test.py), the only mode in which faults can be injected.
"""

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_DIR = BASE_DIR / ".local"
env = environ.Env()

# ---- what kind of shop -------------------------------------------------------------------------
SHOP_MODE = env.str("SHOP_MODE", "production")
if SHOP_MODE not in ("production", "demo", "test"):
    raise ImproperlyConfigured(f"SHOP_MODE is {SHOP_MODE!r}; use production, demo or test.")
IN_PRODUCTION = SHOP_MODE == "production"
DEBUG = env.bool("DEBUG", False)
if DEBUG and IN_PRODUCTION:
    raise ImproperlyConfigured("DEBUG shows secrets to everyone; it cannot be on in production.")

SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
if IN_PRODUCTION and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY needs at least 50 random characters in production.")

SHOP_NAME = env.str("SHOP_NAME", "Astronomy Shop")
SHOP_URL = env.str("SHOP_URL", "http://localhost:8000" if not IN_PRODUCTION else env.NOTSET)
_shop_url = urlsplit(SHOP_URL)
IS_HTTPS = _shop_url.scheme == "https"
if IN_PRODUCTION and not IS_HTTPS:
    raise ImproperlyConfigured("SHOP_URL must start with https:// in production.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[_shop_url.hostname or "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SHOP_URL])
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0)  # how many of our own proxies stand in front
RATE_LIMIT_FACTOR = env.int("RATE_LIMIT_FACTOR", 1)  # a load test from one address allows itself more
RELEASE = env.str("RELEASE", "development")

# ---- faults for tests: named crash points and guards that can be switched off --------------------
# For example SHOP_FAULTS="crash:after_commit_before_response:0.3,off:stock_lock".
SHOP_FAULTS = env.list("SHOP_FAULTS", default=[])
if SHOP_FAULTS and SHOP_MODE != "test":
    raise ImproperlyConfigured("SHOP_FAULTS breaks the shop on purpose; it works in SHOP_MODE=test only.")

# ---- applications -------------------------------------------------------------------------------
INSTALLED_APPS = [
    "shop.apps.ShopConfig",
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.simple_history",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "pictures",
    "rest_framework",
    "drf_spectacular",
    "simple_history",
    "apps.core",
    "apps.outbox",
    "apps.mail",
    "apps.content",
    "apps.currency",
    "apps.accounts",
    "apps.catalog",
    "apps.promotions",
    "apps.giftcards",
    "apps.inventory",
    "apps.pricing",
    "apps.shipping",
    "apps.cart",
    "apps.orders",
    "apps.payments",
    "apps.documents",
    "apps.tracking",
    "apps.returns",
    "apps.warehouse",
    "apps.reviews",
    "apps.books",
]

MIDDLEWARE = [
    "shop.middleware.HealthMiddleware",
    "shop.watching.middleware.RequestIdMiddleware",
    "shop.watching.middleware.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "shop.middleware.HeadersMiddleware",
    "shop.middleware.CompressionMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "apps.accounts.middleware.VisitorMiddleware",
    "shop.middleware.VisitorPartsMiddleware",
    "shop.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "shop.urls"
WSGI_APPLICATION = "shop.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.static", "shop.templatetags.frame"],
        },
    }
]

FORM_RENDERER = "shop.controls.Renderer"

# ---- PostgreSQL -----------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"] |= {
    "ENGINE": "shop.postgres",
    "CONN_MAX_AGE": env.int("DB_CONN_MAX_AGE", 300),
    "CONN_HEALTH_CHECKS": True,
    "DISABLE_SERVER_SIDE_CURSORS": False,
    "OPTIONS": {
        "connect_timeout": 3,
        # A statement is planned once per connection, not each time: planning was half of PostgreSQL's work. A pooler
        # that gives every transaction another connection needs DB_PREPARE_AFTER=0 (docs/operations.md).
        "server_side_binding": True,
        "prepare_threshold": env.int("DB_PREPARE_AFTER", 3) or None,
        # A shopper waits at most 3 s for a lock (rule of docs/architecture.md) and then hears "busy".
        "options": "-c lock_timeout=3000 -c statement_timeout=10000 -c idle_in_transaction_session_timeout=10000",
    },
}

# ---- Redis: cache and broker may be two servers; by default two databases of one ---------------------
REDIS_URL = env.str("REDIS_URL")
CACHE_URL = env.str("CACHE_URL", f"{REDIS_URL.rstrip('/')}/1" if REDIS_URL.count("/") < 3 else REDIS_URL)
CELERY_BROKER_URL = env.str(
    "BROKER_URL", f"{REDIS_URL.rstrip('/')}/0" if REDIS_URL.count("/") < 3 else REDIS_URL
)

CACHES = {
    "default": {
        "BACKEND": "shop.cache.ShopCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": "shop",
        "OPTIONS": {
            "SERIALIZER": "django_redis.serializers.json.JSONSerializer",
            "SOCKET_CONNECT_TIMEOUT": 0.2,
            "SOCKET_TIMEOUT": 0.2,
            "IGNORE_EXCEPTIONS": True,  # a cache that is away makes the shop slower, never broken
            "LOG_IGNORED_EXCEPTIONS": True,
        },
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

# ---- Celery -----------------------------------------------------------------------------------------
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 60
CELERY_TASK_SOFT_TIME_LIMIT = 50
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 55
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
}
CELERY_TIMEZONE = "UTC"

# ---- language, time, money ----------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", "Europe/Berlin")  # the warehouse's clock; the database keeps UTC
BASE_CURRENCY = env.str("BASE_CURRENCY", "EUR")
HOME_COUNTRY = env.str("HOME_COUNTRY", "DE")

# ---- currency (docs/money.md, "Rates") ------------------------------------------------------------------
CURRENCIES = env.list(
    "CURRENCIES",
    default=["EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "JPY", "CAD", "AUD"],
)
# The bank's longest pause since 1999 is 5 days (Easter, Christmas); 2 more are time to mend a broken feed.
RATE_MAX_AGE_DAYS = env.int("RATE_MAX_AGE_DAYS", 7)
# An empty address switches fetching off; tests never leave the machine.
ECB_URL = env.str(
    "ECB_URL",
    "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml" if SHOP_MODE != "test" else "",
)
ECB_TIMEOUT_SECONDS = env.float("ECB_TIMEOUT_SECONDS", 10)

# ---- shop rules (docs/architecture.md says where each one is used) -------------------------------------
PRICE_PROMISE_MINUTES = env.int("PRICE_PROMISE_MINUTES", 30)
HOLD_MINUTES_GUEST = env.int("HOLD_MINUTES_GUEST", 20)
HOLD_MINUTES_CUSTOMER = env.int("HOLD_MINUTES_CUSTOMER", 30)
HOLD_MAX_EXTENSIONS = env.int("HOLD_MAX_EXTENSIONS", 11)
COMPLETION_TTL_SECONDS = env.int("COMPLETION_TTL_SECONDS", 120)
CART_MAX_LINES = env.int("CART_MAX_LINES", 100)
CART_MAX_QUANTITY = env.int("CART_MAX_QUANTITY", 99)
CART_KEEP_DAYS = env.int("CART_KEEP_DAYS", 30)
ORDER_LINK_DAYS = env.int("ORDER_LINK_DAYS", 400)
PAY_LINK_DAYS = env.int("PAY_LINK_DAYS", 7)
PAYMENT_TIMEOUT_SECONDS = env.float("PAYMENT_TIMEOUT_SECONDS", 10)
PAYMENT_CONFIRM_MINUTES = env.int("PAYMENT_CONFIRM_MINUTES", 30)
WITHDRAWAL_DAYS = env.int("WITHDRAWAL_DAYS", 14)
RETURN_DAYS = env.int("RETURN_DAYS", 60)
DISPATCH_CUTOFF_HOUR = env.int("DISPATCH_CUTOFF_HOUR", 15)
# Signals that an order may be a fraud (apps/orders/risk.py); from RISK_HOLD_POINTS on it waits for staff. 0: never.
RISK_HOLD_POINTS = env.int("RISK_HOLD_POINTS", 60)
RISK_DECLINED_TRIES = env.int("RISK_DECLINED_TRIES", 3)  # within an hour
RISK_UNUSUAL_QUANTITY = env.int("RISK_UNUSUAL_QUANTITY", 10)  # units of one thing
RISK_UNUSUAL_VALUE = env.int("RISK_UNUSUAL_VALUE", 5000)  # in the base currency
RISK_NAMES_PER_EMAIL = env.int("RISK_NAMES_PER_EMAIL", 3)  # within 30 days
RISK_MAIL_DOMAINS = env.list(
    "RISK_MAIL_DOMAINS", default=["mailinator.com", "guerrillamail.com", "yopmail.com", "10minutemail.com"]
)
WAREHOUSE_SUBDIVISION = env.str("WAREHOUSE_SUBDIVISION", "BE")  # ISO 3166-2, of the home country
WAREHOUSE_CLOSED = [date.fromisoformat(day) for day in env.list("WAREHOUSE_CLOSED", default=[])]
TRANSIT_WINDOW_DAYS = env.int("TRANSIT_WINDOW_DAYS", 180)
TRANSIT_FLOOR = env.int("TRANSIT_FLOOR", 30)
TRANSIT_PERCENTILE = env.int("TRANSIT_PERCENTILE", 90)
if not 50 < TRANSIT_PERCENTILE <= 100:
    raise ImproperlyConfigured(f"TRANSIT_PERCENTILE is {TRANSIT_PERCENTILE}; use 51 to 100.")
CONTACT_PHONE = env.str("CONTACT_PHONE", "+49 30 23125 042")
CONTACT_EMAIL = env.str("CONTACT_EMAIL", "observer@astronomy-shop.example")

# ---- the seller, as documents name it (docs/documents.md); the demo's is invented ------------------------
_demo = (
    {}
    if IN_PRODUCTION
    else {
        "NAME": "Astronomy Shop GmbH",
        "STREET": "Mondscheinallee 12",
        "POSTCODE": "12435",
        "CITY": "Berlin",
        "REGISTER": "Local Court of Charlottenburg, HRB 000000",
        "DIRECTOR": "Mara Lindqvist",
        "VAT_ID": "DE000000000",
    }
)
SELLER_NAME = env.str("SELLER_NAME", _demo.get("NAME", ""))
SELLER_STREET = env.str("SELLER_STREET", _demo.get("STREET", ""))
SELLER_POSTCODE = env.str("SELLER_POSTCODE", _demo.get("POSTCODE", ""))
SELLER_CITY = env.str("SELLER_CITY", _demo.get("CITY", ""))
SELLER_COUNTRY = env.str("SELLER_COUNTRY", HOME_COUNTRY)
SELLER_REGISTER = env.str("SELLER_REGISTER", _demo.get("REGISTER", ""))
SELLER_DIRECTOR = env.str("SELLER_DIRECTOR", _demo.get("DIRECTOR", ""))
SELLER_VAT_ID = env.str("SELLER_VAT_ID", env.str("SHOP_VAT_ID", "") or _demo.get("VAT_ID", ""))

# ---- tax and rounding (docs/money.md) -------------------------------------------------------------------
PRICE_ROUNDING = env.str("PRICE_ROUNDING", "line")
if PRICE_ROUNDING not in ("line", "sum_by_net", "keep_gross"):
    raise ImproperlyConfigured(f"PRICE_ROUNDING is {PRICE_ROUNDING!r}; use line, sum_by_net or keep_gross.")
TAX_DEFAULT_ZONE = env.str("TAX_DEFAULT_ZONE", "world")  # of countries that are in no tax zone
TAX_UNKNOWN_DESTINATION = env.str("TAX_UNKNOWN_DESTINATION", HOME_COUNTRY)  # while no country is known
SHOP_VAT_ID = env.str("SHOP_VAT_ID", "")  # named when a register is asked, which then gives a proof
VAT_UNREACHABLE = env.str("VAT_UNREACHABLE", "accept")
if VAT_UNREACHABLE not in ("accept", "refuse"):
    raise ImproperlyConfigured(f"VAT_UNREACHABLE is {VAT_UNREACHABLE!r}; use accept or refuse.")
VAT_CHECK_DAYS = env.int("VAT_CHECK_DAYS", 30)
VIES_URL = env.str("VIES_URL", "https://ec.europa.eu/taxation_customs/vies/rest-api/check-vat-number")
VIES_TIMEOUT_SECONDS = env.float("VIES_TIMEOUT_SECONDS", 3)

# ---- carriers (docs/delivery.md, "Carriers") ----------------------------------------------------------
EASYPOST_API_KEY = env.str("EASYPOST_API_KEY", "")
EASYPOST_WEBHOOK_SECRETS = [
    secret for secret in env.list("EASYPOST_WEBHOOK_SECRETS", default=[]) if secret.strip()
]
# Where EasyPost answers; a shop that is not in production may talk to a stand-in.
EASYPOST_API_BASE = env.str("EASYPOST_API_BASE", "https://api.easypost.com")
if IN_PRODUCTION and "EASYPOST_API_BASE" in env.ENVIRON:
    raise ImproperlyConfigured("EASYPOST_API_BASE leads to a stand-in; not in production.")
CARRIERS = env.list(
    "CARRIERS",
    default=[
        *(["easypost"] if EASYPOST_API_KEY else []),
        *(["demo"] if SHOP_MODE == "demo" else []),
    ],
)
CARRIER_RATES_SECONDS = env.float("CARRIER_RATES_SECONDS", 0.8)  # then the table's price is taken
CARRIER_TIMEOUT_SECONDS = env.float("CARRIER_TIMEOUT_SECONDS", 10)  # labels and tracking, where nobody shops
# Prices that a carrier named are asked for anew after the first time, and forgotten after the second.
CARRIER_RATES_FRESH_MINUTES = env.int("CARRIER_RATES_FRESH_MINUTES", 10)
CARRIER_RATES_KEEP_MINUTES = env.int("CARRIER_RATES_KEEP_MINUTES", 60)
CARRIER_PAUSE_SECONDS = env.int("CARRIER_PAUSE_SECONDS", 60)  # how long a silent carrier is left alone
DEMO_PARCEL_STEP_SECONDS = env.int("DEMO_PARCEL_STEP_SECONDS", 60)  # of the demo carrier's journeys
# The demo shop's warehouse sends what waits this long (shop/demo_warehouse.py). 0: staff do.
DEMO_SHIPS_AFTER_SECONDS = env.int("DEMO_SHIPS_AFTER_SECONDS", 120 if SHOP_MODE == "demo" else 0)

# ---- payment ------------------------------------------------------------------------------------------
STRIPE_SECRET_KEY = env.str("STRIPE_SECRET_KEY", "")
STRIPE_PUBLISHABLE_KEY = env.str("STRIPE_PUBLISHABLE_KEY", "")
STRIPE_WEBHOOK_SECRETS = [
    secret for secret in env.list("STRIPE_WEBHOOK_SECRETS", default=[]) if secret.strip()
]
STRIPE_IS_LIVE = STRIPE_SECRET_KEY.startswith(("sk_live_", "rk_live_"))
# Where Stripe answers; a shop that is not in production may talk to a stand-in.
STRIPE_API_BASE = env.str("STRIPE_API_BASE", "https://api.stripe.com")
STRIPE_JS_URL = env.str("STRIPE_JS_URL", "https://js.stripe.com/v3/")
STRIPE_CAPTURE = env.str("STRIPE_CAPTURE", "automatic")
if STRIPE_CAPTURE not in ("automatic", "shipment"):
    raise ImproperlyConfigured(f"STRIPE_CAPTURE is {STRIPE_CAPTURE!r}; use automatic or shipment.")
if IN_PRODUCTION and {"STRIPE_API_BASE", "STRIPE_JS_URL"} & set(env.ENVIRON):
    raise ImproperlyConfigured("STRIPE_API_BASE and STRIPE_JS_URL lead to a stand-in; not in production.")
# The built-in test provider takes no money. A production shop has to allow it by name.
_without_stripe = ["test", "transfer"] if not IN_PRODUCTION else []
PAYMENT_PROVIDERS = env.list(
    "PAYMENT_PROVIDERS", default=["stripe"] if STRIPE_SECRET_KEY else _without_stripe
)
TAKES_NO_MONEY = "stripe" in PAYMENT_PROVIDERS and not STRIPE_IS_LIVE  # test keys: pages say so
if "stripe" in PAYMENT_PROVIDERS:
    for _name in ("STRIPE_SECRET_KEY", "STRIPE_PUBLISHABLE_KEY", "STRIPE_WEBHOOK_SECRETS"):
        if not vars()[_name]:
            raise ImproperlyConfigured(f"The payment provider stripe needs {_name}.")
    if STRIPE_PUBLISHABLE_KEY.startswith("pk_live_") != STRIPE_IS_LIVE:
        raise ImproperlyConfigured("One of the two keys of Stripe is a test key, the other is not.")
# Bank transfers arrive on the shop's account, in the base currency. The account of the demo shop is made up.
_made_up = {
    "HOLDER": f"{SHOP_NAME} GmbH",
    "IBAN": "DE50999999990042004200",
    "BIC": "",
    "BANK": "Sternbank Potsdam",
}
BANK_ACCOUNT_HOLDER, BANK_ACCOUNT_IBAN, BANK_ACCOUNT_BIC, BANK_ACCOUNT_BANK = (
    env.str(f"BANK_ACCOUNT_{name}", "" if IN_PRODUCTION else value) for name, value in _made_up.items()
)
if "transfer" in PAYMENT_PROVIDERS and not (BANK_ACCOUNT_HOLDER and BANK_ACCOUNT_IBAN):
    raise ImproperlyConfigured("Bank transfers need BANK_ACCOUNT_HOLDER and BANK_ACCOUNT_IBAN.")
TRANSFER_TERM_DAYS = env.int("TRANSFER_TERM_DAYS", 7)  # until the end of that day
PAYMENT_REMINDER_DAYS = env.int("PAYMENT_REMINDER_DAYS", 2)  # before the term
LATE_MONEY_DAYS = env.int("LATE_MONEY_DAYS", 14)  # how long an expired order can still be paid and revived
EXPIRED_ORDER_KEEP_DAYS = env.int("EXPIRED_ORDER_KEEP_DAYS", 60)  # then its personal data go
RELEASE_AUTHORISED_HOURS = env.int("RELEASE_AUTHORISED_HOURS", 6)

# ---- gift cards -----------------------------------------------------------------------------------------
# The first key makes the digests of new codes; the others still find older cards. A key must stay here for
# as long as a card of its time may be spent, so a shop that rotates SECRET_KEY gives the cards their own.
GIFT_CARD_YEARS = env.int("GIFT_CARD_YEARS", 3)  # a card that was sold runs to the end of the year then
GIFT_CARD_KEYS = env.list("GIFT_CARD_KEYS", default=[SECRET_KEY, *SECRET_KEY_FALLBACKS])

# ---- accounts -----------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_ADAPTER = "shop.accounts_adapter.AccountAdapter"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/ip,10/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "orders:mine"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

# ---- mail: without EMAIL_URL every message stays in the shop's own outbox, where staff can read it ------
EMAIL_URL = env.str("EMAIL_URL", "")
if EMAIL_URL:
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"{SHOP_NAME} <{CONTACT_EMAIL}>")
EMAIL_TIMEOUT = 10

# ---- files ---------------------------------------------------------------------------------------------
# Two releases serve pages at once while one replaces the other, and each has only its own static files. Where both
# put theirs on one host (docs/release.md), that host comes here, like "https://files.shop.example".
STATIC_HOST = env.str("STATIC_HOST", "")
STATIC_URL = f"{STATIC_HOST}/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(LOCAL_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", str(LOCAL_DIR / "media")))
MEDIA_BUCKET = env.str("MEDIA_BUCKET", "")
DOCUMENTS_ROOT = Path(env.str("DOCUMENTS_ROOT", str(LOCAL_DIR / "documents")))
DOCUMENTS_BUCKET = env.str("DOCUMENTS_BUCKET", "")
MEDIA_HOST = env.str("MEDIA_HOST", f"{MEDIA_BUCKET}.s3.amazonaws.com")  # where browsers find the bucket
STORAGES = {
    "default": (
        {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": MEDIA_BUCKET,
                "location": "media",
                "custom_domain": MEDIA_HOST,
                "querystring_auth": False,
            },
        }
        if MEDIA_BUCKET
        else {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    ),
    "staticfiles": {"BACKEND": "shop.staticfiles.ShopStaticFilesStorage"},
    # Invoices are private: they never lie where media files are served from.
    "documents": (
        {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {"bucket_name": DOCUMENTS_BUCKET, "file_overwrite": False},
        }
        if DOCUMENTS_BUCKET
        else {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": DOCUMENTS_ROOT, "base_url": None, "file_permissions_mode": 0o600},
        }
    ),
}
WHITENOISE_MAX_AGE = 3600
PICTURES = {
    "BREAKPOINTS": {"s": 640, "l": 1440},
    "GRID_COLUMNS": 4,
    "CONTAINER_WIDTH": 1344,
    "FILE_TYPES": ["WEBP"],
    "PIXEL_DENSITIES": [1, 2],
    "PROCESSOR": "pictures.tasks.celery_process_picture",
    "USE_PLACEHOLDERS": False,
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# ---- the browser's side -----------------------------------------------------------------------------------
_prefix = "__Host-" if IS_HTTPS else ""
SESSION_COOKIE_NAME = f"{_prefix}session"
CSRF_COOKIE_NAME = f"{_prefix}csrf"
CART_COOKIE_NAME = f"{_prefix}cart"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CART_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "shop.error_views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if IS_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
NONE, SELF = "'none'", "'self'"
_media_host = [f"https://{MEDIA_HOST}"] if MEDIA_BUCKET else []
_static_host = [STATIC_HOST] if STATIC_HOST else []
CONTENT_SECURITY_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF, *_static_host],
    "style-src": [SELF, *_static_host],
    "img-src": [SELF, "data:", *_static_host, *_media_host],
    "font-src": [SELF, *_static_host],
    "connect-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
    "base-uri": [NONE],
    "object-src": [NONE],
}
# The page on which a card is entered: what Stripe's guide for its script asks for, and no more
# (docs/adr/0013-third-policy-for-the-card-page.md).
_stripe_js, _stripe_api = (
    "{0.scheme}://{0.netloc}".format(urlsplit(url)) for url in (STRIPE_JS_URL, STRIPE_API_BASE)
)
_is_stand_in = {"STRIPE_API_BASE", "STRIPE_JS_URL"} & set(env.ENVIRON)
_stripe_pages = [_stripe_api] if _is_stand_in else ["https://checkout.stripe.com", "https://hooks.stripe.com"]
CARD_CONTENT_SECURITY_POLICY = CONTENT_SECURITY_POLICY | {
    "script-src": [SELF, *_static_host, _stripe_js] + ([] if _is_stand_in else ["https://*.js.stripe.com"]),
    "connect-src": [SELF, _stripe_api],
    "frame-src": [_stripe_js, *_stripe_pages] + ([] if _is_stand_in else ["https://*.js.stripe.com"]),
    "form-action": [SELF, *_stripe_pages],
}
# Unfold's pages evaluate Alpine expressions and carry inline styles (docs/adr/0006-two-content-policies.md).
ADMIN_CONTENT_SECURITY_POLICY = CONTENT_SECURITY_POLICY | {
    "script-src": [SELF, *_static_host, "'unsafe-eval'", "'unsafe-inline'"],
    "style-src": [SELF, *_static_host, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:", *_static_host, *_media_host],
    "frame-src": [SELF],
}
PERMISSIONS_POLICY = ", ".join(
    f"{name}=()" for name in ("browsing-topics", "camera", "geolocation", "microphone", "payment", "usb")
)
# Wallets such as Apple Pay ask the browser from within Stripe's frame.
CARD_PERMISSIONS_POLICY = PERMISSIONS_POLICY.replace("payment=()", f'payment=(self "{_stripe_js}")')

# ---- staff area --------------------------------------------------------------------------------------
UNFOLD = {
    "SITE_TITLE": f"{SHOP_NAME} staff",
    "SITE_HEADER": SHOP_NAME,
    "SITE_URL": "/",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": True,
    "DASHBOARD_CALLBACK": "shop.admin.today.dashboard",
    "SIDEBAR": {
        "show_search": True,
        "show_all_applications": True,
        "navigation": [
            {
                "title": "Selling",
                "items": [
                    {"title": "Orders", "icon": "receipt_long", "link": "/admin/orders/order/"},
                    {"title": "Orders by phone", "icon": "call", "link": "/admin/orders/order/phone/"},
                    {"title": "Payments", "icon": "payments", "link": "/admin/payments/payment/"},
                    {"title": "Returns", "icon": "assignment_return", "link": "/admin/returns/return/"},
                    {"title": "Withdrawals", "icon": "undo", "link": "/admin/orders/withdrawal/"},
                    {"title": "Parcels", "icon": "pin_drop", "link": "/admin/tracking/trackedparcel/"},
                    {"title": "Late parcels", "icon": "hourglass", "link": "/admin/tracking/latenotice/"},
                    {"title": "Labels", "icon": "label", "link": "/admin/tracking/label/"},
                    {"title": "Documents", "icon": "description", "link": "/admin/documents/document/"},
                    {"title": "E-mails", "icon": "mail", "link": "/admin/mail/message/"},
                    {"title": "E-mail previews", "icon": "preview", "link": "/admin/mail/message/kinds/"},
                    {"title": "Promotions", "icon": "loyalty", "link": "/admin/promotions/promotion/"},
                    {"title": "Coupon codes", "icon": "redeem", "link": "/admin/promotions/couponcode/"},
                    {"title": "Gift cards", "icon": "card_giftcard", "link": "/admin/giftcards/giftcard/"},
                ],
            },
            {
                "title": "Goods",
                "items": [
                    {"title": "Products", "icon": "inventory_2", "link": "/admin/catalog/product/"},
                    {"title": "Stock", "icon": "warehouse", "link": "/admin/inventory/stock/"},
                    {"title": "Pick and pack", "icon": "package_2", "link": "/admin/warehouse/box/pick/"},
                    {"title": "Categories", "icon": "category", "link": "/admin/catalog/category/"},
                    {"title": "Prices", "icon": "sell", "link": "/admin/pricing/price/"},
                    {"title": "Price lists", "icon": "loyalty", "link": "/admin/pricing/pricelist/"},
                    {"title": "Reviews", "icon": "reviews", "link": "/admin/reviews/review/"},
                ],
            },
            {
                "title": "Shop",
                "items": [
                    {"title": "Texts", "icon": "article", "link": "/admin/content/page/"},
                    {"title": "Delivery", "icon": "local_shipping", "link": "/admin/shipping/method/"},
                    {"title": "Delivery zones", "icon": "map", "link": "/admin/shipping/zone/"},
                    {"title": "Surcharges", "icon": "add_circle", "link": "/admin/shipping/surcharge/"},
                    {
                        "title": "Gaps in delivery",
                        "icon": "wrong_location",
                        "link": "/admin/shipping/zone/gaps/",
                    },
                    {
                        "title": "Trouble with carriers",
                        "icon": "cloud_off",
                        "link": "/admin/shipping/carrierproblem/",
                    },
                    {"title": "Transit days", "icon": "timer", "link": "/admin/shipping/transitfigure/"},
                    {"title": "Tax rates", "icon": "percent", "link": "/admin/pricing/taxrate/"},
                    {"title": "Currencies", "icon": "euro", "link": "/admin/currency/currency/"},
                    {
                        "title": "Exchange rates",
                        "icon": "currency_exchange",
                        "link": "/admin/currency/exchangerate/",
                    },
                    {"title": "Tax zones", "icon": "public", "link": "/admin/pricing/taxzone/"},
                    {"title": "VAT checks", "icon": "verified", "link": "/admin/pricing/vatcheck/"},
                    {"title": "People", "icon": "group", "link": "/admin/accounts/user/"},
                    {"title": "Audit", "icon": "history", "link": "/admin/admin/logentry/"},
                ],
            },
        ],
    },
}

# ---- API ----------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["shop.api.parsers.BodyParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "shop.api_errors.handle",
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.UserRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anon": env.str("API_RATE", "240/min"),
        "user": env.str("API_RATE", "240/min"),
    },
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {"TITLE": f"{SHOP_NAME} API", "VERSION": "1", "SERVE_INCLUDE_SCHEMA": False}

# ---- logs ------------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "shop.logs.formatter", "as_json": True},
        "plain": {"()": "shop.logs.formatter", "as_json": False},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json" if IN_PRODUCTION else "plain"}
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {
        "django.server": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "stripe": {"level": "WARNING"},
        "fpdf": {"level": "WARNING"},
    },
}
SENTRY_DSN = env.str("SENTRY_DSN", "")

# ---- watching (docs/operations.md) ---------------------------------------------------------------------------
METRICS_PORT = env.int("METRICS_PORT", 0)  # where Prometheus asks, apart from the shop's own port; 0: nowhere
if METRICS_PORT and "PROMETHEUS_MULTIPROC_DIR" not in env.ENVIRON:
    raise ImproperlyConfigured("METRICS_PORT needs PROMETHEUS_MULTIPROC_DIR, an empty folder per program.")
METRICS_NAMESPACE = env.str("METRICS_NAMESPACE", "")  # of CloudWatch; empty: no metrics in the log
IS_TRACED = bool(env.str("OTEL_EXPORTER_OTLP_ENDPOINT", ""))  # OpenTelemetry reads it and its other variables
