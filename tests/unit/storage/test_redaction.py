"""Secrets are taken out of logs and replies, and what is no secret stays."""

import json
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.account import Account, HeaderStyle
from desktop.storage.logs import open_log
from desktop.storage.redaction import HIDDEN, RedactingFilter, Redactor
from desktop.storage.settings import SettingsStore
from desktop.storage.tasks import TaskStore, TaskWrite
from tests.unit.storage.opened import on_store
from tests.unit.storage.samples import NOW, task

PLANTED = "Zq7+planted/KEY\"x'9"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"sent {PLANTED} to crun", f"sent {HIDDEN} to crun"),
        ("key ak_0123456789abcdef used", f"key {HIDDEN} used"),
        ("tsk_abc123def456, tcli_abc123def456, whsec_abc123def456", f"{HIDDEN}, {HIDDEN}, {HIDDEN}"),
        ("sk-byts-abcdef0123456", HIDDEN),
        ("Authorization: Bearer abc.def-123", f"Authorization: {HIDDEN}"),
        ("x-api-key=abc; next", f"x-api-key={HIDDEN}; next"),
        ("mj-api-secret: abcdef", f"mj-api-secret: {HIDDEN}"),
        ('{"api_key": "a\\"b", "n": 1}', f'{{"api_key": "{HIDDEN}", "n": 1}}'),
        ("{'token': 'abc', 'x': 'y'}", f"{{'token': '{HIDDEN}', 'x': 'y'}}"),
        ('"{\\"access_token\\": \\"abc\\", \\"n\\": 2}"', f'"{{\\"access_token\\": \\"{HIDDEN}\\", \\"n\\": 2}}"'),
        ('{"token": null, "secret": true, "tokens": 17}', '{"token": null, "secret": true, "tokens": 17}'),
        ("GET https://h.example/a/b.png?X-Amz-Signature=abc&e=17#f", "GET https://h.example/a/b.png?X-Amz-Signature&e"),
        ("https://user:pass@h.example/a", "https://h.example/a"),
        ("Basic dXNlcjpwYXNz0123", f"Basic {HIDDEN}"),
        ("the task task_01jxyz is done, 3 tokens a second", "the task task_01jxyz is done, 3 tokens a second"),
        ("d6951e2c-44b0-4f6e-9a55-0c2f3bb1f55d", "d6951e2c-44b0-4f6e-9a55-0c2f3bb1f55d"),
        ("prompt: a secret garden, signature dish", "prompt: a secret garden, signature dish"),
        ("risk-free desk-lamp0123456", "risk-free desk-lamp0123456"),
    ],
)
def test_text(text: str, kept: str) -> None:
    assert Redactor([PLANTED]).text(text) == kept


def test_a_reply_stays_json_and_keeps_what_is_no_secret() -> None:
    redactor = Redactor([PLANTED])
    value = {
        "taskId": "t1",
        "echo": {"headers": {"Authorization": f"Bearer {PLANTED}"}, "key": PLANTED},
        "url": "https://h.example/x.png?sig=abc&t=1",
        "param": json.dumps({"token": "abc", "prompt": "fox"}),
        "secret": None,
        "tokens": [1, 2],
    }
    for text in (
        redactor.raw(value),
        redactor.text(json.dumps(value, ensure_ascii=False, indent=2)),
        redactor.text(json.dumps(value)),
    ):
        cleaned = json.loads(text)
        assert cleaned["taskId"] == "t1"
        assert cleaned["echo"] == {"headers": {"Authorization": HIDDEN}, "key": HIDDEN}
        assert cleaned["url"] == "https://h.example/x.png?sig&t"
        assert json.loads(cleaned["param"]) == {"token": HIDDEN, "prompt": "fox"}
        assert (cleaned["secret"], cleaned["tokens"]) == (None, [1, 2])


def test_a_key_learnt_later_is_hidden_from_then_on() -> None:
    redactor = Redactor()
    assert redactor.text("plain-key-1234") == "plain-key-1234"
    redactor.learn(" plain-key-1234 ")
    assert redactor.text("plain-key-1234") == HIDDEN
    redactor.learn("abc")
    assert redactor.text("abc") == "abc", "too short to be a key, and it would blank out half of every text"


def test_a_megabyte_is_cleaned_without_delay() -> None:
    redactor = Redactor([PLANTED])
    for text in ("a" * 1_000_000, "token-" * 170_000, '"' * 1_000_000, "https://h.example/?" + "a=b&" * 250_000, "\\" * 1_000_000):
        started = time.perf_counter()
        redactor.text(text)
        assert time.perf_counter() - started < 3, text[:10]


@contextmanager
def log(folder: Path, redactor: Redactor) -> Iterator[logging.Logger]:
    close = open_log(folder, redactor)
    try:
        yield logging.getLogger("desktop.test")
    finally:
        close()


def test_a_log_has_message_arguments_and_traceback_without_secrets(tmp_path: Path) -> None:
    with log(tmp_path / "logs", Redactor([PLANTED])) as logger:
        logger.info("key %s for %s", PLANTED, "crun")
        try:
            raise ValueError(f"bad key {PLANTED}")
        except ValueError:
            logger.exception("failed", stack_info=True)
    text = (tmp_path / "logs" / "outtray.log").read_text()
    assert f"INFO desktop.test: key {HIDDEN} for crun\n" in text
    assert f"ValueError: bad key {HIDDEN}" in text
    assert "planted" not in text
    assert (tmp_path / "logs" / "outtray.log").stat().st_mode & 0o077 == 0


def test_arguments_that_do_not_fit_their_message_are_kept_without_secrets() -> None:
    record = logging.LogRecord("desktop", logging.INFO, "x.py", 1, "mistaken %d", (PLANTED,), None)
    clean = RedactingFilter(Redactor([PLANTED])).filter(record)
    assert clean.getMessage() == f"mistaken %d ('{HIDDEN}',)"
    assert record.args == (PLANTED,), "other handlers get the record as it was"


def test_a_log_rotates_and_ends_when_it_is_closed(tmp_path: Path) -> None:
    with log(tmp_path, Redactor()) as logger:
        for n in range(60):
            logger.info("%d %s", n, "x" * 100_000)
    logger.info("after the end")
    files = sorted(tmp_path.iterdir())
    assert len(files) == 5
    assert all(path.stat().st_size <= 1_100_000 for path in files)
    assert "after the end" not in (tmp_path / "outtray.log").read_text()


def test_libraries_are_heard_from_warnings_on(tmp_path: Path) -> None:
    with log(tmp_path, Redactor()):
        logging.getLogger("some.library").info("chatter")
        logging.getLogger("some.library").warning("trouble")
    text = (tmp_path / "outtray.log").read_text()
    assert "trouble" in text
    assert "chatter" not in text


def test_a_planted_key_is_found_nowhere_in_the_profile(tmp_path: Path) -> None:
    key = "planted-key-0123456789"
    redactor = Redactor([key])
    settings, _ = SettingsStore.open(tmp_path / "settings.toml", NOW)
    account = Account(id="a1", provider="crun", name="Studio", base_url="https://api.crun.ai", header=HeaderStyle.BEARER)

    async def use(store: TaskStore) -> None:
        [(stored, _)] = await store.add([task("t1")])
        raw = redactor.raw({"echo": {"api_key": key}, "text": f"Bearer {key}", "url": f"https://h.example/?k={key}"})
        await store.save([TaskWrite(replace(stored, title="fox"), NOW, raw)])

    with log(tmp_path / "logs", redactor) as logger:
        settings.write_accounts((account,))
        on_store(tmp_path, use)
        logger.warning("refused key=%s", key)
    found = [path for path in tmp_path.rglob("*") if path.is_file() and key.encode() in path.read_bytes()]
    assert found == []
