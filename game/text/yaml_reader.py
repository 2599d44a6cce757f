"""The one module that reads YAML: a file's text becomes positioned nodes, and YAML's complaints become diagnostics.

YAML comes as a stream of libyaml's events (or those of PyYAML's own parser, many times slower, where libyaml is
missing): nothing is resolved, an anchor is seen before anything could be expanded, and depth is counted as it grows.
"""

from __future__ import annotations

import gc
from typing import Any

import yaml
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from game.text import traps
from game.text.characters import replace_refused
from game.text.chunks import erase_entry, split_documents
from game.text.diagnostic import Diagnostic
from game.text.nodes import YamlNode
from game.text.source import Source
from game.text.tree import Mark, TreeBuilder


class PlainParser(Reader, Scanner, Parser):
    """PyYAML's own parser, made as libyaml's is."""

    def __init__(self, stream: str) -> None:
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        Parser.__init__(self)


EventParser: type[PlainParser | CParser]
try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML was built without libyaml
    EventParser = PlainParser
else:
    EventParser = CParser


DEEPEST = 60
"""Collections within collections: deeper than any story, shallow enough for whoever reads the nodes by recursion."""

MOST_READINGS = 60
"""How often a document is read, each time without the entry that could not be read, to find the mistakes after it."""

MOST_REREAD = 4_000_000
"""How many characters that may come to, beyond three readings."""


def read_documents(source: Source) -> tuple[list[YamlNode], list[Diagnostic]]:
    """The documents of a file in order, without the empty ones; and every mistake of YAML in it, in file order.

    Never raises, whatever the text. A document that YAML could not read is read as far as can be and its root is
    `broken`; one of which nothing could be read is left out. The time is linear in the text.
    """
    text, found = replace_refused(source)
    documents: list[YamlNode] = []
    collecting = gc.isenabled()
    gc.disable()  # many small objects and no garbage: the collector would walk them all again and again
    try:
        for chunk, lines_before in split_documents(text, source, found):
            root = _read_document(chunk, lines_before, source, found)
            if root is not None:
                documents.append(root)
    finally:
        if collecting:
            gc.enable()
    return documents, sorted(found, key=lambda each: each.span)


def _read_document(chunk: str, lines_before: int, source: Source, found: list[Diagnostic]) -> YamlNode | None:
    """The root of one document. After a failure it is read again without the entry in which YAML broke off."""
    local: dict[Diagnostic, None] = {}  # a set in order: what an earlier reading found is found again
    trusted = True  # whether a further failure is a mistake of its own, and not the echo of one before
    failed, erased_to = False, 0
    for _ in range(max(3, min(MOST_READINGS, MOST_REREAD // len(chunk)))):
        builder = TreeBuilder(chunk, lines_before, source)
        failure = _build(builder, chunk)
        if failure is None:
            local.update(dict.fromkeys(builder.found))
            break
        failed = True
        mistake = traps.explain_failure(failure, source)
        # What was found from there on is an echo of the failure, or will be found again.
        local.update(dict.fromkeys(each for each in builder.found if each.span.line < mistake.span.line))
        if trusted and mistake.span.line > erased_to:
            local[mistake] = None
        trusted = trusted and mistake.code in traps.CONFINED
        # A collection in brackets goes as a whole: one of its lines alone would leave it open.
        line = min(mistake.span.line, failure.flow_line or mistake.span.line) - lines_before
        chunk, erased = erase_entry(chunk, line)
        if not erased:
            break
        erased_to = max(erased_to, lines_before + erased)
    found += local
    if builder.root is not None and failed:
        builder.root.broken = True
    return builder.root


def _build(builder: TreeBuilder, chunk: str) -> traps.Failure | None:
    """Feed a document's events to the builder. Where YAML breaks off it keeps what came before; the failure is returned."""
    failure: traps.Failure
    try:
        next_event = EventParser(chunk).get_event
        while True:
            event: Any = next_event()  # a union in PyYAML's types, with marks that may be None, as these never are
            kind = type(event)
            if kind is yaml.ScalarEvent:
                builder.add_scalar(event)
            elif kind is yaml.SequenceEndEvent or kind is yaml.MappingEndEvent:
                builder.close(event.end_mark)
            elif kind is yaml.SequenceStartEvent or kind is yaml.MappingStartEvent:
                if builder.depth == DEEPEST:
                    failure = _failure(builder, traps.TOO_DEEP, "", event.start_mark, None)
                    break
                (builder.open_mapping if kind is yaml.MappingStartEvent else builder.open_sequence)(event)
            elif kind is yaml.AliasEvent:
                builder.add_alias(event)
            elif kind is yaml.StreamEndEvent:
                return None
    except yaml.MarkedYAMLError as error:
        failure = _failure(builder, error.problem, error.context, error.problem_mark, error.context_mark)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        failure = _failure(builder, str(error), "", None, None)
    builder.close_all()
    return failure


def _failure(
    builder: TreeBuilder, problem: str | None, context: str | None, mark: Mark | None, context_mark: Mark | None
) -> traps.Failure:
    """YAML's complaint with the file's own lines and columns."""
    line, column = (mark.line, mark.column) if mark else (0, 0)
    context_line, context_column = (context_mark.line, context_mark.column) if context_mark else (line, column)
    return traps.Failure(
        problem=problem or "",
        context=context or "",
        line=line + builder.first_line,
        column=column + 1,
        context_line=context_line + builder.first_line,
        context_column=context_column + 1,
        flow_line=builder.flow_line,
        before=builder.before,
    )
