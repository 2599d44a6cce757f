"""Stories as they were: a revision of the git repository that a story lies in. Read from git's store; no file is written."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path, PurePosixPath

from game.shell.stories import DEEPEST, LARGEST, decoded
from game.text.source import Source

LARGEST_ARCHIVE = 256 * 1024 * 1024
PATIENCE = 120
"""Seconds that git may take."""


class RevisionError(Exception):
    """Why there is no such revision, in a sentence."""


def story_at(named: str, beside: Path) -> dict[str, Source]:
    """The files of a story by name, as they were. RevisionError if there are none.

    `named` is `REV:PATH`, PATH from the top of the repository that `beside` lies in, or a revision alone (`HEAD~3`, a tag,
    a branch): then it is `beside` itself, a story's folder or file, as it was.
    """
    folder = beside if beside.is_dir() else beside.parent
    revision, colon, path = named.partition(":")
    if not revision or revision.startswith("-") or any(not sign.isprintable() for sign in named):
        raise RevisionError(f"“{named}” is no revision.")
    prefix = _line_of(folder, "--show-prefix")
    if not colon:
        path = prefix.rstrip("/") if beside.is_dir() else prefix + beside.name
    # From the top, where git takes every path for what it says.
    folder = Path(_line_of(folder, "--show-toplevel") or folder)
    kind = _kind_of(folder, revision, path, named)
    if kind == "blob":
        name = f"{revision}:{path}"
        return {name: Source(name, decoded(_git(folder, "cat-file", "blob", f"{revision}:{path}")))}
    found = _yaml_members(_git(folder, "archive", "--format=tar", f"{revision}:{path}"), f"{revision}:{path}")
    if not found:
        raise RevisionError(f"“{named}” holds no story: there is no .yaml file in it.")
    return found


def _line_of(folder: Path, what: str) -> str:
    return _git(folder, "rev-parse", what).decode("utf-8", "surrogateescape").removesuffix("\n")


def _kind_of(folder: Path, revision: str, path: str, named: str) -> str:
    try:
        _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except RevisionError as error:
        raise RevisionError(f"git knows no revision “{revision}”.") from error
    try:
        return _git(folder, "cat-file", "-t", f"{revision}:{path}").decode().strip()
    except RevisionError as error:
        raise RevisionError(f"There is no “{path}” in the revision “{revision}”.") from error


def _yaml_members(archive: bytes, home: str) -> dict[str, Source]:
    """The files of a story in a tar archive, by the rule and in the order in which a folder's are read."""
    texts: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        for member in files:
            parts = PurePosixPath(member.name).parts
            hidden = any(part.startswith(".") for part in parts) or parts[:1] == ("tests",)
            if not member.isfile() or hidden or len(parts) > DEEPEST or not member.name.endswith(".yaml"):
                continue
            if member.size > LARGEST:
                raise RevisionError(f"{home}/{member.name} is larger than {LARGEST // 1024 // 1024} MB.")
            held = files.extractfile(member)
            if held is not None:
                texts[member.name] = held.read()
    return {f"{home}/{name}": Source(f"{home}/{name}", decoded(texts[name])) for name in sorted(texts)}


def _git(folder: Path, *arguments: str) -> bytes:
    """What git says. RevisionError where it fails, is not there, or says more than any story."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, timeout=PATIENCE, check=False, stdin=subprocess.DEVNULL
        )
    except FileNotFoundError as error:
        raise RevisionError("For a revision git is needed, and it is not there.") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RevisionError("git does not answer.") from error
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().split("\n")[0].removeprefix("fatal: ")
        raise RevisionError(f"git says: {reason or 'no'}.")
    if len(done.stdout) > LARGEST_ARCHIVE:
        raise RevisionError("The revision is larger than any story.")
    return done.stdout
