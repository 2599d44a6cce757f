"""The frame round an example of the catalogue: a whole story, as small as it can be."""

from __future__ import annotations

HEAD = """\
story: {id: small, title: Small}
leads: {ann: {name: Ann, start: hall}}
endings: {done: {title: Done, about: It is over.}}
"""

MOST_LINES, MOST_COLUMNS = 60, 200
"""An example that shows by its size what is too much is told abridged."""


def abridged(text: str) -> str:
    """An example as it is shown: of one with very many lines the first and the last, of a very long line its beginning."""
    lines = [line if len(line) <= MOST_COLUMNS else f"{line[: MOST_COLUMNS // 2]} …" for line in text.split("\n")]
    if len(lines) > MOST_LINES:
        lines = [*lines[:14], f"# … {len(lines) - 20} more such lines …", *lines[-6:]]
    return "\n".join(lines)


def example(declarations: str, script: str) -> str:
    """A story with these declarations whose one scene has this script, and then ends."""
    steps = "".join(f"  {line}\n" for line in script.strip("\n").split("\n")) if script else ""
    return f"{HEAD}{declarations}---\nscene: hall\nscript:\n{steps}  - end: done\n"
