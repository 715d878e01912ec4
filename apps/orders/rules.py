"""Order codes, guest links, pay links, and the picture that a bank's app reads. Pure functions."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.crypto import constant_time_compare, salted_hmac
from segno import helpers

from apps.currency.errors import UnknownCurrency
from apps.currency.money import Money

# No look-alikes: 0 O, 1 I, 2 Z, 4 A, 5 S, 6 G and 8 B never stand beside each other.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ379"
CODE_LENGTH = 7
TRIES_PER_LENGTH = 20
_BAD_WORDS = (
    "ARSCH", "ASS", "BASTARD", "BITCH", "COCK", "CUM", "CUNT", "DICK", "FAG", "FICK", "FUCK", "FUK", "HURE", "JEW",
    "KKK", "NAZ", "NGR", "NUT", "PUTA", "RAPE", "SEX", "SHT", "SLUT", "TWAT", "WANK",
)  # fmt: skip


def is_clean(code: str) -> bool:
    return not any(word in code for word in _BAD_WORDS)


def new_code(take: Callable[[str], bool]) -> str:
    """Make a random order code that offends nobody and that `take` could get: False if somebody has it.

    It starts with seven characters and grows by one after twenty collisions. It never follows from a
    number that counts orders, so it does not tell how many there are.
    """
    length = CODE_LENGTH
    while True:
        for _ in range(TRIES_PER_LENGTH):
            code = "".join(secrets.choice(ALPHABET) for _ in range(length))
            if is_clean(code) and take(code):
                return code
        length += 1


def link_secret(code: str, version: int, *, key: str | None = None) -> str:
    """Return the secret of an order's guest link: 160 bits from the shop's key, nothing to store or leak.

    Raising the order's link_version makes every earlier link useless.
    """
    return salted_hmac("orders.guest-link", f"{code}:{version}", secret=key, algorithm="sha256").hexdigest()[
        :40
    ]


def is_link_secret(given: str, code: str, version: int) -> bool:
    """Compare a guest link's secret in constant time, also against keys that are being rotated out."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    matches = [constant_time_compare(given, link_secret(code, version, key=key)) for key in keys]
    return any(matches)


def transfer_picture(amount: Money, reference: str) -> str:
    """Return the QR code of a SEPA credit transfer as the address of an image, or "" for other money than euros.

    Its form is the European Payments Council's "Quick Response Code: Guidelines to Enable Data Capture for the
    Initiation of a SEPA Credit Transfer" (EPC069-12), which asks for an amount of 0.01 to 999,999,999.99.
    """
    if amount.currency != "EUR" or not 1 <= amount.minor <= 99_999_999_999:
        return ""
    code = helpers.make_epc_qr(
        name=settings.BANK_ACCOUNT_HOLDER[:70],
        iban=settings.BANK_ACCOUNT_IBAN,
        amount=amount.amount,
        text=reference,
        bic=settings.BANK_ACCOUNT_BIC or None,
    )
    return str(code.svg_data_uri(scale=4, border=4, light="#fff"))


@dataclass(frozen=True, slots=True)
class PayLink:
    """What a pay link says: whose basket, until when, and the total that staff and customer agreed on."""

    basket: UUID
    until: datetime
    total: Money

    def is_expired(self, now: datetime) -> bool:
        return self.until <= now


def _signer() -> Signer:
    # A dot stands for itself in a path. Older keys are tried too, and signatures compared in constant time.
    return Signer(salt="orders.pay-link", sep=".")


def pay_link(link: PayLink) -> str:
    """Return the secret part of a pay link's address. Whoever has it may pay, so it goes by mail only."""
    words = [link.basket.hex, int(link.until.timestamp()), link.total.minor, link.total.currency]
    return _signer().sign_object(words)


def read_pay_link(given: str) -> PayLink | None:
    """Return what a pay link says, or None if the shop did not write it."""
    try:
        basket, until, minor, currency = _signer().unsign_object(given)
        return PayLink(UUID(basket), datetime.fromtimestamp(until, UTC), Money(minor, currency))
    except (BadSignature, ValueError, TypeError, UnknownCurrency):
        return None
