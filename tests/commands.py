"""The command line run for a test, in this process or as a program of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from game.shell.command_line import main

ROOT = Path(__file__).resolve().parent.parent


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


class Pipe(io.TextIOWrapper):
    """A standard stream that is no terminal, in memory."""

    def __init__(self, data: bytes = b"") -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8", newline="", write_through=True)

    def close(self) -> None:
        """It stays open, to be read when the command is done."""

    def text(self) -> str:
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode("utf-8")


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path, answers: str | bytes = "") -> Ran:
    """Run a command in this process, its input given; the streams are pipes."""
    out, err = Pipe(), Pipe()
    data = answers if isinstance(answers, bytes) else answers.encode()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdin", Pipe(data))
        patched.setattr(sys, "stdout", out)
        patched.setattr(sys, "stderr", err)
        code = main([str(argument) for argument in arguments])
    return Ran(code, out.text(), err.text())


def spawn(*arguments: str | Path, answers: bytes = b"", environment: dict[str, str] | None = None) -> Ran:
    """Run a command as a program of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "game", *map(str, arguments)],
        input=answers,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
