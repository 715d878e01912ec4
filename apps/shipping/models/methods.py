from django.db import models
from django.db.models import F, Q

from apps.shipping.models.zones import Area, Zone, area_constraints


class Method(models.Model):
    """A way goods can travel, for example standard or express."""

    class Kind(models.TextChoices):
        DOOR = "door", "to an address"
        POINT = "point", "to a pick-up point"
        SHOP = "shop", "collected at the shop"

    class Connection(models.TextChoices):
        TABLE = "table", "the table's prices, numbers typed by hand"
        EASYPOST = "easypost", "EasyPost: prices, labels and tracking"
        DEMO = "demo", "Demo carrier: simulated labels and tracking"

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80, help_text="As shoppers read it, for example Standard.")
    carrier = models.CharField(max_length=80)
    note = models.CharField(max_length=160, blank=True, help_text="One line under the name.")
    tracking_url = models.CharField(max_length=200, blank=True, help_text="With {number} in it.")
    tax_class = models.SlugField(max_length=30, default="standard")
    position = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    kind = models.CharField(
        max_length=5,
        choices=Kind.choices,
        default=Kind.DOOR,
        db_default=Kind.DOOR,
        help_text="Collection is offered only where the home country's tax is due.",
    )
    connection = models.CharField(
        max_length=20,
        choices=Connection.choices,
        default=Connection.TABLE,
        db_default=Connection.TABLE,
        help_text="The bands stay: they say where it goes, and they are its price while the carrier is silent.",
    )
    service = models.CharField(
        max_length=80, blank=True, db_default="",
        help_text="The carrier's word for it, for example DHL:Express. Empty: the cheapest.",
    )  # fmt: skip
    handling_days = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="Working days in the warehouse before it leaves."
    )
    box_length_mm = models.PositiveIntegerField("largest box, length (mm)", null=True, blank=True)
    box_width_mm = models.PositiveIntegerField("width (mm)", null=True, blank=True)
    box_height_mm = models.PositiveIntegerField("height (mm)", null=True, blank=True)
    box_weight_g = models.PositiveIntegerField(
        "filled up to (g)", null=True, blank=True, help_text="Empty: one box takes everything."
    )
    max_parcel_g = models.PositiveIntegerField(
        "heaviest parcel (g)", null=True, blank=True, help_text="Empty: any. A heavier one is not taken."
    )
    max_length_mm = models.PositiveIntegerField("longest side (mm)", null=True, blank=True)
    max_girth_mm = models.PositiveIntegerField(
        "length and girth (mm)", null=True, blank=True, help_text="Length plus twice width and height."
    )
    excluded_products = models.ManyToManyField("catalog.Product", blank=True, related_name="+")
    excluded_categories = models.ManyToManyField(
        "catalog.Category", blank=True, related_name="+", help_text="With everything below them."
    )

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["door", "point", "shop"]), name="method_kind_known"),
            models.CheckConstraint(
                condition=Q(connection__in=["table", "easypost", "demo"]), name="method_connection_known"
            ),
            models.CheckConstraint(
                condition=Q(box_length_mm=None, box_width_mm=None, box_height_mm=None)
                | Q(box_length_mm__gt=0, box_width_mm__gt=0, box_height_mm__gt=0),
                name="method_box_has_three_sides",
                violation_error_message="Enter all three sides of the largest box, or none.",
            ),
            models.CheckConstraint(
                condition=Q(box_weight_g=None) | Q(box_weight_g__gt=0), name="method_box_holds_something"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Rate(models.Model):
    """What a method costs in a zone up to a weight, tax of the home country included, and how long it takes."""

    method = models.ForeignKey(Method, on_delete=models.CASCADE, related_name="rates")
    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, related_name="rates")
    up_to_weight_g = models.PositiveIntegerField("up to (g)")
    up_to_volume_cm3 = models.PositiveIntegerField(
        "up to (cm³)", null=True, blank=True, help_text="All parcels together; empty: any."
    )
    from_value_minor = models.PositiveIntegerField(
        "goods from, minor units", default=0, db_default=0, help_text="Home tax included, before promotions."
    )
    free_from_minor = models.PositiveIntegerField(
        "free from, minor units", null=True, blank=True, help_text="Surcharges stay. Empty: never."
    )
    currency = models.CharField(max_length=3, default="EUR")
    price_minor = models.PositiveIntegerField("price in minor units")
    transit_days_min = models.PositiveSmallIntegerField("working days, from")
    transit_days_max = models.PositiveSmallIntegerField("working days, to")

    class Meta:
        ordering = ["method", "zone", "up_to_weight_g"]
        constraints = [
            models.UniqueConstraint(
                fields=["method", "zone", "up_to_weight_g", "up_to_volume_cm3", "from_value_minor"],
                name="rate_once_per_band",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(transit_days_max__gte=F("transit_days_min")), name="rate_days_in_order"
            ),
            models.CheckConstraint(condition=Q(up_to_weight_g__gt=0), name="rate_weight_positive"),
            models.CheckConstraint(
                condition=Q(up_to_volume_cm3=None) | Q(up_to_volume_cm3__gt=0), name="rate_volume_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} to {self.zone} up to {self.up_to_weight_g / 1000:g} kg"


class Surcharge(Area):
    """What a method adds to its price: for remote places, for bulky or heavy parcels, or both together.

    Limits count per parcel: the amount is added for each one beyond them. Without limits it is added once.
    """

    name = models.CharField(max_length=80, help_text="As shoppers read it, for example Island.")
    method = models.ForeignKey(
        Method, on_delete=models.CASCADE, null=True, blank=True, related_name="surcharges",
        help_text="Empty: every method.",
    )  # fmt: skip
    zone = models.ForeignKey(
        Zone, on_delete=models.CASCADE, null=True, blank=True, related_name="surcharges",
        help_text="Empty: every zone.",
    )  # fmt: skip
    country = models.CharField(max_length=2, blank=True, default="", help_text="Empty: everywhere.")
    longer_than_mm = models.PositiveIntegerField("longer than (mm)", null=True, blank=True)
    girth_over_mm = models.PositiveIntegerField("length and girth over (mm)", null=True, blank=True)
    heavier_than_g = models.PositiveIntegerField("heavier than (g)", null=True, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    price_minor = models.PositiveIntegerField("amount in minor units", help_text="Home tax included.")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "country", "first_postcode"]
        constraints = [
            *area_constraints("surcharge"),
            models.CheckConstraint(
                condition=~Q(country="") | Q(region="", first_postcode=""),
                name="surcharge_place_has_country",
                violation_error_message="Regions and postcodes need their country.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PickupPoint(models.Model):
    """Where a parcel can be fetched: a pick-up point of a carrier, or the shop itself."""

    method = models.ForeignKey(Method, on_delete=models.CASCADE, related_name="points")
    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=80)
    line1 = models.CharField("street", max_length=120)
    postcode = models.CharField(max_length=16, blank=True)
    city = models.CharField("town", max_length=80)
    country = models.CharField(max_length=2)
    hours = models.CharField("opening hours", max_length=200)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["country", "postcode", "code"]

    def __str__(self) -> str:
        return f"{self.name}, {self.city}"
