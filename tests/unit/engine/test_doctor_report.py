"""A report may be shared: what was planted in every source of it stands in no byte of it."""

import asyncio
import itertools
import json
import logging
import os
import shutil
import sqlite3
import threading
import time
import zipfile
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from typing import override
from urllib.parse import quote

import pytest
from keyring.errors import KeyringLocked

from desktop.domain.account import Account, HeaderStyle
from desktop.domain.finding import Finding
from desktop.domain.settings import ProjectRules, Settings
from desktop.engine.doctor.check import Check
from desktop.engine.doctor.cleaning import Cleaner
from desktop.engine.doctor.doctor import Doctor, Patient
from desktop.engine.trust import SystemTrust
from desktop.storage.build import Build
from desktop.storage.logs import open_log
from desktop.storage.paths import Profile
from desktop.storage.redaction import Redactor
from desktop.storage.secrets import SecretStore
from desktop.storage.settings import SettingsStore
from desktop.storage.tasks import TaskStore
from tests.fakes.records import NOW, a_task

SHAPELESS = "plain-words-PLANTED/as a key="  # what a keyring may hold and no rule can know
SHAPES = {
    "ak": "ak_PLANTED0123456789abcdef",
    "tsk": "tsk_PLANTED0123456789abcdef",
    "tcli": "tcli_PLANTED0123456789abcdef",
    "sk": "sk-PLANTED0123456789abcdef",
    "whsec": "whsec_PLANTED0123456789abcdef",
    "bearer": "Authorization: Bearer PLANTED.token-0123456789",
    "raw authorization": "authorization: PLANTED0123 and PLANTED more",
    "signed": "https://cdn.example.com/a.png?X-Amz-Signature=PLANTED0123&X-Amz-Credential=PLANTED%2F1&sig=PLANTED1&token=PLANTED2",
    "signed without a scheme": "GET /a.png?X-Amz-Signature=PLANTED0123&sig=PLANTED1&token=PLANTED2 failed",
    "proxy": "http://PLANTEDuser:PLANTED@pass@proxy.example.com:8080",
    "socks": "socks5://PLANTEDuser:PLANTEDpass@proxy.example.com:1080",
    "bare proxy": "proxy PLANTEDuser:PLANTEDpass@proxy.example.com:8080 refused",
    "json": '{"api_key": "PLANTED0123", "key": "PLANTED0123", "access_token":"PLANTED0123", "password": "PLANTED 0123"}',
    "escaped json": '{"body": "{\\"token\\": \\"PLANTED0123\\", \\"key\\": \\"PLANTED0123\\"}"}',
    "cookie": "Cookie: session=PLANTED0123; csrf=PLANTED0456; theme=PLANTED0789",
    "set-cookie": "{'set-cookie': 'sid=PLANTED0123; Path=/; x=PLANTED0456'}",
    "quoted cookie": "Cookie: sid=\"PLANTED0123456789\"; b='PLANTED'",
    "digest": 'Authorization: Digest username="PLANTED", response="PLANTED0123456789", nonce="PLANTED"',
    "pairs of headers": "[('x-api-key', 'PLANTED0123456789'), (b'authorization', b'PLANTED0123456789')]",
    "list of headers": '["mj-api-secret", "PLANTED0123456789"]',
    "variable": "OUTTRAY_KEY_CRUN_STUDIO=PLANTED0123456789",
    "bare key": "?key=PLANTED0123456789 key: PLANTED0123456789 pwd=PLANTED0123456789 key%3DPLANTED0123456789",
    "spoken": "API key PLANTED0123456789, password is PLANTED0123456789",
    "user and password": "//PLANTEDuser:PLANTED0123456789@host and PLANTEDuser:PLANTED0123@host/p",
    "capitals": "SK-PLANTED0123456789abcdef",
    "other trades": "AIzaSyPLANTED0123456789abcdefghijklm ghp_PLANTED0123456789abcdef hf_PLANTED0123456789abc AKIAPLANTED0123456",
    "hook": "https://hooks.example.com/services/T01/B02/PLANTED0123456789 said 404",
    "private key": "-----BEGIN PRIVATE KEY-----\n" + "PLANTED0123456789\n" * 20 + "-----END PRIVATE KEY-----",
    "jwt": "eyJPLANTED0123abc.eyJPLANTED0456abc.PLANTED0789abc",
}


class Backend:
    """A keyring that holds one key. Nothing but the entry that the check makes up is stored in it."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return SHAPELESS if service.startswith("outtray/midjourney") else self._kept.get(service)

    def set_password(self, service: str, username: str, password: str) -> None:
        assert service.startswith("outtray/check/"), "nothing else is stored"
        self._kept[service] = password

    def delete_password(self, service: str, username: str) -> None:
        del self._kept[service]


class Locked(Backend):
    """A keyring that is locked. Each question would show its user a prompt."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    @override
    def get_password(self, service: str, username: str) -> str | None:
        self.asked += 1
        raise KeyringLocked

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked


@dataclass
class Site:
    """A profile with secrets in everything a report is made of."""

    home: Path
    profile: Profile
    backend: Backend = field(default_factory=Backend)

    def doctor(self, *extra: Check) -> Doctor:
        patient = Patient(
            profile=self.profile,
            version="1.2.3",
            environ={"LANG": "C.UTF-8", "HTTPS_PROXY": SHAPES["proxy"]},
            build=Build(),
            home=self.home,
            downloads=self.home / "Downloads" / "Outtray",
            secrets=SecretStore({}, lambda: self.backend),
            redactor=Redactor(),
            trust=SystemTrust(),
            extra=extra,
            offline=True,
            make_backend=lambda: self.backend,
        )
        return Doctor(patient, lambda: NOW)

    def saved(self, *extra: Check, with_work: bool = False) -> dict[str, bytes]:
        async def story() -> None:
            doctor = self.doctor(*extra)
            await doctor.examine(lambda _: None)
            await doctor.save(self.home / "out.zip", with_work=with_work)

        asyncio.run(story())
        with zipfile.ZipFile(self.home / "out.zip") as archive:
            assert archive.testzip() is None
            return {name: archive.read(name) for name in archive.namelist()}


PROMPT = "a brass lamp that nobody may know of"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    home = tmp_path / "home" / "ada-lovelace"
    profile = Profile(home / ".local" / "share" / "Outtray")
    profile.prepare()
    store, _ = TaskStore.open(profile.database, profile.backups, NOW)
    task = a_task(title=f"Lamp {SHAPES['ak']}", prompt=PROMPT, model=SHAPES["tsk"], project="Secret film")

    async def fill() -> None:
        await store.add([task])
        await store.close()

    asyncio.run(fill())
    with closing(sqlite3.connect(profile.database)) as database, database:
        database.execute("INSERT INTO reply (task_id, at, text) VALUES (1, 0, ?)", (json.dumps(SHAPES),))
    settings, _ = SettingsStore.open(profile.settings_file, NOW)
    settings.write_settings(
        Settings(
            folder=str(home / "Renders"),
            projects=(ProjectRules(name="Secret film", webhook=SHAPES["signed"], command=("notify", SHAPES["sk"])),),
            searches=(("mine", SHAPES["whsec"]),),
        )
    )
    url = "https://mj.example.com"
    settings.write_accounts(
        [Account(id="1", provider="midjourney", name="Ada's own", base_url=url, header=HeaderStyle.MJ_API_SECRET)]
    )
    document = profile.settings_file.read_text(encoding="utf-8")
    profile.settings_file.write_text(f'token = "{SHAPES["tcli"]}"\n{document}', encoding="utf-8")
    close = open_log(profile.logs, Redactor())
    logger = logging.getLogger("desktop.test")
    for shape in (*SHAPES.values(), SHAPELESS, quote(SHAPELESS, safe="")):
        logger.info("it said %s", shape)
        try:
            raise ValueError(shape)
        except ValueError:
            logger.exception("that failed")
    logger.error("no room for '%s/Renders/2026/%s.png'", home, PROMPT)
    logger.error("“%s” has no account; %s; the keychain of ada-lovelace", PROMPT, task.title)
    close()
    with (profile.logs / "outtray.log").open("a", encoding="utf-8") as log:  # as an older version may have written it
        log.writelines(f"{shape}\n" for shape in (*SHAPES.values(), SHAPELESS, quote(SHAPELESS, safe="")))
    return Site(home, profile)


def told(shape: str) -> Check:
    """Return a check that repeats a secret."""
    finding = Finding(name="leak", title="Leak", said=shape, hint=shape, facts=((f"fact {shape}", shape),))
    return Check("leak", "Leak", lambda: finding)


def test_planted_secrets_are_in_no_byte_of_a_report(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.engine.doctor.privacy.this_user", lambda: "ada-lovelace")
    checks = [told(shape) for shape in (*SHAPES.values(), SHAPELESS)]
    members = site.saved(*checks)
    assert set(members) == {"report.txt", "report.json", "settings.json", "statistics.json", "log.txt", "errors.txt"}
    leaks = {name: line for name, data in members.items() for line in data.splitlines() if b"PLANTED" in line}
    assert leaks == {}
    assert SHAPELESS.encode() in (site.profile.logs / "outtray.log").read_bytes(), "the key was there to be taken out"


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_of_secret_is_taken_out_of_any_text(shape: str) -> None:
    cleaner = Cleaner(Redactor(), homes=[Path("/home/ada")], users=["ada"], host="engine")
    for text in (SHAPES[shape], json.dumps({"said": SHAPES[shape]}), repr(SHAPES[shape]), f"({SHAPES[shape]})"):
        assert "PLANTED" not in cleaner.text(text), text


def test_a_report_tells_neither_the_users_name_nor_their_work(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.engine.doctor.privacy.this_user", lambda: "ada-lovelace")
    monkeypatch.setattr("desktop.engine.doctor.privacy.this_host", lambda: "engine-room.example.org")
    finding = Finding(name="where", title="Where", said="on engine-room as Ada-Lovelace by ada.l+x@mail.example.com")
    members = site.saved(Check("where", "Where", lambda: finding))
    everything = b"\n".join(members.values()).decode()
    for word in (
        PROMPT,
        "ada-lovelace",
        "Ada-Lovelace",
        "engine-room",
        "Secret film",
        "Lamp",
        "Ada's own",
        "mail.example",
        str(site.home),
    ):
        assert word not in everything, word
    assert "on [host] as [user]" in everything
    assert "no room for '[folder]/[file]" in everything
    assert "Renders" not in everything, "the folder is of the user's own choice"


def test_titles_and_prompts_are_in_a_report_only_where_the_user_ticks_that(site: Site) -> None:
    members = site.saved(with_work=True)
    overview = json.loads(members["tasks.json"])
    assert [task["prompt"] for task in overview] == [PROMPT]
    assert b"PLANTED" not in b"".join(members.values())


def test_names_in_the_settings_alone_are_private_too(site: Site) -> None:
    store, _ = SettingsStore.open(site.profile.settings_file, NOW)
    rules = ProjectRules(name="Moon", command=("notify", "--to=ada's phone"), webhook="https://chat.example.com/in/a1b2c3")
    store.write_settings(Settings(projects=(rules,), searches=(("Deadline", "fox fur"),)))
    account = Account(id="2", provider="tripo", name="Kim", base_url="https://api.example.com", header=HeaderStyle.BEARER)
    store.write_accounts([account])
    with (site.profile.logs / "outtray.log").open("a", encoding="utf-8") as log:
        log.write("the rules of “Moon” (tripo/Kim): --to=ada's phone at https://chat.example.com/in/a1b2c3; Deadline: fox fur\n")
    everything = b"\n".join(site.saved().values()).decode()
    for word in ("Moon", "Kim", "ada's phone", "a1b2c3", "Deadline", "fox fur"):
        assert word not in everything, word


@pytest.mark.parametrize("url", ["https://mj.example.com:port", "https://[mj.example.com"])
def test_an_address_that_is_none_is_told_and_breaks_nothing(site: Site, url: str) -> None:
    document = site.profile.settings_file.read_text(encoding="utf-8")
    site.profile.settings_file.write_text(document.replace("https://mj.example.com", url), encoding="utf-8")
    report = json.loads(site.saved()["report.json"])
    found = next(check for check in report["checks"] if check["name"] == "settings")
    assert found["state"] == "note"
    assert "The address of the account “[private]”" in found["said"]


def test_private_words_are_found_in_all_their_forms() -> None:
    words = ("灯笼", "黄铜灯在黑暗中发光", 'a "brass" lamp\nby night', "Kim")
    cleaner = Cleaner(Redactor(), homes=[], users=[], host="", private=words)
    for word in words:
        for text in (
            word,
            f"x{word}x" if len(word) > 3 else word,
            json.dumps([word]),
            json.dumps([word], ensure_ascii=False),
            quote(word),
        ):
            assert "[private]" in cleaner.text(text), text
    assert cleaner.text("Kimono, outtray") == "Kimono, outtray", "a short word is one by itself alone"


def test_a_locked_keychain_is_not_asked_again_and_the_report_says_what_that_means(site: Site) -> None:
    locked = site.backend = Locked()
    members = site.saved()
    said = "The keys in your keychain could not be read, so only what looks like a key was taken out of this report."
    assert said in members["report.txt"].decode()
    assert said in json.loads(members["report.json"])["remarks"]
    assert locked.asked == 0


def test_a_keychain_that_gives_its_keys_leaves_nothing_to_say(site: Site) -> None:
    assert json.loads(site.saved()["report.json"])["remarks"] == []


def test_a_second_report_waits_until_the_keys_are_known(site: Site) -> None:
    began, go_on = threading.Event(), threading.Event()

    class Slow(Backend):
        @override
        def get_password(self, service: str, username: str) -> str | None:
            if service.startswith("outtray/midjourney"):
                began.set()
                go_on.wait()
            return super().get_password(service, username)

    site.backend = Slow()

    async def story() -> list[str]:
        doctor = site.doctor(told(SHAPELESS))
        await doctor.examine(lambda _: None)
        first = asyncio.create_task(doctor.report())
        await asyncio.to_thread(began.wait)
        first.cancel()
        reports = [asyncio.create_task(doctor.report()) for _ in range(2)]
        await asyncio.wait(reports, timeout=0.05)
        assert not any(report.done() for report in reports)
        go_on.set()
        return await asyncio.gather(*reports)

    for text in asyncio.run(story()):
        assert "[Fine] Leak: [hidden]" in text
        assert "PLANTED" not in text


def test_titles_are_known_from_a_copy_where_the_list_is_damaged(site: Site) -> None:
    shutil.copy(site.profile.database, site.profile.backups / "tasks-20260101T000000Z.db")
    site.profile.database.write_bytes(b"no database" * 1000)
    members = site.saved()
    assert "[private]" in members["log.txt"].decode()
    assert PROMPT not in b"".join(members.values()).decode()


def test_the_log_is_left_out_where_nobody_knows_the_titles_in_it(site: Site) -> None:
    site.profile.database.write_bytes(b"no database" * 1000)
    members = site.saved()
    assert members["log.txt"].strip() == members["errors.txt"].strip() == b""
    assert "so the log is left out of this report." in members["report.txt"].decode()
    assert PROMPT in site.saved(with_work=True)["log.txt"].decode(), "unless the user wants titles in it"


def test_only_logs_are_read_as_logs(site: Site) -> None:
    os.mkfifo(site.profile.logs / "outtray.log.2")
    (site.profile.logs / "outtray.log.gz").write_bytes(b"packed")
    (site.profile.logs / "outtray.log.old").write_bytes(b"packed")
    assert "packed" not in site.saved()["log.txt"].decode()


def test_a_folder_whose_name_is_no_text_keeps_no_report_from_being_saved(site: Site) -> None:
    finding = Finding(name="odd", title="Odd", said="in ad\udce9", facts=(("path", "/mnt/\udcff"),))
    members = site.saved(Check("odd", "Odd", lambda: finding))
    assert r"in ad\udce9" in members["report.txt"].decode()
    assert json.loads(members["report.json"])


def test_settings_on_a_drive_that_is_gone_are_waited_for_briefly(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    never = threading.Event()
    monkeypatch.setattr("desktop.engine.doctor.doctor.SETTINGS_SECONDS", 0.05)
    monkeypatch.setattr("desktop.engine.doctor.doctor.settings_at", lambda _: never.wait())
    report = json.loads(site.saved()["report.json"])
    never.set()
    found = next(check for check in report["checks"] if check["name"] == "settings")
    assert (found["state"], found["said"]) == ("trouble", "The settings file can't be read: it gave no answer in time.")
    assert "keychain" in report["remarks"][0], "no account is known, so no key is"


def test_folders_on_a_drive_that_is_gone_keep_no_report_from_being_made(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    never = threading.Event()
    monkeypatch.setattr("desktop.engine.doctor.privacy.LOOK_SECONDS", 0.05)
    monkeypatch.setattr("desktop.engine.doctor.privacy._followed", lambda _: never.wait())
    assert "report.txt" in site.saved()
    never.set()


def test_a_place_that_takes_no_report_in_time_is_an_error_with_its_reason(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    never = threading.Event()
    monkeypatch.setattr("desktop.engine.doctor.doctor.SAVE_SECONDS", 0.05)
    monkeypatch.setattr("desktop.engine.doctor.doctor.write_bundle", lambda *_: never.wait())
    with pytest.raises(TimeoutError) as raised:
        site.saved()
    never.set()
    assert raised.value.strerror


def test_a_report_holds_what_helps(site: Site) -> None:
    members = site.saved()
    settings = json.loads(members["settings.json"])
    assert settings["settings"]["save_slots"] == 3
    assert settings["settings"]["folder is set"] is True
    host = {"number": 1, "provider": "midjourney", "host": "mj.example.com", "scheme": "https"}
    assert settings["accounts"] == [{**host, "header": "mj-api-secret", "paused": False}]
    report = json.loads(members["report.json"])
    assert report["version"] == "1.2.3"
    assert {"versions", "database", "places", "keyring"} <= {check["name"] for check in report["checks"]}
    assert json.loads(members["statistics.json"])["tasks"] == {"tripo": {"waiting": 1}}
    assert members["errors.txt"].count(b"Traceback") >= 5
    assert "no room for" in members["log.txt"].decode()


def test_a_report_has_the_last_two_thousand_lines_over_several_files(site: Site) -> None:
    (site.profile.logs / "outtray.log.1").write_text("".join(f"old {n}\n" for n in range(3000)), encoding="utf-8")
    lines = site.saved()["log.txt"].decode().splitlines()
    assert 1900 < len(lines) <= 2000, "what was planted in several lines is one"
    assert lines[0].startswith("old ")
    assert not lines[-1].startswith("old ")


def test_the_text_to_copy_has_no_secret_and_the_troubles_first(site: Site) -> None:
    async def story() -> str:
        doctor = site.doctor(told(SHAPELESS))
        await doctor.examine(lambda _: None)
        return await doctor.report()

    text = asyncio.run(story())
    assert "PLANTED" not in text
    assert str(site.home) not in text
    assert f"Outtray 1.2.3, {NOW.astimezone(UTC):%Y-%m-%d %H:%M}Z" in text
    states = [line[1:5] for line in text.splitlines() if line.startswith("[")]
    assert states == sorted(states, key=["Trou", "Note", "Fine"].index)


def test_looking_changes_nothing_of_a_profile(site: Site) -> None:
    def state() -> dict[str, tuple[int, bytes]]:
        return {str(p): (p.stat().st_mtime_ns, p.read_bytes()) for p in site.profile.root.rglob("*") if p.is_file()}

    before = state()
    site.saved()
    assert state() == before


def test_nothing_is_made_where_there_is_no_profile(tmp_path: Path) -> None:
    site = Site(tmp_path / "home", Profile(tmp_path / "home" / "none"))
    site.home.mkdir()
    members = site.saved()
    assert json.loads(members["report.json"])["checks"]
    assert [path.name for path in tmp_path.rglob("*")] == ["home", "out.zip"]


def test_no_part_of_a_long_log_keeps_other_threads_waiting() -> None:
    line = (
        "2026-11-22T09:00:00.000Z WARNING desktop.engine.saver: it failed: https://cdn.example.com/a.png?sig=abc " + "lorem " * 30
    )
    cleaner = Cleaner(Redactor(), homes=[Path("/home/ada")], users=["ada"], host="engine", private=["a private title"])
    turns: list[float] = []
    over = threading.Event()

    def other() -> None:
        while not over.is_set():
            turns.append(time.monotonic())
            time.sleep(0.001)

    beside = threading.Thread(target=other)
    beside.start()
    cleaner.text(f"{line}\n" * 2000)
    over.set()
    beside.join()
    waits = sorted(after - before for before, after in itertools.pairwise(turns))
    assert len(waits) > 10, "the other thread had turns meanwhile"
    assert waits[len(waits) // 2] < 0.05
