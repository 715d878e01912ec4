"""The root of every way the shop says no."""


class ShopError(Exception):
    """An expected refusal: it has a message for people, a code for machines and an HTTP status.

    Edges (pages, API, admin) turn it into an answer. Anything that is not a ShopError is a bug.
    """

    status = 400
    code = "refused"
    message = "That is not possible."

    def __init__(self, message: str | None = None, **details: object) -> None:
        self.message = message or self.message
        self.details = details
        super().__init__(self.message)


class Busy(ShopError):
    """Somebody else holds what we need, and waiting longer would not be polite."""

    status = 503
    code = "busy"
    message = (
        "The shop is very busy right now. Nothing was changed and nothing was charged. Try again in a moment."
    )


class BadPhoto(ShopError):
    code = "bad_photo"
    message = "This is no photograph that the shop can read. Upload a JPEG, PNG or WebP file."
