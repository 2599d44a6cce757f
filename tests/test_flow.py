"""The checks of flow: what play may come to, by the form of the scripts alone."""

from __future__ import annotations

import pytest

from game.language.circles import components
from game.language.flow import check_flow
from game.language.parser import parse_story
from game.text.diagnostic import Diagnostic
from game.text.source import Source

HEAD = """\
story: {id: small, title: Small}
leads: {ann: {name: Ann, start: hall}}
endings: {done: {title: Done, about: It is over.}}
variables: {heat: 0..6, wet: false, cover: intact | blown}
"""


def flow_of(declarations: str = "", /, **scripts: str) -> list[Diagnostic]:
    """What is said of the flow of scenes with these scripts, which make no mistake of form."""
    scenes = "".join(
        f"---\nscene: {name}\nscript:\n" + "".join(f"  {line}\n" for line in script.split("\n"))
        for name, script in scripts.items()
    )
    story, mistakes = parse_story([Source("story.yaml", HEAD + declarations + scenes)])
    assert mistakes == []
    return check_flow(story)


SOUND = {
    "options_that_each_go_elsewhere": {
        "hall": "- choose:\n    go: {do: Go., goto: porch}\n    stay: {do: Stay., then: {end: done}}",
        "porch": "- end: done",
    },
    "a_called_scene_that_runs_out": {"hall": "- call: porch\n- end: done", "porch": "- Rain."},
    "a_called_scene_that_goes_on_elsewhere_and_runs_out": {
        "hall": "- call: porch\n- end: done",
        "porch": "- goto: steps",
        "steps": "- Rain.",
    },
    "a_scene_sent_to_by_a_return": {
        "hall": "- call: porch",
        "porch": "- return: steps",
        "steps": "- end: done",
    },
    "a_call_and_a_goto_back": {
        "hall": "- call: porch\n- choose:\n    again: {do: Again., once: false, goto: hall}\n    go: Go.\n- end: done",
        "porch": "- Rain.",
    },
    "a_return_back_to_the_caller": {
        "hall": "- choose:\n    ring: {do: Ring., once: false, then: {call: porch}}\n    go: {do: Go., then: {end: done}}\n- end: done",
        "porch": "- choose:\n    in: {do: Go in., once: false, then: {return: hall}}\n    out: Stay out.",
    },
    "a_scene_entered_by_a_label_alone": {
        "hall": "- goto: porch.rain",
        "porch": "- Never mind.\n- label: rain\n  note: Rain.\n- end: done",
    },
    "a_label_that_makes_the_steps_after_a_goto_live": {
        "hall": "- if: wet\n  then: {goto: .dry}\n- end: done\n- label: dry\n  note: Dry.\n- end: done",
    },
    "a_step_for_when_every_option_was_taken": {
        "hall": "- choose:\n    go: {do: Go., goto: porch}\n- end: done",
        "porch": "- goto: hall",
    },
    "a_match_of_every_value": {
        "hall": "- match: cover\n  intact: {end: done}\n  blown: {end: done}",
    },
    "a_loop_that_counts": {
        "hall": "- label: again\n  set: heat += 1\n- if: heat < 6\n  then: {goto: .again}\n- end: done",
    },
    "a_loop_that_a_sequence_ends": {
        "hall": "- label: again\n  sequence: [{goto: .again}, {goto: .again}, {end: done}]",
    },
    "a_loop_over_visits": {
        "hall": "- if: visits(hall) < 3\n  then: {goto: hall}\n- end: done",
    },
    "a_loop_with_a_menu_in_a_called_scene": {
        "hall": "- label: again\n  call: porch\n- goto: .again",
        "porch": "- choose:\n    wait: {do: Wait., once: false}\n    go: {do: Go., then: {end: done}}",
    },
    "a_hub_left_by_a_goto_in_its_then": {
        "hall": "- hub:\n    ask: Ask.\n    go: {do: Go., then: [Out., goto: porch]}",
        "porch": "- end: done",
    },
    "a_loop_of_a_menu_that_a_condition_leaves": {
        "hall": "- label: look\n  choose:\n    left: {do: Look left., set: heat += 1}\n    right: {do: Look right., set: heat += 1}\n"
        "- if: heat < 2\n  then: {goto: .look}\n- end: done",
    },
    "a_fate_that_always_picks": {"hall": "- chance:\n    wakes: {then: {end: done}}\n    sleeps: {then: {end: done}}"},
    "unused_labels": {"hall": "- label: rain\n  note: Rain.\n- end: done"},
}


@pytest.mark.parametrize("scripts", SOUND.values(), ids=SOUND.keys())
def test_nothing_is_said_of_a_sound_story(scripts: dict[str, str]) -> None:
    assert flow_of(**scripts) == []


@pytest.mark.parametrize(
    ("scripts", "chain"),
    [
        ({"hall": "- if: wet\n  then: {call: hall}\n- end: done"}, "“hall” calls “hall”"),
        (
            {
                "hall": "- call: porch\n- end: done",
                "porch": "- if: wet\n  then: {goto: steps}",
                "steps": "- call: hall",
            },
            "“hall” calls “porch”, which goes to “steps”, which calls “hall”",
        ),
        (
            {
                "hall": "- goto: porch",
                "porch": "- call: steps\n- end: done",
                "steps": "- if: wet\n  then: {goto: porch}",
            },
            "“porch” calls “steps”, which goes to “porch”",
        ),
        (
            {
                "hall": "- call: porch\n- end: done",
                "porch": "- call: steps",
                "steps": "- if: wet\n  then: {return: hall}",
            },
            "“hall” calls “porch”, which by the `return:` of “steps” goes to “hall”",
        ),
        (
            {
                "hall": "- call: porch\n- end: done",
                "porch": "- call: steps",
                "steps": "- goto: loft",
                "loft": "- if: wet\n  then: {return: attic}",
                "attic": "- call: cellar",
                "cellar": "- if: wet\n  then: {return: hall}",
            },
            "“hall” calls “porch”, which by the `return:` of “loft” goes to “attic”, "
            "which by the `return:` of “cellar” goes to “hall”",
        ),
    ],
)
def test_calls_that_come_round_are_one_error_that_shows_the_chain(scripts: dict[str, str], chain: str) -> None:
    (mistake,) = flow_of(**scripts)
    assert mistake.code == "F003"
    assert mistake.message.endswith(f": {chain}")


def test_a_called_scene_may_return_to_its_caller() -> None:
    assert flow_of(hall="- call: porch\n- end: done", porch="- if: wet\n  then: {return: hall}") == []


def test_a_chain_of_thousands_of_calls_is_read_without_recursion() -> None:
    count = 3000
    scripts = {"hall": "- call: c0\n- end: done"} | {f"c{n}": f"- call: c{n + 1}" for n in range(count)}
    assert flow_of(**scripts, **{f"c{count}": "- Rain."}) == []


def test_a_call_of_what_never_comes_back_leaves_the_next_step_unplayed() -> None:
    (warning,) = flow_of(hall="- call: porch\n- Rain.", porch="- end: done")
    assert (warning.code, warning.severity, warning.span.line) == ("F005", "warning", 9)


def test_what_a_broken_step_may_have_led_to_is_not_missed() -> None:
    text = HEAD + "---\nscene: hall\nscript:\n  - gtoo: porch\n---\nscene: porch\nscript:\n  - goto: .nowhere\n"
    story, mistakes = parse_story([Source("story.yaml", text)])
    assert [each.code for each in mistakes] == ["S021"]
    assert [each.code for each in check_flow(story)] == ["S052"]


def test_a_menu_that_may_be_empty_is_no_way_to_run_out() -> None:
    text = HEAD + "---\nscene: hall\nscript:\n  - choose:\n      go: {do: Go., if: wet, then: {end: done}}\n"
    story, mistakes = parse_story([Source("story.yaml", text)])
    assert [each.code for each in mistakes] == ["S019"]
    assert check_flow(story) == []


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        ({}, []),
        ({1: [1]}, [[1]]),
        ({1: [2], 2: [3], 3: []}, [[3], [2], [1]]),
        ({1: [2], 2: [1, 3], 3: [4], 4: [3]}, [[3, 4], [1, 2]]),
        ({1: [2, 3], 2: [4], 3: [4], 4: []}, [[4], [2], [3], [1]]),
    ],
)
def test_components_come_after_those_they_lead_to(ways: dict[int, list[int]], expected: list[list[int]]) -> None:
    assert [sorted(each) for each in components(ways, lambda node: ways[node])] == expected


DONE = "{end: done}"


@pytest.mark.parametrize(
    ("subject", "keys", "whole"),
    [
        ("cover", ["intact", "blown"], True),
        ("cover", ["intact"], False),
        ("wet", ['"true"', '"false"'], True),
        ("wet", ['"true"'], False),
        ("warm", ['"true"', '"false"'], True),
        ("heat >= 2", ['"true"', '"false"'], True),
        ("not wet", ['"true"'], False),
        ("heat", ["4..6", "0", "1..3"], True),
        ("heat", ["0..4", "2..9"], True),
        ("heat", ["0", "2..6"], False),
        ("heat", ["1..6"], False),
        ("heat", ["0..5"], False),
        ("heat + 1", ["0..7"], False),
        ("lead", ["ann"], True),
        ("visits(hall)", ["0", "1..99"], True),
        ("finished(done)", ['"true"', '"false"'], True),
    ],
)
def test_a_match_that_names_every_value_has_no_way_past_it(subject: str, keys: list[str], whole: bool) -> None:
    script = f"- match: {subject}\n" + "\n".join(f"  {key}: {DONE}" for key in keys)
    assert ("F001" in [each.code for each in flow_of("define: {warm: heat >= 3}\n", hall=script)]) is not whole


def test_a_broken_match_of_hundreds_of_cases_is_read_without_recursion() -> None:
    cases = "".join(f"    {number}: [Rain.]\n" for number in range(400))
    story = f"{HEAD}---\nscene: hall\nscript:\n  - match: heat heat\n{cases}  - end: done\n"
    parsed, mistakes = parse_story([Source("story.yaml", story)])
    assert [each.code for each in mistakes] == ["T005"]
    assert check_flow(parsed) == []
