"""A contact sheet as bytes: PDF, one HTML page, or CSV. Everything here blocks: call it in a thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import PurePath
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLocale, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QImageWriter,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextLayout,
    QTextOption,
)

from desktop.domain.language import tr, tr_n
from desktop.domain.status import MediaKind
from desktop.engine.export import SheetItem, sheet_csv, sheet_html
from desktop.qt.icons import glyph_of, paint_glyph
from desktop.qt.text import one_line
from desktop.qt.whole_picture import read_picture

type Picture = Callable[[SheetItem, int], QImage | None]
"""Returns what stands for a file, no side longer than so many pixels; None where nothing does."""

_DPI: Final = 300
_COLUMNS: Final = 3
_GAP: Final = 5.0
_PICTURE: Final = 42.0
_MARGIN: Final = 14.0
_HEAD: Final = 15.0
_FOOT: Final = 8.0
"""Lengths in millimetres."""

_THUMB: Final = 480
_PROMPT_LINES: Final = 5
_JPEG_QUALITY: Final = 82


class SheetForm(StrEnum):
    """What a contact sheet is written as."""

    PDF = "pdf"
    HTML = "html"
    CSV = "csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWish:
    """A contact sheet wanted: of what, under which title, as what. `family` is the font of a PDF, `today` the day printed on it."""

    items: tuple[SheetItem, ...]
    title: str
    form: SheetForm
    prompts: bool
    family: str
    today: datetime

    @property
    def ending(self) -> str:
        """The ending of the file's name."""
        return f".{self.form.value}"

    @property
    def pictured(self) -> bool:
        """Whether it has pictures."""
        return self.form is not SheetForm.CSV

    @property
    def file_name(self) -> str:
        """The title as a name of a file, without an ending."""
        clean = "".join(c if c.isalnum() or c in " ._-()" else " " for c in self.title)
        return " ".join(clean.split()).strip(" .")[:80] or "Contact sheet"

    @property
    def subtitle(self) -> str:
        """How many files, and the day."""
        day = self.today.astimezone().date().isoformat()
        return tr_n("{n} file · {day}", "{n} files · {day}", len(self.items), day=day)


def own_picture(item: SheetItem, side: int) -> QImage | None:
    """Return a saved picture; None for every other kind of file."""
    return read_picture(item.path, side) if item.kind is MediaKind.IMAGE else None


def picture_from(poster: Callable[[str, MediaKind, str], str | None]) -> Picture:
    """Return what finds a file's picture: the one that `poster` names for its path, kind and SHA-256. The file isn't opened."""

    def picture(item: SheetItem, side: int) -> QImage | None:
        kept = poster(item.path, item.kind, item.sha256)
        return read_picture(kept, side) if kept is not None else None

    return picture


def make_sheet(wish: SheetWish, picture: Picture = own_picture) -> bytes:
    """Return the contact sheet as the bytes of a file."""
    match wish.form:
        case SheetForm.CSV:
            return sheet_csv(wish.items, prompts=wish.prompts)
        case SheetForm.HTML:
            return sheet_html(wish.title, wish.subtitle, wish.items, _thumbnails(wish.items, picture))
        case SheetForm.PDF:
            return _PdfSheet(wish, picture).bytes()


def _thumbnails(items: Sequence[SheetItem], picture: Picture) -> dict[str, bytes]:
    found = {}
    for item in items:
        image = picture(item, _THUMB)
        if image is not None:
            found[item.path] = _packed(image)
    return found


def _packed(image: QImage) -> bytes:
    """Return a thumbnail as PNG where one can see through it, else as JPEG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png" if image.hasAlphaChannel() else b"jpeg"))
    if not image.hasAlphaChannel():
        writer.setQuality(_JPEG_QUALITY)
    writer.write(image)
    return bytes(buffer.data().data())


class _PdfSheet:
    """Paints cards in three columns; a row that does not fit goes to the next page."""

    def __init__(self, wish: SheetWish, picture: Picture) -> None:
        self._wish = wish
        self._picture = picture
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QPdfWriter(self._buffer)
        self._writer.setResolution(_DPI)
        self._writer.setTitle(wish.title)
        self._writer.setCreator("Outtray")
        metric = QLocale().measurementSystem() is not QLocale.MeasurementSystem.ImperialUSSystem
        size = QPageSize(QPageSize.PageSizeId.A4 if metric else QPageSize.PageSizeId.Letter)
        margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter))
        page = self._writer.pageLayout().paintRectPixels(_DPI)
        self._width, self._height = float(page.width()), float(page.height())
        self._heading = self._font(14, QFont.Weight.DemiBold)
        self._name = self._font(8.5, QFont.Weight.DemiBold)
        self._body = self._font(7.5)
        self._small = self._font(5.5)

    def bytes(self) -> bytes:
        """Return the whole document."""
        painter = QPainter(self._writer)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        pages = self._pages()
        for number, rows in enumerate(pages, 1):
            if number > 1:
                self._writer.newPage()
            self._paint_frame(painter, number, len(pages))
            top = _px(_HEAD)
            for row in rows:
                for column, item in enumerate(row):
                    self._paint_card(painter, item, column * (self._column + _px(_GAP)), top)
                top += self._row_height(row) + _px(_GAP)
        painter.end()
        return bytes(self._buffer.data().data())

    @property
    def _column(self) -> float:
        return (self._width - (_COLUMNS - 1) * _px(_GAP)) / _COLUMNS

    def _pages(self) -> list[list[Sequence[SheetItem]]]:
        """Return the rows of each page."""
        items = self._wish.items
        rows = [items[at : at + _COLUMNS] for at in range(0, len(items), _COLUMNS)]
        pages: list[list[Sequence[SheetItem]]] = [[]]
        room = left = self._height - _px(_HEAD + _FOOT)
        for row in rows:
            height = self._row_height(row)
            if height > left and pages[-1]:
                pages.append([])
                left = room
            pages[-1].append(row)
            left -= height + _px(_GAP)
        return pages

    def _row_height(self, row: Sequence[SheetItem]) -> float:
        return max(self._card_height(item) for item in row)

    def _card_height(self, item: SheetItem) -> float:
        lines = _line(self._name) + _line(self._body) * len(self._facts(item)) + _line(self._small) * 2 * bool(item.sha256)
        return _px(_PICTURE) + _px(1.5) + lines + self._prompt_height(item)

    def _prompt_height(self, item: SheetItem) -> float:
        count = len(self._prompt_lines(item))
        return count * _line(self._body) + _px(1) if count else 0.0

    def _facts(self, item: SheetItem) -> list[str]:
        return [line for line in (item.facts, item.source, item.made_at.astimezone().date().isoformat()) if line]

    # -- painting --------------------------------------------------------------------------------------------------

    def _paint_frame(self, painter: QPainter, number: int, count: int) -> None:
        """Paint the head of a page and its number."""
        painter.setPen(QColor("#1B1F26"))
        self._text(painter, self._heading, 0, 0, self._width, self._wish.title)
        painter.setPen(QColor("#5C6573"))
        self._text(painter, self._body, 0, _line(self._heading), self._width, self._wish.subtitle)
        painter.setFont(self._body)
        words = tr("Page {n} of {all}", n=number, all=count)
        foot = QRectF(0, self._height - _line(self._body), self._width, _line(self._body))
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_card(self, painter: QPainter, item: SheetItem, left: float, top: float) -> None:
        width = self._column
        self._paint_picture(painter, item, QRectF(left, top, width, _px(_PICTURE)))
        top += _px(_PICTURE) + _px(1.5)
        painter.setPen(QColor("#1B1F26"))
        top = self._text(painter, self._name, left, top, width, item.name, Qt.TextElideMode.ElideMiddle)
        painter.setPen(QColor("#5C6573"))
        for line in self._facts(item):
            top = self._text(painter, self._body, left, top, width, line)
        if item.sha256:
            half = (len(item.sha256) + 1) // 2
            top = self._text(painter, self._small, left, top, width, f"SHA-256 {item.sha256[:half]}")
            top = self._text(painter, self._small, left, top, width, item.sha256[half:])
        painter.setPen(QColor("#1B1F26"))
        top += _px(1)
        for line in self._prompt_lines(item):
            top = self._text(painter, self._body, left, top, width, line)

    def _paint_picture(self, painter: QPainter, item: SheetItem, box: QRectF) -> None:
        painter.fillRect(box, QColor("#F1F3F6"))
        image = self._picture(item, round(max(box.width(), box.height())))
        if image is None:
            side = box.height() * 0.3
            glyph = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
            paint_glyph(painter, glyph_of(item.kind), glyph, QColor("#98A2B1"))
            ending = PurePath(item.name).suffix.lstrip(".").upper()
            painter.setPen(QColor("#5C6573"))
            painter.setFont(self._body)
            painter.drawText(
                box.adjusted(0, 0, 0, -_px(3)), int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom), ending
            )
            return
        size = QSizeF(image.size()).scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(box.center().x() - size.width() / 2, box.center().y() - size.height() / 2, size.width(), size.height())
        painter.drawImage(place, image, QRectF(image.rect()))

    def _text(
        self,
        painter: QPainter,
        font: QFont,
        left: float,
        top: float,
        width: float,
        text: str,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> float:
        """Paint one line, elided to `width`; return where the next one begins."""
        metrics = QFontMetricsF(font, self._writer)
        painter.setFont(font)
        shown = metrics.elidedText(one_line(text), mode, width)
        painter.drawText(
            QRectF(left, top, width, _line(font)), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown
        )
        return top + _line(font)

    def _prompt_lines(self, item: SheetItem) -> list[str]:
        """Return the prompt in lines of a card's width, the last one cut where there are more."""
        text = " ".join(item.prompt.split())
        if not text:
            return []
        layout = QTextLayout(text, self._body, self._writer)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        lines: list[str] = []
        while len(lines) < _PROMPT_LINES and (line := layout.createLine()).isValid():
            line.setLineWidth(self._column)
            begin, end = line.textStart(), line.textStart() + line.textLength()
            last = len(lines) == _PROMPT_LINES - 1
            lines.append(_utf16(text, begin, None if last else end).strip())
        layout.endLayout()
        return lines

    def _font(self, points: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        font = QFont(self._wish.family)
        font.setPixelSize(round(points * _DPI / 72))
        font.setWeight(weight)
        font.setFeature(QFont.Tag("calt"), 0)
        return font


def _px(millimetres: float) -> float:
    return millimetres * _DPI / 25.4


def _line(font: QFont) -> float:
    return font.pixelSize() * 1.35


def _utf16(text: str, begin: int, end: int | None) -> str:
    """Return a part of `text` whose ends are counted as Qt counts them, in halves of a code point where it needs two."""
    coded = text.encode("utf-16-le", "surrogatepass")
    return coded[begin * 2 : None if end is None else end * 2].decode("utf-16-le", "replace")
