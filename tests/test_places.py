"""Where things lie: what is asked for, then the environment, then the checkout, then the user's own folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.shell import places

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("CITADEL_SAVES", "CITADEL_CONFIG", "CITADEL_CACHE"):
        monkeypatch.delenv(name)
    return monkeypatch


def test_the_checkout_is_known_by_its_pyproject() -> None:
    assert places.checkout() == ROOT


def test_a_chosen_folder_comes_first() -> None:
    assert places.saves_folder("/tmp/mine") == Path("/tmp/mine")


def test_then_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITADEL_SAVES", "/tmp/theirs")
    assert places.saves_folder() == Path("/tmp/theirs")


def test_then_the_checkout(free: pytest.MonkeyPatch) -> None:
    assert places.saves_folder() == ROOT / "saves"
    assert places.stories_folder() == ROOT / "story"


def test_an_installed_copy_uses_the_users_own_folders(free: pytest.MonkeyPatch) -> None:
    free.setattr(places, "checkout", lambda: None)
    assert "citadel" in str(places.saves_folder())
    assert ROOT not in places.saves_folder().parents
    assert places.stories_folder() == ROOT / "game" / "stories"
    assert "citadel" in str(places.config_folder())
    assert "citadel" in str(places.cache_folder())


def test_settings_and_cache_obey_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CITADEL_CONFIG", str(tmp_path / "c"))
    monkeypatch.setenv("CITADEL_CACHE", str(tmp_path / "k"))
    assert (places.config_folder(), places.cache_folder()) == (tmp_path / "c", tmp_path / "k")
