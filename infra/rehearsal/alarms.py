"""The alarms of a rehearsal, with the thresholds of infra/cloudformation/40-web.yaml; a minute is shorter here."""

import time
from collections.abc import Collection
from dataclasses import dataclass, field

from infra.rehearsal.proxy import Answered, Proxy
from infra.rehearsal.state import COLOURS

_MOST_ERRORS = 0.02  # share of answers
_FEWEST_ERRORS = 4  # a minute; fewer are no share of anything
_MOST_UNANSWERED = 10  # a minute
_FEWEST_TIMES = 5  # answers of which the slowest twentieth means something
_SLOWEST = 1.5  # seconds, the slowest twentieth of a colour


@dataclass
class Alarms:
    """What rings, worked out of what the proxy has measured."""

    proxy: Proxy
    minute: float  # seconds of the rehearsal
    watched: Collection[str] = COLOURS  # to show what happens when one is not watched
    began: float = field(default_factory=time.monotonic)

    def ringing(self) -> list[str]:
        """Return the alarms that ring: those whose last two minutes were both bad."""
        return [name for name, state in self.states().items() if state == "ALARM"]

    def states(self) -> dict[str, str]:
        """Return every alarm with its state."""
        end = time.monotonic()
        periods = [self._period(end - n * self.minute) for n in (1, 2)]
        rules = {
            "error-share": self._errors, "no-answer": self._unanswered, "slow": self._is_slow,
        }  # fmt: skip
        return {name: "ALARM" if all(rule(one) for one in periods) else "OK" for name, rule in rules.items()}

    def _period(self, start: float) -> list[Answered]:
        if start < self.began:
            return []
        return [one for one in self.proxy.since(start) if one.at < start + self.minute]

    def _errors(self, found: list[Answered]) -> bool:
        seen = [one for one in found if one.colour in self.watched]
        bad = sum(one.status >= 500 for one in seen)
        return bad > _FEWEST_ERRORS * self.minute / 60 and bad > _MOST_ERRORS * len(seen)

    def _unanswered(self, found: list[Answered]) -> bool:
        # What the proxy itself answers: there was no task, or it died while it was asked.
        bad = sum(not one.colour or one.status in (502, 504) or one.status < 0 for one in found)
        return bad > _MOST_UNANSWERED * self.minute / 60

    def _is_slow(self, found: list[Answered]) -> bool:
        return any(
            self._slowest_twentieth([one.seconds for one in found if one.colour == colour]) > _SLOWEST
            for colour in self.watched
        )

    def _slowest_twentieth(self, seconds: list[float]) -> float:
        return sorted(seconds)[int(len(seconds) * 0.95)] if len(seconds) >= _FEWEST_TIMES else 0.0
