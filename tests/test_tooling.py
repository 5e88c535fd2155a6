"""The set-up script: system libraries that Qt lacks are installed or named before Qt fails, and pins agree."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
REQUIREMENTS = ROOT / "packaging" / "requirements"
TOOLS = ("awk", "bash", "cat", "dirname", "env", "grep", "id", "sort", "touch", "tr", "uname")

LACKING = """#!/bin/bash
[ -e "$STATE/installed" ] && exit 0
echo "	libxcb-cursor.so.0 => not found"
echo "	libEGL.so.1 => not found"
echo "	libc.so.6 => /lib/libc.so.6 (0x0)"
"""
COMPLETE = "#!/bin/bash\necho '	libc.so.6 => /lib/libc.so.6 (0x0)'\n"
APT = """#!/bin/bash
echo "apt-get $*" >> "$STATE/calls"
[ "$1" != install ] || touch "$STATE/installed"
"""
USELESS_APT = '#!/bin/bash\necho "apt-get $*" >> "$STATE/calls"\n'
BROKEN_APT = "#!/bin/bash\n[ $1 = update ] || exit 100\n"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the script looks for libraries on Linux alone")


class Machine:
    """A checkout and a PATH that hold only what a test puts there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs = folder / "bin"
        self.programs.mkdir()
        for name in TOOLS:
            found = shutil.which(name)
            assert found is not None
            (self.programs / name).symlink_to(found)
        (folder / "checkout" / "tools").mkdir(parents=True)
        shutil.copy(ROOT / "tools" / "setup.sh", folder / "checkout" / "tools")
        python = folder / "checkout" / ".venv" / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text(f"#!/bin/bash\necho {folder}/PySide6\n")
        python.chmod(0o755)

    def has(self, name: str, script: str = "#!/bin/bash\n") -> None:
        path = self.programs / name
        path.write_text(script)
        path.chmod(0o755)

    def is_no_root(self) -> None:
        (self.programs / "id").unlink()
        self.has("id", "#!/bin/bash\necho 1000\n")

    def set_up(self, *what: str) -> tuple[int, str]:
        """Run the script; return its exit code and everything it said."""
        command = ["bash", str(self.folder / "checkout" / "tools" / "setup.sh"), *what]
        environment = {"PATH": str(self.programs), "STATE": str(self.folder), "HOME": str(self.folder)}
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        return done.returncode, done.stdout

    @property
    def calls(self) -> list[str]:
        path = self.folder / "calls"
        return path.read_text().splitlines() if path.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path)
    if os.getuid() != 0:
        made.has("sudo", '#!/bin/bash\n[ "$1" = -n ] && exit 0\nexec "$@"\n')
    return made


def test_nothing_is_said_or_done_where_nothing_is_missing(machine: Machine) -> None:
    machine.has("ldd", COMPLETE)
    machine.has("apt-get", APT)
    assert machine.set_up("libraries") == (0, "")
    assert machine.calls == []


def test_missing_libraries_are_installed_by_their_packages(machine: Machine) -> None:
    machine.has("ldd", LACKING)
    machine.has("apt-get", APT)
    assert machine.set_up("libraries") == (0, "outtray: Qt lacks system libraries: installing libegl1 libxcb-cursor0\n")
    assert machine.calls[-1] == "apt-get install -y -qq --no-install-recommends libegl1 libxcb-cursor0"
    assert machine.set_up("libraries") == (0, "")


def test_without_apt_one_line_names_the_packages(machine: Machine) -> None:
    machine.has("ldd", LACKING)
    said = "outtray: Qt lacks system libraries. Install with your package manager: libegl1 libxcb-cursor0\n"
    assert machine.set_up("libraries") == (1, said)


def test_without_rights_one_line_says_what_to_run(machine: Machine) -> None:
    machine.has("ldd", LACKING)
    machine.has("apt-get", APT)
    machine.has("sudo", "#!/bin/bash\nexit 1\n")
    machine.is_no_root()
    said = "outtray: Qt lacks system libraries. Run: sudo apt-get install libegl1 libxcb-cursor0\n"
    assert machine.set_up("libraries") == (1, said)
    assert machine.calls == []


def test_a_failing_apt_is_said_in_one_line(machine: Machine) -> None:
    machine.has("ldd", LACKING)
    machine.has("apt-get", BROKEN_APT)
    code, said = machine.set_up("libraries")
    assert code == 1
    assert said.splitlines()[1:] == [
        "outtray: Qt lacks system libraries, and apt-get could not install it. Run: sudo apt-get install libegl1 libxcb-cursor0"
    ]


def test_libraries_that_an_installation_did_not_bring_are_named(machine: Machine) -> None:
    machine.has("ldd", LACKING)
    machine.has("apt-get", USELESS_APT)
    code, said = machine.set_up("libraries")
    assert code == 1
    assert "Qt still lacks system libraries: libEGL.so.1 libxcb-cursor.so.0." in said


def test_programs_that_tests_talk_to_are_installed_for_tests_alone(machine: Machine) -> None:
    machine.has("ldd", COMPLETE)
    machine.has("apt-get", APT)
    machine.has("Xvfb")
    assert machine.set_up("libraries")[0] == 0
    assert machine.calls == []
    assert machine.set_up("libraries", "test")[0] == 0
    assert " dbus gnome-keyring" in machine.calls[-1]


def test_what_makes_packages_is_installed_for_packages_alone(machine: Machine) -> None:
    machine.has("ldd", COMPLETE)
    machine.has("apt-get", APT)
    assert machine.set_up("libraries", "package")[0] == 0
    assert machine.calls[-1].endswith(" binutils dpkg"), "whoever only makes packages needs no more than that"
    assert machine.set_up("libraries", "package-test")[0] == 0
    assert {"xvfb", "dbus", "gnome-keyring", "binutils", "lintian", "appstream"} <= set(machine.calls[-1].split())
    assert "xdotool" not in machine.calls[-1]


def test_a_machine_without_a_python_of_ours_is_told_what_to_install(machine: Machine) -> None:
    shutil.rmtree(machine.folder / "checkout" / ".venv")
    machine.has("python3", "#!/bin/bash\nexit 1\n")
    code, said = machine.set_up("run")
    assert (code, said.count("\n")) == (1, 1)
    assert "Python 3.12 or newer is needed" in said


def test_a_damaged_environment_is_said_in_one_line(machine: Machine) -> None:
    machine.has("ldd", COMPLETE)
    machine.programs.parent.joinpath("checkout/.venv/bin/python").write_text("#!/bin/bash\nexit 1\n")
    assert machine.set_up("libraries") == (1, "outtray: What is installed in .venv is damaged. Run make clean, then this again.\n")


def _pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (REQUIREMENTS / name).read_text(), re.MULTILINE))


def test_tests_run_with_the_very_releases_that_users_get() -> None:
    run, dev = _pins("run.txt"), _pins("dev.txt")
    assert len(run) > 30
    assert {name: dev.get(name) for name in run} == run


def test_every_dependency_is_pinned_by_hash() -> None:
    for name in ("run.txt", "dev.txt"):
        entries = re.split(r"\n(?=\S)", (REQUIREMENTS / name).read_text().strip())
        assert [entry.partition("\n")[0] for entry in entries if "--hash=sha256:" not in entry] == []
