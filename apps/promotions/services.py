"""Every write of promotions: staff's changes, codes, and uses that are counted as orders are placed."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Greatest

from apps.core.faults import is_on
from apps.core.memo import forget_all
from apps.currency.money import Money
from apps.promotions import rules
from apps.promotions.errors import CouponUsedBefore, CouponUsedUp, InvalidCode, PromotionInUse
from apps.promotions.models import CouponCode, Promotion, PromotionUse
from apps.promotions.rules import Applied, Convert

# ---- staff ---------------------------------------------------------------------------------------------


@transaction.atomic
def save_promotion(*, promotion: Promotion) -> Promotion:
    """Save what staff changed of a promotion, and count its uses anew under its lock.

    A promotion without limits has no counters, so a limit set later starts from the uses there are. Raises
    PromotionInUse if it would be below them, or if a budget that was drawn on changes its currency.
    """
    if promotion.pk:
        # Waits for placements that share the row, so no use escapes the count.
        before = Promotion.objects.select_for_update().get(pk=promotion.pk)
        if before.spent_minor and before.budget_currency != promotion.budget_currency:
            raise PromotionInUse
        uses = PromotionUse.objects.filter(promotion=promotion, given_back_at=None)
        _count_anew(promotion, uses)
    promotion.save()
    if promotion.max_uses_per_customer is not None:
        _number_uses(promotion)
    transaction.on_commit(forget_all)
    return promotion


def refresh_rules() -> None:
    """Forget the rules of this process once a change of conditions or effects is committed."""
    transaction.on_commit(forget_all)


def _count_anew(promotion: Promotion, uses: QuerySet[PromotionUse]) -> None:
    promotion.used = uses.count() if promotion.max_uses is not None else 0
    spent = uses.aggregate(spent=Sum("spent_minor"))["spent"] or 0
    promotion.spent_minor = spent if promotion.budget_minor is not None else 0
    too_many = promotion.max_uses is not None and promotion.used > promotion.max_uses
    too_much = promotion.budget_minor is not None and promotion.spent_minor > promotion.budget_minor
    if too_many or too_much:
        raise PromotionInUse


_NUMBER = """
UPDATE promotions_promotionuse u SET slot = n.number
  FROM (SELECT id, row_number() OVER (PARTITION BY customer ORDER BY id) AS number
          FROM promotions_promotionuse WHERE promotion_id = %(promotion)s AND given_back_at IS NULL) n
 WHERE u.id = n.id AND n.number <= %(limit)s
"""


def _number_uses(promotion: Promotion) -> None:
    """Give the uses of each customer the slots of a limit, also those from before there was one."""
    PromotionUse.objects.filter(promotion=promotion, slot__isnull=False).update(slot=None)
    with connection.cursor() as cursor:
        cursor.execute(_NUMBER, {"promotion": promotion.pk, "limit": promotion.max_uses_per_customer})


@transaction.atomic
def save_code(*, coupon: CouponCode) -> CouponCode:
    """Save a code that staff wrote. Raises InvalidCode, and PromotionInUse if its limit is below its uses."""
    coupon.code = rules.normalise_code(coupon.code)
    if not rules.is_code(coupon.code):
        raise InvalidCode
    if coupon.pk:
        CouponCode.objects.select_for_update().get(pk=coupon.pk)
        used = PromotionUse.objects.filter(code=coupon, given_back_at=None).count()
        coupon.used = used if coupon.max_uses is not None else 0
        if coupon.max_uses is not None and used > coupon.max_uses:
            raise PromotionInUse
    coupon.save()
    return coupon


_INSERT_CODES = """
INSERT INTO promotions_couponcode (promotion_id, code, max_uses, used, expires_at, created_at)
SELECT %(promotion)s, code, %(max_uses)s, 0, %(expires_at)s, now() FROM unnest(%(codes)s::text[]) code
ON CONFLICT DO NOTHING RETURNING code
"""


@transaction.atomic
def generate_codes(
    *,
    promotion: Promotion,
    count: int,
    prefix: str = "",
    max_uses: int | None = 1,
    expires_at: datetime | None = None,
) -> list[str]:
    """Make so many random codes for a promotion and return them.

    They have ten characters after the prefix, none of which looks like another. Raises InvalidCode if the
    prefix is not made of letters, digits and hyphens or leaves no room.
    """
    prefix = rules.normalise_code(prefix)
    if not all(rules.is_code(code) for code in rules.random_codes(1, prefix)):
        raise InvalidCode("A prefix has at most 30 letters, digits and hyphens.")
    made: list[str] = []
    values = {"promotion": promotion.pk, "max_uses": max_uses, "expires_at": expires_at}
    with connection.cursor() as cursor:
        while len(made) < count:
            codes = rules.random_codes(count - len(made), prefix)
            cursor.execute(_INSERT_CODES, {**values, "codes": codes})
            made += [code for (code,) in cursor.fetchall()]
    return made


# ---- orders ----------------------------------------------------------------------------------------------


_SHARED = "SELECT * FROM promotions_promotion WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE"


@transaction.atomic
def redeem(
    *,
    uses: Sequence[Applied],
    currency: str,
    email: str,
    reference: str,
    now: datetime,
    convert: Convert = rules.same_currency_only,
) -> None:
    """Count what an order uses. Called inside the transaction that places it; a repeat changes nothing.

    Counters are raised by conditional updates in primary key order, so a limit holds under any load; what
    has no limit is not counted in a shared row. Amounts are those of `Applied`, in the order's currency;
    `convert` is asked where a budget is kept in another one. Raises CouponUsedUp naming the code, or
    CouponUsedBefore if this customer may not use it again; the placement must then roll back.
    """
    wanted = {use.promotion_id: use for use in uses}
    customer = rules.customer_key(email)
    for promotion in Promotion.objects.raw(_SHARED, [list(wanted)]):
        use = wanted[promotion.pk]
        name = use.code or f"“{use.label}”"
        noted = _note(promotion, use, customer, reference, now, name)
        if noted is None:
            continue
        if promotion.max_uses is not None:
            _count(Promotion.objects.filter(pk=promotion.pk), name)
        if use.code_id is not None:
            _count_code(use.code_id, name)
        if promotion.budget_minor is not None:
            spent = _spend(promotion.pk, Money(use.minor, currency), convert, name)
            PromotionUse.objects.filter(pk=noted).update(spent_minor=spent)


_NOTE = """
INSERT INTO promotions_promotionuse
    (promotion_id, code_id, customer, slot, reference, spent_minor, at)
VALUES (%(promotion)s, %(code)s, %(customer)s, %(slot)s, %(reference)s, 0, %(now)s)
ON CONFLICT DO NOTHING RETURNING id
"""


def _note(
    promotion: Promotion, use: Applied, customer: str, reference: str, now: datetime, name: str
) -> int | None:
    """Write the row of a use and return its key, or None if this order has one already.

    With a limit per customer the row takes one of the customer's slots: the unique index is the limit.
    """
    values = {"promotion": promotion.pk, "code": use.code_id, "customer": customer, "reference": reference}
    mine = PromotionUse.objects.filter(promotion=promotion)
    limit = promotion.max_uses_per_customer
    slots: list[int | None] = [None]
    if limit is not None:
        taken = set(mine.filter(customer=customer, slot__isnull=False).values_list("slot", flat=True))
        slots = [slot for slot in range(1, limit + 1) if slot not in taken]
    with connection.cursor() as cursor:
        if mine.filter(reference=reference, given_back_at=None).exists():
            return None
        for slot in slots:
            cursor.execute(_NOTE, {**values, "slot": slot, "now": now})
            row = cursor.fetchone()
            if row is not None:
                return int(row[0])
    if mine.filter(reference=reference, given_back_at=None).exists():
        return None
    raise CouponUsedBefore(name)


def _count(rows: QuerySet[Promotion] | QuerySet[CouponCode], name: str) -> None:
    if is_on("coupon_limit"):
        rows = rows.filter(used__lt=F("max_uses"))
    if not rows.update(used=F("used") + 1):
        raise CouponUsedUp(name)


_SHARED_CODE = "SELECT * FROM promotions_couponcode WHERE id = %s FOR KEY SHARE"


def _count_code(code_id: int, name: str) -> None:
    for coupon in CouponCode.objects.raw(_SHARED_CODE, [code_id]):
        if coupon.max_uses is not None:
            _count(CouponCode.objects.filter(pk=code_id), name)


def _spend(promotion_id: int, discount: Money, convert: Convert, name: str) -> int:
    """Take a discount out of a budget, under its lock, and return how much in the budget's currency."""
    promotion = Promotion.objects.select_for_update(no_key=True).get(pk=promotion_id)
    left = Money((promotion.budget_minor or 0) - promotion.spent_minor, promotion.budget_currency)
    spent: Money | None = discount
    most: Money | None = left
    if left.currency != discount.currency:
        spent, most = convert(discount, left.currency), convert(left, discount.currency)
    if spent is None or most is None or discount > most:
        raise CouponUsedUp(name)
    # What was capped at the converted rest may be a unit more when it is converted back.
    minor = min(spent.minor, left.minor)
    Promotion.objects.filter(pk=promotion_id).update(spent_minor=F("spent_minor") + minor)
    return minor


@transaction.atomic
def give_back(*, reference: str, now: datetime) -> None:
    """Return what an order used, once: cancelled, failed and expired orders all may ask, and ask again."""
    mine = PromotionUse.objects.filter(reference=reference, given_back_at=None)
    uses = list(mine.order_by("promotion_id").select_for_update(of=("self",)))
    less = Greatest(F("used") - 1, 0)
    for use in uses:
        Promotion.objects.filter(pk=use.promotion_id, max_uses__isnull=False).update(used=less)
        if use.code_id is not None:
            CouponCode.objects.filter(pk=use.code_id, max_uses__isnull=False).update(used=less)
        if use.spent_minor:
            spent = Greatest(F("spent_minor") - use.spent_minor, 0)
            Promotion.objects.filter(pk=use.promotion_id).update(spent_minor=spent)
    mine.filter(pk__in=[use.pk for use in uses]).update(given_back_at=now, slot=None)
