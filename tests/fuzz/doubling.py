"""Times inputs of many shapes against inputs twice their size: `python -m tests.fuzz.doubling [SHAPE …]`.

For each shape: seconds for a size, for twice and four times it, and the greater of the two ratios. About 2 is linear, about
4 is quadratic. Times are those of the machine, so this is for a look by hand; tests/test_growth.py counts work instead.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from game.language.checker import check_story
from game.language.compiler import compile_story
from game.language.parser import parse_story
from game.text.diagnostic import has_errors
from game.text.source import Source

HEAD = """\
story: {id: small, title: Small}
leads: {ann: {name: Ann Bell, start: s0}}
cast: {orlick: Bernard Orlick}
endings: {done: {title: Done}}
"""


def scenes(count: int, script: Callable[[int], str]) -> str:
    return HEAD + "".join(f"---\nscene: s{n}\nscript:\n{script(n)}" for n in range(count))


def one(body: str, head: str = "") -> str:
    """One scene with this script, indented already."""
    return f"{HEAD}{head}---\nscene: s0\nscript:\n{body}  - end: done\n"


def options(count: int, rest: str = "then: [Rain.]") -> str:
    return "  - choose:\n" + "".join(f"      o{n}: {{do: Wait {n}., {rest}}}\n" for n in range(count))


def variables(count: int, domain: str = "0..6") -> str:
    return "variables:\n" + "".join(f"  v{n}: {domain}\n" for n in range(count))


SHAPES: dict[str, tuple[int, Callable[[int], str]]] = {
    "passages": (4000, lambda n: one("  - Rain.\n" * n)),
    "scenes in a row": (1000, lambda n: scenes(n, lambda k: f"  - goto: s{k + 1}\n" if k + 1 < n else "  - end: done\n")),
    "scenes all to all": (40, lambda n: scenes(n, lambda k: options_to(n))),
    "scenes calling the next": (800, lambda n: scenes(n, lambda k: (f"  - call: s{k + 1}\n" if k + 1 < n else "  - Rain.\n") + ("  - end: done\n" if k == 0 else ""))),
    "scenes calling the one before": (800, lambda n: scenes(n, lambda k: (f"  - call: s{n - 1}\n  - end: done\n" if k == 0 else f"  - call: s{k - 1}\n" if k > 1 else "  - Rain.\n"))),
    "scenes calling and returning to another": (400, lambda n: scenes(n, lambda k: (f"  - call: s{k + 1}\n" if k + 1 < n else "  - return: s0\n") + ("  - end: done\n" if k == 0 else "")) ),
    "one scene called from everywhere": (1000, lambda n: scenes(n, lambda k: "  - Rain.\n" if k == n - 1 else f"  - call: s{n - 1}\n  - goto: s{k + 1}\n" if k + 2 < n else "  - end: done\n")),
    "all calling all after them": (40, lambda n: scenes(n, lambda k: "".join(f"  - call: s{m}\n" for m in range(k + 1, n)) + ("  - end: done\n" if k == 0 else "  - Rain.\n"))),
    "calls that go round": (400, lambda n: scenes(n, lambda k: f"  - call: s{(k + 1) % n}\n  - end: done\n")),
    "gotos that go round": (800, lambda n: scenes(n, lambda k: f"  - goto: s{(k + 1) % n}\n")),
    "unreached scenes": (1000, lambda n: scenes(n, lambda k: "  - end: done\n")),
    "unreached chain": (1000, lambda n: scenes(n, lambda k: "  - end: done\n" if k in (0, n - 1) else f"  - goto: s{k + 1}\n")),
    "scenes that run out": (800, lambda n: scenes(n, lambda k: options(2, f"goto: s{k + 1}") if k + 1 < n else "  - Rain.\n")),
    "one scene that runs out many ways": (1500, lambda n: f"{HEAD}---\nscene: s0\nscript:\n{options(n)}"),
    "returns outside": (800, lambda n: scenes(n, lambda k: f"  - return:\n    if: visits(s0) == 1\n  - goto: s{k + 1}\n" if k + 1 < n else "  - return:\n")),
    "missing scenes": (800, lambda n: one("".join(f"  - goto: t{k}\n    if: visits(s0) == 1\n" for k in range(n)))),
    "missing scenes among many": (400, lambda n: scenes(n, lambda k: f"  - goto: t{k}aaaa\n")),
    "missing labels": (800, lambda n: one("".join(f"  - label: aa{k}x\n    note: Rain.\n  - goto: .bb{k}x\n    if: visits(s0) == 1\n" for k in range(n)))),
    "labels and gotos": (1000, lambda n: one("".join(f"  - label: a{k}\n    note: Rain.\n  - goto: .a{k // 2}\n    if: visits(s0) == {k % 90}\n" for k in range(n)))),
    "gotos across to labels": (600, lambda n: scenes(n, lambda k: f"  - label: x\n    note: Rain.\n  - goto: s{k + 1}.x\n" if k + 1 < n else "  - label: x\n    end: done\n")),
    "missing names": (800, lambda n: one("".join(f"  - if: aa{k}b == 1\n    then: Rain.\n" for k in range(n)), variables(n))),
    "missing names in texts": (800, lambda n: one("".join(f'  - "{{aa{k}b}}"\n' for k in range(n)), variables(n))),
    "missing values": (800, lambda n: one("".join(f"  - if: v == aaa{k}b\n    then: Rain.\n" for k in range(n)), "variables: {v: " + " | ".join(f"w{k}bbb" for k in range(256)) + "}\n")),
    "missing endings": (800, lambda n: one("".join(f"  - end: aa{k}b\n    if: visits(s0) == 1\n" for k in range(n)), "endings:\n" + "".join(f"  e{k}aaa: {{title: x}}\n" for k in range(n))).replace("endings: {done: {title: Done}}\n", "", 1)),
    "missing fragments": (400, lambda n: one("".join(f"  - surface: aa{k}b\n" for k in range(n)), "memories:\n" + "".join(f"  f{k}: {{owner: ann, title: x, provenance: said, surfaced: y}}\n" for k in range(n)))),
    "fragments": (400, lambda n: one("".join(f"  - recover: f{k}\n" for k in range(n)), "memories:\n" + "".join(f"  f{k}: {{owner: ann, title: x, provenance: lived, surfaced: y, recovered: z, script: [Rain.]}}\n" for k in range(n)))),
    "details": (150, lambda n: one("  - recover: f\n", f"memories:\n  f:\n    owner: ann\n    title: x\n    provenance: lived\n    surfaced: y\n    recovered: z\n    details: [{', '.join(f'd{k}' for k in range(n))}]\n    script:\n      - choose:\n" + "".join(f"          o{k}: {{do: Wait., set: attend d{k}}}\n" for k in range(n)))),
    "attending again": (300, lambda n: one("  - recover: f\n", "memories:\n  f:\n    owner: ann\n    title: x\n    provenance: lived\n    surfaced: y\n    recovered: z\n    details: [d]\n    script:\n" + "      - set: attend d\n" * n)),
    "duplicate scenes": (800, lambda n: HEAD + "---\nscene: s0\nscript: [end: done]\n" * n),
    "duplicate scenes last": (800, lambda n: scenes(n, lambda k: "  - end: done\n") + f"---\nscene: s{n - 1}\nscript: [end: done]\n" * n),
    "scenes without an id": (400, lambda n: HEAD + "---\nscene:\nscript: [end: done]\n" * n),
    "duplicate keys": (3000, lambda n: HEAD + "variables:\n" + "  v: 0..6\n" * n),
    "duplicate options": (1000, lambda n: one("  - choose:\n      o: {do: Wait.}\n" * n)),
    "duplicate fragments": (400, lambda n: one("", "memories: {f: {owner: ann, title: x, provenance: said, surfaced: y}}\n---\n" * n)),
    "stray words of a scene": (1500, lambda n: HEAD + "---\nscene: s0\nscript: [end: done]\n" + "".join(f"stray{k}: x\n" for k in range(n))),
    "stray words of the story": (1500, lambda n: HEAD + "".join(f"stray{k}: x\n" for k in range(n))),
    "stray words of an option": (1500, lambda n: one("  - choose:\n      o:\n" + "".join(f"        stray{k}: x\n" for k in range(n)))),
    "stray steps": (800, lambda n: one("".join(f"  - orlik{k}: x\n" for k in range(n)), "cast:\n" + "".join(f"  c{k}: x\n" for k in range(n)))),
    "nearly speakers": (800, lambda n: one("".join(f"  - |\n    c{k}x: Rain.\n" for k in range(n)), "cast:\n" + "".join(f"  c{k}: x\n" for k in range(n)))),
    "nearly speakers in one passage": (800, lambda n: one("  - |\n" + "".join(f"    c{k}x: Rain.\n" for k in range(n)), "cast:\n" + "".join(f"  c{k}: x\n" for k in range(n)))),
    "nearly speakers without a space": (800, lambda n: one("  - |\n" + "".join(f"    c{k}:Rain.\n" for k in range(n)), "cast:\n" + "".join(f"  c{k}: x\n" for k in range(n)))),
    "speech by many": (800, lambda n: one("".join(f"  - c{k}: Rain.\n" for k in range(n)), "cast:\n" + "".join(f"  c{k}: x\n" for k in range(n)))),
    "scenes and cast": (400, lambda n: scenes(n, lambda k: f"  - c{k}: Rain.\n  - goto: s{(k + 1) % n}\n") + "---\ncast:\n" + "".join(f"  c{k}: x\n" for k in range(n))),
    "options": (1500, lambda n: one(options(n))),
    "options nested": (10, lambda n: one(nested(n))),
    "a hub": (800, lambda n: one("  - hub:\n" + "".join(f"      o{k}: {{do: Wait., leave: true}}\n" for k in range(n)))),
    "hubs": (400, lambda n: one("".join(f"  - hub: {{o{k}: {{do: Wait., leave: true}}, p{k}: Wait.}}\n" for k in range(n)))),
    "menus in a loop": (300, lambda n: one("".join(f"  - label: l{k}\n    choose: {{o{k}: {{do: Wait., goto: .l0}}, p{k}: Wait.}}\n" for k in range(n)))),
    "offers": (400, lambda n: HEAD + "---\nscene: s0\nscript:\n  - choose: {from: t, x: Wait.}\n  - end: done\n" + "".join(f"---\nscene: s{k}\noffer: {{in: t, do: Go.}}\nscript: [Rain.]\n" for k in range(1, n))),
    "offers and menus": (60, lambda n: HEAD + "---\nscene: s0\nscript:\n" + "".join(f"  - choose: {{from: t, x{k}: Wait.}}\n" for k in range(n)) + "  - end: done\n" + "".join(f"---\nscene: s{k}\noffer: {{in: t, do: Go.}}\nscript: [Rain.]\n" for k in range(1, n))),
    "offer tags and menus": (300, lambda n: HEAD + "---\nscene: s0\nscript:\n" + "".join(f"  - choose: {{from: t{k}, x{k}: Wait.}}\n" for k in range(1, n)) + "  - end: done\n" + "".join(f"---\nscene: s{k}\noffer: {{in: t{k}, do: Go.}}\nscript: [Rain.]\n" for k in range(1, n))),
    "ifs in a row": (1500, lambda n: one("  - if: visits(s0) == 1\n    then: Rain.\n" * n)),
    "if else nested": (10, lambda n: one("  - " + "{if: visits(s0) == 1, then: a, else: " * n + "b" + "}" * n + "\n")),
    "match": (1500, lambda n: one("  - match: v\n" + "".join(f"    {k}: Rain.\n" for k in range(n)), "variables: {v: 0..9999}\n")),
    "match unknown": (800, lambda n: one("  - match: v +\n" + "".join(f"    {k}: Rain.\n" for k in range(n)))),
    "match in words": (800, lambda n: one('  - "{match v? ' + "|".join(f"{k} = x" for k in range(n)) + '}"\n', "variables: {v: 0..9999}\n")),
    "chance": (1000, lambda n: one("  - chance:\n" + "".join(f"      b{k}: Rain.\n" for k in range(n)))),
    "sequence": (2000, lambda n: one("  - sequence:\n" + "      - Rain.\n" * n)),
    "words that vary": (2000, lambda n: one("  - |\n" + "    {a|b}\n" * n)),
    "alternatives": (4000, lambda n: one('  - "{' + "a|" * n + 'b}"\n')),
    "variables": (1500, lambda n: one("".join(f"  - note: \"{{v{k}}}\"\n" for k in range(n)), variables(n))),
    "unused variables": (1500, lambda n: one("", variables(n))),
    "chapters with variables": (200, lambda n: HEAD + "".join(f"---\nchapter: C{k}\nvariables: {{w{k}: 0..6}}\n---\nscene: s{k}\nscript:\n  - note: \"{{w{k}}}\"\n  - goto: s{k + 1}\n" for k in range(n)) + f"---\nscene: s{n}\nscript: [end: done]\n"),
    "chapters with defines": (200, lambda n: HEAD + variables(1) + "define:\n" + "".join(f"  d{k}: v0 == 1\n" for k in range(n)) + "".join(f"---\nchapter: C{k}\n---\nscene: s{k}\nscript:\n  - if: d{k}\n    then: Rain.\n  - goto: s{k + 1}\n" for k in range(n)) + f"---\nscene: s{n}\nscript: [end: done]\n"),
    "defines wrong in every chapter": (60, lambda n: HEAD + "define:\n" + "".join(f"  d{k}: nothing{k} == 1\n" for k in range(n)) + "".join(f"---\nchapter: C{k}\n---\nscene: s{k}\nscript:\n" + "".join(f"  - if: d{m}\n    then: Rain.\n" for m in range(n)) + f"  - goto: s{k + 1}\n" for k in range(n)) + f"---\nscene: s{n}\nscript: [end: done]\n"),
    "a chain of defines": (30, lambda n: one("", "variables: {v: false}\ndefine:\n  d0: v\n" + "".join(f"  d{k}: d{k - 1}\n" for k in range(1, n)))),
    "a long chain of defines": (800, lambda n: one("", "variables: {v: false}\ndefine:\n  d0: v\n" + "".join(f"  d{k}: d{k - 1}\n" for k in range(1, n)))),
    "defines round": (800, lambda n: one("", "define:\n" + "".join(f"  d{k}: d{(k + 1) % n}\n" for k in range(n)))),
    "wrong defines": (800, lambda n: one("", "define:\n" + "".join(f"  d{k}: nothing{k}\n" for k in range(n)))),
    "phrases": (800, lambda n: one("".join(f'  - "{{p{k}}}"\n' for k in range(n)), "phrases:\n" + "".join(f'  p{k}: "{{if visits(s0) == 1? a|b}}"\n' for k in range(n)))),
    "wrong phrases": (600, lambda n: one("", "phrases:\n" + "".join(f'  p{k}: "{{nothing{k}}}"\n' for k in range(n)))),
    "phrases round": (800, lambda n: one("", "phrases:\n" + "".join(f'  p{k}: "{{p{(k + 1) % n}}}"\n' for k in range(n)))),
    "a large phrase named often": (100, lambda n: one('  - "{p}"\n' * n, "phrases:\n  p: \"" + "{if visits(s0) == 1? a|b}" * n + '"\n')),
    "a condition": (30, lambda n: one(f"  - if: {' and '.join(f'v{k} == 1' for k in range(n))}\n    then: Rain.\n", variables(n))),
    "a long condition": (2000, lambda n: one(f"  - if: {' and '.join(f'v{k} == 1' for k in range(n))}\n    then: Rain.\n", variables(n))),
    "brackets": (2000, lambda n: one(f"  - if: {'(' * n}v0 == 1{')' * n}\n    then: Rain.\n", variables(1))),
    "words of a list": (2000, lambda n: one(f"  - if: v0 in {{{', '.join(str(k) for k in range(n))}}}\n    then: Rain.\n", variables(1))),
    "effects": (2000, lambda n: one("  - set:\n" + "      - v0 += 1\n" * n, variables(1))),
    "wrong effects": (1000, lambda n: one("  - set:\n" + "".join(f"      - w{k} += 1\n" for k in range(n)), variables(n))),
    "a huge enum": (2000, lambda n: one("", "variables: {v: " + " | ".join(f"w{k}" for k in range(n)) + "}\n")),
    "a huge set": (2000, lambda n: one("", "variables: {v: \"set of " + ", ".join(f"w{k}" for k in range(n)) + "\"}\n")),
    "a set that starts full": (2000, lambda n: one("", "variables: {v: \"set of a, b = " + ", ".join("a" for k in range(n)) + "\"}\n")),
    "was": (800, lambda n: HEAD + "".join(f"---\nscene: s{k}\nwas: [t{k}]\nscript: [end: done]\n" for k in range(n))),
    "was of options": (100, lambda n: HEAD + f"---\nscene: s0\nwas: [{', '.join(f't{k}' for k in range(n))}]\nscript:\n  - choose: {{o: {{do: Wait., was: [{', '.join(f'p{k}' for k in range(n))}]}}}}\n  - end: done\n"),
    "tags": (2000, lambda n: HEAD + f"---\nscene: s0\ntags: [{', '.join(f't{k}' for k in range(n))}]\nscript: [end: done]\n"),
    "braces": (4000, lambda n: one("  - |\n    " + "{" * n + "\n")),
    "braces closed": (4000, lambda n: one("  - |\n    " + "{a" * n + "}" * n + "\n")),
    "braces with ifs": (2000, lambda n: one("  - |\n    " + "{if " * n + "\n")),
    "braces with ifs and marks": (2000, lambda n: one("  - |\n    " + "{if a? " * n + "\n")),
    "braces unclosed on lines": (2000, lambda n: one("  - |\n" + "    {a\n\n" * n)),
    "values in braces": (2000, lambda n: one("  - |\n    " + "{v0} " * n + "\n", variables(1))),
    "closing braces": (4000, lambda n: one("  - |\n    " + "}" * n + "\n")),
    "emphasis": (4000, lambda n: one("  - |\n    " + "_a " * n + "\n")),
    "emphasis signs": (4000, lambda n: one("  - |\n    " + "*" * n + "\n")),
    "backslashes": (4000, lambda n: one("  - |\n    " + "\\" * n + "\n")),
    "quotation marks": (4000, lambda n: one("  - |\n    " + "\"'" * n + "\n")),
    "a long word": (100_000, lambda n: one("  - |\n    " + "a" * n + "\n")),
    "a long line of spaces": (100_000, lambda n: one("  - |\n    a" + " " * n + "b\n")),
    "a long id": (100_000, lambda n: one(f"  - goto: {'a' * n}\n")),
    "a long speaker": (50_000, lambda n: one("  - |\n    " + "a" * n + ": Rain.\n")),
    "a long manner": (50_000, lambda n: one("  - |\n    orlick (" + "(" * n + ": Rain.\n")),
    "a long key": (50_000, lambda n: one(f"  - ? {'a' * n}\n    : Rain.\n")),
    "a long number": (50_000, lambda n: one("", f"variables: {{v: 0..{'9' * n}}}\n")),
    "a long number in a condition": (50_000, lambda n: one(f"  - if: v0 == {'9' * n}\n    then: Rain.\n", variables(1))),
    "lines in a passage": (10_000, lambda n: one("  - |\n" + "    Rain.\n" * n)),
    "paragraphs": (5_000, lambda n: one("  - |\n" + "    Rain.\n\n" * n)),
    "speech in a passage": (5_000, lambda n: one("  - |\n" + "    orlick (low): Rain.\n" * n)),
    "speech with blank lines": (5_000, lambda n: one("  - orlick: |\n" + "      Rain.\n\n" * n)),
    "many blank lines in speech": (20_000, lambda n: one("  - orlick: |\n      a" + "\n" * n + "      b\n")),
    "blanks in speech": (5_000, lambda n: one("  - orlick: |\n      a" + " \t" * n + "\n      b\n")),
    "folded": (5_000, lambda n: one("  - >\n" + "    Rain.\n" * n)),
    "double quotes on lines": (5_000, lambda n: one('  - "' + "a\n    " * n + '"\n')),
    "escapes": (5_000, lambda n: one('  - "' + "\\_\\0" * n + '"\n')),
    "escapes on lines": (2_000, lambda n: one("".join(f'  - "a\\_{k}"\n' for k in range(n)))),
    "flow lists": (30_000, lambda n: "[" * n),
    "flow lists closed": (30_000, lambda n: "[" * n + "]" * n),
    "flow mappings": (10_000, lambda n: "{a: " * n),
    "flow keys": (10_000, lambda n: one("  - {" + "? a, " * n + "}\n")),
    "documents": (2_000, lambda n: "---\na: b\n" * n),
    "empty documents": (20_000, lambda n: "---\n" * n),
    "document ends": (5_000, lambda n: "a: b\n...\n" * n),
    "directives": (3_000, lambda n: "%YAML 1.1\n" * n + "---\na: b\n"),
    "aliases": (5_000, lambda n: "a: &a x\n" + "".join(f"k{k}: *a\n" for k in range(n))),
    "alias bomb": (300, lambda n: "a0: &a0 [x]\n" + "".join(f"a{k}: &a{k} [*a{k - 1}, *a{k - 1}]\n" for k in range(1, n))),
    "tags of YAML": (5_000, lambda n: "".join(f"k{k}: !t x\n" for k in range(n))),
    "merges": (3_000, lambda n: "<<: *a\n" * n),
    "broken entries": (100, lambda n: HEAD + "---\nscene: s0\nscript:\n" + "  - a: b: c\n" * n),
    "many broken entries": (3_000, lambda n: HEAD + "---\nscene: s0\nscript:\n" + "  - a: b: c\n" * n),
    "broken documents": (500, lambda n: HEAD + "---\nscene: s0\nscript: [\n" * n),
    "tabs": (5_000, lambda n: HEAD + "\t\n" * n + "\ta: b\n"),
    "tabs at the beginning": (3_000, lambda n: HEAD + "---\nscene: s0\nscript:\n" + "\t- a\n" * n),
    "control characters": (50_000, lambda n: "\x01" * n),
    "control characters on lines": (10_000, lambda n: "\x01\n" * n),
    "scene lines in damaged files": (800, lambda n: HEAD + "---\n}\n" + "".join(f"---\nscene: t{k}\nscript: [\n" for k in range(n))),
    "comments": (5_000, lambda n: HEAD + "".join(f"# {k}\n" for k in range(n))),
    "prose lost in comments": (3_000, lambda n: one("  - Rain. # lost\n" * n)),
    "todos": (3_000, lambda n: one("  - todo: Rain.\n" * n)),
    "unplayed steps": (2_000, lambda n: one("  - end: done\n" * n)),
    "colons": (20_000, lambda n: "a" + ":" * n),
    "dashes": (10_000, lambda n: "- " * n),
    "questions": (10_000, lambda n: "? " * n),
    "percent": (10_000, lambda n: "%" * n),
    "pipes": (5_000, lambda n: "- |\n" * n),
    "anchors": (5_000, lambda n: "&a " * n),
    "hashes": (20_000, lambda n: "a: b" + " #" * n),
    "spaced hashes": (20_000, lambda n: one("  - |\n    " + "a # " * n + "\n")),
    "stairs": (50, lambda n: HEAD + "".join(" " * k + "a:\n" for k in range(n))),
    "stairs back": (1_000, lambda n: HEAD + "a:\n" + "".join(" " * (n - k) + "b: c\n" for k in range(n))),
    "plain on many lines": (5_000, lambda n: one("  - a\n" + "    b\n" * n)),
    "callees that go on to one long road": (150, lambda n: HEAD + "---\nscene: s0\nscript:\n" + "".join(f"  - call: c{k}\n" for k in range(n)) + "  - end: done\n" + "".join(f"---\nscene: c{k}\nscript: [goto: r0]\n" for k in range(n)) + "".join(f"---\nscene: r{k}\nscript: [goto: r{k + 1}]\n" for k in range(n)) + f"---\nscene: r{n}\nscript: [Rain.]\n"),
    "callees that return to many": (80, lambda n: HEAD + "---\nscene: s0\nscript:\n" + "".join("  - call: c\n" for k in range(n)) + "  - end: done\n---\nscene: c\nscript:\n" + "".join(f"  - return: r{k}\n    if: visits(s0) == {k % 90}\n" for k in range(n)) + "".join(f"---\nscene: r{k}\nscript: [end: done]\n" for k in range(n))),
    "leads": (400, lambda n: "story: {id: small, title: Small}\nleads:\n" + "".join(f"  l{k}: {{name: L, start: s{k}}}\n" for k in range(n)) + "endings: {done: {title: Done}}\n" + "".join(f"---\nscene: s{k}\nscript: [end: done]\n" for k in range(n))),
    "leads of chapters": (300, lambda n: "story: {id: small, title: Small}\nleads:\n" + "".join(f"  l{k}: {{name: L, start: s{k}}}\n" for k in range(n)) + "endings: {done: {title: Done}}\n" + "".join(f"---\nchapter: C{k}\nlead: l{k}\n---\nscene: s{k}\nscript: [end: done]\n" for k in range(n))),
    "starts that are missing": (400, lambda n: "story: {id: small, title: Small}\nleads:\n" + "".join(f"  l{k}: {{name: L, start: t{k}aa}}\n" for k in range(n)) + "endings: {done: {title: Done}}\n" + "".join(f"---\nscene: s{k}bb\nscript: [end: done]\n" for k in range(n))),
    "endings": (800, lambda n: one("".join(f"  - end: e{k}\n    if: visits(s0) == 1\n" for k in range(n)), "endings:\n" + "".join(f"  e{k}: {{title: E}}\n" for k in range(n))).replace("endings: {done: {title: Done}}", "endings: {done: {title: D}}", 0)),
    "visits of many": (400, lambda n: one("".join(f"  - if: visits(t{k}a) >= 1\n    then: Rain.\n" for k in range(n))) + "".join(f"---\nscene: u{k}b\nscript: [end: done]\n" for k in range(n))),
    "chose of many": (400, lambda n: one(options(n) + "".join(f"  - if: chose(s0.p{k}a)\n    then: Rain.\n" for k in range(n)))),
}  # fmt: skip


def options_to(count: int) -> str:
    return (
        "  - choose:\n"
        + "".join(f"      o{n}: {{do: Wait., once: false, goto: s{n}}}\n" for n in range(count))
        + "      z: {do: Wait., then: {end: done}}\n"
    )


def nested(deep: int) -> str:
    text, margin = "", "  "
    for n in range(deep):
        text += f"{margin}- choose:\n{margin}    o{n}:\n{margin}      do: Wait.\n{margin}      then:\n"
        margin += "        "
    return f"{text}{margin}- Rain.\n"


def load(text: str) -> None:
    """Everything that `citadel check` does to a text."""
    source = Source("a.yaml", text)
    story, found = parse_story([source])
    found = [*found, *check_story(story)]
    if not has_errors(found):
        compile_story(story)


def seconds(text: str) -> float:
    started = time.perf_counter()
    load(text)
    return time.perf_counter() - started


def main(names: list[str]) -> None:
    for name in names or SHAPES:
        size, make = SHAPES[name]
        times = [min(seconds(make(size * many)) for _ in range(2)) for many in (1, 2, 4)]
        weights = [len(make(size * many)) for many in (1, 2, 4)]
        worst = max(times[1] / times[0] / (weights[1] / weights[0]), times[2] / times[1] / (weights[2] / weights[1]))
        sign = "  <--" if worst > 1.6 and times[2] > 0.05 else ""
        print(f"{name:42} {times[0]:7.3f} {times[1]:7.3f} {times[2]:7.3f} s  {2 * worst:5.1f}{sign}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
