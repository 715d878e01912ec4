"""The image and the stack for these tests: built and started once, taken down at the end."""

import itertools
import os
from collections.abc import Iterator

import pytest

from infra.tests.docker import engine
from infra.tests.docker.engine import Image, Stack

_NUMBERS = itertools.count(1)
_BASE = os.environ.get("BASE_IMAGE", "python:3.13-slim-trixie")


def skip_without_engine(request: pytest.FixtureRequest) -> None:
    """Skip where nobody has asked for these tests, or where an image cannot be built."""
    if "docker" not in request.config.getoption("markexpr"):
        pytest.skip("builds an image; run with bin/test -m docker infra")
    if not engine.answers():
        pytest.skip("no Docker engine answers")
    if not engine.has_image(_BASE):
        pytest.skip(f"the base image {_BASE} cannot be fetched")


@pytest.fixture(scope="session")
def image(request: pytest.FixtureRequest) -> Image:
    """The image, built from this folder. It takes a minute, so it is made only where somebody asks for it."""
    skip_without_engine(request)
    network = os.environ.get("BUILD_NETWORK", "default")
    built = Image("astronomy-shop:test")
    engine.run(
        "docker", "build", "--network", network, "--build-arg", f"BASE_IMAGE={_BASE}",
        "--build-arg", "RELEASE=r7", "--build-arg", "COMMIT=4f2c1e9", "--tag", built.name, ".",
        timeout=900,
    )  # fmt: skip
    return built


def shop_of(image: Image) -> Iterator[Stack]:
    """Start the whole stack with an image and its demo goods, and take it down at the end."""
    command = engine.compose_command()
    if not command:
        pytest.skip("there is no Compose")
    missing = [name for name in engine.images_of_the_stack() if not engine.has_image(name)]
    if missing:
        pytest.skip(f"these images cannot be fetched: {', '.join(missing)}")
    ports = {"PORT": "0", "TEST_PORT": "0", "MAIL_PORT": "0"}
    project = f"shop-test-{os.getpid()}-{next(_NUMBERS)}"
    started = Stack(project, command, {"SHOP_IMAGE": image.name, **ports})
    try:
        started.start()
        seeded = started.compose("run", "--rm", "seed", check=False)
        assert seeded.returncode == 0, (seeded.stdout + seeded.stderr)[-3000:]
        yield started
    finally:
        started.compose("down", "--volumes", "--timeout", "20", check=False)


@pytest.fixture(scope="session")
def stack(image: Image) -> Iterator[Stack]:
    """The whole stack with its demo goods, healthy."""
    yield from shop_of(image)
