"""Whether the release before goes on working while and after a migration runs: expand first, contract later."""

from infra.lint.schema.history import Finding, check, record
from infra.lint.schema.rules import RULES, faults

__all__ = ["RULES", "Finding", "check", "faults", "record"]
