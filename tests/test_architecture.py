"""Rules of the house that a machine can hold; each message names the rule and the mend."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "desktop"
SOURCES = sorted(PACKAGE.rglob("*.py"))
ONE_HOME = {
    "cryptography": {"engine/update_keys.py"},
    "keyring": {"storage/secrets.py"},
    "qasync": {"qt/loop.py"},
    "httpx": {"engine/api.py", "engine/poster.py"},
    "httpx_aiohttp": {"engine/api.py", "engine/poster.py"},
    "urllib3": {"engine/file_host.py", "engine/reply.py", "engine/transfer.py"},
    "sqlite3": {"storage"},
}
VAGUE = {"utils", "helpers", "manager", "common", "misc"}


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_the_scan_sees_the_package() -> None:
    assert len(SOURCES) > 60


@pytest.mark.parametrize("library", sorted(ONE_HOME))
def test_a_foreign_library_is_imported_in_its_one_home(library: str) -> None:
    users = {p.relative_to(PACKAGE).as_posix() for p in SOURCES if any(m.split(".")[0] == library for m in _imports(p))}
    strays = {u for u in users if not any(u == home or u.startswith(home + "/") for home in ONE_HOME[library])}
    assert not strays, f"{library} belongs to {sorted(ONE_HOME[library])}: move its use there and call that from {sorted(strays)}"


def test_no_module_has_a_vague_name() -> None:
    vague = [p.relative_to(ROOT).as_posix() for p in SOURCES if p.stem in VAGUE]
    assert not vague, f"name these after what they do: {vague}"


_NESTED = ("qt/loop.py", "qt/first_frame.py", "qt/drag.py", "preview/__main__.py", "widgets/lone_sentence.py")
"""These run an application, wait for the first frame before there is one, drag, or say why there will be no window."""


def test_no_dialog_is_run_modally() -> None:
    modal = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        if path.relative_to(PACKAGE).as_posix() not in _NESTED
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("exec", "exec_", "processEvents")
    ]
    assert not modal, f"open() dialogs and await their finished signal; a nested loop stops asyncio tasks: {modal}"


def test_only_main_ends_the_process() -> None:
    exits = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        if path.name != "__main__.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("sys.exit", "exit", "quit", "os._exit")
    ]
    assert not exits, f"return an exit code to __main__ instead: {exits}"


def test_no_file_outgrows_its_idea() -> None:
    long = {p.relative_to(ROOT).as_posix(): n for p in SOURCES if (n := len(p.read_text(encoding="utf-8").splitlines())) > 400}
    assert not long, f"split by idea: {long}"


def test_no_committed_file_names_a_package_registry_or_this_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split("\n")
    registries = re.compile("|".join(a + b for a, b in (("py", r"pi\.org"), ("python", r"hosted\.org"), ("registry\\.", "npmjs"))))
    found = []
    for name in filter(None, listed):
        path = ROOT / name
        if (
            path.is_file()
            and path.stat().st_size < 2_000_000
            and registries.search(path.read_text(encoding="utf-8", errors="replace"))
        ):
            found.append(name)
    assert not found, f"take the host names out of {found}"


# -- texts -----------------------------------------------------------------------------------------------------------------

TERMINAL = {"cli.py", "cli_parser.py", "demo.py", "display.py", "terminal.py", "terminal_doctor.py", "terminal_watch.py"} | {
    f"engine/{name}.py" for name in ("account_verbs", "handover", "handover_client", "terminal_words", "verbs", "window_verbs")
}
"""What speaks to the terminal alone, in English."""

SAID_BY = {
    "setText", "setToolTip", "setAccessibleName", "setAccessibleDescription", "setWindowTitle", "setPlaceholderText",
    "setStatusTip", "setWhatsThis", "setInformativeText", "setTitle", "setHeaderLabels", "addAction", "addMenu",
    "addSection", "showMessage", "QLabel", "QAction", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton",
    "QGroupBox", "QMenu", "QDockWidget", "PlainLabel", "ElidedLabel", "Button", "ChoiceButton", "Check", "Field",
    "NumberField", "FolderField", "TextBox", "SectionList", "show_text", "complain", "say", "add_hint", "add_row",
    "add_primary", "add_cancel", "unit", "ConfirmSheet", "Sheet", "tooltip", "Refusal", "Notice", "StorageTrouble",
    "SettingsTrouble", "DatabaseTrouble", "Unreadable", "LinkRefused", "CantCut", "NotPosted", "TemplateError",
    "SettingsNote", "Entry", "Owner",
}  # fmt: skip
"""Calls whose text a reader of the window sees or hears."""

_ENGLISH = re.compile(r"[A-Za-z]{3,}")
_NOT_WORDS = re.compile(
    r"Outtray|#RRGGBB|[\w ]+:|key variables|(?:Ctrl|Shift|Alt|Esc|Del|F\d+|Return|Space|Tab)(?:\+\S+)?|https?://.*|[a-z_]+",
    re.DOTALL,
)
"""What is no text: the program's name, keys, addresses, and names for the program's own use (of notices, of objects)."""


def _plain(node: ast.expr) -> Iterator[str]:
    """Yield the literal words of an argument that no `tr` was asked about."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))
        case ast.IfExp(body=one, orelse=other):
            yield from (*_plain(one), *_plain(other))
        case ast.BoolOp(values=values):
            yield from (text for value in values for text in _plain(value))
        case ast.BinOp(left=left, right=right):
            yield from (*_plain(left), *_plain(right))


def test_every_text_a_reader_meets_goes_through_the_catalogue() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {text!r}"
        for path in SOURCES
        if path.relative_to(PACKAGE).as_posix() not in TERMINAL
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in SAID_BY
        for argument in (*node.args, *(keyword.value for keyword in node.keywords))
        for text in _plain(argument)
        if _ENGLISH.search(text) and not _NOT_WORDS.fullmatch(text.strip())
    ]
    assert not bare, "say it with tr, tr_n or words_of of desktop.domain.language:\n" + "\n".join(bare)
