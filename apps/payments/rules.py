"""The ledger's arithmetic: from what was reported to sums and a charge status. Pure functions, minor units."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, StrEnum

from apps.currency.money import round_half_up


class Kind(StrEnum):
    """The kinds of report that move sums. The names are those of the events that are kept."""

    AUTHORISE = "AUTHORISE"
    CHARGE = "CHARGE"
    REFUND = "REFUND"
    DISPUTE = "DISPUTE"
    BOUNCE = "BOUNCE"
    DECLINE = "DECLINE"
    CANCEL = "CANCEL"
    ACTION = "ACTION"
    PENDING = "PENDING"
    MISMATCH = "MISMATCH"


class Verdict(Enum):
    """What a new report is, seen beside those that came before."""

    NEW = "new"
    DUPLICATE = "said before"
    MISMATCH = "the same reference with another amount"
    SECOND_AUTHORISATION = "a second authorisation of one payment"


class ChargeStatus(StrEnum):
    """What is kept of a payment or an order, against what it should be."""

    NONE = "none"
    AUTHORISED = "authorised"
    PARTIAL = "partial"
    FULL = "full"
    OVERCHARGED = "overcharged"


@dataclass(frozen=True, slots=True)
class Fact:
    """One report of a provider. Its key is its kind with the provider's reference."""

    kind: str
    reference: str
    minor: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What a sequence of reports comes to. `problems` counts those that contradict others."""

    authorised: int = 0  # promised by the bank and not taken yet
    charged: int = 0
    refunded: int = 0
    pending: int = 0  # under way: neither taken nor refused yet
    problems: int = 0

    @property
    def kept(self) -> int:
        return self.charged - self.refunded

    def status(self, *, total_minor: int, granted_minor: int = 0) -> ChargeStatus:
        """Compare what is kept with a total less the refunds that were granted against it."""
        due = max(0, total_minor - granted_minor)
        if self.kept <= 0:
            return ChargeStatus.AUTHORISED if self.authorised else ChargeStatus.NONE
        if self.kept == due:
            return ChargeStatus.FULL
        return ChargeStatus.OVERCHARGED if self.kept > due else ChargeStatus.PARTIAL


def judge(earlier: Iterable[Fact], new: Fact) -> Verdict:
    """Say what a report is beside the earlier ones of its payment."""
    known = list(earlier)
    same = [fact for fact in known if (fact.kind, fact.reference) == (new.kind, new.reference)]
    if same:
        return Verdict.DUPLICATE if same[0].minor == new.minor else Verdict.MISMATCH
    if new.kind == Kind.AUTHORISE and any(fact.kind == Kind.AUTHORISE for fact in known):
        return Verdict.SECOND_AUTHORISATION
    return Verdict.NEW


def tally(facts: Iterable[Fact]) -> Tally:
    """Add up the reports of one payment in the order in which they came.

    A report that was there before counts once. One that contradicts an earlier one moves nothing and is
    counted as a problem: the first amount stands until somebody has looked.
    """
    seen: list[Fact] = []
    sums = Tally()
    for fact in facts:
        verdict = judge(seen, fact)
        if verdict is Verdict.NEW:
            sums = _moved(sums, fact)
            seen.append(fact)
        elif verdict is not Verdict.DUPLICATE:
            sums = replace(sums, problems=sums.problems + 1)
    return sums


def _moved(sums: Tally, fact: Fact) -> Tally:
    match fact.kind:
        case Kind.AUTHORISE:
            return replace(sums, authorised=fact.minor, pending=0)
        case Kind.CHARGE:
            # What was authorised shrinks by what is taken of it.
            left = max(0, sums.authorised - fact.minor)
            return replace(sums, charged=sums.charged + fact.minor, authorised=left, pending=0)
        case Kind.REFUND | Kind.DISPUTE:
            return replace(sums, refunded=sums.refunded + fact.minor)
        case Kind.BOUNCE:
            return replace(sums, refunded=sums.refunded - fact.minor)
        case Kind.DECLINE | Kind.CANCEL:
            return replace(sums, authorised=0, pending=0)
        case Kind.ACTION | Kind.PENDING:
            return sums if sums.charged or sums.authorised else replace(sums, pending=fact.minor)
        case _:
            return replace(sums, problems=sums.problems + 1)


def together(tallies: Iterable[Tally]) -> Tally:
    """Add up the payments of one order."""
    each = list(tallies)
    return Tally(
        authorised=sum(t.authorised for t in each),
        charged=sum(t.charged for t in each),
        refunded=sum(t.refunded for t in each),
        pending=sum(t.pending for t in each),
        problems=sum(t.problems for t in each),
    )


def amount_to_capture(*, total: int, kept: int, lines: Iterable[tuple[int, int, int]]) -> int:
    """Return what is left to charge of an order when its parcel leaves, in minor units, at least 0.

    Each line is its gross amount, its quantity, and how many of it were cancelled; a cancelled part counts
    with its share of the line, rounded half up, as a refund of it would. Delivery stays. `kept` is what other
    payments took and still have: a gift card's part, and what was paid for changes.
    """
    cancelled = sum(round_half_up(Decimal(gross * gone) / quantity) for gross, quantity, gone in lines)
    return max(0, total - cancelled - kept)
