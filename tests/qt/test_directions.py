"""Numbers and their units keep their order in lines that are read from the right."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextLayout, QTextOption

from desktop.domain.language import speak
from desktop.domain.wording import amount_words, extent_words, size_words
from desktop.qt.text import one_line

OPEN, CLOSE = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


@pytest.fixture
def mirrored() -> Iterator[None]:
    """A language that is read from the right is spoken."""
    speak(None, mirrored=True)
    yield
    speak(None)


def shown_at(text: str, letter: str) -> float:
    """Return where a letter stands in a line of Hebrew, in px."""
    layout = QTextLayout(text, QFont())
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(10_000)
    layout.endLayout()
    return line.glyphRuns(text.index(letter), 1)[0].positions()[0].x()


@pytest.mark.usefixtures("qapp", "mirrored")
@pytest.mark.parametrize(
    ("text", "first", "last"),
    [(size_words, "4", "M"), (lambda _: amount_words(4, "USD"), "4", "U"), (lambda _: extent_words(4, 7, None), "4", "7")],
    ids=["size", "amount", "extent"],
)
def test_a_number_stands_before_its_unit_in_a_line_read_from_the_right(text: object, first: str, last: str) -> None:
    assert callable(text)
    line = one_line(f"\N{HEBREW LETTER ALEF} {text(4_200_000)}")
    assert shown_at(line, first) < shown_at(line, last)


def test_in_a_line_read_from_the_left_nothing_is_added() -> None:
    assert (size_words(4_200_000), amount_words(1, "USD"), extent_words(4, 7, None)) == ("4.2 MB", "1 USD", "4 × 7")


@pytest.mark.parametrize("text", [f"a{OPEN}b", f"a{CLOSE}b", f"a{CLOSE}{OPEN}b", f"{OPEN}{OPEN}ab{CLOSE}", f"{OPEN}a\u202eb"])
def test_direction_marks_from_outside_that_would_turn_other_words_are_left_out(text: str) -> None:
    assert one_line(text) == "ab"


def test_isolates_that_end_stay() -> None:
    assert one_line(f"a {OPEN}4 MB{CLOSE}\n") == f"a {OPEN}4 MB{CLOSE}"
