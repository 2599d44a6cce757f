"""Every key of the full-screen app, in one table. Bindings, footer, help, palette and rebinding read it.

An `id` is permanent, so that a reader may give it other keys. `where` names the screens it belongs to ("all" for every
one). `short` is what the footer shows, the first in the table that fit; "" keeps it out of the footer.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding, BindingType


class Key(NamedTuple):
    """One thing a key does."""

    id: str
    keys: tuple[str, ...]
    short: str
    description: str
    tooltip: str
    action: str
    where: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The first key as the reader knows it."""
        return shown_key(self.keys[0])

    @property
    def all_shown(self) -> str:
        """All its keys."""
        return "  ".join(shown_key(key) for key in self.keys)


NAMES = {
    "question_mark": "?", "escape": "esc", "pageup": "page up", "pagedown": "page down", "enter": "enter",
    "space": "space", "up": "↑", "down": "↓", "left": "←", "right": "→", "backspace": "backspace", "f1": "F1",
    "shift+tab": "shift+tab", "delete": "del",
}  # fmt: skip


def shown_key(key: str) -> str:
    """A key's name as it is printed: "?" for question_mark, "ctrl+s" as it is."""
    return NAMES.get(key, key)


READ, TITLE, LEADS, SAVES, OPPOSITE, REPLAY, PAGES, BOARD, TREE, COMPARE, DIALOG, ALL = (
    "reading", "title", "leads", "saves", "opposite", "replay", "pages", "board", "tree", "compare", "dialog", "all",
)  # fmt: skip
AUTHOR = "author"
"""Keys of the reading screen that whoever writes the story has besides."""

KEYS: tuple[Key, ...] = (
    Key("go_on", ("space",), "read on", "Read on", "It never chooses.", "go_on",
        (READ,)),
    Key("take", ("enter",), "", "Take the option pointed at", "With none pointed at, read on.", "take",
        (READ,)),
    Key("point_down", ("down", "tab"), "", "Point at the next option", "",
        "point(1)", (READ,)),
    Key("point_up", ("up", "shift+tab"), "", "Point at the option before", "",
        "point(-1)", (READ,)),
    Key("undo", ("u", "backspace", "ctrl+z"), "take back", "Take back one choice",
        "Again and again, to the start.", "undo", (READ, BOARD)),
    Key("save", ("s",), "save", "Save by name", "The game is kept after every choice anyway.",
        "save", (READ,)),
    Key("quick_save", ("ctrl+s",), "", "Quick save", "In the one place that each lead has for this.", "quick_save",
        (READ,)),
    Key("quick_load", ("ctrl+l",), "", "Quick load", "The lead’s quick save. The game you leave is kept.", "quick_load",
        (READ,)),
    Key("help", ("question_mark", "f1"), "help", "Help", "All the keys.", "help", (ALL,)),
    Key("back", ("q", "escape"), "title", "Back to the title", "Nothing is lost.",
        "back", (READ,)),
    Key("load", ("l",), "load", "Load a saved game", "The game you leave is kept.", "load", (READ, TITLE)),
    Key("tree", ("t",), "tree", "The tree of this game",
        "Every way it went: go to any page, name it, compare two ways.", "tree", (READ,)),
    Key("replay", ("r",), "replay", "Replay", "Watch this game again from its beginning.", "replay", (READ, TITLE)),
    Key("notes", ("n",), "notes", "Notes and memories", "What you wrote down, what came back to you, and what was told to whom.", "notes",
        (READ,)),
    Key("skip", ("x",), "", "Skip what you have read", "On to the first line that is new, or to the options. It never chooses.",
        "skip", (READ,)),
    Key("dim", ("d",), "", "Dim what you have read, or not", "What you read in another game, too.", "dim", (READ,)),
    Key("endings", ("e",), "", "Endings and memories", "Those you have come to in any game.", "endings", (READ, TITLE)),
    Key("memories", ("m",), "memories", "Look at your memories", "Looking is no move. Where the story opens the board, open it.",
        "memories", (READ,)),
    Key("more", ("n",), "more", "Read on in the memories laid open", "At the end, from the beginning.", "more", (BOARD,)),
    Key("why", ("w",), "", "Why is this option open?", "Or not: what it asks, what holds, and which choice made it so.", "why", (AUTHOR,)),
    Key("play_from", ("f",), "", "Play from…", "From a scene, a label or an option, as a player could stand there.", "play_from", (AUTHOR,)),
    Key("scroll_down", ("j",), "", "One line down", "", "scroll_line(1)", (READ, REPLAY, PAGES, COMPARE)),
    Key("scroll_up", ("k",), "", "One line up", "", "scroll_line(-1)", (READ, REPLAY, PAGES, COMPARE)),
    Key("page_down", ("pagedown",), "", "One screenful down", "", "scroll_screen(1)", (READ, REPLAY, PAGES, COMPARE)),
    Key("page_up", ("pageup", "b"), "", "One screenful up", "All that was read is there.", "scroll_screen(-1)",
        (READ, REPLAY, PAGES, COMPARE)),
    Key("home", ("home", "g"), "", "To the beginning", "", "scroll_ends(-1)", (READ, REPLAY, PAGES, COMPARE)),
    Key("end", ("end", "G"), "", "Back to where you were reading", "", "scroll_ends(1)", (READ, REPLAY, PAGES, COMPARE)),
    Key("pause", ("space",), "pause", "Stop or go on", "", "pause", (REPLAY,)),
    Key("step_on", ("right", "enter"), "step", "One page on", "", "turn(1)", (REPLAY,)),
    Key("step_back", ("left",), "", "One page back", "", "turn(-1)", (REPLAY,)),
    Key("faster", ("plus", "up"), "", "Faster", "", "pace(-1)", (REPLAY,)),
    Key("slower", ("minus", "down"), "", "Slower", "", "pace(1)", (REPLAY,)),
    Key("continue_here", ("c",), "play from here", "Play on from this page",
        "A new branch. The saved game stays as it is.", "continue_here", (REPLAY,)),
    Key("go_there", ("enter",), "go there", "Go to the page pointed at", "The way you leave stays in the tree. What is folded is opened.",
        "go_there", (TREE,)),
    Key("name_page", ("e",), "name", "Name the page", "A named page is never folded.", "name_page", (TREE,)),
    Key("mark", ("c",), "compare", "Compare two ways", "Once to mark a page, once more on another. Twice on one compares it with the way you are on.",
        "mark", (TREE,)),
    Key("fold", ("f", "space"), "fold", "Show all pages, or only where something happens", "", "fold", (TREE,)),
    Key("prune", ("d", "delete"), "delete", "Delete a page and all that came of it", "It can be brought back.", "prune", (TREE,)),
    Key("unprune", ("u", "ctrl+z"), "undelete", "Bring back what was deleted last", "As long as you play this game.", "unprune", (TREE,)),
    Key("with_first", ("1",), "take the first", "Go to the end of the first way", "The way you leave stays in the tree.",
        "go_on_with(0)", (COMPARE,)),
    Key("with_second", ("2",), "take the second", "Go to the end of the second way", "", "go_on_with(1)", (COMPARE,)),
    Key("sheet_down", ("down",), "", "One line down", "", "scroll_line(1)", (PAGES, COMPARE)),
    Key("sheet_up", ("up",), "", "One line up", "", "scroll_line(-1)", (PAGES, COMPARE)),
    Key("sheet_on", ("space",), "", "One screenful down", "", "scroll_screen(1)", (PAGES, COMPARE)),
    Key("next_turn", ("right",), "", "To the next choice of both ways", "", "turn(1)", (COMPARE,)),
    Key("turn_before", ("left",), "", "To the choice before", "", "turn(-1)", (COMPARE,)),
    Key("other_way", ("tab",), "other way", "From the one way to the other", "In a narrow terminal, where they stand one under the other.",
        "other_way", (COMPARE,)),
    Key("rename", ("e",), "rename", "Rename the saved game", "", "rename", (SAVES,)),
    Key("delete", ("d", "delete"), "delete", "Delete the saved game", "It can be brought back.", "delete", (SAVES,)),
    Key("undelete", ("u", "ctrl+z"), "", "Bring back what was deleted last", "Again and again.", "undelete", (SAVES,)),
    Key("export", ("x",), "", "Export the saved game", "Into one file to give away, without names and times.", "export",
        (SAVES,)),
    Key("import", ("i",), "import", "Import a game or a code", "A file, or a code that was pasted.", "import_game",
        (SAVES, OPPOSITE)),
    Key("new_game", ("n",), "", "New game", "", "new_game", (TITLE,)),
    Key("theme", ("T",), "", "Light or dark", "There are more themes in the palette, ctrl+p.", "toggle_theme", (ALL,)),
    Key("leave", ("q", "escape"), "back", "Back", "", "leave", (LEADS, SAVES, OPPOSITE, REPLAY, PAGES, BOARD, TREE, COMPARE)),
    Key("never_mind", ("escape", "ctrl+q"), "back", "Back", "", "leave", (DIALOG,)),
    Key("quit", ("q", "ctrl+q"), "quit", "Quit", "It never asks, and nothing is lost.", "quit", (TITLE,)),
)  # fmt: skip


def keys_of(screen: str) -> tuple[Key, ...]:
    """The keys that work on that screen, in the order of the table."""
    return tuple(key for key in KEYS if screen in key.where or (ALL in key.where and screen not in (DIALOG, AUTHOR)))


def bindings_of(screen: str) -> list[BindingType]:
    """The same for Textual. The id of a key's first binding is its own, so that rebinding replaces all of them."""
    return [
        Binding(",".join(key.keys), key.action, key.description, tooltip=key.tooltip, id=key.id, show=bool(key.short))
        for key in keys_of(screen)
    ]
