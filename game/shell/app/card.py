"""The title card: a story's name and its trace, on the screen before anything heavy is imported.

The trace is a line of sound drawn from the story's name: it speaks, falls silent, and speaks again. The title screen
draws the same card at the same place, so that the one becomes the other without a flicker.
"""

from __future__ import annotations

import os
import shutil
import sys
from zlib import crc32

LEVELS = " ▁▂▃▄▅▆▇█"
MEASURE = 68

NIGHT = ("\x1b[48;2;22;24;29m\x1b[38;2;223;217;203m", "\x1b[38;2;227;171;98m", "\x1b[38;2;149;147;141m")
PAPER = ("\x1b[48;2;248;244;234m\x1b[38;2;37;34;29m", "\x1b[38;2;120;60;0m", "\x1b[38;2;100;95;87m")
PLAIN = ("", "", "")


def trace(name: str, columns: int) -> tuple[str, str]:
    """Two rows of a sound drawn from a name, the upper over the lower: speech, a long silence, speech."""
    number = crc32(name.encode())
    upper, lower = [], []
    for column in range(columns):
        number = (number * 1103515245 + 12345) & 0x7FFFFFFF
        at = column / max(1, columns - 1)
        if 0.34 < at < 0.74:
            loud = 0.0
        else:
            edge = min(at, 0.34 - at) if at <= 0.34 else min(at - 0.74, 1.0 - at)
            loud = min(1.0, edge / 0.09)
        level = max(1, round(loud * (2 + (number >> 12) % 13)))
        lower.append(LEVELS[min(8, level)])
        upper.append(LEVELS[max(0, level - 8)])
    return "".join(upper), "".join(lower)


def spaced(title: str, columns: int) -> str:
    """A title in spaced capitals where there is room for them, in plain ones where there is not."""
    capitals = title.upper()
    wide = "   ".join(" ".join(word) for word in capitals.split())
    return wide if len(wide) <= columns else capitals[:columns]


def card_rows(title: str, width: int, height: int) -> tuple[int, int, list[tuple[str, str]]]:
    """The first row (from 0), the left column (from 0) and the rows of the card, each with its role."""
    measure = max(8, min(MEASURE, width - 2))
    left = max(0, (width - measure) // 2)
    upper, lower = trace(title, measure)
    rows = [(spaced(title, measure), "title")]
    if height >= 16:
        rows = [(upper, "key"), (lower, "key"), ("", ""), *rows]
    return (max(1, height // 5) if height >= 16 else 1), left, rows


def title_of(story: str | None) -> str:
    """What a story is called as far as its folder's name tells."""
    stem = os.path.basename(os.path.normpath(story)) if story else "eight_years_quiet"
    return " ".join(word.capitalize() for word in stem.removesuffix(".yaml").replace("-", "_").split("_") if word)


def card(title: str, theme: str, width: int, height: int, colours: bool) -> str:
    """The card as the terminal takes it: on the other screen, its cursor hidden."""
    ink, choice, _ = {"night": NIGHT, "paper": PAPER}.get(theme, PLAIN) if colours else PLAIN
    looks = {"title": f"{ink}\x1b[1m", "key": choice, "": ""}
    first, left, rows = card_rows(title, width, height)
    parts = ["\x1b[?1049h\x1b[?25l", ink, "\x1b[2J"]
    for number, (text, role) in enumerate(rows):
        parts.append(f"\x1b[{first + number + 1};{left + 1}H{looks[role]}{text}\x1b[0m{ink}")
    return "".join(parts)


_shown: set[str] = set()


def show_card(story: str | None) -> None:
    """Print the card of the story of that name, once, if there is a terminal to print it to."""
    if _shown or not sys.__stdout__ or not sys.__stdout__.isatty():
        return
    from game.shell.app.preferences import preferred_theme

    title, theme = title_of(story), preferred_theme()
    _shown.add(title)
    size = shutil.get_terminal_size()
    colours = "NO_COLOR" not in os.environ and os.environ.get("COLORTERM", "") in ("truecolor", "24bit")
    sys.__stdout__.write(card(title, theme, size.columns, size.lines, colours))
    sys.__stdout__.flush()


def clear_card() -> None:
    """Give the terminal's own screen back."""
    if sys.__stdout__ and sys.__stdout__.isatty():
        sys.__stdout__.write("\x1b[0m\x1b[?1049l\x1b[?25h")
        sys.__stdout__.flush()
