"""Chance that is the same each time, so that the same drawing comes out."""

import random


def chance(seed: int) -> random.Random:
    """This function will return a source of random numbers that always gives the same ones for a seed."""
    return random.Random(seed)  # noqa: S311  # it scatters dots, it keeps no secret
