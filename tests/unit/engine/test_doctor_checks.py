"""Each check of the profile and the system, with what it looks at broken for real."""

import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import override

import pytest
from keyring.errors import KeyringLocked

from desktop.domain.finding import Finding, Health, spoken_finding
from desktop.domain.settings import ProjectRules, Settings
from desktop.engine.doctor.check import Check, examine
from desktop.engine.doctor.places import Place, network_kind, places_found, places_of
from desktop.engine.doctor.profile import database_found, owner_found
from desktop.engine.doctor.system import certificates_found, desktop_found, keyring_found
from desktop.engine.doctor.versions import copy_found, settings_found
from desktop.engine.trust import SystemTrust
from desktop.storage.build import Build, Channel
from desktop.storage.checkup import settings_at
from desktop.storage.migrations import MIGRATIONS
from desktop.storage.owner_lock import ProfileLock, is_owned
from desktop.storage.paths import Profile
from desktop.storage.tasks import TaskStore
from tests.fakes.records import NOW, a_task


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    """A profile with one task and a copy of its list."""
    made = Profile(tmp_path / "profile")
    made.prepare()

    async def fill() -> None:
        store, _ = TaskStore.open(made.database, made.backups, NOW)
        await store.add([a_task()])
        await store.copy_if_due(NOW)
        await store.close()

    asyncio.run(fill())
    return made


def found_by(run: Check) -> Finding:
    return asyncio.run(examine([run], lambda _: None))[0]


# -- checks themselves -----------------------------------------------------------------------------------------------------


def test_a_stuck_check_and_a_failing_one_keep_no_other_from_its_answer() -> None:
    never = threading.Event()

    def fail() -> Finding:
        raise KeyError("surprise")

    def good() -> Finding:
        return Finding(name="good", title="Good", said="It works.")

    def stuck() -> Finding:
        never.wait()
        return good()

    heard: list[Finding] = []
    checks = [Check("stuck", "Stuck", stuck, 0.1), Check("bad", "Bad", fail), Check("good", "Good", good)]
    found = asyncio.run(examine(checks, heard.append))
    never.set()
    assert [(one.name, one.health) for one in found] == [
        ("stuck", Health.TROUBLE),
        ("bad", Health.TROUBLE),
        ("good", Health.OK),
    ]
    assert heard[-1].name == "stuck", "the others were told at once"
    assert all(one.hint for one in found[:2])


def test_a_finding_is_spoken_with_its_state() -> None:
    finding = Finding(name="a", title="Keychain", health=Health.TROUBLE, said="It is locked.", hint="Unlock it.")
    assert spoken_finding(finding) == "Keychain, Trouble: It is locked. Unlock it."


# -- task list -------------------------------------------------------------------------------------------------------------


def test_a_sound_list_is_fine_and_counted(profile: Profile) -> None:
    found = database_found(profile, NOW)
    assert (found.health, found.hint) == (Health.OK, "")
    assert found.said.startswith("The task list is sound: 1 task, ")
    assert dict(found.facts)["layout"] == f"{len(MIGRATIONS)} of {len(MIGRATIONS)}"
    assert dict(found.facts)["tripo waiting"] == "1"


def test_a_damaged_list_is_said_to_be_that_and_left_as_it_is(profile: Profile) -> None:
    raw = bytearray(profile.database.read_bytes())
    raw[4096 : 4096 * 3] = b"\xa5" * 8192
    profile.database.write_bytes(raw)
    found = database_found(profile, NOW)
    assert (found.health, found.said) == (Health.TROUBLE, "The task list is damaged.")
    assert "restores the copy of" in found.hint
    assert profile.database.read_bytes() == raw
    assert [path.name for path in profile.root.glob("*damaged*")] == []


def test_damage_in_a_part_that_nobody_reads_just_now_is_found(profile: Profile) -> None:
    with closing(sqlite3.connect(profile.database)) as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'history_of_task'").fetchone()
        (size,) = database.execute("PRAGMA page_size").fetchone()
    with profile.database.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)
    found = database_found(profile, NOW)
    assert (found.health, found.said) == (Health.TROUBLE, "The task list is damaged.")


def test_a_damaged_list_without_a_sound_copy_has_another_way_out(profile: Profile) -> None:
    for path in (profile.database, *profile.backups.iterdir()):
        path.write_bytes(b"no database at all" * 400)
    found = database_found(profile, NOW)
    assert found.health is Health.TROUBLE
    assert "Rebuild from folder" in found.hint
    assert dict(found.facts)["newest sound copy"] == "none"


def test_a_list_of_a_newer_version_is_not_called_damaged(profile: Profile) -> None:
    with closing(sqlite3.connect(profile.database)) as database:
        database.execute("PRAGMA user_version = 999")
        database.commit()
    found = database_found(profile, NOW)
    assert found.health is Health.TROUBLE
    assert "newer version" in found.said
    assert "damaged" not in found.said


def test_a_locked_list_is_said_to_be_in_use(profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.storage.connections._BUSY_MS", 50)
    with closing(sqlite3.connect(profile.database, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE task SET title = 'x'")
        found = database_found(profile, NOW)
        other.execute("ROLLBACK")
    assert (found.health, found.said) == (Health.TROUBLE, "Another program is using the task list. Close it, then try again.")


def test_a_missing_list_with_a_copy_is_a_note(profile: Profile) -> None:
    profile.database.unlink()
    found = database_found(profile, NOW)
    assert found.health is Health.NOTE
    assert "restores it" in found.said


def test_a_missing_list_whose_copies_are_damaged_is_trouble(profile: Profile) -> None:
    profile.database.unlink()
    for copy in profile.backups.iterdir():
        copy.write_bytes(b"no database")
    found = database_found(profile, NOW)
    assert (found.health, found.said) == (Health.TROUBLE, "The task list is missing.")
    assert "Rebuild from folder" in found.hint


def test_a_list_in_use_is_read_beside_its_owner(profile: Profile) -> None:
    with closing(sqlite3.connect(profile.database, isolation_level=None)) as owner:
        owner.execute("PRAGMA journal_mode = WAL")
        owner.execute("UPDATE task SET title = 'from the WAL'")
        assert database_found(profile, NOW).health is Health.OK
        owner.execute("UPDATE task SET title = 'and on'")


# -- owner -----------------------------------------------------------------------------------------------------------------

HOLD = """
import sys
from pathlib import Path
from desktop.storage.owner_lock import ProfileLock
lock = ProfileLock(Path(sys.argv[1]))
print(lock.acquire(), flush=True)
sys.stdin.read()
"""


def test_an_owner_that_does_not_answer_is_trouble(profile: Profile) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(profile.lock_file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        assert is_owned(profile.lock_file)
        found = owner_found(profile, lambda _: None)
        holder.communicate()
    assert found.health is Health.TROUBLE
    assert f"(process {holder.pid})" in found.said
    assert not is_owned(profile.lock_file)


def test_asking_for_the_owner_takes_no_lock_and_makes_no_file(profile: Profile) -> None:
    assert not is_owned(profile.root / "none.lock")
    assert not (profile.root / "none.lock").exists()
    assert owner_found(profile, lambda _: None).said == "No Outtray runs over this profile."
    lock = ProfileLock(profile.lock_file)
    assert lock.acquire()
    assert owner_found(profile, lambda _: None).said == "This window has the profile open."
    lock.release()


# -- settings, folders -----------------------------------------------------------------------------------------------------


def test_damaged_settings_are_trouble_and_stay_where_they_are(profile: Profile) -> None:
    profile.settings_file.write_text("[settings\nfolder = ", encoding="utf-8")
    seen = settings_at(profile)
    assert (seen.reading, seen.damaged) == (None, True)
    found = settings_found(None, seen.trouble, damaged=seen.damaged)
    assert found.health is Health.TROUBLE
    assert "keeps the damaged file" in found.hint
    assert profile.settings_file.exists()


def test_settings_and_a_list_that_are_pipes_are_told_and_not_waited_for(profile: Profile) -> None:
    for path in (profile.settings_file, profile.database):
        path.unlink(missing_ok=True)
        os.mkfifo(path)
    seen = settings_at(profile)
    assert (seen.reading, seen.damaged) == (None, False)
    assert "it is no file" in seen.trouble[0]
    assert "damaged" not in settings_found(None, seen.trouble).hint
    found = database_found(profile, NOW)
    assert (found.health, found.said) == (Health.TROUBLE, "The task list can't be read: it is no file.")


def test_what_can_not_be_looked_at_is_not_called_missing(tmp_path: Path) -> None:
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    found = database_found(Profile(tmp_path / "circle"), NOW)
    assert found.health is Health.TROUBLE
    assert "can't be read" in found.said


def test_a_setting_that_can_not_be_used_is_a_note(profile: Profile) -> None:
    profile.settings_file.write_text("[settings]\nsave_slots = 'many'\n", encoding="utf-8")
    seen = settings_at(profile)
    assert seen.reading is not None
    found = settings_found(seen.reading.settings, seen.trouble)
    assert found.health is Health.NOTE
    assert "save_slots" in found.said


def test_a_read_only_folder_is_trouble(tmp_path: Path) -> None:
    folder = tmp_path / "renders"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    found = places_found([Place("results", "results", folder)], 0)
    folder.chmod(0o700)
    assert (found.health, found.said) == (Health.TROUBLE, f"“{folder}” (results) can't be written to.")


def test_a_file_in_a_folders_place_is_trouble(tmp_path: Path) -> None:
    (tmp_path / "renders").write_text("", encoding="utf-8")
    found = places_found([Place("results", "results", tmp_path / "renders")], 0)
    assert found.health is Health.TROUBLE
    assert "is a file" in found.said


def test_too_little_room_is_trouble_and_a_folder_to_come_is_fine(tmp_path: Path) -> None:
    place = Place("results", "results", tmp_path / "not" / "yet")
    assert places_found([place], 0).health is Health.OK
    assert not place.path.parent.exists()
    found = places_found([place], 10**9)
    assert found.health is Health.TROUBLE
    assert "left" in found.said


def test_a_network_drive_is_a_note(tmp_path: Path) -> None:
    mounts = f"/dev/sda1 / ext4 rw 0 0\nnas:/share {tmp_path} nfs4 rw 0 0\n"
    found = places_found([Place("results", "results", tmp_path)], 0, mounts)
    assert found.health is Health.NOTE
    assert "network drive (nfs4)" in found.said
    assert network_kind(Path("/usr"), mounts) is None
    assert "keep the profile" not in found.said
    found = places_found([Place("profile", "the profile", tmp_path)], 0, mounts)
    assert "keep the profile on a drive of this computer" in found.said


def test_every_folder_of_the_settings_is_looked_at(profile: Profile, tmp_path: Path) -> None:
    settings = Settings(
        folder=str(tmp_path / "a"),
        provider_folders=(("crun", str(tmp_path / "b")),),
        projects=(ProjectRules(name="film", folder=str(tmp_path / "c"), copy_to=str(tmp_path / "e")),),
        inbox=str(tmp_path / "d"),
        fallback_folder=str(tmp_path / "f"),
    )
    names = {place.path.name for place in places_of(profile, settings, tmp_path / "downloads")}
    assert {"a", "b", "c", "d", "e", "f", "profile", "logs"} == names


# -- system ----------------------------------------------------------------------------------------------------------------


class Kept:
    """A keyring in memory that goes wrong as told."""

    def __init__(self, *, forgets: bool = False, locked: bool = False) -> None:
        self._forgets = forgets
        self._locked = locked
        self.services: list[str] = []
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return None if self._forgets else self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self._locked:
            raise KeyringLocked
        self.services.append(service)
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


def test_the_keychain_is_tried_with_an_entry_that_is_no_key_and_is_taken_away_again() -> None:
    kept = Kept()
    found = keyring_found(lambda: kept)
    assert found.health is Health.OK
    assert kept.entries == {}
    assert [service.startswith("outtray/check/") for service in kept.services] == [True]
    assert dict(found.facts)["back end"].endswith("Kept")


def test_a_locked_keychain_and_one_that_forgets_are_trouble() -> None:
    assert keyring_found(lambda: Kept(locked=True)).said == "Your keychain is locked."
    assert keyring_found(lambda: Kept(forgets=True)).health is Health.TROUBLE


def test_a_keychain_that_no_account_needs_is_a_note_with_what_to_do() -> None:
    found = keyring_found(lambda: Kept(locked=True), needed=False)
    assert found.health is Health.NOTE
    assert found.hint


def test_a_keychain_that_never_answers_is_told_with_what_to_do() -> None:
    never = threading.Event()

    class Stuck(Kept):
        @override
        def set_password(self, service: str, username: str, password: str) -> None:
            never.wait()

    found = found_by(Check("keyring", "Keychain", lambda: keyring_found(Stuck), 0.1, "Unlock it."))
    never.set()
    assert (found.health, found.hint) == (Health.TROUBLE, "Unlock it.")


def test_no_session_bus_is_a_note_and_no_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    found = desktop_found(os.environ)
    assert found.health is Health.NOTE
    assert "shows no notifications" in found.said
    assert found.hint


def test_no_keyring_without_a_session_bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    found = keyring_found()
    assert (found.health, found.said) == (Health.TROUBLE, "This system has no keychain that Outtray can use.")


def test_an_empty_store_of_certificates_is_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert certificates_found(SystemTrust()).health is Health.OK
    (tmp_path / "none.pem").write_text("", encoding="utf-8")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    found = found_by(Check("certificates", "Certificates", lambda: certificates_found(SystemTrust())))
    assert found.health is Health.TROUBLE


def test_a_copy_of_a_distribution_names_who_updates_it() -> None:
    build = Build(channel=Channel.DEB, updated_by="Debian", commit="abc")
    assert copy_found(build, Settings(), Path("/usr/bin/outtray")).said == "This copy is kept up to date by Debian."
