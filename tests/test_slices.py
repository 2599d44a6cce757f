"""What an edit can have touched: whose verdict may be kept, and whose may not."""

from __future__ import annotations

import pytest

from game.proof.items import Items
from game.proof.shared_words import shared_words
from game.proof.slices import slices_of, untouched
from game.proof.verdicts import Item, ItemKind
from tests.walks import compiled

STORY = """\
story: {id: small, title: Small}
leads: {ann: {name: Ann, start: first}}
endings: {done: {title: Done, about: Over.}}
variables: {heat: 0..6, cold: 0..6}
---
scene: first
script:
  - It is early.
  - call: aside
  - choose:
      wait: {do: Wait., set: heat += 1}
      go: Go.
  - goto: second
---
scene: aside
script:
  - A bell.
---
scene: second
script:
  - It is late.
  - choose:
      run: {do: Run., if: heat >= 1}
      stay: Stay.
  - goto: third
---
scene: third
script:
  - choose:
      end: {do: End it., set: cold += 1}
  - end: done
"""
SCENES = ("first", "aside", "second", "third")


def kept(edited: str, kind: ItemKind = "scene", suffix: str = "") -> set[str]:
    """The scenes whose item is untouched by an edit."""
    before, now = slices_of(compiled(STORY)), slices_of(compiled(edited))
    return {scene for scene in SCENES if untouched(before, now, Item(kind, f"{scene}{suffix}"))}


def edit(old: str, new: str) -> str:
    assert STORY.count(old) == 1, old
    return STORY.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "untouched_scenes"),
    [
        pytest.param("It is early.", "It was early once.", SCENES, id="words"),
        pytest.param("do: Wait.", "do: Wait a while.", SCENES, id="the words of an option"),
        pytest.param("  - It is late.\n", "  - It is late.\n  - Very late.\n", SCENES, id="a paragraph more"),
        pytest.param("heat >= 1", "heat >= 2", ("first", "aside"), id="a condition"),
        pytest.param("set: heat += 1", "set: heat += 2", (), id="an effect in the first scene"),
        pytest.param("      stay: Stay.\n", "      stay: Stay.\n      hide: Hide.\n", ("first", "aside"), id="an option more"),
        pytest.param("heat: 0..6", "heat: 0..3", (), id="the bounds of what is asked and set"),
        pytest.param("set: cold += 1", "set: cold += 2", ("first", "aside", "second"), id="the last scene"),
        pytest.param("  - A bell.\n", "  - A bell.\n  - set: heat += 1\n", (), id="a called scene, which comes before what follows"),
        pytest.param("start: first", "start: second", (), id="where a lead starts"),
    ],
)  # fmt: skip
def test_an_edit_touches_what_can_be_played_after_it(old: str, new: str, untouched_scenes: tuple[str, ...]) -> None:
    assert kept(edit(old, new)) == set(untouched_scenes)


def test_a_line_is_touched_where_another_takes_its_number() -> None:
    more = edit("  - It is late.\n", "  - It is late.\n  - Very late.\n")
    assert kept(more, "line", ".1") == {"first", "aside", "third"}


def test_what_hangs_on_the_whole_story_is_untouched_by_words_alone() -> None:
    before = slices_of(compiled(STORY))
    life = Item("life", "always an ending", "ann")
    assert untouched(before, slices_of(compiled(edit("It is late.", "Late."))), life)
    assert not untouched(before, slices_of(compiled(edit("heat >= 1", "heat >= 2"))), life)


@pytest.mark.parametrize(
    ("old", "head", "line"),
    [
        pytest.param("It is late.", "", "second.1.way1", id="a paragraph"),
        pytest.param("stay: Stay.", "stay: ", "second.stay.words.way1", id="an option"),
        pytest.param("scene: second", "scene: second\nplace: ", "second.place.way1", id="a place"),
    ],
)
def test_a_line_is_touched_by_what_its_words_ask(old: str, head: str, line: str) -> None:
    varying = edit(old, head + '"{if heat >= 1? Late.|Early.}"')
    asking = edit(old, head + '"{if heat >= 2? Late.|Early.}"')
    before, now = slices_of(compiled(varying)), slices_of(compiled(asking))
    assert line in {each.id for each in Items(compiled(varying), ()).all}
    assert not untouched(before, now, Item("line", line))
    assert untouched(before, now, Item("option", "second.run"))


def test_a_line_is_touched_by_how_what_its_words_ask_begins() -> None:
    story = STORY.replace("It is late.", '"{if luck >= 3? Late.|Early.}"').replace("heat: 0..6", "heat: 0..6, luck: 0..9")
    before, now = slices_of(compiled(story)), slices_of(compiled(story.replace("luck: 0..9", "luck: 0..9 = 4")))
    assert not untouched(before, now, Item("line", "second.1.way1"))
    assert not untouched(before, now, Item("life", "always an ending", "ann"))
    assert untouched(before, now, Item("option", "second.run"))


MOVED = """\
story: {id: moved, title: Moved}
leads: {ann: {name: Ann, start: hall}}
variables: {x: false}
endings: {away: {title: Away}}
---
scene: hall
script:
  - choose: {go: Go., stay: Stay.}
  - if: x
    then:
      - A bell.
      - set: not x
  - set: x
  - end: away
"""


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("  - A bell.\n  - if: x\n    then:\n      - set: not x\n  - set: x\n", id="before what asks"),
        pytest.param("  - if: x\n    then:\n      - set: not x\n  - A bell.\n  - set: x\n", id="out of what was asked"),
        pytest.param("  - if: x\n    then:\n      - set: not x\n  - set: x\n  - A bell.\n", id="past an effect"),
        pytest.param("  - if: x\n    then:\n      - set: not x\n      - A bell.\n  - set: x\n", id="past an effect within"),
    ],
)
def test_a_line_is_touched_where_it_is_moved(line: str) -> None:
    script = MOVED[MOVED.index("  - if") : MOVED.index("  - end")]
    before, now = slices_of(compiled(MOVED)), slices_of(compiled(MOVED.replace(script, line)))
    assert not untouched(before, now, Item("line", "hall.1"))
    assert not untouched(before, now, Item("life", "always an ending", "ann"))
    assert untouched(before, now, Item("option", "hall.go"))


LABELLED = """\
story: {id: named, title: Named}
leads: {ann: {name: Ann, start: hall}}
variables: {x: 0..3}
phrases: {p: "{if x == 1? ay|bee}", q: "{if x == 1? cay|dee}"}
endings: {away: {title: Away}}
---
scene: hall
script:
  - "One {p}."
  - label: one
    if: x == 1
    then: "Two {q}."
  - label: two
    if: x == 0
    then: "Three {q}."
  - choose: {go: {do: Go., goto: .one}, on: {do: On., goto: .two}, out: {do: Out., set: x = 1}}
  - end: away
"""


def test_a_line_is_touched_where_a_label_that_it_is_named_by_is_another() -> None:
    swapped = LABELLED.replace("one", "ONE").replace("two", "one").replace("ONE", "two")
    before, now = slices_of(compiled(LABELLED)), slices_of(compiled(swapped))
    assert not untouched(before, now, Item("line", "hall.one.1"))


def test_a_line_is_touched_by_which_phrase_it_prints() -> None:
    before, now = slices_of(compiled(LABELLED)), slices_of(compiled(LABELLED.replace("Three {q}", "Three {p}")))
    assert not untouched(before, now, Item("line", "hall.1.way1"))
    assert not untouched(before, now, Item("life", "always an ending", "ann"))
    assert untouched(before, now, Item("option", "hall.go"))


def test_all_is_touched_by_how_a_memory_is_known() -> None:
    told = STORY.replace(
        "---\nscene: first",
        "memories: {cup: {owner: ann, title: Cup, provenance: lived, surfaced: A cup., recovered: It.}}\n---\nscene: first",
    ).replace("It is early.", "It is early.\n  - surface: cup\n  - recover: cup")
    before, now = slices_of(compiled(told)), slices_of(compiled(told.replace("lived", "said")))
    assert not untouched(before, now, Item("option", "second.run"))


def test_words_are_touched_by_the_language_whose_plurals_they_have() -> None:
    story = STORY.replace("It is late.", '"{plural heat: {if cold >= 1? Cold|Warm} hour|hours}."')
    french = story.replace("title: Small", "title: Small, language: fr")
    before, now = slices_of(compiled(story)), slices_of(compiled(french))
    assert not untouched(before, now, Item("line", "second.1.way1"))


def test_words_that_stand_in_several_scenes_hang_on_all_of_them() -> None:
    phrase = STORY.replace("variables:", 'phrases: {warmth: "{if heat >= 1? Warm.|Cold.}"}\nvariables:')
    story = phrase.replace("It is early.", '"{warmth}"').replace("It is late.", '"{warmth}"')
    items = Items(compiled(story), ())
    assert shared_words(items) == {"line first.1.way1", "line first.1.way2"}
    before, now = slices_of(compiled(story)), slices_of(compiled(story.replace("if: heat >= 1}", "if: heat >= 2}")))
    item = Item("line", "first.1.way1")
    assert untouched(before, now, item)
    assert not untouched(before, now, item, shared_words(items))
