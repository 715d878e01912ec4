from django.db import migrations

CREATE = """
CREATE FUNCTION documents_series_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.last <> 0 THEN
            RAISE EXCEPTION 'a series begins at 0' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.id = OLD.id AND NEW.code = OLD.code AND NEW.prefix = OLD.prefix
       AND NEW.last = OLD.last + 1 THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a series counts up by one and is never changed otherwise'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'series_counts_by_one';
END
$$;
CREATE TRIGGER series_counts_by_one BEFORE INSERT OR UPDATE OR DELETE ON documents_series
    FOR EACH ROW EXECUTE FUNCTION documents_series_counts();

-- A number that was taken must have become a document when the transaction ends.
CREATE FUNCTION documents_number_is_used() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM documents_document WHERE series_id = NEW.id AND position = NEW.last) THEN
        RAISE EXCEPTION 'number % of series % was taken and no document has it', NEW.last, NEW.code
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'series_without_gaps';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER series_without_gaps AFTER UPDATE ON documents_series
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION documents_number_is_used();

CREATE FUNCTION documents_follow_each_other() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE taken bigint;
BEGIN
    SELECT last INTO taken FROM documents_series WHERE id = NEW.series_id;
    IF NEW.position <> taken OR (NEW.position > 1 AND NOT EXISTS (
        SELECT 1 FROM documents_document WHERE series_id = NEW.series_id AND position = NEW.position - 1)) THEN
        RAISE EXCEPTION 'a document has the number after the one before it'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'document_follows_the_last';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER document_follows_the_last BEFORE INSERT ON documents_document
    FOR EACH ROW EXECUTE FUNCTION documents_follow_each_other();

CREATE FUNCTION documents_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.file = '' AND NEW.file <> ''
       AND (to_jsonb(NEW) - 'file' - 'sha256') = (to_jsonb(OLD) - 'file' - 'sha256') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a document is never changed or deleted; a credit note corrects an invoice'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'document_append_only';
END
$$;
CREATE TRIGGER document_append_only BEFORE UPDATE OR DELETE ON documents_document
    FOR EACH ROW EXECUTE FUNCTION documents_refuse_change();
"""
DROP = """
DROP TRIGGER document_append_only ON documents_document;
DROP FUNCTION documents_refuse_change();
DROP TRIGGER document_follows_the_last ON documents_document;
DROP FUNCTION documents_follow_each_other();
DROP TRIGGER series_without_gaps ON documents_series;
DROP FUNCTION documents_number_is_used();
DROP TRIGGER series_counts_by_one ON documents_series;
DROP FUNCTION documents_series_counts();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_documents")]
    operations = [migrations.RunSQL(CREATE, DROP)]
