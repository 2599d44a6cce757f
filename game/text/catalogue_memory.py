"""Mistakes of memory: fragments, their details, and what their scripts may do.

To add one, append an `Entry` to `ENTRIES`: a code that no entry ever had (M013, …; from M020 on, those of the board, in
`game.text.catalogue_board`), a title, the message and, if it
helps, a hint (templates: `{word}` is filled by `diagnostic("M013", span, word=…)`, a brace of its own is doubled), why
it is a mistake, and two examples, each a whole story in one file, as small as it can be: `game.text.examples.example`
puts a frame round a script. `wrong` raises this code once and nothing else; `right` raises nothing.
"""

from __future__ import annotations

from game.text.catalogue import Entry
from game.text.catalogue_board import ENTRIES as OF_THE_BOARD
from game.text.catalogue_telling import ENTRIES as OF_TELLING
from game.text.examples import example


def _bell(
    script: str = "", details: str = "", owner: str = "ann", provenance: str = "lived", recovered: bool = True
) -> str:
    """The declaration of a fragment called bell."""
    lines = [f"owner: {owner}", "title: The bell", f"provenance: {provenance}", "surfaced: A thumb on a bell."]
    lines += ["recovered: You rang."] if recovered else []
    lines += [f"details: {details}"] if details else []
    lines += ["script:", *(f"  {line}" for line in script.split("\n"))] if script else []
    return "memories:\n  bell:\n" + "".join(f"    {line}\n" for line in lines)


PORCH = "---\nscene: porch\nscript:\n  - end: done\n"
CHOICE = """\
- choose:
    hands: {do: Look at your hands., set: attend hands}
    door: {do: Look at the door., set: attend door}"""

OF_FRAGMENTS = [
    Entry(
        code="M001",
        title="A detail that the fragment does not have",
        message="“{fragment}” has no detail “{name}”",
        hint="its details are: {known}",
        why="`attend` keeps one of the `details:` that the fragment lists, and `detail(…)` is compared with them.",
        wrong=example(_bell("- set: attend hand", "[hands]"), "- recover: bell"),
        right=example(_bell("- set: attend hands", "[hands]"), "- recover: bell"),
    ),
    Entry(
        code="M002",
        title="Attending twice",
        message="another `attend` may have come before this one, on one way through “{fragment}”",
        hint="put each in an option of one menu, or let the ways part before them",
        why="Of the details of a memory the player keeps one. A second would silently take the place of the first.",
        wrong=example(_bell("- set: attend hands\n- set: attend door", "[hands, door]"), "- recover: bell"),
        right=example(_bell(CHOICE, "[hands, door]"), "- recover: bell"),
    ),
    Entry(
        code="M003",
        title="Attending outside a memory",
        message="`attend` stands outside a fragment's script",
        hint="move it into the `script:` of the fragment that has this detail",
        why="`attend` keeps a detail of the memory that is being recovered. Elsewhere there is none.",
        wrong=example("", "- set: attend hands"),
        right=example(_bell("- set: attend hands", "[hands]"), "- recover: bell"),
    ),
    Entry(
        code="M004",
        title="A detail that nobody can attend to",
        message="nothing in the script of “{fragment}” attends to “{detail}”",
        hint="write `set: attend {detail}` in an option of its script, or take it out of `details:`",
        why="A detail is kept by `attend` alone.",
        wrong=example(_bell("- set: attend hands", "[hands, door]"), "- recover: bell"),
        right=example(_bell(CHOICE, "[hands, door]"), "- recover: bell"),
        severity="warning",
    ),
    Entry(
        code="M005",
        title="A memory that leads away",
        message="the script of “{fragment}” leads away to the scene “{scene}”",
        hint="`call:` the scene and come back, or go there after `recover:`",
        why="When its script is over, a fragment's words are shown, and from then on it is recovered.",
        wrong=example(_bell("- goto: porch"), "- recover: bell\n- choose:\n    go: {do: Go., goto: porch}") + PORCH,
        right=example(_bell("- Rain."), "- recover: bell\n- choose:\n    go: {do: Go., goto: porch}\n    wait: Wait.")
        + PORCH,
    ),
    Entry(
        code="M006",
        title="A memory that ends the game",
        message="the script of “{fragment}” ends the game",
        hint="end it in the scene, after `recover:`",
        why="When its script is over, a fragment's words are shown, and from then on it is recovered.",
        wrong=example(_bell("- end: done"), "- recover: bell"),
        right=example(_bell("- Rain."), "- recover: bell"),
    ),
    Entry(
        code="M007",
        title="A memory that is nobody's",
        message="there is no lead “{name}” to own this memory",
        why="A fragment belongs to the lead who can recover it, or to `both`.",
        wrong=example(_bell(owner="anne"), "- recover: bell"),
        right=example(_bell(owner="ann"), "- recover: bell"),
    ),
    Entry(
        code="M008",
        title="A memory without words for its recovery",
        message="“{name}” has no `recovered:`, so it can only surface",
        hint="write the words after `recovered:`, or `surface:` it",
        why="A lie told as cover has provenance `said` and only ever surfaces. What is recovered is shown in its own words.",
        wrong=example(_bell(provenance="said", recovered=False), "- recover: bell"),
        right=example(_bell(provenance="said", recovered=False), "- surface: bell"),
    ),
    Entry(
        code="M009",
        title="A detail listed twice",
        message="the detail “{name}” is listed twice",
        hint="delete one of them",
        why="Each detail is one thing to attend to.",
        wrong=example(_bell("- set: attend hands", "[hands, hands]"), "- recover: bell"),
        right=example(_bell("- set: attend hands", "[hands]"), "- recover: bell"),
    ),
    Entry(
        code="M010",
        title="A memory that stays buried",
        message="nothing surfaces or recovers “{name}”",
        hint="write `surface: {name}` or `recover: {name}` in a scene",
        why="A fragment is buried until a step brings it back.",
        wrong=example(_bell(), "- Rain."),
        right=example(_bell(), "- surface: bell"),
        severity="warning",
    ),
    Entry(
        code="M011",
        title="Going to a memory",
        message="“{name}” is a memory, and no scene",
        hint="write `recover: {name}`",
        why="A fragment's script is played by `recover:`, which comes back and then shows its words.",
        wrong=example(_bell(), "- recover: bell\n- call: bell"),
        right=example(_bell(), "- recover: bell"),
    ),
    Entry(
        code="M012",
        title="Recovering a scene",
        message="“{name}” is a scene, and no memory to {word}",
        hint="write `call: {name}`, to play it and come back",
        why="`surface:`, `recover:` and the `joins:` of a link name one of the `memories:`.",
        wrong=example("", "- recover: porch\n- goto: porch").replace("  - end: done\n", "") + PORCH,
        right=example("", "- goto: porch").replace("  - end: done\n", "") + PORCH,
    ),
]

ENTRIES = [*OF_FRAGMENTS, *OF_THE_BOARD, *OF_TELLING]
