"""Fuzzes what reads strangers' files, guided by coverage: `python -m tests.fuzz.loader [KIND] [libFuzzer's options]`.

KIND is one of `story` (if none is given), `save`, `walkthrough`, `cache`. Wants atheris, which is no dependency of the
project: `pip install atheris` (3.0 has wheels for Linux and CPython 3.11 to 3.13). Runs until it is stopped or finds
something; `-max_total_time=300` ends it after five minutes. What it finds is written to `crash-…` in the present folder:
run it again with `python -m tests.fuzz.loader KIND crash-…`.

New inputs go to a folder under the system's temporary folder, never into the corpus; `python -m tests.fuzz.minimize KIND`
picks from there what is worth keeping.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["game"]):
    from tests.fuzz.targets import CORPUS, TARGETS, found_so_far, kitchen, seeds

WORDS = [
    "scene", "script", "choose", "hub", "then", "else", "if", "match", "set", "goto", "call", "return", "end", "sequence",
    "cycle", "shuffle", "once", "chance", "odds", "about", "surface", "recover", "note", "page", "todo", "label", "tags",
    "variables", "define", "phrases", "memories", "endings", "leads", "cast", "story", "chapter", "lead", "was", "do", "say",
    "locked", "leave", "from", "limit", "offer", "in", "priority", "owner", "both", "provenance", "surfaced", "recovered",
    "details", "attend", "visits(", "chose(", "count(", "turns_since(", "detail(", "finished(", "and", "or", "not", "true",
    "set of ", "0..6", "---", "...", ": ", "- ", "{if ", "{match ", "{~", "{&", "{!", " | ", "|2", "<<", "&a", "*a", "!t",
    "start", "name", "id", "title", "hall", "done", "ann", "path", "seed", "anchor", "stack", "values", "format", "branches",
]  # fmt: skip


def main(arguments: list[str]) -> None:
    """Fuzz one kind of input."""
    kind = arguments.pop(0) if arguments and arguments[0] in TARGETS else "story"
    target = TARGETS[kind]
    kitchen()
    folder = found_so_far(kind)
    for number, seed in enumerate(seeds(kind)):
        (folder / f"seed-{number}").write_bytes(seed)
    words = folder.with_suffix(".words")
    words.write_text("".join(f'"{word}"\n' for word in WORDS), encoding="ascii")
    one_input = any(not each.startswith("-") for each in arguments)
    corpora = [] if one_input else [str(folder), str(CORPUS / kind)]
    limits = [f"-dict={words}", "-timeout=10", "-rss_limit_mb=2048", "-max_len=6000"]

    def run(data: bytes) -> None:
        target(data)

    atheris.Setup([sys.argv[0], *limits, *arguments, *corpora], run)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
