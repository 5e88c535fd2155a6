from datetime import UTC, datetime
from pathlib import Path

from desktop.domain.settings import Scheme, Settings
from desktop.storage.look import LOOK_OF, take_look
from desktop.storage.paths import Profile
from desktop.storage.settings import SettingsStore

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def settings_of(place: Profile) -> Settings:
    return SettingsStore.open(place.settings_file, NOW)[0].settings


def test_the_samples_look_as_the_users_window_and_take_nothing_else_over(tmp_path: Path) -> None:
    mine, samples = Profile(tmp_path / "mine"), Profile(tmp_path / "samples")
    mine.prepare()
    store, _ = SettingsStore.open(mine.settings_file, NOW)
    store.write_settings(Settings(language="zh_CN", scheme=Scheme.DARK, text_percent=150, folder="/renders", paused=True))
    take_look(samples, {LOOK_OF: str(mine.root)}, NOW)
    assert settings_of(samples) == Settings(language="zh_CN", scheme=Scheme.DARK, text_percent=150)


def test_without_a_profile_to_look_like_nothing_is_written(tmp_path: Path) -> None:
    samples = Profile(tmp_path / "samples")
    take_look(samples, {}, NOW)
    assert not samples.root.exists()
