from apps.core.errors import ShopError


class NoLabels(ShopError):
    """The way an order travels has no carrier that makes labels."""

    status = 409
    code = "no_labels"
    message = (
        "The shop has no connection to this carrier. Make the label on the carrier's own page "
        "and type its tracking number."
    )


class LabelFailed(ShopError):
    """A carrier made no label. Asking again later is safe: nothing is bought twice."""

    status = 502
    code = "label_failed"
    message = "The carrier made no label. Try again in a minute, or ship with a number that you type."


class BadSignature(ShopError):
    status = 400
    code = "bad_signature"
    message = "This message was not signed by the carrier."
