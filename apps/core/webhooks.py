"""What every address has in common to which another service sends its messages."""

import logging
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

log = logging.getLogger(__name__)

View = Callable[[HttpRequest], HttpResponse]


def webhook(sender: str) -> Callable[[View], View]:
    """Make a view take the messages of a sender, named for the log.

    A message that is too large is not read. While the database cannot write one down, the sender is asked to send
    it again. That a message is the sender's, the view finds out itself.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest) -> HttpResponse:
            if int(request.headers.get("Content-Length") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
                return HttpResponse("too large", status=413, content_type="text/plain")
            try:
                return view(request)
            except OperationalError:
                log.exception("A message of %s could not be written down", sender)
                response = HttpResponse("busy", status=503, content_type="text/plain")
                response["Retry-After"] = "10"
                return response

        return csrf_exempt(require_POST(answer))

    return decorate
