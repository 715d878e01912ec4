"""The ledger keeps itself: nothing written is changed, and no balance falls below zero."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION giftcards_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Entries of gift cards are written once.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'gift_card_entry_append_only';
END $$;

CREATE TRIGGER gift_card_entry_append_only BEFORE UPDATE OR DELETE ON giftcards_giftcardentry
    FOR EACH ROW EXECUTE FUNCTION giftcards_refuse_change();

CREATE FUNCTION giftcards_refuse_other_card() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What a gift card was issued with stays.'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'gift_card_stays_as_issued';
END $$;

CREATE TRIGGER gift_card_stays_as_issued BEFORE UPDATE ON giftcards_giftcard FOR EACH ROW
    WHEN (OLD.currency <> NEW.currency OR OLD.initial_minor <> NEW.initial_minor)
    EXECUTE FUNCTION giftcards_refuse_other_card();

-- The lock makes concurrent movements of a card wait, and the sum after it sees what they committed.
CREATE FUNCTION giftcards_check_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM giftcards_giftcard WHERE id = NEW.card_id FOR UPDATE;
    IF (SELECT sum(amount_minor) FROM giftcards_giftcardentry WHERE card_id = NEW.card_id) < 0 THEN
        RAISE EXCEPTION 'A gift card cannot be worth less than nothing.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'gift_card_balance_not_negative';
    END IF;
    IF NEW.undoes_id IS NOT NULL AND (
        NOT EXISTS (SELECT FROM giftcards_giftcardentry
                     WHERE id = NEW.undoes_id AND card_id = NEW.card_id AND kind = 'SPEND')
        OR (SELECT sum(amount_minor) FROM giftcards_giftcardentry
             WHERE id = NEW.undoes_id OR undoes_id = NEW.undoes_id) > 0)
    THEN
        RAISE EXCEPTION 'Only what was spent from a gift card goes back to it.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'gift_card_refund_within_spend';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER gift_card_balance_not_negative AFTER INSERT ON giftcards_giftcardentry
    FOR EACH ROW EXECUTE FUNCTION giftcards_check_balance();
"""

BACKWARD = """
DROP TRIGGER gift_card_balance_not_negative ON giftcards_giftcardentry;
DROP TRIGGER gift_card_stays_as_issued ON giftcards_giftcard;
DROP TRIGGER gift_card_entry_append_only ON giftcards_giftcardentry;
DROP FUNCTION giftcards_check_balance();
DROP FUNCTION giftcards_refuse_other_card();
DROP FUNCTION giftcards_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("giftcards", "0001_gift_cards")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
