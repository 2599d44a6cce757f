"""`citadel schema`: the schema of the story language, for an editor's YAML server."""

from __future__ import annotations

import sys

import msgspec

from game.language.schema import story_schema
from game.shell import files
from game.shell.games import Unreadable
from game.shell.places import expanded


def schema_text() -> str:
    """The schema as JSON, two columns an indent, with a line end at its end."""
    return msgspec.json.format(msgspec.json.encode(story_schema()), indent=2).decode() + "\n"


def run_schema(output: str | None) -> int:
    """Write the schema into that file, or to standard output (`-`, or no file). Unreadable if it cannot be written."""
    if output is None or output == "-":
        sys.stdout.write(schema_text())
        return 0
    target = expanded(output)
    try:
        files.write_through(target, schema_text().encode())
    except OSError as error:
        raise Unreadable(f"{target} cannot be written: {files.reason(error)}.") from error
    sys.stdout.write(f"The schema is in {target}.\n")
    return 0
