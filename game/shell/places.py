"""Where everything lies: saves, settings, the cache, the stories. Nothing is made here.

CITADEL_SAVES, CITADEL_CONFIG and CITADEL_CACHE each name a folder and are obeyed first.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

GAME = Path(__file__).resolve().parent.parent
DISTRIBUTION = "citadel-eight-years-quiet"
OWNER = "citadel"


@cache
def checkout() -> Path | None:
    """The folder of our sources, where game/ runs from there; None in an installed copy."""
    try:
        described = (GAME.parent / "pyproject.toml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return GAME.parent if f'name = "{DISTRIBUTION}"' in described else None


def expanded(path: str | Path) -> Path:
    """The path with `~` as the home it stands for; as it is where it stands for none. Never raises."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return Path(path)


def saves_folder(chosen: str | Path | None = None) -> Path:
    """The folder that holds a folder of saves for each story, and crash files.

    The chosen one, else CITADEL_SAVES, else `saves/` of the checkout, else the user's data folder.
    """
    if chosen:
        return expanded(chosen)
    if named := os.environ.get("CITADEL_SAVES"):
        return expanded(named)
    if (sources := checkout()) is not None:
        return sources / "saves"
    import platformdirs

    return Path(platformdirs.user_data_dir(OWNER, appauthor=False)) / "saves"


def why_saves_folder(chosen: str | Path | None = None) -> str:
    """Why the saved games are in that folder, in a sentence."""
    if chosen:
        return "It is the folder that --saves names."
    if os.environ.get("CITADEL_SAVES"):
        return "It is the folder that CITADEL_SAVES names."
    if checkout() is not None:
        return "It belongs to the checkout that the game runs from. --saves DIR or CITADEL_SAVES names another."
    return "It is in your data folder. --saves DIR or CITADEL_SAVES names another."


def config_folder() -> Path:
    """The folder of the settings."""
    if named := os.environ.get("CITADEL_CONFIG"):
        return expanded(named)
    import platformdirs

    return Path(platformdirs.user_config_dir(OWNER, appauthor=False))


def cache_folder() -> Path:
    """The folder of what can be made again: compiled stories."""
    if named := os.environ.get("CITADEL_CACHE"):
        return expanded(named)
    import platformdirs

    return Path(platformdirs.user_cache_dir(OWNER, appauthor=False))


def stories_folder() -> Path:
    """The folder of the stories that ship with the game: `game/stories` in an installed copy, `story` in a checkout."""
    installed = GAME / "stories"
    if (sources := checkout()) is not None and not installed.is_dir():
        return sources / "story"
    return installed
