"""Checkout Sessions."""

import time
from typing import Any

from shop.tests.stripe_fake import intents
from shop.tests.stripe_fake.books import Books, Thing
from shop.tests.stripe_fake.errors import invalid


def create(books: Books, params: Thing, home: str) -> Thing:
    """Open a page on which one sum can be paid."""
    lines = list(params.get("line_items", {}).values())
    if params.get("mode") != "payment" or not lines:
        raise invalid("You must provide line items.", param="line_items")
    total = sum(int(line["price_data"]["unit_amount"]) * int(line.get("quantity", 1)) for line in lines)
    session = books.new(
        "cs",
        amount_subtotal=total,
        amount_total=total,
        cancel_url=params.get("cancel_url"),
        client_reference_id=params.get("client_reference_id"),
        currency=lines[0]["price_data"]["currency"],
        customer_email=params.get("customer_email"),
        expires_at=int(time.time()) + 86400,
        metadata=params.get("metadata", {}),
        mode="payment",
        payment_intent=None,
        payment_status="unpaid",
        status="open",
        success_url=params.get("success_url"),
    )
    session["url"] = f"{home}/c/pay/{session['id']}"
    books.things[f"data:{session['id']}"] = params.get("payment_intent_data", {})
    return session


def expire(books: Books, session: Thing) -> Thing:
    """Close the page."""
    if session["status"] != "open":
        raise invalid(f"This Session has a status of {session['status']}.", param="session")
    session.update(status="expired", url=None)
    books.event("checkout.session.expired", session)
    return session


def pay(books: Books, session: Thing, token: str, home: str) -> str:
    """Pay on the page with a test card and return where the browser goes. Raises card errors."""
    if session["status"] != "open":
        return str(session["cancel_url"])
    intent = _intent_of(books, session)
    intents.confirm(books, intent, token, session["success_url"], home)
    if intent["status"] == "requires_action":
        return str(intent["next_action"]["redirect_to_url"]["url"])
    complete(books, intent)
    return str(session["success_url"])


def _intent_of(books: Books, session: Thing) -> Thing:
    if session["payment_intent"]:
        return books.get(session["payment_intent"], "pi")
    about: dict[str, Any] = books.things[f"data:{session['id']}"]
    intent = intents.create(
        books, {"amount": session["amount_total"], "currency": session["currency"], **about}
    )
    session["payment_intent"] = intent["id"]
    return intent


def complete(books: Books, intent: Thing) -> None:
    """Close the page of an intent that has been paid there, if it has one."""
    for session in books.all("cs"):
        if session["payment_intent"] == intent["id"] and session["status"] == "open":
            is_paid = intent["status"] == "succeeded"
            session.update(status="complete", payment_status="paid" if is_paid else "unpaid", url=None)
            books.event("checkout.session.completed", session)
