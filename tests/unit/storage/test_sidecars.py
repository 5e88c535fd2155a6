"""Descriptions beside files: what goes in comes back, what is secret never goes in, what is foreign is never touched."""

import errno
import json
import os
import stat
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.status import IdKind, MediaKind
from desktop.domain.task import Cost, TaskRef
from desktop.storage.bare_links import source_of, without_signatures
from desktop.storage.redaction import Redactor
from desktop.storage.sidecars import (
    NotOurs,
    Sidecar,
    cleaned,
    is_sidecar_of,
    read_sidecar,
    sidecar_of_tags,
    sidecar_path,
    tag_text,
    withdraw_sidecar,
    write_sidecar,
)

NOW = datetime(2026, 11, 21, 22, 16, 30, 123456, tzinfo=UTC)
WHOLE = Sidecar(
    ref=TaskRef("crun", "https://api.crun.ai", IdKind.TASK_ID, "task_1"),
    part="audio-1",
    size=4_700_000,
    version="0.1.0",
    account="Studio “A”",
    title="Mitternacht 雪",
    prompt="line one\nline two",
    model="Suno v5",
    action="music",
    tags=("pop", "3:12"),
    own_tags=("hero",),
    starred=True,
    archived=True,
    project="Winter",
    task_kind=MediaKind.AUDIO,
    status="success",
    cost=Cost(12.0, 0.0, "credits"),
    parts=("audio-1", "audio-2", "cover"),
    added_at=NOW,
    created_at=NOW,
    finished_at=NOW,
    saved_at=NOW,
    name="audio-1.mp3",
    kind=MediaKind.AUDIO,
    media_type="audio/mpeg",
    sha256="a" * 64,
    served_sha256="b" * 64,
    width=3,
    height=4,
    seconds=192.25,
    source="cdn1.suno.ai/0f1e.mp3",
    made_from="grid",
    equal_parts=(("audio-2", "audio-2.mp3"),),
)


def _saved(folder: Path, name: str = "song.mp3") -> Path:
    path = folder / name
    path.write_bytes(b"x")
    return path


def test_what_is_written_comes_back(tmp_path: Path) -> None:
    path = _saved(tmp_path)
    write_sidecar(path, WHOLE)
    assert read_sidecar(tmp_path / "song.mp3.json") == WHOLE


def test_every_field_but_the_version_is_set_in_the_sample() -> None:
    empty = Sidecar(ref=WHOLE.ref, part="1", size=1)
    same = [f.name for f in fields(Sidecar) if getattr(WHOLE, f.name) == getattr(empty, f.name)]
    assert same == ["ref"]


def test_the_document_is_readable_and_says_which_schema_it_has(tmp_path: Path) -> None:
    path = _saved(tmp_path)
    write_sidecar(path, WHOLE)
    text = sidecar_path(path).read_text(encoding="utf-8")
    assert '  "schema": 1,\n  "application": "Outtray",\n  "version": "0.1.0",\n' in text
    assert "Mitternacht 雪" in text
    assert '"finished_at": "2026-11-21T22:16:30.123456Z"' in text
    assert list(json.loads(text)) == ["schema", "application", "version", "task", "file"]


def test_a_description_is_written_anew_over_our_own_alone(tmp_path: Path) -> None:
    path = _saved(tmp_path)
    write_sidecar(path, WHOLE)
    write_sidecar(path, replace(WHOLE, title="new"))
    assert read_sidecar(sidecar_path(path)) == replace(WHOLE, title="new")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["song.mp3", "song.mp3.json"]


@pytest.mark.parametrize("foreign", [b'{"a": 1}', b"\0\1", b'{"schema": 1, "application": "Other"}'])
def test_what_is_not_ours_is_never_replaced(tmp_path: Path, foreign: bytes) -> None:
    path = _saved(tmp_path)
    sidecar_path(path).write_bytes(foreign)
    with pytest.raises(NotOurs):
        write_sidecar(path, WHOLE)
    assert sidecar_path(path).read_bytes() == foreign


@pytest.mark.parametrize(
    "other",
    [
        replace(WHOLE, ref=TaskRef("crun", "https://api.crun.ai", IdKind.TASK_ID, "task_2")),
        replace(WHOLE, ref=TaskRef("crun", "https://api.crun.ai", IdKind.OUT_TASK_ID, "task_1")),
        replace(WHOLE, part="cover", equal_parts=()),
    ],
)
def test_the_description_of_another_result_is_never_replaced_nor_withdrawn(tmp_path: Path, other: Sidecar) -> None:
    path = _saved(tmp_path)
    write_sidecar(path, WHOLE)
    with pytest.raises(NotOurs):
        write_sidecar(path, other)
    withdraw_sidecar(path, other.ref, other.part)
    assert read_sidecar(sidecar_path(path)) == WHOLE
    assert not is_sidecar_of(path, other.ref, other.part)


def test_a_part_that_the_file_holds_too_may_write_its_description(tmp_path: Path) -> None:
    path = _saved(tmp_path)
    write_sidecar(path, WHOLE)
    second = replace(WHOLE, part="audio-2", name="audio-2.mp3", equal_parts=())
    assert is_sidecar_of(path, second.ref, "audio-2")
    withdraw_sidecar(path, second.ref, "audio-2")
    withdraw_sidecar(path, second.ref, "audio-1")
    assert read_sidecar(sidecar_path(path)) == WHOLE, "it speaks of another part as well"
    write_sidecar(path, second)
    assert read_sidecar(sidecar_path(path)) == second


def test_a_description_is_withdrawn_by_its_own_part_alone_and_whatever_is_there(tmp_path: Path) -> None:
    path = _saved(tmp_path)
    alone = replace(WHOLE, equal_parts=())
    withdraw_sidecar(path, WHOLE.ref, WHOLE.part)
    write_sidecar(path, alone)
    withdraw_sidecar(path, WHOLE.ref, "audio-2")
    assert sidecar_path(path).exists()
    withdraw_sidecar(path, WHOLE.ref, WHOLE.part)
    assert [p.name for p in tmp_path.iterdir()] == ["song.mp3"]
    sidecar_path(path).write_text('{"a": 1}')
    withdraw_sidecar(path, WHOLE.ref, WHOLE.part)
    assert sidecar_path(path).read_text() == '{"a": 1}'
    withdraw_sidecar(path / "below a file", WHOLE.ref, WHOLE.part)


def test_a_description_may_be_there_before_its_file_and_is_as_readable(tmp_path: Path) -> None:
    part = _saved(tmp_path, "song.mp3.part")
    part.chmod(0o640)
    write_sidecar(tmp_path / "song.mp3", WHOLE, part)
    assert stat.S_IMODE((tmp_path / "song.mp3.json").stat().st_mode) == 0o640
    part.rename(tmp_path / "song.mp3").chmod(0o604)
    write_sidecar(tmp_path / "song.mp3", WHOLE, part)
    assert stat.S_IMODE((tmp_path / "song.mp3.json").stat().st_mode) == 0o604, "the file has its name"


def test_a_user_s_own_file_is_never_in_the_way_of_a_description(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _saved(tmp_path)
    for name in ("song.mp3.json.new", "song.mp3.new", ".song.mp3.json.new"):
        (tmp_path / name).write_text("mine")
    (tmp_path / ".song.mp3.json.outtray-new").write_text("of a run that was killed, and longer than what follows" * 999)
    write_sidecar(path, WHOLE)
    assert sorted(p.name for p in tmp_path.iterdir() if p.read_text() != "mine") == ["song.mp3", "song.mp3.json"]
    assert len(list(tmp_path.iterdir())) == 5
    monkeypatch.setattr(Path, "replace", _full)
    with pytest.raises(OSError, match="No space left"):
        write_sidecar(path, replace(WHOLE, title="new"))
    assert read_sidecar(sidecar_path(path)) == WHOLE
    assert len(list(tmp_path.iterdir())) == 5, "a full disk leaves no half of one"


def _full(_from: Path, _to: Path) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_link_is_neither_followed_nor_replaced(tmp_path: Path) -> None:
    path, other = _saved(tmp_path), tmp_path / "elsewhere.json"
    sidecar_path(path).symlink_to(other)
    with pytest.raises(NotOurs):
        write_sidecar(path, WHOLE)
    assert not other.exists()


def test_what_a_crash_left_empty_is_written_anew(tmp_path: Path) -> None:
    path = _saved(tmp_path)
    sidecar_path(path).touch()
    write_sidecar(path, WHOLE)
    assert read_sidecar(sidecar_path(path)) == WHOLE


def test_who_may_read_the_file_may_read_its_description(tmp_path: Path) -> None:
    path = _saved(tmp_path)
    path.chmod(0o640)
    write_sidecar(path, WHOLE)
    assert stat.S_IMODE(sidecar_path(path).stat().st_mode) == 0o640


# -- secrets -------------------------------------------------------------------------------------------------------------

KEYS = ("ak_PLANTED0crun0PLANTED0crun0PLANTED0", "a-gateways-own-form-of-key/PLANTED+MJ=", "sk-byts-PLANTED0spike0PLANTED0spike0")
LINKS = (
    "https://user:PLANTED@files.example/a/b.png",
    "https://d1.cloudfront.net/a/b.glb?Policy=PLANTEDeyJ&Key-Pair-Id=KPLANTED&Signature=PLANTED~-x",
    "https://s3.amazonaws.com/b/a.png?X-Amz-Algorithm=AWS4&X-Amz-Credential=PLANTED%2F20261121&X-Amz-Signature=PLANTED",
    "https://x.blob.core.windows.net/c/a.mp4?sv=2024&se=2026-11-22PLANTED&sr=b&sp=r&sig=PLANTED%3D",
    "https://cdn.discordapp.com/attachments/1/2/a.png?ex=PLANTED&is=PLANTED&hm=PLANTED&",
    "https://bucket.oss-cn.aliyuncs.com/a.png?OSSAccessKeyId=PLANTED&Expires=1&Signature=PLANTED",
    "https://files.example/token/PLANTED/a.png",
    "https://files.example/eyJhbGciOiJIUzI1NiJ9.PLANTEDPLANTED.sig/a.png",
    f"https://files.example/{'PLANTED0' * 9}/a.png",
    "https://files.example/a.png;sig=PLANTED",
    "https://files.example/a.png%3Fsig%3DPLANTED",
    "https://files.example/exp=1~hmac=PLANTED/a.png",
    "https://files.example/a.png#access_token=PLANTED",
    "cdn.discordapp.com/attachments/1/2/a.png?ex=PLANTED&is=PLANTED&hm=PLANTED",
    "<img src='https://files.example/a.png?sig=PLANTED&amp;se=PLANTED'>",
)


@pytest.mark.parametrize("secret", [*KEYS, *LINKS])
def test_a_planted_secret_is_in_no_description_and_no_tag(tmp_path: Path, secret: str) -> None:
    clean = Redactor(KEYS).without_keys
    said = f"before {secret} after"
    texts = {
        f.name: said
        for f in fields(Sidecar)
        if type(getattr(WHOLE, f.name)) is str and f.name not in ("part", "version", "sha256", "served_sha256")
    }
    texts["source"] = source_of(secret) or said
    planted = replace(
        WHOLE,
        **texts,  # type: ignore[arg-type]  # every field that is text
        tags=(said, secret),
        own_tags=(said, secret),
        parts=(said,),
        cost=Cost(1.0, None, said),
        equal_parts=(("2", said),),
    )
    kept = cleaned(planted, clean)
    assert kept is not None
    path = _saved(tmp_path)
    write_sidecar(path, kept)
    written = sidecar_path(path).read_text(encoding="utf-8") + tag_text(kept) + kept.title + kept.prompt
    assert "PLANTED" not in written
    assert kept.prompt.startswith("before "), "the user's words stay"


@pytest.mark.parametrize("secret", [KEYS[0], KEYS[1], LINKS[1]])
def test_an_id_that_holds_a_secret_is_described_nowhere(secret: str) -> None:
    clean = Redactor(KEYS).without_keys
    for ref in (replace(WHOLE.ref, task_id=secret), replace(WHOLE.ref, origin=secret)):
        assert cleaned(replace(WHOLE, ref=ref), clean) is None
    assert cleaned(replace(WHOLE, part=secret), clean) is None
    assert cleaned(replace(WHOLE, equal_parts=((secret, ""),)), clean) is None


@pytest.mark.parametrize(
    "text",
    [
        "a desk-mounted lamp, sk-etch style; key=light 4:3 --ar 16:9 --v 7",
        "task_0123456789abcdef0123456789abcdef and 1ec04ced-4b87-44f6-a296-beee80777941",
        "what is se=5? the token was expensive. https://s.mj.run/Ab3dEf https://cdn.discordapp.com/attachments/11/22/fox.png",
        "http://127.0.0.1:8080/mj and http://[::1]:9/x",
    ],
)
def test_words_that_open_no_door_stay_as_they_are(text: str) -> None:
    assert without_signatures(text) == text


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://User:pw@CDN1.suno.ai:8443/0f1e.mp3?x=1#y", "cdn1.suno.ai/0f1e.mp3"),
        ("https://files.example/tcli_0123456789abcdef01/20261121/model.glb", "files.example/…/20261121/model.glb"),
        (
            "https://files.example/0123456789abcdef0123456789abcdef/fox@2x.png",
            "files.example/0123456789abcdef0123456789abcdef/fox@2x.png",
        ),
        ("https://files.example", "files.example"),
        ("data:image/png;base64,AAAA", ""),
        ("https://[broken", ""),
        ("", ""),
    ],
)
def test_of_a_link_host_and_path_are_told(url: str, source: str) -> None:
    assert source_of(url) == source


# -- hostile documents ---------------------------------------------------------------------------------------------------


def _document(tmp_path: Path, change: object = None, **file: object) -> Path:
    path = _saved(tmp_path)
    write_sidecar(path, WHOLE)
    target = sidecar_path(path)
    value = json.loads(target.read_text(encoding="utf-8"))
    value["file"] |= file
    if isinstance(change, dict):
        value |= change
    target.write_text(json.dumps(value))
    return target


def test_unknown_fields_and_later_schemas_are_passed_over(tmp_path: Path) -> None:
    assert read_sidecar(_document(tmp_path, {"schema": 2, "more": {"a": 1}}, more=[1], parts=7)) == WHOLE


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b'"text"',
        b"[" * 200_000,
        b"1" * 6000,
        b'{"schema": 1, "application": "Outtray", "task": [], "file": "x"}',
        b'{"schema": NaN}',
        b"\xff\xfe{",
        b'{"schema": 1, "application": "Outtray", "pad": "' + b"x" * 1_100_000 + b'"}',
    ],
    ids=lambda data: repr(data[:20]),
)
def test_what_is_no_description_is_none(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(data)
    assert read_sidecar(path) is None


def test_what_is_no_file_is_none_and_holds_up_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "link.json").symlink_to(_document(tmp_path))
    for name in ("pipe.json", "folder.json", "link.json", "nothing.json"):
        assert read_sidecar(tmp_path / name) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [("bytes", -1), ("bytes", True), ("bytes", 2**80), ("bytes", "7"), ("bytes", 1.5), ("part", ""), ("part", 7), ("part", None)],
)
def test_a_description_without_what_it_needs_is_none(tmp_path: Path, name: str, value: object) -> None:
    assert read_sidecar(_document(tmp_path, **{name: value})) is None


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("seconds", 1e999, "seconds"),
        ("width", 2**70, "width"),
        ("saved_at", "0001-01-01T00:00:00+14:00", "saved_at"),
        ("saved_at", "2026-11-21T10:00:00", "saved_at"),
        ("saved_at", 5, "saved_at"),
    ],
)
def test_a_value_that_cannot_be_is_left_out(tmp_path: Path, name: str, value: object, field: str) -> None:
    assert read_sidecar(_document(tmp_path, **{name: value})) == replace(WHOLE, **{field: None})  # type: ignore[arg-type]


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["task", "file", "cost"]), st.integers(0, 30), _json)
def test_any_value_in_any_field_reads_or_is_none(
    tmp_path_factory: pytest.TempPathFactory, place: str, number: int, value: object
) -> None:
    folder = tmp_path_factory.mktemp("any")
    target = _document(folder)
    whole = json.loads(target.read_text(encoding="utf-8"))
    inner = whole["task"]["cost"] if place == "cost" else whole[place]
    inner[list(inner)[number % len(inner)]] = value
    target.write_text(json.dumps(whole))
    read = read_sidecar(target)
    if read is not None:
        write_sidecar(folder / "song.mp3", read)
        assert read_sidecar(target) == read


# -- tags ----------------------------------------------------------------------------------------------------------------


def test_a_tag_tells_the_ids_and_nothing_of_whose_they_are() -> None:
    text = tag_text(WHOLE)
    assert "\n" not in text
    assert "Studio" not in text
    assert "Winter" not in text
    back = sidecar_of_tags({"Outtray": text, "Title": "Fox", "Description": "a fox"}, 99)
    assert back is not None
    assert (back.ref, back.part, back.size, back.title, back.prompt) == (WHOLE.ref, "audio-1", 99, "Fox", "a fox")
    assert (back.model, back.finished_at, back.served_sha256, back.name) == ("Suno v5", NOW, "b" * 64, "audio-1.mp3")


@pytest.mark.parametrize("text", ["", "{}", "[[[", "[" * 100_000, '{"schema": 1, "application": "Outtray"}'])
def test_a_hostile_tag_is_none(text: str) -> None:
    assert sidecar_of_tags({"Outtray": text}, 99) is None
