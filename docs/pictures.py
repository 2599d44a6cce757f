"""Makes the pictures of the README, docs/pictures/*.svg, from the program itself: python docs/pictures.py.

Needs nothing but the program. The pictures name only fonts that the viewer's own machine has.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from game.shell.app.main import CitadelApp  # noqa: E402
from game.shell.app.transcript_view import TranscriptView  # noqa: E402
from game.shell.games import open_story  # noqa: E402
from game.shell.options import Options  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
FONTS = "Menlo, Consolas, 'DejaVu Sans Mono', monospace"

Shot = tuple[str, str, str | None, tuple[int, int], tuple[str, ...]]
"""A picture's name, theme, lead (None for the title), columns and rows, and the keys before it."""

TO_A_TREE = (
    *("more", "1") * 6, "more", "u", "2", "more", "1", "more", "u", "u", "3", "more", "1", "more", "t",
    "up", "up", "e", *"she", "space", *"signed", "enter", "up", "down",
)  # fmt: skip
"""Three answers to one question, and where each led."""

SHOTS: tuple[Shot, ...] = (
    ("title", "night", None, (80, 24), ()),
    ("mason", "night", "mason", (112, 34), ("1", "1", "more", "1", "more", "down")),
    ("nadia", "paper", "nadia", (80, 24), ("1", "more", "2", "more")),
    ("tree", "night", "mason", (80, 24), TO_A_TREE),
    ("replay", "night", "mason", (80, 24), ("1", "1", "more", "1", "r", "space", "right", "right")),
)


async def take(name: str, theme: str, lead: str | None, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    """Play to a place and draw the screen. "more" reads on to the end of the page."""
    with tempfile.TemporaryDirectory() as folder:
        app = CitadelApp(open_story(None), Options(mode="app", saves=Path(folder), lead=lead, seed=7))
        async with app.run_test(size=size) as pilot:
            app.theme = theme
            await pilot.pause()
            for key in keys:
                if key == "more":
                    while app.screen.query_one(TranscriptView).more:
                        await pilot.press("space")
                        await pilot.pause()
                    continue
                await pilot.press(key)
                await pilot.pause()
            drawn = app.export_screenshot(title=app.program.title)
        app.keeper.flush()
    drawn = re.sub(r"@font-face \{.*?\}", "", drawn, flags=re.DOTALL)
    drawn = re.sub(r"font-family: (?:Fira Code, monospace|arial)", f"font-family: {FONTS}", drawn)
    (PICTURES / f"{name}.svg").write_text("\n".join(line.rstrip() for line in drawn.split("\n")), encoding="utf-8")


def main() -> None:
    """Take them all."""
    TranscriptView.grace = 0.0
    PICTURES.mkdir(parents=True, exist_ok=True)
    for shot in SHOTS:
        asyncio.run(take(*shot))


if __name__ == "__main__":
    main()
