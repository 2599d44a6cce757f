"""A game as it reads: page after page, and between two pages what was decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from game.play.page import Line, Move, Page, Style
from game.play.session import Session


class Chosen(Struct, frozen=True):
    """What was decided between two pages, by the player or by fate: the move, and its number in the path, from 0."""

    move: Move
    number: int


def entries(session: Session, first: int = 0) -> Iterator[Line | Chosen]:
    """All that is read from page `first` (the page after that many moves) to the present one.

    A "place" line equal to the last one shown is dropped, one shown before `first` included. Costs a page for each
    page told, and with `first` the few before it back to the last place. Never raises for 0 <= first <= len(path).
    """
    place = _last_place(session, first)
    for number in range(first, len(session.path) + 1):
        page = session.page_at(number)
        for line in page.lines:
            if line.kind == "place":
                if line.text == place:
                    continue
                place = line.text
            yield line
        if number < len(session.path):
            yield Chosen(move_named(page, session.path[number]), number)


def move_named(page: Page, move_id: str) -> Move:
    """The page's move of that id; one without words if the page does not list it."""
    return next((move for move in page.moves if move.id == move_id), Move(id=move_id))


def pieces(line: Line) -> Iterator[tuple[str, Style | None]]:
    """A line's text from the left, in pieces, each with its emphasis. Of overlapping ones that which begins first is kept."""
    at = 0
    for styled in sorted(line.styles, key=lambda each: each.start):
        start, end = max(styled.start, at), min(styled.end, len(line.text))
        if start < end:
            yield line.text[at:start], None
            yield line.text[start:end], styled.style
            at = end
    yield line.text[at:], None


def spoken(line: Line) -> str:
    """A line as one text: speech behind its speaker (`Orlick (to the kettle): It whistles twice.`), a memory's own text

    behind its title, a note behind `Noted:`.
    """
    match line.kind:
        case "speech" if line.name:
            return f"{_speaker(line)}: {line.text}"
        case "surfaced" | "recovered" if line.name:
            return f"{line.name}. {line.text}"
        case "note":
            return f"Noted: {line.text}"
        case _:
            return line.text


def decided(move: Move) -> str:
    """A move as the player reads it, in quotation marks where it is said; "" for fate's without words.

    An answer reads as the first form that is accepted, not as it was typed, and as an ellipsis where none was.
    """
    if move.kind == "answer":
        return move.label or "…"
    return f"“{move.label}”" if move.kind == "say" else move.label


def as_text(session: Session, first: int = 0) -> str:
    """The game as plain text, a blank line between paragraphs; what was decided stands after `> `."""
    return "\n\n".join(paragraphs(entries(session, first), session.page)) + "\n"


def paragraphs(told: Iterable[Line | Chosen], last: Page) -> list[str]:
    """Entries as paragraphs of plain text, and the ending of the last page; what was decided stands after `> `."""
    parts: list[str] = []
    for entry in told:
        match entry:
            case Line(kind="page"):
                continue
            case Line():
                parts.append(spoken(entry))
            case Chosen(move=move) if move.kind == "fate":
                if move.label:
                    parts.append(f"> (fate: {move.label})")
            case Chosen(move=move):
                parts.append(f"> {decided(move)}")
    if ending := last.ending:
        parts += [words for words in (ending.title, ending.about) if words]
    return parts


def played_as(session: Session) -> str:
    """The lead's name, and whom the game is played opposite."""
    setup = session.setup
    lead = next((lead.name for lead in session.program.leads if lead.id == setup.lead), setup.lead)
    if not setup.ghost and not setup.before:
        return lead
    from game.play.opposite import begun_with

    return ", ".join(part for part in (lead, begun_with(session.program, setup)) if part)


def as_markdown(session: Session) -> str:
    """The whole game as Markdown that reads well as plain text too.

    The story's title is a heading; a place is a smaller one; what the player did is a quotation in bold; a memory's
    text is in italics under its title; fate's picks are told where their author gave them words.
    """
    program = session.program
    parts = [f"# {_escaped(program.title)}", f"*{_escaped(played_as(session))}*"]
    for entry in entries(session):
        match entry:
            case Line(kind="page"):
                continue
            case Line(kind="place"):
                parts.append(f"### {_marked(entry)}")
            case Line(kind="speech"):
                parts.append(f"**{_escaped(_speaker(entry))}:** {_marked(entry)}" if entry.name else _marked(entry))
            case Line(kind="surfaced" | "recovered"):
                title = f"**{_escaped(entry.name)}.** " if entry.name else ""
                parts.append(title + "*" + _escaped(entry.text) + "*")
            case Line(kind="note"):
                parts.append(f"*Noted:* {_marked(entry)}")
            case Line():
                parts.append(_guarded(_marked(entry)))
            case Chosen(move=move) if move.kind == "fate":
                if move.label:
                    parts.append(f"> (fate: {_escaped(move.label)})")
            case Chosen(move=move):
                parts.append(f"> **{_escaped(decided(move) or move.id)}**")
    page = session.page
    if page.ending:
        parts.append(f"## {_escaped(page.ending.title or page.ending.id)}")
        if page.ending.about:
            parts.append(_guarded(_escaped(page.ending.about)))
    if page.trouble:
        parts.append(f"*{_escaped(page.trouble)}*")
    return "\n\n".join(part for part in parts if part) + "\n"


def _last_place(session: Session, before: int) -> str:
    """The text of the last place line shown before that page, or ""."""
    for number in range(before - 1, -1, -1):
        for line in reversed(session.page_at(number).lines):
            if line.kind == "place":
                return line.text
    return ""


def _speaker(line: Line) -> str:
    return f"{line.name} ({line.manner})" if line.manner else line.name


# A sign that Markdown would read as its own anywhere in a line.
_SIGNS = re.compile(r"([\\`*_\[\]<>#|~&])")
# What would open a list or a rule at the head of a paragraph.
_HEADS = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")


def _escaped(text: str) -> str:
    """A text whose every sign is itself in Markdown, on one line."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


def _guarded(text: str) -> str:
    """A paragraph that Markdown takes for nothing else."""
    head = _HEADS.match(text)
    if head is None:
        return text
    sign = head.group(2)
    if sign.isdigit():
        return f"{sign}\\{text[head.end() :]}"
    return f"\\{text}"


def _marked(line: Line) -> str:
    """A line's words with their emphasis in Markdown's signs."""
    signs = {"strong": "**", "emphasis": "*"}
    parts = [
        signs[style] + _escaped(text) + signs[style] if style is not None else _kept(text) for text, style in pieces(line)
    ]
    return "".join(parts).strip()


def _kept(text: str) -> str:
    """A text whose signs are escaped and whose spaces at both ends stay."""
    return _SIGNS.sub(r"\\\1", re.sub(r"\s+", " ", text))
