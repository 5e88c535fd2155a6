"""Keep the catalogue of texts: what the program says, gathered from its sources, and what that is in other languages.

    .venv/bin/python -m tools.catalogue [--check]

Texts are the literals that `tr`, `tr_n` and `words_of` of `desktop.domain.language` are called with. Each
`resources/translations/outtray_<language>.ts` gets the new ones as unfinished, keeps what is translated, loses what nobody says any
more, and is compiled to the `.qm` beside it by PySide6's own `lrelease`. Qt Linguist (`pyside6-linguist`) edits the `.ts` files.
Nothing is asked of the network. `--check` changes nothing and fails where a catalogue is not complete.
"""

import ast
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "desktop"
CATALOGUES = ROOT / "resources" / "translations"
CONTEXT = "outtray"
_MARKS = {"tr": 0, "words_of": 0, "tr_n": 1}
"""Which argument of each function is the text that translations are looked up under."""

_NAME = re.compile(r"\{(\w*)[^{}]*\}")
_GLUED = (ast.JoinedStr, ast.BinOp, ast.IfExp)


class NotLiteral(Exception):
    """A text that is put together before it is looked up, so that no catalogue can have it."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the program: its words, whether a number decides their form, and the file that says it first."""

    source: str
    plural: bool
    file: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A text in another language: its forms (one where no number decides), and whether they are finished."""

    forms: tuple[str, ...]
    finished: bool


def gather(package: Path = PACKAGE) -> list[Text]:
    """Return every text below `package`, each once, in the order of the files. Raises NotLiteral."""
    found: dict[str, Text] = {}
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package.parent).as_posix()
        for source, plural in texts_in(path.read_text(encoding="utf-8"), name):
            known = found.get(source)
            found[source] = Text(source, plural or (known is not None and known.plural), known.file if known else name)
    return list(found.values())


def texts_in(code: str, name: str) -> Iterator[tuple[str, bool]]:
    """Yield the texts of one module, with whether a number decides their form. Raises NotLiteral."""
    for node in ast.walk(ast.parse(code)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MARKS):
            continue
        mark = node.func.id
        texts = node.args[: _MARKS[mark] + 1]
        for text in texts:
            literal = isinstance(text, ast.Constant) and isinstance(text.value, str)
            if not literal and (mark != "tr" or _is_glued(text)) and name != "desktop/domain/language.py":
                raise NotLiteral(f"{name}:{node.lineno}: {mark} takes one literal with {{names}}, not {ast.unparse(text)}")
        last = texts[-1] if texts else None
        if isinstance(last, ast.Constant) and isinstance(last.value, str):
            yield last.value, mark == "tr_n"


def _is_glued(text: ast.expr) -> bool:
    """Tell whether a text is put together on the spot; a word of a table, or one that came as an argument, is not."""
    called = text.func if isinstance(text, ast.Call) else None
    return isinstance(text, _GLUED) or (isinstance(called, ast.Attribute) and called.attr in ("format", "join"))


def names_in(text: str) -> set[str]:
    """Return the names in braces that are filled in."""
    return set(_NAME.findall(text))


def read(path: Path) -> dict[str, Entry]:
    """Return what a `.ts` file has, by the texts' own words."""
    entries: dict[str, Entry] = {}
    for message in ET.parse(path).iter("message"):
        translation = message.find("translation")
        source = message.findtext("source") or ""
        if translation is None:
            continue
        forms = tuple(form.text or "" for form in translation.iter("numerusform")) or (translation.text or "",)
        entries[source] = Entry(forms, translation.get("type") is None and all(forms))
    return entries


def glossary_of(path: Path) -> str:
    """Return the note that stands at the head of a `.ts` file: how its language calls things."""
    found = re.search(r"<!DOCTYPE TS>\n(<!--.*?-->\n)", path.read_text(encoding="utf-8"), re.DOTALL)
    return found[1] if found else ""


def write(path: Path, language: str, texts: list[Text], entries: Mapping[str, Entry]) -> None:
    """Write a `.ts` file with these texts, and of `entries` what translates them."""
    head = glossary_of(path) if path.exists() else ""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>"]
    lines += [f'{head}<TS version="2.1" language="{language}" sourcelanguage="en">', "<context>", f"    <name>{CONTEXT}</name>"]
    for text in texts:
        lines += _message(text, entries.get(text.source, Entry(("",), finished=False)))
    path.write_text("\n".join([*lines, "</context>", "</TS>", ""]), encoding="utf-8")


def _message(text: Text, entry: Entry) -> list[str]:
    kind = "" if entry.finished else ' type="unfinished"'
    forms = "".join(f"<numerusform>{_xml(form)}</numerusform>" for form in entry.forms)
    return [
        f"    <message{' numerus="yes"' if text.plural else ''}>",
        f'        <location filename="../../{text.file}"/>',
        f"        <source>{_xml(text.source)}</source>",
        f"        <translation{kind}>{forms if text.plural else _xml(entry.forms[0])}</translation>",
        "    </message>",
    ]


def _xml(text: str) -> str:
    return escape(text, {'"': "&quot;", "'": "&apos;"})


def faults(texts: list[Text], entries: Mapping[str, Entry]) -> list[str]:
    """Return what is wrong with a catalogue, a sentence each: texts that are missing, names that are lost or made up."""
    found = []
    for text in texts:
        entry = entries.get(text.source)
        if entry is None or not entry.finished:
            found.append(f"“{text.source}” ({text.file}) is not translated")
        elif any(names_in(form) != names_in(text.source) for form in entry.forms):
            found.append(f"“{text.source}” ({text.file}) has other names in braces than “{' / '.join(entry.forms)}”")
    spoken = {text.source for text in texts}
    return [*found, *(f"“{source}” is said nowhere any more" for source in entries if source not in spoken)]


def compiled(path: Path) -> bytes:
    """Return the `.qm` of a `.ts` file, made by the lrelease that PySide6 brings."""
    import PySide6

    (folder,) = PySide6.__path__
    program = Path(folder) / ("lrelease.exe" if sys.platform == "win32" else "lrelease")
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "compiled.qm"
        subprocess.run([program, "-silent", "-nounfinished", path, "-qm", target], check=True)
        return target.read_bytes()


def update(path: Path, texts: list[Text]) -> list[str]:
    """Bring one catalogue up to date, and compile it; return its faults."""
    language = path.stem.partition("_")[2]
    write(path, language, texts, read(path) if path.exists() else {})
    path.with_suffix(".qm").write_bytes(compiled(path))
    return faults(texts, read(path))


def main(arguments: list[str]) -> int:
    """Update every catalogue, or with `--check` only look; return 1 where one is not complete."""
    try:
        texts = gather()
    except NotLiteral as error:
        print(error)
        return 1
    found = []
    for path in sorted(CATALOGUES.glob("outtray_*.ts")):
        wrong = faults(texts, read(path)) if "--check" in arguments else update(path, texts)
        print(f"{path.name}: {len(texts)} texts, {len(wrong)} to be looked at")
        found += wrong
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
