"""Which refuted items only follow from others."""

from __future__ import annotations

from game.proof.consequences import SEVERAL, follows
from game.proof.items import Items
from tests.proofs import TRAP, proved, with_claims

HEAD = "story: {id: small, title: Small}\nleads: {ann: {name: Ann, start: hall}}\nendings: {done: {title: Done, about: Over.}}\n"
TWO_DOORS = HEAD + """variables: {key: lost | held}
---
scene: hall
script:
  - choose:
      left: {do: Left., if: key == held, goto: vault}
      right: {do: Right., if: key == held, goto: vault}
      leave: {do: Leave., goto: porch}
---
scene: vault
script:
  - "Gold. {if key == held? You have the key.|You have none.}"
  - choose:
      take: {do: Take it., then: [Heavy.]}
      go: Go.
  - end: done
---
scene: porch
script:
  - Rain.
  - end: done
---
scene: attic
script:
  - Dust.
  - end: done
"""


def following(text: str) -> dict[str, str]:
    program, claims, judgement = proved(text)
    never = [each.item.key for each in judgement.refuted if each.witness is None]
    return follows(program, Items(program, claims), never)


def test_what_stands_behind_an_option_follows_from_it() -> None:
    found = following(TRAP)
    assert found["scene sky"] == found["line sky.1"] == found["option sky.fall"] == "option hall.fly"
    assert "option hall.fly" not in found
    assert "ending gone as ann" not in found


def test_what_two_options_shut_off_together_follows_from_several() -> None:
    found = following(TWO_DOORS)
    assert found["scene vault"] == SEVERAL
    assert found["option vault.take"] == found["line vault.take.1"] == SEVERAL
    assert "option hall.left" not in found and "option hall.right" not in found


def test_a_scene_that_nothing_leads_to_stands_alone_and_its_lines_follow_from_it() -> None:
    found = following(TWO_DOORS)
    assert "scene attic" not in found
    assert found["line attic.1"] == "scene attic"


def test_nothing_follows_where_nothing_is_refuted() -> None:
    program, claims = with_claims(TRAP)
    assert follows(program, Items(program, claims), []) == {}


def test_what_is_told_to_follow_never_leaves_all_untold() -> None:
    for text in (TRAP, TWO_DOORS):
        found = following(text)
        assert all(root not in found for root in found.values())
