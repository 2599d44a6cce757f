"""The frame round an example of the catalogue: a whole story, as small as it can be."""

from __future__ import annotations

HEAD = """\
story: {id: small, title: Small}
leads: {ann: {name: Ann, start: hall}}
endings: {done: {title: Done, about: It is over.}}
"""


def example(declarations: str, script: str) -> str:
    """A story with these declarations whose one scene has this script, and then ends."""
    steps = "".join(f"  {line}\n" for line in script.strip("\n").split("\n")) if script else ""
    return f"{HEAD}{declarations}---\nscene: hall\nscript:\n{steps}  - end: done\n"
