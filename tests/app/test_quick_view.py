"""3D models in the quick view, on a real (virtual) display, behind the helper process that looks into them first."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.display import screen

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs Xvfb")
def test_models_are_framed_turned_and_a_broken_one_harms_nobody(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.app.quick_view_driver", str(tmp_path)]
    with screen() as environment:
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=90, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])

    assert seen["errors"] == []
    assert "triangles" in seen["facts"]
    assert seen["tools"] == [True, True, True]
    assert seen["lamp"] > 300
    assert seen["turned"]
    assert 50 < seen["wires"] != seen["lamp"]
    assert seen["light"] > 180 > 80 > seen["dark"]
    assert min(seen["sizes"]) > 1000
    assert seen["sizes"][0] == pytest.approx(seen["sizes"][1], rel=0.05)
    assert seen["broken"].startswith("This model file cannot be read.")
    assert seen["again"] > 300
    assert seen["left"] == ["left"]
    assert not seen["open"]
    assert "Traceback" not in done.stderr
