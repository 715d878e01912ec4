from selectors import EVENT_READ, DefaultSelector

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Tells a connection that the server has closed by its socket, not by a statement before every request."""

    def is_usable(self) -> bool:
        """Return whether an idle connection can be used.

        Nothing is waiting to be read on a healthy one. A restart, a failover or pg_terminate_backend leaves a
        message or the end of the stream there; then the server is asked, as Django does each time.
        """
        if self.connection is not None and not self.connection.closed:
            with DefaultSelector() as selector:
                selector.register(self.connection.fileno(), EVENT_READ)
                if not selector.select(timeout=0):
                    return True
        return bool(super().is_usable())
