"""What every stand-in for another service has in common: an address, and a thread that answers there."""

import threading
from http.server import ThreadingHTTPServer


class StandIn:
    """A service of one's own, with an address."""

    _server: ThreadingHTTPServer

    @property
    def url(self) -> str:
        """Return the address without a slash at its end."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def start(self) -> None:
        """Answer from a thread."""
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()
