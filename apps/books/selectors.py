"""Do the books balance? Each check is one invariant that must hold whatever crashed or raced.

The numbers are those of docs/reliability.md. Tests call `check` after every fault; staff see it in the
admin and as `manage.py check_books`. I14 (private data in shared pages) is held by the browser tests.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from apps.books.models import Discrepancy, Run

MAIL_GRACE = timedelta(seconds=120)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that must not be."""

    invariant: str
    subject: str
    text: str


def _rows(sql: str, parameters: list[datetime] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or [])
        return list(cursor.fetchall())


def confirmed_orders_exist(now: datetime) -> Iterator[Finding]:
    """I1: every confirmation that went out belongs to a placed order."""
    for (code,) in _rows("""
        SELECT m.reference FROM mail_message m
         WHERE m.kind = 'order_confirmation' AND NOT EXISTS (
               SELECT 1 FROM orders_order o WHERE o.code = m.reference AND o.placed_at IS NOT NULL)"""):
        yield Finding("I1", f"order {code}", "A confirmation was sent, but there is no such placed order.")


def one_order_per_basket(now: datetime) -> Iterator[Finding]:
    """I2: a basket becomes at most one order, and a closed basket has one."""
    for cart_id, count in _rows("""
        SELECT cart_id, count(*) FROM orders_order
         WHERE cart_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1"""):
        yield Finding("I2", f"basket {cart_id}", f"It became {count} orders.")
    for (cart_id,) in _rows("""
        SELECT c.id FROM cart_cart c WHERE c.status = 'ORDERED'
           AND NOT EXISTS (SELECT 1 FROM orders_order o WHERE o.cart_id = c.id AND o.placed_at IS NOT NULL)"""):
        yield Finding("I2", f"basket {cart_id}", "It says it became an order, but no placed order is its.")


def stock_is_conserved(now: datetime) -> Iterator[Finding]:
    """I3: stock rows equal the sum of their movements, and what is allocated is what open order lines hold."""
    for stock_id, on_hand, allocated, moved_hand, moved_allocated in _rows("""
        SELECT s.id, s.on_hand, s.allocated, coalesce(sum(m.on_hand_change), 0), coalesce(sum(m.allocated_change), 0)
          FROM inventory_stock s LEFT JOIN inventory_stockmovement m ON m.stock_id = s.id
         GROUP BY s.id HAVING s.on_hand <> coalesce(sum(m.on_hand_change), 0)
             OR s.allocated <> coalesce(sum(m.allocated_change), 0)
             OR (s.is_tracked AND NOT s.allows_backorder AND s.allocated > s.on_hand)"""):
        yield Finding(
            "I3",
            f"stock {stock_id}",
            f"{on_hand} on hand, {allocated} allocated; its movements add up to {moved_hand} and {moved_allocated}.",
        )
    for line_id, held, moved in _rows("""
        SELECT l.id, l.allocated_qty, coalesce(sum(m.allocated_change), 0)
          FROM orders_orderline l
          LEFT JOIN inventory_stockmovement m ON m.reference = 'order-line:' || l.id
         WHERE l.variant_id IS NOT NULL
         GROUP BY l.id HAVING l.allocated_qty <> coalesce(sum(m.allocated_change), 0)"""):
        yield Finding(
            "I3", f"order line {line_id}", f"It holds {held} units, its stock movements say {moved}."
        )


def provider_agrees(now: datetime) -> Iterator[Finding]:
    """I4: what the test provider's books say was charged and refunded is what our events say."""
    for reference, theirs, ours in _rows("""
        SELECT t.reference, t.amount_minor, coalesce(e.charged, 0) FROM payments_testcharge t
          LEFT JOIN payments_payment p ON p.key = t.key
          LEFT JOIN LATERAL (SELECT sum(amount_minor) AS charged FROM payments_paymentevent
                              WHERE payment_id = p.id AND type = 'CHARGE') e ON true
         WHERE t.status = 'CHARGED' AND t.amount_minor <> coalesce(e.charged, 0)"""):
        yield Finding("I4", f"charge {reference}", f"The provider charged {theirs}, we recorded {ours}.")
    for key, charged in _rows("""
        SELECT p.key, sum(e.amount_minor) FROM payments_paymentevent e JOIN payments_payment p ON p.id = e.payment_id
         WHERE e.type = 'CHARGE' AND p.provider = 'test'
           AND NOT EXISTS (SELECT 1 FROM payments_testcharge t WHERE t.key = p.key AND t.status = 'CHARGED')
         GROUP BY p.key"""):
        yield Finding("I4", f"payment {key}", f"We recorded {charged}, the provider knows no such charge.")
    for reference, theirs, ours in _rows("""
        SELECT t.reference, t.refunded_minor, coalesce(e.back, 0) FROM payments_testcharge t
          JOIN payments_payment p ON p.key = t.key
          LEFT JOIN LATERAL (SELECT sum(amount_minor) AS back FROM payments_paymentevent
                              WHERE payment_id = p.id AND type = 'REFUND') e ON true
         WHERE t.refunded_minor <> coalesce(e.back, 0)"""):
        yield Finding("I4", f"charge {reference}", f"The provider gave back {theirs}, we recorded {ours}.")


def one_charge_per_order(now: datetime) -> Iterator[Finding]:
    """I5: an order is charged once, and what it says was charged is what its payments took."""
    for code, count in _rows("""
        SELECT o.code, count(*) FROM payments_payment p JOIN orders_order o ON o.id = p.order_id
         WHERE p.status = 'CHARGED' AND p.provider <> 'giftcard' AND p.change_id IS NULL
         GROUP BY 1 HAVING count(*) > 1"""):
        yield Finding("I5", f"order {code}", f"It was charged {count} times.")
    for code, says, took in _rows("""
        SELECT o.code, o.charged_minor, coalesce(e.charged, 0) FROM orders_order o
          LEFT JOIN LATERAL (SELECT sum(v.amount_minor) AS charged FROM payments_paymentevent v
                               JOIN payments_payment p ON p.id = v.payment_id
                              WHERE p.order_id = o.id AND v.type = 'CHARGE' AND NOT p.needs_review) e ON true
         WHERE o.charged_minor <> coalesce(e.charged, 0)
           AND NOT EXISTS (SELECT 1 FROM payments_payment p WHERE p.order_id = o.id AND p.needs_review)"""):
        yield Finding("I5", f"order {code}", f"It says {says} was charged; its payments took {took}.")
    for (code,) in _rows("""
        SELECT o.code FROM orders_order o
         WHERE o.placed_at IS NOT NULL AND o.total_gross_minor > 0 AND o.pay_by IS NULL
           AND o.charged_minor + o.authorised_minor + o.released_minor = 0"""):
        yield Finding("I5", f"order {code}", "It was placed without any money.")


def gift_cards_agree(now: datetime) -> Iterator[Finding]:
    """I15: what gift cards say orders took and got back is what the orders' payments say."""
    for code, cards, ours in _rows("""
        SELECT o.code, coalesce(g.spent, 0), coalesce(p.paid, 0) FROM orders_order o
          LEFT JOIN LATERAL (SELECT sum(CASE WHEN p.status IN ('HELD', 'CHARGED') THEN p.amount_minor ELSE 0 END)
                                  - coalesce(sum(r.back), 0) AS paid
                               FROM payments_payment p
                               LEFT JOIN LATERAL (SELECT sum(e.amount_minor) AS back FROM payments_paymentevent e
                                                   WHERE e.payment_id = p.id AND e.type = 'REFUND') r ON true
                              WHERE p.order_id = o.id AND p.provider = 'giftcard') p ON true
          LEFT JOIN LATERAL (SELECT -sum(s.amount_minor) - coalesce(sum(b.back), 0) AS spent
                               FROM giftcards_giftcardentry s
                               LEFT JOIN LATERAL (SELECT sum(amount_minor) AS back FROM giftcards_giftcardentry
                                                   WHERE undoes_id = s.id) b ON true
                              WHERE s.reference = 'order:' || o.code AND s.kind = 'SPEND') g ON true
         WHERE coalesce(g.spent, 0) <> coalesce(p.paid, 0)"""):
        yield Finding("I15", f"order {code}", f"Gift cards gave {cards}, its payments say {ours}.")


def refunds_within_charges(now: datetime) -> Iterator[Finding]:
    """I6: nothing gives back more than it took."""
    for key, charged, back in _rows("""
        SELECT key, charged, back FROM (
            SELECT p.key, coalesce(sum(e.amount_minor) FILTER (WHERE e.type = 'CHARGE'), 0) AS charged,
                   coalesce(sum(e.amount_minor) FILTER (WHERE e.type IN ('REFUND', 'DISPUTE')), 0)
                 - coalesce(sum(e.amount_minor) FILTER (WHERE e.type = 'BOUNCE'), 0) AS back
              FROM payments_paymentevent e JOIN payments_payment p ON p.id = e.payment_id GROUP BY 1) sums
         WHERE back > charged"""):
        yield Finding("I6", f"payment {key}", f"It took {charged} and gave back {back}.")


def repayments_are_served(now: datetime) -> Iterator[Finding]:
    """I16: a decision to give money back is the sum of its lines, and its refunds, but failed ones, serve it."""
    for code, amount, lines, refunds in _rows("""
        SELECT o.code, p.amount_minor, coalesce(l.gross, 0), coalesce(r.back, 0)
          FROM payments_repayment p JOIN orders_order o ON o.id = p.order_id
          LEFT JOIN LATERAL (SELECT sum(gross_minor) AS gross FROM payments_refundline
                              WHERE repayment_id = p.id) l ON true
          LEFT JOIN LATERAL (SELECT sum(amount_minor) AS back FROM payments_refund
                              WHERE repayment_id = p.id AND status <> 'FAILED') r ON true
         WHERE p.amount_minor <> coalesce(l.gross, 0) OR p.amount_minor <> coalesce(r.back, 0)"""):
        yield Finding(
            "I16", f"order {code}", f"{amount} were to go back; its lines say {lines}, its refunds {refunds}."
        )


def promotions_are_counted_once(now: datetime) -> Iterator[Finding]:
    """I7: every use of a promotion belongs to an order that stands, and no counter is beyond its limit."""
    for reference, status in _rows("""
        SELECT u.reference, coalesce(o.status, 'missing') FROM promotions_promotionuse u
          LEFT JOIN orders_order o ON u.reference = 'order:' || o.code
         WHERE u.given_back_at IS NULL
           AND (o.id IS NULL OR o.status IN ('FAILED', 'EXPIRED', 'CANCELLED'))"""):
        yield Finding("I7", str(reference), f"A promotion counts it, but the order is {status}.")
    for label, used, uses in _rows("""
        SELECT p.label, p.used, count(u.id) FROM promotions_promotion p
          LEFT JOIN promotions_promotionuse u ON u.promotion_id = p.id AND u.given_back_at IS NULL
         WHERE p.max_uses IS NOT NULL GROUP BY p.id HAVING p.used <> count(u.id)"""):
        yield Finding("I7", f"promotion {label}", f"It says {used} uses, there are {uses}.")


def orders_add_up(now: datetime) -> Iterator[Finding]:
    """I8: an order's total is the sum of its lines and its delivery, gross and net."""
    for code, goods, lines in _rows("""
        SELECT o.code, o.goods_gross_minor, coalesce(sum(l.line_gross_minor), 0)
          FROM orders_order o LEFT JOIN orders_orderline l ON l.order_id = o.id
         GROUP BY o.id HAVING o.goods_gross_minor <> coalesce(sum(l.line_gross_minor), 0)
             OR o.goods_net_minor <> coalesce(sum(l.line_net_minor), 0)"""):
        yield Finding("I8", f"order {code}", f"Its goods say {goods}, its lines add up to {lines}.")


def paid_orders_are_told(now: datetime) -> Iterator[Finding]:
    """I9: a placed order has its confirmation mail (or, for two minutes, the outbox row for it)."""
    for (code,) in _rows(
        """
        SELECT o.code FROM orders_order o
         WHERE o.placed_at < %s AND NOT EXISTS (
               SELECT 1 FROM mail_message m WHERE m.kind = 'order_confirmation' AND m.reference = o.code)""",
        [now - MAIL_GRACE],
    ):
        yield Finding(
            "I9", f"order {code}", "It was placed more than two minutes ago and has no confirmation mail."
        )


def mails_go_out_once(now: datetime) -> Iterator[Finding]:
    """I10: one mail of a kind for one order."""
    for kind, reference, count in _rows("""
        SELECT kind, reference, count(*) FROM mail_message GROUP BY 1, 2 HAVING count(*) > 1"""):
        yield Finding("I10", f"{kind} {reference}", f"It was written {count} times.")


def states_follow_their_tables(now: datetime) -> Iterator[Finding]:
    """I11: the logged changes of each state form a chain of allowed steps that ends where the order stands."""
    for code, field, old, new, expected in _rows("""
        SELECT o.code, e.field, e.old, e.new, e.expected FROM (
            SELECT order_id, field, old, new, lag(new) OVER (PARTITION BY order_id, field ORDER BY at, id) AS expected
              FROM orders_orderevent WHERE kind = 'CHANGE') e
          JOIN orders_order o ON o.id = e.order_id
         WHERE e.expected IS NOT NULL AND e.expected <> e.old"""):
        yield Finding("I11", f"order {code}", f"{field} went from {old} to {new}, but had been {expected}.")
    for code, field, stands, logged in _rows("""
        SELECT o.code, e.field, CASE e.field WHEN 'status' THEN o.status WHEN 'payment_status' THEN o.payment_status
                    ELSE o.fulfilment_status END AS stands, e.new
          FROM orders_order o JOIN LATERAL (
               SELECT DISTINCT ON (field) field, new FROM orders_orderevent
                WHERE order_id = o.id AND kind = 'CHANGE' ORDER BY field, at DESC, id DESC) e ON true
         WHERE e.new <> CASE e.field WHEN 'status' THEN o.status WHEN 'payment_status' THEN o.payment_status
                    ELSE o.fulfilment_status END"""):
        yield Finding("I11", f"order {code}", f"{field} is {stands}, the last logged change says {logged}.")


def outbox_is_drained(now: datetime) -> Iterator[Finding]:
    """I12: no outbox message has been due for more than two minutes, and none was given up."""
    for topic, count in _rows(
        """SELECT topic, count(*) FROM outbox_message
            WHERE done_at IS NULL AND dead_at IS NULL AND greatest(created_at, due_at) < %s GROUP BY 1""",
        [now - MAIL_GRACE],
    ):
        yield Finding("I12", str(topic), f"{count} messages have waited for more than two minutes.")
    for topic, count in _rows(
        "SELECT topic, count(*) FROM outbox_message WHERE dead_at IS NOT NULL GROUP BY 1"
    ):
        yield Finding("I12", str(topic), f"{count} messages were given up.")


def documents_are_numbered(now: datetime) -> Iterator[Finding]:
    """I13: the numbers of a series are 1, 2, 3 ... to the last one, and credit notes stay within their invoice."""
    for code, last, count, highest in _rows("""
        SELECT s.code, s.last, count(d.id), coalesce(max(d.position), 0) FROM documents_series s
          LEFT JOIN documents_document d ON d.series_id = s.id
         GROUP BY s.id HAVING s.last <> count(d.id) OR s.last <> coalesce(max(d.position), 0)"""):
        yield Finding(
            "I13", f"series {code}", f"It says {last}, has {count} documents, the highest is {highest}."
        )
    for number, invoiced, credited in _rows("""
        SELECT i.number, i.gross_minor, sum(c.gross_minor) FROM documents_document i
          JOIN documents_document c ON c.corrects_id = i.id
         GROUP BY i.id HAVING sum(c.gross_minor) > i.gross_minor OR sum(c.net_minor) > i.net_minor"""):
        yield Finding(
            "I13", f"invoice {number}", f"It asks for {invoiced}, its credit notes give back {credited}."
        )


def documents_follow_orders(now: datetime) -> Iterator[Finding]:
    """I17: what invoices ask for and credit notes take back is the order's price less what was given back of it.

    An order that does not stand is invoiced for nothing. While work on documents waits, it is given time.
    """
    for code, stands, papers in _rows(
        """
        SELECT code, price, papers FROM (
            SELECT o.code, o.placed_at,
                   CASE WHEN o.status IN ('CANCELLED', 'EXPIRED') THEN 0
                        ELSE o.total_gross_minor - coalesce(g.back, 0) END AS price,
                   d.papers
              FROM orders_order o
              JOIN LATERAL (SELECT sum(CASE kind WHEN 'INVOICE' THEN gross_minor ELSE -gross_minor END) AS papers
                              FROM documents_document
                             WHERE order_id = o.id AND kind IN ('INVOICE', 'CREDIT_NOTE')) d ON d.papers IS NOT NULL
              LEFT JOIN LATERAL (SELECT sum(l.gross_minor) AS back FROM payments_refundline l
                                   JOIN payments_repayment r ON r.id = l.repayment_id
                                  WHERE r.order_id = o.id
                                    AND l.kind IN ('GOODS', 'DELIVERY', 'GOODWILL')) g ON true
             WHERE NOT EXISTS (SELECT 1 FROM outbox_message m
                                WHERE m.done_at IS NULL AND m.dead_at IS NULL
                                  AND (m.topic IN ('orders.money_back', 'orders.changed')
                                       OR m.topic LIKE 'documents.%%' AND m.topic <> 'documents.keep_file'))) each
         WHERE price <> papers AND placed_at < %s""",
        [now],
    ):
        yield Finding("I17", f"order {code}", f"It stands at {stands}; its documents come to {papers}.")


def returns_agree(now: datetime) -> Iterator[Finding]:
    """I18: what returns say came back and was paid back is what the orders' lines and the repayments say."""
    for line_id, shipped, returned, received in _rows("""
        SELECT l.id, l.shipped_qty, l.returned_qty, sum(r.received_units) FROM orders_orderline l
          JOIN returns_returnline r ON r.line_id = l.id
         GROUP BY l.id HAVING sum(r.received_units) > l.returned_qty OR l.returned_qty > l.shipped_qty"""):
        yield Finding(
            "I18",
            f"order line {line_id}",
            f"Its returns received {received}; it says {returned} of {shipped} came back.",
        )
    for code, line_id, ours, theirs in _rows("""
        SELECT p.code, r.line_id, r.refunded_units, coalesce(b.units, 0) FROM returns_returnline r
          JOIN returns_return p ON p.id = r.parent_id
          LEFT JOIN LATERAL (SELECT sum(l.units) AS units FROM payments_refundline l
                               JOIN payments_repayment d ON d.id = l.repayment_id
                              WHERE l.line_id = r.line_id AND d.key LIKE 'return:' || p.id || ':%%') b ON true
         WHERE r.refunded_units <> coalesce(b.units, 0)"""):
        yield Finding(
            "I18", f"return {code}", f"Line {line_id}: {ours} units paid back, its repayments say {theirs}."
        )


CHECKS: tuple[Callable[[datetime], Iterator[Finding]], ...] = (
    confirmed_orders_exist,
    one_order_per_basket,
    stock_is_conserved,
    provider_agrees,
    one_charge_per_order,
    gift_cards_agree,
    refunds_within_charges,
    repayments_are_served,
    promotions_are_counted_once,
    orders_add_up,
    paid_orders_are_told,
    mails_go_out_once,
    states_follow_their_tables,
    outbox_is_drained,
    documents_are_numbered,
    documents_follow_orders,
    returns_agree,
)


def check(*, now: datetime | None = None) -> list[Finding]:
    """Compare the books of every app and return what does not balance; an empty list is what must be."""
    moment = now or timezone.now()
    return [finding for invariant in CHECKS for finding in invariant(moment)]


def newest_run() -> Run | None:
    return Run.objects.first()


def open_discrepancies() -> list[Discrepancy]:
    """Return what did not balance when the books were last compared, newest first."""
    return list(Discrepancy.objects.filter(gone_at=None)[:100])
