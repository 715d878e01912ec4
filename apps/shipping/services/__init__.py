"""Writes of delivery."""

from apps.shipping.services.carriers import ask_carriers, note_problem, note_solved, solve_problems
from apps.shipping.services.measuring import delivery_rules_changed, measure_transit, record_transit

__all__ = [
    "ask_carriers",
    "delivery_rules_changed",
    "measure_transit",
    "note_problem",
    "note_solved",
    "record_transit",
    "solve_problems",
]
