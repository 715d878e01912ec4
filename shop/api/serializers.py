"""What all of the API shares: strict input, and how amounts are written."""

from typing import Any

from rest_framework import serializers

from apps.currency.money import Money


class StrictSerializer(serializers.Serializer[Any]):
    """Refuses fields that it does not know: a misspelt or forbidden field is an answer, not a silence."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            unknown = set(data) - set(self.fields)
            if unknown:
                raise serializers.ValidationError(
                    {_writable(name): ["There is no such field."] for name in sorted(unknown)}
                )
        return super().to_internal_value(data)


def _writable(name: str) -> str:
    """Return a name that an answer can repeat: JSON allows halves of characters, UTF-8 does not."""
    return name.encode(errors="replace").decode()


def money(amount: Money | None) -> dict[str, Any] | None:
    """Write an amount in minor units with its currency, and as people write it."""
    return (
        None if amount is None else {"minor": amount.minor, "currency": amount.currency, "text": str(amount)}
    )
