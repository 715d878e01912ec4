"""An account on AWS that exists in memory only."""

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

# Kept between tests: it has read the service models, which takes a second for each service.
_SESSION = boto3.session.Session()


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty account. Nothing that is asked of it leaves this process."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    with mock_aws():
        boto3.DEFAULT_SESSION = _SESSION
        yield
    boto3.DEFAULT_SESSION = None
