"""The schema for editors: its keys are the parser's, it takes every story that the parser takes, and sees what it can."""

from __future__ import annotations

import ast
import importlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from game.language.identifiers import REFUSED_TO_OPTIONS, STEP_WORDS
from game.language.keys import KEYS, Key
from game.language.parser import parse_story
from game.language.schema import TABLES, story_schema
from game.language.script import BESIDE, HEADS
from game.shell.stories import shipped_stories
from game.text.catalogue import Entry, entries
from game.text.source import Source
from tests.commands import ROOT, run
from tests.conftest import STORIES
from tests.core_yaml import documents
from tests.test_language_reference import PLAYED, Example

SCHEMA = story_schema()
DEFINED: dict[str, Any] = SCHEMA["$defs"]
DOCUMENT = Draft202012Validator(SCHEMA)
LANGUAGE = sorted((ROOT / "game" / "language").glob("*.py"))
MISTAKES = sorted((Path(__file__).parent / "mistakes").glob("*.yaml"))

SEEN = {
    "M009", "M020", "M021", "M022", "M032", "N001", "N002", "S001", "S002", "S003", "S004", "S005", "S007", "S008", "S012", "S013", "S014", "S015", "S017",
    "S018", "S020", "S022", "S026", "S027", "S028", "S029", "S030", "S031", "S032", "S033", "S034", "S035", "S036",
    "S060", "T070", "T072",
}  # fmt: skip
"""The codes of the mistakes that a schema can see."""

SEEN_AT_TIMES = {
    "S006_leave_that_is_no_yes_or_no",  # and not `False`, which is a yes/no to YAML 1.2
    "S021_misspelled_step_word",  # and not a text: that may be somebody's speech
    "S021_prose_with_a_colon_hides_no_later_step",
    "S023_else_beside_a_choose",  # and not a text beside: that may be somebody's speech
    "S023_misspelled_answers",  # as nothing says what is understood
    "T020_takes_without_domains",  # and not where a word of a list is none
    "T023_value_of_a_truth_twice",  # and not in a domain
    "Y007_speech_lost_in_a_comment",  # and not where words are left before the comment
    "calls_that_could_not_be_read",
    "many_mistakes_in_one_run",
    "takes_in_their_long_form",
}
"""Examples of other mistakes that it sees all the same, by name."""

NO_YAML = {"one_broken_scene_leaves_its_gotos_alone"}


def shape(name: str) -> Draft202012Validator:
    """What takes a value where the schema names this shape."""
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": DEFINED})


def refusals(text: str) -> list[str]:
    """What the schema has against the documents of a file: one line each."""
    found = [best_match(DOCUMENT.iter_errors(each)) for each in documents(text)]
    return [f"{each.json_path}: {each.message[:200]}" for each in found if each is not None]


def references(part: object) -> Iterator[str]:
    """The names that a schema refers to, wherever in it."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key == "$ref":
                yield value
            yield from references(value)
    elif isinstance(part, list):
        for value in part:
            yield from references(value)


def described() -> Iterator[tuple[str, str, Key]]:
    for table, keys in KEYS.items():
        for name, key in keys.items():
            yield table, name, key


# ------------------------------------------------------------------ the schema itself


def test_it_is_a_schema_of_draft_2020_12() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


def test_every_shape_is_there_and_used() -> None:
    assert set(references(SCHEMA)) == {f"#/$defs/{name}" for name in DEFINED}


def test_the_command_writes_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    printed = run(monkeypatch, "schema")
    assert (printed.code, printed.err, json.loads(printed.out)) == (0, "", SCHEMA)
    assert run(monkeypatch, "schema", "--output", "-").out == printed.out
    kept = tmp_path / "story.schema.json"
    assert run(monkeypatch, "schema", "--output", kept).code == 0
    assert kept.read_text(encoding="utf-8") == printed.out


def test_4_where_it_cannot_be_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    ran = run(monkeypatch, "schema", "--output", tmp_path / "file" / "below.json")
    assert ran.code == 4
    assert "cannot be written" in ran.err


# ------------------------------------------------------------------ its keys are the parser's


@pytest.mark.parametrize("table", TABLES)
def test_every_key_of_a_table_is_described_and_no_other(table: str) -> None:
    keys, needs = TABLES[table]
    assert set(KEYS[table]) == set(keys)
    assert set(needs) <= set(keys)


def test_every_head_and_what_may_stand_beside_it_is_described_and_no_other() -> None:
    assert set(KEYS["step"]) == set(STEP_WORDS) == set(HEADS)
    assert set(KEYS["beside"]) == set(BESIDE)
    assert set(KEYS["menu"]) == set(REFUSED_TO_OPTIONS)
    assert set(KEYS["own"]) == {key for head in HEADS.values() for key in head.keys}


def test_every_table_of_keys_in_the_language_is_in_the_schema() -> None:
    """A constant called …_KEYS or …_NEEDS is such a table; one that the schema lacks would be a key forgotten."""
    joined = [table for keys, needs in TABLES.values() for table in (keys, needs)]
    for path in LANGUAGE:
        module = importlib.import_module(f"game.language.{path.stem}")
        for name, value in vars(module).items():
            if name == "SCENE_NEEDS":  # in the schema `scene` itself comes before it
                assert TABLES["scene"][1] == ("scene", *value)
            elif re.fullmatch(r"[A-Z]+_(KEYS|NEEDS)", name):
                assert any(value is table for table in joined), f"{path.name}: {name}"


@pytest.mark.parametrize("path", LANGUAGE, ids=lambda path: path.name)
def test_no_table_of_keys_is_spelled_out_inside_a_function(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("check_keys", "require"):
            assert isinstance(node.args[1], ast.Name), f"{path.name}:{node.lineno}"


@pytest.mark.parametrize("table", TABLES)
def test_the_parser_takes_the_keys_of_the_schema(table: str) -> None:
    """The properties that an editor proposes are the parser's table, in its order; `leave` is a hub's alone."""
    name = "hub_option" if table == "option" else table
    assert tuple(DEFINED[name]["properties"]) == TABLES[table][0]
    if table == "option":
        assert set(TABLES[table][0]) - set(DEFINED["option"]["properties"]) == {"leave"}


# ------------------------------------------------------------------ what an editor shows


@pytest.mark.parametrize(("table", "name", "key"), [pytest.param(*each, id=".".join(each[:2])) for each in described()])
def test_a_key_says_what_it_means_and_its_example_is_one(table: str, name: str, key: Key) -> None:
    assert key.says.endswith(".")
    assert key.shape in DEFINED
    if key.example:
        gap = "" if key.example.startswith("\n") else " "
        [value] = documents(f"{name}:{gap}{key.example}")
        assert shape(key.shape).is_valid(value[name]), best_match(shape(key.shape).iter_errors(value[name]))


def test_every_property_is_described_in_both_ways() -> None:
    count = 0
    for defined in DEFINED.values():
        for said in defined.get("properties", {}).values():
            assert said["markdownDescription"].startswith(said["description"])
            count += 1
    assert count > 100


@pytest.mark.parametrize("name", ["claim", "condition", "domain", "effect"])
def test_the_examples_of_a_shape_are_of_that_shape(name: str) -> None:
    assert all(shape(name).is_valid(value) for text in DEFINED[name]["examples"] for value in documents(text))


# ------------------------------------------------------------------ it takes what the parser takes

FILES = [
    *sorted(path for folder in shipped_stories() for path in folder.path.rglob("*.yaml")),
    *sorted(STORIES.rglob("*.yaml")),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_takes_every_document_of_a_story(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert documents(text)
    assert refusals(text) == []


@pytest.mark.parametrize("example", PLAYED)
def test_it_takes_every_example_of_the_language(example: Example) -> None:
    assert refusals(example.story) == []


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.code)
def test_it_takes_what_the_catalogue_calls_right(entry: Entry) -> None:
    assert refusals(entry.right) == []


HEAD = "story: {id: small, title: Small}\nleads: {ann: {name: Ann, start: hall}}\ncast: {inês: 007}\nendings: {done: {title: 1974}}\n"


@pytest.mark.parametrize(
    "scalar", ["21:10", "1974", "yes", "3", "3.5", "-1", "true", "on", "1e3", "0x1F", ".5", "2026-01-02"]
)
@pytest.mark.parametrize(
    "place",
    [
        "place: {}\nscript: Rain.", "time: {}\nscript: Rain.", "tags: [{}]\nscript: Rain.", "script: {}", "script: [{}]",
        "script:\n- inês: {}", "script:\n- inês (slowly): {}\n  if: visits(hall) == 1", "script:\n- you: {}",
        "script:\n- choose: {{wait: {}}}", "script:\n- choose: {{wait: {{do: {}}}}}",
        "script:\n- choose: {{wait: {{say: {0}, then: {0}}}}}", "script:\n- note: {}", "script:\n- todo: {}",
        "script:\n- sequence: [{}]", "script:\n- shuffle: {{a: {}}}", "script:\n- chance: {{a: {{about: {0}, then: {0}}}}}",
        "offer: {{in: roof, do: {}}}\nscript: Rain.",
    ],
)  # fmt: skip
def test_a_text_may_arrive_as_a_number_or_a_yes_or_no(place: str, scalar: str) -> None:
    text = f"{HEAD}---\nscene: hall\n{place.format(scalar)}\n"
    _, mistakes = parse_story([Source("story.yaml", text)])
    assert [each.code for each in mistakes if each.severity == "error"] == []
    assert refusals(text) == []


@pytest.mark.parametrize(
    "steps",
    [
        "- page:\n- return:\n- reflect:",
        "- match: lead\n  true: Rain.\n  -1..2: Rain.\n  3: Rain.\n  ann: {end: done}\n  else: [{page: }]\n  if: paid\n  label: here",
        "- if: paid\n  label: here\n  tags: wet\n  then: [Rain., {goto: .here}]\n  else: {if: paid, then: Rain.}",
        "- you (to the door): Hello.\n  label: here",
        "- shuffle:\n    - inês: Rain.\n    - [Rain., Snow.]\n- shuffle: {a: {if: paid, then: Rain.}, b: {odds: 2, then: Rain.}}",
        "- hub: {from: roof, limit: 2, else: Rain., go: {do: Go., leave: 'true', was: [hall.gone, left]}}",
        "- goto: true\n- choose: {from: roof}",
    ],
)
def test_it_takes_steps_of_every_kind(steps: str) -> None:
    assert refusals(f"{HEAD}---\nscene: hall\nscript:\n{steps}\n") == []


LATER = """\
story: {id: small, title: Small, follows: {id: before, legacy: {first_lie: told | kept}}}
told: {tape: {by: ann, to: inês, text: "The tape was blank.", lie: true}}
board: {wrong: {text: They never touched., set: heat += 1}}
links:
  cup:
    joins: [one, other]
    wrong: They were never in one room.
    readings: {habit: {text: She kept one., for: {truth: who, value: ann}}}
truths: {who: {values: [nobody, ann], settles_at: 2}}
legacy: [first_lie]
claims: {ends: always an ending can be reached}
---
scene: hall
takes: {who: orlick | hallam, times: {of: 1..3, was: [often]}}
script:
  - call: {scene: porch, with: {who: hallam, times: heat + 1, late: true}}
  - call: {from: roof}
  - ask: The word?
    answers: {lethe: {accepts: [lethe, the lethe], then: Yes.}}
    else: No.
  - reflect:
  - tell: tape
  - set: [expose tape, confess tape]
"""


def test_it_takes_the_whole_language() -> None:
    assert refusals(LATER) == []


@pytest.mark.parametrize(
    "claim",
    [
        "always heat <= 2", "never a and ended(done)", "never a before visits(hall) >= 1", "at hall is possible",
        "each lead reaches {done}", "each lead  reaches({done, gone})", "always an ending can be reached",
        "always (heat == 1) is possible", "always(heat) is possible", "  never not paid",
    ],
)  # fmt: skip
def test_it_takes_every_form_of_a_claim(claim: str) -> None:
    assert shape("claim").is_valid(claim)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("wrong", {"text": "No."}), ("in_vain", "No."), ("readings", {"a": "Words.", "b": {"text": "Words."}}),
        ("outcomes", ["nobody", True]), ("accepted", 1974), ("accepted", ["?!1", "ä"]), ("heirlooms", "heat"),
        ("called", "porch"), ("called", {"scene": "porch"}), ("called", {"from": "roof"}), ("nothing", None),
    ],
)  # fmt: skip
def test_it_takes_short_and_long_forms(name: str, value: object) -> None:
    assert shape(name).is_valid(value)


# ------------------------------------------------------------------ it sees what a schema can


@pytest.mark.parametrize("path", MISTAKES, ids=lambda path: path.stem)
def test_the_table_of_what_a_schema_can_see_is_true(path: Path) -> None:
    if path.stem in NO_YAML:
        return
    code = path.stem.partition("_")[0]
    assert bool(refusals(path.read_text(encoding="utf-8"))) == (code in SEEN or path.stem in SEEN_AT_TIMES)


def test_the_table_names_mistakes_that_are_there() -> None:
    stems = {path.stem for path in MISTAKES}
    assert stems >= SEEN_AT_TIMES | NO_YAML
    assert {stem.partition("_")[0] for stem in stems} >= SEEN


@pytest.mark.parametrize(
    "line",
    [
        "told: {tape: {by: ann, text: x}}", "truths: {who: {values: [], settles_at: 1}}", "links: {cup: {joins: [one]}}",
        "truths: {if: {values: [a, b], settles_at: 1}}", "truths: {who: {values: [a, true b], settles_at: 1}}",
        "links: {cup: {joins: [one, one], readings: {a: x}}}", "links: {cup: {joins: [one, two], readings: {none: x}}}",
        "legacy: [heat, heat]", "legacy: lead", "board: {}", "board: {wrong: {set: paid}}",
        "claims: {a: nevr paid}", "claims: {a: always an ending is reached}",
        "claims: {a: each lead reaches done}", "claims: {a: always.b}", "claims: {a: true}",
        "story: {id: a, title: A, follows: {legacy: {a: 0..1}}}", "story: {id: a, title: A, follows: {id: b, legacy: {if: 0..1}}}",
        "leads: {}", "variables: {heat: 7}", "variables: {and: 0..3}", "cast: {label: Ann}", "memories: {a: {owner: ann}}",
    ],
)  # fmt: skip
def test_it_refuses_what_is_amiss_in_declarations(line: str) -> None:
    assert refusals(line)


@pytest.mark.parametrize(
    "step",
    [
        "call: {}", "call: {with: {who: ann}}", "call: {scene: porch, from: roof}", "call: {from: roof, with: {who: ann}}",
        "call: {from: a roof}", "call: {scene: porch, with: {}}", "call: [porch]", "reflect: cup", "tell: [tape]",
        "{ask: Who?, answers: {}}", "{ask: Who?, answers: {else: {accepts: x}}}", "{ask: Who?, answers: {a: {then: x}}}",
        "{ask: Who?, answers: {a: {accepts: [\"--\"]}}}", "{ask: Who?, answers: {a: {accepts: x}}, then: x}",
    ],
)  # fmt: skip
def test_it_refuses_what_is_amiss_in_a_step(step: str) -> None:
    assert refusals(f"{HEAD}---\nscene: hall\nscript:\n  - {step}\n")
