"""Menus, fate's picks and questions, ready to ask: which moves are open with these values."""

from __future__ import annotations

from game.language import program as p
from game.play.page import Move, MoveKind
from game.play.values import Values, expression_reader
from game.play.words import Reading, counting, said, styled, words_of


class LinkedOption:
    """An option of a menu, ready to ask and to show."""

    __slots__ = ("condition", "locked", "move", "offered", "taken", "words")

    def __init__(self, offered: p.Offered, places: dict[str, tuple[int, int]]) -> None:
        self.offered = offered
        self.condition = None if offered.condition is None else expression_reader(offered.condition, places)
        self.taken = places[offered.taken] if offered.taken else None
        self.words = words_of(offered.words, places)
        self.locked = None if offered.locked is None else words_of(offered.locked, places)
        self.move = None if callable(self.words) else self._move(self.words, "")
        """The move as it is where it can be taken, if its words never vary."""

    def _move(self, words: str, reason: str) -> Move:
        label, styles = styled(words)
        kind: MoveKind = "say" if self.offered.spoken else "do"
        return Move(id=self.offered.id, label=label, kind=kind, locked=reason, styles=styles)

    def shown(self, run: Reading) -> Move | None:
        """The move as the player sees it now: open, greyed with the reason, or not at all."""
        # A page asks this of each of its options: what there is nothing to ask of is not asked.
        if self.taken is not None and not self.met(run.values):
            return None
        reason = ""
        if self.condition is not None and not self.condition(run.values):
            if self.locked is None:
                return None
            reason = styled(said(self.locked, run))[0]
        elif self.move is not None:
            return self.move
        return self._move(said(self.words, run), reason)

    def met(self, values: Values) -> bool:
        """Whether it was not used up by being taken."""
        return self.taken is None or not self.offered.once or not values[self.taken[0]][self.taken[1]]

    def holds(self, values: Values) -> bool:
        """Whether its condition holds."""
        return self.condition is None or bool(self.condition(values))

    def open(self, values: Values) -> bool:
        """Whether it can be taken."""
        return self.met(values) and self.holds(values)


class LinkedMenu:
    """A menu, with the option of each move id; `scenes` are those that offer themselves, the most urgent first."""

    __slots__ = ("by_id", "counting", "limit", "options", "otherwise", "scenes")

    def __init__(self, menu: p.Menu, places: dict[str, tuple[int, int]]) -> None:
        self.options = tuple(LinkedOption(option, places) for option in menu.options)
        self.scenes = tuple(LinkedOption(scene, places) for scene in menu.scenes)
        self.limit = menu.limit or len(menu.scenes)
        self.by_id = {option.offered.id: option for option in self.options}
        self.otherwise = menu.otherwise
        self.counting = any(
            counting(text)
            for each in (*menu.options, *menu.scenes)
            for text in (each.words, each.locked)
            if text is not None
        )

    def offering(self, values: Values) -> list[LinkedOption]:
        """The scenes that are offered now."""
        return [scene for scene in self.scenes if scene.open(values)][: self.limit] if self.scenes else []


class LinkedFate:
    """A pick of fate's, with the branch of each move id."""

    __slots__ = ("branches", "conditions", "dealt", "otherwise", "places", "words")

    def __init__(self, fate: p.Fate, places: dict[str, tuple[int, int]]) -> None:
        self.branches = fate.branches
        self.places = places
        self.conditions = tuple(
            None if each.condition is None else expression_reader(each.condition, places) for each in fate.branches
        )
        self.words = tuple("" if each.about is None else words_of(each.about, places) for each in fate.branches)
        self.dealt = places[fate.dealt] if fate.dealt else None
        self.otherwise = fate.otherwise

    def open(self, values: Values) -> list[int]:
        """The branches that may be picked, by index: those whose condition holds and, in a shuffle, that are still in the pack.

        Where a shuffle's open branches have all been picked, they are all in the pack again.
        """
        holding = [
            number
            for number, (branch, holds) in enumerate(zip(self.branches, self.conditions, strict=True))
            if branch.odds > 0 and (holds is None or holds(values))
        ]
        if self.dealt is None:
            return holding
        gone = values[self.dealt[0]][self.dealt[1]]
        return [number for number in holding if not gone >> number & 1] or holding


class LinkedAsk:
    """A question to which the player types an answer: its moves, and where each goes on."""

    __slots__ = ("moves", "taken", "ways")

    def __init__(self, asked: p.Asked, places: dict[str, tuple[int, int]]) -> None:
        moves = [Move(id=each.id, label=each.accepts[0], kind="answer", accepts=each.accepts) for each in asked.answers]
        self.ways = {each.id: each.to for each in asked.answers}
        self.taken = {each.id: places[each.taken] for each in asked.answers if each.taken}
        if asked.miss:
            moves.append(Move(id=asked.miss, kind="answer"))
            self.ways[asked.miss] = asked.otherwise
        self.moves = tuple(moves)
