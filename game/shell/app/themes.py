"""The colours of the page: four themes made for long reading, and what each role of the text looks like in them.

`night` and `paper` are the two that `T` goes between, `contrast` is for tired or weak eyes, `terminal` takes the
terminal's own colours and says everything by weight and slant (it is the one for NO_COLOR). Prose stands at 7:1 or more
against its paper and all other text at 4.5:1 or more (WCAG 2.2, 1.4.3 and 1.4.6); a test measures it.
"""

from __future__ import annotations

from msgspec import Struct
from rich.style import Style
from textual.theme import Theme


class Palette(Struct, frozen=True):
    """A theme's colours, as #rrggbb. `past` is prose already read; `raised` the paper under what is pointed at."""

    name: str
    title: str
    dark: bool
    paper: str
    raised: str
    ink: str
    past: str
    quiet: str
    choice: str
    speaker: str
    memory: str
    place: str
    note: str
    trouble: str
    marked: str
    """The paper under selected text."""


PALETTES = {
    palette.name: palette
    for palette in (
        Palette(
            "night", "Night train", True, paper="#16181d", raised="#23262e", ink="#dfd9cb", past="#9b968b",
            quiet="#95938d", choice="#e3ab62", speaker="#8fbecb", memory="#c3aee0", place="#cbb98a", note="#a9bd95",
            trouble="#f0958a", marked="#3d4658",
        ),
        Palette(
            "paper", "Day paper", False, paper="#f8f4ea", raised="#efe9dc", ink="#25221d", past="#68625a",
            quiet="#645f57", choice="#783c00", speaker="#1b4f60", memory="#553980", place="#5f4908", note="#37531f",
            trouble="#8f1f12", marked="#cfdbe6",
        ),
        Palette(
            "contrast", "High contrast", True, paper="#000000", raised="#1f3a6b", ink="#ffffff", past="#e0e0e0",
            quiet="#d0d0d0", choice="#ffd75f", speaker="#87e5ff", memory="#e9c4ff", place="#ffe9a8", note="#b9f0a0",
            trouble="#ffaaa0", marked="#5a3a00",
        ),
    )
}  # fmt: skip

TERMINAL = "terminal"
"""The theme without colours of its own."""

OTHER = {"night": "paper", "paper": "night", "contrast": "paper", TERMINAL: "night"}
"""What the key for light and dark goes to."""

PROSE = ("prose", "speech", "emphasis", "strong", "memory", "chosen", "option", "ending")
"""The roles of text that is read at length, at 7:1."""


def role_styles(palette: Palette) -> dict[str, Style]:
    """How each role looks on that paper. Every role has a style; "" is empty paper."""
    p = palette
    looks = {
        "": p.ink, "prose": p.ink, "speech": p.ink, "emphasis": "italic", "strong": "bold",
        "name": f"bold {p.speaker}", "manner": f"italic {p.quiet}",
        "chosen": p.choice, "chosen_mark": f"bold {p.choice}",
        "place": f"bold {p.place}", "time": p.place, "memory": p.memory, "memory_title": f"bold italic {p.memory}",
        "memory_mark": p.memory, "note": f"italic {p.note}", "note_mark": f"bold {p.note}", "ending": p.ink,
        "ending_title": f"bold {p.choice}", "trouble": p.trouble, "number": f"bold {p.choice}", "option": p.ink,
        "option_mark": f"bold {p.choice}", "locked": p.quiet, "reason": f"italic {p.quiet}", "taken": p.choice,
        "hint": p.quiet, "quiet": p.quiet, "title": f"bold {p.ink}", "key": p.choice, "warning": p.trouble,
    }  # fmt: skip
    paper = Style(bgcolor=p.paper)
    styles = {role: paper + Style.parse(look) for role, look in looks.items()}
    for added in ("emphasis", "strong"):
        styles[added] = Style.parse(looks[added])
    styles["pointed"] = Style(bgcolor=p.raised)
    styles["selected"] = Style(color=p.ink, bgcolor=p.marked)
    styles["past"] = Style(color=p.past)
    return styles


def terminal_styles() -> dict[str, Style]:
    """How each role looks in the terminal's own colours: by weight, slant and underline alone."""
    looks = {
        "": "", "prose": "", "speech": "", "emphasis": "italic", "strong": "bold", "name": "bold", "manner": "italic",
        "chosen": "bold", "chosen_mark": "bold", "place": "underline", "time": "", "memory": "italic",
        "memory_title": "bold italic", "memory_mark": "bold", "note": "italic", "note_mark": "bold", "ending": "",
        "ending_title": "bold", "trouble": "bold", "number": "bold", "option": "", "option_mark": "bold",
        "locked": "dim", "reason": "dim italic", "taken": "bold", "hint": "dim", "quiet": "dim", "title": "bold",
        "key": "bold", "warning": "bold", "pointed": "reverse", "selected": "reverse", "past": "dim",
    }  # fmt: skip
    return {role: Style.parse(look or "none") for role, look in looks.items()}


PAST_KEEPS = frozenset(("chosen", "chosen_mark", "place", "memory_mark"))
"""Roles that keep their colour in what was read before, so that the way taken stands out on the way back."""


def style_finder(theme: str) -> StyleFinder:
    """The styles of a theme by its name; an unknown name is the terminal's own."""
    palette = PALETTES.get(theme)
    return StyleFinder(role_styles(palette) if palette else terminal_styles())


class StyleFinder:
    """Finds the style of a piece of text by its roles, and remembers it."""

    def __init__(self, styles: dict[str, Style]) -> None:
        self._styles = styles
        self._found: dict[tuple[str, bool], Style] = {}

    def find(self, roles: str, past: bool = False) -> Style:
        """The style for roles with spaces between, the last the strongest; `past` for what was read before."""
        style = self._found.get((roles, past))
        if style is None:
            style = self._styles[""]
            names = roles.split(" ") if roles else []
            for name in names:
                style = style + self._styles[name]
            if past and "selected" not in names and not PAST_KEEPS.intersection(names):
                style = style + self._styles["past"]
            self._found[roles, past] = style
        return style


def textual_theme(palette: Palette) -> Theme:
    """The same colours for the program's menus and messages."""
    p = palette
    return Theme(
        name=p.name, primary=p.choice, secondary=p.speaker, accent=p.choice, warning=p.choice, error=p.trouble,
        success=p.note, foreground=p.ink, background=p.paper, surface=p.paper, panel=p.raised, boost=p.raised,
        dark=p.dark, text_alpha=1.0,
        variables={
            "quiet": p.quiet, "raised": p.raised, "choice": p.choice, "place": p.place, "text-muted": p.quiet,
            "block-cursor-background": p.raised, "block-cursor-foreground": p.ink, "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": p.raised, "block-cursor-blurred-foreground": p.ink,
            "block-hover-background": p.raised, "input-selection-background": p.marked, "border": p.quiet,
            "screen-selection-background": p.marked, "screen-selection-foreground": p.ink,
        },
    )  # fmt: skip


def terminal_theme() -> Theme:
    """The terminal's own colours for menus and messages."""
    plain = "ansi_default"
    return Theme(
        name=TERMINAL, ansi=True, primary=plain, secondary=plain, accent=plain, warning=plain, error=plain,
        success=plain, foreground=plain, background=plain, surface=plain, panel=plain, boost=plain,
        variables={
            "quiet": plain, "raised": plain, "choice": plain, "place": plain, "ansi-background": "ansi_black",
            "ansi-foreground": "ansi_white", "border": plain, "border-blurred": plain,
            "block-cursor-background": plain, "block-cursor-foreground": plain,
            "block-cursor-text-style": "bold reverse",
            "block-hover-background": plain, "input-cursor-background": "ansi_white",
            "input-cursor-foreground": "ansi_black", "input-selection-background": "ansi_bright_blue",
            "input-selection-foreground": "ansi_black", "screen-selection-background": "ansi_bright_blue",
            "screen-selection-foreground": "ansi_black",
        },
    )  # fmt: skip


def all_themes() -> list[Theme]:
    """Every theme that the reader may choose."""
    return [*(textual_theme(palette) for palette in PALETTES.values()), terminal_theme()]


def contrast(first: str, second: str) -> float:
    """The contrast of two colours by WCAG 2.2: from 1, the same, to 21, black on white."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of #rrggbb by WCAG 2.2, from 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
