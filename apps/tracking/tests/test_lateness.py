"""Late parcels: noticed by themselves, told to the shopper once, and given to staff."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from apps.orders.models import Order
from apps.orders.services import mark_delivered
from apps.outbox.models import Message
from apps.tracking import selectors, services
from apps.tracking.models import LateNotice, TrackedParcel
from apps.tracking.tests.factories import a_paid_order, a_shipment, followed

pytestmark = pytest.mark.django_db


def promised(days, **which):
    last = timezone.localdate() + timedelta(days=days)
    Order.objects.filter(**which).update(promised_first=last - timedelta(days=1), promised_last=last)


def mails():
    return Message.objects.filter(topic="orders.send_late").count()


class TestNoticeLate:
    def test_tells_the_shopper_once(self):
        a_shipment()
        promised(-1)

        assert services.notice_late() == 1
        assert services.notice_late() == 0
        assert (LateNotice.objects.count(), mails()) == (1, 1)

    def test_waits_until_the_promised_day_is_over(self):
        a_shipment()
        promised(0)

        assert services.notice_late() == 0

    def test_follows_the_clock_of_the_warehouse(self, settings):
        a_shipment()
        promised(0)
        midnight = timezone.localtime().replace(hour=23, minute=59, second=0, microsecond=0)

        assert services.notice_late(now=midnight) == 0
        assert services.notice_late(now=midnight + timedelta(minutes=2)) == 1

    def test_writes_one_mail_for_two_parcels(self):
        order = a_paid_order(quantity=2)
        a_shipment(order, quantities={order.lines.get().pk: 1})
        a_shipment(order)
        promised(-1)

        assert services.notice_late() == 2
        assert mails() == 1

    @pytest.mark.parametrize("state", ["READY", "DELIVERED"])
    def test_leaves_out_what_is_there(self, state):
        followed()
        TrackedParcel.objects.update(state=state)
        promised(-1)

        assert services.notice_late() == 0

    def test_leaves_out_what_was_delivered(self):
        mark_delivered(order_id=a_shipment().order_id, actor="mara")
        promised(-1)

        assert services.notice_late() == 0

    def test_leaves_out_what_has_not_left(self):
        a_paid_order()
        promised(-1)

        assert services.notice_late() == 0

    def test_writes_no_mail_about_what_nobody_ever_marked(self):
        a_shipment()
        promised(-15)

        assert services.notice_late() == 0


class TestTheList:
    @pytest.fixture
    def notice(self):
        a_shipment()
        promised(-1)
        services.notice_late()
        return LateNotice.objects.get()

    def test_holds_what_nobody_looks_after(self, notice):
        assert list(selectors.late_parcels()) == [notice]

        assert services.look_after(notice_ids=[notice.pk], actor="mara") == 1
        assert services.look_after(notice_ids=[notice.pk], actor="bo") == 0

        notice.refresh_from_db()
        assert notice.seen_by == "mara"
        assert not selectors.late_parcels().exists()

    def test_forgets_what_has_come(self, notice):
        mark_delivered(order_id=notice.shipment.order_id, actor="mara")

        assert not selectors.late_parcels().exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestTwoRunsAtOnce:
    def test_tell_once(self, together):
        a_shipment()
        promised(-1)

        together([partial(services.notice_late)] * 3)

        assert (LateNotice.objects.count(), mails()) == (1, 1)
