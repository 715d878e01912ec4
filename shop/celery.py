"""The Celery application: worker and beat start from here (`celery -A shop.celery ...`)."""

import os

from celery import Celery
from celery.schedules import crontab

from shop import alive, telemetry
from shop.watching import work

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")

app = Celery("shop")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="jobs")
app.autodiscover_tasks(["shop.watching"], related_name="jobs")
alive.listen()
work.listen()
telemetry.listen()
app.conf.beat_schedule = {
    # Each job tolerates being started twice or not at all; what must happen is a row in a table.
    "relay the outbox": {"task": "apps.outbox.jobs.relay", "schedule": 1.0},
    "report metrics": {"task": "shop.watching.jobs.report_metrics", "schedule": 60.0},
    "finish payments": {"task": "apps.payments.jobs.sweep", "schedule": 20.0},
    "check the books": {"task": "apps.books.jobs.check_books", "schedule": 300.0},
    "expire unpaid orders": {"task": "apps.payments.jobs.expire", "schedule": 300.0},
    "remind of payments": {"task": "apps.orders.jobs.remind", "schedule": 300.0},
    "shrink expired orders": {"task": "apps.orders.jobs.shrink_expired", "schedule": 86400.0},
    "tidy holds": {"task": "apps.inventory.jobs.tidy", "schedule": 60.0},
    "refresh availability": {"task": "apps.inventory.jobs.refresh_availability", "schedule": 60.0},
    "follow scheduled prices": {"task": "apps.pricing.jobs.follow_schedule", "schedule": 60.0},
    "ask again about VAT ids": {"task": "apps.pricing.jobs.check_vat_ids_again", "schedule": 600.0},
    "forget old VAT checks": {"task": "apps.pricing.jobs.forget_vat_checks", "schedule": 86400.0},
    "archive idle carts": {"task": "apps.cart.jobs.archive_idle", "schedule": 3600.0},
    "measure transit days": {"task": "apps.shipping.jobs.measure_transit", "schedule": 86400.0},
    "forget old keys": {"task": "apps.payments.jobs.forget_old_keys", "schedule": 3600.0},
    # The European Central Bank publishes on working days at about 16:00 in Frankfurt (14:00 or 15:00 UTC).
    "fetch exchange rates": {
        "task": "apps.currency.jobs.fetch_rates",
        "schedule": crontab(minute="*/30", hour="15-23", day_of_week="mon-fri"),
    },
    "ask about parcels": {"task": "apps.tracking.jobs.poll", "schedule": 20.0},
    "notice late parcels": {"task": "apps.tracking.jobs.notice_late", "schedule": 1800.0},
    "send the demo shop's parcels": {"task": "shop.jobs.send_demo_parcels", "schedule": 30.0},
    "issue missing documents": {"task": "apps.documents.jobs.issue_missing", "schedule": 300.0},
    "tidy the outbox": {"task": "apps.outbox.jobs.tidy", "schedule": 3600.0},
}
