"""`citadel schema`: the schema of the story language, for an editor's YAML server."""

from __future__ import annotations

import msgspec

from game.language.schema import story_schema
from game.shell.writing_out import write_out


def schema_text() -> str:
    """The schema as JSON, two columns an indent, with a line end at its end."""
    return msgspec.json.format(msgspec.json.encode(story_schema()), indent=2).decode() + "\n"


def run_schema(output: str | None) -> int:
    """Write the schema into that file, or to standard output (`-`, or no file). Unreadable if it cannot be written."""
    write_out(output, schema_text(), "schema")
    return 0
