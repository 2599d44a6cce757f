"""Mistakes of flow: a way that leads nowhere, comes round to itself, or that nobody can take.

To add one, append an `Entry` to `ENTRIES`: a code that no entry ever had (F015, …), a title, the message and, if it
helps, a hint (templates: `{word}` is filled by `diagnostic("F015", span, word=…)`, a brace of its own is doubled), why
it is a mistake, and two examples, each a whole story in one file, as small as it can be: `game.text.examples.example`
puts a frame round a script. `wrong` raises this code once and nothing else; `right` raises nothing.
"""

from __future__ import annotations

from game.text.catalogue import Entry
from game.text.examples import HEAD, example

TWO_LEADS = """\
story: {id: small, title: Small}
leads:
  ann: {name: Ann, start: hall}
  bob: {name: Bob, start: %s}
endings: {done: {title: Done, about: It is over.}}
"""


def _scenes(head: str = HEAD, /, **scripts: str) -> str:
    """A story with these scenes, each given as the lines of its script."""
    parts = [head]
    for name, script in scripts.items():
        steps = "".join(f"  {line}\n" for line in script.split("\n"))
        parts.append(f"scene: {name}\nscript:\n{steps}")
    return "---\n".join(parts)


def _led(second_start: str, script: str) -> str:
    """A story of two leads with a scene each; the first one's has this script."""
    return (
        f"{TWO_LEADS % second_start}---\nchapter: One\nlead: ann\n---\nscene: hall\nscript:\n"
        + "".join(f"  {line}\n" for line in script.split("\n"))
        + "---\nchapter: Two\nlead: bob\n---\nscene: porch\nscript:\n  - end: done\n"
    )


ENTRIES = [
    Entry(
        code="F001",
        title="A scene that runs out",
        message="the scene “{scene}” can run out here, and nothing called it",
        hint="go on with `goto:`, or finish with `end:`",
        why=(
            "At the end of a scene that was called, play comes back. A scene that was not called has nothing to come "
            "back to: the player would sit before a dead end."
        ),
        wrong=_scenes(hall="- choose:\n    wait: Wait.\n    go:\n      do: Go.\n      then: {end: done}"),
        right=_scenes(hall="- choose:\n    wait: Wait.\n    go:\n      do: Go.\n      then: {end: done}\n- end: done"),
    ),
    Entry(
        code="F002",
        title="A return outside a call",
        message="“return:” can be played here without a call: the scene “{scene}” is also gone to, or started in",
        hint="call the scene wherever it is played, or go on with `goto:`",
        why="`return:` comes back to the scene that called this one. Where none did, there is nowhere to come back to.",
        wrong=_scenes(hall="- Rain.\n- goto: porch", porch="- if: visits(hall) > 1\n  then: [return: ]\n- end: done"),
        right=_scenes(
            hall="- call: porch\n- end: done", porch="- if: visits(hall) > 1\n  then: [return: ]\n- The light goes out."
        ),
    ),
    Entry(
        code="F003",
        title="Calls that come round to themselves",
        message="this comes round to itself: {chain}",
        hint="let one of them be a `goto:` from the scene that was called first, or come back before it goes on",
        why=(
            "A call waits for the called scene to be over. If that calls its own caller, through whatever chain of "
            "calls and gotos, nothing is ever over, and what has to be remembered has no bound. A `return: scene` of a "
            "called scene goes on in the caller's stead, so it is a part of such a chain like a goto of the caller's."
        ),
        wrong=_scenes(hall="- call: cellar\n- end: done", cellar="- Dust.\n- goto: hall"),
        right=_scenes(hall="- call: cellar\n- end: done", cellar="- Dust."),
    ),
    Entry(
        code="F004",
        title="A scene that nobody reaches",
        message="nothing leads to the scene “{scene}”",
        hint="name it in a `goto:` or a `call:`, or as a lead's start",
        why="No lead starts there, and no goto or call leads there from where somebody starts. It is never played.",
        wrong=_scenes(hall="- end: done", porch="- end: done"),
        right=_scenes(hall="- goto: porch", porch="- end: done"),
        severity="warning",
    ),
    Entry(
        code="F005",
        title="Steps that can never be played",
        message="nothing leads to this step: what stands before it always goes elsewhere",
        hint="put it before that, or give it a `label:` that something goes to",
        why="After a `goto`, an `end` or a `return` without a condition, play does not come to the next step.",
        wrong=_scenes(hall="- goto: porch\n- Rain.", porch="- end: done"),
        right=_scenes(hall="- Rain.\n- goto: porch", porch="- end: done"),
        severity="warning",
    ),
    Entry(
        code="F006",
        title="A goto into another lead's scene",
        message="the scene “{scene}” belongs to {other}, and this one to {lead}",
        hint="move the scene to a chapter without `lead:`, or go elsewhere",
        why="The player is one lead throughout. A scene of another's would be played by nobody.",
        wrong=_led("porch", "- goto: porch"),
        right=_led("porch", "- end: done"),
    ),
    Entry(
        code="F007",
        title="A call of another lead's scene",
        message="the scene “{scene}” belongs to {other}, and this one to {lead}",
        hint="move the scene to a chapter without `lead:`, or call another",
        why="The player is one lead throughout. A scene of another's would be played by nobody.",
        wrong=_led("porch", "- call: porch"),
        right=_led("porch", "- end: done"),
    ),
    Entry(
        code="F008",
        title="A loop that never ends",
        message="nothing leads out of this loop back to “{target}”, and nobody is asked in it",
        hint="put a `choose:` in the loop, or a way out of it",
        why="Play runs until somebody must decide. Here it would run for ever.",
        wrong=example("", "- label: again\n  if: visits(hall) >= 1\n  then: Rain.\n- goto: .again")
        .replace("  - end: done\n", "")
        .replace("endings: {done: {title: Done, about: It is over.}}\n", ""),
        right=example("", "- label: again\n  choose:\n    wait: {do: Wait., once: false, goto: .again}\n    go: Go."),
    ),
    Entry(
        code="F009",
        title="A loop that may never end",
        message="this goes back to “{target}”, nobody is asked on the way, and nothing on it changes",
        hint="put a `choose:` in the loop, or a `set:` that makes its condition false",
        why="What was true the first time round is true again the next time, so play would run for ever.",
        wrong=example("variables: {wet: false}\n", "- label: again\n  ann: Rain.\n- if: wet\n  then: {goto: .again}"),
        right=example(
            "variables: {wet: false}\n", "- label: again\n  ann: Rain.\n- if: wet\n  then: [set: not wet, goto: .again]"
        ),
        severity="warning",
    ),
    Entry(
        code="F010",
        title="An ending that nothing ends with",
        message="no `end:` names the ending “{ending}”",
        hint="write “end: {ending}” where the story comes to it, or delete the ending",
        why="An ending is reached by `end:` alone.",
        wrong=_scenes(
            HEAD.replace("}}\n", "}, lost: {title: Lost}}\n", 2).replace("hall}, lost: {title: Lost}}", "hall}}"),
            hall="- end: done",
        ),
        right=_scenes(hall="- end: done"),
        severity="warning",
    ),
    Entry(
        code="F011",
        title="Something left to do",
        message="to do: {text}",
        why="A `todo:` is never shown to the player. It is listed here so that it is not forgotten.",
        wrong=example("", "- todo: The rain."),
        right=example("", "- Rain."),
        severity="warning",
    ),
    Entry(
        code="F012",
        title="A lead who starts in another lead's scene",
        message="{lead} starts in the scene “{scene}”, which belongs to {other}",
        hint="start in a scene of {lead}'s own, or of everybody's",
        why="A scene below `lead:` at the head of its file is played by that lead alone.",
        wrong=_led("hall", "- goto: porch").replace("chapter: Two\nlead: bob\n", "chapter: Two\n"),
        right=_led("porch", "- end: done"),
    ),
    Entry(
        code="F013",
        title="A menu that runs dry",
        message="each option without a condition leads back to this “choose”, and can be taken only once",
        hint="write `once: false` beside one of them, or `else:` for when none is left",
        why=(
            "An option can be taken once in a game unless it says `once: false`. The loop goes on until all were taken, "
            "and then the menu is passed over in silence."
        ),
        wrong=example(
            "", "- label: asking\n  choose:\n    ask: {do: Ask., goto: .asking}\n    wait: {do: Wait., goto: .asking}"
        ),
        right=example(
            "", "- label: asking\n  choose:\n    ask: {do: Ask., goto: .asking}\n    else: Nothing is left to ask."
        ),
        severity="warning",
    ),
    Entry(
        code="F014",
        title="A move that can never be open",
        message="this condition can never hold, so what it opens is never to be had",
        hint="check its parts against one another, and each against what is declared",
        why="What no value of the variables can open is never read. An option that can be taken once is gone by then.",
        severity="warning",
        wrong=example(
            "variables: {heat: 0..6}\n",
            "- choose:\n    run: {do: Run., set: heat += 1}\n    hide: {do: Hide., if: heat >= 4 and heat < 2}",
        ),
        right=example(
            "variables: {heat: 0..6}\n",
            "- choose:\n    run: {do: Run., set: heat += 1}\n    hide: {do: Hide., if: heat >= 2 and heat < 4}",
        ),
    ),
]
