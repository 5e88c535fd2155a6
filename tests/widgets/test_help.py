"""The guide: in each language the same parts, pictures that are there, and a window that fits them."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QTextDocument

from desktop.domain.status import BADGE_WORDS, Badge
from desktop.storage.paths import resources
from desktop.widgets.help_window import HelpWindow, guide_page
from tests.widgets.conftest import Ui

LANGUAGES = ("en", "zh_CN")
MOST_BYTES = 1_500_000
"""Of all pictures of the guide together."""


def text_of(language: str) -> str:
    """Return the guide in a language."""
    return (resources() / "help" / language / "guide.html").read_text(encoding="utf-8")


def image_of(window: HelpWindow, name: str) -> QImage:
    """Return a picture as the window would show it."""
    picture = window.browser.loadResource(QTextDocument.ResourceType.ImageResource.value, name)
    assert isinstance(picture, QImage)
    return picture


def test_a_guide_that_is_not_translated_is_shown_in_english(tmp_path: Path) -> None:
    for name in ("en", "zh_CN"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "guide.html").write_text(f"<h1>{name}</h1>", encoding="utf-8")
    assert guide_page(tmp_path, "zh_CN") == tmp_path / "zh_CN" / "guide.html"
    assert guide_page(tmp_path, "de_AT") == tmp_path / "en" / "guide.html"
    assert guide_page(tmp_path / "none", "de") is None


@pytest.mark.parametrize("setting", ["zh_CN", "zh", "zh_TW", "zh-Hans-CN"])
def test_every_chinese_is_shown_the_chinese_guide(setting: str) -> None:
    assert guide_page(resources() / "help", setting) == resources() / "help" / "zh_CN" / "guide.html"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_that_a_guide_names_is_there_and_every_one_there_is_named(language: str) -> None:
    named = set(re.findall(r'<img src="([^"]+)"', text_of(language)))
    assert named == {path.name for path in (resources() / "help" / language).glob("*.png")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_has_words_in_its_place(language: str) -> None:
    assert all(re.search(r'alt="[^"]+"', tag) for tag in re.findall(r"<img [^>]*>", text_of(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_a_heading_and_every_heading_has_a_link(language: str) -> None:
    text = text_of(language)
    assert re.findall(r'href="#(\w+)"', text) == re.findall(r'<h2><a name="(\w+)"></a>\d+\. ', text)


def test_both_guides_have_the_same_parts_and_pictures() -> None:
    parts = re.compile(r'name="\w+"|<img src="[^"]+"|<tr>')
    assert parts.findall(text_of("en")) == parts.findall(text_of("zh_CN"))


def test_the_guide_explains_every_badge() -> None:
    text = text_of("en")
    assert all(f'<img src="badge-{badge.value.replace("_", "-")}.png" alt="{BADGE_WORDS[badge]}">' in text for badge in Badge)


def test_the_pictures_stay_small() -> None:
    assert sum(path.stat().st_size for path in (resources() / "help").rglob("*.png")) < MOST_BYTES


def test_a_picture_is_as_wide_as_the_page_at_most_and_is_fitted_again(ui: Ui) -> None:
    page = guide_page(resources() / "help", "en")
    assert page is not None
    window = HelpWindow(ui.theme, page)
    window.show()
    room = window.browser.viewport().width()
    assert 0 < image_of(window, "list.png").deviceIndependentSize().width() <= room
    small = image_of(window, "badge-saved.png").deviceIndependentSize()
    assert 10 < small.height() < 40
    window.resize(400, 500)
    assert image_of(window, "list.png").deviceIndependentSize().width() < room / 2 + 60
    assert image_of(window, "badge-saved.png").deviceIndependentSize() == small
    assert "What the badges mean" in window.browser.toPlainText()
    window.deleteLater()


def test_the_guide_shows_pictures_beside_it_and_no_others(ui: Ui, tmp_path: Path) -> None:
    (tmp_path / "help").mkdir()
    page = tmp_path / "help" / "guide.html"
    page.write_text("<p>text</p>", encoding="utf-8")
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(0)
    assert picture.save(str(tmp_path / "help" / "list.png"))
    assert picture.save(str(tmp_path / "other.png"))
    window = HelpWindow(ui.theme, page)
    window.show()
    assert image_of(window, "list.png").width() == 4
    assert image_of(window, "../other.png").isNull()
    assert not window.browser.loadResource(QTextDocument.ResourceType.ImageResource.value, "https://example.com/list.png")
    assert not window.browser.loadResource(QTextDocument.ResourceType.StyleSheetResource.value, "list.png")
    window.deleteLater()
