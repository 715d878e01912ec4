"""How many units may come back, and until when. Pure functions."""

from datetime import date, timedelta

# Directive 2011/83/EU art. 13 (1) and 14 (1): fourteen days each, from the statement of withdrawal.
PAY_BACK_DAYS = 14
SEND_DAYS = 14


def returnable(
    *, shipped: int, returned: int, cancelled: int, refunded: int, asked: int, asked_refunded: int
) -> int:
    """Return for how many units of a line a return may still be asked.

    `asked` are units of open returns, `asked_refunded` those of them whose money went back before the goods came.
    Neither a unit nor its money comes back twice; money that went back counts for cancelled units first.
    """
    units = shipped - returned - asked
    with_money = shipped - max(0, refunded - cancelled) - (asked - asked_refunded)
    return max(0, min(units, with_money))


def last_day(delivered_on: date | None, days: int) -> date | None:
    """Return the last day on which a return may be asked for; None while parcels are still on their way."""
    return delivered_on + timedelta(days=days) if delivered_on is not None else None


def send_by(on: date) -> date:
    """Return until when goods of a return that was approved on a day are to be sent."""
    return on + timedelta(days=SEND_DAYS)


def pay_back_by(withdrawn_on: date) -> date:
    """Return until when a withdrawal has to be paid back."""
    return withdrawn_on + timedelta(days=PAY_BACK_DAYS)


def names_only(words: str, names: list[str]) -> bool:
    """Tell whether a text says nothing but these names: then nobody has to read it to know what it means."""
    rest = words.casefold()
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name.casefold(), " ")
    left = "".join(letter if letter.isalnum() else " " for letter in rest).split()
    return all(word in ("and", "the", "item", "items") for word in left)
