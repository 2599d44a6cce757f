"""Keys: what each key of the language takes and means, in the words that an editor shows beside it.

Which keys there are is said by the tables of the parser (`OPTION_KEYS`, `HEADS`, …); `schema` joins the two, and a key
that stands in only one of them is a `KeyError` or a failing test.
"""

from __future__ import annotations

from typing import NamedTuple


class Key(NamedTuple):
    """One key: the shape of its value (a name of `schema.SHAPES` or of a table here), its meaning, an example.

    The meaning is Markdown, one to three sentences. The example is what may stand after the key, as typed; one that
    begins with a line end stands below it.
    """

    shape: str
    says: str
    example: str = ""


_FORMER = "Former ids of this, so that saved games outlive a renaming."
_IF = "A condition: only while it holds."
_TAGS = "Words of your own, kept for tools."

KEYS: dict[str, dict[str, Key]] = {
    "declarations": {
        "story": Key("story", "The head of the story, once.", "{id: last-train, title: The Last Train}"),
        "leads": Key("leads", "Whom the player may be, by id.", "\n  ada: {name: Ada Roth, start: platform}"),
        "cast": Key("cast", "Everybody else who speaks, by the id that opens their speech.", "\n  porter: Emil Brandt"),
        "variables": Key(
            "variables",
            "What the story remembers. Each variable lists all that it can ever be. Beside `chapter:` they are that "
            "chapter's own.",
            "\n  risk: 0..5\n  papers: in_order | creased | missing\n  paid: false\n  bag: set of key, map",
        ),
        "define": Key("defines", "Named conditions and numbers, computed when asked for.", "\n  hunted: risk >= 4"),
        "phrases": Key("phrases", "Named texts, printed by `{name}` in others.", '\n  alias: "{if paid? Madam|Miss}"'),
        "told": Key(
            "told",
            "What somebody may tell somebody else, by id; a lie has a life of its own.",
            "\n  lost: {by: ada, to: porter, text: I lost it on the train., lie: true}",
        ),
        "memories": Key("memories", "What can come back to somebody: buried, surfaced, then recovered."),
        "board": Key(
            "board",
            "What the board says, and does, of a pair that is no link.",
            "\n  wrong: {text: They lie there., set: doubt += 1}",
        ),
        "links": Key(
            "links",
            "Pairs of memories that say something together, by id.",
            "\n  the_hand:\n    joins: [gloves, number]\n    readings: {cold: She wrote it with cold fingers.}",
        ),
        "truths": Key(
            "truths",
            "What the readings of links argue for, by id.",
            "\n  who_had_it: {values: [nobody_knows, mother, sister], settles_at: 2}",
        ),
        "endings": Key("endings", "How the story can be over, by id.", "\n  away: {title: Away, about: The lamp is red.}"),
        "legacy": Key("heirlooms", "Variables and truths that a finished game hands on.", "[first_lie, who_asked]"),
        "claims": Key(
            "claims",
            "What must be true of every play. Forms: `always P`, `never P`, `never P before Q`, `P is possible`, "
            "`each lead reaches {…}`, `always an ending can be reached`.",
            "\n  no_dead_end: always an ending can be reached",
        ),
        "chapter": Key("text", "The title of the chapter that the scenes below it in this file belong to.", "Room Tone"),
        "lead": Key("id", "The lead whom the scenes below it in this file belong to; without it, everybody.", "ada"),
    },
    "story": {
        "id": Key("story_id", "The story's id, for ever: saved games are kept under it.", "last-train"),
        "title": Key("text", "The title, as it is shown.", "The Last Train"),
        "version": Key("text", "The version, as you count them.", "1.0.0"),
        "author": Key("text", "Whose story it is."),
        "language": Key("text", "The language that it is written in.", "en"),
        "follows": Key(
            "follows",
            "The story that this one takes values from, as `before.…`.",
            "{id: two-receipts, legacy: {receipt: burned | given}}",
        ),
        "was": Key("tags", _FORMER),
    },
    "follows": {
        "id": Key("story_id", "The id of the story before this one."),
        "legacy": Key("domains", "What is taken from it: each value with its domain.", "{first_lie: told | kept}"),
    },
    "lead": {
        "name": Key("text", "The name, as it is shown.", "Ada Roth"),
        "start": Key("id", "The scene that this lead begins in.", "platform"),
        "about": Key("text", "A line for the player who chooses a lead."),
        "was": Key("former", _FORMER),
    },
    "character": {
        "name": Key("text", "The name that stands before what they say.", "Emil Brandt"),
        "about": Key("text", "Who that is, for you and for tools."),
        "was": Key("former", _FORMER),
    },
    "variable": {
        "of": Key("domain", "All that it can be, and what it is at first.", "-2..2 = 0"),
        "was": Key("former", _FORMER),
    },
    "ending": {
        "title": Key("text", "The title, shown at the end.", "On the night train"),
        "about": Key("text", "What is said below the title. It may ask (`{if …}`), but not count."),
        "was": Key("former", _FORMER),
    },
    "telling": {
        "by": Key("id", "Who says it: a lead, or one of the cast."),
        "to": Key("id", "Whom it is said to: a lead, or one of the cast, and somebody else."),
        "text": Key("text", "The words.", "The tape was blank."),
        "lie": Key("flag", "`true`: it is a lie, which `suspect`, `expose` and `confess` in a `set` move on.", "true"),
        "was": Key("former", _FORMER),
    },
    "board": {"wrong": Key("in_vain", "Said, and done, for any pair that is no link.")},
    "wrong": {
        "text": Key("text", "What is said.", "They never touched."),
        "set": Key("effects", "What it changes.", "heat += 1"),
    },
    "link": {
        "joins": Key("pair", "The two memories.", "[mason_asked, nadia_asked]"),
        "wrong": Key("text", "Said instead, while one of the two is only surfaced."),
        "readings": Key("readings", "How the pair can be read, by id."),
        "was": Key("former", _FORMER),
    },
    "reading": {
        "text": Key("text", "The reading, in words."),
        "for": Key("argument", "What it argues for.", "{truth: who_asked, value: orlick}"),
        "was": Key("moves", _FORMER),
    },
    "argument": {
        "truth": Key("id", "The truth that is argued about."),
        "value": Key("word", "The value that is argued for."),
    },
    "truth": {
        "values": Key("outcomes", "All that it can be; the first is the start.", "[nobody_knows, nadia, mason]"),
        "settles_at": Key("count", "How many links that argue for one value settle it, for good.", "2"),
        "was": Key("former", _FORMER),
    },
    "memory": {
        "owner": Key("id", "The lead whom it belongs to, or `both`.", "ada"),
        "title": Key("text", "The title, as it is shown.", "The counter"),
        "provenance": Key("provenance", "Where it comes from: `lived`, `told`, `document` or `said`.", "lived"),
        "surfaced": Key("text", "The one line that comes back first."),
        "recovered": Key("text", "The whole, shown after the script. Needed unless the provenance is `said`."),
        "details": Key("details", "What the player may attend to; one is kept.", "[gloves, number]"),
        "script": Key("steps", "The steps that are played when it is recovered. They may not leave by `goto` or `end`."),
        "was": Key("former", _FORMER),
    },
    "scene": {
        "scene": Key("scene_id", "The scene's id, for ever. A document with this key is a scene.", "platform"),
        "place": Key("text", "Where it is, shown when the scene is entered.", "Platform 3, Linz"),
        "time": Key("text", "When it is, shown beside the place.", "23:48"),
        "tags": Key("tags", _TAGS),
        "script": Key("steps", "The scene's steps, in order.", "\n  - The train leaves on the minute.\n  - end: away"),
        "was": Key("former", _FORMER),
        "offer": Key("offer", "The scene offers itself in every `choose` that says `from:` this tag."),
        "takes": Key("variables", "What a `call` hands to this scene, each with its domain.", "{who: orlick | hallam}"),
    },
    "offer": {
        "in": Key("id", "The tag: a `choose` with `from:` this tag shows the scene.", "platform"),
        "do": Key("text", "The label: an act.", "Buy a newspaper."),
        "say": Key("text", "The label: words of the lead's.", "Is this the Vienna train?"),
        "if": Key("condition", "A condition: offered only while it holds.", "risk >= 1"),
        "priority": Key("whole", "The higher comes first, from -1000 to 1000; 0 without it.", "2"),
        "once": Key("flag", "`false`: may be taken again.", "false"),
    },
    "beside": {
        "label": Key("id", "A name for this place, which `goto: .name` leads to.", "asking"),
        "if": Key("condition", "A condition: while it is false, the step is passed over.", "risk >= 3 and not paid"),
        "tags": Key("tags", _TAGS),
    },
    "step": {
        "choose": Key(
            "menu",
            "The player takes one of some options, by id; then play goes on below.",
            "\n  wait: {do: Say nothing.}\n  coat: {say: That's my coat., then: He takes it off.}",
        ),
        "hub": Key(
            "hub",
            "Options that are met again until one with `leave: true`, or a `goto`, is taken.",
            "\n  board: {do: Read the departures.}\n  go: {do: Go to the barrier., leave: true}",
        ),
        "if": Key("condition", "Steps under a condition: `then:`, and perhaps `else:`.", "risk >= 3"),
        "match": Key("condition", "Steps by a value: its values are the keys below, and `else`.", "papers"),
        "set": Key("effects", "Changes variables, in order.", "[papers = creased, risk += 1, paid, bag -= key]"),
        "goto": Key("target", "Leaves for a scene, or a label: `scene`, `scene.label`, `.label`.", "train.corridor"),
        "call": Key(
            "called",
            "Plays a scene and comes back. `{scene: …, with: {…}}` hands something on; `{from: TAG}` plays the most urgent "
            "scene that offers itself under the tag, if one is open.",
            "search",
        ),
        "return": Key("return", "Comes back from a call; with a scene, goes on there.", "stairs"),
        "end": Key("word", "The game is over, with this ending.", "away"),
        "sequence": Key("items", "Each time the next item; then always the last.", "[A whistle., A door.]"),
        "cycle": Key("items", "Each time the next item, round and round.", "[A whistle., A door.]"),
        "shuffle": Key(
            "shuffle", "Each item once in random order, then again. With ids it is fate's.", "[A whistle., A door.]"
        ),
        "once": Key("items", "Each item once, then nothing.", "[The guard passes.]"),
        "chance": Key(
            "chance",
            "Fate picks a branch; the pick is recorded.",
            "\n  sees: {odds: 1, then: He looks up.}\n  reads: {odds: 3, then: He reads on.}",
        ),
        "ask": Key("text", "The player types a word. Beside it, `answers:`, and perhaps `else:`.", "The word?"),
        "surface": Key("word", "One line of this memory comes back.", "counter"),
        "recover": Key("word", "This memory's script is played, and then the whole is shown.", "counter"),
        "reflect": Key("nothing", "Opens the memory board. Nothing stands after it."),
        "note": Key("text", "A line for the journal, in the words of this moment.", "Receipt 41 was used at ten."),
        "tell": Key("word", "Something of `told:` is told, and stands in the dossier.", "tape_blank"),
        "page": Key("nothing", "A fresh screen. Nothing stands after it."),
        "todo": Key("text", "A reminder to yourself: never shown, listed by `check`."),
    },
    "own": {
        "then": Key("steps", "The steps, if the condition holds.", "The guard looks at your shoes."),
        "else": Key("steps", "The steps for every other case; an `if` may follow here.", "The porter nods."),
        "answers": Key("answers", "What is understood, by id.", "\n  lethe: {accepts: [lethe], then: You are let in.}"),
    },
    "call": {
        "scene": Key("word", "The scene that is played."),
        "with": Key("values", "What is handed to it: values for names that it `takes`.", "{who: hallam, times: risk + 1}"),
    },
    "called_offer": {
        "from": Key("id", "A tag: the most urgent open scene that offers itself under it is played.", "platform"),
    },
    "menu": {
        "from": Key("id", "A tag: scenes that offer themselves in it are shown as well.", "platform"),
        "limit": Key("count", "How many of them at most, the most urgent first.", "2"),
        "else": Key("steps", "The steps that are played when nothing is open."),
    },
    "option": {
        "do": Key("text", "The label: an act of the lead's. It stands in the transcript.", "Lay the receipt down."),
        "say": Key("text", "The label: words of the lead's, shown in quotation marks.", "It is under Roth."),
        "if": Key("condition", "A condition: not offered while it is false.", "warmth >= 1"),
        "locked": Key("text", "With `if`: offered in grey while that is false, for this reason."),
        "once": Key("flag", "`false`: may be taken again. Without it, once in a game.", "false"),
        "set": Key("effects", "Changes variables, before anything else happens.", "[paid, warmth += 1]"),
        "then": Key("steps", "The steps that follow."),
        "goto": Key("target", "Where play goes after them.", ".asking"),
        "leave": Key("flag", "`true`: play goes on below the hub.", "true"),
        "was": Key("moves", "Former ids, as `id` or `scene.id`, so that saved games outlive a renaming."),
        "tags": Key("tags", _TAGS),
    },
    "branch": {
        "odds": Key("odds", "How likely, relative to the others; 1 without it.", "3"),
        "if": Key("condition", _IF, "risk >= 1"),
        "about": Key("text", "Words for the record.", "He looks up"),
        "then": Key("steps", "The branch's steps."),
        "was": Key("moves", "Former ids, as `id` or `scene.id`, so that saved games outlive a renaming."),
    },
    "answer": {
        "accepts": Key(
            "accepted",
            "What is understood so; case, accents, punctuation and articles do not matter.",
            "[Roth, Ada Roth]",
        ),
        "then": Key("steps", "The steps that follow."),
        "was": Key("moves", "Former ids, as `id` or `scene.id`, so that saved games outlive a renaming."),
    },
}  # fmt: skip
