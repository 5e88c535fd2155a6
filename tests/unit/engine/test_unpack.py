"""Packed bodies: whole however they come, and seen to be cut wherever they are."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.engine.unpack import MOST_BYTES, Unpacker

TEXT = b"la la la, the words of a song\n" * 100


def _unpacked(*pieces: bytes) -> tuple[bytes, bool]:
    unpacker = Unpacker()
    return b"".join(found for piece in pieces for found in unpacker.unpack(piece)), unpacker.cut


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=5), st.integers(1, 40), st.booleans())
def test_members_in_a_row_are_one_body_however_they_are_cut_up(texts: list[bytes], step: int, zlib_too: bool) -> None:
    packed = b"".join((zlib.compress if zlib_too and n % 2 else gzip.compress)(text) for n, text in enumerate(texts))
    pieces = [packed[at : at + step] for at in range(0, len(packed), step)]
    assert _unpacked(*pieces) == (b"".join(texts), False)


@pytest.mark.parametrize("members", [1, 2])
def test_a_body_that_ends_within_a_member_is_cut(members: int) -> None:
    last = gzip.compress(TEXT)
    before = gzip.compress(TEXT) * (members - 1)
    assert all(_unpacked(before + last[:length])[1] for length in range(1, len(last)))


def test_nothing_at_all_is_not_cut() -> None:
    assert _unpacked() == (b"", False)


def test_zeros_after_the_end_are_padding_and_other_bytes_are_an_error() -> None:
    assert _unpacked(gzip.compress(TEXT), bytes(9), bytes(3)) == (TEXT, False)
    with pytest.raises(zlib.error):
        _unpacked(gzip.compress(TEXT), b"and more")


def test_a_bomb_comes_in_small_pieces_and_whole() -> None:
    unpacker = Unpacker()
    sizes = [len(piece) for piece in unpacker.unpack(gzip.compress(bytes(64 * MOST_BYTES)))]
    assert max(sizes) <= MOST_BYTES
    assert (sum(sizes), unpacker.cut) == (64 * MOST_BYTES, False)
