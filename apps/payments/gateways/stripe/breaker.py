"""A breaker: while Stripe does not answer, nobody waits for it again and again."""

import time
from dataclasses import dataclass

OPENS_AFTER = 5  # calls in a row without an answer
STAYS_OPEN_SECONDS = 10.0


@dataclass
class Breaker:
    """Counts calls without an answer in this process. After five of them calls fail at once for ten seconds."""

    silent: int = 0
    open_until: float = 0.0

    def is_open(self) -> bool:
        """Tell whether a call would be in vain."""
        return time.monotonic() < self.open_until

    def heard(self) -> None:
        """Note an answer, whatever it said."""
        self.silent = 0

    def heard_nothing(self) -> None:
        """Note a call without an answer."""
        self.silent += 1
        if self.silent >= OPENS_AFTER:
            self.open_until = time.monotonic() + STAYS_OPEN_SECONDS
            self.silent = OPENS_AFTER - 1  # then one more try decides

    def close(self) -> None:
        """Forget everything."""
        self.silent, self.open_until = 0, 0.0
