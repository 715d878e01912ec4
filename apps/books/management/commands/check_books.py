from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.books import selectors


class Command(BaseCommand):
    help = "Compare orders, payments, stock, mails and outbox, and list what does not balance."

    def handle(self, *args: Any, **options: Any) -> None:
        findings = selectors.check()
        for finding in findings:
            self.stdout.write(f"{finding.invariant}  {finding.subject}: {finding.text}")
        if findings:
            raise CommandError(f"The books do not balance: {len(findings)} findings.")
        self.stdout.write(self.style.SUCCESS("The books balance."))
