"""Runs things in many threads at the same moment, each with its own database connection."""

import threading

from django.db import connections


def together(calls):
    """Start every call at once, each with a connection of its own; return what each returned or raised."""
    results = [None] * len(calls)
    barrier = threading.Barrier(len(calls))

    def run(index):
        try:
            connections["default"].ensure_connection()
            barrier.wait(timeout=20)
            results[index] = calls[index]()
        except BaseException as error:  # noqa: BLE001 - the test looks at what happened
            results[index] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results
