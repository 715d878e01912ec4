"""Coupon codes and the key by which a customer is counted."""

import hashlib
import re
import secrets
import unicodedata

# Letters and digits that look like no other one, and no vowels, so that no words come up.
ALPHABET = "CDFHJMNPQRTVWXY379"
RANDOM_LENGTH = 10
CODE_PATTERN = r"^[A-Z0-9][A-Z0-9-]{2,39}$"
_CODE = re.compile(CODE_PATTERN)
_NO_DOTS = frozenset({"gmail.com", "googlemail.com"})


def normalise_code(text: str) -> str:
    """Return a code as it is stored: capital letters, no spaces. "spring 25" is SPRING25."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def is_code(code: str) -> bool:
    """Tell whether a normalised code can be one: 3 to 40 letters, digits and hyphens."""
    return _CODE.fullmatch(code) is not None


def random_codes(count: int, prefix: str = "") -> list[str]:
    """Make so many different codes of a prefix and ten random characters (18 ** 10: nobody guesses one)."""
    codes: set[str] = set()
    while len(codes) < count:
        codes.add(prefix + "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LENGTH)))
    return sorted(codes)


def normalise_email(email: str) -> str:
    """Return an address as one person's: case, a +tag, and the dots that Google ignores make no other one."""
    local, _, domain = unicodedata.normalize("NFKC", email).strip().casefold().rpartition("@")
    local = local.partition("+")[0] or local
    if domain in _NO_DOTS:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def customer_key(email: str) -> str:
    """Return the key by which uses of a customer are counted: a digest, so that no address is kept for it."""
    return hashlib.sha256(normalise_email(email).encode()).hexdigest()
