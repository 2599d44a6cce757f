"""Citadel: stories as data, played by pure functions. The whole of it in ten lines, from an author's text to an ending:

>>> from game.language.compiler import compile_story
>>> from game.language.parser import parse_story
>>> from game.play.session import begin
>>> from game.play.state import Setup
>>> from game.text.source import Source
>>> story, mistakes = parse_story([Source("tour.yaml", '''
... story: {id: tour, title: A tour, version: 1.0.0, author: Nobody, language: en}
... leads: {you_there: {name: You, start: door}}
... endings: {inside: {title: Inside, about: It was never locked.}}
... ---
... scene: door
... script:
...   - A green door, and your own thumb on the bell.
...   - choose:
...       ring: Ring again.
...       push: {say: I'll try the handle., then: [It gives.]}
...   - end: inside
... ''')])
>>> game = begin(compile_story(story), Setup(lead="you_there"))
>>> [line.text for line in game.page.lines], [move.id for move in game.page.moves]
(['A green door, and your own thumb on the bell.'], ['door.ring', 'door.push'])
>>> game = game.play("door.push")
>>> game.page.lines[-1].text, game.page.ending.title, game.undo().path
('It gives.', 'Inside', ())
"""
