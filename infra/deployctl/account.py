"""One environment in one account: its clients, and the names of its parts (infra/cloudformation)."""

from dataclasses import dataclass, field
from typing import Any

import boto3
from botocore.config import Config

_PATIENT = Config(retries={"mode": "standard", "max_attempts": 6}, connect_timeout=5, read_timeout=30)


@dataclass(frozen=True)
class Account:
    """Where the command works: an environment such as "prod", on AWS or at the endpoint of a rehearsal."""

    env: str
    endpoint: str = ""
    clients: dict[str, Any] = field(default_factory=dict)

    def client(self, service: str) -> Any:
        """Return the client of a service."""
        if service not in self.clients:
            self.clients[service] = boto3.client(service, endpoint_url=self.endpoint or None, config=_PATIENT)
        return self.clients[service]

    @property
    def pipeline(self) -> str:
        """Return the pipeline's name."""
        return f"shop-{self.env}"

    @property
    def cluster(self) -> str:
        """Return the cluster's name."""
        return f"shop-{self.env}"

    @property
    def group(self) -> dict[str, str]:
        """Return what CodeDeploy calls the web service."""
        return {"applicationName": f"shop-{self.env}", "deploymentGroupName": f"shop-{self.env}-web"}

    @property
    def scaling(self) -> str:
        """Return what scaling calls the web service."""
        return f"service/{self.cluster}/shop-{self.env}-web"

    def parameter(self, name: str) -> str:
        """Return a value that the releases keep, such as "migrated", or nothing while it is not there."""
        ssm = self.client("ssm")
        try:
            return str(ssm.get_parameter(Name=f"/shop/{self.env}/{name}")["Parameter"]["Value"])
        except ssm.exceptions.ParameterNotFound:
            return ""
