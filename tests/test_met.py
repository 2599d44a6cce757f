"""What a player meets: texts, options, endings and memories, by their permanent ids."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game.language.parser import parse_story
from game.language.program import Program
from game.language.text_ids import text_ids
from game.play.met import (
    Finished,
    Met,
    decisions,
    finished_before,
    finished_game,
    met_at_last,
    met_between,
    of_today,
    options_of,
    share_read,
    shown_by,
    texts_of,
    texts_on,
)
from game.play.session import Session, begin
from game.play.state import Setup
from game.shell.fate import settle
from game.shell.stories import find_story, load
from tests.walks import compiled, walk, wander

ROOT = Path(__file__).parent.parent
STORIES = [*sorted((ROOT / "tests" / "stories").glob("*.yaml")), ROOT / "story" / "eight_years_quiet"]


def all_met(session: Session) -> Met:
    """What was met of a whole game, page after page."""
    met = Met()
    for number in range(len(session.path)):
        one, other = session.rewind(len(session.path) - number), session.rewind(len(session.path) - number - 1)
        met.add(met_between(one, other))
    met.add(met_at_last(session))
    return met


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_every_text_that_a_page_can_show_goes_by_its_id_in_the_source(path: Path) -> None:
    loaded = load(find_story(path))
    assert loaded.program is not None
    ids = set(text_ids(parse_story(list(loaded.sources.values()))[0]))
    every = texts_of(loaded.program).every
    assert every <= ids
    # What no page shows: words that stand in others, words for the record, and memories that nothing brings back.
    assert all(id.startswith(("phrase ", "told ", "memory ")) or id.endswith(".about") for id in ids - every)


@pytest.mark.parametrize("number", range(12))
def test_a_game_shows_only_texts_that_are_counted(kitchen: Program, number: int) -> None:
    session = wander(kitchen, number)
    every = texts_of(kitchen).every
    for at in range(len(session.path) + 1):
        page = session.page_at(at)
        assert set(shown_by(kitchen, page)) <= every
        assert all(texts_on(kitchen, line) for line in page.lines if line.text)


def test_a_page_is_read_when_it_is_left(kitchen: Program) -> None:
    first = walk(kitchen)
    met = met_between(first, walk(kitchen, "kitchen.wait"))
    assert {"kitchen.1", "kitchen.3", "kitchen.3.manner", "kitchen.place", "kitchen.time"} <= met.read
    assert {"kitchen.wait.do", "kitchen.coat.say", "kitchen.gun.do", "kitchen.gun.locked"} <= met.read
    assert "kitchen.wait.1" not in met.read, "the page that is shown now is still being read"


def test_options_that_are_locked_are_not_met(kitchen: Program) -> None:
    met = met_between(walk(kitchen), walk(kitchen, "kitchen.coat"))
    assert met.options == {"kitchen.wait": (1, 0), "kitchen.coat": (1, 1), "kitchen.tea": (1, 0)}


def test_what_is_said_before_and_after_a_pick_of_fate_is_read() -> None:
    program = compiled(FATED)
    before = settle(begin(program, Setup(lead="ann")))
    after = settle(before.play("hall.go"))
    assert {"hall.1", "hall.go.do", "hall.heads.1"} & met_between(before, after).read == {"hall.1", "hall.go.do", "hall.heads.1"}
    assert not [id for id in met_between(before, after).options if "heads" in id or "again" in id]


FATED = """\
story: {id: coin, title: Coin}
leads: {ann: {name: Ann, start: hall}}
endings: {done: {title: Done, about: It is done.}}
---
scene: hall
script:
  - Before.
  - chance:
      heads: {then: [Heads.]}
  - choose:
      go: {do: Go., then: Went.}
  - chance:
      again: {then: [Again.]}
  - choose:
      end: {do: End.}
  - end: done
"""


def test_the_last_page_is_read_when_it_is_shown() -> None:
    session = walk(compiled(FATED), "hall.go", "hall.end")
    assert met_at_last(session).read == {"ending done.about"}
    assert finished_game(session) == Finished("ann", "done", 2)
    assert not met_at_last(walk(compiled(FATED), "hall.go"))
    assert finished_game(walk(compiled(FATED), "hall.go")) is None


def test_all_of_a_story_without_a_choice_is_all_of_it() -> None:
    session = walk(compiled(FATED), "hall.go", "hall.end")
    met = all_met(session)
    assert met.read == texts_of(session.program).every
    assert share_read(session.program, met.read) == 100
    assert decisions(session).options == met.options == {"hall.go": (1, 1), "hall.end": (1, 1)}


@pytest.mark.parametrize(("read", "share"), [(0, 0), (1, 1), (99, 49), (199, 99), (200, 100)])
def test_none_and_all_are_told_from_nearly(read: int, share: int) -> None:
    options = "\n".join(f"      o{number}: {{do: Do {number}.}}" for number in range(198))
    story = FATED.replace("      end: {do: End.}", options)
    program = compiled(re.sub(r"  - chance:\n.*\n", "", story).replace("  - Before.\n", "").replace(", then: Went.", ""))
    every = sorted(texts_of(program).every)
    assert len(every) == 200
    assert share_read(program, set(every[:read])) == share


def test_memories_are_known_as_far_as_they_came_back(kitchen: Program) -> None:
    met = all_met(walk(kitchen, "kitchen.wait", "kitchen.name"))
    assert met.memories == {"green_door": 1}


def test_adding_takes_the_further_memory_and_adds_options_up() -> None:
    met = Met(options={"a.b": (2, 1)}, memories={"door": 2})
    met.add(Met(read={"a.1"}, options={"a.b": (1, 1), "a.c": (1, 0)}, memories={"door": 1}))
    assert met == Met(read={"a.1"}, options={"a.b": (3, 2), "a.c": (1, 0)}, memories={"door": 2})


RENAMED = """\
story: {id: coin, title: Coin}
leads: {bea: {name: Bea, start: room, was: [ann]}}
endings: {over: {title: Over, was: [done], about: It is done.}}
---
scene: room
was: [hall]
script:
  - Before.
  - choose:
      walk: {do: Go., was: [go], then: Went.}
  - end: {ENDING}
""".replace("{ENDING}", "over")


def test_what_was_renamed_with_was_is_still_known() -> None:
    program = compiled(RENAMED)
    before = Met(
        read={"hall.1", "hall.go.do", "hall.go.1", "ending done.about", "gone.1"},
        options={"hall.go": (3, 2), "room.walk": (1, 1)},
        games={"x": Finished("ann", "done", 1)},
    )
    now = of_today(program, before)
    assert now.read == {"room.1", "room.walk.do", "room.walk.1", "ending over.about", "gone.1"}
    assert now.options == {"room.walk": (4, 3)}
    assert now.games == {"x": Finished("bea", "over", 1)}
    assert share_read(program, now.read) == 100


ASKING = FATED.replace("  - Before.", "  - if: finished(done)\n    then: [Again you.]\n    else: [Before.]").replace(
    "endings: {", "endings: {other: {title: Other, about: No.}, "
)


def test_a_new_game_is_told_only_of_the_endings_that_the_story_asks_about() -> None:
    program = compiled(ASKING.replace("  - end: done", "  - if: visits(hall) >= 2\n    then: [{end: other}]\n  - end: done"))
    assert finished_before(program, {"done", "other", "gone"}) == ("done",)
    assert finished_before(program, set()) == ()
    assert finished_before(compiled(FATED), {"done"}) == ()
    page = begin(program, Setup(lead="ann", finished=("done",))).page
    assert [line.text for line in page.lines] == ["Again you."]


def test_options_are_listed_in_the_order_of_the_source(kitchen: Program) -> None:
    assert options_of(kitchen)[:6] == (
        "kitchen.wait", "kitchen.coat", "kitchen.gun", "kitchen.tea", "kitchen.name", "kitchen.door",
    )  # fmt: skip
