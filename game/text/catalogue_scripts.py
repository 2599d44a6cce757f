"""Mistakes of the form of scripts: steps, options, and what stands beside them. They are of the family S.

To add one, append an `Entry` to `ENTRIES`, with a code from S012 to S050 that no entry ever had.
"""

from __future__ import annotations

from game.text.catalogue import Entry
from game.text.examples import HEAD, example

COVER = "variables: {cover: intact | blown}\n"
HEAT = "variables: {heat: 0..6}\n"
TALK = (
    example("", "- choose: {from: talk, limit: LIMIT, go: Go.}")
    + "---\nscene: roof\noffer: {in: talk, do: Go up to the roof.}\nscript: Rain.\n"
)


def _calling(call: str, takes: str = "") -> str:
    """A scene that makes a call, and the one that is called: where it takes something, it shows who."""
    shown = '"{who} waits."' if takes else "Rain."
    return example("", f"- {call}") + f"---\nscene: porch\n{takes}script:\n  - {shown}\n"


ENTRIES = [
    Entry(
        code="S012",
        title="An option without words",
        message="the option “{id}” has no words",
        hint="write them after `do:` (an act) or `say:` (spoken by the lead)",
        why="An option is shown by its words: what the player does, or says.",
        wrong=example("", "- choose:\n    wait: {then: Four screws.}\n    go: Go."),
        right=example("", "- choose:\n    wait: {do: Count the screws., then: Four screws.}\n    go: Go."),
    ),
    Entry(
        code="S013",
        title="An option that both acts and speaks",
        message="the option “{id}” has both `do:` and `say:`",
        hint="keep one of them, and write the other in its `then:`",
        why="An option's label is either an act or a line of the lead's, which is shown in quotation marks.",
        wrong=example("", "- choose:\n    coat: {do: Point., say: That is my coat.}"),
        right=example("", "- choose:\n    coat: {do: Point., then: {ann: That is my coat.}}"),
    ),
    Entry(
        code="S014",
        title="A locked option that is never locked",
        message="the option “{id}” has `locked:` and no `if:`",
        hint="write the condition after `if:`; while it is false, the option is greyed, with this reason",
        why="`locked:` says why an option cannot be taken while its condition is false. Without one it always can.",
        wrong=example("", "- choose:\n    gun: {do: Reach for the drawer., locked: It is empty.}"),
        right=example(
            HEAT, "- choose:\n    gun: {do: Reach for the drawer., if: heat >= 2, locked: It is empty.}\n    go: Go."
        ),
    ),
    Entry(
        code="S015",
        title="`leave` outside a hub",
        message="the option “{id}” has `leave:`, and its menu is a `choose:`",
        hint="delete it: after an option of a `choose:` play goes on anyway; or make the menu a `hub:`",
        why="A `hub:` is met again after each option until one with `leave: true` is taken. A `choose:` is met once.",
        wrong=example("", "- choose:\n    go: {do: Go., leave: true}"),
        right=example("", "- hub:\n    go: {do: Go., leave: true}"),
    ),
    Entry(
        code="S016",
        title="A hub that may not be left",
        message="no option of this hub always leaves it",
        hint="give one option `leave: true` or a `goto:`, and no `if:`",
        why=(
            "A hub is met again after each option. If the ways out of it all have conditions, a player may be kept "
            "in it; what an option inside an option does is no way out that is always there."
        ),
        wrong=example(HEAT, "- hub:\n    ask: Ask.\n    go: {do: Go., if: heat >= 2, leave: true}"),
        right=example(HEAT, "- hub:\n    ask: {do: Ask., if: heat >= 2}\n    go: {do: Go., leave: true}"),
    ),
    Entry(
        code="S017",
        title="A menu, a match or a chance with nothing in it",
        message="“{word}:” holds no {wanted}",
        hint="write at least one {wanted} below it, two columns further in",
        why="There would be nothing to choose from. Often what belongs below it stands too far left.",
        wrong=example("", "- choose:\n- Rain."),
        right=example("", "- choose:\n    wait: Wait.\n- Rain."),
    ),
    Entry(
        code="S018",
        title="Nothing where something belongs",
        message="nothing stands after {what}",
        hint="write it, or leave the key out",
        why="A key without a value is most often a line that was not finished, or whose value stands too far left.",
        wrong=example("", "- choose:\n    wait: {do: Wait.}\n    go:\n      do: Go.\n      then:\n        - note:"),
        right=example(
            "", "- choose:\n    wait: {do: Wait.}\n    go:\n      do: Go.\n      then:\n        - note: Gone."
        ),
    ),
    Entry(
        code="S019",
        title="A menu that may be empty",
        message="every option of this “{word}” has a condition",
        hint="leave one free of `if:`",
        why=(
            "Where no condition holds, the menu is passed over. That is seldom meant, and finding out whether it can "
            "happen costs a proof dear: where a tenth of the menus are so, `citadel check` leaves a few things in two "
            "thousand open; where a quarter are, many."
        ),
        wrong=example(HEAT, "- choose:\n    gun: {do: Reach for it., if: heat >= 2}"),
        right=example(HEAT, "- choose:\n    gun: {do: Reach for it., if: heat >= 2}\n    go: Go."),
        severity="warning",
    ),
    Entry(
        code="S020",
        title="Steps that are missing",
        message="no step stands in {place}",
        hint="write the steps below it, two columns further in, or leave the key out",
        why="A script, or a `then:`, without a step says nothing; `todo:` is a step that says so.",
        wrong=example("", "- choose:\n    wait:\n      do: Wait.\n      then:\n    go: Go."),
        right=example("", "- choose:\n    wait:\n      do: Wait.\n      then: Four screws.\n    go: Go."),
    ),
    Entry(
        code="S021",
        title="A mapping that is no step",
        message="YAML sees the key “{key}” with {value}, and “{key}” is neither a step word nor a speaker",
        hint="if this is prose, write “- |” and the text on the lines below it",
        why=(
            "A colon and a space make a key of the words before them, in the middle of a sentence too. A step's key is "
            "a step word, such as `choose`, or somebody who speaks: a member of the cast, a lead, or `you`."
        ),
        wrong=example("", "- Halifax: you left it in the rain."),
        right=example("", "- |\n  Halifax: you left it in the rain."),
    ),
    Entry(
        code="S022",
        title="Two steps in one",
        message="“{word}” and “{other}” are two steps in one",
        hint="begin the second on a line of its own with “- ”",
        why="A step has one head. The order of two would not be known, so each is an item of the list.",
        wrong=example(HEAT, '- set: heat += 1\n  note: They are close.\n- "{heat}"'),
        right=example(HEAT, '- set: heat += 1\n- note: They are close.\n- "{heat}"'),
    ),
    Entry(
        code="S023",
        title="A key that cannot stand beside this step",
        message="“{key}” cannot stand beside “{head}”",
        why="Beside the head of a step stand its own keys and, if wanted, `label`, `if` and `tags`.",
        wrong=example(HEAT, "- if: heat >= 2\n  then: They are close.\n  esle: Nobody follows."),
        right=example(HEAT, "- if: heat >= 2\n  then: They are close.\n  else: Nobody follows."),
    ),
    Entry(
        code="S024",
        title="A folded block in a script",
        message="“>” is not used in a script",
        hint="write “|”: in a passage the ends of lines are spaces anyway, and a blank line starts a paragraph",
        why="`>` joins lines that may begin with a speaker, and hides at which column a word stands.",
        wrong=example("", "- >\n  Rain, and then\n  the bell."),
        right=example("", "- |\n  Rain, and then\n  the bell."),
    ),
    Entry(
        code="S025",
        title="A step word without its colon",
        message="“{word}” alone is narration",
        hint="write “- {word}:”; a text of that one word goes in quotes",
        why="A string in a script is shown to the player. A step word alone was most likely meant as a step.",
        wrong=example("", "- Rain.\n- page\n- The bell."),
        right=example("", "- Rain.\n- page:\n- The bell."),
    ),
    Entry(
        code="S026",
        title="A step that does nothing",
        message="this step has a label, a condition or tags, and nothing to play",
        hint="put them beside the step that they are for, below its “- ”",
        why="`label:` and `tags:` stand beside a step's head; without one there is nothing that they could be for.",
        wrong=example("", "- label: asking\n- choose:\n    wait: Wait."),
        right=example("", "- label: asking\n  choose:\n    wait: Wait."),
    ),
    Entry(
        code="S027",
        title="Prose that begins with a bracket",
        message="YAML sees a list here, because the step begins with “[”",
        hint="put the text in quotes, or write it below “- |”",
        why="An unquoted text cannot begin with `[`, `{` or another sign of YAML.",
        wrong=example("", "- [Applause.]"),
        right=example("", '- "[Applause.]"'),
    ),
    Entry(
        code="S028",
        title="A list within a list",
        message="this step is itself a list",
        hint="take away one “- ”",
        why="A script is one list of steps. Steps within steps stand below a key such as `then:`.",
        wrong=example("", "- - Rain.\n  - The bell."),
        right=example("", "- Rain.\n- The bell."),
    ),
    Entry(
        code="S029",
        title="A key of a match that is no value",
        message="“{wrote}” cannot be a value",
        hint="a value is a word, a number, a range such as 0..2, `true`, `false`, or `else`",
        why="The keys beside `match:` are the values that its expression may have.",
        wrong=example(COVER, "- match: cover\n  intact: Good.\n  in doubt: Wait.\n  else: Run."),
        right=example(COVER, "- match: cover\n  intact: Good.\n  else: Run."),
    ),
    Entry(
        code="S030",
        title="A shuffled list with more than text in it",
        message="a shuffled list holds text alone",
        hint="give each item an id: `shuffle: {{rain: …, snow: …}}`",
        why=(
            "A list is shuffled by the setup's seed and is no move, so nothing may hang on it. With ids, fate picks, "
            "the path records it, and a proof takes every branch."
        ),
        wrong=example(HEAT, '- shuffle:\n    - Rain.\n    - set: heat += 1\n- "{heat}"'),
        right=example(HEAT, '- shuffle:\n    rain: Rain.\n    heat: {set: heat += 1}\n- "{heat}"'),
    ),
    Entry(
        code="S031",
        title="Too many branches to shuffle",
        message="a shuffle has at most {most} branches, and this one {count}",
        hint="use a list, if they are only text, or `chance:`",
        why="Which of them have been played is kept in the state, and a proof looks at every order.",
        wrong=example("", "- shuffle: {" + ", ".join(f"b{n}: Rain." for n in range(9)) + "}"),
        right=example("", "- shuffle: {" + ", ".join(f"b{n}: Rain." for n in range(8)) + "}"),
    ),
    Entry(
        code="S032",
        title="A goto that names no place",
        message="“{wrote}” is no place to go to",
        hint="write `scene`, `scene.label`, or `.label` for a label of this scene",
        why="A place is a scene by its id, a labelled step of one, or a labelled step of this one.",
        wrong=example("", "- label: asking\n  choose:\n    wait: {do: Wait., goto: hall/asking}\n    go: Go."),
        right=example("", "- label: asking\n  choose:\n    wait: {do: Wait., goto: hall.asking}\n    go: Go."),
    ),
    Entry(
        code="S033",
        title="A step word followed by something else than an id",
        message="after “{word}:” stands {wanted}, by its id, and not “{wrote}”",
        why="Scenes, endings and fragments are named by their ids. Only `goto:` may name a label.",
        wrong=HEAD + "---\nscene: hall\nscript:\n  - call: porch.rain\n  - call: porch\n  - end: done\n"
        "---\nscene: porch\nscript:\n  - Rain.\n",
        right=HEAD
        + "---\nscene: hall\nscript:\n  - call: porch\n  - end: done\n---\nscene: porch\nscript:\n  - Rain.\n",
    ),
    Entry(
        code="S034",
        title="An old id that is none",
        message="“{wrote}” was never an id",
        hint="write the old id, or for an option that moved `old_scene.old_id`",
        why="`was:` lists the ids that a thing had before, so that old saves still find it.",
        wrong=example("", "- choose:\n    wait: {do: Wait., was: [old option]}"),
        right=example("", "- choose:\n    wait: {do: Wait., was: [old_option]}"),
    ),
    Entry(
        code="S035",
        title="A page with a value",
        message="“page:” stands alone, and YAML sees {seen} after it",
        hint="write “- page:”, and the text as the next step",
        why="`page:` begins a new screenful, and says nothing itself.",
        wrong=example("", "- page: The bell."),
        right=example("", "- page:\n- The bell."),
    ),
    Entry(
        code="S036",
        title="A number that is none",
        message="{what} wants a whole number from {least} to 1000, and “{wrote}” is none",
        hint="write it in digits",
        why="Urgency and limits are counted in whole numbers.",
        wrong=TALK.replace("LIMIT", "few"),
        right=TALK.replace("LIMIT", "2"),
    ),
    Entry(
        code="S037",
        title="A limit of nothing",
        message="`limit:` has no `from:` beside it",
        hint="write `from: TAG`, or leave `limit:` out",
        why="`limit:` says how many of the scenes that offer themselves are shown; options of the menu itself always are.",
        wrong=example("", "- choose: {limit: 2, go: Go.}"),
        right=example("", "- choose: {go: Go.}"),
    ),
    Entry(
        code="S060",
        title="An answer of nothing but signs",
        message="nothing is left of “{wrote}” without its punctuation",
        hint="write a word that the player can type",
        why="Punctuation counts for nothing in what the player types, so an answer holds a letter or a digit at least.",
        wrong=example("", "- ask: And then?\n  answers: {wait: {accepts: ['...', wait]}}"),
        right=example("", "- ask: And then?\n  answers: {wait: {accepts: [wait]}}"),
    ),
    Entry(
        code="S061",
        title="Two answers that accept the same",
        message="“{first}” and “{second}” both accept “{words}”",
        hint="leave it with one of them: letter case, accents, punctuation and articles make no difference",
        why="What the player types means one answer at most.",
        wrong=example(
            "",
            "- ask: The word?\n  answers: {lethe: {accepts: [Lethe, the river]}, styx: {accepts: [Styx, river]}}",
        ),
        right=example("", "- ask: The word?\n  answers: {lethe: {accepts: [Lethe, the river]}, styx: {accepts: Styx}}"),
    ),
    Entry(
        code="S062",
        title="Something handed on that is not taken",
        message="the scene “{scene}” takes no “{name}”",
        why="`with:` gives values to the names under `takes:` of the called scene, and to no others.",
        wrong=_calling("call: {scene: porch, with: {whom: bob}}", "takes: {who: ann | bob}\n"),
        right=_calling("call: {scene: porch, with: {who: bob}}", "takes: {who: ann | bob}\n"),
    ),
    Entry(
        code="S063",
        title="Something handed on to a scene that takes nothing",
        message="the scene “{scene}” takes nothing, and “{name}” is handed on to it",
        hint="write `takes: {{{name}: …}}` in that scene, or call it without `with:`",
        why="A scene says under `takes:` what its callers may hand on, and what each of these may be.",
        wrong=_calling("call: {scene: porch, with: {who: bob}}"),
        right=_calling("call: porch"),
    ),
]
