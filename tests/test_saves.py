"""Saved games: round trips, the four outcomes of taking one up again, and files that are no saved games."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from game.language.checker import check_story
from game.language.compiler import compile_story
from game.language.parser import parse_story
from game.language.program import Program
from game.play.save_format import MOST_MOVES
from game.play.saves import SavedGame, SaveError, decode, encode, restore, save, setup_of, turns
from game.play.session import Branch, Session, begin, replay
from game.play.state import Position, Setup
from game.shell.stories import StoryFolder, load
from game.text.source import Source
from tests.conftest import KITCHEN
from tests.walks import walk, wander

MOVES = ("kitchen.coat", "kitchen.wait", "kitchen.torch", "kitchen.go", "green_door.hands")


def edited(folder: Path, *changes: tuple[str, str]) -> Program:
    """The kitchen, its source changed."""
    text = KITCHEN.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "kitchen.yaml"
    path.write_text(text, encoding="utf-8")
    loaded = load(StoryFolder(path, "kitchen"))
    assert loaded.program is not None, loaded.diagnostics
    return loaded.program


# ------------------------------------------------------------------ there and back


@pytest.mark.parametrize("number", range(25))
def test_saving_and_loading_changes_nothing_after_any_move(kitchen: Program, number: int) -> None:
    session = wander(kitchen, number, most=25)
    for moves in range(len(session.path) + 1):
        here = session.rewind(moves)
        restored = restore(kitchen, decode(encode(save(here))))
        assert (restored.outcome, restored.note) == ("same", "")
        assert restored.session == here


def test_a_saved_game_reads_back_as_it_was_written(kitchen: Program) -> None:
    saved = save(
        replace(walk(kitchen, *MOVES), branches=(Branch((*MOVES[:2], "x.y"), "b"), Branch(("x.y",)))),
        label="Before the street",
        saved_at="2026-01-02",
        played=83,
        read=4,
    )
    assert decode(encode(saved)) == saved


def test_a_game_that_began_at_a_position_is_saved_with_it(kitchen: Program) -> None:
    anchor = Position((("kitchen", "asking"),), {"heat": 4, "tools": ["torch"]})
    setup = Setup(lead="daniel", seed=-5, ghost={"a": "b"}, finished=("tea",), anchor=anchor)
    session = replay(kitchen, setup, ("kitchen.gun",))
    saved = decode(encode(save(session)))
    assert setup_of(saved) == setup
    assert restore(kitchen, saved).session == session


def test_the_summary_tells_where_the_game_stands(kitchen: Program) -> None:
    session = walk(kitchen, *MOVES)
    summary = save(session, label="here", saved_at="now").summary
    told = (summary.label, summary.lead, summary.chapter, summary.place, summary.time, summary.saved_at, summary.turns)
    assert told == ("here", "Daniel Marsh", "Apportionment", "Barrington Street, Halifax", "21:10", "now", 5)
    assert summary.last_line == "Noted: Orlick takes kettles apart."
    assert turns(session) == 5 == len(session.path) - 1


def test_unknown_keys_are_kept_at_every_level_and_through_another_save(kitchen: Program) -> None:
    document = json.loads(encode(save(replace(walk(kitchen, *MOVES), branches=(Branch((), "b"),)))))
    document["future"] = {"deep": [1, {"x": None}]}
    document["rest"] = "a key by this name"
    for part in ("story", "setup", "position", "summary"):
        document[part]["future"] = part
    document["branches"][0]["future"] = True
    data = json.dumps(document).encode()
    saved = decode(data)
    assert json.loads(encode(saved)) == document
    again = json.loads(encode(save(walk(kitchen), before=saved)))
    assert again["future"] == document["future"]
    assert [again[part]["future"] for part in ("story", "setup", "summary")] == ["story", "setup", "summary"]


# ------------------------------------------------------------------ four outcomes


def test_other_words_in_the_story_are_no_matter(kitchen: Program, tmp_path: Path) -> None:
    program = edited(tmp_path, ("Four. He has lined them up by length.", "Five. He has {lined|stood} them up."))
    restored = restore(program, save(walk(kitchen, *MOVES)))
    assert (restored.outcome, restored.note) == ("same", "")


def test_a_path_that_leads_to_another_state_is_told(kitchen: Program, tmp_path: Path) -> None:
    program = edited(tmp_path, ("[kettle = mended, heat += 1]", "[kettle = mended, heat += 3]"))
    session = walk(kitchen, *MOVES)
    restored = restore(program, save(session))
    assert restored.outcome == "changed"
    assert "edited" in restored.note
    assert restored.session is not None
    assert restored.session.path == session.path


def test_a_move_that_is_gone_leaves_two_ways_to_go_on(kitchen: Program, tmp_path: Path) -> None:
    program = edited(tmp_path, ("      torch: {do: Take the torch., set: tools += torch}\n", ""))
    session = walk(kitchen, *MOVES)
    restored = restore(program, save(session))
    assert restored.outcome == "broken"
    assert "choice 3 of your 5, “torch” in “kitchen”, is no longer in it" in restored.note
    assert restored.session is not None
    assert restored.session.path == ("kitchen.coat", "kitchen.wait")
    assert restored.other is not None
    assert [move.id for move in restored.other.page.moves] == [move.id for move in session.page.moves]
    assert restore(program, decode(encode(save(restored.other)))).session == restored.other


def test_where_the_saved_scene_is_gone_too_there_is_one_way(kitchen: Program) -> None:
    saved = save(walk(kitchen, *MOVES))
    saved = msgspec.structs.replace(saved, path=("no.such",))
    saved = msgspec.structs.replace(saved, position=msgspec.structs.replace(saved.position, stack=(("cellar", ""),)))
    restored = restore(kitchen, saved)
    assert (restored.outcome, restored.other) == ("broken", None)


def test_another_story_is_lost_and_a_new_game_offered(kitchen: Program) -> None:
    saved = save(walk(kitchen, *MOVES))
    other = msgspec.structs.replace(saved, story=msgspec.structs.replace(saved.story, id="vienna", title="Vienna"))
    restored = restore(kitchen, other)
    assert restored.outcome == "lost"
    assert "“Vienna”" in restored.note
    assert restored.session is not None
    assert restored.session.path == ()


def test_a_lead_that_is_gone_is_lost(kitchen: Program) -> None:
    saved = save(walk(kitchen, *MOVES))
    saved = msgspec.structs.replace(saved, setup=msgspec.structs.replace(saved.setup, lead="boris"))
    restored = restore(kitchen, saved)
    assert restored.outcome == "lost"
    assert "boris" in restored.note
    assert restored.session is not None
    assert restored.session.setup.lead == "daniel"


def test_renamed_ids_are_followed(kitchen: Program, tmp_path: Path) -> None:
    program = edited(
        tmp_path,
        ("      torch: {do: Take the torch.,", "      lamp: {was: [torch], do: Take the torch.,"),
        ("scene: kitchen\n", "scene: galley\nwas: [kitchen]\n"),
        ("start: kitchen", "start: galley"),
        ("  heat: 0..6\n", "  alarm: {of: 0..6, was: [heat]}\n"),
        ("heat", "alarm"),
        ("was: [alarm]", "was: [heat]"),
    )
    session = walk(kitchen, *MOVES)
    restored = restore(program, save(session))
    assert restored.session is not None
    assert restored.session.path[:4] == ("galley.coat", "galley.wait", "galley.lamp", "galley.go")
    assert (restored.outcome, restored.note) == ("same", "")


def test_an_altered_file_is_not_blamed_on_the_story(kitchen: Program) -> None:
    saved = msgspec.structs.replace(save(walk(kitchen, *MOVES)), path=("kitchen.street",))
    restored = restore(kitchen, saved)
    assert restored.outcome == "broken"
    assert "altered" in restored.note


# ------------------------------------------------------------------ hostile bytes


@pytest.fixture(scope="module")
def data(kitchen: Program) -> bytes:
    return encode(save(walk(kitchen, *MOVES)))


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"   \n",
        b"null",
        b"[]",
        b"{}",
        b'"format"',
        b"\xff\xfe\x00",
        b"[" * 200_000,
        b'{"format":1,"story":' * 5_000,
        b'{"format": NaN, "story": {}}',
        b'{"format": 1e999, "story": {}}',
        b'{"format": true, "story": {"id": "kitchen"}, "setup": {"lead": "daniel"}}',
        b'{"format": "1", "story": {"id": "kitchen"}, "setup": {"lead": "daniel"}}',
        b'{"format": 1, "story": []}',
        b'{"format": 1, "story": {}}',
        b'{"format": 1, "story": {"id": 5}, "setup": {"lead": "daniel"}}',
        b'{"format": 1, "story": {"id": "kitchen"}, "setup": {"lead": "daniel", "seed": 1' + b"0" * 40 + b"}}",
        b'{"format": 1, "story": {"id": "kitchen"}, "setup": {"lead": "daniel"}, "path": "kitchen.wait"}',
        b'{"format": 1, "story": {"id": "kitchen"}, "setup": {"lead": "daniel"}, "path": [1, 2]}',
        b'{"format": 1, "story": {"id": "kitchen"}, "setup": {"lead": "daniel"}, "branches": [5]}',
        b'{"format": 1, "story": {"id": "kitchen"}, "setup": {"lead": "daniel"}, "position": {"stack": [["a"]]}}',
        b'{"format": 1, "story": {"id": "kitchen"}, "setup": {"lead": "daniel"}, "summary": 5}',
        b'{"name": "package.json", "version": "1.0.0"}',
    ],
    ids=lambda bad: bad[:50].decode("latin-1"),
)
def test_what_is_no_saved_game_is_refused_in_a_sentence(bad: bytes) -> None:
    with pytest.raises(SaveError) as caught:
        decode(bad)
    assert str(caught.value).endswith(".")
    assert len(str(caught.value)) < 250


def test_a_later_format_is_told_apart(data: bytes) -> None:
    with pytest.raises(SaveError, match="later version"):
        decode(data.replace(b'"format": 1', b'"format": 2'))


def test_a_path_longer_than_any_game_is_refused(data: bytes) -> None:
    document = json.loads(data)
    document["path"] = ["kitchen.door"] * (MOST_MOVES + 1)
    with pytest.raises(SaveError, match="more than 20,000"):
        decode(json.dumps(document).encode())


def test_the_longest_path_is_taken_up_in_seconds(kitchen: Program) -> None:
    moves = ("kitchen.wait", *["kitchen.door"] * (MOST_MOVES - 1))
    restored = restore(kitchen, msgspec.structs.replace(save(walk(kitchen)), path=moves))
    assert restored.session is not None
    assert len(restored.session.path) == MOST_MOVES


def test_every_cut_of_a_file_is_refused(data: bytes) -> None:
    for length in range(len(data.rstrip())):
        with pytest.raises(SaveError):
            decode(data[:length])


@given(st.integers(0, 10**6), st.integers(0, 7))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_flipped_bit_never_raises_anything_else(kitchen: Program, data: bytes, place: int, bit: int) -> None:
    changed = bytearray(data)
    changed[place % len(data)] ^= 1 << bit
    take_up(kitchen, bytes(changed))


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_refused_or_read(kitchen: Program, noise: bytes) -> None:
    take_up(kitchen, noise)


scalars = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False)
jsons = st.recursive(
    scalars | st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
PLACES = [
    ("path",), ("branches",), ("story", "id"), ("setup", "lead"), ("setup", "seed"), ("setup", "ghost"),
    ("setup", "anchor"), ("setup", "finished"), ("position",), ("position", "stack"), ("position", "values"),
    ("summary",), ("summary", "turns"), ("format",),
]  # fmt: skip


@given(st.sampled_from(PLACES), jsons)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_value_in_any_place_is_refused_or_taken_up(
    kitchen: Program, data: bytes, place: tuple[str, ...], value: object
) -> None:
    document = json.loads(data)
    inner = document
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    take_up(kitchen, json.dumps(document).encode())


names = st.sampled_from(["kitchen", "hall", "stairs", "green_door", "asking", "wait", "coat", "go", "nowhere", ""])
values = st.integers(-(2**65), 2**65) | st.text(max_size=5) | st.lists(st.sampled_from(["torch", "wire", "gun"]))
slots = st.sampled_from(
    ["heat", "cover", "tools", "memory(green_door)", "detail(green_door)", "lead", "chose(kitchen.go)"]
)


@given(st.lists(st.tuples(names, names), max_size=5), st.dictionaries(slots | st.text(max_size=4), values, max_size=5))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_position_is_taken_up_with_what_of_it_fits(
    kitchen: Program, stack: list[tuple[str, str]], held: dict[str, int | str | list[str]]
) -> None:
    saved = save(walk(kitchen))
    place = msgspec.structs.replace(saved.position, stack=tuple(stack), values=held)
    anchored = msgspec.structs.replace(saved, setup=msgspec.structs.replace(saved.setup, anchor=place))
    for each in (anchored, msgspec.structs.replace(saved, position=place, path=("gone.away",))):
        taken = take_up(kitchen, encode(each))
        assert taken is not None
        look_round(taken)


def take_up(program: Program, data: bytes) -> Session | None:
    """Read and restore, and play a page on; only SaveError may be raised, and is caught."""
    try:
        saved = decode(data)
    except SaveError:
        return None
    assert isinstance(saved, SavedGame)
    assert decode(encode(saved)) == saved
    restored = restore(program, saved)
    for session in (restored.session, restored.other):
        if session is not None:
            look_round(session)
    return restored.other or restored.session


def look_round(session: Session) -> None:
    """Show the page, and play each of its moves."""
    for move in session.page.open:
        assert session.play(move.id).page is not None


OLD = """\
story: {id: old-tale, title: Tale, version: 1.0.0}
leads: {anne: {name: Ann, start: hall}}
variables: {alarm: 0..5}
endings: {over: {title: Over, about: It is over.}}
---
scene: hall
script:
  - set: alarm = 3
  - if: finished(over) and alarm >= 3
    then: Again.
  - choose: {go: Go.}
  - choose: {stay: Stay.}
  - end: over
"""
NEW = (
    OLD.replace("id: old-tale", "id: tale, was: [old-tale]")
    .replace("leads: {anne: {name: Ann,", "leads: {ann: {was: [anne], name: Ann,")
    .replace("variables: {alarm: 0..5}", "variables: {heat: {of: 0..5, was: [alarm]}}")
    .replace("{over: {title", "{done: {was: [over], title")
    .replace("finished(over) and alarm", "finished(done) and heat")
    .replace("set: alarm", "set: heat")
    .replace("end: over", "end: done")
    .replace("scene: hall", "scene: porch\nwas: [hall, alarm]")
    .replace("start: hall", "start: porch")
)


def tale(text: str) -> Program:
    story, mistakes = parse_story([Source("tale.yaml", text)])
    assert mistakes == [] and not [each for each in check_story(story) if each.severity == "error"]
    return compile_story(story)


def test_everything_that_has_an_id_may_be_renamed_and_a_save_follows() -> None:
    """A story, its lead, an ending, a variable and a scene at once; the variable's old name is a scene's too."""
    setup = Setup(lead="anne", seed=1, finished=("over",))
    saved = save(begin(tale(OLD), setup).play("hall.go"))
    restored = restore(tale(NEW), saved)
    assert (restored.outcome, restored.note) == ("same", "")
    assert restored.session is not None
    assert restored.session.path == ("porch.go",)
    assert restored.session.setup.lead == "ann"
    again = begin(tale(NEW), Setup(lead="ann", seed=1, finished=("over",)))
    assert [line.text for line in again.page.lines] == ["Again."]


@pytest.mark.parametrize("sign", ["\x1b]52;c;eA==\x07", "\x9b2J", "\x7f", "\u202e", "\u2066", "\x00"])
def test_nothing_that_a_terminal_obeys_comes_out_of_a_save(kitchen: Program, sign: str) -> None:
    made = json.loads(encode(save(walk(kitchen, "kitchen.wait"), label="x")))
    made["summary"]["last_line"] = f"a{sign}b"
    made["story"]["title"] = f"a{sign}b"
    made["path"] = [f"a{sign}b"]
    made["branches"] = [{"name": f"a{sign}b", "path": []}]
    made["later"] = f"a{sign}b"
    saved = decode(json.dumps(made).encode())
    told = (saved.summary.last_line, saved.story.title, *saved.path, saved.branches[0].name)
    assert all(text.isprintable() and text[0] == "a" and text[-1] == "b" for text in told)
    assert saved.rest == {"later": f"a{sign}b"}, "what is not shown is kept as it is"


def test_lines_become_spaces(kitchen: Program) -> None:
    made = json.loads(encode(save(walk(kitchen), label="x")))
    made["summary"]["label"] = "a\nb\tc"
    assert decode(json.dumps(made).encode()).summary.label == "a b c"
