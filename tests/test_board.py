"""The memory board: what lies on it, what it costs, and what edits of a story leave of a game that stands on it."""

from __future__ import annotations

import pytest

from game.language.checker import check_story
from game.language.compiler import compile_story
from game.language.parser import parse_story
from game.language.program import Program
from game.language.sizes import MOST_MEMORIES
from game.play.board import BoardView, Laid, Made, Settled, board_of
from game.play.position import position_of
from game.play.reflecting import LinkedBoard
from game.play.runtime import page, start, step
from game.play.saves import decode, encode, restore, save
from game.play.session import Session, begin
from game.play.state import Setup
from game.play.survey import survey, written
from game.shell.stats import report
from game.text.source import Source
from tests.walks import walk, wander

STORY = """\
story: {id: table, title: Table, version: 1.0.0}
leads: {ann: {name: Ann, start: hall}, ben: {name: Ben, start: hall}}
endings: {done: {title: Done, about: It is over.}}
memories:
  cup: {owner: both, title: The _old_ cup, provenance: lived, surfaced: Tea., recovered: "A cup{if linked(hands)?, hers}."}
  glove: {owner: ann, title: The glove, provenance: lived, surfaced: Wool., recovered: A glove.}
  alibi: {owner: both, title: The alibi, provenance: said, surfaced: I was at sea.}
board: {wrong: {text: No.}}
links:
  hands:
    joins: [glove, cup]
    wrong: Not yet.
    readings:
      hers: {text: "Her _hands_.", for: {truth: who, value: ben}}
      his: His hands.
  sea:
    joins: [cup, alibi]
    readings: {salt: {text: Salt., for: {truth: who, value: ben}}}
truths: {who: {values: [nobody, ben], settles_at: 2}}
---
scene: hall
script:
  - recover: cup
  - surface: glove
  - reflect:
  - recover: glove
  - surface: alibi
  - choose: {think: Think.}
  - label: again
    reflect:
  - if: truth(who) == ben
    then: Ben, then.
  - choose:
      back: {do: Think again., once: false, goto: .again}
      go: Go.
  - end: done
"""


def program_of(text: str = STORY) -> Program:
    story, mistakes = parse_story([Source("story.yaml", text)])
    assert [*mistakes, *check_story(story)] == []
    return compile_story(story)


def ids(session: Session) -> list[str]:
    return [move.id for move in session.page.open]


def test_the_board_of_a_state_is_what_its_page_ends_with() -> None:
    program = program_of()
    session = walk(program, lead="ann")
    cup = Laid("cup", "The _old_ cup", "lived", True, True, "A cup.")
    glove = Laid("glove", "The glove", "lived", False, False, "Wool.")
    assert board_of(program, session.state) == BoardView((cup, glove))
    session = session.play("close").play("hall.think")
    assert [each.joinable for each in board_of(program, session.state).fragments] == [True, True, True]
    view = board_of(program, session.play("hands.hers").state)
    assert view.fragments[0].text == "A cup, hers."
    assert [(each.id, each.pair, each.reading, each.text) for each in view.links] == [
        ("hands", ("cup", "glove"), "hers", "Her hands.")
    ]
    assert isinstance(view.links[0], Made)
    assert [each.style for each in view.links[0].styles] == ["emphasis"]
    assert view.truths == ()
    view = board_of(program, session.play("hands.hers").play("sea.salt").state)
    assert view.truths == (Settled("who", "ben"),)


def test_looking_at_the_board_changes_nothing() -> None:
    program = program_of()
    session = walk(program, "close", "hall.think", lead="ann")
    before = page(program, session.state)
    board_of(program, session.state)
    assert page(program, session.state) == before


def test_moves_tell_which_memories_they_lay_together() -> None:
    moves = walk(program_of(), lead="ann").page.moves
    assert [(move.id, move.kind, move.pair, move.label) for move in moves] == [
        ("cup+glove", "wrong", ("cup", "glove"), "The _old_ cup and The glove"),
        ("close", "close", (), "Close the board."),
    ]
    session = walk(program_of(), "close", "hall.think", lead="ann")
    assert session.page.reflects
    assert [(move.id, move.kind, move.pair) for move in session.page.moves] == [
        ("hands.hers", "link", ("cup", "glove")),
        ("hands.his", "link", ("cup", "glove")),
        ("sea.salt", "link", ("alibi", "cup")),
        ("alibi+glove", "wrong", ("alibi", "glove")),
        ("close", "close", ()),
    ]


@pytest.mark.parametrize(
    "move",
    ["glove+alibi", "cup+cup", "cup+hat", "+", "cup+", "alibi+cup", "cup+glove", "hands", "hands.cold", "hall.go", ""],
)
def test_what_is_not_open_on_the_board_cannot_be_played(move: str) -> None:
    session = walk(program_of(), "close", "hall.think", lead="ann")
    with pytest.raises(KeyError):
        session.play(move)


def test_every_move_of_a_board_is_one_that_a_step_takes_and_no_other_is() -> None:
    program = program_of()
    known = {link.id: [each.id for each in link.readings] for link in program.board.links}
    names = [each.id for each in program.fragments]
    every = {f"{a}+{b}" for a in names for b in names} | {each for some in known.values() for each in some} | {"close"}
    met = 0
    for number in range(12):
        session = wander(program, number, most=9, lead=program.leads[number % 2].id)
        for moves, state in enumerate(session.states):
            shown = session.page_at(moves)
            if shown.reflects:
                met += 1
                for move in every:
                    try:
                        step(program, state, move)
                    except KeyError:
                        assert move not in {each.id for each in shown.moves}
                    else:
                        assert move in {each.id for each in shown.moves}
    assert met > 20


def test_a_link_is_read_otherwise_on_another_board_until_its_truth_is_settled() -> None:
    session = walk(program_of(), "close", "hall.think", "hands.hers", lead="ann")
    assert not [each for each in ids(session) if each.startswith("hands")]
    session = session.play("close").play("hall.back")
    assert "hands.his" in ids(session) and "hands.hers" not in ids(session)
    session = session.play("sea.salt")
    assert not [each for each in ids(session) if "." in each]


def test_the_leads_have_boards_of_their_own() -> None:
    program = program_of()
    session = walk(program, "close", "hall.think", lead="ben")
    assert ids(session) == ["sea.salt", "close"]
    assert [each.id for each in board_of(program, session.state).fragments] == ["cup", "alibi"]


def big(fragments: int) -> str:
    head, _, _ = STORY.partition("memories:")
    memories = "".join(
        f"  m{n}: {{owner: both, title: M{n}, provenance: said, surfaced: M.}}\n" for n in range(fragments)
    )
    links = "".join(
        f"  l{n}:\n    joins: [m{n}, m{n + 1}]\n    readings:\n"
        f"      yes: {{text: Yes., for: {{truth: who, value: ben}}}}\n      no: No.\n"
        for n in range(fragments - 1)
    )
    script = "".join(f"  - surface: m{n}\n" for n in range(fragments))
    return (
        f"{head}memories:\n{memories}links:\n{links}"
        f"truths: {{who: {{values: [nobody, ben], settles_at: {min(fragments - 1, 1000)}}}}}\n"
        "board: {wrong: No.}\n---\nscene: hall\nscript:\n" + script + "  - reflect:\n  - end: done\n"
    )


def test_a_step_over_the_largest_board_builds_no_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    program = program_of(big(MOST_MEMORIES))
    state = step(program, start(program, Setup(lead="ann")), "m0+m250")
    # The page that a step leaves would list forty thousand pairs.
    monkeypatch.setattr(LinkedBoard, "wrong_pairs", lambda *_: pytest.fail("the pairs were made"))
    for number in range(200):
        state = step(program, state, f"l{number}.yes")
    values = position_of(program, state).values
    assert all(values[f"linked(l{number})"] == "yes" for number in range(199))


def test_all_the_links_that_argue_for_a_value_settle_it() -> None:
    session = begin(program_of(big(40)), Setup(lead="ann"))
    for number in range(39):
        assert board_of(session.program, session.state).truths == ()
        session = session.play(f"l{number}.yes")
    assert board_of(session.program, session.state).truths == (Settled("who", "ben"),)


RENAMED = (
    STORY.replace("  hands:\n", "  fingers:\n    was: [hands]\n")
    .replace("linked(hands)", "linked(fingers)")
    .replace("hers: {text:", "mothers: {was: hers, text:")
    .replace("  alibi: {", "  story_told: {was: [alibi], ")
    .replace("[cup, alibi]", "[cup, story_told]")
    .replace("surface: alibi", "surface: story_told")
    .replace("{who: {values", "{who_did_it: {was: [who], values")
    .replace("truth: who,", "truth: who_did_it,")
    .replace("truth(who)", "truth(who_did_it)")
)


@pytest.mark.parametrize(
    "moves",
    [
        ["cup+glove"],
        ["close", "hall.think", "hands.hers"],
        ["close", "hall.think", "alibi+glove", "hands.hers", "sea.salt"],
        ["close", "hall.think", "hands.hers", "sea.salt", "close", "hall.back"],
    ],
)
def test_a_game_on_the_board_outlives_new_names(moves: list[str]) -> None:
    saved = decode(encode(save(walk(program_of(), *moves, lead="ann"))))
    restored = restore(program_of(RENAMED), saved)
    assert (restored.outcome, restored.note) == ("same", "")


def test_a_game_goes_on_from_its_place_on_the_board_under_new_names() -> None:
    saved = save(walk(program_of(), "close", "hall.think", "hands.hers", lead="ann"))
    gone = RENAMED.replace("think: Think.", "muse: Think.")
    restored = restore(program_of(gone), saved)
    assert restored.outcome == "broken" and restored.other is not None
    assert restored.other.page.reflects
    assert [each.reading for each in board_of(restored.other.program, restored.other.state).links] == ["mothers"]
    assert "fingers.his" not in ids(restored.other)
    assert restored.other.play("close").page.scene == "hall"


@pytest.mark.parametrize(
    ("moves", "ids_then"),
    [
        (["hands.hers"], ["sea.salt", "alibi+glove", "close"]),
        (["alibi+glove"], ["hands.hers", "hands.his", "sea.salt", "alibi+glove", "close"]),
        (["hands.hers", "close"], ["hall.back", "hall.go"]),
    ],
)
def test_the_place_on_a_board_or_behind_it_is_found_again_where_the_path_is_broken(
    moves: list[str], ids_then: list[str]
) -> None:
    saved = save(walk(program_of(), "close", "hall.think", *moves, lead="ann"))
    restored = restore(program_of(STORY.replace("think: Think.", "muse: Think.")), saved)
    assert restored.outcome == "broken" and restored.other is not None
    assert ids(restored.other) == ids_then


@pytest.mark.parametrize("silenced", [1, 2])
def test_where_the_board_is_gone_play_goes_on_at_another_or_from_the_place_before_it(silenced: int) -> None:
    saved = save(walk(program_of(), "close", "hall.think", "hands.hers", lead="ann"))
    gone = STORY.replace("{think: Think.}", "{muse: Muse.}").replace("    reflect:\n", "    note: Silence.\n")
    if silenced == 2:
        gone = gone.replace("  - reflect:\n", "")
    story, _ = parse_story([Source("story.yaml", gone)])
    restored = restore(compile_story(story), saved)
    assert restored.outcome == "broken" and restored.other is not None
    shown = restored.other.page
    assert shown.reflects if silenced == 1 else [each.id for each in shown.moves] == ["hall.back", "hall.go"]


def test_numbers_of_a_story_count_readings_as_its_links() -> None:
    program = program_of()
    sizes = {each.scene: (each.words, each.menus, each.options) for each in written(program)}
    assert sizes["hands"] == (2 + 2 + 2, 0, 2)
    assert sizes["board()"] == (1, 0, 0)
    assert sizes["hall"][1] == 4
    leads = report(program, 20)["leads"]
    assert isinstance(leads, dict)
    assert "hands" in [each["scene"] for each in leads["ann"]["scenes"]]
    assert "hands" not in [each["scene"] for each in leads["ben"]["scenes"]]


def test_plays_by_chance_come_off_a_board_with_many_pairs() -> None:
    found = survey(program_of(big(30)), "ann", 10)
    assert found.failures == []
    assert max(found.choices) < 300
