"""The parser: a story's files become its model, with every mistake of form on the way."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from game.language.claims import parse_claims
from game.language.declarations import (
    Gathering,
    parse_cast,
    parse_defines,
    parse_endings,
    parse_leads,
    parse_phrases,
    parse_story_head,
    parse_variables,
)
from game.language.fields import describe, first_line, read_plain, read_scalar
from game.language.handing_on import parse_legacy
from game.language.identifiers import did_you_mean, some_of
from game.language.links import parse_board, parse_links, parse_truths
from game.language.model import Chapter, Scene, Story
from game.language.reading import Unread
from game.language.scenes import parse_memories, parse_scene
from game.language.telling import parse_told
from game.text.catalogue import diagnostic
from game.text.diagnostic import Diagnostic, has_errors
from game.text.nodes import Mapping, Scalar, YamlNode
from game.text.source import NOWHERE, Source
from game.text.spelling import sparing
from game.text.yaml_reader import read_documents

TOP_LEVEL = (
    "story", "leads", "cast", "variables", "define", "phrases", "told", "memories", "board", "links", "truths",
    "endings", "legacy", "claims", "chapter", "lead",
)  # fmt: skip
_SCENE_LINE = re.compile(r"^scene:[ \t]*([^\W\d]\w*)[ \t]*(?:#.*)?$", re.MULTILINE)


def parse_story(sources: Sequence[Source]) -> tuple[Story, list[Diagnostic]]:
    """The story that these files add up to, read in the order given, and its mistakes of form in file order.

    Never raises for the author: what cannot be understood is reported and left out, or stands as `Unread`. Declarations
    are read before scripts, whatever their order, so that a scene knows who may speak in it.
    """
    story = Gathering()
    documents: list[tuple[Source, YamlNode]] = []
    damaged: list[Source] = []
    for source in sources:
        roots, found = read_documents(source)
        story.mistakes += found
        documents += [(source, root) for root in roots]
        if any(each.severity == "error" for each in found):
            damaged.append(source)
    with sparing():
        _read_declarations(documents, story)
        _read_scripts(documents, story)
        _recall_lost_scenes(damaged, story)
        _read_board(documents, story)
        _check_whole(sources, story, complete=not damaged)
    for register in story.registers():
        register.check_former(story.mistakes)
    place_of_file = {source.name: place for place, source in enumerate(sources)}
    mistakes = sorted(
        story.mistakes,
        key=lambda each: (place_of_file.get(each.span.file, -1), each.span.line, each.span.column, each.code),
    )
    return _story(story, digest_of(sources)), mistakes


def digest_of(sources: Sequence[Source]) -> str:
    """SHA-256 over the texts of the files in their order, in hexadecimal: the same for the same story, wherever it lies."""
    digest = hashlib.sha256()
    for source in sources:
        encoded = source.text.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.hexdigest()


def _read_declarations(documents: list[tuple[Source, YamlNode]], story: Gathering) -> None:
    """Everything but scripts."""
    for _, document in documents:
        if not isinstance(document, Mapping):
            if not document.broken:
                story.mistakes.append(diagnostic("S002", first_line(document.span), seen=describe(document)))
        elif document.get("scene") is None:
            with story.reading(document) as mistakes:
                _read_keys(document, story, mistakes)


def _read_keys(document: Mapping, story: Gathering, mistakes: list[Diagnostic]) -> None:
    """The top-level keys of a document that is no scene."""
    for key, value in document.entries:
        match key.value:
            case "story":
                parse_story_head(key, value, story)
            case "leads":
                parse_leads(value, story)
            case "cast":
                parse_cast(value, story)
            case "variables":
                parse_variables(value, _chapter(document, []), story)  # a mistake in it is told with the head
            case "define":
                parse_defines(value, story)
            case "phrases":
                parse_phrases(value, story)
            case "endings":
                parse_endings(value, story)
            case "truths":
                parse_truths(value, story)
            case "legacy":
                parse_legacy(value, story.legacy, mistakes)
            case "chapter" | "lead" | "memories" | "board" | "links" | "told" | "claims":
                pass
            case word if not key.broken:
                hint = did_you_mean(word, (*TOP_LEVEL, "scene")) or None
                mistakes.append(diagnostic("S004", key.span, hint=hint, key=word))


def _read_scripts(documents: list[tuple[Source, YamlNode]], story: Gathering) -> None:
    """Memories and scenes, each scene under the chapter and the lead whose head stands above it in its file."""
    file = chapter = lead = ""
    for source, document in documents:
        if source.name != file:
            file, chapter, lead = source.name, "", ""
        if not isinstance(document, Mapping):
            continue
        if document.get("scene") is not None:
            parse_scene(document, chapter, lead, story)
            continue
        with story.reading(document):
            chapter, lead = _read_head(document, chapter, lead, story)
            if (memories := document.get("memories")) is not None:
                parse_memories(memories, story)
            if (told := document.get("told")) is not None:
                parse_told(told, story)
            if (claims := document.get("claims")) is not None:
                parse_claims(claims, story)


def _read_board(documents: list[tuple[Source, YamlNode]], story: Gathering) -> None:
    """The board and the links. After scripts, so that of a link and a scene with one id the scene is known."""
    for _, document in documents:
        if isinstance(document, Mapping) and document.get("scene") is None:
            with story.reading(document):
                if (board := document.get("board")) is not None:
                    parse_board(board, story)
                if (links := document.get("links")) is not None:
                    parse_links(links, story)


def _read_head(document: Mapping, chapter: str, lead: str, story: Gathering) -> tuple[str, str]:
    """The chapter and the lead in force after a document that is no scene. A new chapter is everybody's until it says."""
    if document.get("chapter") is not None:
        chapter, lead = _chapter(document, story.mistakes), ""
    if document.get("lead") is not None:
        lead = _lead(document, story)
    if chapter and document.get("chapter") is not None and (chapter, lead) not in story.heads:
        story.heads.add((chapter, lead))
        story.chapters.append(Chapter(title=chapter, lead=lead, span=_key(document, "chapter").span))
    return chapter, lead


def _key(document: Mapping, word: str) -> Scalar:
    """The key itself, where its value is known to be there."""
    return next(key for key, _ in document.entries if key.value == word)


def _chapter(document: Mapping, mistakes: list[Diagnostic]) -> str:
    """The chapter that a document is the head of, or ""."""
    node = document.get("chapter")
    return "" if node is None else read_plain(node, "`chapter`", mistakes)


def _lead(document: Mapping, story: Gathering) -> str:
    node = document.get("lead")
    scalar = None if node is None else read_scalar(node, "`lead`", story.mistakes)
    if scalar is None:
        return ""
    if not any(scalar.value == lead.id for lead in story.leads):
        known = [lead.id for lead in story.leads]
        hint = did_you_mean(scalar.value, known, f"the leads are: {some_of(known)}" if known else "")
        story.mistakes.append(diagnostic("S056", scalar.span, hint=hint, name=scalar.value))
        return ""
    return scalar.value


def _recall_lost_scenes(damaged: list[Source], story: Gathering) -> None:
    """Scenes in documents that YAML could not read at all are known by their first line, so that nothing that names
    them is reported as well."""
    for source in damaged:
        for match in _SCENE_LINE.finditer(source.text):
            if match[1] not in story.places.known:
                line = source.text.count("\n", 0, match.start()) + 1
                column = match.start(1) - match.start() + 1
                span = source.span(line, column, line, column + len(match[1]))
                story.places.known[match[1]] = ("a scene", span)
                story.scenes.append(Scene(id=match[1], script=(Unread(span=span),), span=span))


def _check_whole(sources: Sequence[Source], story: Gathering, *, complete: bool) -> None:
    """What only all the files together can show. Of an incomplete story nothing is said to be missing."""
    top = sources[0].span(1, 1, 1, 1) if sources else NOWHERE
    if complete and story.head_span is None:
        story.mistakes.append(diagnostic("S010", top))
    if complete and not story.leads:
        story.mistakes.append(diagnostic("S011", story.head_span or top))
    scenes = dict.fromkeys(scene.id for scene in story.scenes)
    for start in story.starts:
        if start.value not in scenes:
            hint = did_you_mean(start.value, scenes)
            story.mistakes.append(diagnostic("S051", start.span, hint=hint, name=start.value))


def _story(story: Gathering, digest: str) -> Story:
    head = story.head
    return Story(
        id=head.get("id", ""),
        title=head.get("title", ""),
        version=head.get("version", ""),
        author=head.get("author", ""),
        language=head.get("language", "en"),
        leads=tuple(story.leads),
        cast=tuple(story.cast),
        variables=tuple(story.variables),
        defines=tuple(story.defines),
        phrases=tuple(story.phrases),
        memories=tuple(story.memories),
        endings=tuple(story.endings),
        chapters=tuple(story.chapters),
        scenes=tuple(story.scenes),
        board=story.board,
        links=tuple(story.links),
        truths=tuple(story.truths),
        told=tuple(story.told),
        legacy=tuple(story.legacy),
        follows=story.follows,
        claims=tuple(story.claims),
        was=story.was,
        language_span=story.language_span,
        digest=digest,
        whole=not has_errors(story.mistakes),
    )
