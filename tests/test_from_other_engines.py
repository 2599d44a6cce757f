"""The page for those who come from other engines: everything of ours on it runs, and nothing of theirs is passed over.

`pytest tests/test_from_other_engines.py --bless` writes anew what the reader sees; read it before it is kept. Under a new
example, the moves alone are enough.
"""

from __future__ import annotations

import re

import pytest

from game.play.saves import decode, encode, restore, save
from game.play.session import begin
from game.play.state import Setup
from tests.pages import (
    DOCS,
    FENCE,
    Example,
    anchor,
    check_every_lead_can_play,
    coded,
    examples_of,
    mistakes_of,
    played,
    program_of,
)

FILE = DOCS / "from-other-engines.md"
PAGE = FILE.read_text(encoding="utf-8")
HEADINGS = re.findall(r"^##+ (.*)$", re.sub(FENCE, "", PAGE), re.MULTILINE)
SECTIONS = re.findall(r"^## ([^\n]*)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
ALL = examples_of(PAGE)
EXAMPLES = [pytest.param(each, id=f"line {each.line}") for each in ALL if each.kind != "yaml declarations"]
THEIRS = ("ink", "yarn", "choicescript", "twee", "renpy")
NOBODY_ELSES = re.findall(r"^### (.*)$", PAGE.partition("## What has no counterpart there")[2], re.MULTILINE)

CONSTRUCTS = {
    "ink": """
        // TODO # * + [ - -> ->-> <- <> DONE END === = {& {! {~ stopping: cycle: once: shuffle: else: CHOICE_COUNT
        TURNS() TURNS_SINCE SEED_RANDOM RANDOM READ_COUNT VAR CONST LIST INCLUDE EXTERNAL temp ref return function LIST_COUNT
        LIST_MIN LIST_MAX LIST_ALL LIST_INVERT LIST_VALUE LIST_RANGE LIST_RANDOM has hasnt ^ mod POW FLOOR SwitchFlow
        ObserveVariable variablesState
    """,
    "Yarn Spinner": """
        title: --- === -> => <<jump <<jump{$ <<detour <<return>> <<declare <<set <<if <<elseif <<else>> <<endif>> <<once>>
        <<onceif <<endonce>> <<enum <<case <<endenum>> <<stop>> <<wait when: tags: #line: #shadow: visited( visited_count(
        dice( random() random_range( round round_places floor ceil inc dec int decimal min max format_invariant [b] [select
        [plural [ordinal as
    """,
    "ChoiceScript": """
        *choice *fake_choice *hide_reuse *disable_reuse *allow_reuse *selectable_if *if *elseif *else *label *goto *goto_scene
        *gosub *gosub_scene *return *params *create *temp *set %+ ${ @{ *rand *input_text *input_number *page_break *line_break
        *finish *ending *stat_chart *comment
    """,
    "Twine": """
        [[ <<link <<linkreplace>> <<goto <<include <<set <<if <<elseif>> <<switch>> <<case>> <<print <<for>> visited()
        hasVisited() lastVisited() turns() either() random() <<cycle <<textbox <<widget <<timed memorize() recall()
    """,
    "Ren'Py": """
        label jump call return menu: default define $ if elif else while renpy.random renpy.input persistent rollback extend
        {i} {b} {w} scene show play
    """,
}
"""What each of the others has, in its own spelling, without spaces inside."""


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_has_no_mistake(example: Example) -> None:
    assert mistakes_of(example) == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_can_be_played_by_every_lead(example: Example) -> None:
    check_every_lead_can_play(example)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_reader_sees_what_the_page_shows(example: Example) -> None:
    assert played(example)[1] == example.seen


def test_the_page_is_written_anew_only_when_asked(request: pytest.FixtureRequest) -> None:
    shown = blessed()
    if request.config.getoption("--bless"):
        FILE.write_text(shown, encoding="utf-8")
    else:
        assert shown == PAGE


def blessed() -> str:
    """The page with what the reader sees of each example as the engine tells it now."""
    asked = {each.line: each for each in ALL}
    parts, done, latest = [], 0, ALL[0]
    for fence in FENCE.finditer(PAGE):
        latest = asked.get(PAGE.count("\n", 0, fence.start()) + 1, latest)
        if fence[1] == "text":
            parts += [PAGE[done : fence.start(2)], played(latest)[1]]
            done = fence.end(2)
    return "".join([*parts, PAGE[done:]])


def test_every_example_shows_what_the_reader_sees() -> None:
    assert [each.line for each in ALL if not each.seen] == [ALL[0].line]


@pytest.mark.parametrize(("fence", "section"), list(zip(THEIRS, CONSTRUCTS, strict=True)))
def test_no_construct_of_theirs_is_passed_over(fence: str, section: str) -> None:
    prose = "".join(body for title, body in SECTIONS if title in (section, f"{section} at a glance"))
    shown = [each[2] for each in FENCE.finditer(PAGE) if each[1] == fence] + coded(re.sub(FENCE, "", prose))
    told = re.sub(r"\s", "", "\n".join(shown).replace(r"\|", "|"))
    assert [word for word in CONSTRUCTS[section].split() if word not in told] == []


def test_every_row_of_ink_and_yarn_stands_in_the_table_above_it() -> None:
    below = re.findall(r"^## (ink|Yarn Spinner)\n(.*?)(?=^## )", PAGE, re.MULTILINE | re.DOTALL)
    linked = set(re.findall(r"\]\(#([\w-]+)\)", PAGE.partition("## The story on this page")[0]))
    for _, body in below:
        assert {anchor(title) for title in re.findall(r"^### (.*)$", body, re.MULTILINE)} <= linked


def test_every_row_shows_theirs_and_ours() -> None:
    for title, body in re.findall(r"^### ([^\n]*)\n(.*?)(?=^##+ |\Z)", PAGE, re.MULTILINE | re.DOTALL):
        kinds = [fence[1] for fence in FENCE.finditer(body)]
        assert any(kind.startswith("yaml") for kind in kinds), title
        assert title in NOBODY_ELSES or any(kind in THEIRS for kind in kinds), title


def test_a_translation_takes_the_saved_games_of_its_original_as_the_page_says() -> None:
    english = (
        "scene: hall\nscript:\n  - hale: Six.\n  - choose: {thank: Thank her., go: Go.}\n  - choose: {sit: Sit.}\n"
    )
    german = english.replace("Six", "Sechs").replace("Thank her", "Danken").replace("Sit", "Setz dich")
    original, translated = (
        program_of(examples_of(f"```yaml declarations\n{ALL[0].typed}```\n```yaml scenes\n{each}```\n")[1])
        for each in (english, german)
    )
    game = begin(original, Setup(lead="vera")).play("hall.thank")
    taken_up = restore(translated, decode(encode(save(game))))
    assert (taken_up.outcome, taken_up.note) == ("same", "")


def test_every_link_leads_to_a_heading_or_a_file() -> None:
    assert len(HEADINGS) == len(set(HEADINGS))
    anchors = {anchor(title) for title in HEADINGS}
    for file, place in re.findall(r"\]\(([^)#]*)#?([\w-]*)\)", PAGE):
        assert (DOCS / file).exists()
        assert file or place in anchors, place
