"""What a browser sees of the stand-in: its script, Stripe's own page, and a bank that asks for confirmation."""

import html
from pathlib import Path
from urllib.parse import urlencode

from shop.tests.stripe_fake import cards, intents, sessions
from shop.tests.stripe_fake.books import Books, Thing
from shop.tests.stripe_fake.errors import ApiError

_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>{title}</h1>{body}</main></body></html>"""
_NOTE = "<p>This page plays the part of Stripe on this machine. No card is charged.</p>"


def script(home: str) -> str:
    """Return the stand-in for Stripe's script, with the stand-in's address in it."""
    return Path(__file__).with_name("stripe.js").read_text().replace("@@HOME@@", home)


def _sum(thing: Thing, field: str) -> str:
    return f"{thing[field]} {thing['currency'].upper()}"


def hosted(session: Thing, problem: str = "") -> str:
    """Return the page of a session."""
    alert = f'<p role="alert">{html.escape(problem)}</p>' if problem else ""
    body = (
        f"{_NOTE}{alert}<form method='post'><p><label for='number'>Card number</label> "
        "<input id='number' name='number' autocomplete='off' value='4242 4242 4242 4242'></p>"
        f"<button>Pay {_sum(session, 'amount_total')}</button></form>"
        f"<p><a href='{html.escape(session['cancel_url'] or '')}'>Back to the shop</a></p>"
    )
    return _PAGE.format(title="Pay by card", body=body)


def pay_hosted(books: Books, session: Thing, number: str, home: str) -> tuple[str, str]:
    """Pay on the page of a session; return where to go, or the page once more."""
    try:
        return sessions.pay(books, session, cards.token_of(number), home), ""
    except ApiError as error:
        return "", hosted(session, str(error))


def bank() -> str:
    """Return the page on which a bank asks."""
    body = (
        f"{_NOTE}<form method='post'><button name='answer' value='yes'>Complete</button> "
        "<button name='answer' value='no'>Fail</button></form>"
    )
    return _PAGE.format(title="Confirm with your bank", body=body)


def answer_bank(books: Books, intent: Thing, is_confirmed: bool) -> str:
    """Take the shopper's answer and return where the browser goes."""
    if intent["status"] != "requires_action":
        return "/"
    back = intent["next_action"]["redirect_to_url"]["return_url"]
    if is_confirmed:
        intents.take(books, intent)
        sessions.complete(books, intent)
    else:
        intents.decline(
            books,
            intent,
            "payment_intent_authentication_failure",
            "authentication_required",
            "We are unable to authenticate your payment method.",
        )
    if "redirect_status=" in back and is_confirmed:
        return str(back)
    more = {
        "payment_intent": intent["id"],
        "payment_intent_client_secret": intent["client_secret"],
        "redirect_status": "succeeded" if is_confirmed else "failed",
    }
    return f"{back.split('?')[0]}?{urlencode(more)}"
