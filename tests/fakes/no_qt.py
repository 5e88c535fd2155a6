"""A pytest plugin (`-p tests.fakes.no_qt -p no:pytest-qt`): in this interpreter no Qt can be imported, and no bridge to it."""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

ABSENT = frozenset({"PySide6", "shiboken6", "qasync", "pytestqt"})


class NoQt:
    """Finds the absent modules first, and refuses them."""

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name.partition(".")[0] in ABSENT:
            raise ModuleNotFoundError(f"{name} is absent here on purpose: the core must not import it", name=name)
        return None


sys.meta_path.insert(0, NoQt())


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know the settings of pytest-qt, which the project's configuration holds."""
    for name in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
        parser.addini(name, "of pytest-qt, which is absent")
