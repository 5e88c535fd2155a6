"""The settings file: round trips, unknown keys, damage, kills."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.account import Account, HeaderStyle
from desktop.domain.settings import Scheme, Settings
from desktop.storage.settings import SettingsStore
from desktop.storage.trouble import SettingsTrouble
from tests.unit.storage.samples import NOW

CHANGED = Settings(folder="/r", template="{task}", auto_save=False, save_slots=5, reserve_mb=0, scheme=Scheme.DARK, compact=True)
STUDIO = Account(
    id="a1", provider="crun", name="Studio „A“", base_url="https://api.crun.ai", header=HeaderStyle.X_API_KEY, colour="teal"
)
CLIENT = replace(STUDIO, id="a2", name="Client", allow_http=True, paused=True)


def opened(folder: Path) -> SettingsStore:
    store, note = SettingsStore.open(folder / "settings.toml", NOW)
    assert note is None, note
    return store


def written(folder: Path) -> SettingsStore:
    store = opened(folder)
    store.write_settings(CHANGED)
    store.write_accounts((STUDIO, CLIENT))
    return store


def test_a_new_profile_has_the_defaults_and_writes_nothing(tmp_path: Path) -> None:
    store = opened(tmp_path)
    assert (store.settings, store.accounts) == (Settings(), ())
    assert list(tmp_path.iterdir()) == []


def test_settings_and_accounts_come_back(tmp_path: Path) -> None:
    store = written(tmp_path)
    again = opened(tmp_path)
    assert (store.settings, store.accounts) == (again.settings, again.accounts) == (CHANGED, (STUDIO, CLIENT))
    again.write_accounts((CLIENT,))
    assert opened(tmp_path).accounts == (CLIENT,)
    assert (tmp_path / "settings.toml").stat().st_mode & 0o077 == 0


def test_keys_of_a_newer_version_stay(tmp_path: Path) -> None:
    written(tmp_path)
    path = tmp_path / "settings.toml"
    text = (
        path.read_text()
        .replace("[settings]", 'later = 7\n[settings]\nmood = "calm"')
        .replace('id = "a2"', 'id = "a2"\nstar = true')
    )
    path.write_text(text + "\n[window]\nwidth = 900\n")
    store = opened(tmp_path)
    store.write_settings(Settings())
    store.write_accounts((CLIENT, STUDIO))
    document = tomllib.loads(path.read_text())
    assert (document["later"], document["settings"]["mood"], document["window"]) == (7, "calm", {"width": 900})
    assert [entry.get("star") for entry in document["accounts"]] == [True, None]


@pytest.mark.parametrize("damage", [b"", b"[settings\nfolder=", b"\xff\xfe\x00", b"\x00" * 300])
def test_a_damaged_file_is_set_aside_and_the_previous_copy_used(tmp_path: Path, damage: bytes) -> None:
    written(tmp_path)
    (tmp_path / "settings.toml").write_bytes(damage)
    store, note = SettingsStore.open(tmp_path / "settings.toml", NOW)
    assert (store.settings, store.accounts) == (CHANGED, ()), "the copy is that of before the last change"
    assert note is not None
    assert "was damaged; the copy made before the last change is used" in note.sentence
    assert note.damaged is not None
    assert note.damaged.read_bytes() == damage
    assert f"{NOW.astimezone():%Y-%m-%d}" in note.damaged.name
    assert opened(tmp_path).settings == CHANGED


def test_without_a_copy_the_defaults_are_used_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes(b"%%%")
    store, note = SettingsStore.open(tmp_path / "settings.toml", NOW)
    assert store.settings == Settings()
    assert note is not None
    assert "no copy of it" in note.sentence
    assert str(note.damaged) in note.sentence


def test_a_file_that_vanished_is_restored_and_said(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "settings.toml").unlink()
    store, note = SettingsStore.open(tmp_path / "settings.toml", NOW)
    assert store.settings == CHANGED
    assert note is not None
    assert "was missing" in note.sentence


def test_a_damaged_file_never_becomes_the_previous_copy(tmp_path: Path) -> None:
    store = written(tmp_path)
    (tmp_path / "settings.toml").write_bytes(b"%%%")
    store.write_settings(Settings())
    assert tomllib.loads((tmp_path / "settings.toml.previous").read_text())["settings"]["save_slots"] == 5


def test_a_value_that_cannot_be_used_is_named_and_the_others_hold(tmp_path: Path) -> None:
    lines = '[settings]\nsave_slots = "many"\nscheme = "sepia"\ncompact = true\nreserve_mb = -1\nauto_save = 1\n'
    (tmp_path / "settings.toml").write_text(lines)
    store, note = SettingsStore.open(tmp_path / "settings.toml", NOW)
    assert store.settings == Settings(compact=True)
    assert note is not None
    for name in ("save_slots", "scheme", "reserve_mb", "auto_save"):
        assert f"“{name}”" in note.sentence


def test_an_account_that_cannot_be_read_is_said_and_stays_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('[[accounts]]\nid = "x"\nprovider = "crun"\nname = "Odd"\nbase_url = "https://a.b"\nheader = "smoke-signal"\n')
    store, note = SettingsStore.open(path, NOW)
    assert store.accounts == ()
    assert note is not None
    assert "An account in the settings file can't be read" in note.sentence
    store.write_accounts((STUDIO,))
    assert [entry["name"] for entry in tomllib.loads(path.read_text())["accounts"]] == [STUDIO.name, "Odd"]


def test_a_write_that_fails_leaves_the_old_settings_in_force_and_on_disk(tmp_path: Path) -> None:
    store = written(tmp_path)
    before = (tmp_path / "settings.toml").read_bytes()
    (tmp_path / "settings.toml.new").mkdir()
    with pytest.raises(SettingsTrouble, match="can't be written"):
        store.write_settings(Settings())
    assert store.settings == CHANGED
    assert (tmp_path / "settings.toml").read_bytes() == before
