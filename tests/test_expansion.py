"""Expansion: what grows by naming is counted before it grows, and told once."""

from __future__ import annotations

import pytest

from game.language.checker import check_story
from game.language.compiler import compile_story
from game.language.parser import parse_story
from game.text.examples import HEAD
from game.text.source import Source

VARIABLES = "variables: {heat: 0..6, wet: false}\n"
SCRIPT = "---\nscene: hall\nscript:\n"


def errors_of(declarations: str, step: str = "") -> list[str]:
    """The codes of the errors of a story whose one scene has this step."""
    text = HEAD + VARIABLES + declarations + SCRIPT + (f"  {step}\n" if step else "") + "  - end: done\n"
    story, mistakes = parse_story([Source("story.yaml", text)])
    found = [each.code for each in (*mistakes, *check_story(story)) if each.severity == "error"]
    if not found:
        compile_story(story)
    return found


def defines(*values: str) -> str:
    return "define:\n" + "".join(f"  a{number}: {value}\n" for number, value in enumerate(values))


def phrases(*values: str) -> str:
    return "phrases:\n" + "".join(f'  p{number}: "{value}"\n' for number, value in enumerate(values))


@pytest.mark.parametrize(
    ("count", "codes"), [(6, []), (30, ["T038"]), (400, ["T038"])], ids=["fits", "doubles", "doubles_on"]
)
def test_defines_that_double_are_refused_once(count: int, codes: list[str]) -> None:
    doubled = defines("heat", *(f"a{number} + a{number}" for number in range(count)))
    assert errors_of(doubled, f"- if: a{count} >= 3\n    then: [Rain.]") == codes


@pytest.mark.parametrize(
    ("count", "codes"), [(6, []), (40, ["X015"]), (400, ["X015"])], ids=["fits", "doubles", "doubles_on"]
)
def test_phrases_that_double_are_refused_once(count: int, codes: list[str]) -> None:
    doubled = phrases("hello", *(f"{{p{number}}} {{p{number}}}" for number in range(count)))
    assert errors_of(doubled, f'- "{{p{count}}}"') == codes


def test_a_phrase_of_few_parts_and_many_characters_is_refused() -> None:
    assert errors_of(phrases("tick " * 1000, "{p0}" * 3), '- "{p1}"') == ["X015"]


def test_chains_of_hundreds_are_refused_without_recursion() -> None:
    assert errors_of(defines("wet", *(f"a{number} or wet" for number in range(300)))) == ["T038"]
    assert errors_of(phrases("hello", *(f"{{p{number}}}" for number in range(300)))) == ["X015"]


def test_what_goes_round_is_told_as_that_while_it_is_small_and_as_too_large_beyond() -> None:
    assert errors_of(defines("a1 or wet", "a0 or wet")) == ["T024"]
    assert errors_of(defines("a499 or wet", *(f"a{number} or wet" for number in range(499)))) == ["T038"]


def test_the_largest_that_is_allowed_is_resolved_and_compiled() -> None:
    chain = defines("wet", *(f"not a{number} or wet" for number in range(22)))
    joined = "(not " * 20 + "a22" + " or wet)" * 20
    assert errors_of(chain, f"- if: {' or '.join([joined, *(['a22'] * 40)])}\n    then: [Rain.]") == []
    says = phrases(f"{{if {joined}? a|b}}", *(f"{{if wet? {{p{number}}}|c}}" for number in range(5)))
    assert errors_of(chain + says, '- "' + "{if wet? " * 19 + "{p5}" + "}" * 19 + '"') == []


def test_variables_that_only_what_was_refused_reads_are_no_mistake_too() -> None:
    text = HEAD + "variables: {heat: 0..6}\n" + defines("heat" + " + heat" * 20, "a0" + " + a0" * 20) + SCRIPT
    story, mistakes = parse_story([Source("story.yaml", text + "  - end: done\n")])
    assert [each.code for each in (*mistakes, *check_story(story))] == ["T038"]


@pytest.mark.parametrize(
    "step",
    [
        "- if: heat in {²}\n    then: [Rain.]",
        "- match: heat\n    ²: [Rain.]",
        '- "{match heat? ² = a|b}"',
        "- if: heat in {-1}\n    then: [Rain.]",
    ],
)
def test_a_numeral_that_is_none_of_the_values_is_told(step: str) -> None:
    assert errors_of("", step) == ["T015"]


def test_a_value_below_nothing_is_one_of_a_list() -> None:
    text = HEAD + "variables: {trust: -3..3}\n" + SCRIPT
    text += "  - if: trust in {-1, 0}\n    then: [Rain.]\n  - end: done\n"
    story, mistakes = parse_story([Source("story.yaml", text)])
    assert [*mistakes, *check_story(story)] == []
