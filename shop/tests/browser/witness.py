"""Watches what a browser complains about while a test goes through pages."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

# The browser says so when it leaves for a page without transitions, such as one of the staff's: no fault of ours.
_LEAVING = "ViewTransition opt-in disabled"
# htmx reports a request that a newer one has replaced; answers with an error status are looked at one by one below.
_REPLACED = ("Failed to load resource", "htmx:sendAbort", "htmx:afterRequest")
_ANSWERS = ("document", "xhr", "fetch")  # a 4xx here may be a page that says no, which is no trouble


class Witness:
    """Notes errors in the console (the content policy's too), uncaught exceptions and files that are missing."""

    def __init__(self, context: BrowserContext) -> None:
        self.trouble: list[str] = []
        self.hosts: set[str] = set()
        context.on("console", self._console)
        context.on("weberror", self._exception)
        context.on("response", self._response)
        context.on("request", self._request)

    def has_seen_no_trouble(self) -> None:
        """Fail with everything that was noted."""
        assert not self.trouble, "\n".join(self.trouble)

    def _request(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme != "data":
            self.hosts.add(url.netloc)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(_REPLACED):
            self.trouble.append(f"console: {message.text}")

    def _exception(self, error: WebError) -> None:
        if _LEAVING not in str(error.error):
            self.trouble.append(f"exception: {error.error}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type not in _ANSWERS:
            self.trouble.append(f"{response.status}: {response.url}")
