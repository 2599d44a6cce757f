"""How long it takes to prove a story of 400 scenes and 80,000 words, in how much memory, and whether planted faults are found.

    python -m tests.bench.proof [--seeds 10] [--scenes 400] [--seconds 120]

Each seed's story is made, compiled and judged in a process of its own, on one core. Prints, for each, the seconds to settle
every item, the peak of its memory, the states seen, how much is refuted and left open, and which planted faults were found:
an option that wants two that shut each other out, a scene that nothing leads to, a choice after which there is no way out.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter

from game.language.checker import check_story
from game.language.compiler import compile_with_claims
from game.language.parser import parse_story
from game.proof.judge import judge
from game.proof.verdicts import Judgement
from game.text.source import Source
from tests.bench.proof_story import Planted, proof_story


def faults_found(planted: Planted, judgement: Judgement) -> dict[str, bool]:
    """Whether each planted fault was found for what it is."""
    verdicts = {each.item.key: each for each in judgement.verdicts}
    life = next(each for each in judgement.verdicts if each.item.kind == "life")
    trap = life.outcome == "refuted" and life.witness is not None and life.witness.path[-1] == planted.trap
    return {
        "option": verdicts[f"option {planted.option}"].outcome == "refuted",
        "scene": verdicts[f"scene {planted.scene}"].outcome == "refuted",
        "trap": trap,
    }


def measured(seed: int, scenes: int, most: float) -> dict[str, object]:
    """One story, judged in this process."""
    planted = proof_story(scenes, seed)
    story, mistakes = parse_story([Source(name, text) for name, text in planted.files.items()])
    assert not [each for each in (*mistakes, *check_story(story)) if each.severity == "error"]
    program, claims = compile_with_claims(story)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    judgement = judge(program, claims, lambda progress: time.process_time() - begun < most)
    seconds = time.process_time() - begun
    outcomes = Counter(each.outcome for each in judgement.verdicts)
    return {
        "seed": seed,
        "words": planted.words,
        "items": len(judgement.verdicts),
        "seconds": round(seconds, 1),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "before": before // 1024,
        "states": judgement.states,
        "refuted": outcomes["refuted"],
        "open": outcomes["not settled"],
        "found": faults_found(planted, judgement),
    }


def main() -> int:
    """Measures each seed in a process of its own, and tells what it found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--scenes", type=int, default=400)
    parser.add_argument("--seconds", type=float, default=120.0, help="when a story is given up")
    parser.add_argument("--seed", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.seed is not None:
        print(json.dumps(measured(given.seed, given.scenes, given.seconds)))
        return 0
    rows = []
    for seed in range(1, given.seeds + 1):
        command = [sys.executable, "-m", "tests.bench.proof", "--seed", str(seed)]
        command += ["--scenes", str(given.scenes), "--seconds", str(given.seconds)]
        row = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        rows.append(row)
        found = ", ".join(f"{name} {'found' if seen else 'MISSED'}" for name, seen in row["found"].items())
        print(
            f"seed {seed}: {row['items']:,} items, {row['words']:,} words: {row['seconds']} s, {row['megabytes']} MB, "
            f"{row['states']:,} states, {row['refuted']} refuted, {row['open']} open; {found}",
            flush=True,
        )
    seconds = [row["seconds"] for row in rows]
    whole = sum(not row["open"] for row in rows)
    print(
        f"{whole} of {len(rows)} wholly settled; seconds {min(seconds)} to {max(seconds)}, median "
        f"{statistics.median(seconds)}; at most {max(row['megabytes'] for row in rows)} MB"
    )
    return 0 if whole == len(rows) and all(all(row["found"].values()) for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
