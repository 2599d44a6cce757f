"""Mistakes of the form of a story: keys that nobody knows, missing parts, names of what is not there.

S001 to S011 are of documents and declarations, S012 to S035 of scripts (`game.text.catalogue_scripts`), S051 to S056 of
what is named and does not exist.

An example is a whole story in one file, as small as it can be: `game.text.examples.example` puts a frame round a
script. `wrong` raises its code once and nothing else; `right` raises nothing.
"""

from __future__ import annotations

from game.text.catalogue import Entry
from game.text.catalogue_scripts import ENTRIES as OF_SCRIPTS
from game.text.examples import HEAD, example

END = "---\nscene: hall\nscript:\n  - end: done\n"
BELL = """\
memories:
  bell: {owner: ann, title: The bell, provenance: %s, surfaced: A thumb on a bell., recovered: You rang.}
"""

OF_DOCUMENTS = [
    Entry(
        code="S001",
        title="A key that is not known here",
        message="“{key}” is not a key of {place}",
        hint="{place} has: {known}",
        why="A key that nobody reads would be lost in silence, so each must be one of those that its place knows.",
        wrong=HEAD + "---\nscene: hall\nplaces: The hall\nscript:\n  - end: done\n",
        right=HEAD + "---\nscene: hall\nplace: The hall\nscript:\n  - end: done\n",
    ),
    Entry(
        code="S002",
        title="A document that is no mapping",
        message="a document begins with a key such as “scene:”, and this one is {seen}",
        hint="put it under the key that it belongs to; a line “---” begins a new document",
        why=(
            "A file is a stream of documents with `---` between them: a scene, which has the key `scene:`, or "
            "declarations under `leads:`, `cast:`, `variables:` and so on. Text outside them belongs to nothing."
        ),
        wrong=HEAD + END + "---\n- Rain, and then the bell.\n",
        right=HEAD + "---\nscene: hall\nscript:\n  - Rain, and then the bell.\n  - end: done\n",
    ),
    Entry(
        code="S003",
        title="A text, a list or a mapping in the place of another",
        message="{what} should be {wanted}, and YAML sees {seen}",
        why=(
            "Each place of a story holds one kind of thing. Where prose is meant and YAML sees a list or a mapping, "
            "the text begins with a sign of YAML and wants quotes, or a block."
        ),
        wrong=HEAD + "cast:\n  orlick: [Bernard, Orlick]\n" + END,
        right=HEAD + "cast:\n  orlick: Bernard Orlick\n" + END,
    ),
    Entry(
        code="S004",
        title="A part of a story that does not exist",
        message="“{key}:” is no part of a story",
        hint="a document is a scene, with “scene:”, or holds declarations such as “leads:” and “variables:”",
        why=(
            "What stands at the left edge of a document is either a scene's or one of the language's parts. "
            "Anything else would be read by nobody."
        ),
        wrong=HEAD + "phrase: {alias: Mason}\n" + END,
        right=HEAD + "phrases: {alias: Mason}\n" + END,
    ),
    Entry(
        code="S005",
        title="A part that is missing",
        message="{what} lacks {keys}",
        why="Some keys are optional; those without which a thing cannot be shown or played are not.",
        wrong=HEAD + "---\nscene: hall\nplace: The hall\n---\nscene: porch\nscript:\n  - goto: hall\n",
        right=example("", "- Rain."),
    ),
    Entry(
        code="S006",
        title="Neither true nor false",
        message="{what} is true or false, and not “{wrote}”",
        hint="write `true` or `false`",
        why="`yes`, `on` and `1` are text here, exactly as typed, so that no word of a story changes its meaning.",
        wrong=example("", "- choose:\n    wait: {do: Wait., once: no}"),
        right=example("", "- choose:\n    wait: {do: Wait., once: false}"),
    ),
    Entry(
        code="S007",
        title="A word that is none of those allowed",
        message="{what} cannot be “{wrote}”",
        hint="it is one of: {allowed}",
        why="Where the language knows a few words, another would have no meaning.",
        wrong=example(BELL % "dreamed", "- recover: bell"),
        right=example(BELL % "lived", "- recover: bell"),
    ),
    Entry(
        code="S008",
        title="Odds that are no whole number",
        message="odds are a whole number from 1 to 999999, and not “{wrote}”",
        hint="of branches with odds 1 and 3 the second is picked three times in four",
        why="Each branch has its odds as chances in the sum of all, so they are counted in whole numbers.",
        wrong=example("", "- chance:\n    wakes: {odds: 0.5, then: He wakes.}\n    sleeps: {then: He sleeps.}"),
        right=example("", "- chance:\n    wakes: {odds: 1, then: He wakes.}\n    sleeps: {odds: 2, then: He sleeps.}"),
    ),
    Entry(
        code="S010",
        title="A story without its head",
        message="no file has “story:”, with the story's id and title",
        hint="write `story: {{id: my-story, title: My story}}` in a document of its own",
        why="The id names the folder of its saves, and the title is what the player sees.",
        wrong="leads: {ann: {name: Ann, start: hall}}\nendings: {done: {title: Done, about: It is over.}}\n" + END,
        right=HEAD + END,
    ),
    Entry(
        code="S011",
        title="A story without a lead",
        message="no file has “leads:”, so the story starts nowhere",
        hint="write `leads: {{ann: {{name: Ann, start: hall}}}}`, with the id of the first scene as `start`",
        why="A lead is whom the player may be, and says in which scene that one's story starts.",
        wrong="story: {id: small, title: Small}\n",
        right=HEAD + END,
    ),
]


def _offers(menus: int, scenes: int) -> str:
    """A story with so many menus that take from one tag, and so many scenes under it."""
    menu = "".join(f"- choose: {{from: talk, go{n}: Go.}}\n" for n in range(menus)).rstrip("\n")
    roofs = (f"---\nscene: roof{n}\noffer: {{in: talk, do: Go up.}}\nscript: Rain.\n" for n in range(scenes))
    return example("", menu) + "".join(roofs)


OF_REFERENCES = [
    Entry(
        code="S051",
        title="A scene that does not exist",
        message="there is no scene “{name}”",
        why=(
            "A `goto`, a `call`, a `return` or a lead's `start` names a scene by its id, and no file of the story "
            "has a `scene:` with that id."
        ),
        wrong=HEAD + "---\nscene: hall\nscript:\n  - if: visits(back_room) > 1\n    then: {goto: backroom}\n"
        "  - goto: back_room\n---\nscene: back_room\nscript:\n  - end: done\n",
        right=HEAD + "---\nscene: hall\nscript:\n  - goto: back_room\n---\nscene: back_room\nscript:\n  - end: done\n",
    ),
    Entry(
        code="S052",
        title="A label that does not exist",
        message="there is no label “{name}” in the scene “{scene}”",
        why="`goto: .name` and `goto: scene.name` go to the step beside which `label: name` stands.",
        wrong=example("", "- label: asking\n  choose:\n    wait: {do: Wait., goto: .aksing}\n    go: Go."),
        right=example("", "- label: asking\n  choose:\n    wait: {do: Wait., goto: .asking}\n    go: Go."),
    ),
    Entry(
        code="S053",
        title="An ending that does not exist",
        message="there is no ending “{name}”",
        why="`end:` names one of the `endings:` that the story declares, with its title and what is said of it.",
        wrong=example("", "- choose:\n    go:\n      do: Go.\n      then: {end: doen}\n    wait: Wait."),
        right=example("", "- choose:\n    go:\n      do: Go.\n      then: {end: done}\n    wait: Wait."),
    ),
    Entry(
        code="S054",
        title="A fragment that does not exist",
        message="there is no fragment “{name}”",
        why="`surface:`, `recover:` and the `joins:` of a link name one of the `memories:` that the story declares.",
        wrong=example(BELL % "lived", "- surface: bel\n- recover: bell"),
        right=example(BELL % "lived", "- surface: bell\n- recover: bell"),
    ),
    Entry(
        code="S056",
        title="A lead that does not exist",
        message="there is no lead “{name}”",
        why="`lead:` at the head of a chapter's file gives its scenes to one of the `leads:` that the story declares.",
        wrong=HEAD + "---\nchapter: One\nlead: anne\n" + END,
        right=HEAD + "---\nchapter: One\nlead: ann\n" + END,
    ),
    Entry(
        code="S057",
        title="A menu of scenes that nothing offers itself to",
        message="no scene offers itself under “{tag}”",
        hint="give a scene `offer: {{in: {tag}, do: …}}`",
        why="`from: TAG` shows the scenes whose `offer:` names that tag; with none it shows nothing.",
        wrong=example("", "- choose: {from: talk, go: Go.}"),
        right=example("", "- choose: {from: talk, go: Go.}")
        + "---\nscene: roof\noffer: {in: talk, do: Go up to the roof.}\nscript: Rain.\n",
    ),
    Entry(
        code="S110",
        title="Too many offers for too many menus",
        message="{menus} menus take from “{tag}”, where {scenes} scenes offer themselves: with all tags more than {most} offers",
        hint="give the scenes several tags, each taken from where it is wanted",
        why="Each menu has each of these scenes as an option. So many could not be reckoned.",
        wrong=_offers(menus=400, scenes=300),
        right=_offers(menus=2, scenes=2),
    ),
]

ENTRIES = [*OF_DOCUMENTS, *OF_SCRIPTS, *OF_REFERENCES]
