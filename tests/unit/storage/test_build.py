"""The record of how a copy was built."""

from pathlib import Path

import pytest

from desktop.storage.build import NAME, Build, Channel, read_build, write_build


@pytest.mark.parametrize("channel", Channel)
def test_a_record_reads_as_it_was_written(tmp_path: Path, channel: Channel) -> None:
    build = Build(channel=channel, updated_by="Debian", commit="28a17fa")
    write_build(tmp_path, build)
    assert read_build(tmp_path) == build


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"channel": "floppy"}', '{"channel": 3}', "null"])
def test_a_record_that_says_nothing_useful_is_a_source_copy(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    assert read_build(tmp_path) == Build(channel=Channel.SOURCE)


def test_a_checkout_is_a_source_copy(tmp_path: Path) -> None:
    assert read_build(tmp_path).channel is Channel.SOURCE
