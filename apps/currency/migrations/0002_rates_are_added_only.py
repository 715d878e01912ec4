from django.db import migrations

CREATE = """
CREATE FUNCTION currency_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'exchange rates are added, never changed or deleted'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'exchange_rate_append_only';
END
$$;
CREATE TRIGGER exchange_rate_append_only BEFORE UPDATE OR DELETE ON currency_exchangerate
    FOR EACH ROW EXECUTE FUNCTION currency_refuse_change();
"""
DROP = """
DROP TRIGGER exchange_rate_append_only ON currency_exchangerate;
DROP FUNCTION currency_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("currency", "0001_currencies_and_rates")]
    operations = [migrations.RunSQL(CREATE, DROP)]
