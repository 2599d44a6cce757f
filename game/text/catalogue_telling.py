"""Mistakes of what is told, handed on and followed: a part of the family of memory, M040 to M059."""

from __future__ import annotations

from game.text.catalogue import Entry
from game.text.examples import HEAD, example

CAST = "cast: {orlick: Bernard Orlick}\n"
DOOR = CAST + "told: {door: {by: ann, to: orlick, text: You opened the door.}}\n"
LIE = CAST + "told: {tape: {by: ann, to: orlick, text: The tape was blank., lie: true}}\n"
ASKED = "- tell: tape\n- if: lie(tape) == exposed\n  then: He knows."
OPEN_DOOR = "variables: {door: shut | open}\n"
IF_OPEN = "- if: door == open\n  then: A draught."
TWO_LEADS = (
    "story: {id: small, title: Small}\nleads: {ann: {name: Ann, start: hall}, bo: {name: Bo, start: hall}}\n"
    + (HEAD.split("\n")[2] + "\n")
)
FOLLOWING = (
    "story: {id: small, title: Small, follows: {id: %s, legacy: {door: shut | open}}}\n" + HEAD.split("\n", 1)[1]
)
BEFORE = '---\nscene: hall\nscript:\n  - "{if before.door == open? A draught.}"\n  - end: done\n'

ENTRIES = [
    Entry(
        code="M040",
        title="Telling what is not declared",
        message="nothing that is told is called “{name}”",
        hint="declare it under `told:`, with `by`, `to` and `text`",
        why="`tell:`, and what becomes of a lie, name one of the things that are declared under `told:`.",
        wrong=example(DOOR, "- tell: door\n- tell: dor"),
        right=example(DOOR, "- tell: door"),
    ),
    Entry(
        code="M041",
        title="Told by or to nobody",
        message="there is no lead and no member of the cast “{name}”",
        hint="name somebody of `leads:` or `cast:`",
        why="What is told goes from one person of the story to another.",
        wrong=example(DOOR.replace("to: orlick", "to: orlik"), "- tell: door"),
        right=example(DOOR, "- tell: door"),
    ),
    Entry(
        code="M042",
        title="Told to oneself",
        message="“{who}” tells “{name}” to nobody else",
        hint="name another person after `to:`",
        why="What is told goes from one person of the story to another; what somebody thinks is a `note:`.",
        wrong=example(DOOR.replace("to: orlick", "to: ann"), "- tell: door"),
        right=example(DOOR, "- tell: door"),
    ),
    Entry(
        code="M043",
        title="What is told is no lie",
        message="“{name}” is no lie",
        hint="say `lie: true` where it is declared, or ask `told({name})`",
        why="Only a lie can be suspected, exposed or confessed, and only of a lie can be asked how far it has come.",
        wrong=example(DOOR, "- tell: door\n- set: expose door"),
        right=example(LIE, "- tell: tape\n- set: expose tape"),
    ),
    Entry(
        code="M044",
        title="Something to tell that nobody tells",
        message="nothing tells “{name}”",
        hint="write `tell: {name}` in a scene",
        why="What is declared under `told:` is said by the step `tell:`, and shown in the dossier from then on.",
        wrong=example(DOOR, "- Rain."),
        right=example(DOOR, "- tell: door"),
        severity="warning",
    ),
    Entry(
        code="M045",
        title="A lie that comes to nothing",
        message="nothing asks about the lie “{name}”, and nobody suspects, exposes or confesses it",
        hint="ask `lie({name})` or `told({name})`, or take `lie: true` away",
        why="A lie has a life of its own. One that nobody ever meets again is only something told.",
        wrong=example(LIE, "- tell: tape"),
        right=example(LIE, ASKED),
        severity="warning",
    ),
    Entry(
        code="M046",
        title="Handing on what is not there",
        message="there is no variable of the whole story and no truth “{name}” to hand on",
        hint="`legacy:` lists names of `variables:` or `truths:`",
        why="A finished game hands on the values of the variables and truths that `legacy:` names.",
        wrong=example(OPEN_DOOR + "legacy: [dor]\n", IF_OPEN),
        right=example(OPEN_DOOR + "legacy: [door]\n", IF_OPEN),
    ),
    Entry(
        code="M047",
        title="Handing on a chapter's variable",
        message="“{name}” belongs to the chapter “{chapter}”, so it cannot be handed on",
        hint="declare it for the whole story, in a document without `chapter:`",
        why="A chapter's variables have no value outside it, and a game may end in another.",
        wrong=HEAD
        + "legacy: [door]\n---\nchapter: One\n"
        + OPEN_DOOR
        + '---\nscene: hall\nscript:\n  - "{door}"\n  - end: done\n',
        right=HEAD
        + "legacy: [door]\n"
        + OPEN_DOOR
        + '---\nchapter: One\n---\nscene: hall\nscript:\n  - "{door}"\n  - end: done\n',
    ),
    Entry(
        code="M048",
        title="Handed on twice",
        message="“{name}” is listed twice",
        hint="delete one of them",
        why="Each value is handed on once.",
        wrong=example(OPEN_DOOR + "legacy: [door, door]\n", IF_OPEN),
        right=example(OPEN_DOOR + "legacy: [door]\n", IF_OPEN),
    ),
    Entry(
        code="M049",
        title="Asking for what is not handed on",
        message="no earlier game hands on “{name}”",
        hint="{known}",
        why="`ghost.NAME` is a value that `legacy:` lists, `before.NAME` one that `follows:` lists.",
        wrong=TWO_LEADS
        + OPEN_DOOR
        + "legacy: [door]\n---\nscene: hall\nscript:\n  - if: ghost.dor == open\n    then: A draught.\n  - end: done\n",
        right=TWO_LEADS
        + OPEN_DOOR
        + "legacy: [door]\n---\nscene: hall\nscript:\n  - if: ghost.door == open\n    then: A draught.\n  - end: done\n",
    ),
    Entry(
        code="M050",
        title="A ghost that can never be there",
        message="this story has one lead, so no other lead's game can come before",
        hint="ask `finished(…)` for what was played before, or give the story another lead",
        why="A ghost is the finished game of another lead of the same story.",
        wrong=example("", "- if: ghost\n  then: A draught."),
        right=TWO_LEADS + "---\nscene: hall\nscript:\n  - if: ghost\n    then: A draught.\n  - end: done\n",
    ),
    Entry(
        code="M051",
        title="Whose ghost",
        message="{why}",
        hint="write {write}",
        why="With three leads or more a ghost is asked by its lead, `ghost.bo.door`; with two it can only be the other.",
        wrong=TWO_LEADS
        + OPEN_DOOR
        + "legacy: [door]\n---\nscene: hall\nscript:\n  - if: ghost.bo.door == open\n    then: A draught.\n  - end: done\n",
        right=TWO_LEADS
        + OPEN_DOOR
        + "legacy: [door]\n---\nscene: hall\nscript:\n  - if: ghost.door == open\n    then: A draught.\n  - end: done\n",
    ),
    Entry(
        code="M052",
        title="A story that follows none",
        message="this story follows no other, so nothing came before",
        hint="write `follows: {{id: former-story, legacy: {{name: domain}}}}` in `story:`",
        why="`before` is a finished game of the story that `follows:` names.",
        wrong=example("", "- if: before\n  then: A draught."),
        right=FOLLOWING % "former" + BEFORE,
    ),
    Entry(
        code="M053",
        title="A story that follows itself",
        message="“{id}” cannot follow itself",
        hint="name the story that came before; for another lead of this one there is `ghost`",
        why="`follows:` names another story, whose finished game this one takes up.",
        wrong=FOLLOWING % "small" + BEFORE,
        right=FOLLOWING % "former" + BEFORE,
    ),
]
