"""An order's addresses become part of the order; its lines point at the variant alone."""

from django.db import migrations, models

_COPY = """
UPDATE orders_order o
   SET delivery_address = (SELECT to_jsonb(a) - '{id,order_id,kind}'::text[] FROM orders_orderaddress a
                            WHERE a.order_id = o.id AND a.kind = 'DELIVERY'),
       billing_address = (SELECT to_jsonb(a) - '{id,order_id,kind}'::text[] FROM orders_orderaddress a
                           WHERE a.order_id = o.id AND a.kind = 'BILLING')
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="order",
            name="delivery_address",
            field=models.JSONField(default=dict, help_text="Name, lines, postcode, city, country, phone."),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="order",
            name="billing_address",
            field=models.JSONField(default=dict),
            preserve_default=False,
        ),
        migrations.RunSQL(_COPY, migrations.RunSQL.noop),
        migrations.DeleteModel(name="OrderAddress"),
        migrations.RemoveField(model_name="orderline", name="product"),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("billing_address__has_keys", ["name", "country"]),
                    ("delivery_address__has_keys", ["name", "country"]),
                ),
                name="order_addresses_named",
            ),
        ),
    ]
