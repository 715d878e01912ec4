"""Being asked to stop. Signals are only noted; the work looks at the note where it may safely end."""

import select
import signal
import threading
from types import FrameType

_asked = threading.Event()
_signals: list[int] = []


class Stopped(Exception):
    """Somebody asked this command to stop."""

    def __init__(self, signum: int) -> None:
        super().__init__(signal.Signals(signum).name)
        self.signum = signum

    @property
    def exit_code(self) -> int:
        """Return what a shell reports of a command that a signal has ended."""
        return 128 + self.signum


def listen() -> None:
    """Note Ctrl-C, a request to terminate and a closed terminal from now on (under nohup not the last)."""
    signal.signal(signal.SIGINT, _note)
    signal.signal(signal.SIGTERM, _note)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _note)


def _note(signum: int, frame: FrameType | None) -> None:
    request(signum)


def request(signum: int) -> None:
    """Ask this command to stop."""
    _signals.append(signum)
    _asked.set()


def check() -> None:
    """Raise Stopped if somebody has asked."""
    if _signals:
        raise Stopped(_signals[0])


def pause(seconds: float) -> None:
    """Wait, but not longer than until somebody asks; then raise Stopped."""
    _asked.wait(seconds)
    check()


def is_urgent() -> bool:
    """Return whether Ctrl-C was pressed twice, that is, whether nothing shall be waited for."""
    return _signals.count(signal.SIGINT) >= 2


def ask_when_closed(descriptor: int) -> None:
    """Ask to stop once nobody reads the pipe any more, as in `bin/run | head`."""
    watch = select.poll()
    watch.register(descriptor, 0)
    if any(event & (select.POLLERR | select.POLLHUP) for _, event in watch.poll(0)):
        request(signal.SIGPIPE)
