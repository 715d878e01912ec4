from django.db import migrations

CREATE = """
CREATE FUNCTION pricing_price_is_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A price is never changed; add a new row.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER price_only_added BEFORE UPDATE ON pricing_price
    FOR EACH ROW EXECUTE FUNCTION pricing_price_is_only_added();
"""
DROP = "DROP TRIGGER price_only_added ON pricing_price; DROP FUNCTION pricing_price_is_only_added();"


class Migration(migrations.Migration):
    dependencies = [("pricing", "0003_zones_and_price_lists")]
    operations = [migrations.RunSQL(CREATE, DROP)]
