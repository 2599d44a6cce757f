"""The saved games of a folder as a list shows them, and the names of their files."""

from __future__ import annotations

import re
import unicodedata
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from game.play.save_format import Summary, printable
from game.play.saves import SaveError, decode
from game.shell import files

AUTOSAVE, EARLIER, CHECKPOINT, QUICK = "autosave", "earlier", "checkpoint", "quicksave"
BACKUP = ".json.bak"
_KEPT_BY_ITSELF = re.compile(rf"({AUTOSAVE}|{EARLIER}|{CHECKPOINT}|{QUICK})(-.*)?")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


class Slot(Struct, frozen=True, kw_only=True):
    """A saved game as a list shows it, from its own summary. `problem` says why it cannot be read, or is ""."""

    name: str
    path: Path
    story: str = ""
    lead: str = ""
    lead_id: str = ""
    summary: Summary = Summary()
    saved_at: str = ""
    imported: bool = False
    problem: str = ""

    @property
    def stem(self) -> str:
        """The file's name without what tells its kind."""
        return self.path.name.removesuffix(".bak").removesuffix(".json")

    @property
    def automatic(self) -> bool:
        """Whether the game was kept by itself, not by name."""
        return kept_by_itself(self.stem)

    @property
    def present(self) -> bool:
        """Whether it is a lead's present game."""
        return self.path.name.endswith(".json") and self.stem.startswith(f"{AUTOSAVE}-")

    @property
    def backup(self) -> bool:
        """Whether it is what stood in a file before it was written anew."""
        return self.path.name.endswith(BACKUP)


def kept_by_itself(stem: str) -> bool:
    """Whether a name is one of those that are not given by hand."""
    return _KEPT_BY_ITSELF.fullmatch(stem) is not None


def file_name(name: str) -> str:
    """The file for a saved game's name: the same on every system, and never outside its folder.

    Small letters a to z, digits, hyphens and underscores. A name with anything else in it, be it a space, gets a
    checksum of 32 bits behind, so that two names meet in one file by that chance only. Letter case, and how many
    spaces there are, do not tell names apart.
    """
    folded = _folded(name)
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9_-]+", "-", plain).strip("-")
    if stem == folded and 0 < len(stem) <= 60 and not _RESERVED.fullmatch(stem):
        return f"{stem}.json"
    return f"{stem[:40].strip('-') or 'save'}-{zlib.crc32(folded.encode('utf-8', 'replace')):08x}.json"


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _loosened(name: str) -> str:
    """A name for finding a file that was put there by hand: underscores are spaces."""
    return " ".join(_folded(name).replace("_", " ").split())


def saved_files(folder: Path) -> list[Path]:
    """The files of saved games in a folder, in order of name; none where it cannot be read."""
    try:
        every = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []
    return [path for path in every if path.name.endswith((".json", BACKUP))]


def find_in(folder: Path, name: str) -> Path | None:
    """The file of a saved game: the one whose file has that very name, else by its name in any letter case."""
    wanted = name.removesuffix(".json")
    paths = {path.name: path for path in saved_files(folder)}
    for candidate in (name, f"{name}.json", file_name(name), file_name(wanted)):
        if candidate in paths:
            return paths[candidate]
    loose = _loosened(wanted)
    return next((path for path in paths.values() if path.suffix == ".json" and _loosened(path.stem) == loose), None)


def slots_in(folder: Path) -> list[Slot]:
    """Every saved game of a folder, the newest first. Never raises: a file that cannot be read has a `problem`."""
    slots = [slot_of(path) for path in saved_files(folder)]
    return sorted(slots, key=lambda slot: (slot.saved_at, slot.name), reverse=True)


def slot_of(path: Path) -> Slot:
    """A saved game as a list shows it. Never raises."""
    stem = printable(path.name.removesuffix(".bak").removesuffix(".json"))
    try:
        saved = decode(files.read(path))
    except SaveError as error:
        return Slot(name=stem, path=path, problem=str(error), saved_at=_written(path))
    except OSError as error:
        return Slot(name=stem, path=path, problem=f"The file cannot be read: {files.reason(error)}.")
    label = saved.summary.label
    return Slot(
        name=label if label and file_name(label) == path.name.removesuffix(".bak") else stem,
        path=path,
        story=saved.story.title or saved.story.id,
        lead=saved.summary.lead or saved.setup.lead,
        lead_id=saved.setup.lead,
        summary=saved.summary,
        saved_at=saved.summary.saved_at or _written(path),
        imported=saved.rest.get("imported") is True,
    )


def _written(path: Path) -> str:
    """When the file was last written, as `moment` says it; "" if that cannot be told."""
    with suppress(OSError, OverflowError, ValueError):
        return moment(datetime.fromtimestamp(path.stat().st_mtime, UTC))
    return ""


def moment(when: datetime) -> str:
    """A moment as saved games hold it: ISO 8601, in UTC, to the millisecond, so that the later is the greater."""
    return when.isoformat(timespec="milliseconds")
