"""Which payments give money back. Pure calculation on minor units."""

from collections.abc import Mapping


def choose_payments(amount: int, left: Mapping[int, int]) -> list[tuple[int, int]]:
    """Return which payment (key) gives back how much, given what is left of each.

    One that has exactly the amount is taken, else the one with the smallest bigger rest, else the one with the
    largest smaller rest is emptied, and the same is asked about what remains. Raises ValueError if all
    together have less.
    """
    rests = {pk: rest for pk, rest in left.items() if rest > 0}
    if amount > sum(rests.values()):
        raise ValueError(f"{amount} of {sum(rests.values())}")
    chosen: list[tuple[int, int]] = []
    while amount:
        enough = [pk for pk, rest in rests.items() if rest >= amount]
        if enough:
            return [*chosen, (min(enough, key=lambda pk: (rests[pk], pk)), amount)]
        largest = max(rests, key=lambda pk: (rests[pk], -pk))
        chosen.append((largest, rests.pop(largest)))
        amount -= chosen[-1][1]
    return chosen
