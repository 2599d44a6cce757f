"""A story with every kind of way, whose texts try to break out of each format, for the tests of the graph."""

from __future__ import annotations

from game.language.checker import check_story
from game.language.model import Story
from game.language.parser import parse_story
from game.language.ways import never_entered, ways_of
from game.shell.graph_chart import Chart, chart_of
from game.text.diagnostic import has_errors
from game.text.source import Source

TITLE = '1. <b>Mix</b> & "Match" \\N #quot; `x` %%'
STORY = """\
story: {id: mix, title: '1. <b>Mix</b> & "Match" \\N #quot; `x` %%', version: 1.0.0, author: x, language: en}
leads: {ann: {name: 'Ann </text><script>&lt; \\G "Q"', start: hall}, bob: {name: Bob, start: yard}}
cast: {c: C}
variables: {heat: 0..3}
memories:
  stove: {owner: ann, title: Stove, provenance: lived, surfaced: A., recovered: B., script: [{call: attic}]}
endings: {done: {title: "Done ]]> -->", about: O.}, never: {title: Never, about: N.}}
---
chapter: 'One & "<only>"'
---
scene: hall
place: 'Hall <x> & "y" \\N'
script:
  - label: top
    choose:
      from: roofs
      cellar_way: {do: '1. Go `down` | <b>x</b> "q" #quot; %% -->', then: [{call: cellar}]}
      gun: {say: Who?, if: heat >= 2, goto: yard.gate}
      back: {do: Back., goto: .top}
      style: {do: 'style: a;', set: heat += 1, goto: yard}
      again: {do: Again., goto: yard}
      else: [{goto: yard}]
  - recover: stove
  - chance: {wakes: {odds: 1, about: He wakes, then: [{goto: hall}]}, sleeps: {odds: 2, then: [{end: done}]}}
---
scene: cellar
script:
  - Dark.
  - if: heat >= 2
    then: [{return: yard}]
---
scene: roof
offer: {in: roofs, do: Up., if: heat >= 1}
script: [High.]
---
scene: attic
offer: {in: roofs, say: Attic?}
script: [High.]
---
scene: lost
script: [{goto: end}]
---
chapter: Two
---
scene: yard
script:
  - Yard.
  - label: gate
    choose: {a: {do: A., goto: end}, b: {do: B., goto: hall}}
---
scene: end
script: [{call: cellar}, {end: done}]
"""


def story_of(text: str = STORY) -> Story:
    """The story read; it must be one without errors."""
    story, mistakes = parse_story([Source("mix.yaml", text)])
    assert not has_errors([*mistakes, *check_story(story)])
    return story


def chart(chapter: str | None = None, text: str = STORY) -> Chart:
    """The story's chart."""
    story = story_of(text)
    return chart_of(story, ways_of(story), never_entered(story), chapter)


def large(scenes: int) -> str:
    """A story of that many scenes in chapters of fifty, each leading to the next and to one some way on."""
    parts = ["story: {id: large, title: Large, version: 1.0.0}\nleads: {a: {name: A, start: s0}}"]
    parts.append("endings: {done: {title: Done, about: O.}}")
    documents = ["\n".join(parts)]
    for n in range(scenes):
        if n % 50 == 0:
            documents.append(f"chapter: Chapter {n // 50 + 1}")
        ways = f"{{on: {{do: On., goto: s{n + 1}}}, far: {{do: Far., goto: s{min(n + 7, scenes - 1)}}}}}"
        script = "[{end: done}]" if n == scenes - 1 else f"[{{choose: {ways}}}]"
        documents.append(f"scene: s{n}\nscript: {script}")
    return "\n---\n".join(documents) + "\n"
