"""The second start raises the first where no program may raise itself: under a Wayland compositor."""

import shutil
import sys

import pytest

from desktop.domain.link import add_link
from tests.fakes.display import compositor
from tests.fakes.outtray import Outtray
from tests.fakes.window import windows

ONE = "1ec04ced-4b87-44f6-a1b2-000000000001"

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="Wayland is Linux's"),
    pytest.mark.skipif(shutil.which("sway") is None, reason="needs sway"),
]


def test_the_token_of_the_second_start_reaches_the_compositor(outtray: Outtray) -> None:
    said: list[str] = []

    def expected(line: str) -> bool:
        """Note what libwayland tells of the talk; pass over Qt's own remark about a text field of a window without the keyboard."""
        said.append(line)
        return line.startswith(("[", "qt.qpa.wayland.textinput"))

    with compositor() as wayland, windows(outtray, expected=expected) as start:
        outtray.environ |= wayland
        window = start(environ={"WAYLAND_DEBUG": "1"})
        window.do("look")
        done = outtray.run("open", add_link([ONE], provider="tripo"), environ={"XDG_ACTIVATION_TOKEN": "token-of-the-browser"})
        assert (done.code, done.err) == (0, "")
        assert window.until(lambda shown: shown.get("rows"))["came"] == ["token-of-the-browser"]
    assert sum('activate("token-of-the-browser"' in line for line in said) == 1
