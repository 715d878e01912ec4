from apps.core.errors import ShopError
from apps.currency.money import Money


class InvalidGiftCard(ShopError):
    """Wrong, foreign, expired, void or empty: one message for all, so that nobody learns about cards."""

    status = 409
    code = "invalid_gift_card"
    message = "This gift card code cannot be used for this order."


class OnlyGiftCards(InvalidGiftCard):
    """A gift card cannot pay for a gift card."""

    code = "only_gift_cards"
    message = "A gift card cannot pay for a gift card. Pay for it in another way."


class GiftCardTooLow(ShopError):
    """There is less on the card than is to be paid with it. `balance` is what there is."""

    status = 409
    code = "gift_card_too_low"

    def __init__(self, balance: Money) -> None:
        self.balance = balance
        super().__init__(f"There is {balance} left on this gift card.", balance=balance)


class GiftCardUsed(ShopError):
    """An order that sold a card is not cancelled once the card has been used."""

    status = 409
    code = "gift_card_used"
    message = "This gift card has been used already."


class GiftCardIssued(ShopError):
    """A card was issued for this before. Its code was shown then and cannot be shown again."""

    status = 409
    code = "gift_card_issued"
    message = "A gift card was issued for this already."


class ReferenceTaken(ShopError):
    """Another movement of the card has this reference. A bug in the caller, or a form that was sent twice."""

    status = 409
    code = "gift_card_reference_taken"
    message = "This was done already."


class RefundTooHigh(ShopError):
    """More would go back to cards than was paid with them."""

    status = 409
    code = "gift_card_refund_too_high"
    message = "That is more than was paid with gift cards."
