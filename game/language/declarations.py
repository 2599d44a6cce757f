"""Declarations: what a story names before its scenes, from YAML to the model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from game.language.domains import parse_domain
from game.language.fields import (
    check_keys,
    excerpt,
    first_line,
    read_condition,
    read_list,
    read_mapping,
    read_plain,
    read_scalar,
    read_text,
    require,
)
from game.language.handing_on import parse_follows
from game.language.identifiers import REFUSED_TO_PEOPLE, REFUSED_TO_VARIABLES, Register, check_id, is_id
from game.language.knowledge import Claim, Heirloom, Link, Told, Truth
from game.language.model import (
    UNKNOWN_DOMAIN,
    Board,
    Chapter,
    Character,
    Define,
    Ending,
    Follows,
    Fragment,
    Lead,
    Phrase,
    Scene,
    Variable,
)
from game.language.texts import EMPTY
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic
from game.text.nodes import Mapping, Scalar, YamlNode
from game.text.source import NOWHERE, Span

STORY_KEYS = ("id", "title", "version", "author", "language", "follows", "was")
STORY_NEEDS = ("id", "title")
LEAD_KEYS = ("name", "start", "about", "was")
LEAD_NEEDS = ("name", "start")
CHARACTER_KEYS = ("name", "about", "was")
CHARACTER_NEEDS = ("name",)
VARIABLE_KEYS = ("of", "was")
VARIABLE_NEEDS = ("of",)
ENDING_KEYS = ("title", "about", "was")
ENDING_NEEDS = ("title",)


class Gathering(msgspec.Struct):
    """What the documents of a story add up to, while they are read."""

    mistakes: list[Diagnostic] = msgspec.field(default_factory=list)
    was: tuple[str, ...] = ()
    """Former ids of the story."""
    head: dict[str, str] = msgspec.field(default_factory=dict)
    """The values of `story:`."""
    language_span: Span = NOWHERE
    head_span: Span | None = None
    leads: list[Lead] = msgspec.field(default_factory=list)
    starts: list[Scalar] = msgspec.field(default_factory=list)
    """Where the leads start, to be looked up when every scene is known."""
    cast: list[Character] = msgspec.field(default_factory=list)
    variables: list[Variable] = msgspec.field(default_factory=list)
    defines: list[Define] = msgspec.field(default_factory=list)
    phrases: list[Phrase] = msgspec.field(default_factory=list)
    endings: list[Ending] = msgspec.field(default_factory=list)
    memories: list[Fragment] = msgspec.field(default_factory=list)
    board: Board | None = None
    links: list[Link] = msgspec.field(default_factory=list)
    truths: list[Truth] = msgspec.field(default_factory=list)
    chapters: list[Chapter] = msgspec.field(default_factory=list)
    heads: set[tuple[str, str]] = msgspec.field(default_factory=set)
    """The titles and leads of `chapters`."""
    scenes: list[Scene] = msgspec.field(default_factory=list)
    told: list[Told] = msgspec.field(default_factory=list)
    legacy: list[Heirloom] = msgspec.field(default_factory=list)
    follows: Follows | None = None
    claims: list[Claim] = msgspec.field(default_factory=list)
    people: Register = msgspec.field(default_factory=Register)
    values: Register = msgspec.field(default_factory=Register)
    number_of_scene: dict[str, int] = msgspec.field(default_factory=dict)
    places: Register = msgspec.field(default_factory=Register)
    ends: Register = msgspec.field(default_factory=Register)
    moves: Register = msgspec.field(default_factory=Register)
    telling: Register = msgspec.field(default_factory=Register)
    claimed: Register = msgspec.field(default_factory=Register)

    @contextmanager
    def reading(self, document: Mapping) -> Iterator[list[Diagnostic]]:
        """Where to report the mistakes of a document: nowhere, if the reader of YAML has reported it already."""
        loud = self.mistakes
        self.mistakes = [] if document.broken else loud
        yield self.mistakes
        self.mistakes = loud

    def registers(self) -> tuple[Register, ...]:
        """The spaces of names of the whole story."""
        return self.people, self.values, self.places, self.ends, self.moves, self.telling


def _entries(node: YamlNode, key: str, mistakes: list[Diagnostic]) -> list[tuple[Scalar, YamlNode, list[Diagnostic]]]:
    """The ids under a top-level key with their values, and where to report mistakes of each."""
    mistakes = [] if node.broken else mistakes
    mapping = read_mapping(node, f"`{key}`", mistakes)
    if mapping is None:
        return []
    return [(name, value, [] if name.broken or value.broken else mistakes) for name, value in mapping.entries]


def parse_story_head(key: Scalar, node: YamlNode, story: Gathering) -> None:
    """`story: {id: …, title: …, version: …, author: …, language: …}`."""
    mistakes = [] if node.broken else story.mistakes
    if story.head_span is not None:
        place = story.head_span
        first = f"{place.file}:{place.line}:{place.column}"
        what = "the head of the story"
        mistakes.append(diagnostic("N003", key.span, id="story", what=what, holder=what, first=first))
        return
    story.head_span = key.span
    mapping = read_mapping(node, "`story`", mistakes)
    if mapping is None:
        return
    if check_keys(mapping, STORY_KEYS, "`story`", mistakes):
        require(mapping, STORY_NEEDS, "the story", key.span, mistakes)
    former: list[Scalar] = []
    for name, value in mapping.entries:
        if name.value == "follows":
            story.follows = parse_follows(value, mistakes)
        elif name.value == "was":
            former = read_list(value, "`was`", mistakes)
            story.was = tuple(scalar.value for scalar in former)
        elif name.value == "id":
            if (scalar := read_scalar(value, "`id`", mistakes)) is not None:
                story.head["id"] = check_id(scalar, "a story", mistakes, hyphens=True)
        elif name.value in STORY_KEYS:
            if name.value == "language":
                story.language_span = first_line(value.span)
            story.head[name.value] = read_plain(value, f"`{name.value}`", mistakes)
    for scalar in former:
        if scalar.value == story.head.get("id"):
            mistakes.append(diagnostic("C001", scalar.span, id=scalar.value))


def parse_leads(node: YamlNode, story: Gathering) -> None:
    """`leads: {mason: {name: Mason Kane, start: fish_plant}}`."""
    for key, value, mistakes in _entries(node, "leads", story.mistakes):
        name = check_id(key, "a lead", mistakes, REFUSED_TO_PEOPLE)
        if not story.people.enter(name, "a lead", key.span, mistakes):
            continue
        mapping = read_mapping(value, f"the lead “{name}”", mistakes)
        start = None
        was: tuple[str, ...] = ()
        if mapping is not None:
            if check_keys(mapping, LEAD_KEYS, "a lead", mistakes):
                require(mapping, LEAD_NEEDS, f"the lead “{name}”", key.span, mistakes)
            was = _enter_former(mapping, name, story.people, mistakes)
            start_node = mapping.get("start")
            start = None if start_node is None else read_scalar(start_node, "`start`", mistakes)
        if start is not None and not start.broken:
            story.starts.append(start)
        shown = _plain(mapping, "name", mistakes) or name
        about = _plain(mapping, "about", mistakes)
        where = "" if start is None else start.value
        story.leads.append(Lead(id=name, name=shown, start=where, about=about, was=was, span=key.span))


def parse_cast(node: YamlNode, story: Gathering) -> None:
    """`cast: {orlick: Bernard Orlick, hallam: {name: Mr Hallam, about: …}}`."""
    for key, value, mistakes in _entries(node, "cast", story.mistakes):
        name = check_id(key, "a member of the cast", mistakes, REFUSED_TO_PEOPLE)
        if not story.people.enter(name, "a member of the cast", key.span, mistakes):
            continue
        if isinstance(value, Mapping):
            if check_keys(value, CHARACTER_KEYS, "a member of the cast", mistakes):
                require(value, CHARACTER_NEEDS, f"“{name}”", key.span, mistakes)
            if (was := value.get("was")) is not None and not was.broken:
                key_of_was = next(each for each, _ in value.entries if each.value == "was")
                mistakes.append(diagnostic("C003", key_of_was.span, what="a member of the cast"))
            shown, about = _plain(value, "name", mistakes), _plain(value, "about", mistakes)
        else:
            shown, about = read_plain(value, f"the name of “{name}”", mistakes), ""
        story.cast.append(Character(id=name, name=shown or name, about=about, span=key.span))


def parse_variables(node: YamlNode, chapter: str, story: Gathering) -> None:
    """`variables: {heat: 0..6}`, or the long form `{heat: {of: 0..6, was: [alarm]}}`."""
    for key, value, mistakes in _entries(node, "variables", story.mistakes):
        name = check_id(key, "a variable", mistakes, REFUSED_TO_VARIABLES)
        if not story.values.enter(name, "a variable", key.span, mistakes):
            continue
        story.variables.append(read_variable(key, value, "a variable", story.values, mistakes, chapter=chapter))


def read_variable(
    key: Scalar,
    value: YamlNode,
    what: str,
    register: Register,
    mistakes: list[Diagnostic],
    *,
    chapter: str = "",
    scene: str = "",
) -> Variable:
    """A name with its domain, or the long form `{of: DOMAIN, was: […]}`; its old ids are entered in `register`."""
    name = key.value
    was: tuple[str, ...] = ()
    domain_node: YamlNode | None = value
    if isinstance(value, Mapping):
        if check_keys(value, VARIABLE_KEYS, what, mistakes):
            require(value, VARIABLE_NEEDS, f"“{name}”" if scene else f"the variable “{name}”", key.span, mistakes)
        was = _enter_former(value, name, register, mistakes)
        domain_node = value.get("of")
    scalar = None if domain_node is None else read_scalar(domain_node, f"the domain of “{name}”", mistakes)
    found = None if scalar is None else parse_domain(scalar, [] if scalar.broken else mistakes)
    domain, start = found or (UNKNOWN_DOMAIN, 0)
    return Variable(name=name, domain=domain, start=start, chapter=chapter, scene=scene, was=was, span=key.span)


def parse_defines(node: YamlNode, story: Gathering) -> None:
    """`define: {cornered: heat >= 5 and cover == blown}`."""
    for key, value, mistakes in _entries(node, "define", story.mistakes):
        name = check_id(key, "a define", mistakes, REFUSED_TO_VARIABLES)
        if story.values.enter(name, "a define", key.span, mistakes):
            tree = read_condition(value, f"the define “{name}”", mistakes)
            story.defines.append(Define(name=name, value=tree, span=key.span))


def parse_phrases(node: YamlNode, story: Gathering) -> None:
    """`phrases: {alias: "{match cover? intact = Daniel|Mason}"}`."""
    for key, value, mistakes in _entries(node, "phrases", story.mistakes):
        name = check_id(key, "a phrase", mistakes, REFUSED_TO_VARIABLES)
        if story.values.enter(name, "a phrase", key.span, mistakes):
            text = read_text(value, f"the phrase “{name}”", mistakes)
            story.phrases.append(Phrase(name=name, text=text, span=key.span))


def parse_endings(node: YamlNode, story: Gathering) -> None:
    """`endings: {returned: {title: Returned, about: …}}`."""
    for key, value, mistakes in _entries(node, "endings", story.mistakes):
        name = check_id(key, "an ending", mistakes)
        if not story.ends.enter(name, "an ending", key.span, mistakes):
            continue
        mapping = read_mapping(value, f"the ending “{name}”", mistakes)
        about = None
        was: tuple[str, ...] = ()
        if mapping is not None:
            if check_keys(mapping, ENDING_KEYS, "an ending", mistakes):
                require(mapping, ENDING_NEEDS, f"the ending “{name}”", key.span, mistakes)
            was = _enter_former(mapping, name, story.ends, mistakes)
            about = mapping.get("about")
        text = EMPTY if about is None else read_text(about, "`about`", mistakes)
        title = _plain(mapping, "title", mistakes) or name
        story.endings.append(Ending(id=name, title=title, about=text, was=was, span=key.span))


def _plain(mapping: Mapping | None, key: str, mistakes: list[Diagnostic]) -> str:
    node = None if mapping is None else mapping.get(key)
    return "" if node is None else read_plain(node, f"`{key}`", mistakes)


def _enter_former(mapping: Mapping, name: str, register: Register, mistakes: list[Diagnostic]) -> tuple[str, ...]:
    """The old ids that `was:` gives, entered in their space."""
    node = mapping.get("was")
    return () if node is None else read_former_ids(node, register, mistakes, name)


def read_former_ids(node: YamlNode, register: Register, mistakes: list[Diagnostic], name: str = "") -> tuple[str, ...]:
    """`was: [alarm]`, for anything but a move; `name` is the id of today."""
    found = []
    for scalar in read_list(node, "`was`", mistakes):
        if is_id(scalar.value):
            found.append(scalar.value)
            register.claim(scalar.value, scalar.span, name)
        elif not scalar.broken:
            mistakes.append(diagnostic("S034", scalar.span, wrote=excerpt(scalar.value)))
    return tuple(found)
