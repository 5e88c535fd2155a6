"""Steps of the layout: what shipped never changes."""

import ast
from pathlib import Path

import pytest

from desktop.storage import finding_layout, migrations


@pytest.mark.parametrize("module", [finding_layout.__file__, migrations.__file__])
def test_a_step_takes_nothing_from_code_that_may_change(module: str) -> None:
    tree = ast.parse(Path(module).read_text(encoding="utf-8"))
    taken = [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    taken += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert {name for name in taken if name.startswith("desktop")} <= {"desktop.storage.finding_layout"}
