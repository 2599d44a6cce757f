"""What the reader likes: the theme, and whether what was read before is dimmed. One small file in the settings' folder; unreadable, it is as if there were none."""

from __future__ import annotations

import json
import os

from game.shell import files
from game.shell.places import config_folder

THEMES = ("night", "paper", "contrast", "terminal")
FILE = "settings.json"
MOST_BYTES = 64_000


def preferred_theme() -> str:
    """The theme last used; "terminal" under NO_COLOR, else "night". Never raises."""
    if "NO_COLOR" in os.environ:
        return "terminal"
    theme = _settings().get("theme")
    return theme if isinstance(theme, str) and theme in THEMES else "night"


def keep_theme(theme: str) -> None:
    """Remember the theme; other settings in the file stay. Quietly nothing where it cannot be written."""
    _keep({"theme": theme})


def prefers_dimmed() -> bool:
    """Whether what was read in other games is dimmed; not, until the reader asks for it. Never raises."""
    return _settings().get("dim read text") is True


def keep_dimmed(dimmed: bool) -> None:
    """Remember that; quietly nothing where it cannot be written."""
    _keep({"dim read text": dimmed})


def _keep(some: dict[str, object]) -> None:
    settings = {**_settings(), **some}
    try:
        files.write_atomically(config_folder() / FILE, (json.dumps(settings, indent=1) + "\n").encode())
    except OSError:
        return


def _settings() -> dict[str, object]:
    try:
        settings = json.loads(files.read(config_folder() / FILE, MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return settings if isinstance(settings, dict) else {}
