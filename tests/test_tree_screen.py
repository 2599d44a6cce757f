"""The tree of a game on the screen: going about in it, naming, comparing, deleting; keys, mouse, sizes."""

from __future__ import annotations

import pytest

from game.language.program import Program
from game.play.game_tree import tree_of
from game.play.saves import SavedGame, save
from game.play.session import Branch, Session
from game.shell.app.compare_screen import CompareScreen
from game.shell.app.tree_screen import TreeScreen
from game.shell.app.tree_view import TreeView
from game.shell.shelf import story_shelf
from tests.screens import Reader, matches_snapshot, read
from tests.walks import compiled, walk

COAT, WAIT, TEA = "kitchen.coat", "kitchen.wait", "kitchen.tea"


def branched(kitchen: Program) -> SavedGame:
    """Waited after the coat, named; in its place tea, where the game is."""
    session = walk(kitchen, COAT, WAIT).named(2, "the screws").go_to((COAT,)).play(TEA)
    return save(session)


def meets(kitchen: Program, body: object, size: tuple[int, int] = (80, 24), saved: SavedGame | None = None) -> None:
    read(kitchen, body, size=size, go_on_from=(saved or branched(kitchen), 99))  # type: ignore[arg-type]


def tree(reader: Reader) -> TreeView:
    return reader.app.screen.query_one(TreeView)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
def test_the_tree_shows_every_page_and_where_one_is(kitchen: Program, size: tuple[int, int]) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("t")
        assert isinstance(reader.app.screen, TreeScreen)
        matches_snapshot(f"tree_{size[0]}x{size[1]}", reader.screen)
        await reader.press("t")
        assert isinstance(reader.app.screen, TreeScreen), "t is the tree’s key, and no longer the theme’s"
        await reader.press("q")
        assert reader.reading

    meets(kitchen, body, size)


def test_one_goes_to_a_page_of_another_way_and_back(kitchen: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("t", "up", "enter")
        assert reader.reading
        assert reader.session.path == (COAT, WAIT)
        assert Branch((COAT, TEA)) in reader.session.branches
        assert "› Say nothing and count the screws." in reader.screen
        await reader.press("t", "left", "enter")
        assert reader.session.path == (COAT, TEA)
        assert reader.session.branches == (Branch((COAT, WAIT), "the screws"),)

    meets(kitchen, body)


def test_what_is_gone_to_is_kept_with_the_whole_tree(kitchen: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("t", "home", "enter")
        assert reader.session.path == ()
        reader.app.keeper.flush()
        shelf = story_shelf(reader.app.options.saves, "kitchen")
        kept = shelf.read("autosave-daniel")
        assert (kept.path, len(kept.branches)) == ((), 2)

    meets(kitchen, body)


def test_the_page_that_is_gone_to_can_be_played_on_from(kitchen: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("t", "up", "up", "enter", "3")
        assert reader.session.path[0] == COAT and len(reader.session.path) > 1

    meets(kitchen, body)


def test_a_page_is_named_and_its_name_taken_away(kitchen: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("t", "home", "e", *"start", "enter")
        assert "“start”" in reader.screen and "Named" in reader.hint
        assert Branch((), "start") in reader.session.branches
        await reader.press("e", *["backspace"] * 5, "enter")
        assert "“start”" not in reader.screen
        await reader.press("q", "1")
        assert len(reader.session.path) > 2, "the page under the tree still plays"

    meets(kitchen, body)


def test_a_key_in_a_name_is_a_letter(kitchen: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("t", "home", "e", *"cdTqu", "enter")
        assert "“cdTqu”" in reader.screen

    meets(kitchen, body)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
def test_two_ways_are_compared_where_they_part(kitchen: Program, size: tuple[int, int]) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("t", "c")
        assert "marked" in reader.screen
        await reader.press("up", "c")
        assert isinstance(reader.app.screen, CompareScreen)
        matches_snapshot(f"compare_{size[0]}x{size[1]}", reader.screen)
        await reader.press("tab", "j", "k", "pagedown", "home", "right", "left", "end", "q")
        assert isinstance(reader.app.screen, TreeScreen)

    meets(kitchen, body, size)


def test_a_page_marked_twice_is_compared_with_the_way_one_is_on(kitchen: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("t", "up", "c", "c")
        assert isinstance(reader.app.screen, CompareScreen)
        await reader.press("1")
        assert reader.reading and reader.session.path == (COAT, WAIT)

    meets(kitchen, body)


def test_one_way_is_not_compared_with_itself(kitchen: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("t", "c", "home", "c")
        assert isinstance(reader.app.screen, TreeScreen) and "one way" in reader.hint
        await reader.press("c")
        assert "marked" not in reader.screen

    meets(kitchen, body)


def test_a_way_is_deleted_and_brought_back_but_not_the_one_that_is_played(kitchen: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("t", "d")
        assert "You are on this way" in reader.hint
        before = reader.session
        await reader.press("up", "d")
        assert reader.session.branches == ()
        await reader.press("q", "t", "u")
        assert reader.session == before
        assert "“the screws”" in reader.screen
        await reader.press("u")
        assert "Nothing has been deleted" in reader.hint

    meets(kitchen, body)


def test_a_click_points_and_a_second_one_goes(kitchen: Program) -> None:
    async def body(reader: Reader) -> None:
        await reader.press("t")
        at = (12, reader.row_of("count the screws"))
        await reader.pilot.click(offset=at)
        await reader.pilot.pause()
        assert isinstance(reader.app.screen, TreeScreen) and tree(reader).node.path == (COAT, WAIT)
        await reader.pilot.click(offset=at)
        await reader.pilot.pause()
        assert reader.reading and reader.session.path == (COAT, WAIT)

    meets(kitchen, body)


def long_game(moves: int) -> Session:
    """A game in which one goes round and round, turning off now and then."""
    program = compiled(
        "story: {id: rounds, title: Rounds, version: 1.0.0}\nleads: {vera: {name: Vera, start: yard}}\n---\nscene: yard\n"
        "place: The yard\nscript:\n- The yard.\n- choose:\n    on: {do: Walk on., once: false, goto: yard}\n"
        "    back: {do: Turn round., once: false, goto: yard}\n"
    )
    return walk(program, *["yard.on"] * moves)


@pytest.mark.parametrize(("moves", "rows"), [(30, 31), (60, 3)])
def test_a_long_game_is_folded_and_unfolded(moves: int, rows: int) -> None:
    session = long_game(moves)

    async def body(reader: Reader) -> None:
        await reader.press("t")
        assert len(tree(reader)._listed) == rows
        if rows == 3:
            await reader.press("up")
            assert "59 choices" in reader.screen
            await reader.press("e", "d", "c")
            assert isinstance(reader.app.screen, TreeScreen), "what is folded is no page"
            await reader.press("enter")
            assert len(tree(reader)._listed) == 61
            await reader.press("f", "f")
            assert len(tree(reader)._listed) == 3
        await reader.press("f", "home", "down", "enter")
        assert len(reader.session.path) in (1, moves)

    read(session.program, body, go_on_from=(save(session), moves))


def test_thousands_of_pages_are_laid_out_a_screenful_at_a_time() -> None:
    session = long_game(3_000)

    async def body(reader: Reader) -> None:
        await reader.press("t", "f", "home")
        view = tree(reader)
        assert view.pages == len(tree_of(session).nodes) == 3_001
        assert "The beginning" in reader.screen
        await reader.press("end", "pageup", "up", "home")
        assert len(view._made) < 200

    read(session.program, body, go_on_from=(save(session), 3_000))
