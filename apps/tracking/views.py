"""Where carriers send their messages."""

import logging

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from apps.core.webhooks import webhook
from apps.shipping.models import Method
from apps.tracking import services
from apps.tracking.errors import BadSignature

log = logging.getLogger(__name__)


@webhook("EasyPost")
def easypost_webhook(request: HttpRequest) -> HttpResponse:
    """Take a message of EasyPost. One that is taken is answered with 200, also when it tells nothing new."""
    if Method.Connection.EASYPOST not in settings.CARRIERS:
        raise Http404
    try:
        services.receive_events(body=request.body, signature=request.headers.get("X-Hmac-Signature", ""))
    except BadSignature as bad:
        log.warning("A message was refused that claims to be EasyPost's")
        return HttpResponse(bad.message, status=bad.status, content_type="text/plain")
    return HttpResponse("taken", content_type="text/plain")
