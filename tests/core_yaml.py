"""YAML as an editor's server reads it: plain scalars by the core schema of YAML 1.2, keys as they are typed."""

from __future__ import annotations

import re
from typing import Any

import yaml

Value = Any

CORE = (
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
     "-+.0123456789"),
)  # fmt: skip


class CoreLoader(yaml.CSafeLoader):
    """PyYAML with the tags of YAML 1.2 instead of those of 1.1, in which `yes` is true and `21:10` a number."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # PyYAML's own name and shape

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[str, Value]:
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}

    def construct_number(self, node: yaml.ScalarNode) -> float:
        text = node.value.lower()
        if text.startswith("0o"):
            return int(text, 8)
        return int(text, 16) if text.startswith("0x") else float(text.replace(".inf", "inf").replace(".nan", "nan"))

    def construct_whole_mapping(self, node: yaml.MappingNode) -> dict[str, Value]:
        return self.construct_mapping(node)


for _tag, _pattern, _first in CORE:
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"(?:{_pattern})$"), [*_first, ""])
for _tag in ("int", "float"):
    CoreLoader.add_constructor(f"tag:yaml.org,2002:{_tag}", CoreLoader.construct_number)
CoreLoader.add_constructor("tag:yaml.org,2002:map", CoreLoader.construct_whole_mapping)


def documents(text: str) -> list[Value]:
    """The documents of a file, those apart in which nothing was typed. yaml.YAMLError if it is no YAML."""
    return [value for value in yaml.load_all(text, CoreLoader) if value is not None]
