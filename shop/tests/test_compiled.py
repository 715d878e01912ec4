from datetime import UTC, datetime

import pytest
from django.db import transaction

from apps.cart.models import CartLine
from apps.cart.tests.factories import a_cart, for_sale
from apps.core.compiled import CompiledQuery
from apps.outbox.models import Message

pytestmark = pytest.mark.django_db
SAMPLE = datetime(1609, 11, 30, tzinfo=UTC)


def due(*, topic, at):
    return Message.objects.filter(topic=topic, due_at__lte=at).order_by("key").values_list("key", "payload")


@pytest.fixture
def messages():
    for key, topic, year in (("a", "mail", 2026), ("b", "mail", 2027), ("c", "refund", 2026)):
        Message.objects.create(
            key=key, topic=topic, payload={"for": key}, due_at=datetime(year, 1, 1, tzinfo=UTC)
        )


class TestCompiledQuery:
    def test_answers_like_the_query_it_was_made_from(self, messages):
        query = CompiledQuery(due, topic="a sample", at=SAMPLE)

        for topic in ("mail", "refund", "nothing"):
            for year in (2025, 2026, 2027):
                values = {"topic": topic, "at": datetime(year, 6, 1, tzinfo=UTC)}
                assert query.rows(**values) == list(due(**values))

    def test_converts_values_as_their_fields_do(self, messages):
        query = CompiledQuery(due, topic="a sample", at=SAMPLE)

        assert query.rows(topic="refund", at=datetime(2026, 6, 1, tzinfo=UTC)) == [("c", {"for": "c"})]

    def test_takes_values_as_values(self, messages):
        query = CompiledQuery(due, topic="a sample", at=SAMPLE)

        assert query.rows(topic="' OR true --", at=datetime(2028, 1, 1, tzinfo=UTC)) == []

    def test_refuses_a_sample_that_the_query_does_not_use(self):
        query = CompiledQuery(lambda **_: Message.objects.values_list("key"), topic="a sample")

        with pytest.raises(ValueError, match="topic"):
            query.rows(topic="mail")

    def test_makes_instances_with_those_selected_along(self):
        cart_line = a_cart(for_sale()).lines.select_related("cart").get()
        query = CompiledQuery(
            lambda *, line: CartLine.objects.select_related("cart").filter(pk=line), line=16091130
        )

        (found,) = query.objects(line=cart_line.pk)

        assert (found, found.promised_until) == (cart_line, cart_line.promised_until)
        assert CartLine.cart.is_cached(found)
        assert found.cart.token_hash == cart_line.cart.token_hash

    def test_saves_its_instances_like_any_other(self, messages):
        query = CompiledQuery(lambda *, key: Message.objects.filter(key=key), key="a sample")
        (found,) = query.objects(key="a")

        found.failures = 3
        found.save(update_fields=["failures"])

        assert list(Message.objects.filter(failures=3).values_list("key", flat=True)) == ["a"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestLockingQuery:
    def test_is_refused_outside_a_transaction(self):
        query = CompiledQuery(
            lambda *, key: Message.objects.select_for_update().filter(key=key), key="a sample"
        )
        with transaction.atomic():
            assert query.objects(key="a") == []

        with pytest.raises(transaction.TransactionManagementError):
            query.objects(key="a")
