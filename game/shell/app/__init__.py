"""The full-screen app. Only its title card is light; all else is imported when the card is on the screen."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from game.shell.app.card import clear_card, show_card

if TYPE_CHECKING:
    from game.shell.options import Options


def run_app(options: Options) -> int:
    """Play in the whole terminal, and return the exit code, which is 0. An error of our own is raised when the app is done.

    The card is shown first; the story is read while it stands. UsageError, Unreadable or StoryMistakes where there is
    no story to play or no saved game to replay: then the terminal is as it was.
    """
    show_card(options.story)
    gc.disable()
    try:
        from game.play.opposite import ALONE
        from game.shell import crash
        from game.shell.games import find_lead, game_to_begin, open_story

        crash.remember_terminal()
        replayed = begun = None
        if options.replay is not None:
            from game.shell.recordings import open_recording

            recording = open_recording(options.replay, options.saves, options.story)
            program, replayed = recording.program, recording.restored
        else:
            program = open_story(options.story)
        if options.lead is not None:
            options = options._replace(lead=find_lead(program, options.lead))
        company = ALONE
        if options.opposite or options.before is not None:
            from game.shell.opposite import company_of, lead_beside

            company = company_of(program, options.opposite, options.before, options.saves, options.story)
            lead_beside(program, options.lead, company)
        if options.at is not None:
            begun = game_to_begin(program, options, options.lead, company)
        from game.shell.app.main import CitadelApp

        app = CitadelApp(program, options, replayed, company, begun)
        code = app.run()
    except BaseException:
        clear_card()
        raise
    finally:
        gc.enable()
    app.keeper.flush()
    if app.profile is not None:
        app.profile.close()
    if app.crashed is not None:
        raise app.crashed
    return code or 0
