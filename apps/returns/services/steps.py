"""What every step of a return shares: the lock, the table of states, the timeline."""

from datetime import datetime

from apps.core.faults import is_on
from apps.orders import services as orders
from apps.orders.models import Order
from apps.outbox import services as outbox
from apps.returns.errors import IllegalStep
from apps.returns.models import Return, ReturnEvent
from apps.returns.states import may_become


def locked_order(order_id: int) -> Order:
    """Lock an order; all that happens to its returns waits for it."""
    return orders.lock_order(order_id=order_id) if is_on("return_lock") else Order.objects.get(pk=order_id)


def locked(return_id: int) -> Return:
    """Return a return as it stands under the lock of its order. Raises Return.DoesNotExist."""
    order = locked_order(Return.objects.values_list("order", flat=True).get(pk=return_id))
    found = Return.objects.get(pk=return_id)
    found.order = order
    return found


def move(found: Return, new: str, *, actor: str, reason: str = "", now: datetime) -> None:
    """Take a locked return to another state, store it, and write who did it and why.

    Raises IllegalStep for a step that the table does not list.
    """
    old = found.status
    if not may_become(old, new):
        raise IllegalStep(found.get_status_display(), dict(found._meta.get_field("status").flatchoices)[new])
    found.status = new
    found.save()
    note(found, f"Return {found.code} {found.get_status_display()}", actor, reason, now, old=old, new=new)


def note(
    found: Return, text: str, actor: str, reason: str, now: datetime, *, old: str = "", new: str = ""
) -> None:
    """Write something that happened to a return into its timeline and its order's."""
    ReturnEvent.objects.create(
        parent=found, old=old, new=new, text=text[:300], actor=actor[:100], reason=reason[:300], at=now
    )
    said = f"{text}: {reason}" if reason else text
    orders.add_note(order_id=found.order_id, text=said, actor=actor)


def tell(found: Return, kind: str) -> None:
    """Have a mail written after the commit, once per return."""
    topic = f"returns.send_{kind}"
    outbox.publish(topic=topic, key=f"{topic}:{found.pk}", return_id=found.pk)
