"""Rules for the Dockerfile and the files beside it, each for a fault that a reader easily overlooks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SECRET = re.compile(r"(SECRET|PASSWORD|TOKEN|_KEY)\b", re.IGNORECASE)
_COMPILERS = re.compile(r"\b(gcc|g\+\+|build-essential|python3?-dev|libpq-dev)\b")
_BUILDKIT_ONLY = re.compile(r"--mount=|--chmod=|<<-?['\"]?\w+")


@dataclass(frozen=True)
class Instruction:
    """One instruction of a Dockerfile, its continued lines joined, and the number of its stage (0: before all)."""

    name: str
    value: str
    stage: int


def instructions(text: str) -> list[Instruction]:
    """Return the instructions of a Dockerfile without its comments."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    found: list[Instruction] = []
    stage = 0
    for line in filter(str.strip, joined.splitlines()):
        name, _, value = line.strip().partition(" ")
        stage += name.upper() == "FROM"
        found.append(Instruction(name.upper(), value.strip(), stage))
    return found


def faults(text: str) -> list[str]:
    """Return what is wrong with a Dockerfile, in sentences."""
    found = instructions(text)
    last = [one for one in found if one.stage == max(each.stage for each in found)]
    return [*_faults_of_bases(found), *_faults_of_any_stage(found), *_faults_of_last_stage(last)]


def _faults_of_bases(found: list[Instruction]) -> Iterator[str]:
    for one in found:
        if one.name == "FROM" and not one.value.startswith("${BASE_IMAGE}"):
            yield f"FROM {one.value}: the pipeline gives the base image by digest, as BASE_IMAGE"


def _faults_of_any_stage(found: list[Instruction]) -> Iterator[str]:
    for one in found:
        if _BUILDKIT_ONLY.search(one.value):
            yield f"{one.name} {one.value[:40]}: needs BuildKit"
        if one.name == "ADD":
            yield "ADD may fetch and unpack; COPY only copies"
        if one.name == "RUN" and _COMPILERS.search(one.value):
            yield "a compiler is installed; wheels need none"
        if one.name in ("ENV", "ARG") and _SECRET.search(one.value.split("=")[0]):
            yield f"{one.name} {one.value.split('=')[0]} stays readable in the image"
        if one.name == "RUN" and " install " in one.value and "pip" in one.value:
            yield from _faults_of_pip(one.value)
    yield from _order(found)


def _faults_of_pip(command: str) -> Iterator[str]:
    if "--require-hashes" not in command:
        yield "pip installs what is not locked by a hash"
    if "--only-binary :all:" not in command:
        yield "pip may build from source"


def _order(found: list[Instruction]) -> Iterator[str]:
    copied = [one.value for one in found if one.name == "COPY" and "--from" not in one.value]
    if copied and not copied[0].startswith("requirements.txt"):
        yield "the source is copied before the dependencies are installed: each change installs them again"


def _faults_of_last_stage(last: list[Instruction]) -> Iterator[str]:
    values = {one.name: one.value for one in last}
    if values.get("USER") != "10001:10001":
        yield "the last stage does not run as 10001:10001"
    if values.get("VOLUME") != "/tmp":  # noqa: S108 - the container's own
        yield "the scratch volume is not declared, so a read-only container cannot write to it"
    for name in ("ENTRYPOINT", "CMD"):
        if not values.get(name, "").startswith("["):
            yield f"{name} is not in exec form: a shell, not the shop, would get the signal to stop"
    if "HEALTHCHECK" not in values:
        yield "no HEALTHCHECK"
    if any(one.name == "RUN" and "pip" in one.value for one in last):
        yield "the last stage installs packages itself"
