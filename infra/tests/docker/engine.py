"""Talking to a Docker engine and to Compose, whichever of its versions is there."""

import json
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.paths import ROOT

# The builder that every engine has; the Dockerfile needs no other (infra/lint/image.py).
_ENVIRONMENT = {**os.environ, "DOCKER_BUILDKIT": os.environ.get("DOCKER_BUILDKIT", "0")}


def run(
    *command: str, timeout: float = 300, check: bool = True, **told: str
) -> subprocess.CompletedProcess[str]:
    """Run a command in the project's folder and return what it said."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**_ENVIRONMENT, **told},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=check,
    )


def answers() -> bool:
    """Say whether a Docker engine answers."""
    try:
        return (
            run("docker", "version", "--format", "{{.Server.Version}}", timeout=20, check=False).returncode
            == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def compose_command() -> Sequence[str]:
    """Return how Compose is called here: COMPOSE, the plugin or the older program; empty where there is none."""
    choices = [os.environ["COMPOSE"]] if "COMPOSE" in os.environ else ["docker compose", "docker-compose"]
    for choice in choices:
        try:
            if run(*choice.split(), "version", timeout=20, check=False).returncode == 0:
                return choice.split()
        except OSError:
            continue
    return []


def has_image(name: str) -> bool:
    """Say whether the engine has an image or can get it."""
    if run("docker", "image", "inspect", name, check=False).returncode == 0:
        return True
    return run("docker", "pull", "--quiet", name, timeout=600, check=False).returncode == 0


@dataclass(frozen=True)
class Image:
    """The shop's image, as it was built."""

    name: str

    def inspect(self) -> dict[str, Any]:
        """Return what the engine knows about it."""
        found: list[dict[str, Any]] = json.loads(run("docker", "image", "inspect", self.name).stdout)
        return found[0]

    def shell(self, script: str, *options: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a shell script in a container with nothing but a read-only root and the scratch volume."""
        return run(
            "docker", "run", "--rm", "--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL",
            *options, "--entrypoint", "sh", self.name, "-c", script, check=check,
        )  # fmt: skip


@dataclass(frozen=True)
class Stack:
    """The stack of compose.yaml as a project of its own, on ports that were free."""

    project: str
    command: Sequence[str]
    told: dict[str, str]

    def compose(
        self, *arguments: str, timeout: float = 300, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        return run(*self.command, "-p", self.project, *arguments, timeout=timeout, check=check, **self.told)

    def start(self) -> None:
        """Start what does not run and wait until shoppers can come."""
        self.compose("up", "--detach", "--no-build")
        assert until(lambda: self.health("proxy") == "healthy", 120), self.compose("logs").stdout

    def container(self, service: str) -> str:
        """Return the id of a service's container."""
        return self.compose("ps", "-q", service).stdout.strip()

    def state(self, service: str) -> dict[str, Any]:
        """Return the state of a service's container."""
        found = run("docker", "inspect", "--format", "{{json .State}}", self.container(service)).stdout
        state: dict[str, Any] = json.loads(found)
        return state

    def health(self, service: str) -> str:
        """Return "healthy", "unhealthy" or "starting"."""
        return str(self.state(service)["Health"]["Status"])

    def port(self, service: str, inside: int) -> int:
        """Return the port of this machine that leads to a service's port."""
        return int(self.compose("port", service, str(inside)).stdout.strip().rpartition(":")[2])

    def inside(self, service: str, script: str) -> subprocess.CompletedProcess[str]:
        """Run a shell script in a service's container."""
        return run("docker", "exec", self.container(service), "sh", "-c", script, check=False)


def until(condition: Callable[[], bool], seconds: float) -> bool:
    """Wait until this is so and say whether it became so in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.5)
    return condition()


def images_of_the_stack() -> list[str]:
    """Return the images in compose.yaml that are not ours, without what a person may put in their place."""
    lines = (Path(ROOT) / "compose.yaml").read_text().splitlines()
    named = [line.split(":-")[1].rstrip("}") for line in lines if "_IMAGE:-" in line]
    return sorted({name for name in named if not name.startswith("astronomy-shop")})
