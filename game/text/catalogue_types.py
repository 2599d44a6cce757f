"""Mistakes of types and conditions: what cannot be compared, counted, stored or asked.

To add one, append an `Entry` to `ENTRIES`: a code that no entry ever had (T002, …), a title, the message and, if it
helps, a hint (templates: `{word}` is filled by `diagnostic("T002", span, word=…)`, a brace of its own is doubled), why
it is a mistake, and two examples, each a whole story in one file, as small as it can be: `game.text.examples.example`
puts a frame round a script. `wrong` raises this code once and nothing else; `right` raises nothing.
"""

from __future__ import annotations

from game.text.catalogue import Entry
from game.text.catalogue_claims import ENTRIES as OF_CLAIMS
from game.text.catalogue_reckoning import RECKONING
from game.text.examples import example

HEAT = "variables: {heat: 0..6}\n"
COVER = "variables: {cover: intact | doubted | blown}\n"
TOOLS = 'variables: {tools: "set of wire, torch"}\n'
TOLD = "variables: {told: false}\n"


def _if(condition: str, text: str = "They are close.") -> str:
    return f"- if: {condition}\n  then: {text}"


ENTRIES = [
    *RECKONING,
    Entry(
        code="T001",
        title="An empty condition",
        message="a condition or a value should stand here",
        hint="write one, as in “heat >= 2”, or leave the key out",
        why="An empty condition would be neither true nor false.",
        wrong=example(HEAT, _if('""')),
        right=example(HEAT, _if("heat >= 2")),
    ),
    Entry(
        code="T002",
        title="Quoted text in a condition",
        message="a condition holds no text in quotes",
        hint="write the word bare: “cover == blown”",
        why="Values are words of a declared list, so that every comparison can be checked before play.",
        wrong=example(COVER, _if("cover == 'blown'")),
        right=example(COVER, _if("cover == blown")),
    ),
    Entry(
        code="T003",
        title="A sign of another language",
        message="“{wrote}” is no sign of a condition",
        hint="write “{meant}”",
        why="Conditions are written with and, or, not, and compared with ==, !=, <, <=, >, >= and in.",
        wrong=example(HEAT, _if("heat = 2")),
        right=example(HEAT, _if("heat == 2")),
    ),
    Entry(
        code="T004",
        title="A character that means nothing",
        message="“{wrote}” means nothing in a condition",
        hint="there are + - * / mod and comparisons; there is no power",
        why="Conditions have few signs, so that everybody can read every one of them.",
        wrong=example(HEAT, _if("heat ^ 2 == 4")),
        right=example(HEAT, _if("heat * heat == 4")),
    ),
    Entry(
        code="T005",
        title="A word too many",
        message="“{wrote}” cannot stand here",
        hint="join two conditions by “and” or “or”",
        why="Two conditions side by side could mean both or either.",
        wrong=example(HEAT, _if("heat >= 2 heat <= 4")),
        right=example(HEAT, _if("heat >= 2 and heat <= 4")),
    ),
    Entry(
        code="T006",
        title="A chain of comparisons",
        message="comparisons cannot be chained: “{wrote}” comes after another one",
        hint="write “2 <= heat and heat <= 4”",
        why="A chain reads as mathematics and works otherwise in most languages, so it is not taken.",
        wrong=example(HEAT, _if("2 <= heat <= 4")),
        right=example(HEAT, _if("2 <= heat and heat <= 4")),
    ),
    Entry(
        code="T007",
        title="A condition that breaks off",
        message="something is missing here",
        hint="every sign wants a value on each side, every question a name in its brackets",
        why="A sign compares or joins two things, and one of them is not there.",
        wrong=example(HEAT, _if("heat >=")),
        right=example(HEAT, _if("heat >= 2")),
    ),
    Entry(
        code="T008",
        title="A bracket that is never closed",
        message="this “{opened}” is never closed",
        hint="close it with “{closing}”",
        why="Without its other half nobody can tell what belongs together.",
        wrong=example(HEAT, _if("(heat >= 2 or heat == 0")),
        right=example(HEAT, _if("(heat >= 2 or heat == 0)")),
    ),
    Entry(
        code="T009",
        title="Too deep or too long",
        message="{what} here",
        hint="name a part of it under define:",
        why="A condition that deep or long cannot be read, and reading it could exhaust the program.",
        wrong=example(TOLD, _if("not " * 41 + "told")),
        right=example(TOLD, _if("not told")),
    ),
    Entry(
        code="T010",
        title="A number too large",
        message="numbers go up to {largest}",
        why="Every variable has a finite domain; what is larger is mostly a slip of the keyboard.",
        wrong=example(HEAT, _if("heat == 99999999999")),
        right=example(HEAT, _if("heat == 6")),
    ),
    Entry(
        code="T011",
        title="No yes or no",
        message="a condition wants yes or no, and this is {what}",
        hint="compare it with something",
        why="A yes/no variable stands alone; anything else is compared, so that the reader sees from where on it holds.",
        wrong=example(HEAT, _if("heat")),
        right=example(HEAT, _if("heat >= 1")),
    ),
    Entry(
        code="T012",
        title="A name that nobody declared",
        message="there is no variable or define “{name}”",
        hint="declare it under variables:",
        why="Every name is declared once, so that a slip of the pen is found before play.",
        wrong=example("variables: {heated: false}\n", _if("heatde and heated")),
        right=example("variables: {heated: false}\n", _if("heated")),
    ),
    Entry(
        code="T013",
        title="A question that does not exist",
        message="nothing is known as “{question}(…)”",
        hint="there are visits, chose, count, surfaced, recovered, detail, turns_since, finished, told and lie",
        why="The story's memory answers a fixed list of questions, which the proof knows too.",
        wrong=example("", _if("visit(hall) >= 1")),
        right=example("", _if("visits(hall) >= 1")),
    ),
    Entry(
        code="T014",
        title="A question about nothing",
        message="there is no {kind} “{name}”",
        hint="options and labels are asked for with their scene: “chose(hall.wait)”, “visits(hall.asking)”",
        why="A question about a scene, a label, an option, an ending or a memory names one that exists.",
        wrong=example("", _if("visits(kitchen) >= 1")),
        right=example("", _if("visits(hall) >= 1")),
    ),
    Entry(
        code="T015",
        title="A value that is not one of the list",
        message="“{word}” is not one of its values",
        why="An enum or a set holds the words of its declaration and no others.",
        wrong=example(COVER, _if("cover == blwn")),
        right=example(COVER, _if("cover == blown")),
    ),
    Entry(
        code="T016",
        title="A count compared with what may change",
        message="visits and turns are compared with a number written out",
        hint="store the count in a variable first, or compare with a number",
        why="A count is kept only as far as the greatest number it is compared with, so that the story stays finite.",
        wrong=example(HEAT, _if("visits(hall) >= heat")),
        right=example(HEAT, _if("visits(hall) >= 2 and heat >= 2")),
    ),
    Entry(
        code="T017",
        title="Two unlike things compared",
        message="{left} cannot be compared with {right} by “{operator}”",
        hint="a number is compared with a number, a word with one of its own list, a yes/no by == and != alone, a set by ==, !=, >= and <= with its own words",
        why="Unlike things are never equal, so the comparison would always give the same.",
        wrong=example("variables: {heat: 0..6, told: false}\n", _if("heat == told")),
        right=example("variables: {heat: 0..6, told: false}\n", _if("heat == 1 and told")),
    ),
    Entry(
        code="T018",
        title="Arithmetic with what is no number",
        message="a number should stand here, and this is {what}",
        hint="+, -, *, / and mod take numbers; a set has count(…)",
        why="Words and yes/no values cannot be added.",
        wrong=example(TOLD, _if("told + 1 == 2")),
        right=example(TOLD, _if("told")),
    ),
    Entry(
        code="T019",
        title="“in” without a set",
        message="“in” wants a word and a set, or a value and a list in braces",
        hint="write “torch in tools”, or “cover in {{doubted, blown}}”",
        why="Only a set holds words, and only a list in braces offers several values at once.",
        wrong=example(HEAT, _if("torch in heat")),
        right=example(TOOLS, _if("torch in tools")),
    ),
    Entry(
        code="T020",
        title="A domain that cannot be read",
        message="“{wrote}” is no domain of a variable",
        hint="write “0..6”, “intact | doubted | blown”, “false” or “set of wire, torch”",
        why="Every variable says which values it may have: that is what makes a story provable.",
        wrong=example("variables: {heat: some}\n", ""),
        right=example(HEAT, _if("heat >= 1")),
    ),
    Entry(
        code="T021",
        title="A range that holds nothing",
        message="a range goes from its lower end to its higher, within a thousand million: {low}..{high} does not",
        hint="write the lower number first",
        why="A variable with no value could not start.",
        wrong=example("variables: {heat: 6..0}\n", ""),
        right=example(HEAT, _if("heat >= 1")),
    ),
    Entry(
        code="T022",
        title="A start outside the domain",
        message="“{start}” is not in {domain}, so it cannot be the start",
        hint="start with one of the domain's own values",
        why="A variable starts with a value that it may have.",
        wrong=example("variables: {heat: 0..6 = 7}\n", ""),
        right=example("variables: {heat: 0..6 = 2}\n", _if("heat >= 3")),
    ),
    Entry(
        code="T023",
        title="A value named twice",
        message="“{word}” stands twice in this list",
        hint="leave one of them out",
        why="Each word of a domain is one value.",
        wrong=example("variables: {cover: intact | blown | intact}\n", ""),
        right=example("variables: {cover: intact | blown}\n", _if("cover == blown")),
    ),
    Entry(
        code="T024",
        title="A define that needs itself",
        message="this define goes round: {chain}",
        hint="say one of them without the others",
        why="A condition that waits for its own answer never has one.",
        wrong=example("define: {hot: near, near: hot}\n", ""),
        right=example(HEAT + "define: {hot: heat >= 4}\n", _if("hot")),
    ),
    Entry(
        code="T025",
        title="A list in braces on its own",
        message="a list in braces stands only after “in”, or beside a set",
        hint="write “cover in {{doubted, blown}}”",
        why="A list is no value; it offers several to compare one with.",
        wrong=example(COVER, _if('"{doubted, blown} == cover"')),
        right=example(COVER, _if('"cover in {doubted, blown}"')),
    ),
    Entry(
        code="T026",
        title="Another chapter's variable",
        message="“{name}” belongs to the chapter “{chapter}” and cannot be used in another",
        hint="declare it for the whole story, in a document without chapter:",
        why="A chapter's variables start afresh whenever it is entered; elsewhere they have no value.",
        wrong=(
            "story: {id: small, title: Small}\n"
            "leads: {ann: {name: Ann, start: hall}}\n"
            "endings: {done: {title: Done, about: It is over.}}\n"
            "---\n"
            "chapter: One\n"
            "variables: {kettle: false}\n"
            "---\n"
            "scene: hall\n"
            "script:\n"
            "  - {if: kettle, then: It whistles.}\n"
            "  - goto: yard\n"
            "---\n"
            "chapter: Two\n"
            "---\n"
            "scene: yard\n"
            "script:\n"
            "  - {if: kettle, then: It whistles.}\n"
            "  - end: done\n"
        ),
        right=(
            "story: {id: small, title: Small}\n"
            "leads: {ann: {name: Ann, start: hall}}\n"
            "endings: {done: {title: Done, about: It is over.}}\n"
            "---\n"
            "chapter: One\n"
            "variables: {kettle: false}\n"
            "---\n"
            "scene: hall\n"
            "script:\n"
            "  - {if: kettle, then: It whistles.}\n"
            "  - end: done\n"
        ),
    ),
    Entry(
        code="T028",
        title="A phrase in a condition",
        message="“{name}” is a phrase, and a condition cannot ask about words",
        hint="ask about what the phrase depends on",
        why="Words are for reading; what the story decides by is a variable.",
        wrong=example("phrases: {alias: Daniel}\n", _if("alias")),
        right=example("phrases: {alias: Daniel}\n", "- They call you {alias}."),
    ),
    Entry(
        code="T029",
        title="Counting what is no set",
        message="count(…) wants a set, and “{name}” is {what}",
        hint="a number is compared as it is",
        why="Only a set holds things that can be counted.",
        wrong=example(HEAT, _if("count(heat) >= 2")),
        right=example(TOOLS, _if("count(tools) >= 1")),
    ),
    Entry(
        code="T030",
        title="An effect that cannot be read",
        message="“{wrote}” is no effect",
        hint="write “x = v”, “x += 1”, “x -= 1”, “flag”, “not flag”, “tools += torch”, “attend detail” or “expose lie”",
        why="An effect changes one variable in one of these ways.",
        wrong=example(HEAT, "- set: heat plus 1\n" + _if("heat >= 1")),
        right=example(HEAT, "- set: heat += 1\n" + _if("heat >= 1")),
    ),
    Entry(
        code="T031",
        title="A yes or no stored where none fits",
        message="“{name}” is {what}, and {value} cannot be stored in it",
        hint="write which value: “{name} = …”",
        why="A bare name in an effect means “= true”, which only a yes/no can hold.",
        wrong=example(COVER, "- set: cover\n" + _if("cover == blown")),
        right=example(COVER, "- set: cover = blown\n" + _if("cover == blown")),
    ),
    Entry(
        code="T032",
        title="A define cannot be set",
        message="“{name}” is a define: it is computed, not stored",
        hint="set the variables that it is computed from",
        why="A define's value follows from other values, so storing one would be forgotten at once.",
        wrong=example(HEAT + "define: {hot: heat >= 4}\n", "- set: hot\n" + _if("hot")),
        right=example(HEAT + "define: {hot: heat >= 4}\n", "- set: heat = 4\n" + _if("hot")),
    ),
    Entry(
        code="T033",
        title="A value of another kind",
        message="“{name}” is {what}, and {value} cannot be stored in it",
        hint="store a value of its own domain",
        why="A variable holds the values of its declaration; numbers saturate, everything else must fit.",
        wrong=example("variables: {told: false, heat: 0..6}\n", "- set: told = heat\n" + _if("told and heat >= 1")),
        right=example(
            "variables: {told: false, heat: 0..6}\n", "- set: told = heat >= 2\n" + _if("told and heat >= 1")
        ),
    ),
    Entry(
        code="T034",
        title="Adding to what cannot grow",
        message="“{operator}” cannot change “{name}”, which is {what}",
        hint="numbers take “+= 1”, one of some words “+= 1” with the number written out, sets “+= torch”",
        why="Adding means something for numbers, for sets, and for a place in a list of words.",
        wrong=example(TOLD, "- set: told += 1\n" + _if("told")),
        right=example(COVER, "- set: cover += 1\n" + _if("cover == blown")),
    ),
    Entry(
        code="T036",
        title="A comparison that its domain settles",
        message="this comparison {settled} holds: the declared values leave no other way",
        hint="check the number, or the variable's domain",
        why="A comparison that can only go one way is a slip, or words that nobody will read.",
        severity="warning",
        wrong=example(HEAT, _if("heat >= 7")),
        right=example(HEAT, _if("heat >= 6")),
    ),
    Entry(
        code="T037",
        title="A variable that nothing reads",
        message="nothing ever asks for “{name}”",
        hint="read it in a condition or print it, or leave it out",
        why="A choice that sets what nobody asks for has no consequence.",
        severity="warning",
        wrong=example(HEAT, "- set: heat += 1"),
        right=example(HEAT, "- set: heat += 1\n" + _if("heat >= 1")),
    ),
    Entry(
        code="T038",
        title="A define that grows too large",
        message="“{name}” comes to too much, with what it names put in its place",
        hint="say it in fewer words, or store it in a variable",
        why="Defines that name others many times over grow beyond what can be reckoned.",
        wrong=example(HEAT + f"define: {{sum: heat{' + heat' * 15}, all: sum{' + sum' * 19}}}\n", _if("all >= 9")),
        right=example(HEAT + "define: {sum: heat * 16, all: sum * 20}\n", _if("all >= 9")),
    ),
    *OF_CLAIMS,
]
