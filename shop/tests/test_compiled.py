from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from apps.cart.models import Cart, CartLine
from apps.cart.tests.factories import a_cart, for_sale
from apps.catalog.models import Product
from apps.core.compiled import CompiledInsert, CompiledQuery, CompiledUpdate
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


def rows_of(model):
    return list(model.objects.order_by("pk").values())


class TestCompiledInsert:
    def test_writes_what_saving_writes(self):
        at = datetime(2026, 1, 1, tzinfo=UTC)
        said = {"topic": "mail", "payload": {"for": ["ä", None, 1]}, "due_at": at}
        Message(key="a", **said).save()
        insert = CompiledInsert(Message)

        for key in ("b", None):  # the first call compiles, the second does not
            assert insert.save(Message(key=key, **said))

        first, *others = rows_of(Message)
        own = ("id", "key", "created_at")
        assert [row["key"] for row in others] == ["b", None]
        for row in others:
            assert {k: v for k, v in row.items() if k not in own} == {
                k: v for k, v in first.items() if k not in own
            }
            assert first["created_at"] <= row["created_at"]

    def test_leaves_an_instance_as_saving_does(self):
        message = Message(topic="mail", due_at=SAMPLE)

        CompiledInsert(Message).save(message)
        message.failures = 2
        message.save()

        assert rows_of(Message)[0]["id"] == message.pk
        assert [row["failures"] for row in rows_of(Message)] == [2]

    @pytest.mark.parametrize("count", [2, 5])
    def test_writes_several_in_one_statement(self, count):
        messages = [Message(topic=f"mail {n}", payload={"n": n}, due_at=SAMPLE) for n in range(count)]

        with CaptureQueriesContext(connection) as statements:
            CompiledInsert(Message).save(*messages)

        assert len(statements) == 1
        assert [(row["id"], row["topic"], row["payload"]) for row in rows_of(Message)] == [
            (message.pk, f"mail {n}", {"n": n}) for n, message in enumerate(messages)
        ]

    def test_writes_nothing_for_no_instances(self):
        with CaptureQueriesContext(connection) as statements:
            assert CompiledInsert(Message).save()

        assert len(statements) == 0

    def test_leaves_a_row_that_is_there_as_it_is(self, messages):
        insert = CompiledInsert(Message, unless=["key"])

        assert not insert.save(Message(key="a", topic="another", due_at=SAMPLE))
        assert insert.save(Message(key="d", topic="another", due_at=SAMPLE))

        assert [(row["key"], row["topic"]) for row in rows_of(Message)] == [
            *[("a", "mail"), ("b", "mail"), ("c", "refund"), ("d", "another")]
        ]

    def test_raises_for_a_conflict_of_other_fields(self):
        cart = a_cart(for_sale())
        insert = CompiledInsert(Cart, unless=["token_hash"])

        with pytest.raises(IntegrityError), transaction.atomic():
            insert.save(Cart(key=cart.key, token_hash="another", currency="EUR"))

    def test_updates_a_row_that_is_there_if_it_is_to(self, messages):
        insert = CompiledInsert(Message, unless=["key"], update=["topic"])

        message = Message(key="b", topic="another", payload={"x": 1}, due_at=SAMPLE)
        assert insert.save(message)

        found = Message.objects.get(key="b")
        assert (found.pk, found.topic, found.payload) == (message.pk, "another", {"for": "b"})

    def test_breaks_the_transaction_when_it_fails(self, messages):
        with transaction.atomic():
            with pytest.raises(IntegrityError):
                CompiledInsert(Message).save(Message(key="a", topic="mail", due_at=SAMPLE))

            assert transaction.get_rollback()

    def test_refuses_a_model_whose_saving_others_follow(self):
        with pytest.raises(TypeError, match="Product"):
            CompiledInsert(Product).save(Product())


class TestCompiledUpdate:
    def test_changes_the_rows_that_it_finds_and_counts_them(self, messages):
        update = CompiledUpdate(
            lambda *, topic, at: Message.objects.filter(topic=topic, due_at__lte=at),
            "payload",
            "done_at",
            topic="a sample",
            at=SAMPLE,
        )
        at = datetime(2026, 6, 1, tzinfo=UTC)

        assert update.run({"x": [1]}, at, topic="mail", at=at) == 1
        assert Message.objects.get(key="a").done_at == at
        assert update.run({}, None, topic="mail", at=datetime(2028, 1, 1, tzinfo=UTC)) == 2

        found = [(row["key"], row["payload"], row["done_at"]) for row in rows_of(Message)]
        assert found == [("a", {}, None), ("b", {}, None), ("c", {"for": "c"}, None)]

    def test_needs_a_value_for_every_field(self, messages):
        update = CompiledUpdate(
            lambda *, key: Message.objects.filter(key=key), "topic", "error", key="a sample"
        )

        with pytest.raises(ValueError, match="argument"):
            update.run("refund", key="a")

    def test_stores_fields_of_an_instance_as_saving_them_does(self):
        cart = a_cart(for_sale())
        before = Cart.objects.get(pk=cart.pk)
        cart.item_count, cart.currency = 7, "USD"

        CompiledUpdate(
            lambda *, pk: Cart.objects.filter(pk=pk), "item_count", "updated_at", pk=16091130
        ).save(cart)

        found = Cart.objects.get(pk=cart.pk)
        assert (found.item_count, found.currency) == (7, before.currency)
        assert found.updated_at > before.updated_at
        assert found.updated_at == cart.updated_at

    def test_raises_if_the_row_is_gone(self, messages):
        message = Message.objects.get(key="a")
        Message.objects.filter(pk=message.pk).delete()

        with pytest.raises(DatabaseError):
            CompiledUpdate(lambda *, pk: Message.objects.filter(pk=pk), "topic", pk=16091130).save(message)
