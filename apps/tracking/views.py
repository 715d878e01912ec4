"""Where carriers send their messages."""

import logging

from django.conf import settings
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from apps.shipping.models import Method
from apps.tracking import services
from apps.tracking.errors import BadSignature

log = logging.getLogger(__name__)


@csrf_exempt
@require_POST
def easypost_webhook(request: HttpRequest) -> HttpResponse:
    """Take a message of EasyPost. One that is taken is answered with 200, also when it tells nothing new."""
    if int(request.headers.get("Content-Length") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return HttpResponse("too large", status=413, content_type="text/plain")
    if Method.Connection.EASYPOST not in settings.CARRIERS:
        raise Http404
    try:
        services.receive_events(body=request.body, signature=request.headers.get("X-Hmac-Signature", ""))
    except BadSignature as bad:
        log.warning("A message was refused that claims to be EasyPost's")
        return HttpResponse(bad.message, status=bad.status, content_type="text/plain")
    except OperationalError:
        log.exception("A message of EasyPost could not be written down")
        response = HttpResponse("busy", status=503, content_type="text/plain")
        response["Retry-After"] = "10"
        return response
    return HttpResponse("taken", content_type="text/plain")
