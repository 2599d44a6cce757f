"""Stories to prove for tests, and the means to prove them."""

from __future__ import annotations

from pathlib import Path

from game.language.checker import check_story
from game.language.claim_tests import ClaimTest
from game.language.compiler import compile_with_claims
from game.language.parser import parse_story
from game.language.program import Program
from game.proof.judge import judge
from game.proof.verdicts import Judgement
from game.text.source import Source

TRAP = """\
story: {id: trap, title: The Trap, version: 1.0.0}
leads: {ann: {name: Ann Ostrow, start: hall}}
endings: {done: {title: Done, about: Over.}, gone: {title: Gone, about: Nobody.}}
variables: {heat: 0..6, key: lost | held}
claims:
  calm: never heat >= 3
  opens: key == held is possible
  lives: always an ending can be reached
---
scene: hall
script:
  - A hall, cold.
  - label: round
    choose:
      wait: {do: Wait., once: false, set: heat += 1, goto: .round}
      take: {do: Take the key., set: key = held, goto: .round}
      vault: {do: Into the vault., goto: vault}
      fly: {do: Fly., if: heat >= 1 and chose(hall.vault), goto: sky}
---
scene: vault
script:
  - The door falls shut.
  - choose:
      open: {do: Open it., if: key == held, then: [{end: done}]}
      sit: {do: Sit., once: false}
  - label: dark
    choose:
      sleep: {do: Sleep., once: false, goto: .dark}
---
scene: sky
script:
  - Clouds.
  - choose:
      fall: {do: Fall., then: [{end: gone}]}
      glide: {do: Glide., then: [{end: gone}]}
"""
"""A claim that is refuted, a trap, an option that is never open and what hangs on it, an ending that is never had."""

FAIR = """\
story: {id: fair, title: Fair, version: 1.0.0}
leads: {ann: {name: Ann, start: hall}, bob: {name: Bob, start: porch}}
endings: {done: {title: Done, about: Over.}, rain: {title: Rain, about: It rains.}}
variables: {heat: 0..6}
claims: {lives: always an ending can be reached, warm: heat == 2 is possible}
---
chapter: One
---
scene: hall
script:
  - A hall.
  - choose:
      wait: {do: Wait., set: heat += 2, then: You wait.}
      go: Go.
  - "{if heat == 2? It is warm.|It is cold.}"
  - end: done
---
chapter: Two
---
scene: porch
script:
  - A porch.
  - choose:
      stay: {do: Stay., then: [Rain., {end: rain}]}
      leave: {do: Leave., then: [{goto: hall}]}
"""
"""A story in which all holds."""


def proved(text: str, **options: object) -> tuple[Program, tuple[ClaimTest, ...], Judgement]:
    """A story's program with its claims, and its judgement to the end."""
    program, claims = with_claims(text)
    return program, claims, judge(program, claims, lambda progress: True, **options)  # type: ignore[arg-type]


def with_claims(text: str) -> tuple[Program, tuple[ClaimTest, ...]]:
    """A story in one file, which has no errors."""
    story, mistakes = parse_story([Source("story.yaml", text)])
    found = [each for each in (*mistakes, *check_story(story)) if each.severity == "error"]
    assert not found, found
    return compile_with_claims(story)


def folder_with(path: Path, text: str) -> Path:
    """A folder with that story."""
    (path / "tests").mkdir(parents=True)
    (path / "story.yaml").write_text(text, encoding="utf-8")
    return path
