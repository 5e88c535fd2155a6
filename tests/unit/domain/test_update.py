"""Versions, and reading lists of any shape: a list is believed whole, or refused with a sentence."""

import json
from base64 import b64encode
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.update import Refused, Seen, Updates, Version, Why, notes_in, release, version_of
from desktop.domain.update_list import MOST_BYTES, read_list
from desktop.engine.update_keys import PINNED, verifiers
from tests.fakes.update_site import NOW, Signer, file_entry, said

SIGNER = Signer()
SOURCE = "https://outtray.app/outtray-updates.json"
FILE = "https://outtray.app/files/outtray_1.2_amd64.deb"
KEYS = verifiers([SIGNER.public])


def read(data: bytes, *, source: str = SOURCE, seen: Seen | None = None) -> Updates | Refused:
    return read_list(data, KEYS, source, NOW, seen)


def why(data: bytes, **other: Any) -> Why | None:
    found = read(data, **other)
    if isinstance(found, Refused):
        assert found.sentence.endswith(".")
        assert "{" not in found.sentence
        return found.why
    return None


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("1.9", "1.10"),
        ("1.2rc1", "1.2"),
        ("1.1.9", "1.2.dev3"),
        ("0.9", "1"),
        ("1.2", "1.2.0.1"),
        ("1.2b1", "1.2.1a1"),
        ("1.2-beta", "1.2"),
    ],
)
def test_versions_are_ordered_by_number_and_early_ones_come_before(older: str, newer: str) -> None:
    first, second = version_of(older), version_of(newer)
    assert first is not None
    assert second is not None
    assert first < second
    assert not second < first


def test_versions_that_say_the_same_are_equal() -> None:
    assert version_of("1.2") == version_of("1.2.0") == version_of("1.2+local.3")
    assert hash(Version((1, 2))) == hash(Version((1, 2, 0)))


@pytest.mark.parametrize(
    "text", ["", "1.2rc1", "1.2.dev1", "v1", "1.", "1..2", "1.2.3.4.5", "１.２", "1.2\n", "9999999", "-1", "1.2+x"]
)
def test_only_plain_numbers_are_a_release(text: str) -> None:
    assert release(text) is None
    assert why(SIGNER.list(**said(file_entry(FILE), version=text))) is Why.UNREADABLE


def test_a_right_list_is_read() -> None:
    found = read(SIGNER.list(**said(file_entry(FILE, minimum="2.36"))))
    assert isinstance(found, Updates)
    assert found.version == Version((1, 2))
    assert (found.installers[0].url, found.installers[0].minimum) == (FILE, Version((2, 36)))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://outtray.app/outtray.deb", Why.NOT_HTTPS),
        ("ftp://outtray.app/outtray.deb", Why.NOT_HTTPS),
        ("file:///etc/outtray.deb", Why.NOT_HTTPS),
        ("//outtray.app/outtray.deb", Why.NOT_HTTPS),
        ("https://evil.example/outtray.deb", Why.FOREIGN_PLACE),
        ("https://outtray.app.evil.example/outtray.deb", Why.FOREIGN_PLACE),
        ("https://outtray.app:444/outtray.deb", Why.FOREIGN_PLACE),
        ("https://outtray.app@evil.example/outtray.deb", Why.FOREIGN_PLACE),
        ("https://github.com/evil/outtray/releases/download/v1.2/outtray.deb", Why.FOREIGN_PLACE),
        ("https://github.com/outtray/outtray/releases/download/../../../../evil/outtray.deb", Why.UNREADABLE),
        ("https://github.com/outtray/outtray/releases/download/%2e%2e/outtray.deb", Why.UNREADABLE),
        ("https://outtray.app/outtray.deb\n", Why.UNREADABLE),
        ("HTTPS://outtray.app/outtray.deb", Why.UNREADABLE),
        ("https://outtray.app//evil/outtray.deb", Why.UNREADABLE),
        ("https://outtray.app\\@evil.example/outtray.deb", Why.FOREIGN_PLACE),
        ("https:///outtray.deb", Why.UNREADABLE),
        ("https://outtray.app/", Why.UNREADABLE),
        ("https://outtray.app/.deb", Why.UNREADABLE),
        ("https://outtray.app/outtray.sh", Why.UNREADABLE),
        ("https://outtray.app/%2e%2e%2fouttray.deb", Why.UNREADABLE),
        ("https://outtray.app/a b.deb", Why.UNREADABLE),
        ("https://outtray.app/con.deb", Why.UNREADABLE),
        ("https://outtray.app/setup.deb", Why.UNREADABLE),
        ("https://outtray.app/outtray.deb ", Why.UNREADABLE),
        (f"https://outtray.app/outtray{'x' * 120}.deb", Why.UNREADABLE),
        ("https://[broken/outtray.deb", Why.UNREADABLE),
        ("https://github.com/outtray/outtray/releases/download/v1.2/outtray.deb", None),
        ("https://outtray.app/outtray.deb?x=1#y", Why.UNREADABLE),
    ],
)
def test_installers_come_from_our_hosts_over_https(url: str, expected: Why | None) -> None:
    assert why(SIGNER.list(**said(file_entry(url)))) is expected


def test_only_a_list_on_this_computer_may_name_plain_http_and_there_alone() -> None:
    own = "http://127.0.0.1:8000/outtray-updates.json"
    assert why(SIGNER.list(**said(file_entry("http://127.0.0.1:8000/outtray.deb"))), source=own) is None
    assert why(SIGNER.list(**said(file_entry("http://127.0.0.1:8001/outtray.deb"))), source=own) is Why.NOT_HTTPS
    assert why(SIGNER.list(**said(file_entry("http://outtray.app/outtray.deb"))), source=own) is Why.NOT_HTTPS


@pytest.mark.parametrize(
    "wrong",
    [
        {"size": 0}, {"size": -1}, {"size": True}, {"size": "512000"}, {"size": 10**12}, {"size": 1.5}, {"size": None},
        {"sha256": ""}, {"sha256": "0" * 63}, {"sha256": "A" * 64}, {"sha256": None},
        {"arch": "sparc"}, {"arch": None}, {"url": None}, {"channel": None}, {"minimum": "new"}, {"minimum": 2},
    ],
)  # fmt: skip
def test_an_installer_that_is_not_fully_told_makes_the_list_unreadable(wrong: dict[str, Any]) -> None:
    assert why(SIGNER.list(**said(file_entry(FILE) | wrong))) is Why.UNREADABLE


@pytest.mark.parametrize(
    "wrong",
    [
        {"format": 0}, {"format": "1"}, {"format": None}, {"released": "yesterday"}, {"released": "2026-11-20T12:00:00"},
        {"expires": 5}, {"expires": (NOW - timedelta(days=5)).isoformat()}, {"notes": "text"}, {"notes": {"en": 5}}, {"files": {}},
        {"files": ["x"]}, {"version": 1.2},
        {"released": "0001-01-01T00:00:00+23:00"}, {"expires": "9999-12-31T23:59:59-23:00"},
    ],
)  # fmt: skip
def test_a_payload_of_another_shape_is_unreadable(wrong: dict[str, Any]) -> None:
    assert why(SIGNER.list(**(said(file_entry(FILE)) | wrong))) is Why.UNREADABLE


def test_a_newer_format_says_to_get_the_newest_by_hand() -> None:
    assert why(SIGNER.list(**said(file_entry(FILE), format=2))) is Why.NEWER_FORMAT


def test_a_channel_of_the_future_is_left_out() -> None:
    found = read(SIGNER.list(**said(file_entry(FILE), file_entry(FILE, channel="rpm"))))
    assert isinstance(found, Updates)
    assert [one.channel for one in found.installers] == ["deb"]


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"null", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"payload": 5, "signatures": []}',
        b'{"payload": "!", "signatures": []}',
        b'{"payload": "", "signatures": {}}', b'{"payload": "", "signatures": [5]}', b'{"payload": "", "signatures": [{"key": 5}]}',
    ],
    ids=lambda data: data[:24].decode("latin-1"),
)  # fmt: skip
def test_an_envelope_of_another_shape_is_unreadable(data: bytes) -> None:
    assert why(data) is Why.UNREADABLE


@pytest.mark.parametrize("payload", [b"", b"[]", b"5", b"[" * 90_000, b"\xff"])
def test_signed_bytes_that_are_no_payload_are_unreadable(payload: bytes) -> None:
    assert why(SIGNER.sign(payload)) is Why.UNREADABLE


def test_a_list_without_signatures_is_of_no_known_key() -> None:
    data = json.loads(SIGNER.list(**said()))
    assert why(json.dumps(data | {"signatures": []}).encode()) is Why.UNKNOWN_KEY
    assert why(json.dumps(data | {"signatures": [{"key": SIGNER.id, "signature": ""}]}).encode()) is Why.WRONG_SIGNATURE


def test_each_signature_of_a_known_key_must_be_right() -> None:
    other = Signer()
    both = verifiers([SIGNER.public, other.public])
    mine, theirs = json.loads(SIGNER.list(**said())), json.loads(other.list(**said()))
    together = {"payload": mine["payload"], "signatures": mine["signatures"] + theirs["signatures"]}
    assert isinstance(read_list(json.dumps(together).encode(), both, SOURCE, NOW, None), Updates)
    together["signatures"][1]["signature"] = b64encode(bytes(64)).decode()
    found = read_list(json.dumps(together).encode(), both, SOURCE, NOW, None)
    assert isinstance(found, Refused)
    assert found.why is Why.WRONG_SIGNATURE
    assert isinstance(read_list(json.dumps(together).encode(), KEYS, SOURCE, NOW, None), Updates), (
        "of unknown keys nothing is asked"
    )


def test_the_size_is_judged_before_anything_is_read() -> None:
    assert why(b" " * (MOST_BYTES + 1)) is Why.TOO_LARGE


def test_notes_lose_what_would_turn_or_hide_their_letters() -> None:
    found = read(SIGNER.list(**said(notes={"en": "a\x1b[1m\u202eb\x00\n\u2066c", "zh_CN": "新", "EN": "no language"})))
    assert isinstance(found, Updates)
    assert found.notes == {"en": "a[1mb\nc", "zh_CN": "新"}
    assert [notes_in(found, language) for language in ("zh_CN", "zh_TW", "de_DE", "en_GB")] == ["新", "新", "a[1mb\nc", "a[1mb\nc"]


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_and_never_raise(data: bytes) -> None:
    assert isinstance(read(data), Refused)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda x: (
            st.lists(x, max_size=3)
            | st.dictionaries(
                st.sampled_from(["format", "version", "released", "expires", "notes", "files", "channel", "url", "size"]),
                x,
                max_size=6,
            )
        ),
        max_leaves=12,
    )
)
def test_any_signed_json_is_refused_and_never_raises(value: object) -> None:
    assert isinstance(read(SIGNER.sign(json.dumps(value).encode())), Refused)


def test_what_is_pinned_are_ed25519_keys() -> None:
    assert 1 <= len(verifiers(PINNED)) <= 2
