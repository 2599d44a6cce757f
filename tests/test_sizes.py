"""Two long lists that are crossed have a bound: hostile stories are refused in time, and every real one is far below."""

from __future__ import annotations

import pytest

from game.language import control_flow
from game.language.checker import check_story
from game.language.parser import parse_story
from game.text.catalogue import lookup
from game.text.source import Source

HEAD = """\
story: {id: small, title: Small}
leads: {ann: {name: Ann, start: hall}}
endings: {done: {title: Done}}
"""


def codes(text: str) -> list[str]:
    story, mistakes = parse_story([Source("story.yaml", text)])
    return [each.code for each in (*mistakes, *check_story(story))]


@pytest.mark.parametrize("code", ["S110", "C005", "M033"])
def test_beyond_the_bound_there_is_one_mistake(code: str) -> None:
    entry = lookup(code)
    assert entry is not None
    assert codes(entry.wrong) == [code]


def test_many_scenes_that_share_a_long_road_are_not_walked_again_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    size = 60
    calls = "".join(f"  - call: side{n}\n" for n in range(size))
    sides = "".join(f"---\nscene: side{n}\nscript: [{{goto: road0}}]\n" for n in range(size))
    road = "".join(f"---\nscene: road{n}\nscript: [Rain., {{goto: road{n + 1}}}]\n" for n in range(size))
    text = (
        f"{HEAD}---\nscene: hall\nscript:\n{calls}  - end: done\n{sides}{road}---\nscene: road{size}\nscript: Snow.\n"
    )
    assert codes(text) == []
    monkeypatch.setattr(control_flow, "MOST_WALKED", 500)
    assert codes(text) == []
