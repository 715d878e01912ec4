"""The WSGI application that gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from shop import telemetry

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")

telemetry.instrument()
application = get_wsgi_application()

# What start-up has made stays for good: the garbage collector need not look at it again and again, and looks
# less often at what requests make (a page makes thousands of short-lived objects and hardly ever a cycle).
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
