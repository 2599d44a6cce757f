"""Saved games in a story that was edited since: every kind of edit, what becomes of the game, and what the player is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from game.language.program import Program
from game.play.saves import Restored, SavedGame, decode, encode, restore, save
from game.play.session import Session
from game.shell.shelf import Shelf
from game.shell.stories import find_story, load
from tests.walks import compiled, walk

HUB = """\
story: {id: bar, title: Bar, version: 1.0.0}
leads: {ann: {name: Ann, start: bar}}
variables: {asked: 0..9}
endings: {out: {title: Out, about: "Asked {asked}."}}
---
scene: bar
script:
  - Three things could be said.
  - hub:
      name: {say: Your name?, set: asked += 1, then: [Anton.]}
      work: {say: Your work?, set: asked += 2, then: [Clocks.]}
      home: {say: Your home?, set: asked += 4, then: [Graz.]}
      leave: {do: Leave., leave: true}
  - end: out
"""
NAME, WORK, HOME = (line + "\n" for line in HUB.splitlines() if " name: {say" in line or "work:" in line or "home:" in line)
TAILOR = "      suit: {say: Your tailor?, set: asked += 3, then: [Nobody.]}\n"


def hub_edit(*changes: tuple[str, str]) -> Program:
    text = HUB
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return compiled(text)


# ------------------------------------------------------------------ the case that goes wrong where choices are numbers

INK = {
    "insertion above": (hub_edit((NAME, TAILOR + NAME)), "bar.work", ["Your tailor?", "Your work?", "Your home?", "Leave."]),
    "insertion between": (hub_edit((WORK, TAILOR + WORK)), "bar.work", ["Your tailor?", "Your work?", "Your home?", "Leave."]),
    "deletion above": (hub_edit((NAME, TAILOR), (TAILOR, "")), "bar.work", None),
    "deletion of another": (hub_edit((HOME, "")), "bar.work", ["Your work?", "Leave."]),
    "reordering": (hub_edit((NAME + WORK + HOME, HOME + WORK + NAME)), "bar.work", ["Your home?", "Your work?", "Leave."]),
    "relabelling": (hub_edit(("Your work?", "And what do you do?")), "bar.work", ["And what do you do?", "Your home?", "Leave."]),
    "renaming with was": (hub_edit(("work: {say", "trade: {was: [work], say")), "bar.trade", ["Your work?", "Your home?", "Leave."]),
    "renaming of what was chosen": (hub_edit(("name: {say", "called: {was: [name], say")), "bar.work", ["Your work?", "Your home?", "Leave."]),
}  # fmt: skip


@pytest.mark.parametrize("edit", INK)
def test_a_choice_after_loading_is_the_one_that_was_read(edit: str) -> None:
    """A hub of three; a save with the first taken; an edit; a load; and the choice of “work” is that of work."""
    program, move, labels = INK[edit]
    saved = decode(encode(save(walk(compiled(HUB), "bar.name"))))
    restored = restore(program, saved)
    assert restored.session is not None
    if labels is None:
        # The option that was taken is gone: told, and both ways to go on offer work by its own id.
        assert restored.outcome == "broken"
        assert restored.other is not None
        here, there = restored.session.page, restored.other.page
        assert [each.label for each in here.moves] == ["Your work?", "Your home?", "Leave."]
        assert [each.id for each in there.moves] == ["bar.work", "bar.home", "bar.leave"]
        assert asked(restored.session.play(move)) == asked(restored.other.play(move)) == 2
        return
    assert (restored.outcome, restored.note) == ("same", "")
    assert [each.label for each in restored.session.page.moves] == labels
    after = restored.session.play(move)
    assert after.page.lines[0].text == "Clocks."
    assert asked(after) == 3


@pytest.mark.parametrize("edit", [edit for edit, (_, _, labels) in INK.items() if labels is not None])
def test_a_game_saved_on_the_page_with_the_hub_is_as_it_was(edit: str) -> None:
    program, move, _ = INK[edit]
    restored = restore(program, save(walk(compiled(HUB))))
    assert restored.outcome == "same"
    assert restored.session is not None
    assert asked(restored.session.play(move)) == 2


def asked(session: Session) -> int:
    """What the story has counted of questions by the end."""
    end = session.play("bar.leave").page.ending
    assert end is not None
    return int(end.about.removeprefix("Asked ").rstrip("."))


# ------------------------------------------------------------------ each thing that may be removed

TALE = """\
story: {id: tale, title: Tale, version: 1.0.0}
leads: {ann: {name: Ann, start: hall}, bo: {name: Bo, start: porch}}
variables:
  heat: 0..5
  cover: intact | doubted | blown
  tools: set of wire, torch, badge
  seen: false
endings: {over: {title: Over, about: "Heat {heat}, cover {cover}, with {count(tools)}."}}
memories:
  stove: {owner: ann, title: The stove, provenance: lived, surfaced: A stove., recovered: Yours.}
  letter:
    owner: ann
    title: The letter
    provenance: lived
    surfaced: A letter.
    recovered: Hers.
    script:
      - choose: {read: Read it., burn: Burn it.}
---
scene: hall
place: The hall
script:
  - choose:
      wait: {do: Wait., set: [heat += 2, seen = true]}
      run: {do: Run., set: cover = blown}
  - surface: stove
  - call: cellar
  - set: tools += badge
  - set: tools += torch
  - label: door
    choose:
      knock: {do: Knock., set: heat += 1}
      listen: {do: Listen., if: heat >= 2}
      force: {do: Force it., set: cover = doubted}
  - goto: porch
---
scene: cellar
place: The cellar
script:
  - choose: {look: {do: Look round., then: [Nothing.]}, leave: Leave.}
  - choose: {up: Go up., stay: {do: Stay., set: heat += 1}}
---
scene: porch
place: The porch
script:
  - choose: {sit: Sit., ring: Ring.}
  - recover: letter
  - choose: {go: Go., stay: Stay.}
  - end: over
"""
WALK = ("hall.wait", "cellar.look", "cellar.up", "hall.listen", "porch.sit", "letter.read")


def tale(*changes: tuple[str, str]) -> Program:
    text = TALE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return compiled(text)


def taken_up(program: Program, *moves: str) -> Restored:
    """A game of the tale as it was, saved after these moves, written, read and taken up in another."""
    return restore(program, decode(encode(save(walk(compiled(TALE), *(moves or WALK))))))


def ways(restored: Restored) -> tuple[list[str], list[str]]:
    """The moves that are open on the last good page, and at the player's place."""
    assert restored.session is not None and restored.other is not None
    return [each.id for each in restored.session.page.open], [each.id for each in restored.other.page.open]


def test_an_edit_of_words_alone_is_the_same_game() -> None:
    restored = taken_up(tale(("[Nothing.]", "['Nothing {at first|still}.']"), ("do: Look round.", "do: Look about you.")))
    assert (restored.outcome, restored.note) == ("same", "")


def test_a_removed_option_that_was_not_taken_is_no_matter() -> None:
    assert taken_up(tale((", ring: Ring.", ""))).outcome == "same"


def test_a_removed_option_is_named_and_leaves_two_ways() -> None:
    restored = taken_up(tale(("look: {do: Look round., then: [Nothing.]}, ", "")))
    assert restored.outcome == "broken"
    assert restored.note == (
        "The story was edited after this game was saved: choice 2 of your 6, “look” in “cellar”, is no longer in it."
    )
    assert ways(restored) == (["cellar.leave"], ["porch.go", "porch.stay"])


def test_a_removed_option_at_the_players_place_leads_to_the_choice_before_it_in_that_scene() -> None:
    """Not to the scene's beginning, where what was done in it would be done again."""
    restored = taken_up(tale(("knock: {do: Knock., set: heat += 1}\n      ", "")), *WALK[:3], "hall.knock")
    assert ways(restored)[0] == ["hall.listen", "hall.force"]
    # hall.wait is the last move in the hall that is still there.
    assert restored.other is not None
    assert restored.other.setup.anchor is not None
    restored = taken_up(tale(("sit: Sit., ", "")), *WALK[:4], "porch.sit")
    assert ways(restored) == (["porch.ring"], ["porch.ring"])


def test_an_option_whose_condition_was_tightened_is_told_by_its_words() -> None:
    restored = taken_up(tale(("if: heat >= 2", "if: heat >= 4")))
    assert restored.outcome == "broken"
    assert restored.note == (
        "The story was edited after this game was saved: choice 4 of your 6, “Listen.” in “hall”, cannot be made any more "
        "where you made it."
    )
    assert ways(restored)[1] == ["porch.go", "porch.stay"]


def test_a_removed_scene_in_which_the_player_stood_leaves_the_last_good_page() -> None:
    cellar = TALE[TALE.index("---\nscene: cellar") : TALE.index("---\nscene: porch")]
    restored = taken_up(tale((cellar, ""), ("  - call: cellar\n", "")), *WALK[:2])
    assert (restored.outcome, restored.other) == ("broken", None)
    assert restored.session is not None
    assert restored.session.path == ("hall.wait",)
    assert "“look” in “cellar”, is no longer in it" in restored.note


def test_a_removed_scene_that_lies_behind_leaves_the_players_place() -> None:
    cellar = TALE[TALE.index("---\nscene: cellar") : TALE.index("---\nscene: porch")]
    restored = taken_up(tale((cellar, ""), ("  - call: cellar\n", "")))
    assert ways(restored) == (["hall.knock", "hall.listen", "hall.force"], ["porch.go", "porch.stay"])


def test_a_removed_variable_that_nothing_asks_for_any_more_is_no_matter() -> None:
    assert taken_up(tale(("  seen: false\n", ""), (", seen = true", ""))).outcome == "same"


def test_a_removed_variable_that_a_choice_hung_on_is_no_matter_where_the_choice_is_open() -> None:
    program = tale(
        ("  heat: 0..5\n", ""), ("heat += 2, ", ""), (", set: heat += 1", ""), (", if: heat >= 2", ""), ("Heat {heat}, c", "C")
    )
    restored = taken_up(program)
    assert (restored.outcome, restored.note) == ("same", "")


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("heat: 0..5", "heat: 1..5"),
        ("cover: intact | doubted", "cover: doubted | intact"),
        ("seen: false", "seen: true"),
    ],
)
def test_a_value_that_starts_otherwise_is_told_where_the_game_held_the_start(was: str, now: str) -> None:
    program = tale((was, now))
    assert taken_up(program, "hall.run").outcome == "changed"
    assert restore(program, without_starts("hall.run")).outcome == "same", "an older game cannot tell"


def without_starts(*moves: str) -> SavedGame:
    saved = save(walk(compiled(TALE), *moves))
    return replace(saved, story=replace(saved.story, starts=()))


@pytest.mark.parametrize("new", ["met: false", "trust: 3..5", "mood: calm | wary"])
def test_a_new_variable_that_nothing_sets_is_no_matter(new: str) -> None:
    assert taken_up(tale(("  seen: false\n", f"  seen: false\n  {new}\n"))).outcome == "same"


def test_a_new_variable_that_the_way_sets_is_told() -> None:
    restored = taken_up(tale(("  seen: false\n", "  seen: false\n  met: false\n"), ("- surface: stove", "- set: met = true")))
    assert restored.outcome == "changed"


def test_a_removed_word_of_an_enumeration_is_told() -> None:
    program = tale(("intact | doubted | blown", "intact | doubted"), ("cover = blown", "cover = doubted"))
    restored = taken_up(program, "hall.run", "cellar.look")
    assert restored.outcome == "changed"
    assert restored.note == (
        "The story was edited after this game was saved: your choices all hold, but some of what they led to is new."
    )
    assert taken_up(program, "hall.wait").outcome == "same"


def test_where_the_path_breaks_too_a_removed_word_is_that_of_the_last_good_page() -> None:
    program = tale(
        ("intact | doubted | blown", "intact | doubted"), ("cover = blown", "cover = doubted"), ("up: Go up., ", "")
    )
    restored = taken_up(program, "hall.run", "cellar.look", "cellar.up", "hall.knock", "porch.sit")
    assert restored.outcome == "broken"
    assert restored.other is not None
    assert held(restored.other, "cover") == "doubted"
    assert held(restored.other, "heat") == 1, "and what still fits is as it was saved"


def test_a_removed_word_of_a_set_that_the_player_held_is_told() -> None:
    program = tale(("wire, torch, badge", "wire, torch"), ("  - set: tools += badge\n", ""))
    assert taken_up(program).outcome == "changed"
    assert taken_up(program, "hall.wait").outcome == "same"


def test_a_narrower_number_is_told_where_the_saved_one_no_longer_fits() -> None:
    program = tale(("heat: 0..5", "heat: 0..2"))
    assert taken_up(program, *WALK[:3], "hall.knock", "porch.sit").outcome == "changed"
    assert taken_up(program, "hall.wait").outcome == "same"


def test_a_removed_memory_that_the_player_had_is_named() -> None:
    stove = TALE[TALE.index("  stove: {") : TALE.index("  letter:")]
    restored = taken_up(tale((stove, ""), ("  - surface: stove\n", "")), *WALK[:4])
    assert restored.outcome == "changed"
    assert restored.note == (
        "The story was edited after this game was saved: your choices all hold, but the memory “stove” is no longer in it."
    )


def test_a_removed_memory_that_the_player_did_not_have_is_no_matter() -> None:
    letter = TALE[TALE.index("  letter:\n") : TALE.index("---\nscene: hall")]
    assert taken_up(tale((letter, ""), ("  - recover: letter\n", "")), *WALK[:4]).outcome == "same"


def test_a_removed_memory_with_choices_leaves_the_place_before_it() -> None:
    letter = TALE[TALE.index("  letter:\n") : TALE.index("---\nscene: hall")]
    restored = taken_up(tale((letter, ""), ("  - recover: letter\n", "")))
    assert "“read” in “letter”, is no longer in it" in restored.note
    assert restored.session is not None and restored.other is None
    assert [each.id for each in restored.session.page.open] == ["porch.go", "porch.stay"]


def test_a_removed_ending_is_that_of_another_now() -> None:
    moves = (*WALK, "porch.go")
    restored = taken_up(tale(("endings: {over: {title: Over", "endings: {done: {title: Done"), ("end: over", "end: done")), *moves)
    assert restored.outcome == "same"
    assert restored.session is not None and restored.session.page.ending is not None
    assert restored.session.page.ending.title == "Done"


def test_a_renamed_scene_option_memory_and_lead_heal_by_was() -> None:
    program = tale(
        ("scene: cellar\n", "scene: vault\nwas: [cellar]\n"),
        ("call: cellar", "call: vault"),
        ("look: {do", "search: {was: [look], do"),
        ("  letter:\n    owner", "  note:\n    was: [letter]\n    owner"),
        ("recover: letter", "recover: note"),
        ("ann: {name", "anna: {was: [ann], name"),
        ("owner: ann", "owner: anna"),
    )
    restored = taken_up(program)
    assert (restored.outcome, restored.note) == ("same", "")
    assert restored.session is not None
    assert restored.session.path == ("hall.wait", "vault.search", "vault.up", "hall.listen", "porch.sit", "note.read")


def test_a_removed_lead_is_lost_and_another_offered() -> None:
    saved = save(walk(compiled(TALE), lead="bo"))
    restored = restore(tale((", bo: {name: Bo, start: porch}", "")), saved)
    assert restored.outcome == "lost"
    assert restored.note == "There is no lead “bo” in “Tale” any more."
    assert restored.session is not None and restored.session.setup.lead == "ann"


# ------------------------------------------------------------------ files of a story


def in_files(folder: Path, text: str) -> Path:
    """The tale as a folder: its head, and a file for each scene."""
    folder.mkdir()
    for number, part in enumerate(re.split(r"^---\n", text, flags=re.MULTILINE)):
        name = "story" if number == 0 else part.splitlines()[0].removeprefix("scene: ")
        (folder / f"{name}.yaml").write_text(part, encoding="utf-8")
    return folder


def program_in(folder: Path) -> Program:
    loaded = load(find_story(folder))
    assert loaded.program is not None, loaded.diagnostics
    return loaded.program


def test_a_scene_moved_to_another_file_is_no_matter(tmp_path: Path) -> None:
    folder = in_files(tmp_path / "tale", TALE)
    saved = save(walk(program_in(folder), *WALK))
    (folder / "part").mkdir()
    (folder / "porch.yaml").rename(folder / "part" / "last.yaml")
    restored = restore(program_in(folder), saved)
    assert (restored.outcome, restored.note) == ("same", "")


def test_a_removed_file_of_the_story_leaves_what_does_not_hang_on_it(tmp_path: Path) -> None:
    folder = in_files(tmp_path / "tale", TALE)
    before = program_in(folder)
    inside, behind = save(walk(before, *WALK[:2])), save(walk(before, *WALK))
    (folder / "cellar.yaml").unlink()
    hall = folder / "hall.yaml"
    hall.write_text(hall.read_text(encoding="utf-8").replace("  - call: cellar\n", ""), encoding="utf-8")
    after = program_in(folder)
    assert (restore(after, inside).outcome, restore(after, inside).other) == ("broken", None)
    assert ways(restore(after, behind)) == (["hall.knock", "hall.listen", "hall.force"], ["porch.go", "porch.stay"])


# ------------------------------------------------------------------ what comes in before a move

CHANCE = """\
  - chance:
      rain: {odds: 1, then: [set: heat += 1]}
      sun: {odds: 3, then: [The sun comes out.]}
"""


def test_chance_that_came_in_is_decided_for_the_player_who_was_past_it() -> None:
    restored = taken_up(tale(("  - call: cellar\n", CHANCE + "  - call: cellar\n")))
    assert (restored.outcome, restored.note) == ("same", "")
    assert restored.session is not None
    assert restored.session.path == (WALK[0], "hall.sun", *WALK[1:]), "the likeliest, where nothing hangs on it"


def test_chance_that_came_in_is_decided_so_that_the_next_choice_can_be_made() -> None:
    program = tale(("  - label: door\n", CHANCE + "  - label: door\n"), ("if: heat >= 2", "if: heat >= 3"))
    restored = taken_up(program)
    assert restored.outcome == "changed"
    assert restored.session is not None
    assert restored.session.path[3:5] == ("hall.rain", "hall.listen")


def test_the_branches_of_a_game_are_kept_where_chance_came_in() -> None:
    session = walk(compiled(TALE), *WALK).rewind(2).play("porch.ring")
    restored = restore(tale(("  - call: cellar\n", CHANCE + "  - call: cellar\n")), save(session))
    assert restored.session is not None
    assert [each.path for each in restored.session.branches] == [WALK]


def test_a_choice_that_came_in_is_asked_and_the_players_place_is_kept() -> None:
    asks = "  - choose: {left: Go left., right: Go right.}\n"
    restored = taken_up(tale(("  - call: cellar\n", asks + "  - call: cellar\n")))
    assert restored.outcome == "broken"
    assert "“Look round.” in “cellar”, cannot be made any more where you made it" in restored.note
    assert ways(restored) == (["hall.left", "hall.right"], ["porch.go", "porch.stay"])


# ------------------------------------------------------------------ what was counted

COUNTING = TALE.replace("if: heat >= 2", "if: visits(attic) == 0").replace(
    "---\nscene: porch", "---\nscene: attic\nscript:\n  - Dust.\n---\nscene: porch"
)
VISITED = COUNTING.replace("do: Knock., set: heat += 1", "do: Knock., set: heat += 1, then: [call: attic]")


def test_a_visit_that_came_in_is_told_although_it_is_only_counted() -> None:
    moves = (*WALK[:3], "hall.knock", "porch.sit")
    saved = save(walk(compiled(COUNTING), *moves))
    assert saved.story.counted
    assert restore(compiled(VISITED), saved).outcome == "changed"


def test_a_count_that_the_story_of_then_did_not_keep_is_no_change() -> None:
    moves = (*WALK[:3], "hall.knock", "porch.sit")
    uncounted = save(walk(compiled(VISITED.replace("if: visits(attic) == 0", "if: heat >= 2")), *moves))
    assert uncounted.story.counted == ""
    assert restore(compiled(VISITED), uncounted).outcome == "same"


# ------------------------------------------------------------------ the file of before


def test_the_file_of_before_the_edit_is_kept_beside_until_the_next_save_by_hand(tmp_path: Path) -> None:
    before, after = compiled(TALE), tale(("heat += 2", "heat += 3"))
    shelf = Shelf(tmp_path)
    shelf.autosave(walk(before, "hall.wait", "cellar.look"))
    kept = (tmp_path / "autosave-ann.json").read_bytes()
    saved = shelf.read("autosave-ann")
    restored = restore(after, saved)
    assert restored.outcome == "changed" and restored.session is not None
    assert (tmp_path / "autosave-ann.json").read_bytes() == kept, "taking it up writes nothing"
    shelf.take_up(restored.session, saved, restored, goes_on=True)
    for move in ("cellar.up", "hall.listen"):
        restored = Restored(restored.session.play(move), "same")
        assert restored.session is not None
        shelf.autosave(restored.session)
        assert (tmp_path / "autosave-ann.json.bak").read_bytes() == kept
    shelf.write("mine", restored.session)
    assert not (tmp_path / "autosave-ann.json.bak").exists()


# ------------------------------------------------------------------


def held(session: Session, name: str) -> object:
    saved: SavedGame = save(session)
    anchor = session.setup.anchor
    return saved.position.values.get(name, None if anchor is None else anchor.values.get(name))


def test_the_game_at_the_players_place_is_saved_and_taken_up_like_any_other() -> None:
    program = tale(("look: {do: Look round., then: [Nothing.]}, ", ""))
    restored = taken_up(program)
    assert restored.other is not None
    further = restored.other.play("porch.go")
    again = restore(program, decode(encode(save(further))))
    assert (again.outcome, again.session) == ("same", further)
