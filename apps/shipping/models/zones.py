from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact


class TextRange(Func):
    """A range of texts, both ends included. The type is made by the migration 0002."""

    function = "shipping_textrange"
    template = "%(function)s(%(expressions)s, '[]')"
    output_field = models.TextField()


class Zone(models.Model):
    """Places that cost the same and take as long to reach."""

    name = models.CharField(max_length=80, unique=True)
    countries = ArrayField(
        models.CharField(max_length=2),
        blank=True,
        default=list,
        help_text="ISO 3166 alpha-2 codes, each in one zone only. Parts of countries stand below.",
    )
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        indexes = [GinIndex(fields=["countries"], name="zone_countries", opclasses=["array_ops"])]

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    """A part of a country by its region, its postcodes, or both."""

    country: "models.CharField[str, str]"
    region = models.CharField(
        max_length=5,
        blank=True,
        default="",
        help_text="The part of an ISO 3166-2 code behind the hyphen: HI of US-HI.",
    )
    first_postcode = models.CharField(
        max_length=10,
        blank=True,
        default="",
        help_text="Capitals and digits only; the beginning of postcodes is enough: 35, or 27498.",
    )
    last_postcode = models.CharField(
        max_length=10, blank=True, default="", help_text="As many characters; the same for a prefix."
    )

    class Meta:
        abstract = True

    @property
    def place(self) -> str:
        """The area as staff read it: ES-GC 35, DE 25849 to 25869."""
        code = f"{self.country}-{self.region}" if self.region else self.country
        ends = dict.fromkeys([self.first_postcode, self.last_postcode])
        return " ".join([code, " to ".join(ends)]).strip()


def area_constraints(name: str) -> list[models.CheckConstraint]:
    """What holds of every area, in the constraints of a table."""
    return [
        models.CheckConstraint(
            condition=Q(first_postcode__regex=r"^[A-Z0-9]*$", last_postcode__regex=r"^[A-Z0-9]*$"),
            name=f"{name}_postcode_is_compact",
            violation_error_message="Postcodes are written here in capitals and digits, without spaces.",
        ),
        models.CheckConstraint(
            condition=Q(last_postcode__gte=F("first_postcode"))
            & Q(Exact(Length("first_postcode"), Length("last_postcode"))),
            name=f"{name}_postcodes_in_order",
            violation_error_message="The last postcode comes before the first, or has another length.",
        ),
    ]


class ZoneArea(Area):
    """A part of a country that lies in another zone than the rest of it. The longest postcode wins."""

    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, related_name="areas")
    country = models.CharField(max_length=2, help_text="ISO 3166 alpha-2 of the address.")
    name = models.CharField(max_length=80, help_text="As staff know it, for example Canary Islands.")

    class Meta:
        ordering = ["country", "region", "first_postcode"]
        constraints = [
            *area_constraints("zone_area"),
            models.CheckConstraint(
                condition=~Q(region="") | ~Q(first_postcode=""),
                name="zone_area_is_a_part",
                violation_error_message="Enter a region or postcodes; whole countries stand in the zone itself.",
            ),
            ExclusionConstraint(
                name="zone_area_one_answer",
                expressions=[
                    ("country", RangeOperators.EQUAL),
                    ("region", RangeOperators.EQUAL),
                    (Length("first_postcode"), RangeOperators.EQUAL),
                    (TextRange("first_postcode", "last_postcode"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Another area has some of these postcodes.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.place})"

    def overlaps(self, other: "ZoneArea") -> bool:
        """Whether some postcodes are in both with the same precision, which the constraint forbids."""
        same = (self.country, self.region, len(self.first_postcode))
        return same == (other.country, other.region, len(other.first_postcode)) and (
            self.first_postcode <= other.last_postcode and other.first_postcode <= self.last_postcode
        )
