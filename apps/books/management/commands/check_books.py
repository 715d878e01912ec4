from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.books import services
from apps.books.models import Discrepancy


class Command(BaseCommand):
    help = "Compare orders, payments, stock, mails and outbox, and list what does not balance."

    def handle(self, *args: Any, **options: Any) -> None:
        run = services.check_books(actor="check_books")
        for row in Discrepancy.objects.filter(gone_at=None):
            repair = services.repair_name(row)
            hint = f"  [{repair} in the admin]" if repair else ""
            self.stdout.write(f"{row.invariant}  {row.subject}: {row.text}{hint}")
        if run.found:
            raise CommandError(f"The books do not balance: {run.found} discrepancies.")
        self.stdout.write(self.style.SUCCESS(f"The books balance (compared in {run.took_ms} ms)."))
