"""Mistakes of YAML: what its reader refuses, and what it would lose in silence.

To add one, append an `Entry` to `ENTRIES`: a code that no entry ever had (Y028, …), a title, the message and, if it
helps, a hint (templates: `{word}` is filled by `diagnostic("Y028", span, word=…)`, a brace of its own is doubled), why
it is a mistake, and two examples, each a whole story in one file, as small as it can be: `game.text.examples.example`
puts a frame round a script. `wrong` raises this code once and nothing else; `right` raises nothing.
"""

from __future__ import annotations

from game.text.catalogue import Entry
from game.text.examples import HEAD, example

ENTRIES = [
    Entry(
        code="Y001",
        title="A character that cannot stand in a story",
        message="the character {name} cannot stand in a story{again}",
        hint="delete it; an editor that shows invisible characters finds it",
        why=(
            "Control characters, halves of characters and stray byte order marks cannot be shown, and an editor "
            "hides them. They come with text copied from elsewhere."
        ),
        wrong=example("", "- The bell\x07 rings."),
        right=example("", "- The bell rings."),
    ),
    Entry(
        code="Y002",
        title="A character kept for the engine",
        message="the character {name} is kept for the engine’s own use{again}",
        hint="delete it, or use another",
        why=(
            "The private characters U+E000, U+E001 and U+E002 mark emphasis in a text once it has been read, so "
            "that an author cannot type them."
        ),
        wrong=example("", "- A \ue000 star."),
        right=example("", "- A ★ star."),
    ),
    Entry(
        code="Y003",
        title="An invisible end of a line",
        message="the character {name} is an invisible end of line{again}",
        hint="delete it, and press Enter if a line should end there",
        why=(
            "U+0085, U+2028 and U+2029 end a line for YAML, and for no editor’s count of lines. They come with "
            "text copied from web pages."
        ),
        wrong=HEAD + "---\nscene: hall\nscript:\n  - Rain\u2028and then the bell.\n  - end: done\n",
        right=example("", "- Rain, and then the bell."),
    ),
    Entry(
        code="Y004",
        title="A tab in the indentation",
        message="a tab indents this line, and YAML wants spaces",
        hint="indent it with spaces, as the lines around it are",
        why=(
            "How far a tab reaches differs from editor to editor, so YAML refuses it where indentation says "
            "what belongs to what."
        ),
        wrong=HEAD + "---\nscene: hall\nscript:\n  - if: true\n\t  then: Rain.\n  - end: done\n",
        right=example("", "- if: true\n  then: Rain."),
    ),
    Entry(
        code="Y005",
        title="A colon inside an unquoted text",
        message="YAML takes “{words}” for a key, because of the “:” after it",
        hint="put the whole text in quotes, or on the lines below a “|”",
        why=(
            "In an unquoted text a colon followed by a space begins a value. A text that holds one stands in "
            "quotes, or as a block on the lines below a `|`."
        ),
        wrong=example("", "- ann: He said one word: run."),
        right=example("", '- ann: "He said one word: run."'),
    ),
    Entry(
        code="Y006",
        title="A text that begins with a sign of YAML",
        message="a text cannot begin with “{sign}” unquoted: to YAML that is {meaning}",
        hint="put the text in quotes, or on the lines below a “|”",
        why=(
            "A text may not begin with any of { [ ] } , * & ! | > % @ ` nor with `- `, `? ` or `: `, since each "
            "of them means something to YAML. In quotes or as a block it may."
        ),
        wrong=example("", '- "{~Rain|Snow}, and then the bell."\n- {~Rain|Snow}, and then the bell.'),
        right=example("", '- "{~Rain|Snow}, and then the bell."'),
    ),
    Entry(
        code="Y007",
        title="A comment after unquoted text",
        message="YAML takes the rest of this line for a comment, and its words would be lost",
        hint="put the text in quotes, or the comment on a line of its own",
        why=(
            "In an unquoted text a space and a `#` begin a comment, and the words after it vanish. If they "
            "belong to the text, quote it; if they are a comment, it goes on a line of its own, or the text "
            "into quotes."
        ),
        wrong=example("", "- ann: Room # 12\n    is at the end."),
        right=example("", '- ann: "Room # 12\n    is at the end."'),
    ),
    Entry(
        code="Y008",
        title="A quotation mark that is never closed",
        message="this {sign} opens a quoted text that is not closed",
        hint="close it where the text ends; text that begins with a quotation mark of its own goes below a “|”",
        why=(
            "A value that begins with a quotation mark reaches to the next such mark, over lines if need be. "
            "Narration that opens with one is written as a block below a `|`, or with “typographic” marks."
        ),
        wrong=example("", '- ann: "Run.'),
        right=example("", '- ann: "Run."'),
    ),
    Entry(
        code="Y009",
        title="A bracket without its partner",
        message="this “{sign}” {trouble}",
        hint="give each bracket its partner; a bracket that belongs to a text wants the text in quotes",
        why=(
            "Every [ and { that opens a list or a mapping is closed by its own ] or }. Inside them a text that "
            "holds a bracket, a comma or a `?` is quoted."
        ),
        wrong=example("variables: {lit: false, cold: false}\n", "- set: [lit, not cold"),
        right=example("variables: {lit: false, cold: false}\n", "- set: [lit, not cold]"),
    ),
    Entry(
        code="Y010",
        title="A key without a value in braces",
        message="“{key}” stands in {{ }} with neither colon nor value",
        hint="if this is a text, put it in quotes",
        why=(
            "Inside { } a comma ends a text, so the words after it become a key of their own, which says "
            "nothing and would be lost."
        ),
        wrong=example("", "- choose:\n    wait: {do: Wait, and listen.}"),
        right=example("", '- choose:\n    wait: {do: "Wait, and listen."}'),
    ),
    Entry(
        code="Y011",
        title="A key that stands twice",
        message="“{key}” stands here a second time; the first is at line {line}, column {column}",
        hint="give it another name, or make the two one",
        why="A mapping holds a key once. YAML would keep one of the two values and lose the other in silence.",
        wrong=example("", "- ann: Rain.\n  ann: Snow."),
        right=example("", "- ann: Rain.\n- ann: Snow."),
    ),
    Entry(
        code="Y012",
        title="A key that is no text",
        message="{what} stands where a key should",
        hint="write a word before the colon; if all this is a text, put it in quotes",
        why=(
            "A key is an id or a word. Braces or brackets before a colon, or a colon with nothing before it, "
            "make a key of something else."
        ),
        wrong=example("", "- [ann]: Rain."),
        right=example("", "- ann: Rain."),
    ),
    Entry(
        code="Y013",
        title="An anchor or an alias",
        message="“{words}” is {what} to YAML, and a story has none",
        hint="if it belongs to a text, put the text in quotes",
        why=(
            "YAML’s `&name` and `*name` copy a part of a file to another place. In a story what is used twice "
            "has an id: a scene that is called, a phrase, a define."
        ),
        wrong=example("", "- ann: &greeting Good evening."),
        right=example("", "- ann: Good evening."),
    ),
    Entry(
        code="Y014",
        title="A tag",
        message="“{words}” is a tag to YAML, and a story has none",
        hint="if it belongs to a text, put the text in quotes",
        why=(
            "A word that begins with `!` tells YAML what type a value has. A story’s values have their types "
            "from their places."
        ),
        wrong=example("", "- ann: !Run or they will see you."),
        right=example("", '- ann: "!Run or they will see you."'),
    ),
    Entry(
        code="Y015",
        title="A merge key",
        message="“<<” merges another mapping into this one, and a story has no merging",
        hint="write the keys out here",
        why="With `<<` keys appear that nobody wrote in this place. In a story each mapping says all that it holds.",
        wrong=example("", "- choose:\n    wait:\n      do: Wait.\n      <<: {once: false}"),
        right=example("", "- choose:\n    wait:\n      do: Wait.\n      once: false"),
    ),
    Entry(
        code="Y016",
        title="A directive",
        message="a line that begins with “{words}” is a directive to YAML, and a story has none",
        hint="delete the line",
        why=(
            "At the left edge, at the head of a document, a `%` speaks to the YAML reader itself. Stories need "
            "no such line."
        ),
        wrong=HEAD + "---\n%YAML 1.1\n---\nscene: hall\nscript:\n  - Rain.\n  - end: done\n",
        right=example("", "- Rain."),
    ),
    Entry(
        code="Y017",
        title="Nesting too deep",
        message="more than sixty lists and mappings stand inside one another here",
        hint="close some of them, or move the inner steps into a scene of their own",
        why="So deep a nesting is a slip (a bracket repeated), or a scene that should be cut into several.",
        wrong=example("", "- " + "[" * 60 + "Rain" + "]" * 60),
        right=example("", "- Rain."),
    ),
    Entry(
        code="Y018",
        title="No space after a colon",
        message="a space is missing after the colon of “{key}:”",
        hint="write “{key}: ”",
        why=(
            "A colon makes a key only where a space or the line’s end follows it. Without the space the word "
            "belongs to the text."
        ),
        wrong=HEAD + "---\nscene: hall\nplace:The hall\nscript:\n  - end: done\n",
        right=HEAD + "---\nscene: hall\nplace: The hall\nscript:\n  - end: done\n",
    ),
    Entry(
        code="Y019",
        title="No space after a dash",
        message="a space is missing after this “-”",
        hint="write “- ”",
        why="A dash begins an item of a list only where a space follows it.",
        wrong=example("", "- Rain.\n-Snow."),
        right=example("", "- Rain.\n- Snow."),
    ),
    Entry(
        code="Y020",
        title="A line that belongs to nothing above it",
        message="this line fits nothing above it",
        hint="begin it right below the line it belongs with, with as many spaces before it",
        why=(
            "How far a line is indented says what it belongs to: the items of a list stand under one another, "
            "and so do the keys of a mapping."
        ),
        wrong=HEAD + "---\nscene: hall\nscript:\n    - Rain.\n  - end: done\n",
        right=example("", "- Rain."),
    ),
    Entry(
        code="Y021",
        title="A backslash in double quotes",
        message="“{escape}” in double quotes {meaning} to YAML",
        hint="double the backslash, or use single quotes or a block",
        why=(
            "In double quotes a backslash begins one of YAML’s own escapes. One that is meant for the story is "
            "doubled; single quotes and blocks leave it alone."
        ),
        wrong=example("", '- ann: "A \\*star\\\\*."'),
        right=example("", '- ann: "A \\\\*star\\\\*."'),
    ),
    Entry(
        code="Y022",
        title="A line of three dots",
        message="“...” at the left edge ends a document to YAML",
        hint="delete it; if it is text, indent it",
        why="Documents of a story are parted by `---`. Three dots that belong to a text are indented with it.",
        wrong=HEAD + "...\n---\nscene: hall\nscript:\n  - end: done\n",
        right=HEAD + "---\nscene: hall\nscript:\n  - end: done\n",
    ),
    Entry(
        code="Y023",
        title="A line left of its text",
        message="this line stands further left than the text it belongs to",
        hint="begin it at column {column}, with the lines above it",
        why=(
            "The first line below a `|` that is not empty says how far the text is indented; a line further "
            "left ends it."
        ),
        wrong=example("", "- |\n    The bell rings.\n  Nobody comes."),
        right=example("", "- |\n    The bell rings.\n    Nobody comes."),
    ),
    Entry(
        code="Y024",
        title="Words after a closing quotation mark",
        message="“{words}” stands after the closing quotation mark of a text",
        hint="write the whole text on the lines below a “|”",
        why=(
            "A value that begins with a quotation mark ends at the next one. Narration that opens with speech "
            "is written below a `|`, or with “typographic” marks."
        ),
        wrong=example("", '- "Run," says Ann.'),
        right=example("", '- |\n  "Run," says Ann.'),
    ),
    Entry(
        code="Y025",
        title="A key beside a text",
        message="“{key}:” cannot stand beside a step that is only a text",
        hint="make the text the value of a key: “- if: …” with “then: …” below it",
        why=(
            "A step written as a text has no room for keys. For a condition, `if:` becomes the step and the "
            "text stands under `then:`."
        ),
        wrong=example("", "- Rain.\n  if: true"),
        right=example("", "- if: true\n  then: Rain."),
    ),
    Entry(
        code="Y026",
        title="An item swallowed by the text above it",
        message="YAML takes this “-” for more of the text that begins on line {line}",
        hint="put the dash right below the dash above it; a key with a list below it has no text beside it",
        why=("An item further right than the text of the item above it does not begin a list: it continues that text."),
        wrong=example("", "- Rain.\n  - Snow."),
        right=example("", "- Rain.\n- Snow."),
    ),
    Entry(
        code="Y027",
        title="A blank line with too many spaces",
        message="this blank line holds more spaces than the text below it",
        hint="delete its spaces",
        why=(
            "The first line below a `|` says how far the text is indented, and spaces say it even where nothing "
            "follows them. The text below then stands too far left."
        ),
        wrong=example("", "- |\n        \n    The bell rings."),
        right=example("", "- |\n\n    The bell rings."),
    ),
]
