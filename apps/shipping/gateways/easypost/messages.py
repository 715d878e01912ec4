"""EasyPost's messages: who sent one, and what it says about a parcel."""

import hashlib
import hmac
import json
import unicodedata

from django.conf import settings

from apps.shipping.gateways.base import BadMessage, CarrierSilent, Tracking
from apps.shipping.gateways.easypost.words import tracking_of, understood


def read_message(body: bytes, signature: str) -> Tracking | None:
    """Return what a signed message says about a parcel; None for a message about something else.

    The header X-Hmac-Signature is "hmac-sha256-hex=" and the HMAC of the raw body with the secret in Unicode's
    form NFKD (https://docs.easypost.com/guides/webhooks-guide, "HMAC validation"). It has no time in it, which
    does no harm: what was heard before is known. Raises BadMessage.
    """
    if not any(_is_signed(body, signature, secret) for secret in settings.EASYPOST_WEBHOOK_SECRETS):
        raise BadMessage("signature")
    try:
        with understood():
            event = json.loads(body)
            result = event["result"]
            is_tracker = result.get("object") == "Tracker"
        return tracking_of(result) if is_tracker else None
    except (CarrierSilent, RecursionError) as bad:
        raise BadMessage(str(bad)) from bad


def _is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Compare in constant time; while one secret replaces another, both are in use."""
    key = unicodedata.normalize("NFKD", secret).encode()
    expected = f"hmac-sha256-hex={hmac.new(key, body, hashlib.sha256).hexdigest()}"
    return hmac.compare_digest(expected.encode(), signature.encode())
