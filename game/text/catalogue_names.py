"""Mistakes of names: an id that is badly formed, one that means something else, one that two things have.

To add one, append an `Entry` to `ENTRIES`: a code that no entry ever had (N007, …), a title, the message and, if it
helps, a hint (templates: `{word}` is filled by `diagnostic("N007", span, word=…)`, a brace of its own is doubled), why
it is a mistake, and two examples, each a whole story in one file, as small as it can be: `game.text.examples.example`
puts a frame round a script. `wrong` raises this code once and nothing else; `right` raises nothing.
"""

from __future__ import annotations

from game.text.catalogue import Entry
from game.text.examples import HEAD, example

PORCH = "---\nscene: porch\ntakes: {who: ann | bob}\nscript:\n  - '{who} waits.'\n"
END = "---\nscene: hall\nscript:\n  - end: done\n"

ENTRIES = [
    Entry(
        code="N001",
        title="An id that is badly formed",
        message="“{id}” cannot be the id of {what}",
        hint="an id is letters, digits and “_”, and does not start with a digit; a story's may hold “-”",
        why="Ids stand in conditions, in saves and in paths, where a space or a sign would mean something else.",
        wrong=example("", "- choose:\n    sit down: Sit down."),
        right=example("", "- choose:\n    sit_down: Sit down."),
    ),
    Entry(
        code="N002",
        title="An id that means something else here",
        message="“{id}” has a meaning of its own, and cannot be the id of {what}",
        hint="choose another word",
        why=(
            "A step word cannot be a speaker, `from`, `limit` and `else` are keys of a menu, and a word of conditions "
            "cannot be a variable: nobody could tell which of the two is meant."
        ),
        wrong=HEAD + "cast: {note: Mr Note}\n" + END,
        right=HEAD + "cast: {mr_note: Mr Note}\n" + END,
    ),
    Entry(
        code="N003",
        title="An id that two things have",
        message="{what} with the id “{id}” stands here, and {holder} with that id at {first}",
        hint="give one of them another id",
        why=(
            "Scenes and fragments share one set of names; variables, defines and phrases another; leads and cast a "
            "third. One id for two things would make of every mention a guess."
        ),
        wrong=HEAD + END + END,
        right=HEAD + END.replace("end: done", "goto: porch") + END.replace("hall", "porch"),
    ),
    Entry(
        code="N004",
        title="An id that two things of one scene have",
        message="{what} with the id “{id}” stands here, and {holder} with that id at {first}",
        hint="give one of them another id: in a save, and in `goto:`, both would be called the same",
        why="The options, branches and labels of one scene share one set of names, nested ones too.",
        wrong=example("", "- label: wait\n  choose:\n    wait: Wait."),
        right=example("", "- label: asking\n  choose:\n    wait: Wait."),
    ),
    Entry(
        code="N005",
        title="An old id that is in use",
        message="“{id}” cannot be an old id: {what} at {where} has it",
        hint="take it out of `was:`, or rename what has it now",
        why="By its old id a thing is found in old saves. One that is in use would be found there instead.",
        wrong=example("variables: {heat: {of: 0..6, was: [alarm]}, alarm: 0..2}\n", '- "{heat} {alarm}"'),
        right=example("variables: {heat: {of: 0..6, was: [alarm]}, noise: 0..2}\n", '- "{heat} {noise}"'),
    ),
    Entry(
        code="N006",
        title="An old id that two things claim",
        message="“{id}” is claimed as an old id at {where} too",
        hint="leave it with the one that old saves mean",
        why="A save that holds the old id can mean one thing only.",
        wrong=example(
            "variables: {heat: {of: 0..6, was: [alarm]}, noise: {of: 0..2, was: [alarm]}}\n", '- "{heat} {noise}"'
        ),
        right=example("variables: {heat: {of: 0..6, was: [alarm]}, noise: 0..2}\n", '- "{heat} {noise}"'),
    ),
    Entry(
        code="N010",
        title="A name that only one scene knows",
        message="“{name}” is what the scene “{scene}” takes, and means nothing outside it",
        hint="hand it on with `call: {{scene: …, with: {{…}}}}`, or declare a variable",
        why=(
            "What a scene takes has a value while that scene is called. Another scene, a define, a phrase or an offer "
            "may be asked at any time."
        ),
        wrong=example("", "- call: porch\n- if: who == ann\n  then: Rain.") + PORCH,
        right=example("", "- call: {scene: porch, with: {who: bob}}") + PORCH,
    ),
]
