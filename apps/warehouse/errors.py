from apps.core.errors import ShopError


class UnknownCode(ShopError):
    """What was scanned is not an item number or bar code of this order at this location."""

    status = 422
    code = "unknown_code"

    def __init__(self, code: str) -> None:
        super().__init__(
            f"“{code}” is not in this order, or does not lie here. Nothing was counted; scan another item."
        )


class AllPacked(ShopError):
    """There are no more units of a line to be packed here."""

    status = 409
    code = "all_packed"

    def __init__(self, title: str, units: int) -> None:
        have = f"All {units} are in the parcel already." if units else "None is here to be packed yet."
        super().__init__(f"{title}: {have} Nothing was counted; put this one back.")


class NotInTheBox(ShopError):
    status = 409
    code = "not_in_the_box"
    message = "There is none of it in this parcel any more. Look at the list again."


class EmptyBox(ShopError):
    status = 409
    code = "empty_box"
    message = "Nothing is in this parcel yet. Scan the first item."


class NotHere(ShopError):
    """Units that were put into a box are not to be sent by it any more: they are for an older order."""

    status = 409
    code = "not_here"

    def __init__(self, title: str) -> None:
        super().__init__(
            f"{title}: fewer are to be sent from here now than lie in this parcel. Start the parcel anew."
        )
