import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from apps.core.database import violated
from apps.currency.money import Money
from apps.giftcards import selectors, services
from apps.giftcards.errors import (
    GiftCardIssued,
    GiftCardTooLow,
    GiftCardUsed,
    InvalidGiftCard,
    ReferenceTaken,
    RefundTooHigh,
)
from apps.giftcards.models import GiftCard, GiftCardEntry
from apps.giftcards.rules import Kind, Status, digest

pytestmark = pytest.mark.django_db
FIFTY = Money(5000, "EUR")


def a_card(amount=FIFTY, **fields):
    return services.issue(amount=amount, actor="mara", **fields)


def spend(issued, minor=5000, reference="payment:1", currency="EUR", **fields):
    return services.spend(
        code=issued.code, amount=Money(minor, currency), reference=reference, actor="checkout", **fields
    )


def left(issued):
    return selectors.balance(issued.card).minor


class TestIssuing:
    def test_writes_the_amount_into_the_ledger(self):
        issued = a_card(issued_for="order-line:42/1", recipient_name="Ida")

        entry = issued.card.entries.get()
        assert (entry.kind, entry.amount_minor, entry.reference) == (Kind.ISSUE, 5000, "order-line:42/1")
        assert selectors.balance(issued.card) == FIFTY

    def test_keeps_a_digest_and_not_the_code(self):
        issued = a_card()

        assert re.fullmatch(r"([CDFHJMNPQRTVWXY379]{4}-){3}[CDFHJMNPQRTVWXY379]{4}", issued.code)
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_jsonb(c)::text FROM giftcards_giftcard c")
            (row,) = cursor.fetchone()
        assert issued.code not in row
        assert issued.code.replace("-", "") not in row
        assert issued.card.last_characters == issued.code[-4:]

    def test_happens_once_for_what_was_sold(self):
        a_card(issued_for="order-line:42/1")

        with pytest.raises(GiftCardIssued), transaction.atomic():
            a_card(issued_for="order-line:42/1")
        a_card(issued_for="order-line:42/2")
        a_card()
        a_card()

    def test_is_never_over_nothing(self):
        with pytest.raises(ValueError, match="more than nothing"):
            a_card(Money(0, "EUR"))


class TestLookingUp:
    def test_ignores_how_a_code_is_typed(self):
        issued = a_card()
        typed = issued.code.lower().replace("-", " ")

        assert selectors.look_up(typed) == issued.card
        assert selectors.look_up(f" {issued.code}\n") == issued.card

    def test_finds_nothing_for_a_wrong_code(self):
        a_card()

        assert selectors.look_up("CCCC-CCCC-CCCC-CCCC") is None
        assert selectors.look_up("") is None

    def test_takes_the_same_statements_for_right_and_wrong(self, django_assert_num_queries):
        issued = a_card()

        for code in (issued.code, "CCCC-CCCC-CCCC-CCCC"):
            with django_assert_num_queries(1):
                selectors.look_up(code)

    def test_survives_the_rotation_of_the_key(self, settings):
        issued = a_card()
        settings.GIFT_CARD_KEYS = ["a-new-key", *settings.GIFT_CARD_KEYS]

        assert selectors.look_up(issued.code) == issued.card
        assert digest(issued.code) != issued.card.code_digest

        settings.GIFT_CARD_KEYS = ["a-new-key"]
        assert selectors.look_up(issued.code) is None


class TestSpending:
    def test_takes_a_part_and_then_the_rest(self):
        issued = a_card()

        entry = spend(issued, 1999)
        spend(issued, 3001, "payment:2")

        assert (entry.kind, entry.amount_minor, entry.actor) == (Kind.SPEND, -1999, "checkout")
        assert left(issued) == 0

    def test_can_name_the_card_by_its_key(self):
        issued = a_card()

        services.spend(card_id=issued.card.pk, amount=FIFTY, reference="payment:1", actor="x")

        assert left(issued) == 0

    def test_says_the_same_of_every_card_that_cannot_be_used(self):
        now = datetime(2026, 11, 21, 12, tzinfo=UTC)
        wrong = services.Issued(a_card().card, "CCCC-CCCC-CCCC-CCCC")
        foreign = a_card(Money(5000, "USD"))
        expired = a_card(expires_on=now.date() - timedelta(days=1))
        empty, void = a_card(), a_card()
        spend(empty, reference="payment:0")
        services.void(card_id=void.card.pk, reference="staff:1", actor="mara")

        said = set()
        for issued in (wrong, foreign, expired, empty, void):
            with pytest.raises(InvalidGiftCard) as refusal:
                spend(issued, 1, now=now)
            said.add((refusal.value.message, refusal.value.status, str(refusal.value.details)))
            with pytest.raises(InvalidGiftCard) as refusal:
                selectors.usable(issued.code, currency="EUR", now=now)
            said.add((refusal.value.message, refusal.value.status, str(refusal.value.details)))

        assert len(said) == 1

    def test_is_possible_to_the_end_of_the_last_day(self):
        """The warehouse's clock decides: 22:59 UTC is 23:59 in Berlin, one minute later it is tomorrow."""
        last = datetime(2026, 11, 21, 22, 59, tzinfo=UTC)
        issued = a_card(expires_on=last.date())

        assert selectors.usable(issued.code, currency="EUR", now=last) == (issued.card, FIFTY)
        with pytest.raises(InvalidGiftCard):
            spend(issued, now=last + timedelta(minutes=1))

    def test_never_takes_more_than_there_is(self):
        issued = a_card()

        with pytest.raises(GiftCardTooLow) as refusal:
            spend(issued, 5001)

        assert refusal.value.balance == FIFTY
        assert left(issued) == 5000

    def test_is_the_same_payment_when_it_is_repeated(self):
        issued = a_card()

        assert spend(issued, 2000) == spend(issued, 2000)

        assert left(issued) == 3000
        with pytest.raises(ReferenceTaken):
            spend(issued, 1000)
        services.give_back(reference="payment:1", actor="x")
        with pytest.raises(ReferenceTaken):
            spend(issued, 2000)

    def test_is_never_of_nothing(self):
        with pytest.raises(ValueError, match="More than nothing"):
            spend(a_card(), 0)


class TestGivingBack:
    def test_puts_everything_back_once(self):
        first, second = a_card(), a_card()
        spend(first, 5000)
        spend(second, 1000)

        entries = services.give_back(reference="payment:1", actor="mara")
        again = services.give_back(reference="payment:1", actor="mara")

        assert [e.amount_minor for e in entries] == [5000, 1000]
        assert again == []
        assert (left(first), left(second)) == (5000, 5000)

    def test_adds_up_in_parts(self):
        issued = a_card()
        spend(issued, 1000)

        for refund, minor in (("refund:1", 333), ("refund:2", 334), ("refund:2", 334), ("refund:3", 333)):
            services.give_back(
                reference="payment:1", amount=Money(minor, "EUR"), refund_reference=refund, actor="x"
            )

        assert left(issued) == 5000
        with pytest.raises(RefundTooHigh):
            services.give_back(
                reference="payment:1", amount=Money(1, "EUR"), refund_reference="refund:4", actor="x"
            )

    def test_gives_the_rest_after_a_part(self):
        issued = a_card()
        spend(issued, 1000)
        services.give_back(reference="payment:1", amount=Money(1, "EUR"), refund_reference="r:1", actor="x")

        assert [e.amount_minor for e in services.give_back(reference="payment:1", actor="x")] == [999]

    def test_is_in_the_currency_of_the_card(self):
        spend(a_card(), 1000)

        with pytest.raises(RefundTooHigh):
            services.give_back(reference="payment:1", amount=Money(1, "USD"), refund_reference="r", actor="x")

    def test_reaches_an_expired_card(self):
        today = timezone.localdate()
        issued = a_card(expires_on=today)
        spend(issued, 1000)
        GiftCard.objects.update(expires_on=today - timedelta(days=1))

        services.give_back(reference="payment:1", actor="x")

        assert left(issued) == 5000

    def test_of_nothing_does_nothing(self):
        assert services.give_back(reference="payment:9", actor="x") == []


class TestMakingVoid:
    def test_takes_everything_off_once(self):
        issued = a_card()
        spend(issued, 2000)

        for _ in range(2):
            services.void(card_id=issued.card.pk, reference="staff:1", actor="mara", reason="lost")

        issued.card.refresh_from_db()
        assert (left(issued), issued.card.status) == (0, Status.VOID)
        assert issued.card.entries.get(kind=Kind.VOID).reason == "lost"

    def test_is_refused_for_a_used_card_of_a_cancelled_order(self):
        first = a_card(issued_for="order-line:42/1")
        second = a_card(issued_for="order-line:42/2")
        other = a_card(issued_for="order-line:421/1")
        spend(second, 1)

        with pytest.raises(GiftCardUsed), transaction.atomic():
            services.void_issued(issued_for="order-line:42", actor="mara")
        assert left(first) == 5000

        GiftCard.objects.filter(pk=second.card.pk).update(issued_for="order-line:43/1")
        services.void_issued(issued_for="order-line:42", actor="mara")
        assert (left(first), left(other)) == (0, 5000)


class TestAdjusting:
    def test_moves_both_ways_but_not_below_zero(self):
        issued = a_card()

        def adjust(minor, reference):
            services.adjust(
                card_id=issued.card.pk,
                amount=Money(minor, "EUR"),
                reason="complaint",
                reference=reference,
                actor="mara",
            )

        adjust(500, "staff:1")
        adjust(-5500, "staff:2")
        with pytest.raises(GiftCardTooLow):
            adjust(-1, "staff:3")
        with pytest.raises(ReferenceTaken):
            adjust(500, "staff:1")
        assert left(issued) == 0


def refused_by(change):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        change()
    return violated(error.value)


class TestTheLedger:
    @pytest.fixture
    def issued(self):
        return a_card()

    def enter(self, issued, **fields):
        values = {"kind": "SPEND", "amount_minor": -1, "reference": "x", "actor": "x", "at": timezone.now()}
        return lambda: GiftCardEntry.objects.create(card=issued.card, **{**values, **fields})

    def test_is_never_changed_or_deleted(self, issued):
        entries = GiftCardEntry.objects.filter(card=issued.card)

        assert refused_by(lambda: entries.update(amount_minor=9)) == "gift_card_entry_append_only"
        assert refused_by(entries.delete) == "gift_card_entry_append_only"

    def test_is_never_below_zero(self, issued):
        refusal = refused_by(self.enter(issued, amount_minor=-5001))

        assert refusal == "gift_card_balance_not_negative"

    @pytest.mark.parametrize(
        ("fields", "name"),
        [
            ({"amount_minor": 1}, "gift_card_entry_moves_its_way"),
            ({"kind": "ADJUST", "amount_minor": 0}, "gift_card_entry_moves_its_way"),
            ({"kind": "GIVEN"}, "gift_card_entry_moves_its_way"),
            ({"kind": "REFUND", "amount_minor": 1}, "gift_card_refund_undoes_a_spend"),
            ({"reference": ""}, "gift_card_entry_has_a_reference"),
        ],
    )
    def test_says_what_happened(self, issued, fields, name):
        assert refused_by(self.enter(issued, **fields)) == name

    def test_takes_a_reference_once(self, issued):
        self.enter(issued)()

        assert refused_by(self.enter(issued)) == "gift_card_entry_once"

    def test_gives_back_no_more_than_was_spent(self, issued):
        spent = spend(issued, 100)
        refund = {"kind": "REFUND", "amount_minor": 101, "undoes": spent}
        of_an_issue = {"kind": "REFUND", "amount_minor": 1, "undoes": issued.card.entries.get(kind="ISSUE")}

        assert refused_by(self.enter(issued, **refund)) == "gift_card_refund_within_spend"
        assert refused_by(self.enter(a_card(), **refund)) == "gift_card_refund_within_spend"
        assert refused_by(self.enter(issued, **of_an_issue)) == "gift_card_refund_within_spend"

    def test_belongs_to_a_card_that_stays_as_it_was_issued(self, issued):
        cards = GiftCard.objects.filter(pk=issued.card.pk)

        assert refused_by(lambda: cards.update(currency="USD")) == "gift_card_stays_as_issued"
        assert refused_by(lambda: cards.update(initial_minor=1)) == "gift_card_stays_as_issued"
