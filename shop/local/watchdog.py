"""Stops the test servers a minute after their last user has gone.

A test run stops them itself at its end. This is for those that end without a goodbye: killed ones, and tools
such as mypy, which read the settings of the tests and leave at once.
"""

import time

from shop.local import locks, paths, programs, testing

LONGEST_IDLE = 60.0  # seconds
_PAUSE = 5.0


def main() -> None:
    """Watch until the servers are stopped, by this process or another one."""
    last_use = time.monotonic()
    while programs.running(paths.TEST_RUN):
        time.sleep(_PAUSE)
        with locks.held(testing.START_LOCK, may_stop=False):
            if testing.is_any_slot_taken(paths.TEST):
                last_use = time.monotonic()
            elif time.monotonic() - last_use >= LONGEST_IDLE:
                programs.stop_all(paths.TEST_RUN)


if __name__ == "__main__":
    main()
