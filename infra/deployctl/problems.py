"""What stops the command. Each says what happened and what to do next, and has an exit code of its own."""

from collections.abc import Mapping

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,  # noqa: A004 - the SDK's own
    HTTPClientError,
    NoCredentialsError,
    NoRegionError,
)

OK, REFUSED, FAILED, ROLLED_BACK, TIMED_OUT, INTERRUPTED = 0, 2, 3, 4, 5, 130


class Problem(Exception):
    """Something stops the command: what happened, and what to do next."""

    exit_code = FAILED

    def __init__(self, what: str, then: str) -> None:
        super().__init__(what)
        self.what = what
        self.then = then


class Refused(Problem):
    """The command would do harm, so it has done nothing."""

    exit_code = REFUSED


class Failed(Problem):
    """A release, or the command itself, has failed."""


class RolledBack(Problem):
    """A release was taken back; shoppers have the previous one."""

    exit_code = ROLLED_BACK


class TimedOut(Problem):
    """Something goes on that the command no longer waits for."""

    exit_code = TIMED_OUT


_THROTTLED = frozenset(
    ("Throttling", "ThrottlingException", "TooManyRequestsException", "RequestLimitExceeded")
)
_ELSEWHERE = "Check --env and the region; a new environment starts with: deployctl bootstrap."
_ADVICE: Mapping[str, str] = {
    "ExpiredToken": "Sign in again, then repeat the command; a release goes on meanwhile.",
    "ExpiredTokenException": "Sign in again, then repeat the command; a release goes on meanwhile.",
    "UnrecognizedClientException": "The credentials are not valid here. Check AWS_PROFILE and the region.",
    "InvalidClientTokenId": "The credentials are not valid here. Check AWS_PROFILE and the region.",
    "PipelineNotFoundException": _ELSEWHERE,
    "ApplicationDoesNotExistException": _ELSEWHERE,
    "DeploymentGroupDoesNotExistException": "Make stack web first: deployctl bootstrap continues where it stopped.",
    "PipelineExecutionNotFoundException": "See deployctl release history for the executions there are.",
    "DeploymentDoesNotExistException": "See deployctl release history for the deployments there are.",
}
_DENIED = ("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError")


def code_of(error: ClientError) -> str:
    """Return the service's own name of an error, such as ThrottlingException."""
    return str(error.response.get("Error", {}).get("Code", ""))


def is_passing(error: Exception) -> bool:
    """Say whether asking again may help: the line was cut, or the service asks for patience."""
    if isinstance(error, ClientError):
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return code_of(error) in _THROTTLED or status >= 500
    return isinstance(error, (ConnectionError, HTTPClientError))


def explain(error: Exception) -> Problem:
    """Return an error of the SDK as what happened and what to do next."""
    if isinstance(error, ClientError):
        code = code_of(error)
        then = _ADVICE.get(code, "")
        if code in _DENIED:
            then = f"Ask for the right to call {error.operation_name}, or use another AWS_PROFILE."
        elif is_passing(error):
            then = "The service asks for patience. Repeat the command in a minute."
        return Failed(f"{error.operation_name}: {error}", then or "Correct that and repeat the command.")
    if isinstance(error, NoCredentialsError):
        return Failed("There are no credentials for AWS.", "Sign in, or set AWS_PROFILE.")
    if isinstance(error, NoRegionError):
        return Failed("No region is set.", "Set AWS_DEFAULT_REGION, or the region of AWS_PROFILE.")
    if is_passing(error):
        return Failed(
            f"Nobody answers: {error}", "Check the network and --endpoint, then repeat the command."
        )
    return Failed(f"{type(error).__name__}: {error}", "Correct that and repeat the command.")


SDK_ERRORS = (ClientError, BotoCoreError)
