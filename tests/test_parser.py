"""The parser: what a story's files add up to."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.language.checker import check_story
from game.language.expressions import Binary
from game.language.model import (
    Call,
    Chance,
    Choose,
    End,
    Enum,
    Goto,
    If,
    Match,
    Note,
    Number,
    PageMark,
    Passage,
    Recover,
    Return,
    Set,
    SetOf,
    Step,
    Story,
    Surface,
    Todo,
    Vary,
    YesNo,
)
from game.language.parser import digest_of, parse_story
from game.text.source import Source

HEAD = """\
story: {id: small, title: Small, version: 1.0.0, author: Ann, language: en}
leads: {ann: {name: Ann Bell, start: hall}}
cast: {orlick: Bernard Orlick}
endings: {done: {title: Done, about: It is over.}}
"""
HALL = "scene: hall\nscript:\n  - end: done\n"
KITCHEN = (Path(__file__).parent / "stories" / "kitchen.yaml").read_text(encoding="utf-8")


def story_of(*texts: str) -> Story:
    """The story of these files, which make no mistake of form."""
    story, mistakes = parse_story([Source(f"{number}.yaml", text) for number, text in enumerate(texts)])
    assert mistakes == []
    return story


def script_of(*lines: str) -> tuple[Step, ...]:
    """The steps of a scene with these lines as its script, below the declarations of `HEAD`."""
    body = "".join(f"  {line}\n" for text in lines for line in text.split("\n"))
    return story_of(f"{HEAD}---\nscene: hall\nscript:\n{body}").scenes[0].script


def words_of(step: Step) -> list[tuple[str, str]]:
    """Speaker and words of each paragraph."""
    assert isinstance(step, Passage)
    return [(each.speaker, "".join(map(str, each.text.parts))) for each in step.paragraphs]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("- Rain.", Passage),
        ("- orlick: Rain.", Passage),
        ("- you: Rain.", Passage),
        ("- choose: {wait: Wait.}", Choose),
        ("- hub: {go: {do: Go., leave: true}}", Choose),
        ("- if: lead == ann\n  then: Rain.", If),
        ("- match: lead\n  ann: Rain.", Match),
        ("- set: attend hands", Set),
        ("- goto: hall", Goto),
        ("- call: hall", Call),
        ("- return:", Return),
        ("- return: hall", Return),
        ("- end: done", End),
        ("- sequence: [Rain., Snow.]", Vary),
        ("- cycle: [Rain., Snow.]", Vary),
        ("- once: [Rain., Snow.]", Vary),
        ("- shuffle: [Rain., Snow.]", Vary),
        ("- shuffle: {rain: Rain., snow: Snow.}", Chance),
        ("- chance: {rain: Rain., snow: {odds: 2, then: Snow.}}", Chance),
        ("- surface: bell", Surface),
        ("- recover: bell", Recover),
        ("- note: Rain.", Note),
        ("- page:", PageMark),
        ("- todo: The rain.", Todo),
    ],
)
def test_each_step_word_makes_its_step(line: str, kind: type[Step]) -> None:
    (step,) = script_of(line)
    assert type(step) is kind


@pytest.mark.parametrize("steps", ["Rain.", "[Rain.]", "\n  - Rain."])
def test_steps_are_a_text_or_one_step_or_a_list(steps: str) -> None:
    story = story_of(f"{HEAD}---\nscene: hall\nscript: {steps}\n")
    assert [words_of(step) for step in story.scenes[0].script] == [[("", "Rain.")]]


def test_one_step_may_stand_without_a_list() -> None:
    (choose,) = script_of("- choose:\n    go:\n      do: Go.\n      then: {end: done}")
    assert isinstance(choose, Choose)
    (end,) = choose.options[0].then
    assert isinstance(end, End)


def test_label_condition_and_tags_stand_beside_any_head() -> None:
    (step,) = script_of("- orlick: Sit down.\n  label: asking\n  if: visits(hall) == 1\n  tags: [kind, low]")
    assert (step.label, step.tags) == ("asking", ("kind", "low"))
    assert isinstance(step.condition, Binary)


def test_an_if_with_another_head_is_its_condition_and_alone_is_the_step() -> None:
    beside, alone = script_of("- goto: hall\n  if: visits(hall) == 1", "- if: visits(hall) == 1\n  then: Rain.")
    assert isinstance(beside, Goto)
    assert beside.condition is not None
    assert isinstance(alone, If)
    assert alone.condition is None
    assert alone.otherwise == ()


def test_a_short_speech_has_a_speaker_and_a_manner() -> None:
    (step,) = script_of("- orlick (to the kettle): It whistles twice.")
    assert words_of(step) == [("orlick", "It whistles twice.")]
    assert isinstance(step, Passage)
    manner = step.paragraphs[0].manner
    assert manner is not None
    assert manner.parts == ("to the kettle",)


def test_a_speech_in_a_block_keeps_its_speaker_over_blank_lines() -> None:
    (step,) = script_of("- orlick: |\n    Sit\n    down.\n\n    It whistles twice.")
    assert words_of(step) == [("orlick", "Sit down."), ("orlick", "It whistles twice.")]


def test_values_of_a_match_may_be_names_of_speakers() -> None:
    (step,) = script_of("- match: lead\n  ann: Rain.\n  orlick: Snow.\n  0..2: Hail.\n  true: Sun.\n  else: Fog.")
    assert isinstance(step, Match)
    assert [case.key for case in step.cases] == ["ann", "orlick", "0..2", "true"]
    assert words_of(step.otherwise[0]) == [("", "Fog.")]


def test_an_option_has_all_its_parts() -> None:
    (step,) = script_of(
        "- label: asking",
        "  choose:",
        "    coat:",
        "      say: That's my coat.",
        "      if: visits(hall) == 1",
        "      locked: It is gone.",
        "      once: false",
        "      set: [attend hands, attend door]",
        "      then: Rain.",
        "      goto: .asking",
        "      was: [jacket, porch.jacket]",
        "      tags: [warm]",
        "    tea: Ask if there's any tea.",
        "    else: Nobody asks.",
    )
    assert isinstance(step, Choose)
    coat, tea = step.options
    assert (coat.id, coat.spoken, coat.once, coat.leave) == ("coat", True, False, False)
    assert coat.condition is not None
    assert coat.locked is not None
    assert [effect.target for effect in coat.effects] == ["hands", "door"]
    assert words_of(coat.then[0]) == [("", "Rain.")]
    assert coat.goto is not None
    assert (coat.goto.scene, coat.goto.at) == ("", "asking")
    assert (coat.was, coat.tags) == (("jacket", "porch.jacket"), ("warm",))
    assert (tea.id, tea.spoken, tea.once) == ("tea", False, True)
    assert tea.words.parts == ("Ask if there’s any tea.",)
    assert words_of(step.otherwise[0]) == [("", "Nobody asks.")]


@pytest.mark.parametrize(
    ("typed", "scene", "label"), [("porch", "porch", ""), ("porch.rain", "porch", "rain"), (".rain", "", "rain")]
)
def test_a_goto_names_a_scene_or_a_label_or_both(typed: str, scene: str, label: str) -> None:
    (step,) = script_of(f"- goto: {typed}")
    assert isinstance(step, Goto)
    assert (step.scene, step.at) == (scene, label)


def test_branches_of_fate_have_odds_and_words_for_the_record() -> None:
    (step,) = script_of(
        "- chance:",
        "    wakes: {odds: 3, if: lead == ann, about: He wakes., then: Rain., was: [stirs]}",
        "    sleeps: Snow.",
    )
    assert isinstance(step, Chance)
    wakes, sleeps = step.branches
    assert (wakes.odds, wakes.was, sleeps.odds) == (3, ("stirs",), 1)
    assert wakes.condition is not None
    assert wakes.about is not None


def test_a_named_shuffle_holds_steps_or_a_branch_with_keys_of_its_own() -> None:
    (step,) = script_of(
        "- shuffle:",
        "    rain: {note: Rain.}",
        "    snow: {about: Snow, then: Snow falls.}",
        "    hail: {if: lead == ann, then: Hail.}",
    )
    assert isinstance(step, Chance)
    assert step.shuffle
    rain, snow, hail = step.branches
    assert isinstance(rain.steps[0], Note)
    assert words_of(snow.steps[0]) == [("", "Snow falls.")]
    assert isinstance(hail.steps[0], If)


def test_variables_have_a_domain_a_start_and_perhaps_old_ids() -> None:
    story = story_of(
        HEAD
        + """\
variables:
  heat: {of: 0..6 = 2, was: [alarm]}
  cover: intact | blown
  told: false
  tools: set of wire, torch
""",
        HALL,
    )
    heat, cover, told, tools = story.variables
    assert (heat.name, heat.domain, heat.start, heat.was) == ("heat", Number(0, 6), 2, ("alarm",))
    assert (cover.domain, told.domain) == (Enum(("intact", "blown")), YesNo())
    assert tools.domain == SetOf(("wire", "torch"))


def test_documents_add_up_in_any_order_and_a_scene_knows_every_speaker() -> None:
    scene = "scene: hall\nscript:\n  - celeste: Rain.\n  - end: done\n"
    story = story_of(scene, HEAD, "cast: {celeste: Celeste}\n---\ndefine: {first: visits(hall) == 1}\n")
    assert [each.id for each in story.cast] == ["orlick", "celeste"]
    assert words_of(story.scenes[0].script[0]) == [("celeste", "Rain.")]
    assert [each.name for each in story.defines] == ["first"]


def test_a_chapters_head_holds_for_the_scenes_after_it_in_its_file() -> None:
    story = story_of(
        HEAD + "---\nscene: hall\nscript:\n  - goto: porch\n",
        "chapter: One\nlead: ann\nvariables: {kettle: broken | mended}\n---\nscene: porch\nscript: Rain.\n"
        "---\nscene: steps\nscript: Rain.\n---\nchapter: Two\n---\nscene: yard\nscript: Rain.\n",
        "scene: gate\nscript: Rain.\n",
    )
    placed = [(each.id, each.chapter, each.lead) for each in story.scenes]
    assert placed == [
        ("hall", "", ""),
        ("porch", "One", "ann"),
        ("steps", "One", "ann"),
        ("yard", "Two", ""),
        ("gate", "", ""),
    ]
    assert [(each.title, each.lead) for each in story.chapters] == [("One", "ann"), ("Two", "")]
    assert [each.chapter for each in story.variables] == ["One"]


def test_a_memory_has_its_words_details_and_script() -> None:
    story = story_of(
        HEAD
        + """\
memories:
  bell:
    owner: both
    title: The bell
    provenance: told
    surfaced: A thumb on a bell.
    recovered: You rang.
    details: [hands, door]
    script:
      - orlick: Who is it?
    was: [chime]
""",
        HALL,
    )
    (bell,) = story.memories
    assert (bell.owner, bell.title, bell.provenance) == ("both", "The bell", "told")
    assert (bell.details, bell.was) == (("hands", "door"), ("chime",))
    assert words_of(bell.script[0]) == [("orlick", "Who is it?")]
    assert bell.surfaced.parts == ("A thumb on a bell.",)


def test_an_id_in_two_files_is_one_error_that_names_both_places() -> None:
    _, mistakes = parse_story([Source("a.yaml", HEAD), Source("b.yaml", HALL), Source("c.yaml", HALL)])
    (mistake,) = mistakes
    assert (mistake.code, mistake.span.file, mistake.span.line, mistake.span.column) == ("N003", "c.yaml", 1, 8)
    assert "b.yaml:1:8" in mistake.message


def test_mistakes_come_in_the_order_of_the_files_given() -> None:
    _, mistakes = parse_story(
        [Source("b.yaml", "scene: hall\nscripts: Rain.\nplaces: Here\n"), Source("a.yaml", HEAD + "casts: {}\n")]
    )
    assert [(each.span.file, each.span.line) for each in mistakes] == [("b.yaml", 2), ("b.yaml", 3), ("a.yaml", 5)]


def test_a_story_of_no_files_lacks_its_head_and_its_leads() -> None:
    story, mistakes = parse_story([])
    assert [each.code for each in mistakes] == ["S010", "S011"]
    assert story.scenes == ()


def test_the_digest_is_that_of_the_texts_in_their_order_wherever_they_lie() -> None:
    one = [Source("a.yaml", "x: y"), Source("b.yaml", "")]
    assert digest_of(one) == digest_of([Source("a.yaml", "x: y"), Source("b.yaml", "")])
    assert digest_of(one) == digest_of([Source("elsewhere/a.yaml", "x: y"), Source("elsewhere/b.yaml", "")])
    others = [
        [Source("a.yaml", "x: z"), Source("b.yaml", "")],
        [Source("a.yaml", ""), Source("b.yaml", "x: y")],
        [Source("a.yaml", "x: "), Source("b.yaml", "y")],
        one[:1],
    ]
    assert len({digest_of(each) for each in [one, *others]}) == 1 + len(others)
    assert parse_story(one)[0].digest == digest_of(one)


SLIPS = st.sampled_from(
    [
        *"{}[]:,#&*!|>'\"?@`\\\t\n-~",
        "- ",
        ": ",
        "---\n",
        "goto: ",
        "choose:",
        "if: ",
        "then:",
        "\n  - ",
        "0..",
        "return:",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(KITCHEN)), st.integers(0, 12), SLIPS), min_size=1, max_size=4))
def test_no_slip_of_an_author_raises(slips: list[tuple[int, int, str]]) -> None:
    text = KITCHEN
    for place, length, typed in slips:
        text = text[:place] + typed + text[place + length :]
    story, mistakes = parse_story([Source("story.yaml", text)])
    lines = text.split("\n")
    for each in [*mistakes, *check_story(story)]:
        assert each.span.file == "story.yaml"
        assert 1 <= each.span.line <= len(lines)
