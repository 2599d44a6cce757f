"""The schema: the language as a JSON Schema (draft 2020-12) of one document of a story's file, for editors.

The keys are those of the parser's own tables, their meanings those of `keys`. A YAML server reads plain scalars by
YAML 1.2: `21:10` is a text there, `1974` a number, `true` a yes/no. So a text may be any of the three. A name may have
letters of any alphabet, which no class of characters says in every dialect: all beyond ASCII passes. The schema refuses
no story that the parser takes, but for a text that is nothing but `null` or `~`: that needs quotes in an editor.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from game.language.answers import ANSWER_KEYS, ANSWER_NEEDS
from game.language.branches import BRANCH_KEYS, BRANCH_NEEDS, MOST_SHUFFLED, REFUSED_TO_VALUES
from game.language.calls import CALL_KEYS, CALL_NEEDS
from game.language.claims import FORMS
from game.language.conditions import RESERVED
from game.language.declarations import (
    CHARACTER_KEYS,
    CHARACTER_NEEDS,
    ENDING_KEYS,
    ENDING_NEEDS,
    LEAD_KEYS,
    LEAD_NEEDS,
    STORY_KEYS,
    STORY_NEEDS,
    VARIABLE_KEYS,
    VARIABLE_NEEDS,
)
from game.language.handing_on import FOLLOWS_KEYS, FOLLOWS_NEEDS, REFUSED_TO_LEGACY
from game.language.identifiers import REFUSED_TO_OPTIONS, REFUSED_TO_PEOPLE, REFUSED_TO_VARIABLES, STEP_WORDS
from game.language.keys import KEYS, Key
from game.language.links import (
    ARGUMENT_KEYS,
    BOARD_KEYS,
    LINK_KEYS,
    LINK_NEEDS,
    READING_KEYS,
    READING_NEEDS,
    REFUSED_TO_READINGS,
    TRUTH_KEYS,
    TRUTH_NEEDS,
    WRONG_KEYS,
    WRONG_NEEDS,
)
from game.language.offer_calls import CALLED_KEYS
from game.language.offers import OFFER_KEYS, OFFER_NEEDS
from game.language.options import OPTION_KEYS
from game.language.parser import TOP_LEVEL
from game.language.scenes import FRAGMENT_KEYS, FRAGMENT_NEEDS, PROVENANCES, SCENE_KEYS, SCENE_NEEDS
from game.language.script import BESIDE, HEADS
from game.language.telling import TOLD_KEYS, TOLD_NEEDS

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "declarations": (TOP_LEVEL, ()),
    "story": (STORY_KEYS, STORY_NEEDS),
    "follows": (FOLLOWS_KEYS, FOLLOWS_NEEDS),
    "lead": (LEAD_KEYS, LEAD_NEEDS),
    "character": (CHARACTER_KEYS, CHARACTER_NEEDS),
    "variable": (VARIABLE_KEYS, VARIABLE_NEEDS),
    "ending": (ENDING_KEYS, ENDING_NEEDS),
    "telling": (TOLD_KEYS, TOLD_NEEDS),
    "memory": (FRAGMENT_KEYS, FRAGMENT_NEEDS),
    "board": (BOARD_KEYS, BOARD_KEYS),
    "wrong": (WRONG_KEYS, WRONG_NEEDS),
    "link": (LINK_KEYS, LINK_NEEDS),
    "reading": (READING_KEYS, READING_NEEDS),
    "argument": (ARGUMENT_KEYS, ARGUMENT_KEYS),
    "truth": (TRUTH_KEYS, TRUTH_NEEDS),
    "scene": (SCENE_KEYS, ("scene", *SCENE_NEEDS)),
    "offer": (OFFER_KEYS, OFFER_NEEDS),
    "option": (OPTION_KEYS, ()),
    "call": (CALL_KEYS, CALL_NEEDS),
    "called_offer": (CALLED_KEYS, CALLED_KEYS),
    "branch": (BRANCH_KEYS, BRANCH_NEEDS),
    "answer": (ANSWER_KEYS, ANSWER_NEEDS),
}
"""What the parser reads key by key: the keys that a mapping may have, in the parser's order, and those it needs."""

# Letters of any alphabet: what is left of ASCII when the rest is taken away, and everything beyond.
_LETTER = r"[^\x00-@\[-^`{-\x7f]"
_SIGN = r"[^\x00-/:-@\[-^`{-\x7f]"
_NAME = f"{_LETTER}{_SIGN}*"
_TARGET = r"[^\s.]+"
_CLAIM = (
    r"^\s*(?:always\s+an\s+ending\s+can\s+be\s+reached\s*$|(?!always\s+an?\s+ending\b)(?:always|never)\b(?![.(])"
    r"|each\s+lead\s+reaches[\s(]*\{)|\sis\s+possible\s*$"
)

TEXT = ["string", "number", "boolean"]
"""What a text may arrive as."""

_SCALAR: Schema = {"type": TEXT, "pattern": r"\S"}


def story_schema() -> Schema:
    """The schema of one document, as JSON has it. The same for the same language."""
    return {
        "$schema": DIALECT,
        "title": "A document of a Citadel story",
        "description": "A scene, or declarations. The line `---` parts the documents of a file.",
        "type": "object",
        "properties": _properties("scene", ["scene"]),
        "if": {"required": ["scene"]},
        "then": _ref("scene"),
        "else": _ref("declarations"),
        "$defs": {
            **_scalars(),
            **_lists(),
            **_mappings_by_id(),
            **{name: _mapping(name) for name in TABLES},
            **_whole_mappings(),
            **_steps(),
        },
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _either(*shapes: Schema) -> Schema:
    return {"anyOf": list(shapes)}


def _by_kind(kind: str, then: Schema, otherwise: Schema) -> Schema:
    """One shape for a "text" or a "list", another for all else: a server then tells what is amiss in the one that is
    meant, where `anyOf` would have it guess. Nothing typed yet is all else, so that a mapping's keys are proposed."""
    return {"if": {"type": TEXT if kind == "text" else "array"}, "then": then, "else": otherwise}


def _text_or(mapping: Schema) -> Schema:
    return _by_kind("text", _ref("text"), mapping)


def _list_of(shape: Schema, least: int = 1) -> Schema:
    return {"type": "array", "items": shape, "minItems": least}


def _set_of(shape: Schema, least: int = 1) -> Schema:
    """A list in which nothing stands twice."""
    return {**_list_of(shape, least), "uniqueItems": True}


def _name(refused: Collection[str] = ()) -> str:
    """The pattern of an id that is none of the refused words."""
    return f"^{_none_of(refused)}{_NAME}$"


def _none_of(words: Collection[str], end: str = "$") -> str:
    return f"(?!(?:{'|'.join(sorted(words))}){end})" if words else ""


def _scalar(pattern: str = "", *kinds: str, **more: Any) -> Schema:
    """A scalar of these kinds (an id may be `true`, and never a number), its text like the pattern."""
    return {"type": ["string", *kinds], "pattern": pattern or r"\S", **more}


def _number(pattern: str, least: int, most: int) -> Schema:
    """A whole number, or the same between quotes."""
    return {"type": ["integer", "string"], "minimum": least, "maximum": most, "pattern": pattern}


def _scalars() -> Schema:
    """Shapes of one scalar."""
    conditions = ["heat >= 5 and cover == blown", "torch in tools", "visits(kitchen) == 1", "chose(kitchen.wait)"]
    domains = ["0..6", "-3..3 = 0", "intact | doubted | blown", "false", "set of wire, torch, badge"]
    effects = ["heat += 1", "kettle = mended", "tools += torch", "paid", "not paid", "attend hands"]
    return {
        "text": dict(_SCALAR),
        "condition": {**_SCALAR, "examples": conditions},
        "domain": _scalar(r"\.\.|\||^\s*set of\b|^\s*(true|false)\s*$", "boolean", examples=domains),
        "effect": {**_SCALAR, "examples": effects},
        "claim": _scalar(_CLAIM, examples=list(FORMS)),
        # A letter or a digit; what is a sign beyond ASCII passes.
        "accepted_text": {"type": TEXT, "pattern": r"[^\x00-/:-@\[-`{-\x7f]"},
        "id": _scalar(_name(), "boolean"),
        "scene_id": _scalar(_name(), "boolean"),
        "story_id": _scalar(f"^{_LETTER}(?:{_SIGN}|-)*$", "boolean"),
        "detail": _scalar(_name({"none"}), "boolean"),
        "heirloom": _scalar(_name(REFUSED_TO_LEGACY), "boolean"),
        "outcome": _scalar(_name(RESERVED), "boolean"),
        "word": {"type": TEXT, "pattern": f"^{_TARGET}$"},
        "target": {"type": TEXT, "pattern": rf"^(?:{_TARGET})?\.{_TARGET}$|^{_TARGET}$"},
        "former_move": {"type": TEXT, "pattern": rf"^{_SIGN}+(?:\.{_SIGN}+)?$"},
        "flag": _either({"type": "boolean"}, {"type": "string", "pattern": "^(?:true|false)$"}),
        "odds": _number("^[0-9]{1,6}$", 1, 999999),
        "count": _number("^[0-9]{1,4}$", 1, 1000),
        "whole": _number("^-?[0-9]{1,4}$", -1000, 1000),
        "provenance": {"enum": list(PROVENANCES)},
        "nothing": {"type": "null"},
        "return": _either({"type": "null"}, _ref("word")),
    }


def _lists() -> Schema:
    """Shapes of some scalars: a list, or one alone."""
    return {
        **{
            name: _one_or_more(_ref(one))
            for name, one in (("tags", "text"), ("former", "id"), ("moves", "former_move"), ("effects", "effect"),
                              ("accepted", "accepted_text"))
        },
        "details": _by_kind("list", _set_of(_ref("detail")), _ref("detail")),
        "heirlooms": _by_kind("list", _set_of(_ref("heirloom")), _ref("heirloom")),
        "outcomes": _set_of(_ref("outcome"), 2),
        "pair": {**_set_of(_ref("id"), 2), "maxItems": 2},
    }  # fmt: skip


def _one_or_more(shape: Schema) -> Schema:
    return _by_kind("list", _list_of(shape), shape)


def _by_id(value: Schema, refused: Collection[str] = ()) -> Schema:
    return {
        "type": "object",
        "patternProperties": {_name(refused): value},
        "additionalProperties": False,
        "minProperties": 1,
    }


def _mappings_by_id() -> Schema:
    """Mappings whose keys are the author's ids."""
    return {
        "leads": _by_id(_ref("lead"), REFUSED_TO_PEOPLE),
        "cast": _by_id(_text_or(_ref("character")), REFUSED_TO_PEOPLE),
        "variables": _by_id(_by_kind("text", _ref("domain"), _ref("variable")), REFUSED_TO_VARIABLES),
        "defines": _by_id(_ref("condition"), REFUSED_TO_VARIABLES),
        "phrases": _by_id(_ref("text"), REFUSED_TO_VARIABLES),
        "told": _by_id(_ref("telling")),
        "memories": _by_id(_ref("memory")),
        "links": _by_id(_ref("link")),
        "truths": _by_id(_ref("truth"), REFUSED_TO_VARIABLES),
        "readings": _by_id(_text_or(_ref("reading")), REFUSED_TO_READINGS),
        "endings": _by_id(_ref("ending")),
        "claims": _by_id(_ref("claim")),
        "domains": _by_id(_ref("domain"), REFUSED_TO_VARIABLES),
        "values": _by_id(_ref("text")),
        "answers": _by_id(_ref("answer"), REFUSED_TO_OPTIONS),
    }


def _property(name: str, key: Key) -> Schema:
    """A key as an editor shows it: the shape of its value, and its meaning in plain text and in Markdown."""
    gap = "" if key.example.startswith("\n") or not key.example else " "
    fenced = f"\n\n```yaml\n{name}:{gap}{key.example}\n```" if key.example else ""
    return {**_ref(key.shape), "description": key.says, "markdownDescription": key.says + fenced}


def _properties(table: str, names: Iterable[str]) -> Schema:
    return {name: _property(name, KEYS[table][name]) for name in names}


def _object(properties: Schema, needs: Iterable[str] = ()) -> Schema:
    """A mapping of these keys and of no others."""
    shape = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**shape, "required": list(needs)} if needs else shape


def _mapping(name: str) -> Schema:
    keys, needs = TABLES[name]
    return _object(_properties(name, keys), needs)


def _whole_mappings() -> Schema:
    """Mappings whose keys depend on each other."""
    words = {"oneOf": [{"required": ["do"]}, {"required": ["say"]}]}
    locked = {"dependentRequired": {"locked": ["if"]}}
    inside = [key for key in OPTION_KEYS if key != "leave"]
    said = {"properties": {"provenance": {"const": "said"}}, "required": ["provenance"]}
    return {
        "memory": {**_mapping("memory"), "if": said, "else": {"required": ["recovered"]}},
        "offer": {**_mapping("offer"), **words},
        "option": {**_object(_properties("option", inside)), **words, **locked},
        "hub_option": {**_mapping("option"), **words, **locked},
        "in_vain": _text_or(_ref("wrong")),
        "called": _by_kind("text", _ref("word"), _called()),
    }


def _called() -> Schema:
    """What a `call` that is no single word plays: a scene, or whatever offers itself; both keys are proposed."""
    by_key = {"if": {"required": ["from"]}, "then": _ref("called_offer"), "else": _ref("call")}
    return {**by_key, "properties": _properties("called_offer", ["from"])}


def _menu(option: str) -> Schema:
    """The options of a `choose` or a `hub`: at least one, unless scenes offer themselves."""
    own = sorted(REFUSED_TO_OPTIONS)
    return {
        **_object(_properties("menu", own)),
        "patternProperties": {_name(REFUSED_TO_OPTIONS): _text_or(_ref(option))},
        "anyOf": [{"required": ["from"]}, {"not": {"propertyNames": {"enum": own}}}],
        "dependentRequired": {"limit": ["from"]},
    }


def _steps() -> Schema:
    """Steps, and the mappings that a step can be, each known by its head."""
    words = _by_kind("text", _ref("text"), _ref("speech"))
    return {
        "steps": _one_or_more(_ref("step")),
        "step": _text_or(_ref("headed")),
        "headed": _headed(),
        "items": _list_of(_ref("steps")),
        "shuffle": _by_kind("list", _list_of(_one_or_more(words)), _ref("shuffled")),
        "shuffled": {
            **_by_id(_either(_ref("steps"), _ref("branch")), REFUSED_TO_OPTIONS),
            "maxProperties": MOST_SHUFFLED,
        },
        "chance": _by_id(_by_kind("list", _list_of(_ref("step")), _text_or(_ref("branch"))), REFUSED_TO_OPTIONS),
        "menu": _menu("option"),
        "hub": _menu("hub_option"),
        "speech": _speech(),
        **{f"step_{head}": _step(head) for head in STEP_WORDS},
    }


def _headed() -> Schema:
    """A step that is a mapping. Each head in it asks for its own shape, so that two refuse each other; where there is
    none but `if`, that is the head, or else somebody speaks."""
    words = [head for head in STEP_WORDS if head != "if"]
    asked = [{"if": {"required": [head]}, "then": _ref(f"step_{head}")} for head in words]
    silent = {"propertyNames": {"enum": [*_step("if")["properties"]]}}
    headless = {"if": silent, "then": _ref("step_if"), "else": _ref("speech"), "properties": _properties("step", words)}
    nothing_asked = {"if": {"anyOf": [{"required": [head]} for head in words]}, "else": headless}
    return {"type": "object", "allOf": [*asked, nothing_asked]}


def _step(head: str) -> Schema:
    """A step with this head: its own keys, what may stand beside any, and for a `match` its values."""
    own = HEADS[head].keys
    properties = {**_properties("step", [head]), **_properties("own", own)}
    # What a step is asked by its head need not be required; a mapping without any is told what an `if` wants.
    needs = [*(["if"] if head == "if" else []), *(key for key in own if key != "else")]
    properties.update(_properties("beside", (key for key in BESIDE if key not in properties)))
    if head != "match":
        return _object(properties, needs)
    number = r"-?[0-9]{1,10}"
    value = rf"^(?:{number}(?:\s*\.\.\s*{number})?|{_none_of(REFUSED_TO_VALUES)}{_NAME})$"
    cases = {"patternProperties": {value: _ref("steps")}}
    properties.update(_properties("own", ["else"]))
    return {**_object(properties, needs), **cases, "not": {"propertyNames": {"enum": [head, "else", *BESIDE]}}}


def _speech() -> Schema:
    """A step `NAME: text` or `NAME (manner): text`. Who there is, only the story knows."""
    nobody = _none_of(REFUSED_TO_PEOPLE - {"you"}, r"\s*(?:\(|$)")
    key = rf"^{nobody}{_NAME}\s*(?:\([^()]*\))?$"
    said = {**_ref("text"), "description": "Speech: by a lead, a member of the cast, or `you`, whoever is the lead."}
    return {
        **_object(_properties("beside", BESIDE)),
        "patternProperties": {key: said},
        "not": {"propertyNames": {"enum": list(BESIDE)}},
    }
