"""Edits of a story as authors make them: options, scenes, steps and domains put in, taken out, renamed, moved, reworded.

A story is its files by name, each a list of YAML documents as plain values. An edit changes a copy and tells what it did; one
that has nothing to work on raises `NothingThere`. What is made need not be a story: whether it has mistakes is its reader's
business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import yaml

from game.language.program import Program
from game.shell.stories import find_story, load_sources, read_sources
from game.text.source import Source
from tests.core_yaml import documents

Value = Any
Files = dict[str, list[Value]]
Mapping = dict[str, Value]


class NothingThere(Exception):
    """There is nothing in the story that this edit could change."""


class Edited(NamedTuple):
    """A story after an edit: its program, None where it has mistakes; the edit's name; the ids that it took away or closed."""

    files: Files
    program: Program | None
    name: str
    told: str
    touched: tuple[str, ...]


def files_of(path: Path) -> Files:
    """A story's files."""
    return {name: documents(source.text) for name, source in read_sources(find_story(path)).items()}


def compiled_files(files: Files) -> Program | None:
    """The program of a story, None where it has mistakes."""
    sources = {name: Source(name, written(every)) for name, every in files.items()}
    return load_sources(sources).program


class _Writer(yaml.CSafeDumper):
    """Nothing is written as nothing, and a whole number as one."""


_Writer.add_representer(type(None), lambda writer, _: writer.represent_scalar("tag:yaml.org,2002:null", ""))
_Writer.add_representer(
    float, lambda writer, number: writer.represent_int(int(number)) if number.is_integer() else writer.represent_float(number)
)


def written(every: list[Value]) -> str:
    """A file's documents as YAML."""
    return yaml.dump_all(every, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=10**6)


def edited(files: Files, name: str, dice: Random) -> Edited:
    """The story after one edit of that name; NothingThere."""
    copy = deepcopy(files)
    told, *touched = EDITS[name](copy, dice)
    return Edited(copy, compiled_files(copy), name, told, tuple(touched))


# ------------------------------------------------------------------ places


def scenes(files: Files) -> list[tuple[str, int, Mapping]]:
    """Every scene with its file and its number there."""
    return [
        (name, number, document)
        for name, every in files.items()
        for number, document in enumerate(every)
        if isinstance(document, dict) and "scene" in document
    ]


def _values(value: Value) -> Iterator[Value]:
    yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _values(each)


def menus(files: Files) -> list[tuple[str, Mapping, str]]:
    """Every menu: its scene, the step that holds it, and the key under which its options stand."""
    return [
        (scene["scene"], step, key)
        for _, _, scene in scenes(files)
        for step in _values(scene)
        if isinstance(step, dict)
        for key in ("choose", "hub")
        if isinstance(step.get(key), dict)
    ]


def scripts(files: Files) -> list[tuple[str, list[Value]]]:
    """Every list of steps, with its scene."""
    return [
        (scene["scene"], steps)
        for _, _, scene in scenes(files)
        for value in _values(scene)
        if isinstance(value, dict)
        for key in ("script", "then")
        if isinstance(steps := value.get(key), list)
    ]


def _one(dice: Random, of: list[Any]) -> Any:
    if not of:
        raise NothingThere
    return dice.choice(of)


def _menu(files: Files, dice: Random, least: int = 1) -> tuple[str, Mapping, str, list[str]]:
    scene, step, key = _one(dice, [each for each in menus(files) if len(each[1][each[2]]) >= least])
    return scene, step, key, list(step[key])


def _as_mapping(option: Value) -> Mapping:
    return dict(option) if isinstance(option, dict) else {"do": option}


def _renamed_key(mapping: Mapping, old: str, new: str, value: Value) -> Mapping:
    return {new if key == old else key: value if key == old else each for key, each in mapping.items()}


# ------------------------------------------------------------------ options


def insert_option_above(files: Files, dice: Random) -> tuple[str, ...]:
    scene, step, key, ids = _menu(files, dice)
    step[key] = {"put_in": {"do": "Do something that nobody thought of."}, **step[key]}
    return (f"{scene}: an option above {ids[0]}",)


def insert_option_below(files: Files, dice: Random) -> tuple[str, ...]:
    scene, step, key, ids = _menu(files, dice)
    step[key] = {**step[key], "put_in": {"say": "And one thing more.", "then": ["Nobody answers."]}}
    return (f"{scene}: an option below {ids[-1]}",)


def remove_option(files: Files, dice: Random) -> tuple[str, ...]:
    scene, step, key, ids = _menu(files, dice, 2)
    gone = dice.choice(ids)
    del step[key][gone]
    _forget(files, f"{scene}.{gone}")
    return f"{scene}.{gone} removed", f"{scene}.{gone}"


def reorder_options(files: Files, dice: Random) -> tuple[str, ...]:
    scene, step, key, ids = _menu(files, dice, 2)
    dice.shuffle(ids)
    step[key] = {id: step[key][id] for id in ids}
    return (f"{scene}: {', '.join(ids)}",)


def rename_option(files: Files, dice: Random, was: bool = True) -> tuple[str, ...]:
    scene, step, key, ids = _menu(files, dice)
    old = dice.choice(ids)
    option = _as_mapping(step[key][old])
    new = f"{old}_anew"
    if was:
        former = option.get("was", [])
        option["was"] = [*(former if isinstance(former, list) else [former]), old]
    step[key] = _renamed_key(step[key], old, new, option)
    _replace(files, rf"\bchose\({scene}\.{old}\)", f"chose({scene}.{new})")
    return f"{scene}.{old} is {new}{' with was' if was else ''}", *(() if was else (f"{scene}.{old}",))


def rename_option_without_was(files: Files, dice: Random) -> tuple[str, ...]:
    return rename_option(files, dice, was=False)


def relabel_option(files: Files, dice: Random) -> tuple[str, ...]:
    scene, step, key, ids = _menu(files, dice)
    id = dice.choice(ids)
    option = _as_mapping(step[key][id])
    kind = "say" if "say" in option else "do"
    option[kind] = "Do it in some other words."
    step[key][id] = option
    return (f"{scene}.{id} in other words",)


def tighten_condition(files: Files, dice: Random) -> tuple[str, ...]:
    scene, step, key, ids = _menu(files, dice, 2)
    id = dice.choice(ids)
    option = _as_mapping(step[key][id])
    number = _number(files, dice)
    option["if"] = f"({option['if']}) and {number} >= 1" if "if" in option else f"{number} >= 1"
    step[key][id] = option
    return f"{scene}.{id} if {option['if']}", f"{scene}.{id}"


def drop_condition(files: Files, dice: Random) -> tuple[str, ...]:
    found = [
        (scene, id, step[key])
        for scene, step, key in menus(files)
        for id, option in step[key].items()
        if isinstance(option, dict) and "if" in option
    ]
    scene, id, options = _one(dice, found)
    options[id] = {key: value for key, value in options[id].items() if key not in ("if", "locked")}
    return (f"{scene}.{id} without a condition",)


# ------------------------------------------------------------------ scenes and files


def rename_scene(files: Files, dice: Random, was: bool = True) -> tuple[str, ...]:
    _, _, scene = _one(dice, scenes(files))
    old, new = scene["scene"], f"{scene['scene']}_anew"
    scene["scene"] = new
    if was:
        scene["was"] = [*scene.get("was", []), old]
    _replace(files, rf"\b(visits|turns_since|chose)\({old}\b", rf"\1({new}")
    for key in ("goto", "call", "start"):
        _replace_under(files, key, old, new)
    return f"{old} is {new}{' with was' if was else ''}", *(() if was else (f"{old}.",))


def rename_scene_without_was(files: Files, dice: Random) -> tuple[str, ...]:
    return rename_scene(files, dice, was=False)


def insert_scene(files: Files, dice: Random) -> tuple[str, ...]:
    """A scene with a choice, called from somewhere."""
    name, number, caller = _one(dice, scenes(files))
    if not isinstance(caller.get("script"), list):
        raise NothingThere
    files[name].insert(number + 1, {"scene": "put_in", "script": ["A corridor.", {"choose": {"on": "Go on.", "back": "Wait."}}]})
    caller["script"].insert(0, {"call": "put_in"})
    return (f"a scene put in, called from {caller['scene']}",)


def remove_scene(files: Files, dice: Random) -> tuple[str, ...]:
    """A scene is cut, and what led there ends."""
    name, number, scene = _one(dice, scenes(files))
    gone = scene["scene"]
    del files[name][number]
    _end_instead(files, {gone})
    return f"{gone} removed", f"{gone}."


def _end_instead(files: Files, gone: set[str]) -> None:
    """What leads to these scenes comes to an ending; what comes back from them goes on at once."""
    for scene in gone:
        _forget(files, scene)
    ending = next((id for every in files.values() for each in every for id in (each.get("endings") or ())), "out")
    for _, steps in scripts(files):
        steps[:] = [step for step in steps if not (isinstance(step, dict) and str(step.get("call")) in gone)]
    for mapping in [each for every in files.values() for each in _values(every) if isinstance(each, dict)]:
        if isinstance(mapping.get("goto"), str) and mapping["goto"].partition(".")[0] in gone:
            del mapping["goto"]
            if mapping:
                mapping["then"] = [*(mapping.get("then") or []), {"end": ending}]
            else:
                mapping["end"] = ending


def move_scene(files: Files, dice: Random) -> tuple[str, ...]:
    name, number, scene = _one(dice, scenes(files))
    files[name].append(files[name].pop(number))
    return (f"{scene['scene']} to the end of its file",)


def delete_file(files: Files, dice: Random) -> tuple[str, ...]:
    if len(files) < 2:
        raise NothingThere
    leads = {lead for every in files.values() for document in every for lead in document.get("leads") or ()}
    heads = {name for name, every in files.items() if any("leads" in document for document in every)}
    name = _one(dice, [name for name in files if name not in heads])
    gone = {scene["scene"] for home, _, scene in scenes(files) if home == name}
    cut = files.pop(name)
    _end_instead(files, gone)
    taken = []
    for declared in [name for document in cut for kind in ("variables", "memories", "define") for name in document.get(kind) or ()]:
        _forget(files, declared)
    for head in heads:
        for document in files[head]:
            for lead, told in list((document.get("leads") or {}).items()):
                if told.get("start") in gone and len(leads) > 1:
                    del document["leads"][lead]
                    taken.append(f"lead {lead}")
    return f"{name} deleted", *(f"{scene}." for scene in gone), *taken


# ------------------------------------------------------------------ steps


def insert_line(files: Files, dice: Random) -> tuple[str, ...]:
    scene, steps = _one(dice, scripts(files))
    steps.insert(dice.randint(0, len(steps)), "A door goes, somewhere below.")
    return (f"{scene}: a line put in",)


def reword_line(files: Files, dice: Random) -> tuple[str, ...]:
    scene, steps = _one(dice, [each for each in scripts(files) if any(isinstance(step, str) for step in each[1])])
    at = dice.choice([number for number, step in enumerate(steps) if isinstance(step, str)])
    steps[at] = f"Other words stand here now. {dice.choice(('He waits.', 'It rains.', 'Nobody comes.'))}"
    return (f"{scene}: a line in other words",)


def insert_set(files: Files, dice: Random) -> tuple[str, ...]:
    scene, steps = _one(dice, scripts(files))
    steps.insert(0, {"set": f"{_number(files, dice)} += 1"})
    return (f"{scene}: {steps[0]['set']}",)


def insert_chance(files: Files, dice: Random) -> tuple[str, ...]:
    scene, steps = _one(dice, scripts(files))
    steps.insert(0, {"chance": {"put_in_rain": {"odds": 1, "then": ["It rains."]}, "put_in_sun": {"odds": 2, "then": ["Sun."]}}})
    return (f"{scene}: chance put in",)


def insert_choice(files: Files, dice: Random) -> tuple[str, ...]:
    scene, steps = _one(dice, scripts(files))
    steps.insert(0, {"choose": {"put_in_left": "Go left.", "put_in_right": "Go right."}})
    return (f"{scene}: a choice put in",)


def remove_step(files: Files, dice: Random) -> tuple[str, ...]:
    scene, steps = _one(dice, [each for each in scripts(files) if len(each[1]) > 1])
    gone = steps.pop(dice.randrange(len(steps)))
    return f"{scene}: a step removed", *(f"{scene}.{id}" for id in _ids_in(gone))


def _ids_in(value: Value) -> list[str]:
    """The ids of the options that stand in a step."""
    found = []
    for each in _values(value):
        for key in ("choose", "hub", "chance", "shuffle", "ask") if isinstance(each, dict) else ():
            if isinstance(each.get(key), dict):
                found += list(each[key])
    return found


# ------------------------------------------------------------------ variables and memories


def _declared(files: Files, kind: str) -> list[tuple[Mapping, str]]:
    return [
        (document[kind], name)
        for every in files.values()
        for document in every
        if isinstance(document, dict) and isinstance(document.get(kind), dict)
        for name in document[kind]
    ]


def _number(files: Files, dice: Random) -> str:
    """A variable of the whole story that is a number."""
    whole = [document for every in files.values() for document in every if "leads" in document and "variables" in document]
    names = [name for each in whole for name, domain in each["variables"].items() if re.fullmatch(r"\d+\.\.\d+", str(domain))]
    return str(_one(dice, names))


def change_domain(files: Files, dice: Random) -> tuple[str, ...]:
    """A number's range is wider or narrower; an enumeration or a set has lost a word, has one more, or another order."""
    variables, name = _one(dice, [each for each in _declared(files, "variables") if isinstance(each[0][each[1]], str)])
    domain = variables[name]
    if (numbers := re.fullmatch(r"(\d+)\.\.(\d+)", domain)) is not None:
        high = int(numbers[2])
        variables[name] = f"{numbers[1]}..{dice.choice([high + 3, max(int(numbers[1]) + 1, high - 1)])}"
    elif domain.startswith("set of "):
        variables[name] = f"set of {', '.join(_other_words(domain.removeprefix('set of ').split(', '), dice))}"
    elif " | " in domain:
        variables[name] = " | ".join(_other_words(domain.split(" | "), dice))
    else:
        raise NothingThere
    return (f"{name}: {domain} is {variables[name]}",)


def _other_words(words: list[str], dice: Random) -> list[str]:
    match dice.randrange(3):
        case 0:
            return [*words, "put_in"]
        case 1:
            words.remove(dice.choice(words))
            return words or ["put_in"]
        case _:
            # The first is where the game starts: it stays.
            return [words[0], *reversed(words[1:])]


def widen_domain(files: Files, dice: Random) -> tuple[str, ...]:
    variables, name = _one(dice, [each for each in _declared(files, "variables") if isinstance(each[0][each[1]], str)])
    domain = variables[name]
    if (numbers := re.fullmatch(r"(\d+)\.\.(\d+)", domain)) is not None:
        variables[name] = f"{numbers[1]}..{int(numbers[2]) + 3}"
    elif domain.startswith("set of "):
        variables[name] = f"{domain}, put_in"
    elif " | " in domain:
        variables[name] = f"{domain} | put_in"
    else:
        raise NothingThere
    return (f"{name}: {variables[name]}",)


def rename_variable(files: Files, dice: Random) -> tuple[str, ...]:
    variables, old = _one(dice, [each for each in _declared(files, "variables") if isinstance(each[0][each[1]], str)])
    new = f"{old}_anew"
    variables[new] = {"of": variables.pop(old), "was": [old]}
    _replace(files, rf"\b{old}\b(?!\()", new, but=(f"{old}",))
    variables[new]["was"] = [old]
    return (f"{old} is {new} with was",)


def remove_variable(files: Files, dice: Random) -> tuple[str, ...]:
    variables, name = _one(dice, _declared(files, "variables"))
    del variables[name]
    _forget(files, name)
    return (f"{name} removed",)


def remove_memory(files: Files, dice: Random) -> tuple[str, ...]:
    memories, name = _one(dice, _declared(files, "memories"))
    del memories[name]
    _forget(files, name)
    for _, steps in scripts(files):
        steps[:] = [step for step in steps if not (isinstance(step, dict) and name in (str(step.get("surface")), str(step.get("recover"))))]
    return f"{name} removed", f"{name}."


# ------------------------------------------------------------------ words in the whole story


def _replace(files: Files, pattern: str, new: str, but: tuple[str, ...] = ()) -> None:
    """In every text and key."""

    def changed(value: Value) -> Value:
        match value:
            case str() if value not in but:
                return re.sub(pattern, new, value)
            case list():
                return [changed(each) for each in value]
            case dict():
                return {key: changed(each) for key, each in value.items()}
            case _:
                return value

    for name, every in files.items():
        files[name] = [changed(each) for each in every]


def _forget(files: Files, name: str) -> None:
    """Nothing asks for a name any more, as its author would see to: conditions hold, sets go, words that hang on it are cut."""
    asks = re.compile(rf"(?<![\w.]){re.escape(name)}(?!\w)")

    def without(value: Value, under: str) -> Value:
        match value:
            case str() if under in ("if", "define") and asks.search(value):
                return "true"
            case str() if any(asks.search(part) for part in re.findall(r"\{[^{}|?]*", value)):
                return "Something was cut here."
            case list():
                return [without(each, under) for each in value if not (under in ("set", "legacy") and asks.search(str(each)))]
            case dict():
                made = {key: without(each, key if under != "define" else under) for key, each in value.items()}
                changes = made.get("set")
                if changes == [] or (isinstance(changes, str) and asks.search(changes)):
                    del made["set"]
                for kind in ("variables", "memories"):
                    if made.get(kind) == {}:
                        del made[kind]
                return made
            case _:
                return value

    for home, every in files.items():
        files[home] = [without(document, "") for document in every]
    for _, steps in scripts(files):
        steps[:] = [step for step in steps if step != {}]


def _replace_under(files: Files, key: str, old: str, new: str) -> None:
    for every in files.values():
        for mapping in _values(every):
            if isinstance(mapping, dict) and isinstance(mapping.get(key), str):
                head, dot, label = mapping[key].partition(".")
                if head == old:
                    mapping[key] = f"{new}{dot}{label}"


Edit = Callable[[Files, Random], tuple[str, ...]]
KEEPING: dict[str, Edit] = {
    each.__name__: each
    for each in (
        insert_option_above, insert_option_below, reorder_options, rename_option, relabel_option, drop_condition,
        rename_scene, move_scene, insert_line, reword_line, insert_chance, widen_domain, rename_variable,
    )
}  # fmt: skip
"""Edits after which whoever knew both versions would go on with the very game."""
BREAKING: dict[str, Edit] = {
    each.__name__: each
    for each in (
        remove_option, rename_option_without_was, tighten_condition, rename_scene_without_was, insert_scene, remove_scene,
        delete_file, insert_set, insert_choice, remove_step, change_domain, remove_variable, remove_memory,
    )
}  # fmt: skip
EDITS: dict[str, Edit] = {**KEEPING, **BREAKING}
