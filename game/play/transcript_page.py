"""A game as a page for a browser: one file of HTML that asks nothing of the network, and prints well."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from game.play.page import Line
from game.play.session import Session
from game.play.transcript import Chosen, decided, entries, pieces, played_as

_STYLE = """\
:root { color-scheme: light dark; --text: #222; --quiet: #666; --paper: #faf8f3; --choice: #7a3b12; }
@media (prefers-color-scheme: dark) { :root { --text: #ddd8cc; --quiet: #9a958a; --paper: #16181b; --choice: #e0a870; } }
body { background: var(--paper); color: var(--text); font: 1.1rem/1.55 Georgia, "Iowan Old Style", serif;
  max-width: 36rem; margin: 3rem auto; padding: 0 1.2rem; }
h1 { font-weight: normal; margin-bottom: 0; }
h2 { font-size: 1rem; font-weight: normal; font-variant: small-caps; letter-spacing: .04em; color: var(--quiet);
  margin: 2.4rem 0 1rem; }
p { margin: .8rem 0; text-wrap: pretty; overflow-wrap: break-word; }
.lead, .manner, .fate { color: var(--quiet); }
.name { font-variant: small-caps; }
.choice { color: var(--choice); margin-left: 1.4rem; }
.memory { font-style: italic; border-left: 2px solid var(--quiet); padding-left: 1rem; }
.ending { text-align: center; margin-top: 3rem; }
@media print { body { margin: 0 auto; font-size: 11pt; } }
"""


def as_html(session: Session) -> str:
    """The whole game as a page of HTML5: every word of the story's is escaped, and nothing in it is run or fetched."""
    program = session.program
    lead = next((each.name for each in program.leads if each.id == session.setup.lead), session.setup.lead)
    body = "\n".join(part for entry in entries(session) for part in _told(entry))
    return (
        f'<!doctype html>\n<html lang="{escape(program.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(program.title)}: {escape(lead)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f'<h1>{escape(program.title)}</h1>\n<p class="lead">{escape(played_as(session))}</p>\n{body}\n{_end(session)}</body>\n</html>\n'
    )


def _end(session: Session) -> str:
    page = session.page
    if page.ending:
        about = f"<p>{escape(page.ending.about)}</p>\n" if page.ending.about else ""
        return f'<div class="ending">\n<h2>{escape(page.ending.title or page.ending.id)}</h2>\n{about}</div>\n'
    return f'<p class="fate">{escape(page.trouble)}</p>\n' if page.trouble else ""


def _told(entry: Line | Chosen) -> Iterator[str]:
    match entry:
        case Line(kind="page"):
            return
        case Line(kind="place"):
            yield f"<h2>{_marked(entry)}</h2>"
        case Line(kind="speech") if entry.name:
            manner = f' <span class="manner">({escape(entry.manner)})</span>' if entry.manner else ""
            yield f'<p><span class="name">{escape(entry.name)}</span>{manner}: {_marked(entry)}</p>'
        case Line(kind="surfaced" | "recovered"):
            title = f"<b>{escape(entry.name)}.</b> " if entry.name else ""
            yield f'<p class="memory">{title}{_marked(entry)}</p>'
        case Line(kind="note"):
            yield f'<p><span class="manner">Noted:</span> {_marked(entry)}</p>'
        case Line():
            yield f"<p>{_marked(entry)}</p>"
        case Chosen(move=move) if move.kind == "fate":
            if move.label:
                yield f'<p class="fate">({escape(move.label)})</p>'
        case Chosen(move=move):
            yield f'<p class="choice">{escape(decided(move) or move.id)}</p>'


def _marked(line: Line) -> str:
    """A line's words with their emphasis."""
    tags = {"strong": "strong", "emphasis": "em"}
    return "".join(
        escape(text) if style is None else f"<{tags[style]}>{escape(text)}</{tags[style]}>" for text, style in pieces(line)
    )
