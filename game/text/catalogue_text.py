"""Mistakes of inline text: braces, what varies, emphasis, words that would be lost.

To add one, append an `Entry` to `ENTRIES`: a code that no entry ever had (X002, …), a title, the message and, if it
helps, a hint (templates: `{word}` is filled by `diagnostic("X002", span, word=…)`, a brace of its own is doubled), why
it is a mistake, and two examples, each a whole story in one file, as small as it can be: `game.text.examples.example`
puts a frame round a script. `wrong` raises this code once and nothing else; `right` raises nothing.
"""

from __future__ import annotations

from game.text.catalogue import Entry
from game.text.examples import example

HEAT = "variables: {heat: 0..6}\n"
TOLD = "variables: {told: false}\n"
TOOLS = 'variables: {tools: "set of wire, torch"}\n'
COVER = "variables: {cover: intact | blown}\n"


def _says(text: str) -> str:
    return f"- |\n  {text}"


ENTRIES = [
    Entry(
        code="X001",
        title="A brace that is never closed",
        message="this “{{” is never closed",
        hint="close it with “}}” in the same paragraph, or write “\\{{” for a brace that is shown",
        why=(
            "In a text a brace opens a value or words that vary, up to its closing brace; without one, "
            "nobody can tell where they end."
        ),
        wrong=example("", _says("The clock {~ticks|stops.")),
        right=example("", _says("The clock {~ticks|stops}.")),
    ),
    Entry(
        code="X002",
        title="A brace that closes nothing",
        message="this “}}” closes nothing",
        hint="open it with “{{”, or write “\\}}” for a brace that is shown",
        why="A closing brace alone is mostly one that lost its other half.",
        wrong=example("", _says("The clock ticks} and stops.")),
        right=example("", _says("The clock {~ticks|stops}.")),
    ),
    Entry(
        code="X003",
        title="Braces too deep",
        message="braces nest deeper than {deepest} here",
        hint="give a part of it a name under phrases:",
        why="Words nested that deep cannot be read, and reading them could exhaust the program.",
        wrong=example("", _says("{a|" * 21 + "b" + "}" * 21)),
        right=example("", _says("{a|{b|c}}")),
    ),
    Entry(
        code="X004",
        title="A condition without its question mark",
        message="“{{{word} …” wants a “?” after its condition",
        hint="write “{{if heat >= 4? They are close.|Nobody follows.}}”",
        why="The first question mark outside brackets ends the condition; what follows is shown.",
        wrong=example(HEAT, _says("{if heat >= 4: They are close.}")),
        right=example(HEAT, _says("{if heat >= 4? They are close.}")),
    ),
    Entry(
        code="X005",
        title="Too many parts after a condition",
        message="“{{if …?” has {count} parts, and there are two: if it holds, and if not",
        hint="for more ways write “{{match …? value = words|…}}”, or put another “{{if” into a part",
        why="A condition either holds or does not.",
        wrong=example(HEAT, _says("{if heat >= 4? Close.|Near.|Far.}")),
        right=example(HEAT, _says("{if heat >= 4? Close.|{if heat >= 2? Near.|Far.}}")),
    ),
    Entry(
        code="X006",
        title="Words of a match without their value",
        message="only the last part of “{{match …?” may stand without “value =”",
        hint="write the value before it: “{{match cover? intact = Daniel|blown = Mason}}”",
        why="The part without a value is shown where no other fits, so there is one, and it comes last.",
        wrong=example(COVER, _says("{match cover? Daniel|blown = Mason}")),
        right=example(COVER, _says("{match cover? blown = Mason|Daniel}")),
    ),
    Entry(
        code="X007",
        title="Empty braces",
        message="there is nothing between these braces",
        hint="write “\\{{\\}}” for braces that are shown",
        why="Braces hold a value, or words that vary.",
        wrong=example("", _says("The clock {} ticks.")),
        right=example("", _says("The clock \\{\\} ticks.")),
    ),
    Entry(
        code="X008",
        title="A speaker with nothing to say",
        message="“{speaker}:” opens speech, and nothing follows",
        hint="write the words on the same line",
        why="Words on the line after a blank one are narration, so the speech would be lost.",
        wrong=example("cast: {orlick: Bernard Orlick}\n", "- |\n  orlick:\n\n  It was on the hook."),
        right=example("cast: {orlick: Bernard Orlick}\n", "- |\n  orlick: It was on the hook."),
    ),
    Entry(
        code="X009",
        title="Nearly a speaker",
        message="“{wrote}:” opens no speech: there is nobody of that name",
        hint="did you mean “{meant}:”?",
        why="A line that begins with a name of the cast is speech; with a slip in the name it becomes narration.",
        severity="warning",
        wrong=example("cast: {orlick: Bernard Orlick}\n", "- |\n  orlik: It was on the hook."),
        right=example("cast: {orlick: Bernard Orlick}\n", "- |\n  orlick: It was on the hook."),
    ),
    Entry(
        code="X010",
        title="Words that count where they can be seen again",
        message="words that change with each showing cannot stand in a text that can be seen again",
        hint="choose them by a condition: “{{if …? a|b}}”",
        why="A memory or an ending may be looked at at any time, and looking must change nothing.",
        wrong=(
            "story: {id: small, title: Small}\n"
            "leads: {ann: {name: Ann, start: hall}}\n"
            "endings: {done: {title: Done, about: 'It is {over|still over}.'}}\n"
            "---\n"
            "scene: hall\n"
            "script:\n"
            "  - end: done\n"
        ),
        right=example("", ""),
    ),
    Entry(
        code="X011",
        title="A yes or no as words",
        message="a yes/no cannot be printed",
        hint="choose words by it: “{{if told? yes|no}}”",
        why="“true” in the middle of a sentence is never what an author means.",
        wrong=example(TOLD, _says("She knows: {told}.")),
        right=example(TOLD, _says("She knows: {if told? yes|no}.")),
    ),
    Entry(
        code="X013",
        title="A phrase that needs itself",
        message="this phrase goes round: {chain}",
        hint="say one of them without the others",
        why="Words that hold themselves would never end.",
        wrong=example("phrases: {alias: 'the {name}', name: 'man {alias}'}\n", ""),
        right=example("phrases: {alias: the man}\n", _says("You see {alias}.")),
    ),
    Entry(
        code="X014",
        title="A match over a set",
        message="a match wants one value, and this is {what}",
        hint="ask for each word: “{{if torch in tools? …}}”",
        why="A set has many values at once, so that no single part would fit.",
        wrong=example('variables: {tools: "set of wire, torch"}\n', _says("{match tools? wire = Wire|Nothing}")),
        right=example('variables: {tools: "set of wire, torch"}\n', _says("{if wire in tools? Wire|Nothing}")),
    ),
    Entry(
        code="X015",
        title="A phrase that grows too large",
        message="“{name}” comes to too much, with what it names put in its place",
        hint="say the other phrases less often",
        why="Phrases that name others many times over grow beyond what can be printed.",
        wrong=example(f"phrases: {{tick: 'tock {'tick ' * 60}', hour: '{'{tick} ' * 60}'}}\n", _says("{hour}")),
        right=example("phrases: {tick: tick tock, hour: '{tick} {tick}'}\n", _says("{hour}")),
    ),
    Entry(
        code="X020",
        title="A condition that is shown",
        message="“{asked}:” is shown here as words, and nothing is asked",
        hint="write “{{if {test}? words|words}}”, or “match” for a value",
        why="In braces a bar parts words that come one after the other. A condition begins with `if` and ends with `?`.",
        severity="warning",
        wrong=example(TOLD, _says("She {told: knows|does not know}.") + "\n- if: told\n  then: She nods."),
        right=example(TOLD, _says("She {if told? knows|does not know}.")),
    ),
    Entry(
        code="X030",
        title="A plural without its colon",
        message="“plural” wants a number, then “:” and the words",
        hint="write “{{plural count(tools): tool|tools}}”",
        why="The words after the colon are chosen by the number before it.",
        wrong=example(TOOLS, _says("One {plural count(tools) tool|tools}.")),
        right=example(TOOLS, _says("One {plural count(tools): tool|tools}.")),
    ),
    Entry(
        code="X031",
        title="A plural whose parts do not fit",
        message="{wrong}, and the language “{language}” has the forms {known}",
        hint="write two parts for one and other, all parts in this order, or “few = …” with other last and bare",
        why=(
            "Languages tell numbers apart in their own ways. Which part is meant for which numbers is known by how many "
            "parts there are, or by the names before them."
        ),
        wrong=example(TOOLS, _says("One {plural count(tools): tool|tools|many tools}.")),
        right=example(TOOLS, _says("One {plural count(tools): one = tool|tools}.")),
    ),
    Entry(
        code="X032",
        title="A form that the language does not have",
        message="“{category}” is no form in the language “{language}”: it has {known}",
        hint="leave it out; what holds for one number alone is chosen by “{{match …}}”",
        why="The forms are those of the story's `language:`, by the Unicode CLDR.",
        wrong=example(TOOLS, _says("One {plural count(tools): one = tool|two = pair|tools}.")),
        right=example(TOOLS, _says("One {match count(tools)? 1 = tool|2 = pair|tools}.")),
    ),
    Entry(
        code="X033",
        title="A language whose plurals are not known",
        message="there are no rules for plurals in the language “{language}”",
        hint="write a code such as en, de or pt-BR, or choose the words by “{{match …}}”",
        why="`{plural …}` chooses words by the rules of the story's `language:`, which stand in the Unicode CLDR.",
        wrong=example(TOOLS, _says("One {plural count(tools): tool|tools}.")).replace(
            "title: Small", "title: Small, language: xx"
        ),
        right=example(TOOLS, _says("One {plural count(tools): tool|tools}.")).replace(
            "title: Small", "title: Small, language: de"
        ),
    ),
    Entry(
        code="X040",
        title="What another engine would read",
        message="“{wrote}” is shown here as words, and nothing is done",
        hint="{meant}",
        why=(
            "In ink, Yarn Spinner or SugarCube this steers the story. In a passage only braces and a speaker mean "
            "something; where to go and what changes are steps."
        ),
        severity="warning",
        wrong=example(HEAT, _says("They are close: {heat}.") + "\n- |\n  ~ heat = 4"),
        right=example(HEAT, _says("They are close: {heat}.") + "\n- set: heat = 4"),
    ),
]
