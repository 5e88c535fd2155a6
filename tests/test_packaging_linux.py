"""What Linux packages are made of: the menu entry, the papers, the icons."""

import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path, PurePath

import pytest
from PIL import Image, ImageChops
from pytestqt.qtbot import QtBot

from desktop import __version__
from desktop.cli_parser import build_parser
from desktop.qt.colours import light_tokens
from tools.package import deb, icons, manual, releases, tarball

ROOT = Path(__file__).parents[1]
LINUX = ROOT / "packaging" / "linux"
STAMPED = 1_790_000_000
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these are made on Linux alone")


# -- the menu entry ------------------------------------------------------------------------------------------------------


def entry() -> dict[str, dict[str, str]]:
    """Return the sections of the .desktop file."""
    sections: dict[str, dict[str, str]] = {}
    current: dict[str, str] = {}
    for line in (LINUX / "outtray.desktop").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), {})
        elif "=" in line:
            key, _, value = line.partition("=")
            assert key not in current, key
            current[key] = value
    return sections


def test_the_menu_entry_opens_links_and_our_own_files() -> None:
    main = entry()["Desktop Entry"]
    assert main["Exec"] == "outtray open %U"
    assert main["MimeType"] == "x-scheme-handler/outtray;application/vnd.outtray.tasks;"
    assert (main["Icon"], main["StartupWMClass"], main["Terminal"], main["StartupNotify"]) == (
        "outtray",
        "outtray",
        "false",
        "true",
    )


def test_no_file_type_of_others_is_taken() -> None:
    assert not re.search(r"text/|application/json|image/|video/", entry()["Desktop Entry"]["MimeType"])


@pytest.mark.parametrize("key", ["GenericName", "Comment", "Keywords"])
def test_the_menu_entry_speaks_chinese(key: str) -> None:
    assert re.search(r"[\u4e00-\u9fff]", entry()["Desktop Entry"][f"{key}[zh_CN]"])


def test_each_action_of_the_menu_entry_runs_a_verb_there_is() -> None:
    sections = entry()
    named = [name for name in sections["Desktop Entry"]["Actions"].split(";") if name]
    assert {f"Desktop Action {name}" for name in named} == sections.keys() - {"Desktop Entry"}
    for section in sections.values():
        program, *words = section["Exec"].split()
        assert program == "outtray"
        assert vars(build_parser(__version__).parse_args([word for word in words if word != "%U"]))["verb"] == words[0]


def test_the_file_type_is_declared_with_its_ending() -> None:
    declared = ET.parse(LINUX / "outtray.xml").getroot()
    (kind,) = declared
    assert kind.get("type") in entry()["Desktop Entry"]["MimeType"].split(";")
    assert [element.get("pattern") for element in kind if element.tag.endswith("glob")] == ["*.outtray"]


# -- the papers ----------------------------------------------------------------------------------------------------------


def metainfo() -> ET.Element:
    template = (LINUX / deb.METAINFO).read_text(encoding="utf-8")
    return ET.fromstring(releases.metainfo(template, releases.own_releases(), STAMPED))


def test_the_metainfo_tells_of_this_version_first() -> None:
    component = metainfo()
    told = component.findall("releases/release")
    assert told[0].get("version") == __version__
    assert told[0].find("description/ul/li") is not None
    assert component.findtext("launchable") == "outtray.desktop"
    assert component.findtext("id") == "app.outtray.Outtray"


def test_each_text_of_the_metainfo_has_its_chinese() -> None:
    component = metainfo()
    for parent in (component, component.find("description"), component.find("description/ul"), *component.iter("screenshot")):
        assert parent is not None
        texts = [child for child in parent if child.tag in {"summary", "p", "li", "caption"}]
        languages = [child.get(XML_LANGUAGE) for child in texts]
        assert languages == [None, "zh_CN"] * (len(texts) // 2), [child.text for child in texts]


def test_screenshots_of_the_metainfo_are_pictures_we_have() -> None:
    for address in metainfo().iter("image"):
        assert address.text is not None
        assert (ROOT / "packaging" / "screenshots" / address.text.rpartition("/")[2]).is_file()


def test_the_changelog_is_in_debians_form() -> None:
    changelog = (
        "# Changelog\n\n## 1.2.0 (2026-11-20)\n\n- Saves *more*\n  than before.\n- Is `quick`.\n\n## 1.1.0 (unreleased)\n\n- Old.\n"
    )
    told = releases.debian_changelog(releases.releases(changelog), 0)
    assert told == (
        "outtray (1.2.0) stable; urgency=medium\n\n  * Saves more than before.\n  * Is quick.\n\n"
        f" -- {releases.AUTHORS}  Fri, 20 Nov 2026 00:00:00 +0000\n\n"
        "outtray (1.1.0) stable; urgency=medium\n\n  * Old.\n\n"
        f" -- {releases.AUTHORS}  Thu, 01 Jan 1970 00:00:00 +0000\n"
    )


def test_a_heading_that_is_no_release_is_refused() -> None:
    with pytest.raises(ValueError, match="soon"):
        releases.releases("## soon\n\n- Much.\n")


def test_the_changelog_starts_with_this_version() -> None:
    assert releases.own_releases()[0].version == __version__


def verbs(parser: object, before: str = "") -> list[str]:
    groups = getattr(parser, "_subparsers", None)
    found: list[str] = []
    for action in groups._group_actions if groups else ():
        for name, verb in action.choices.items():
            found += [f"{before}{name}", *verbs(verb, f"{before}{name} ")]
    return found


def test_the_manual_names_each_verb_and_each_option() -> None:
    page = manual.page(STAMPED)
    named = verbs(build_parser(__version__))
    assert len(named) > 10
    assert [name for name in named if f".SS {name}\n" not in page] == []
    assert r"\-\-until\-saved" in page
    assert "OUTTRAY_PROFILE" in page


def test_no_line_of_the_manual_is_an_accident() -> None:
    known = {".TH", ".SH", ".SS", ".B", ".PP", ".TP", ".nf", ".fi"}
    requests = {line.split()[0] for line in manual.page(STAMPED).splitlines() if line[:1] in (".", "'")}
    assert requests <= known


def test_the_copyright_file_names_each_library_that_is_brought() -> None:
    told = (LINUX / "debian" / "copyright").read_text(encoding="utf-8").lower().replace("-", ".").replace("_", ".")
    pinned = (ROOT / "packaging" / "requirements" / "run.txt").read_text(encoding="utf-8")
    left_out = {
        "editables",
        "hatchling",
        "trove.classifiers",
        "pluggy",
        "pathspec",
        "tomlkit",
        "pywin32.ctypes",
    }  # they build, or on Windows
    left_out |= {"markdown.it.py", "mdurl", "pygments"}  # what rich would colour text with: kept out of the program
    left_out |= {"pyside6.addons", "pyside6.essentials"}
    names = {name.lower().replace("-", ".") for name in re.findall(r"^([\w.-]+)==", pinned, re.MULTILINE)} - left_out
    assert [name for name in sorted(names) if name not in told] == []


def test_each_licence_that_the_copyright_file_names_is_told() -> None:
    text = (LINUX / "debian" / "copyright").read_text(encoding="utf-8")
    stanzas = text.split("\n\n")
    told = {match[1] for stanza in stanzas if (match := re.match(r"License: (.+)", stanza))}
    named = {
        name for stanza in stanzas if stanza.startswith("Files:") for name in re.findall(r"^License: (.+)$", stanza, re.MULTILINE)
    }
    assert {part for names in named for part in names.split(" and ")} == told


def test_each_lintian_override_says_why() -> None:
    before = ""
    for line in (LINUX / "debian" / "lintian-overrides").read_text(encoding="utf-8").splitlines():
        assert not line or line.startswith(("#", "outtray: "))
        assert not line.startswith("outtray: ") or before.startswith("#"), line
        before = line


def test_each_permission_of_the_flatpak_says_why() -> None:
    lines = (LINUX / "app.outtray.Outtray.yml").read_text(encoding="utf-8").splitlines()
    start = lines.index("finish-args:")
    own = [line.strip() for line in lines[start + 1 : lines.index("modules:")]]
    assert own[0].startswith("#")
    permissions = {line for line in own if line.startswith("- ")}
    assert {"- --socket=wayland", "- --share=network", "- --talk-name=org.freedesktop.secrets"} <= permissions
    assert not {line for line in permissions if "filesystem=home" in line or "filesystem=host" in line or "session-bus" in line}


def test_the_flatpak_takes_the_archive_we_make() -> None:
    manifest = (LINUX / "app.outtray.Outtray.yml").read_text(encoding="utf-8")
    (pattern,) = re.findall(r"-xzf dist/(\S+)", manifest)
    assert PurePath(f"{tarball.NAME}-linux-x86_64.tar.gz").match(pattern)
    assert '"updated_by": "Flatpak"' in manifest
    for renamed in ("outtray.desktop", "outtray.xml"):
        assert f": {renamed}\n" in manifest
        assert (LINUX / renamed).is_file()


# -- the icons -----------------------------------------------------------------------------------------------------------


def differs(one: Image.Image, other: Image.Image, most: int = 2) -> bool:
    """Tell whether two pictures are unlike by more than rounding."""
    extremes = ImageChops.difference(one.convert("RGBA"), other.convert("RGBA")).getextrema()
    return any(high > most for _, high in extremes)  # type: ignore[misc]  # one pair a channel, as the picture has four


@pytest.mark.parametrize("size", icons.SIZES)
def test_the_committed_icon_is_the_one_that_is_drawn(qtbot: QtBot, size: int) -> None:
    with Image.open(icons.picture_of(size)) as committed:
        assert committed.size == (size, size)
        assert not differs(committed, icons.as_picture(icons.rendered(size)))


def test_the_icons_of_windows_and_macos_hold_each_size_as_it_is_drawn(qtbot: QtBot) -> None:
    with Image.open(icons.ICO) as committed:
        assert committed.info["sizes"] == {(size, size) for size in icons.ICO_SIZES}
        for size in icons.ICO_SIZES:
            committed.size = (size, size)  # type: ignore[misc]  # Pillow's way to choose one of an .ico's pictures
            committed.load()
            assert not differs(committed, icons.as_picture(icons.rendered(size)))
    with Image.open(icons.ICNS) as committed:
        assert {width * scale for width, _, scale in committed.info["sizes"]} == set(icons.ICNS_SIZES)


def test_the_icon_in_svg_looks_like_the_drawing(qtbot: QtBot) -> None:
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(512, 512, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(icons.SVG)).render(painter)
    painter.end()
    assert not differs(icons.as_picture(image), icons.as_picture(icons.rendered(512)), most=60)  # edges are smoothed differently
    assert light_tokens().accent.name() in icons.SVG.read_text(encoding="utf-8")


def test_a_small_icon_has_sharp_edges(qtbot: QtBot) -> None:
    picture = icons.as_picture(icons.rendered(16))
    floor = {picture.getpixel((column, 12)) for column in range(4, 12)}
    assert floor == {(255, 255, 255, 255)}
