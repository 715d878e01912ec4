from apps.core.errors import ShopError


class NotInTransaction(ShopError):
    """Outbox work was asked for outside a transaction. A bug in the caller."""

    status = 500
    code = "outbox_outside_transaction"
