"""The window's language: the catalogues are whole, and what is looked up in them is what is shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.language import either, listed, sentences, speak, tr, tr_n
from desktop.domain.problem import Problem, ProblemKind, problem
from desktop.domain.problems import words
from desktop.domain.status import BADGE_WORDS, Badge, FileState, Remote
from desktop.domain.wording import day_words, detail_line, span_words
from desktop.qt.pseudo import CLOSE, OPEN, pseudo_text
from desktop.qt.translation import PSEUDO, Translation, language_for
from tests.fakes.records import NOW, a_file, a_task
from tools import catalogue

CHINESE = catalogue.CATALOGUES / "outtray_zh_CN.ts"


@pytest.fixture
def translation(qapp: QApplication) -> Iterator[Translation]:
    """A translation that is taken away again."""
    made = Translation(qapp, catalogue.CATALOGUES, pseudo="")
    yield made
    made.close()


@pytest.fixture
def chinese(translation: Translation) -> Translation:
    """Simplified Chinese is spoken."""
    translation.use("zh_CN")
    return translation


# -- the catalogue ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(catalogue.CATALOGUES.glob("*.ts")), ids=lambda path: path.stem)
def test_a_catalogue_has_every_text_of_the_program_with_the_same_names_in_braces(path: Path) -> None:
    assert catalogue.faults(catalogue.gather(), catalogue.read(path)) == [], "run `make catalogue`, then translate these"


@pytest.mark.parametrize("path", sorted(catalogue.CATALOGUES.glob("*.ts")), ids=lambda path: path.stem)
def test_a_compiled_catalogue_is_that_of_its_source(path: Path) -> None:
    assert path.with_suffix(".qm").read_bytes() == catalogue.compiled(path), "run `make catalogue`"


def test_every_translation_can_be_filled_in() -> None:
    for source, entry in catalogue.read(CHINESE).items():
        facts = dict.fromkeys(catalogue.names_in(source), "x")
        if facts and "" not in facts and "{date:YYYY-MM}" not in source and "|" not in source:
            for form in entry.forms:
                form.format(**facts)


@pytest.mark.parametrize(
    "code", ['tr(f"Saved {n}")', 'tr("Saved " + name)', 'tr("a" if b else "c")', 'tr_n(one, "{n} files", 2)', "words_of(text)"]
)
def test_a_text_that_no_catalogue_could_have_is_refused(code: str) -> None:
    with pytest.raises(catalogue.NotLiteral, match=r"sample\.py:1"):
        list(catalogue.texts_in(code, "sample.py"))


def test_texts_are_gathered_with_their_kind() -> None:
    code = 'tr("Saved")\ntr_n("{n} file", "{n} files", 2)\nWORD = words_of("Dark")\ntr(WORD)\n'
    assert list(catalogue.texts_in(code, "sample.py")) == [("Saved", False), ("{n} files", True), ("Dark", False)]


def test_what_is_translated_stays_and_what_nobody_says_goes(tmp_path: Path) -> None:
    path = tmp_path / "outtray_zh_CN.ts"
    kept, gone = catalogue.Text("Saved", plural=False, file="a.py"), catalogue.Text("Old", plural=False, file="a.py")
    done = {"Saved": catalogue.Entry(("已保存",), finished=True), "Old": catalogue.Entry(("旧",), finished=True)}
    catalogue.write(path, "zh_CN", [kept, gone], done)
    new = catalogue.Text("{n} files", plural=True, file="b.py")
    wrong = catalogue.update(path, [kept, new])
    assert catalogue.read(path) == {
        "Saved": catalogue.Entry(("已保存",), finished=True),
        "{n} files": catalogue.Entry(("",), finished=False),
    }
    assert wrong == ["“{n} files” (b.py) is not translated"]


# -- looking up ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "system", "language"),
    [
        ("", "zh-Hans-CN", "zh_CN"),
        ("", "zh_SG", "zh_CN"),
        ("", "de-DE", "en"),
        ("zh_CN", "en-GB", "zh_CN"),
        ("en", "zh-Hans-CN", "en"),
        ("tlh", "zh-Hans-CN", "en"),
        ("", "", "en"),
    ],
)
def test_the_setting_goes_before_the_system_and_english_before_nothing(setting: str, system: str, language: str) -> None:
    assert language_for(setting, system) == language


def test_english_is_spoken_until_another_language_is_chosen(translation: Translation) -> None:
    translation.use("en")
    assert tr("Saved") == "Saved"
    assert tr_n("{n} file", "{n} files", 1) == "1 file"


def test_a_text_is_shown_in_the_language_with_its_facts(chinese: Translation) -> None:
    assert chinese.language == "zh_CN"
    assert [tr(BADGE_WORDS[badge]) for badge in (Badge.SAVED, Badge.NEEDS_YOU)] == ["已保存", "需要处理"]
    assert tr("In line at {provider}", provider="Tripo") == "在 Tripo 排队"


def test_a_text_that_is_not_in_the_catalogue_stays_english(chinese: Translation) -> None:
    unknown = "Red fox asleep in fresh snow"
    assert tr(unknown) == unknown


@pytest.mark.parametrize("number", [0, 1, 2, 1000])
def test_a_number_takes_its_form(chinese: Translation, number: int) -> None:
    assert tr_n("{n} file", "{n} files", number) == f"{number:,} 个文件"


def test_a_language_with_several_forms_gets_each(qapp: QApplication, tmp_path: Path) -> None:
    text = catalogue.Text("{n} files", plural=True, file="a.py")
    path = tmp_path / "outtray_pl.ts"
    catalogue.write(path, "pl", [text], {"{n} files": catalogue.Entry(("{n} plik", "{n} pliki", "{n} plików"), finished=True)})
    path.with_name("outtray_zh_CN.qm").write_bytes(catalogue.compiled(path))
    polish = Translation(qapp, tmp_path, pseudo="")
    polish.use("zh_CN")
    said = [tr_n("{n} file", "{n} files", number) for number in (1, 2, 5, 22)]
    polish.close()
    assert said == ["1 plik", "2 pliki", "5 plików", "22 pliki"]


def test_lists_sentences_and_choices_are_set_as_the_language_does(chinese: Translation) -> None:
    assert sentences("甲。", "", "乙。") == "甲。乙。"
    assert listed(["甲", "乙", "丙"]) == "甲、乙、丙"
    assert either(["Tripo", "crun.ai"]) == "Tripo 或 crun.ai"


def test_days_and_spans_are_written_as_the_language_does(chinese: Translation) -> None:
    assert day_words(NOW.replace(month=11, day=3, hour=12)) == "11月3日"
    assert [span_words(seconds) for seconds in (40, 240, 7200, 13 * 86400)] == ["40 秒", "4 分钟", "2 小时", "13 天"]


def test_a_problem_is_told_in_the_language_with_the_facts_that_are_kept_in_english(chinese: Translation) -> None:
    folder = problem(ProblemKind.FOLDER_UNAVAILABLE, folder="Renders", reason="it is read-only", advice="Allow writing there")
    assert words(folder).title == "文件夹“Renders”不可用（它是只读的）。"
    assert words(folder).hint == "请允许在那里写入，或选择其他文件夹，然后再次保存。"
    cut = problem(ProblemKind.WRONG_BYTES, provider="Tripo", got="a picture", expected="a video", flaw="It ends before its index")
    assert words(cut).title == "Tripo 的服务器发来的是图片，而不是视频。"
    assert words(cut).hint == "未保存任何内容。文件在索引之前中断。请重试。"


def test_a_problem_of_any_kind_has_words_in_the_language(chinese: Translation) -> None:
    for kind in ProblemKind:
        said = words(Problem(kind))
        assert all(any("一" <= letter <= "鿿" for letter in text) for text in (said.title, said.hint)), said


def test_a_row_speaks_the_language(chinese: Translation) -> None:
    assert detail_line(a_task(), NOW) == "尚未检查"
    saved = a_file(state=FileState.SAVED, size=12_100_000)
    assert detail_line(a_task(remote=Remote.DONE, files=(saved, saved)), NOW) == "2 个文件，24.2 MB"


def test_qts_own_texts_are_in_the_language_too(chinese: Translation) -> None:
    there = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), "qtbase_zh_CN.qm").exists()
    said = QCoreApplication.translate("QPlatformTheme", "Cancel")
    assert (said == "取消") is there


def test_closing_returns_to_english(chinese: Translation) -> None:
    chinese.close()
    assert tr("Saved") == "Saved"


def test_a_language_that_is_written_from_the_right_mirrors_the_window(translation: Translation, qapp: QApplication) -> None:
    translation.use("ar")
    assert QWidget().layoutDirection() is Qt.LayoutDirection.RightToLeft
    translation.use("zh_CN")
    assert qapp.layoutDirection() is Qt.LayoutDirection.LeftToRight


# -- the pseudo-locale -----------------------------------------------------------------------------------------------------


def test_a_pseudo_text_is_bracketed_longer_and_keeps_its_names() -> None:
    said = pseudo_text("Saving {n} files to “{folder}”")
    assert said.startswith(OPEN)
    assert said.endswith(CLOSE)
    assert catalogue.names_in(said) == {"n", "folder"}
    assert len(said) >= 1.4 * len("Saving {n} files to “{folder}”")
    assert "Saving" not in said


@pytest.mark.parametrize(("asked", "direction"), [("1", Qt.LayoutDirection.LeftToRight), ("rtl", Qt.LayoutDirection.RightToLeft)])
def test_the_environment_asks_for_the_pseudo_locale(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, asked: str, direction: Qt.LayoutDirection
) -> None:
    monkeypatch.setenv(PSEUDO, asked)
    made = Translation(qapp, catalogue.CATALOGUES)
    made.use("en")
    try:
        assert tr("Saved") == pseudo_text("Saved")
        assert tr_n("{n} file", "{n} files", 1).startswith(OPEN)
        assert qapp.layoutDirection() is direction
    finally:
        made.close()


def test_a_text_is_looked_up_once_however_often_it_is_painted(chinese: Translation, qapp: QApplication) -> None:
    asked: list[str] = []

    def counted(text: str, _number: int | None) -> str:
        asked.append(text)
        return text

    from desktop.qt import translation as module

    speak(module._kept(counted))
    for _ in range(3):
        tr("Saved")
    assert asked == ["Saved"]
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange)
