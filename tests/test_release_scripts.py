"""The scripts that build, sign and publish: on Linux as they are, those for macOS with stand-ins for the system's tools."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop import __version__

ROOT = Path(__file__).parent.parent
PACKAGING = ROOT / "packaging"
WINDOWS = PACKAGING / "windows"
MACOS = PACKAGING / "macos"
SHELL = sorted([*PACKAGING.glob("*.sh"), *MACOS.glob("*.sh")])
POWERSHELL = sorted(WINDOWS.glob("*.ps1"))

type Run = Callable[..., subprocess.CompletedProcess[str]]


def named(path: Path) -> str:
    return path.name


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a script of a copy of the tree that holds what it reads, with an empty dist."""
    copy = tmp_path / "checkout"
    for name in ("packaging", "tools", "desktop"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "screenshots", "licences"))
    for name in ("CHANGELOG.md", "pyproject.toml"):
        shutil.copy(ROOT / name, copy)
    (copy / "dist").mkdir()

    def runs(script: str, *args: str, **environ: str) -> subprocess.CompletedProcess[str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        command = [str(copy / "packaging" / script), *args]
        return subprocess.run(
            command, env=kept | {"PYTHON": sys.executable} | environ, cwd=tmp_path, capture_output=True, text=True, timeout=60
        )

    return runs


@pytest.mark.parametrize("script", SHELL, ids=named)
def test_a_script_stops_at_its_first_failure_and_tells_what_it_is_for(script: Path) -> None:
    assert "set -euo pipefail\n" in script.read_text(encoding="utf-8")
    assert os.access(script, os.X_OK)
    assert subprocess.run(["bash", "-n", str(script)]).returncode == 0
    told = subprocess.run([str(script), "--help"], capture_output=True, text=True, timeout=20)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith(f"usage: packaging/{script.relative_to(PACKAGING)}")


@pytest.mark.parametrize("script", SHELL, ids=named)
def test_a_script_ends_with_a_sentence_where_it_cannot_work(script: Path) -> None:
    told = subprocess.run([str(script), "nonsense"], capture_output=True, text=True, timeout=20, cwd=ROOT / "tests")
    assert told.returncode == 1
    assert told.stderr.splitlines()[-1].endswith((".", "nonsense"))


@pytest.mark.parametrize("script", SHELL, ids=named)
def test_shellcheck_finds_nothing_where_it_is_installed(script: Path) -> None:
    program = shutil.which("shellcheck") or "true"
    told = subprocess.run([program, str(script)], capture_output=True, text=True, timeout=60)
    assert told.returncode == 0, told.stdout


@pytest.mark.parametrize("script", POWERSHELL, ids=named)
def test_a_powershell_script_stops_at_failures_and_is_plain_ascii(script: Path) -> None:
    text = script.read_bytes().decode("ascii")  # Windows PowerShell reads files without a mark in the system's code page
    assert "$ErrorActionPreference = 'Stop'" in text
    assert "Set-StrictMode" in text
    assert ".SYNOPSIS" in text
    assert "[switch] $Help" in text


def test_a_tag_that_is_not_the_version_is_refused(run: Run) -> None:
    assert run("check_version.sh").stdout == f"version: {__version__}\n"
    wrong = run("check_version.sh", GITHUB_REF_TYPE="tag", GITHUB_REF_NAME="v9.9.9")
    assert wrong.returncode == 1
    assert wrong.stderr.startswith(f"version: The tag is v9.9.9, but the version is {__version__}.")


def test_a_tag_of_a_release_without_its_day_is_refused(run: Run, tmp_path: Path) -> None:
    changelog = tmp_path / "checkout" / "CHANGELOG.md"
    tagged = {"GITHUB_REF_TYPE": "tag", "GITHUB_REF_NAME": f"v{__version__}"}
    changelog.write_text(f"# Changelog\n\n## {__version__} (unreleased)\n\n- A point.\n")
    assert "CHANGELOG.md has no heading" in run("check_version.sh", **tagged).stderr
    changelog.write_text(f"# Changelog\n\n## {__version__} (2026-12-01)\n\n- A point.\n")
    assert run("check_version.sh", **tagged).returncode == 0


INSTALLERS = [
    f"outtray_{__version__}_amd64.deb",
    f"outtray-{__version__}-linux-x86_64.tar.gz",
    f"outtray-{__version__}-windows-x64-setup.exe",
    f"outtray-{__version__}-macos-arm64.dmg",
    f"outtray-{__version__}-macos-x86_64.dmg",
]
WHERE = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "outtray/outtray"}


def test_a_release_that_lacks_an_installer_is_not_published(run: Run, tmp_path: Path) -> None:
    for name in INSTALLERS[1:]:
        (tmp_path / "checkout" / "dist" / name).write_text(name)
    told = run("publish.sh", "--dry-run", f"v{__version__}", **WHERE)
    assert (told.returncode, told.stderr) == (1, f"publish: dist/{INSTALLERS[0]} is missing. Let its build run again.\n")


def test_an_unsigned_installer_gets_no_update_list(run: Run, tmp_path: Path) -> None:
    dist = tmp_path / "checkout" / "dist"
    for name in INSTALLERS[:-1]:
        (dist / name).write_text(name)
    (dist / f"outtray-{__version__}-macos-x86_64-unsigned.dmg").write_text("unsigned")
    told = run("publish.sh", "--dry-run", f"v{__version__}", UPDATE_KEY="a key", **WHERE)
    assert told.returncode == 0, told.stderr
    assert "NOT SIGNED" in told.stdout
    assert not (dist / "outtray-updates.json").exists()
    assert len((dist / "SHA256SUMS").read_text().splitlines()) == len(INSTALLERS)


def test_a_release_is_not_published_with_a_key_that_no_copy_believes(run: Run, tmp_path: Path) -> None:
    dist = tmp_path / "checkout" / "dist"
    for name in INSTALLERS:
        (dist / name).write_text(name)
    told = run("publish.sh", "--dry-run", f"v{__version__}", UPDATE_KEY="no key", **WHERE)
    assert told.returncode == 1
    assert told.stderr.endswith("publish: The update list could not be made. The line above says why.\n")
    assert "no key" not in told.stdout + told.stderr
    assert not (dist / "outtray-updates.json").exists()


def test_the_scripts_and_the_release_call_the_installers_the_same() -> None:
    names = (WINDOWS / "outtray.iss").read_text(encoding="utf-8-sig"), (MACOS / "build.sh").read_text(encoding="utf-8")
    assert "OutputBaseFilename=outtray-{#AppVersion}-windows-x64-setup{#Suffix}" in names[0]
    assert "image=dist/outtray-$version-macos-$processor$suffix.dmg" in names[1]
    published = (PACKAGING / "publish.sh").read_text(encoding="utf-8")
    for name in INSTALLERS:
        assert name.replace(__version__, "$version") in published.replace("${version}", "$version")


STAND_INS = {
    "codesign": """
        case "$*" in
            -dv*) echo "TeamIdentifier=$(cat "$STATE/team" 2>/dev/null || echo TEAM)" >&2 ;;
            *) echo "codesign $*" >> "$STATE/calls" ;;
        esac""",
    "file": 'case $2 in *.dylib | */outtray | */QtCore) echo "Mach-O universal binary" ;; *) echo "ASCII text" ;; esac',
    "plutil": r"""
        [ "$2" != CFBundleExecutable ] || { echo outtray; exit; }
        sed -n "s/.*\"$2\": *\"\([^\"]*\)\".*/\1/p" "${@: -1}"
        """,
    "xcrun": """
        echo "xcrun $*" >> "$STATE/calls"
        case "$1 $2" in
            "notarytool submit") cat "$STATE/answer" ;;
            "notarytool log") echo '{"issues": ["lib/a.dylib is not signed"]}' ;;
        esac""",
    "spctl": 'echo "spctl $*" >> "$STATE/calls"',
    "ditto": 'echo "ditto $*" >> "$STATE/calls"; cp -R "${@: -2:1}" "${@: -1}"',
    "hdiutil": """
        echo "hdiutil $1" >> "$STATE/calls"
        [ "$1" != create ] || { ls -l "$5" >> "$STATE/calls"; touch "${@: -1}"; }""",
}


class Mac:
    """A folder with an application in it, and macOS's tools, which only write down what they are called with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.app = folder / "Outtray.app"
        framework = self.app / "Contents" / "Frameworks" / "Qt" / "QtCore.framework"
        for path in ("MacOS/outtray", "MacOS/lib.dylib", "Info.plist", "Resources/help.txt", "Frameworks/deep/er/b.dylib"):
            (self.app / "Contents" / path).parent.mkdir(parents=True, exist_ok=True)
            (self.app / "Contents" / path).touch()
        (framework / "Versions" / "A").mkdir(parents=True)
        (framework / "Versions" / "A" / "QtCore").touch()
        (folder / "bin").mkdir()
        for name, lines in STAND_INS.items():
            tool = folder / "bin" / name
            tool.write_text(f"#!/usr/bin/env bash\nset -eu\n{lines}\n")
            tool.chmod(0o755)
        (folder / "key.p8").touch()

    def run(self, script: str, *args: str, **environ: str) -> subprocess.CompletedProcess[str]:
        notary = {"NOTARY_KEY_FILE": str(self.folder / "key.p8"), "NOTARY_KEY_ID": "K", "NOTARY_ISSUER": "I"}
        path = {"PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}", "STATE": str(self.folder)}
        command = [str(MACOS / script), *args]
        return subprocess.run(command, env=path | notary | environ, cwd=self.folder, capture_output=True, text=True, timeout=60)

    @property
    def calls(self) -> list[str]:
        return (self.folder / "calls").read_text().replace(f"{self.app}/", "").replace(str(self.app), "APP").splitlines()


@pytest.fixture
def mac(tmp_path: Path) -> Mac:
    return Mac(tmp_path)


def test_an_application_is_signed_from_the_inside_out_and_alone_has_entitlements(mac: Mac) -> None:
    told = mac.run("sign.sh", str(mac.app), MACOS_SIGN_IDENTITY="Developer ID Application: We")
    assert told.returncode == 0, told.stderr
    signed, verified = mac.calls[:-1], mac.calls[-1]
    assert [line.rpartition(" ")[2] for line in signed] == [
        "Contents/Frameworks/Qt/QtCore.framework/Versions/A/QtCore",
        "Contents/Frameworks/deep/er/b.dylib",
        "Contents/MacOS/lib.dylib",
        "Contents/Frameworks/Qt/QtCore.framework",
        "APP",
    ]
    assert all("--sign Developer ID Application: We --timestamp --options runtime " in line for line in signed)
    assert ["--entitlements" in line for line in signed] == [False] * 4 + [True]
    assert verified == "codesign --verify --deep --strict --verbose=2 APP"


def test_a_library_of_another_team_is_refused(mac: Mac) -> None:
    (mac.folder / "team").write_text("not set")
    told = mac.run("sign.sh", str(mac.app), MACOS_SIGN_IDENTITY="Developer ID Application: We")
    assert (told.returncode, told.stderr.splitlines()[-1][:6]) == (1, "sign: ")
    assert "carries no team id" in told.stderr


def test_without_an_identity_an_application_is_signed_for_this_computer_and_says_so(mac: Mac) -> None:
    told = mac.run("sign.sh", str(mac.app))
    assert told.returncode == 0
    assert "NOT SIGNED FOR OTHERS" in told.stderr
    assert all("--sign - --timestamp=none" in line and "runtime" not in line for line in mac.calls[:-1])
    image = mac.folder / "a.dmg"
    image.touch()
    assert mac.run("sign.sh", str(image)).returncode == 1


def test_what_apple_does_not_accept_is_not_stapled_and_the_log_is_shown(mac: Mac) -> None:
    (mac.folder / "answer").write_text('{"id": "one", "status": "Invalid"}')
    told = mac.run("notarise.sh", str(mac.app))
    assert told.returncode == 1
    assert "lib/a.dylib is not signed" in told.stderr
    assert told.stderr.splitlines()[-1].startswith(f"notarise: Apple did not accept {mac.app} (Invalid).")
    assert not any("stapler" in line for line in mac.calls)


def test_what_apple_accepts_is_stapled_and_shown_to_gatekeeper(mac: Mac) -> None:
    (mac.folder / "answer").write_text('{"status": "Accepted", "id": "one"}')
    told = mac.run("notarise.sh", str(mac.app))
    assert told.returncode == 0, told.stderr
    assert mac.calls[-3:] == [
        "xcrun stapler staple APP",
        "xcrun stapler validate APP",
        "spctl --assess --type execute --verbose=4 APP",
    ]


def test_the_disk_image_holds_the_application_and_a_link_to_applications(mac: Mac) -> None:
    told = mac.run("dmg.sh", str(mac.app), "out.dmg")
    assert told.returncode == 0, told.stderr
    assert any(line.endswith("Applications -> /Applications") for line in mac.calls)
    assert any(line.endswith(" Outtray.app") for line in mac.calls)
    assert mac.calls[-1] == "hdiutil verify"
    assert (mac.folder / "out.dmg").is_file()
