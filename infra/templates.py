"""CloudFormation templates as data: YAML whose short forms (!Ref, !Sub) become the long ones."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml


class _Loader(yaml.CSafeLoader):
    pass


def _function(loader: _Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    value: Any
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        assert isinstance(node, yaml.MappingNode)  # noqa: S101 - YAML has no other kinds
        value = loader.construct_mapping(node, deep=True)
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": value}


_Loader.add_multi_constructor("!", _function)


@cache
def load(path: Path) -> dict[str, Any]:
    """Return a template file as data."""
    return parse(path.read_text())


def parse(text: str) -> dict[str, Any]:
    """Return the text of a template as data."""
    found: dict[str, Any] = yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader with more tags
    return found


def resources(template: dict[str, Any], *types: str) -> dict[str, dict[str, Any]]:
    """Return the resources of these types by their logical names."""
    return {name: one for name, one in template["Resources"].items() if one["Type"] in types}


def walk(value: Any) -> Iterator[Any]:
    """Return every part of a template, from the outside to the inside."""
    yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from walk(one)
