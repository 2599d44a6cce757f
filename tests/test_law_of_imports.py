"""The law of imports: a module imports from its own folder and from folders with a lower number, never upward."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GAME = ROOT / "game"
FLOOR = {"text": 1, "language": 2, "play": 3, "proof": 4, "shell": 5}
MODULES = sorted(GAME.rglob("*.py"))

SHELL_ONLY = {
    "random",
    "time",
    "pathlib",
    "os",
    "datetime",
    "shutil",
    "subprocess",
    "socket",
    "threading",
    "sys",
    "secrets",
}
LONGEST = 400


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def floor_of(path: Path) -> int:
    """The number of a module's folder; the package's own modules may import anything."""
    return FLOOR.get(path.relative_to(GAME).parts[0], 9)


def imports_of(path: Path) -> Iterator[str]:
    """The dotted names that a module imports, wherever in it; relative ones made whole."""
    package = list(path.relative_to(ROOT).with_suffix("").parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import():
                yield from (alias.name for alias in node.names)
            case ast.ImportFrom():
                base = package[: len(package) - node.level + 1] if node.level else []
                module = ".".join([*base, *([node.module] if node.module else [])])
                yield module
                yield from (f"{module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_from_no_higher_floor(path: Path) -> None:
    for imported in imports_of(path):
        parts = imported.split(".")
        if parts[0] == "game" and len(parts) > 1:
            assert FLOOR.get(parts[1], 0) <= floor_of(path), f"{name_of(path)} imports {imported}"


@pytest.mark.parametrize("path", [path for path in MODULES if floor_of(path) < FLOOR["shell"]], ids=name_of)
def test_below_the_shell_nothing_meets_the_outside_world(path: Path) -> None:
    met = {imported.split(".")[0] for imported in imports_of(path)} & SHELL_ONLY
    assert not met, f"{name_of(path)} imports {met}"
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    forbidden = {"open", "print", "input", "eval", "exec", "compile", "__import__"}
    # What a proof runs is source that it wrote itself; `made` refuses any other, as tests/test_made.py shows.
    assert calls & forbidden <= ({"exec", "compile"} if name_of(path) == "game/proof/made.py" else set())


def test_yaml_is_read_in_one_module_of_text() -> None:
    readers = [name_of(path) for path in MODULES if any(i.split(".")[0] == "yaml" for i in imports_of(path))]
    assert len(readers) == 1
    assert readers[0].startswith("game/text/")


def test_textual_is_met_in_the_app_alone() -> None:
    users = [path for path in MODULES if any(i.split(".")[0] in ("textual", "rich") for i in imports_of(path))]
    assert users
    assert all(name_of(path).startswith("game/shell/app/") for path in users)


def test_posix_calls_stand_in_one_module() -> None:
    posix = {"termios", "tty", "pty", "fcntl", "resource", "pwd", "grp", "signal"}
    users = {name_of(path) for path in MODULES for i in imports_of(path) if i.split(".")[0] in posix}
    assert users <= {"game/shell/unix.py"}


def test_the_package_itself_imports_nothing() -> None:
    assert list(imports_of(GAME / "__init__.py")) == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_holds_one_idea(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
    assert path.stem not in ("utils", "helpers", "managers", "handlers", "common", "misc")


@pytest.mark.parametrize("path", [path for path in MODULES if path.stat().st_size], ids=name_of)
def test_a_module_says_what_it_is(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert said
    assert said.splitlines()[0].rstrip().endswith((".", ":", "?"))


@pytest.mark.parametrize("floor", ["play", "proof"])
def test_playing_loads_neither_textual_nor_yaml(floor: str) -> None:
    modules = [name_of(path)[:-3].replace("/", ".") for path in MODULES if path.parent == GAME / floor]
    if not modules:
        pytest.skip(f"there is no game/{floor} yet")
    code = f"import sys, importlib; [importlib.import_module(m) for m in {modules!r}]; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert not set(done.stdout.split()) & {"textual", "yaml", "rich", "platformdirs", "asyncio"}
