"""What staff can do with a return, each with its form, its look ahead and its service."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from apps.accounts.models import User
from apps.returns import selectors, services
from apps.returns.admin.forms import (
    ApproveForm,
    ExchangeForm,
    PlainForm,
    ReasonForm,
    ReceiveForm,
    RefundForm,
    StepForm,
)
from apps.returns.models import Return


@dataclass(frozen=True)
class Look:
    """What a step would do, in words, and the amount (minor units) that it is about."""

    text: str
    minor: int


@dataclass(frozen=True)
class Step:
    """One thing to be done. With a `preview` it is looked at first."""

    label: str
    done: str
    form: type[StepForm]
    effect: Callable[[Return], str]
    run: Callable[[Any, User, int], object]  # the form, who does it, the amount that was shown
    fits: Callable[[Return], bool]
    preview: Callable[[Any], Look] | None = None


def _refund_look(*, without_goods: bool) -> Callable[[RefundForm], Look]:
    def look(form: RefundForm) -> Look:
        seen = services.preview_refund(
            return_id=form.found.pk, delivery_minor=form.delivery_minor(), without_goods=without_goods
        )
        parts = "; ".join(f"{part.units or ''} {part.title}: {seen.order.money(part.gross_minor)}".strip()
                          for part in seen.parts)  # fmt: skip
        return Look(f"{seen.total} go back to the customer ({parts}).", seen.total_minor)

    return look


def _refund(*, without_goods: bool) -> Callable[[RefundForm, User, int], object]:
    def refund(form: RefundForm, user: User, seen_minor: int) -> object:
        return services.refund_return(
            return_id=form.found.pk,
            actor=str(user),
            reason=form.cleaned_data["reason"],
            delivery_minor=form.delivery_minor(),
            without_goods=without_goods,
            expected_minor=seen_minor,
        )

    return refund


def _exchange_look(form: ExchangeForm) -> Look:
    line_id, variant_id = form.choice()
    seen = services.preview_exchange(return_id=form.found.pk, line_id=line_id, variant_id=variant_id)
    money = "It costs the same."
    if seen.pay:
        money = f"In all the customer pays {seen.pay} more."
    elif seen.back:
        money = f"In all {seen.back} go back to the customer."
    text = (
        f"{seen.units} × {seen.title} costs {seen.costs} before delivery; the return gives back {seen.gives_back}. "
        f"{money} The next page is the new order, from which its pay link is mailed."
    )
    return Look(text, seen.costs.minor - seen.gives_back.minor)


def _exchange(form: ExchangeForm, user: User, _: int) -> object:
    line_id, variant_id = form.choice()
    return services.start_exchange(
        return_id=form.found.pk, line_id=line_id, variant_id=variant_id, made_by=user
    )


def _is_to_be_paid(found: Return) -> bool:
    return found.is_received and bool(selectors.to_refund(found))


STEPS: dict[str, Step] = {
    "approve": Step(
        label="Approve",
        done="approved. The customer gets instructions by mail.",
        form=ApproveForm,
        effect=lambda found: (
            "The gift cards become void, and their money can go back."
            if found.is_of_cards
            else "The customer gets the address, the code and a slip for the parcel."
        ),
        run=lambda form, user, _: services.approve_return(
            return_id=form.found.pk,
            actor=str(user),
            units=form.units(),
            reason=form.cleaned_data["reason"],
        ),
        fits=lambda found: found.is_requested,
    ),
    "refuse": Step(
        label="Refuse",
        done="refused. The customer gets a mail with the reason.",
        form=ReasonForm,
        effect=lambda found: "The customer reads the reason as you write it.",
        run=lambda form, user, _: services.refuse_return(
            return_id=form.found.pk, actor=str(user), reason=form.cleaned_data["reason"]
        ),
        fits=lambda found: found.is_requested and not found.is_withdrawal,
    ),
    "receive": Step(
        label="Receive",
        done="received.",
        form=ReceiveForm,
        effect=lambda found: "What you enter counts as returned; tick what goes back to stock.",
        run=lambda form, user, _: services.receive_return(
            return_id=form.found.pk, arrivals=form.arrivals(), actor=str(user)
        ),
        fits=lambda found: found.is_approved,
    ),
    "refund": Step(
        label="Refund",
        done="paid back. The customer gets a mail.",
        form=RefundForm,
        effect=lambda found: "The next page says what goes back, before anything is done.",
        run=_refund(without_goods=False),
        fits=_is_to_be_paid,
        preview=_refund_look(without_goods=False),
    ),
    "refund-early": Step(
        label="Refund without waiting for the goods",
        done="paid back. The return stays open for its goods.",
        form=RefundForm,
        effect=lambda found: (
            "The money goes back now; the goods are still to come, or stay with the customer."
        ),
        run=_refund(without_goods=True),
        fits=lambda found: found.is_approved and bool(selectors.to_refund(found, without_goods=True)),
        preview=_refund_look(without_goods=True),
    ),
    "exchange": Step(
        label="Exchange",
        done="the order in exchange is prepared. Look at it and mail its link.",
        form=ExchangeForm,
        effect=lambda found: "A new order for another variant, linked with this return.",
        run=_exchange,
        fits=lambda found: (
            (found.is_approved or found.is_received)
            and not found.is_of_cards
            and found.exchange_order is None
            and not (found.exchange_cart is not None and found.exchange_cart.is_open)
        ),
        preview=_exchange_look,
    ),
    "close": Step(
        label="Close without more money",
        done="closed.",
        form=ReasonForm,
        effect=lambda found: "Nothing more comes of this return. The reason stands in the timeline.",
        run=lambda form, user, _: services.close_return(
            return_id=form.found.pk, actor=str(user), reason=form.cleaned_data["reason"]
        ),
        fits=lambda found: found.is_approved or found.is_received,
    ),
    "cancel": Step(
        label="Cancel",
        done="cancelled.",
        form=PlainForm,
        effect=lambda found: "The customer keeps the goods.",
        run=lambda form, user, _: services.cancel_return(
            return_id=form.found.pk, actor=str(user), reason=form.cleaned_data["reason"]
        ),
        fits=lambda found: found.is_open and not any(line.refunded_units for line in found.lines.all()),
    ),
}


def available(found: Return) -> list[tuple[str, Step]]:
    """Return what can be done with a return as it stands."""
    return [(name, step) for name, step in STEPS.items() if step.fits(found)]
