"""How the packaged program is put together: what goes in, what it weighs, by which licence; without building it."""

import ast
import importlib.metadata
import os
import re
import runpy
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools.package import __main__ as verbs
from tools.package import licences, sizes, trim, verify

ROOT = Path(__file__).parents[1]

WANTED = [
    ("linux", "PySide6/Qt/plugins/platforms/libqxcb.so"),
    ("linux", "PySide6/Qt/plugins/imageformats/libqwebp.so"),
    ("linux", "PySide6/Qt/plugins/assetimporters/libassimp.so"),
    ("linux", "PySide6/Qt/lib/libQt6Core.so.6"),
    ("linux", "libQt6Core.so.6"),
    ("linux", "PySide6/Qt/lib/libavcodec.so.63"),
    ("linux", "PySide6/Qt/lib/libQt6FFmpegStub-ssl.so.3"),
    ("linux", "PySide6/Qt/qml/QtQuick3D/AssetUtils/qmldir"),
    ("linux", "PySide6/Qt/translations/qtbase_zh_CN.qm"),
    ("linux", "PySide6/QtCore.abi3.so"),
    ("linux", "libpython3.13.so.1.0"),
    ("linux", "libsqlite3.so.0"),
    ("linux", "libbz2.so.1.0"),
    ("linux", "libxcb-cursor.so.0"),
    ("linux", "_cffi_backend.cpython-313-x86_64-linux-gnu.so"),
    ("linux", "pillow.libs/libwebp-51b0b3f7.so.7.2.0"),
    ("linux", "resources/samples/tide.mp4"),
    ("linux", "keyring-25.7.0.dist-info/METADATA"),
    ("win32", r"PySide6\plugins\platforms\qwindows.dll"),
    ("win32", r"PySide6\plugins\styles\qmodernwindowsstyle.dll"),
    ("win32", r"PySide6\Qt6Quick3D.dll"),
    ("win32", r"PySide6\QtWidgets.pyd"),
    ("win32", "VCRUNTIME140.dll"),
    ("win32", "python313.dll"),
    ("darwin", "PySide6/Qt/plugins/platforms/libqcocoa.dylib"),
    ("darwin", "PySide6/Qt/lib/QtGui.framework/Versions/A/QtGui"),
    ("darwin", "libssl.3.dylib"),
]
UNWANTED = [
    ("linux", "PySide6/Qt/plugins/platformthemes/libqgtk3.so"),
    ("linux", "PySide6/Qt/plugins/platforms/libqvnc.so"),
    ("linux", "PySide6/Qt/plugins/platforms/libqeglfs.so"),
    ("linux", "PySide6/Qt/plugins/platforms/libqwindows.so"),
    ("linux", "PySide6/Qt/plugins/imageformats/libqsvg.so"),
    ("linux", "PySide6/Qt/plugins/imageformats/libqpdf.so"),
    ("linux", "PySide6/Qt/plugins/imageformats/libqtiff.so"),
    ("linux", "PySide6/Qt/plugins/tls/libqopensslbackend.so"),
    ("linux", "PySide6/Qt/plugins/sqldrivers/libqsqlite.so"),
    ("linux", "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so"),
    ("linux", "PySide6/Qt/qml/QtQuick/Controls/qmldir"),
    ("linux", "PySide6/Qt/qml/QtQuick/plugins.qmltypes"),
    ("linux", "PySide6/Qt/qml/QtQuick3D/designer/view3d.metainfo"),
    ("linux", "PySide6/Qt/translations/qtbase_de.qm"),
    ("linux", "PySide6/Qt/lib/libQt6WebEngineCore.so.6"),
    ("linux", "libQt6Charts.so.6"),
    ("linux", "PySide6/QtCharts.abi3.so"),
    ("linux", "libgtk-3.so.0"),
    ("linux", "libglib-2.0.so.0"),
    ("linux", "libstdc++.so.6"),
    ("linux", "libX11.so.6"),
    ("linux", "libwayland-client.so.0"),
    ("linux", "libreadline.so.8"),
    ("win32", r"PySide6\Qt6WebEngineCore.dll"),
    ("win32", r"PySide6\plugins\sqldrivers\qsqlite.dll"),
    ("win32", r"PySide6\Qt6Charts.dll"),
    ("darwin", "PySide6/Qt/lib/QtWebEngineCore.framework/Versions/A/QtWebEngineCore"),
    ("darwin", "PySide6/Qt/lib/QtCharts.framework/Versions/A/QtCharts"),
]


@pytest.mark.parametrize(("platform", "name"), WANTED)
def test_what_the_program_uses_goes_in(platform: str, name: str) -> None:
    assert trim.wanted(name, platform)


@pytest.mark.parametrize(("platform", "name"), UNWANTED)
def test_what_it_does_not_use_stays_out(platform: str, name: str) -> None:
    assert not trim.wanted(name, platform)


@pytest.mark.skipif(sys.platform != "linux", reason="the wheel's names are those of Linux")
def test_each_part_of_qt_on_the_lists_is_in_its_wheel() -> None:
    import PySide6

    qt = Path(PySide6.__path__[0])
    plugins = {f"{path.parent.name}/{trim.plugin_stem(path.name)}" for path in (qt / "Qt" / "plugins").glob("*/*.so")}
    assert trim.plugins("linux") <= plugins
    assert {name for name in trim.QT_LIBRARIES if not (qt / "Qt" / "lib" / f"libQt6{name}.so.6").exists()} == set()
    assert {name for name in trim.BINDINGS if not (qt / f"{name}.abi3.so").exists()} == set()
    assert {name for name in trim.QML_MODULES if not (qt / "Qt" / "qml" / name / "qmldir").exists()} == set()
    assert {Path(file).stem for file, _ in trim.plugin_files("linux")} == {
        f"lib{name.split('/')[1]}" for name in trim.plugins("linux")
    }


def test_each_module_of_qt_in_use_goes_in() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "desktop").rglob("*.py"))
    used = set(re.findall(r"from PySide6\.(\w+) import", sources))
    assert "QtWidgets" in used
    assert used <= trim.BINDINGS
    pages = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "resources" / "qml").glob("*.qml"))
    imported = {name.replace(".", "/") for name in re.findall(r"^import (Qt[\w.]+)", pages + sources, re.MULTILINE)}
    assert "QtQuick3D" in imported
    assert imported <= trim.QML_MODULES


def test_a_module_in_use_is_not_left_out() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "desktop").rglob("*.py"))
    used = {name for pair in re.findall(r"^\s*(?:from ([\w.]+) import|import ([\w.]+))", sources, re.MULTILINE) for name in pair}
    assert "asyncio" in used
    assert used & set(trim.EXCLUDED_MODULES) == set()


def test_of_pyinstallers_own_start_nothing_runs_but_what_an_app_bundle_needs() -> None:
    assert trim.wanted_at_start("__main__", "linux")
    assert trim.wanted_at_start("pyiboot01_bootstrap", "linux")
    assert [trim.wanted_at_start("pyi_rth_pyside6", platform) for platform in ("linux", "win32", "darwin")] == [False, False, True]
    assert not trim.wanted_at_start("pyi_rth_multiprocessing", "darwin")


# -- the check of a bundle ---------------------------------------------------------------------------------------------


def test_a_library_that_nobody_brings_is_a_fault() -> None:
    needs = {"libc.so.6": {"a.so"}, "libssl.so.3": {"a.so"}, "libnew.so.1": {"a.so", "b.so"}}
    assert verify.faults_of_libraries(needs, {"a.so", "libssl.so.3"}) == [
        "a.so, b.so needs libnew.so.1, which is neither in the bundle nor in trim.SYSTEM_LIBRARIES."
    ]


def test_a_library_that_nobody_needs_is_a_fault() -> None:
    assert verify.faults_of_libraries({}, {"libssl.so.3", "libpython3.13.so.1.0", "qml.so"}) == [
        "Nothing in the bundle needs libssl.so.3."
    ]


def test_a_bundle_with_webengine_or_without_a_plugin_is_refused(tmp_path: Path) -> None:
    for name in trim.plugins("win32") - {"imageformats/qwebp"}:
        path = tmp_path / "PySide6" / "plugins" / f"{name}.dll"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert verify.faults_of(tmp_path, "win32") == ["Qt's plugin imageformats/qwebp is missing."]
    (tmp_path / "PySide6" / "plugins" / "imageformats" / "qwebp.dll").touch()
    assert verify.faults_of(tmp_path, "win32") == []
    (tmp_path / "PySide6" / "plugins" / "imageformats" / "qsvg.dll").touch()
    (tmp_path / "PySide6" / "QtWebEngineProcess.exe").touch()
    faults = verify.faults_of(tmp_path, "win32")
    assert "PySide6/QtWebEngineProcess.exe is part of WebEngine, which Outtray does not use." in faults
    assert "Qt's plugin imageformats/qsvg is on no allow-list." in faults


# -- licences ------------------------------------------------------------------------------------------------------------


def test_each_library_that_the_program_runs_on_has_a_licence_text(tmp_path: Path) -> None:
    listed = re.findall(
        r"^([\w.-]+)==", (ROOT / "packaging" / "requirements" / "run.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
    here = {one.name.lower().replace("_", "-") for one in importlib.metadata.distributions()}
    names = {name.lower().replace("_", "-") for name in listed} & here
    assert len(names) > 30
    homes = importlib.metadata.packages_distributions()
    modules = [top for top, found in homes.items() if any(one.lower().replace("_", "-") in names for one in found)]
    libraries = ["libssl.so.3", "libQt6Core.so.6", "PySide6/Qt/lib/libavcodec.so.63", "libicudata.so.73", "libxcb-cursor.so.0"]
    texts = licences.gather(modules, libraries, tmp_path, "1.2.3")
    index = (tmp_path / licences.INDEX).read_text(encoding="utf-8")
    assert {path.name for path in texts} == {path.name for path in tmp_path.iterdir()}
    assert all(path.stat().st_size > 100 for path in texts)
    for name in ("PySide6_Essentials", "keyring", "aiohttp", "Python", "OpenSSL", "FFmpeg", "ICU", "XCB utilities"):
        assert re.search(rf"^{name}\b.*\n    \S.*: \S", index, re.MULTILINE), name
    assert "you may replace them by changed ones" in index
    assert "does so under that licence, and with the source of all of it" in index
    assert "lie beside the program as shared libraries of their own" in index, "a paragraph is one line: windows break it"
    assert (tmp_path / "aiohttp-llhttp-LICENSE.txt").exists(), "also of code that a library brings along"


@pytest.mark.parametrize(
    "library",
    [
        "PySide6/Qt/lib/libQt6Quick3DRuntimeRender.so.6",
        "PySide6/Qt6QuickTimeline.dll",
        "PySide6/Qt/lib/QtQuick3D.framework/Versions/A/QtQuick3D",
        "PySide6/Qt/plugins/assetimporters/libassimp.so",
        "PySide6/Qt/qml/QtQuick3D/libqquick3dplugin.so",
    ],
)
def test_the_parts_of_qt_under_the_gpl_are_told_of(library: str) -> None:
    assert [part.licence for part in licences.parts_of([library]) if part.name != "Python"] == ["GPL-3.0-only"]


@pytest.mark.skipif(sys.platform != "linux", reason="the wheel's names are those of Linux")
def test_no_other_part_of_qt_says_that_it_is_under_the_gpl() -> None:
    import PySide6

    kept = [Path(PySide6.__path__[0]) / "Qt" / "lib" / f"libQt6{name}.so.6" for name in trim.QT_LIBRARIES]
    marked = [path for path in kept if b"LicenseRef-Qt-Commercial OR GPL-3.0-only" in path.read_bytes()]
    assert marked, "the renderer of Qt Quick 3D carries its shaders' licence"
    for path in marked:
        (part,) = (one for one in licences.parts_of([f"PySide6/Qt/lib/{path.name}"]) if one.name != "Python")
        assert part.licence == "GPL-3.0-only", path.name


def test_a_library_of_unknown_licence_stops_the_build() -> None:
    with pytest.raises(licences.NoLicence, match="libnew"):
        licences.parts_of(["libssl.so.3", "libnew.so.1"])


def test_a_module_of_no_distribution_stops_the_build() -> None:
    with pytest.raises(licences.NoLicence, match="strange_module"):
        licences.distributions_of(["asyncio", "strange_module.part"])


def test_an_empty_text_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Python.txt").write_text(" \n")
    monkeypatch.setattr(licences, "TEXTS", tmp_path)
    with pytest.raises(licences.NoLicence, match=r"Python\.txt"):
        licences.gather([], [], tmp_path / "made", "1.2.3")


def test_pythons_own_modules_need_no_distribution() -> None:
    assert licences.distributions_of(["asyncio", "python3", "_sysconfigdata__linux_x86_64-linux-gnu", "desktop.app"]) == []
    assert licences.distributions_of(["PIL._imaging", "pyimod02_importers"]) == ["pillow", "pyinstaller"]


# -- sizes ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("_internal/PySide6/Qt/lib/libicudata.so.73", "Qt: characters and languages (ICU)"),
        ("_internal/PySide6/Qt/lib/libavcodec.so.63", "Qt: film and sound (FFmpeg)"),
        ("_internal/PySide6/Qt/lib/libQt6Quick3D.so.6", "Qt: 3D, with Quick and QML"),
        ("_internal/PySide6/QtWidgets.abi3.so", "Qt: window, display, D-Bus"),
        ("_internal/libpython3.13.so.1.0", "Python and its libraries"),
        ("_internal/cryptography/hazmat/bindings/_rust.abi3.so", "cryptography"),
        ("_internal/pillow.libs/libtiff-20b7e810.so.6.3.0", "Pillow"),
        ("_internal/resources/samples/tide.mp4", "Outtray's resources"),
        ("outtray", "the program: all Python code"),
        ("_internal/libnew.so", "everything else"),
    ],
)
def test_each_file_counts_for_its_part(name: str, part: str) -> None:
    assert sizes.part_of(name) == part


def test_a_linked_file_counts_once_and_the_budget_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inside = tmp_path / "_internal"
    inside.mkdir()
    with (inside / "libicudata.so.73").open("wb") as file:
        os.truncate(file.fileno(), 200_000_000)
    (inside / "libicudata.so").symlink_to("libicudata.so.73")
    assert sizes.main([str(tmp_path)]) == 0
    assert "200.0 MB  100%  Qt: characters and languages (ICU)" in capsys.readouterr().out
    with (tmp_path / "outtray").open("wb") as file:
        os.truncate(file.fileno(), 20_100_000)
    assert sizes.main([str(tmp_path)]) == 1
    assert capsys.readouterr().err == "The bundle takes 220.1 MB; it may take 220 MB.\n"


# -- the tool ------------------------------------------------------------------------------------------------------------


def test_each_verb_has_its_module() -> None:
    assert {"bundle", "sizes", "licences"} <= verbs.VERBS.keys()
    for module, words in verbs.VERBS.values():
        assert (ROOT / f"{module.replace('.', '/')}.py").exists()
        assert words


def test_an_unknown_verb_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert verbs.main(["bundel"]) == 2
    assert "There is no verb bundel." in capsys.readouterr().err


def test_a_build_that_is_interrupted_ends_with_a_word(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(_argv: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(sizes, "main", interrupted)
    assert verbs.main(["sizes"]) == 130
    assert capsys.readouterr().err == "\nouttray: stopped\n"


def read(path: Path) -> bytes:
    """Return what a process tells of itself, nothing where it is gone or another user's."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is started around the program")
@pytest.mark.timeout(30)
def test_what_the_smoke_test_started_ends_also_where_a_check_breaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    around = runpy.run_path(str(ROOT / "packaging" / "smoke_program.py"))
    given: dict[str, str] = {}

    def check() -> None:
        with around["surroundings"](tmp_path) as environ:
            given.update(environ)
            raise AttributeError("broken")

    with pytest.raises(AttributeError, match="broken"):
        check()
    assert given["DISPLAY"].startswith(":")
    assert given["DBUS_SESSION_BUS_ADDRESS"].startswith("unix:")
    assert not Path(f"/tmp/.X11-unix/X{given['DISPLAY'][1:]}").exists()
    ours = f"XDG_RUNTIME_DIR={given['XDG_RUNTIME_DIR']}".encode()
    until = time.monotonic() + 10
    while (
        left := [path.parent.name for path in Path("/proc").glob("[0-9]*/environ") if ours in read(path)]
    ) and time.monotonic() < until:
        time.sleep(0.05)
    assert left == []


def test_the_smoke_test_needs_nothing_but_pythons_library() -> None:
    parts = [ROOT / "packaging" / name for name in ("smoke_test.py", "smoke_program.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in parts)
    imported = {name.split(".")[0] for name in re.findall(r"^(?:from|import) ([\w.]+)", text, re.MULTILINE)}
    assert imported <= sys.stdlib_module_names | {"smoke_program"}
    for path in parts:
        ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 11))
    said = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "smoke_test.py"), "dist/none", "nonsense"],
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert (said.returncode, said.stderr.splitlines()[0]) == (2, "There is no check nonsense.")
