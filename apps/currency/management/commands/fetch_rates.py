from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.core.errors import ShopError
from apps.currency import services
from apps.currency.services import ImportReport


class Command(BaseCommand):
    help = (
        "Add exchange rates from the European Central Bank, or from a file of its own, and show what changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--file", type=Path, metavar="F", help="Read this XML file instead: daily, 90-day or historical."
        )
        parser.add_argument(
            "--force", action="store_true", help="Believe rates that moved by more than 20 per cent."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        file, force = options["file"], options["force"]
        try:
            if file is None:
                report = services.fetch_rates(force=force)
            else:
                report = services.import_rates(file.read_bytes(), force=force)
        except (ShopError, OSError) as error:
            raise CommandError(str(error)) from error
        self._show(report)

    def _show(self, report: ImportReport) -> None:
        self.stdout.write(
            f"Rates up to {report.effective_on}: {report.added} added, {report.known} already known."
        )
        if not report.changed_currencies:
            return
        self.stdout.write(f"{'1 EUR =':8}{'before':>16}{'now':>16}{'change':>12}")
        for moved in report.changed_currencies:
            old = "new" if moved.old is None else f"{moved.old.normalize():f}"
            percent = "" if moved.percent is None else f"{moved.percent:+} %"
            self.stdout.write(f"{moved.currency:8}{old:>16}{moved.new.normalize():>16f}{percent:>12}")
