"""Mistakes of the board: links, their readings, truths, and `reflect:`. Part of the family of memory, from M020 on."""

from __future__ import annotations

from game.text.catalogue import Entry
from game.text.examples import example


def _memories(cup: str = "both", glove: str = "both") -> str:
    """Two fragments, by their owners."""
    rest = "provenance: lived, surfaced: It comes back., recovered: You see it."
    return (
        "memories:\n"
        f"  cup: {{owner: {cup}, title: The cup, {rest}}}\n"
        f"  glove: {{owner: {glove}, title: The glove, {rest}}}\n"
    )


def _links(joins: str = "[cup, glove]", readings: str = "{habit: Her habit.}", more: str = "") -> str:
    """One link, and what else stands under `links:`."""
    return f"links:\n  same_table:\n    joins: {joins}\n    readings: {readings}\n{more}"


def _many(number: int) -> str:
    """So many fragments."""
    rows = (
        f"  m{n}: {{owner: both, title: M{n}, provenance: lived, surfaced: It comes back., recovered: You see it.}}\n"
        for n in range(number)
    )
    return "memories:\n" + "".join(rows)


def _of_two() -> str:
    """A link of the first two."""
    return "links: {pair: {joins: [m0, m1], readings: {one: One.}}}\n"


TRUTH = "truths: {who_poured: {values: [nobody, ann], settles_at: 1}}\n"
SECOND = "  other_table: {joins: [%s], readings: {chance: By chance.}}\n"
THIRD = "  hat: {owner: both, title: The hat, provenance: lived, surfaced: A brim., recovered: A hat.}\n"
FOR = "{habit: {text: Her habit., for: {truth: %s, value: %s}}}"
RECOVER = "- recover: cup\n- recover: glove\n"
BOTH = f"{RECOVER}- reflect:"

ENTRIES = [
    Entry(
        code="M020",
        title="A link that does not join two memories",
        message="`joins:` wants a list of two memories, and YAML sees {seen}",
        hint="write “joins: [one, other]”",
        why="A link is made by laying one memory beside another.",
        wrong=example(_memories() + _links("cup"), BOTH),
        right=example(_memories() + _links(), BOTH),
    ),
    Entry(
        code="M021",
        title="A memory linked with itself",
        message="this link joins “{name}” with itself",
        why="A link is made by laying one memory beside another.",
        wrong=example(_memories() + _links("[cup, cup]"), BOTH),
        right=example(_memories() + _links(), BOTH),
    ),
    Entry(
        code="M022",
        title="A truth with one value",
        message="a truth wants two values at least",
        hint="the first stands until the truth is settled: “values: [nobody_knows, …]”",
        why="The first value of a truth stands until links enough argue for one of the others.",
        wrong=example(_memories() + _links() + "truths: {who_poured: {values: [ann], settles_at: 1}}\n", BOTH),
        right=example(_memories() + _links(readings=FOR % ("who_poured", "ann")) + TRUTH, BOTH),
    ),
    Entry(
        code="M023",
        title="Two links of one pair",
        message="“{link}” joins the same two memories as “{other}” at {first}",
        hint="make it a reading of that link",
        why="Laid together, two memories make one link. What it may mean are its readings.",
        wrong=example(_memories() + _links(more=SECOND % "glove, cup"), BOTH),
        right=example(_memories() + THIRD + _links(more=SECOND % "hat, cup"), f"- recover: hat\n{BOTH}"),
    ),
    Entry(
        code="M024",
        title="A link that nobody can make",
        message="“{one}” is {owner}'s and “{other}” is {second}'s, so they never lie on one board",
        hint="give one of them to `both`",
        why="On the board lie the memories of whoever is the lead. A memory of another lead never comes back there.",
        wrong=example(_memories("ann", "ben") + _links(), BOTH).replace(
            "start: hall}}", "start: hall}, ben: {name: Ben, start: hall}}"
        ),
        right=example(_memories("ann", "both") + _links(), BOTH).replace(
            "start: hall}}", "start: hall}, ben: {name: Ben, start: hall}}"
        ),
    ),
    Entry(
        code="M025",
        title="A truth that does not exist",
        message="there is no truth “{name}”",
        why="A reading may argue `for:` one of the `truths:` that the story declares.",
        wrong=example(_memories() + _links(readings=FOR % ("who_pourd", "ann")) + TRUTH, BOTH),
        right=example(_memories() + _links(readings=FOR % ("who_poured", "ann")) + TRUTH, BOTH),
    ),
    Entry(
        code="M026",
        title="A value that the truth does not have",
        message="the truth “{truth}” has no value “{name}”",
        why="A reading argues for one of the `values:` of its truth.",
        wrong=example(_memories() + _links(readings=FOR % ("who_poured", "anne")) + TRUTH, BOTH),
        right=example(_memories() + _links(readings=FOR % ("who_poured", "ann")) + TRUTH, BOTH),
    ),
    Entry(
        code="M027",
        title="An argument for what stands already",
        message="“{name}” is the first value of “{truth}”, which stands until it is settled",
        hint="argue for another value, or leave `for:` out",
        why="Nothing argues for the first value of a truth: it says that the truth is not settled yet.",
        wrong=example(_memories() + _links(readings=FOR % ("who_poured", "nobody")) + TRUTH, BOTH),
        right=example(_memories() + _links(readings=FOR % ("who_poured", "ann")) + TRUTH, BOTH),
    ),
    Entry(
        code="M028",
        title="A truth that cannot be settled so",
        message="“{truth}” is never settled at {values}: {counted}, and `settles_at` is {settles_at}",
        hint="lower `settles_at`, or write readings that argue for it, of links that one lead can make",
        why=(
            "A truth is settled as soon as so many links, as they are read then, argue for one of its values. "
            "What too few links argue for is never found out."
        ),
        wrong=example(_memories() + _links(readings=FOR % ("who_poured", "ann")) + TRUTH.replace("1", "2"), BOTH),
        right=example(_memories() + _links(readings=FOR % ("who_poured", "ann")) + TRUTH, BOTH),
        severity="warning",
    ),
    Entry(
        code="M029",
        title="Links that nobody can make",
        message="“{link}” can never be made: no `reflect:` stands in any script",
        hint="write `- reflect:` where the player may lay memories together",
        why="Links are made on the board, and `reflect:` opens it.",
        wrong=example(_memories() + _links(), RECOVER),
        right=example(_memories() + _links(), BOTH),
        severity="warning",
    ),
    Entry(
        code="M030",
        title="A link of what is never whole",
        message="“{name}” only ever surfaces, so this link can never be made",
        hint="write `recover: {name}` in a scene, or `provenance: said`",
        why="A link joins memories that are recovered. Only what was said can be laid on the board as soon as it surfaces.",
        wrong=example(_memories() + _links(), "- recover: cup\n- surface: glove\n- reflect:"),
        right=example(_memories() + _links(), BOTH),
        severity="warning",
    ),
    Entry(
        code="M031",
        title="A board on which nothing can be done",
        message="`reflect:` opens the board, and the story has neither links nor a `board:`",
        hint="declare `links:`, or take the step out",
        why="All that the player could do there is to close it again.",
        wrong=example(_memories(), BOTH),
        right=example(_memories() + "board: {wrong: They never touched.}\n", BOTH),
        severity="warning",
    ),
    Entry(
        code="M032",
        title="A reflection with a value",
        message="“reflect:” stands alone, and YAML sees {seen} after it",
        hint="write “- reflect:”, and the text as the next step",
        why="`reflect:` opens the board with all that has come back, and says nothing itself.",
        wrong=example(_memories() + _links(), f"{BOTH} cup"),
        right=example(_memories() + _links(), BOTH),
    ),
    Entry(
        code="M033",
        title="Too many memories for a board",
        message="the story has {many} memories, and with `board:` any two of them may be laid together: {most} are the most",
        hint="leave `board:` out, or let some of them be notes",
        why="So many make more pairs than anybody could try.",
        wrong=example(f"{_many(301)}board: {{wrong: No.}}\n", "- recover: m0\n- reflect:"),
        right=example(f"{_many(2)}board: {{wrong: No.}}\n{_of_two()}", "- recover: m0\n- recover: m1\n- reflect:"),
    ),
]
