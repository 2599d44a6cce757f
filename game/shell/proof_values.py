"""What a proof found, for programs: every verdict as plain values."""

from __future__ import annotations

from game.language.program import Program
from game.play.replay_code import CodeError, share
from game.play.session import replay
from game.play.transcript import as_text
from game.proof.verdicts import Verdict, Witness
from game.shell.proof_told import Told, place_of


def proof_as_values(told: Told) -> dict[str, object]:
    """A proof as values: every verdict, those that hold too."""
    judgement = told.judgement
    return {
        "states": judgement.states,
        "complete": judgement.complete,
        "refuted": len(told.refuted),
        "not_settled": len(told.open),
        "verdicts": [_verdict_as_values(told, each) for each in judgement.verdicts],
    }


def _verdict_as_values(told: Told, each: Verdict) -> dict[str, object]:
    span = place_of(told, each)
    fault = each.outcome == "refuted"
    return {
        "kind": each.item.kind,
        "id": each.item.id,
        "lead": each.item.lead,
        "what": each.item.what,
        "outcome": each.outcome,
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "states": each.states,
        "why": each.why,
        "follows": told.follows.get(each.item.key),
        "shortest": each.shortest,
        "witness": None if each.witness is None else _witness_as_values(told.program, each.witness, fault),
    }


def _witness_as_values(program: Program, witness: Witness, fault: bool) -> dict[str, object]:
    setup = witness.setup
    values: dict[str, object] = {
        "lead": setup.lead,
        "seed": setup.seed,
        "finished": list(setup.finished),
        "ghost": setup.ghost,
        "before": setup.before,
        "path": list(witness.path),
    }
    if fault:
        try:
            session = replay(program, setup, witness.path)
            values |= {"code": share(session), "transcript": as_text(session)}
        except (KeyError, CodeError):
            return values
    return values
