"""The tool that signs update lists: what it makes the application believes, and it makes nothing else."""

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop import __version__
from desktop.domain.update import Updates
from desktop.domain.update_list import read_list
from desktop.engine.update_keys import PINNED, verifiers
from desktop.engine.updates import SOURCE
from tools.package.feed import DAYS, main

DEB = "outtray_9_amd64.deb"
URL = f"https://outtray.app/files/{DEB}"


@pytest.fixture
def pinned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Make a key; its public half."""
    (tmp_path / DEB).write_bytes(b"an installer")
    (tmp_path / "notes.txt").write_text("News\n", encoding="utf-8")
    assert main(["--new-key", str(tmp_path / "key.pem")]) == 0
    return capsys.readouterr().out.rpartition("(")[2].split("'")[1]


def made(
    folder: Path,
    *other: str,
    pinned: str,
    url: str = URL,
    version: str = __version__,
    days: int = DAYS,
    key: str = "key.pem",
) -> int:
    arguments = ["--version", version, "--notes", str(folder / "notes.txt"), "--file", f"deb:x86_64:{folder / DEB}:{url}"]
    return main([*arguments, "--key-file", str(folder / key), "--days", str(days), *other, str(folder / "list.json")], [pinned])


def test_a_made_list_is_believed_by_the_application(tmp_path: Path, pinned: str) -> None:
    assert made(tmp_path, "--minimum", "deb=2.36", pinned=pinned) == 0
    now = datetime.now(UTC)
    found = read_list((tmp_path / "list.json").read_bytes(), verifiers([pinned]), SOURCE, now, None)
    assert isinstance(found, Updates)
    assert (str(found.version), found.notes) == (__version__, {"en": "News"})
    assert (found.installers[0].name, found.installers[0].size) == (DEB, 12)
    assert timedelta(days=119) < found.expires - now < timedelta(days=121)


def test_the_private_key_is_the_users_alone_and_never_written_over(tmp_path: Path, pinned: str) -> None:
    key = tmp_path / "key.pem"
    if os.name == "posix":
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    before = key.read_bytes()
    assert main(["--new-key", str(key)]) == 1
    assert key.read_bytes() == before
    inside = Path(__file__).parent / "key.pem"
    assert main(["--new-key", str(inside)]) == 1
    assert not inside.exists()


def test_the_key_may_stand_in_a_variable(tmp_path: Path, pinned: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEED_KEY", (tmp_path / "key.pem").read_text())
    assert made(tmp_path, "--key-env", "FEED_KEY", pinned=pinned) == 0
    monkeypatch.setenv("FEED_KEY", "no key")
    assert made(tmp_path, "--key-env", "FEED_KEY", pinned=pinned) == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"pinned": PINNED[0]}, "isn't pinned"),
        ({"version": "99"}, f"of version {__version__}, not 99"),
        ({"url": f"http://outtray.app/{DEB}"}, "would refuse this list"),
        ({"url": f"https://evil.example/{DEB}"}, "would refuse this list"),
        ({"url": "https://outtray.app/other.deb"}, "doesn't end in"),
        ({"days": -1}, "would refuse this list"),
        ({"key": "notes.txt"}, "can't be read"),
    ],
)
def test_no_list_is_made_that_copies_would_refuse(
    tmp_path: Path, pinned: str, capsys: pytest.CaptureFixture[str], given: dict[str, Any], words: str
) -> None:
    assert made(tmp_path, **{"pinned": pinned, **given}) == 1
    assert words in capsys.readouterr().err
    assert not (tmp_path / "list.json").exists()


def test_an_unsigned_list_is_not_made(tmp_path: Path, pinned: str, capsys: pytest.CaptureFixture[str]) -> None:
    named = ["--version", __version__, "--file", f"deb:x86_64:{tmp_path / DEB}:{URL}", str(tmp_path / "list.json")]
    assert main(named, [pinned]) == 1
    assert "would refuse this list (unknown key)" in capsys.readouterr().err
