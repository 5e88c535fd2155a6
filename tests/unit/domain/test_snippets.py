"""The lines for scripts: quoted as each system reads them."""

import json
import shlex
import subprocess

import pytest

from desktop.domain.link import AddAsked, read_link
from desktop.domain.snippets import EXAMPLE_ID, Way, snippets

ODD = ("/opt/out tray's/outtray", "--profile", "/home/ada/my $profile")


def line(way: Way, *, system: str = "linux", inbox: str = "/in box", command: tuple[str, ...] = ODD) -> str:
    """Return the line for one way."""
    (found,) = [each.line for each in snippets(command, inbox, system) if each.way is way]
    return found


def test_a_shell_reads_the_program_and_its_profile_as_they_are() -> None:
    assert shlex.split(line(Way.SHELL)) == [*ODD, "add", "--json", EXAMPLE_ID]
    assert shlex.split(line(Way.PIPE).partition("|")[2]) == [*ODD, "add", "-"]


def test_windows_quotes_with_double_quotes() -> None:
    said = line(Way.SHELL, system="win32", command=(r"C:\Program Files\Outtray\outtray-cli.exe",))
    assert said == rf'"C:\Program Files\Outtray\outtray-cli.exe" add --json {EXAMPLE_ID}'
    assert line(Way.PIPE, system="win32", command=("outtray",)) == "type ids.txt | outtray add -"


def test_python_and_node_get_the_command_as_a_list_of_texts() -> None:
    windows = (r"C:\Out tray\outtray.exe",)
    namespace: dict[str, object] = {}
    said = line(Way.PYTHON, command=windows).partition("subprocess.run(")[2].partition(", stdout")[0]
    exec(f"words = {said}", namespace)
    assert namespace["words"] == [*windows, "add", "--json", EXAMPLE_ID]
    assert json.dumps(windows[0]) in line(Way.NODE, command=windows)


@pytest.mark.parametrize(("system", "program"), [("linux", "xdg-open"), ("darwin", "open"), ("win32", "start")])
def test_the_link_is_one_that_outtray_follows(system: str, program: str) -> None:
    words = shlex.split(line(Way.LINK, system=system))
    assert words[0] == program
    asked = read_link(words[-1])
    assert isinstance(asked, AddAsked)
    assert (asked.provider, asked.ids) == ("tripo", (EXAMPLE_ID,))


def test_without_an_inbox_there_is_no_line_for_it() -> None:
    assert line(Way.INBOX, inbox="") == ""


def test_a_folder_of_any_name_is_written_to() -> None:
    said = line(Way.INBOX, inbox="/tmp/it's $HOME")
    checked = subprocess.run(["sh", "-n", "-c", said], capture_output=True, text=True)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert shlex.quote("/tmp/it's $HOME") in said
