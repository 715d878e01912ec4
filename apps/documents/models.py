from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import F, Q

from apps.currency.money import Money
from apps.documents.rules import Kind


def document_storage() -> Storage:
    """Return where the files lie: never where media files are served from."""
    return storages["documents"]


class Series(models.Model):
    """A run of numbers without gaps. `last` grows by one with each document, in the same transaction."""

    code = models.CharField(max_length=40, unique=True, help_text="For example invoices-2026.")
    prefix = models.CharField(max_length=20, unique=True, help_text="For example R-2026-.")
    last = models.PositiveIntegerField(default=0, help_text="The number that was given last.")

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.code


class Document(models.Model):
    """An invoice, a credit note or a packing slip as it was issued. It is never changed and never deleted.

    `data` is the whole content: the file is made from it and can be made again. The database refuses every
    change but one: putting down the file, once.
    """

    kind = models.CharField(max_length=12, choices=Kind.choices)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="documents")
    position = models.PositiveIntegerField(help_text="Its place in the series, without gaps.")
    number = models.CharField(max_length=40, unique=True)
    order = models.ForeignKey("orders.Order", on_delete=models.PROTECT, related_name="documents")
    reference = models.CharField(
        max_length=80, unique=True, help_text="What it is about; the same fact makes one document."
    )
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    issued_at = models.DateTimeField()
    tax_point_on = models.DateField(null=True, blank=True, help_text="Empty: the day of delivery.")
    language = models.CharField(max_length=10)
    currency = models.CharField(max_length=3)
    net_minor = models.BigIntegerField()
    gross_minor = models.BigIntegerField()
    data = models.JSONField(help_text="The complete content.")
    file = models.FileField(storage=document_storage, max_length=200, blank=True)
    sha256 = models.CharField("SHA-256 of the file", max_length=64, blank=True)

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "position"], name="document_position_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="document_kind_known"),
            models.CheckConstraint(condition=Q(position__gte=1), name="document_position_from_1"),
            models.CheckConstraint(
                condition=Q(net_minor__gte=0, gross_minor__gte=F("net_minor")),
                name="document_amounts_possible",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.CREDIT_NOTE, corrects__isnull=False)
                | (~Q(kind=Kind.CREDIT_NOTE) & Q(corrects__isnull=True)),
                name="document_credit_note_corrects_one",
            ),
            models.CheckConstraint(
                condition=Q(file="", sha256="") | (~Q(file="") & Q(sha256__regex="^[0-9a-f]{64}$")),
                name="document_file_with_its_sum",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def total(self) -> Money:
        return Money(self.gross_minor, self.currency)

    @property
    def is_invoice(self) -> bool:
        return self.kind == Kind.INVOICE

    @property
    def is_for_the_customer(self) -> bool:
        return self.kind != Kind.PACKING_SLIP

    @property
    def file_name(self) -> str:
        """How the file is called when it is saved: made of letters, digits and hyphens only."""
        return f"{self.get_kind_display().replace(' ', '-')}-{self.number}.pdf"
