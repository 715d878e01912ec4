import re
from pathlib import Path

import pytest
from django.conf import settings

from apps.core.faults import CRASH_POINTS, GUARDS, is_on, switched_off


def used(function: str) -> set[str]:
    """The names that the shop's own code gives to a function of faults."""
    everything = Path(settings.BASE_DIR, "apps").rglob("*.py")
    sources = [p for p in everything if "tests" not in p.parts and p.name != "faults.py"]
    return {
        name for p in sources for name in re.findall(rf'{function}\("(\w+)"\)', p.read_text(encoding="utf-8"))
    }


class TestTheNames:
    def test_are_those_that_the_code_asks_for(self):
        assert used("is_on") == GUARDS
        assert used("crash_point") == CRASH_POINTS


class TestSwitchedOff:
    def test_ends_with_its_block(self):
        with switched_off("stock_lock"):
            assert not is_on("stock_lock")
        assert is_on("stock_lock")

    def test_knows_its_guards(self):
        with pytest.raises(KeyError), switched_off("everything"):
            pass
