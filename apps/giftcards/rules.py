"""Gift card codes: how they are made, typed, and turned into what is stored. Pure functions."""

import secrets
import unicodedata

from django.conf import settings
from django.db.models import TextChoices
from django.utils.crypto import salted_hmac

# Letters and digits that look like no other one, and no vowels, so that no words come up.
ALPHABET = "CDFHJMNPQRTVWXY379"
LENGTH = 16  # 66 bits
GROUP = 4


class Status(TextChoices):
    ACTIVE = "ACTIVE", "active"
    VOID = "VOID", "void"


class Kind(TextChoices):
    ISSUE = "ISSUE", "issued"
    SPEND = "SPEND", "spent"
    REFUND = "REFUND", "refunded"
    VOID = "VOID", "made void"
    ADJUST = "ADJUST", "adjusted"


def new_code() -> str:
    """Make a random code as it is printed: four groups of four characters."""
    characters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(characters[i : i + GROUP] for i in range(0, LENGTH, GROUP))


def normalise_code(text: str) -> str:
    """Return a typed code without what people add to it: spaces, hyphens, small letters."""
    letters = unicodedata.normalize("NFKC", text).upper()
    return "".join(character for character in letters if character.isalnum())


def digest(code: str, key: str | None = None) -> str:
    """Return what is stored of a code: a digest with the shop's key, useless without it.

    A stolen table gives no codes away, and 66 random bits cannot be tried out.
    """
    key = settings.GIFT_CARD_KEYS[0] if key is None else key
    return salted_hmac("giftcards.code", normalise_code(code), secret=key, algorithm="sha256").hexdigest()


def digests(code: str) -> list[str]:
    """Return the digests of a code with the present key and with those that are being rotated out."""
    return [digest(code, key) for key in settings.GIFT_CARD_KEYS]
