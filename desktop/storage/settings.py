"""The settings file: `settings.toml` with the settings and the accounts. Keys never stand in it."""

import contextlib
import threading
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

import tomli_w

from desktop.domain.account import Account
from desktop.domain.language import sentences, tr
from desktop.domain.settings import Settings
from desktop.storage.atomic import free_name, write_whole
from desktop.storage.settings_document import Table, read_document, with_accounts, with_settings
from desktop.storage.trouble import SettingsTrouble

__all__ = ["SettingsNote", "SettingsStore", "SettingsTrouble"]


@dataclass(frozen=True, slots=True)
class SettingsNote:
    """What was wrong with the settings file, in sentences, and where a damaged one was set aside."""

    sentence: str
    damaged: Path | None = None


class SettingsStore:
    """The settings and accounts in force. Writing is atomic, keeps the previous file, and leaves unknown keys alone.

    Reading is free of I/O; the two writers block for a flush to the disk, so call them off the loop.
    """

    def __init__(self, path: Path, document: Table) -> None:
        self._path = path
        self._guard = threading.Lock()
        self._take(document)

    @classmethod
    def open(cls, path: Path, now: datetime) -> tuple[Self, SettingsNote | None]:
        """Read the file at `path`, or its previous copy where it is damaged or missing, which the note then says.

        Raises SettingsTrouble where the file can't be read at all (permission, disk).
        """
        try:
            document, note = _load(path, now)
        except OSError as error:
            reason = error.strerror or str(error)
            raise SettingsTrouble(
                tr("The settings in “{path}” can't be read: {reason}. Check that you may read them.", path=path, reason=reason)
            ) from error
        sentences = read_document(document).sentences
        if note is None and sentences:
            note = SettingsNote(" ".join(dict.fromkeys(sentences)))
        return cls(path, document), note

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._reading.settings

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The accounts, in their order."""
        return self._reading.accounts

    def write_settings(self, settings: Settings) -> None:
        """Put `settings` in force once they are on disk. Raises SettingsTrouble; then the old ones stay in force."""
        self._write(lambda document: with_settings(document, settings))

    def write_accounts(self, accounts: Sequence[Account]) -> None:
        """Put `accounts` in force once they are on disk. Raises SettingsTrouble; then the old ones stay in force."""
        self._write(lambda document: with_accounts(document, accounts))

    def _take(self, document: Table) -> None:
        self._document = document
        self._reading = read_document(document)

    def _write(self, change: Callable[[Table], Table]) -> None:
        with self._guard:
            document = change(self._document)
            try:
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                if _parsed(self._path) is not None:
                    write_whole(_previous(self._path), self._path.read_bytes())
                write_whole(self._path, tomli_w.dumps(document).encode())
            except (OSError, ValueError) as error:
                reason = getattr(error, "strerror", None) or str(error)
                raise SettingsTrouble(
                    tr("The settings in “{path}” can't be written: {reason}. Nothing was changed.", path=self._path, reason=reason)
                ) from error
            self._take(document)


def _load(path: Path, now: datetime) -> tuple[Table, SettingsNote | None]:
    previous = _previous(path)
    if not path.exists() and not previous.exists():
        return {}, None
    if (document := _parsed(path)) is not None:
        return document, None
    damaged = _set_aside(path, now) if path.exists() else None
    document = _parsed(previous)
    if document is not None:
        write_whole(path, previous.read_bytes())
    return document or {}, SettingsNote(_what_happened(damaged, restored=document is not None), damaged)


def _what_happened(damaged: Path | None, *, restored: bool) -> str:
    if damaged is None and restored:
        return tr("The settings file was missing; the copy made before the last change is used.")
    if damaged is None:
        return tr("The settings file was missing, and there is no copy of it. The defaults are used; connect your accounts again.")
    kept = tr("The damaged file is kept as “{file}”.", file=damaged)
    if restored:
        return sentences(tr("The settings file was damaged; the copy made before the last change is used."), kept)
    lost = tr("The settings file was damaged, and there is no copy of it. The defaults are used; connect your accounts again.")
    return sentences(lost, kept)


def _parsed(path: Path) -> Table | None:
    """Return a file's content, None where it is missing or no TOML. Raises OSError where it can't be read."""
    with contextlib.suppress(FileNotFoundError, ValueError):
        text = path.read_bytes().decode()
        return tomllib.loads(text) if text.strip() else None
    return None


def _previous(path: Path) -> Path:
    return path.with_name(path.name + ".previous")


def _set_aside(path: Path, now: datetime) -> Path:
    target = free_name(path.with_name(f"{path.stem}-damaged-{now.astimezone():%Y-%m-%d-%H%M%S}{path.suffix}"))
    return path.rename(target)
