"""What every test at the edge starts with."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nobody_was_here_before(request: pytest.FixtureRequest) -> None:
    """Forget sessions, answers and counted tries of earlier tests: a limit counts within one test only."""
    if request.node.get_closest_marker("django_db"):
        cache.clear()
