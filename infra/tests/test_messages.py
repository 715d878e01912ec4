"""The tasks of two releases: new workers read what old web tasks send, and nobody loses what he cannot read."""

import os

import pytest

from apps.outbox import services
from apps.outbox.models import Message
from infra.lint import messages
from infra.lint.messages import Arguments
from shop.celery import app

HOW = "UPDATE_TASKS=1 bin/test infra/tests/test_messages.py"


@pytest.fixture(scope="module")
def now() -> dict[str, Arguments]:
    found = messages.of_app(app)
    return {name: one for name, one in found.items() if ".tests." not in _module(name)}


def _module(name: str) -> str:
    run = app.tasks[name].run
    return (messages.effect(run) or run).__module__


class TestTheTasks:
    def test_understand_messages_of_the_release_before(self, now: dict[str, Arguments]):
        assert messages.faults(messages.read(messages.KNOWN.read_text()), now) == []

    def test_are_written_down(self, now: dict[str, Arguments]):
        known = messages.KNOWN.read_text()
        file = messages.written(messages.read(known), now)
        if os.environ.get("UPDATE_TASKS"):
            messages.KNOWN.write_text(file)

        assert file == messages.KNOWN.read_text(), f"New tasks and arguments have to be written down: {HOW}"

    def test_let_arguments_of_newer_releases_pass(self, now: dict[str, Arguments]):
        """An old worker must not choke on the message itself; what it carries waits in the outbox."""
        strict = {name for name in now if not Arguments.of(app.tasks[name].run).more}

        assert strict == {
            "pictures.tasks.process_picture_with_celery"
        }  # a package's, for the staff's pictures

    def test_that_beat_starts_need_nothing(self, now: dict[str, Arguments]):
        started = {entry["task"] for entry in app.conf.beat_schedule.values()}

        assert {name for name in started if now[name].needed} == set()


class TestAChange:
    before = {"shop.sent": Arguments(("order",), ("note",)), "shop.tick": Arguments(more=True)}

    @pytest.mark.parametrize(
        ("name", "after", "says"),
        [
            ("shop.sent", None, "shop.sent is gone"),
            ("shop.sent", Arguments(("order", "at"), ("note",)), "needs at"),
            ("shop.sent", Arguments(("order", "note")), "needs note"),
            ("shop.sent", Arguments(("order",)), "does not know note"),
            ("shop.sent", Arguments(("id",), ("note",)), "does not know order"),
            ("shop.tick", Arguments(), "takes no arguments of newer releases"),
        ],
    )
    def test_that_makes_old_messages_unreadable_is_refused(
        self, name: str, after: Arguments | None, says: str
    ):
        changed = {key: one for key, one in (self.before | {name: after}).items() if one is not None}

        assert any(says in fault for fault in messages.faults(self.before, changed))
        with pytest.raises(ValueError, match=says):
            messages.written(self.before, changed)

    @pytest.mark.parametrize(
        "after",
        [
            Arguments(("order",), ("at", "note")),
            Arguments((), ("note", "order")),
            Arguments(("order",), (), more=True),
        ],
        ids=["another optional argument", "an argument that may be left out", "arguments that are let pass"],
    )
    def test_that_reads_old_messages_is_none(self, after: Arguments):
        assert messages.faults(self.before, self.before | {"shop.sent": after}) == []

    def test_may_take_a_task_away_that_a_release_has_stopped_sending(self):
        known = self.before | {"shop.sent": "not sent since the release of 3 March"}
        now = {"shop.tick": self.before["shop.tick"]}

        assert messages.faults(known, now) == []
        assert "3 March" in messages.written(known, now)

    def test_gives_no_new_task_the_name_of_an_old_one(self):
        known = self.before | {"shop.sent": "not sent since the release of 3 March"}

        (fault,) = messages.faults(known, self.before)
        assert "choose another" in fault

    def test_is_written_as_it_is_read(self):
        assert messages.read(messages.written({}, self.before)) == self.before


class TestAnArgument:
    def test_is_found_behind_the_outbox(self, now: dict[str, Arguments]):
        assert now["orders.send_confirmation"] == Arguments(("order_id",))

    def test_of_other_tasks_is_their_own(self, now: dict[str, Arguments]):
        assert now["apps.outbox.jobs.relay"] == Arguments(more=True)


@services.handles("tests.two_releases")
def _known_to_this_release(*, order_id: int) -> None: ...


@pytest.mark.django_db
class TestAnOldWorker:
    def test_leaves_a_message_that_it_cannot_read_for_the_newer_release(self):
        services.publish(topic="tests.two_releases", order_id=1, newer=True)
        message = Message.objects.get()

        app.tasks["tests.two_releases"].run(message_id=message.pk)

        message.refresh_from_db()
        assert message.done_at is None
        assert "newer" in message.error
