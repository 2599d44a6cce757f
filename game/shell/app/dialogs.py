"""Short questions over the page: a name for a saved game, and what to do with one that the story has outgrown."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from game.shell.app.choice_list import ChoiceList, Item
from game.shell.app.keys import DIALOG, bindings_of


class NameDialog(ModalScreen[str | None]):
    """Asks for a line: a name, unless another question is given. Enter takes it, escape does not."""

    BINDINGS = bindings_of(DIALOG)
    DEFAULT_CSS = """
    NameDialog { align: center middle; }
    NameDialog Vertical { width: 60; max-width: 100%; height: auto; background: $background; border: round $border;
                          padding: 1 2; }
    NameDialog Input, NameDialog Input:focus { border: none; height: 1; background: $raised; padding: 0 1;
                                               margin-top: 1; }
    NameDialog .under { color: $quiet; margin-top: 1; }
    """

    def __init__(
        self,
        proposed: str,
        question: str = "Save this moment as",
        verb: str = "saves",
        most: int = 60,
        *,
        may_be_empty: bool = False,
    ) -> None:
        super().__init__()
        self._may_be_empty = may_be_empty
        self._proposed = proposed
        self._question = question
        self._verb = verb
        self._most = most

    def compose(self) -> ComposeResult:
        """A question and a line to write on."""
        with Vertical():
            yield Static(Content(self._question))
            yield Input(self._proposed, select_on_focus=True, max_length=self._most)
            yield Static(Content(f"enter {self._verb}   esc or ctrl+q goes back"), classes="under")

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Hand the name back."""
        name = " ".join(message.value.split())
        self.dismiss(name if name or self._may_be_empty else None)

    def action_leave(self) -> None:
        """No name."""
        self.dismiss(None)


class Question(ModalScreen[str | None]):
    """Says something in a sentence or two, and lets the reader choose what follows."""

    BINDINGS = bindings_of(DIALOG)
    DEFAULT_CSS = """
    Question { align: center middle; }
    Question Vertical { width: 74; max-width: 100%; height: auto; background: $background; border: round $border;
                        padding: 1 2; }
    Question ChoiceList { height: auto; margin-top: 1; }
    """

    def __init__(self, words: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._words = words
        self._choices = choices

    def compose(self) -> ComposeResult:
        """The words and the choices."""
        with Vertical():
            yield Static(Content(self._words))
            choices = ChoiceList([Item(id, words) for id, words in self._choices], id="choices")
            choices.styles.height = len(self._choices)
            yield choices

    def on_choice_list_taken(self, message: ChoiceList.Taken) -> None:
        """Hand the choice back."""
        self.dismiss(message.item.id)

    def action_leave(self) -> None:
        """Nothing was chosen."""
        self.dismiss(None)
