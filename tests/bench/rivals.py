"""Our engine beside the runtimes of ink, on one synthetic story, in one run.

    python -m tests.bench.rivals [--scenes 100,1000,10000] [--only ours,inkjs] [--logic 2] [--peers FOLDER] [--rounds 3]

Nothing is installed. The peers are looked for in FOLDER (`build/peers` without the option), which is made by

    python -m venv build/peers && build/peers/bin/pip install bink inkcpp-py && npm install --prefix build/peers inkjs

inkjs also compiles the ink, so that without it only ours is measured. A peer that is missing is said and left out.
Every engine runs in processes of its own and plays by the same seeded chooser. Before a rate is printed, a digest of
all text and all options of the first two thousand pages must agree with ours.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.synthetic import as_citadel, as_ink, synthetic_story

HERE = Path(__file__).parent
ENGINES = ("ours", "inkcpp", "bink", "inkjs")
HOW_TO_GET = "python -m venv {0} && {0}/bin/pip install bink inkcpp-py && npm install --prefix {0} inkjs"

Measured = dict[str, Any]

ROWS = (
    ("choices a second", "rate", "{:,.0f}", "more"),
    ("load from source", "source_ms", "{:,.1f} ms", "less"),
    ("load compiled", "compiled_ms", "{:,.1f} ms", "less"),
    ("command, source", "start_ms", "{:,.0f} ms", "less"),
    ("command, cache", "restart_ms", "{:,.0f} ms", "less"),
    ("save at turn 50", "save_us", "{:,.0f} µs", "less"),
    ("size of the save", "save_bytes", "{:,.0f} B", "less"),
    ("restore", "restore_ms", "{:,.2f} ms", "less"),
    ("peak memory", "memory_mb", "{:,.0f} MB", "less"),
)
"""What is printed: a heading, the key of the measure, its form, and which is better. The commands are ours alone: the

whole process of `citadel play --plain`, from its start to its end after the first page.
"""


def main() -> None:
    """Measures and prints a table for each size of story."""
    asked = _arguments()
    peers = Path(asked.peers).resolve()
    commands = _commands(peers, asked.only.split(","))
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}"
    )
    for scenes in map(int, asked.scenes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            _write_story(Path(folder), scenes, asked.logic)
            measured = _measure(commands, folder, asked.rounds)
            size = sum(each.stat().st_size for each in Path(folder, "story").iterdir())
        print(f"\n{scenes:,} scenes, {size / 1e6:.1f} MB of YAML, {asked.logic} conditional effects a scene")
        _print_table(measured)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.rivals", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--scenes", default="100,1000,10000", help="sizes of story, by commas")
    parser.add_argument("--only", default=",".join(ENGINES), help="engines, by commas")
    parser.add_argument("--logic", type=int, default=2, help="conditional effects a scene")
    parser.add_argument("--peers", default="build/peers", help="the folder with the peers")
    parser.add_argument("--rounds", type=int, default=3, help="how often play is timed; the median is printed")
    return parser.parse_args()


def _write_story(folder: Path, scenes: int, logic: int) -> None:
    story = synthetic_story(scenes, logic=logic)
    (folder / "story").mkdir()
    for name, text in as_citadel(story).items():
        (folder / "story" / name).write_text(text, encoding="utf-8")
    (folder / "story.ink").write_text(as_ink(story), encoding="utf-8")


# ------------------------------------------------------------------ the engines


def _commands(peers: Path, only: list[str]) -> dict[str, list[str]]:
    """How each engine's worker is started; those that are not there are named and left out."""
    unknown = [name for name in only if name not in ENGINES]
    if unknown:
        sys.exit(f"There is no engine {', '.join(unknown)}; there are {', '.join(ENGINES)}.")
    python = peers / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    inkjs = peers / "node_modules/inkjs/dist/ink-full.js"
    commands = {
        "ours": [sys.executable, "-m", "tests.bench.worker_ours"],
        "inkcpp": [str(python), str(HERE / "worker_ink.py"), "inkcpp"],
        "bink": [str(python), str(HERE / "worker_ink.py"), "bink"],
        "inkjs": ["node", str(HERE / "worker_inkjs.js"), str(inkjs)],
    }
    there = {
        "ours": True,
        "inkcpp": _runs([str(python), "-c", "import inkcpp_py"]),
        "bink": _runs([str(python), "-c", "import bink"]),
        "inkjs": inkjs.is_file() and _runs(["node", "--version"]),
    }
    missing = [name for name in only if not there[name]]
    if missing or not there["inkjs"]:
        print(f"Not found in {peers}: {', '.join(dict.fromkeys([*missing, *(['inkjs'] * (not there['inkjs']))]))}.")
        print(f"To get the peers: {HOW_TO_GET.format(peers)}")
    if not there["inkjs"]:
        only = [name for name in only if name == "ours"]
    # inkjs comes early: its compiler writes the file that the other two read.
    order = ["ours", "inkjs", "inkcpp", "bink"]
    wanted = {*only} | ({"inkjs"} if {"inkcpp", "bink"} & {*only} else set())
    return {name: commands[name] for name in order if name in wanted and there[name]}


def _runs(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _ask(command: list[str], task: str, folder: str) -> Measured:
    """One worker's answer to one task: a JSON object. What it says on the way is shown if it fails."""
    done = subprocess.run([*command, task, folder], capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"  {' '.join(command)} {task} failed: {done.stderr.strip().splitlines()[-1:] or done.returncode}")
        return {}
    answer: Measured = json.loads(done.stdout.splitlines()[-1])
    return answer


def _measure(commands: dict[str, list[str]], folder: str, rounds: int) -> dict[str, Measured]:
    """Every engine's measures; only the ones whose text agrees with the first engine's keep theirs."""
    measured: dict[str, Measured] = {name: {} for name in commands}
    for task in ("load", "digest", "save", "memory"):
        for name, command in commands.items():
            measured[name] |= _ask(command, task, folder)
    rates: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            if rate := _ask(command, "play", folder).get("rate"):
                rates[name].append(rate)
    agreed = next(iter(measured.values())).get("digest")
    for name, each in measured.items():
        if each.get("digest") != agreed:
            print(f"  {name} says other words than {next(iter(measured))}: nothing of it is compared")
            each.clear()
        elif rates[name]:
            each["rate"] = statistics.median(rates[name])
    return measured


# ------------------------------------------------------------------ the table


def _print_table(measured: dict[str, Measured]) -> None:
    """A row for each measure: each engine's figure, and in brackets how many times better ours is (below 1: worse)."""
    names = list(measured)
    print(f"{'':<18}" + "".join(f"{name:>24}" for name in names))
    for heading, key, form, better in ROWS:
        cells = []
        for name in names:
            value, ours = measured[name].get(key), measured.get("ours", {}).get(key)
            cell = "–" if value is None else form.format(value)
            if name != "ours" and value and ours:
                cell += f" ({ours / value if better == 'more' else value / ours:.2f})"
            cells.append(f"{cell:>24}")
        print(f"{heading:<18}" + "".join(cells))


if __name__ == "__main__":
    main()
