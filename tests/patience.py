"""That something comes to an end: a guard against what would go on for ever, not a measure of how fast anything is."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

PATIENCE = 90
"""Seconds of the processor: some hundred times what anything needs that is waited for so."""


@contextmanager
def patience() -> Iterator[None]:
    """What is done within it is broken off, and the test fails, when it has not come to its end."""
    if not hasattr(signal, "setitimer"):  # then whoever runs the tests has to notice that they do not end
        yield
        return

    def broken_off(*_: object) -> None:
        pytest.fail(f"this did not come to an end in {PATIENCE} seconds of the processor")

    before = signal.signal(signal.SIGPROF, broken_off)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
