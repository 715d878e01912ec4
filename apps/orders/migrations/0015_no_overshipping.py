from django.db import migrations

CREATE = """
-- With the line's own constraint (shipped + cancelled + allocated <= ordered): parcels never hold more than was
-- ordered and not cancelled. The line is locked, so that two parcels at the same moment are counted together.
-- It is looked at when the transaction ends, because earlier releases write the parcel before the line.
CREATE FUNCTION orders_parcels_within_lines() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE shipped integer; owner bigint; sent bigint;
BEGIN
    SELECT shipped_qty, order_id INTO shipped, owner FROM orders_orderline WHERE id = NEW.line_id FOR NO KEY UPDATE;
    IF owner IS DISTINCT FROM (SELECT order_id FROM orders_shipment WHERE id = NEW.shipment_id) THEN
        RAISE EXCEPTION 'a parcel holds lines of its own order only'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'shipment_line_of_its_order';
    END IF;
    SELECT sum(quantity) INTO sent FROM orders_shipmentline WHERE line_id = NEW.line_id;
    IF sent > shipped THEN
        RAISE EXCEPTION 'parcels hold % units of line %, which says that % were shipped', sent, NEW.line_id, shipped
            USING ERRCODE = 'check_violation', CONSTRAINT = 'shipment_lines_within_shipped';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER shipment_lines_within_shipped AFTER INSERT OR UPDATE ON orders_shipmentline
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION orders_parcels_within_lines();

CREATE FUNCTION orders_shipped_covers_parcels() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.shipped_qty < (SELECT coalesce(sum(quantity), 0) FROM orders_shipmentline WHERE line_id = NEW.id) THEN
        RAISE EXCEPTION 'line % cannot say that fewer units were shipped than its parcels hold', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_line_shipped_covers_parcels';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER order_line_shipped_covers_parcels AFTER UPDATE OF shipped_qty ON orders_orderline
    FOR EACH ROW WHEN (NEW.shipped_qty < OLD.shipped_qty) EXECUTE FUNCTION orders_shipped_covers_parcels();
"""
DROP = """
DROP TRIGGER order_line_shipped_covers_parcels ON orders_orderline;
DROP FUNCTION orders_shipped_covers_parcels();
DROP TRIGGER shipment_lines_within_shipped ON orders_shipmentline;
DROP FUNCTION orders_parcels_within_lines();
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0014_parcels_from_locations")]
    operations = [migrations.RunSQL(CREATE, DROP)]
