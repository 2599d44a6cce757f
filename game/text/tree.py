"""Nodes out of YAML's events, one document at a time, with what YAML accepts and a story does not."""

from __future__ import annotations

import re
from typing import Protocol

from game.text import silent_losses
from game.text.catalogue import diagnostic
from game.text.characters import replace_escaped
from game.text.diagnostic import Diagnostic
from game.text.nodes import Mapping, Scalar, Sequence, Style, YamlNode
from game.text.source import Source, Span


class Mark(Protocol):
    """A place in YAML's text: line and column from 0."""

    line: int
    column: int


class Event(Protocol):
    """What all of YAML's events of a node share."""

    start_mark: Mark
    end_mark: Mark
    anchor: str | None


class NodeEvent(Event, Protocol):
    """The beginning of a collection, or a scalar, with a tag if it has one."""

    tag: str | None
    flow_style: bool | None


class ScalarEvent(NodeEvent, Protocol):
    """A scalar; the style of a plain one is None or empty."""

    value: str
    style: Style | None


_SPACED_HASH = re.compile(r"[ \t]#")
_SPACED_QUESTION = re.compile(r"(?:^|[\s\[{,])\?(?=\s)", re.MULTILINE)
_PROPERTY = re.compile(r"\S+")


class _Open:
    """A collection whose end has not come yet."""

    __slots__ = ("drops_value", "entries", "items", "key", "node", "repeats", "seen")

    def __init__(self, node: Mapping | Sequence) -> None:
        self.node = node
        self.items = node.items if isinstance(node, Sequence) else None
        self.entries = node.entries if isinstance(node, Mapping) else []
        self.key: Scalar | None = None
        """In a mapping: the key whose value has not come yet."""
        self.drops_value = False
        """Whether that key is none, so that its value goes with it."""
        self.repeats: Span | None = None
        """Where that key stood before."""
        self.seen: dict[str, Span] = {}


class TreeBuilder:
    """One document in the making. What is wrong in it without breaking YAML goes into `found`."""

    def __init__(self, chunk: str, lines_before: int, source: Source) -> None:
        self.source = source
        self.found: list[Diagnostic] = []
        self.root: YamlNode | None = None
        self.before: YamlNode | None = None
        """The node that was completed last."""
        self.first_line = lines_before + 1
        self._stack: list[_Open] = []
        self._hash_lines = _lines_with(_SPACED_HASH, chunk, self.first_line)
        self._question_lines = _lines_with(_SPACED_QUESTION, chunk, self.first_line)

    @property
    def depth(self) -> int:
        """How many collections are open."""
        return len(self._stack)

    @property
    def flow_line(self) -> int:
        """The line of the outermost open `[` or `{`; 0 outside."""
        return next((each.node.span.line for each in self._stack if each.node.flow), 0)

    def add_scalar(self, event: ScalarEvent) -> None:
        """A text."""
        start, end, value = event.start_mark, event.end_mark, event.value
        span = self._span(start, end)
        line, last_line = span.line, span.end_line
        style = event.style or ""
        node = Scalar(value=value, span=span, source=self.source, style=style)
        if style == "":
            if last_line in self._hash_lines:
                node.comment = silent_losses.comment_after(span, self.source)
            if line != last_line:
                self._report(silent_losses.swallowed_line(span, self.source), node)
        elif style == '"':
            self._report(silent_losses.silent_escape(node), node)
            node.value, mistake = replace_escaped(value, span)
            self._report(mistake, node)
        elif style != "'":
            _measure_block(node, last_line)
        if event.anchor is not None or event.tag is not None:
            self._refuse_property(event, node)
        self._add(node)

    def add_alias(self, event: Event) -> None:
        """A `*name`, which a story may not have."""
        span = self._span(event.start_mark, event.end_mark)
        node = Scalar(value="", span=span, source=self.source, broken=True)
        under_merge = self._stack and self._stack[-1].key is not None and self._stack[-1].key.value == "<<"
        if not under_merge:
            self.found.append(diagnostic("Y013", span, what="an alias", words=f"*{event.anchor}"))
        self._add(node)

    def open_sequence(self, event: NodeEvent) -> None:
        """A `[`, or the first `-` of a list."""
        span = self._span(event.start_mark, event.end_mark)
        self._open(event, Sequence(items=[], span=span, source=self.source, flow=bool(event.flow_style)))

    def open_mapping(self, event: NodeEvent) -> None:
        """A `{`, or the first key of a mapping."""
        span = self._span(event.start_mark, event.end_mark)
        self._open(event, Mapping(entries=[], span=span, source=self.source, flow=bool(event.flow_style)))

    def _open(self, event: NodeEvent, node: Mapping | Sequence) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_property(event, node)
        self._stack.append(_Open(node))

    def close(self, end: Mark | None) -> None:
        """The end of the innermost collection: where its bracket stands, or else (and without a mark) its last part."""
        node = self._stack.pop().node
        span = node.span
        if node.flow and end is not None:
            last_line, column = self._place(end)
            node.span = Span(span.file, span.line, span.column, last_line, column)
        elif self.before is not None and self.before.span.end_line >= span.line:
            last = self.before.span
            node.span = Span(span.file, span.line, span.column, last.end_line, last.end_column)
        self._add(node)

    def close_all(self) -> None:
        """The end of everything, when YAML has broken off."""
        while self._stack:
            self.close(None)

    def _add(self, node: YamlNode) -> None:
        self.before = node
        if not self._stack:
            self.root = node
            return
        parent = self._stack[-1]
        if parent.items is not None:
            parent.items.append(node)
        elif parent.key is None:
            self._take_key(parent, node)
        else:
            self._take_value(parent, parent.key, node)

    def _take_key(self, parent: _Open, node: YamlNode) -> None:
        parent.drops_value = True
        mistake: Diagnostic | None = None
        if node.span.line in self._question_lines:
            mistake = silent_losses.explicit_key(node.span, self.source)
        if mistake is None:
            mistake = self._key_mistake(parent, node)
        self._report(mistake, parent.node)
        if isinstance(node, Scalar):
            parent.key = node
        else:
            parent.key = Scalar(value="", span=node.span, source=self.source, broken=True)

    def _key_mistake(self, parent: _Open, node: YamlNode) -> Diagnostic | None:
        """What is wrong with a key; if nothing is, its value will be kept."""
        match node:
            case Scalar(value="", broken=True) | Mapping(broken=True) | Sequence(broken=True):
                parent.node.broken = True  # reported already
                return None
            case Scalar(value="<<", style=""):
                return diagnostic("Y015", node.span)
            case Scalar(value="", style=""):
                return diagnostic("Y012", node.span, what="nothing")
            case Scalar(value=value):
                first = parent.seen.setdefault(value, node.span)
                parent.repeats = None if first is node.span else first
                parent.drops_value = False
                return None
            case Mapping():
                return diagnostic("Y012", node.span, what="a mapping")
            case Sequence():
                return diagnostic("Y012", node.span, what="a list")

    def _take_value(self, parent: _Open, key: Scalar, value: YamlNode) -> None:
        parent.key = None
        if parent.drops_value:
            return
        if parent.node.flow and isinstance(value, Scalar) and value.value == "" and value.style == "":
            mistake = silent_losses.stray_key(key, first=not parent.entries)
            if mistake is not None:
                if not parent.node.broken:  # two commas of one text make two stray keys
                    self._report(mistake, parent.node)
                return
        if first := parent.repeats:  # nothing is missing, so the mapping is not broken: the first of the two stands
            words = silent_losses.shortened(key.value)
            self.found.append(diagnostic("Y011", key.span, key=words, line=first.line, column=first.column))
            return
        parent.entries.append((key, value))

    def _refuse_property(self, event: NodeEvent, node: YamlNode) -> None:
        """Report an anchor or a tag, which stands before its node."""
        start = event.start_mark
        text = self.source.lines[start.line + self.first_line - 1]
        typed = _PROPERTY.match(text, start.column)
        words = typed.group() if typed else ""
        line, column = start.line + self.first_line, start.column + 1
        span = self.source.span(line, column, line, column + len(words))
        if event.anchor is not None:
            self._report(diagnostic("Y013", span, what="an anchor", words=words), node)
        else:
            self._report(diagnostic("Y014", span, words=words), node)

    def _report(self, mistake: Diagnostic | None, node: YamlNode) -> None:
        if mistake is not None:
            self.found.append(mistake)
            node.broken = True

    def _span(self, start: Mark, end: Mark) -> Span:
        return Span(self.source.name, *self._place(start), *self._place(end))

    def _place(self, mark: Mark) -> tuple[int, int]:
        """A mark's line and column. What the file's last line leaves open, the parser ends on a line that is not there."""
        lines = self.source.lines
        line = mark.line + self.first_line
        return (line, mark.column + 1) if line <= len(lines) else (len(lines), len(lines[-1]) + 1)


def _lines_with(pattern: re.Pattern[str], chunk: str, line: int) -> set[int]:
    """The lines, the chunk's first being `line`, in which the pattern is found."""
    lines: set[int] = set()
    at = 0
    for found in pattern.finditer(chunk):
        line += chunk.count("\n", at, found.end())
        at = found.end()
        lines.add(line)
    return lines


def _measure_block(node: Scalar, last_line: int) -> None:
    """Set a block's indent and where its last words end; YAML's own mark may stand after blank lines and comments."""
    lines, span = node.source.lines, node.span
    first = next((number for number in range(span.line, last_line) if lines[number].strip(" ")), None)
    if first is None or not node.value.strip(" \n"):
        node.span = Span(span.file, span.line, span.column, span.line, len(lines[span.line - 1]) + 1)
        return
    words_at = next(at for at, letter in enumerate(node.value) if letter not in " \n")
    extra = words_at - node.value.rfind("\n", 0, words_at) - 1  # spaces of the text's own, after `|2`
    node.indent = len(lines[first]) - len(lines[first].lstrip(" ")) - extra
    last = last_line - 1
    while not lines[last].strip() or len(lines[last]) - len(lines[last].lstrip(" ")) < node.indent:
        last -= 1
    node.span = Span(span.file, span.line, span.column, last + 1, len(lines[last]) + 1)
