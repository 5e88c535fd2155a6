"""Starting at login: the system's own entry is the truth, and nothing that is not ours is taken away."""

import plistlib
import shutil
import subprocess
import time
from pathlib import Path
from typing import override

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.storage.desktop_entry import exec_arguments, exec_line, keys_in, text_of, value_of
from desktop.storage.login import LoginEntry, LoginTrouble, XdgAutostart
from desktop.storage.login_macos import LABEL, LaunchAgent
from desktop.storage.login_windows import APPROVED, RUN, VALUE, Registry, RunKey

ODD = '/opt/My "Own" $tools`/100% \\ out/outtray'


class Kept(Registry):
    """A registry in memory. `locked` lets nothing be changed."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], object] = {}
        self.locked = False

    @override
    def get(self, key: str, name: str) -> object:
        return self.values.get((key, name))

    @override
    def put(self, key: str, name: str, text: str) -> None:
        if self.locked:
            raise PermissionError(13, "Access is denied")
        self.values[key, name] = text

    @override
    def drop(self, key: str, name: str) -> None:
        if self.locked:
            raise PermissionError(13, "Access is denied")
        self.values.pop((key, name), None)


@pytest.fixture
def program(tmp_path: Path) -> str:
    path = tmp_path / "bin" / "outtray"
    path.parent.mkdir()
    path.write_text("#!/bin/sh\n")
    return str(path)


def entry(tmp_path: Path, program: str = "/usr/bin/outtray") -> XdgAutostart:
    return XdgAutostart(tmp_path / "autostart", (program, "--hidden"))


def written(tmp_path: Path) -> Path:
    return tmp_path / "autostart" / "outtray.desktop"


# -- the line that starts a program ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (("/usr/bin/outtray", "--hidden"), "/usr/bin/outtray --hidden"),
        (("/home/a b/outtray",), '"/home/a b/outtray"'),
        (("/50%/outtray",), "/50%%/outtray"),
        (("/a$b/outtray",), '"/a\\\\$b/outtray"'),
        (("/a\\b/outtray",), '"/a\\\\\\\\b/outtray"'),
        (("",), '""'),
    ],
)
def test_a_line_is_quoted_as_the_specification_has_it(command: tuple[str, ...], line: str) -> None:
    assert exec_line(command) == line


@given(st.lists(st.text(), min_size=1))
def test_what_is_quoted_reads_as_it_was(command: list[str]) -> None:
    assert exec_arguments(exec_line(command)) == command


@given(st.text())
def test_any_line_can_be_read(line: str) -> None:
    exec_arguments(line)
    assert text_of(value_of(line)) == line


def test_field_codes_are_no_arguments() -> None:
    assert exec_arguments("outtray open %U") == ["outtray", "open"]


# -- Linux -----------------------------------------------------------------------------------------------------------------


def test_without_an_entry_it_is_off_and_switching_off_writes_nothing(tmp_path: Path) -> None:
    made = entry(tmp_path)
    assert not made.is_on()
    made.put(on=False)
    assert not made.mend()
    assert list(tmp_path.iterdir()) == []


def test_switched_on_there_is_an_entry_and_switched_off_it_is_gone(tmp_path: Path) -> None:
    made = entry(tmp_path, ODD)
    made.put(on=True)
    assert made.is_on()
    keys = keys_in(written(tmp_path).read_text())
    assert exec_arguments(keys["Exec"])[-2:] == [ODD, "--hidden"]
    assert text_of(keys["TryExec"]) == ODD
    assert (keys["Type"], keys["Name"], keys["Icon"]) == ("Application", "Outtray", "outtray")
    made.put(on=False)
    assert not made.is_on()
    assert list((tmp_path / "autostart").iterdir()) == []


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="desktop-file-utils are not installed")
@pytest.mark.parametrize("program", ["/usr/bin/outtray", "/home/a b/outtray", ODD])
def test_the_entry_is_a_valid_one(tmp_path: Path, program: str) -> None:
    entry(tmp_path, program).put(on=True)
    checked = subprocess.run(["desktop-file-validate", str(written(tmp_path))], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout) == (0, "")


@pytest.mark.skipif(shutil.which("gio") is None, reason="GLib's tools are not installed")
@pytest.mark.parametrize("folder", ["a b", 'My "Own" $tools`', "100% done %f", "back\\slash", "it's; & <#>", "日本 ü"])
def test_glib_starts_the_program_whatever_its_folder_is_called(tmp_path: Path, folder: str) -> None:
    home = tmp_path / folder
    home.mkdir()
    program = home / "outtray"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$0" "$@" >{tmp_path}/new && mv {tmp_path}/new {tmp_path}/started\n')
    program.chmod(0o755)
    command = (str(program), "--profile", str(home / "profile"), "--hidden")
    XdgAutostart(tmp_path / "autostart", command).put(on=True)
    subprocess.run(["gio", "launch", str(written(tmp_path))], check=True, timeout=20)
    until = time.monotonic() + 20
    while not (tmp_path / "started").exists() and time.monotonic() < until:
        time.sleep(0.01)  # it is another program
    assert (tmp_path / "started").read_text().splitlines() == list(command)


@pytest.mark.parametrize("said", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_was_switched_off_elsewhere_is_off_and_can_be_switched_on_again(tmp_path: Path, said: str) -> None:
    made = entry(tmp_path)
    made.put(on=True)
    key, _, value = said.partition("=")
    text = written(tmp_path).read_text().replace("X-GNOME-Autostart-enabled=true\n", "")
    written(tmp_path).write_text(f"{text}{key}={value}\n")
    assert not made.is_on()
    made.put(on=True)
    assert made.is_on()


def test_a_file_that_is_not_ours_is_kept_whatever_is_switched(tmp_path: Path) -> None:
    own = "[Desktop Entry]\nType=Application\nName=Mine\nExec=nice outtray --hidden\n\n[Desktop Action X]\nName=X\nHidden=no\n"
    written(tmp_path).parent.mkdir()
    written(tmp_path).write_text(own)
    made = entry(tmp_path)
    assert made.is_on()
    made.put(on=False)
    assert not made.is_on()
    assert not made.mend()
    made.put(on=True)
    assert made.is_on()
    assert written(tmp_path).read_text() == own


def test_an_entry_whose_program_has_moved_names_this_one_and_stays_off_where_it_was(tmp_path: Path, program: str) -> None:
    entry(tmp_path, "/gone/outtray").put(on=True)
    written(tmp_path).write_text(written(tmp_path).read_text().replace("enabled=true", "enabled=false"))
    assert entry(tmp_path, program).mend()
    keys = keys_in(written(tmp_path).read_text())
    assert (exec_arguments(keys["Exec"]), keys["TryExec"]) == ([program, "--hidden"], program)
    assert not entry(tmp_path, program).is_on()
    assert not entry(tmp_path, "/another/outtray").mend()  # the one it names is there


def test_an_entry_that_starts_another_profile_keeps_its_program(tmp_path: Path, program: str) -> None:
    XdgAutostart(tmp_path / "autostart", ("/gone/outtray", "--profile", "/home/ada/work", "--hidden")).put(on=True)
    assert not entry(tmp_path, program).mend()
    assert XdgAutostart(tmp_path / "autostart", (program, "--profile", "/home/ada/work", "--hidden")).mend()


@pytest.mark.parametrize(
    ("named", "own", "taken"),
    [("0.9", "0.10", True), ("0.10", "0.10", False), ("1.0", "0.10", False), ("", "0.10", False), ("0.9", "", False)],
)
def test_a_newer_copy_takes_the_place_of_an_older_one_beside_it(
    tmp_path: Path, program: str, named: str, own: str, taken: bool
) -> None:
    XdgAutostart(tmp_path / "autostart", (program, "--hidden"), named).put(on=True)
    beside = f"{program}-{own}"
    Path(beside).write_text("#!/bin/sh\n")
    newer = XdgAutostart(tmp_path / "autostart", (beside, "--hidden"), own)
    assert newer.mend() is taken
    keys = keys_in(written(tmp_path).read_text())
    assert exec_arguments(keys["Exec"]) == [beside if taken else program, "--hidden"]
    assert not newer.mend()


def test_a_program_with_a_per_cent_sign_is_the_argument_of_another_and_is_mended_all_the_same(tmp_path: Path, program: str) -> None:
    odd = entry(tmp_path, "/home/ada/100% done/outtray")
    odd.put(on=True)
    keys = keys_in(written(tmp_path).read_text())
    assert keys["Exec"] == 'nice -n 0 "/home/ada/100%% done/outtray" --hidden'
    assert entry(tmp_path, program).mend()
    assert keys_in(written(tmp_path).read_text())["Exec"] == f"{program} --hidden"


@pytest.mark.parametrize("text", ["", "[Desktop Entry]\nType=Application\n"])
def test_a_file_that_starts_nothing_is_off_and_is_written_over(tmp_path: Path, text: str) -> None:
    written(tmp_path).parent.mkdir()
    written(tmp_path).write_text(text)
    made = entry(tmp_path)
    assert not made.is_on()
    made.put(on=True)
    assert made.is_on()
    assert XdgAutostart.OURS in keys_in(written(tmp_path).read_text())


def test_an_entry_that_can_not_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "autostart").write_text("a file in the folder's place")
    with pytest.raises(LoginTrouble) as caught:
        entry(tmp_path).put(on=True)
    assert "outtray.desktop" in caught.value.sentence
    assert caught.value.sentence.endswith("Check that you may write there.")


# -- Windows, macOS --------------------------------------------------------------------------------------------------------


def test_the_run_key_holds_one_quoted_line(program: str) -> None:
    registry = Kept()
    made = RunKey((r"C:\Program Files\Outtray\Outtray.exe", "--hidden"), registry)
    assert not made.is_on()
    made.put(on=True)
    assert registry.values == {(RUN, VALUE): r'"C:\Program Files\Outtray\Outtray.exe" --hidden'}
    assert made.is_on()
    assert RunKey((program, "--hidden"), registry).mend()
    assert registry.values[RUN, VALUE] == f"{program} --hidden"
    assert not RunKey(("/elsewhere", "--hidden"), registry).mend()
    registry.values[RUN, VALUE] = r'"C:\gone\Outtray.exe" --profile D:\work --hidden'
    assert not RunKey((program, "--hidden"), registry).mend()
    assert RunKey((program, "--profile", r"D:\work", "--hidden"), registry).mend()
    made.put(on=False)
    assert registry.values == {}


def test_what_the_task_manager_switched_off_is_off_until_it_is_wished_again() -> None:
    registry = Kept()
    made = RunKey(("Outtray.exe",), registry)
    made.put(on=True)
    registry.values[APPROVED, VALUE] = b"\x02" + bytes(11)
    assert made.is_on()
    registry.values[APPROVED, VALUE] = b"\x03" + bytes(11)
    assert not made.is_on()
    made.put(on=True)
    assert made.is_on()
    registry.locked = True
    with pytest.raises(LoginTrouble):
        made.put(on=False)


def test_the_launch_agent_starts_the_program_when_the_user_signs_in(tmp_path: Path, program: str) -> None:
    made = LaunchAgent(tmp_path / "LaunchAgents", (program, "--hidden"))
    assert not made.is_on()
    made.put(on=True)
    assert made.is_on()
    file = tmp_path / "LaunchAgents" / f"{LABEL}.plist"
    agent = plistlib.loads(file.read_bytes())
    assert (agent["Label"], agent["ProgramArguments"], agent["RunAtLoad"]) == (LABEL, [program, "--hidden"], True)
    file.write_bytes(plistlib.dumps(agent | {"Disabled": True, "ProgramArguments": ["/gone", "--hidden"]}))
    assert not made.is_on()
    assert made.mend()
    agent = plistlib.loads(file.read_bytes())
    assert (agent["ProgramArguments"], agent["Disabled"]) == ([program, "--hidden"], True)
    file.write_bytes(plistlib.dumps(agent | {"ProgramArguments": ["/gone", "--profile", "/work", "--hidden"]}))
    assert not made.mend()
    made.put(on=False)
    assert not file.exists()


@pytest.mark.parametrize(
    "program",
    [
        "/Volumes/Outtray/Outtray.app/Contents/MacOS/outtray",
        "/private/var/folders/x1/AppTranslocation/F00/d/Outtray.app/Contents/MacOS/outtray",
    ],
)
def test_a_copy_that_is_not_installed_is_not_started_at_login_and_says_what_to_do(tmp_path: Path, program: str) -> None:
    made = LaunchAgent(tmp_path, (program, "--hidden"))
    with pytest.raises(LoginTrouble, match="Move it to the Applications folder"):
        made.put(on=True)
    made.put(on=False)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_launch_agent_is_off_and_is_written_anew(tmp_path: Path) -> None:
    made: LoginEntry = LaunchAgent(tmp_path, ("/Applications/Outtray.app/Contents/MacOS/outtray",))
    (tmp_path / f"{LABEL}.plist").write_bytes(b"<plist><dict><key>a</dict></plist>")
    assert not made.is_on()
    made.put(on=True)
    assert made.is_on()
